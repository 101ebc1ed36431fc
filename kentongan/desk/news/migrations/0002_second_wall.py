"""Releases: for who reaches the place; the public reads editions alone."""

from django.db import migrations

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """The second wall stands around them as around visits."""

    dependencies = [("news", "0001_releases")]

    operations = list(rls.enforce("news_release"))
