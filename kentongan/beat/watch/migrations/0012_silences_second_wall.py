"""Silences: for whoever sees the post."""

from django.db import migrations

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """The second wall stands around them as around nights."""

    dependencies = [("watch", "0011_silences")]

    operations = list(rls.enforce("watch_silence", holding="post_id"))
