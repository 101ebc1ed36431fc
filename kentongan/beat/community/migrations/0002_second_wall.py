"""Puts the package's walled tables behind the second, coarse wall."""

from django.db import migrations

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """Row-level security, see ``access.rls``."""

    dependencies = [("community", "0001_contacts_and_partners")]

    operations = [
        *rls.enforce("community_contact"),
        *rls.enforce("community_partner"),
    ]
