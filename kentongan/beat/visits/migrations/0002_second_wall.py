"""Puts the package's walled tables behind the second, coarse wall."""

from django.db import migrations

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """Row-level security, see ``access.rls``."""

    dependencies = [("visits", "0001_visits")]

    operations = [
        *rls.enforce("visits_visit"),
    ]
