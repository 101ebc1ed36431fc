"""Prove that nothing on the ledger was changed, and see how it stands."""

import click

from kentongan.config.commandline import Declined, needs_database
from kentongan.ground.ledger import selectors


@click.group()
def command() -> None:
    """Prove that nothing on the ledger was changed, and see how it stands."""


@command.command()
@needs_database
def verify() -> None:
    """Walk the whole ledger and name the first broken line, if there is one."""
    found = selectors.verify()
    if found.broken_at is not None:
        raise Declined(
            f"Broken at line {found.broken_at:,}: {found.why}. "
            f"The {found.lines:,} lines before it follow from each other."
        )
    click.echo(f"{found.lines:,} lines follow from each other; none is missing.")


@command.command()
@needs_database
def state() -> None:
    """Lines sealed, lines waiting, how far the relay is behind, reactions given up."""
    now = selectors.state()
    click.echo(
        f"{now.last_number:,} lines sealed, {now.waiting:,} waiting, "
        f"relay {now.relay_lag:,} behind, {now.parked:,} reactions given up."
    )
