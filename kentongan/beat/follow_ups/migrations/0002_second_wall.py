"""Puts the package's walled tables behind the second, coarse wall."""

from django.db import migrations

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """Row-level security, see ``access.rls``."""

    dependencies = [("follow_ups", "0001_promises")]

    operations = [
        *rls.enforce("follow_ups_followup", holding="post_id"),
    ]
