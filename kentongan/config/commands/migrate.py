"""Bring the database's tables up to this release."""

import click
from django.core.management import call_command
from django.db import connections

from kentongan.config.commandline import database_as_found, set_up_django


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def command(*, dry_run: bool) -> None:
    """Bring the database's tables up to this release.

    `up` does this by itself. Connects as the owner of the tables.
    """
    with database_as_found("owner"):
        set_up_django()
        try:
            call_command("migrate", plan=dry_run, interactive=False, verbosity=1)
        finally:
            connections.close_all()
