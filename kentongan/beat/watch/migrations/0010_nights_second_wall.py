"""Nights: counted for whoever sees the post; who came, for its residents alone."""

from django.db import migrations

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """No office reaches a check-in."""

    dependencies = [("watch", "0009_nights")]

    operations = [
        *rls.enforce("watch_night", holding="post_id"),
        *rls.enforce("watch_checkin", place=None, holding="post_id"),
    ]
