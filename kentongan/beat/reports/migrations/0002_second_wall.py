"""Puts the package's walled tables behind the second, coarse wall."""

from django.db import migrations

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """Row-level security, see ``access.rls``."""

    dependencies = [("reports", "0001_reports")]

    operations = [
        *rls.enforce("reports_report"),
    ]
