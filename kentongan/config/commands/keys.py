"""Change the keys with which names and files are sealed."""

import click
from django.utils import timezone

from kentongan.config.commandline import needs_database
from kentongan.ground.access.actors import operator
from kentongan.ground.seals import services
from kentongan.ground.seals.keys import ring


@click.group()
def command() -> None:
    """Change the keys with which names and files are sealed."""


@command.command()
@needs_database
def rotate() -> None:
    """Seal every name anew with a new key. Safe to run again after a break.

    The key before stays on the ring until the next rotation; older ones leave it. Keep
    a copy of the keys folder apart from every backup.
    """
    totals = services.rotate_keys(by=operator(), at=timezone.now())
    for field, values in sorted(totals.items()):
        click.echo(f"{field}: {values:,} sealed anew")
    click.echo(f"Key {ring().current} is in use; {sum(totals.values()):,} values.")
