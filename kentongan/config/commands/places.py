"""Load the official areas, and find places by name."""

from time import perf_counter

import click
from django.utils.timezone import now

from kentongan.config.commandline import needs_database
from kentongan.ground.access.actors import operator
from kentongan.ground.places.rules.levels import DECREE
from kentongan.ground.places.selectors import find
from kentongan.ground.places.services import load_gazetteer


@click.group()
def command() -> None:
    """The territory: official areas, their codes and names."""


@command.command()
@needs_database
def load() -> None:
    """Load all official areas of the decree that this release carries."""
    started = perf_counter()
    loaded = load_gazetteer(by=operator(), at=now())
    click.echo(
        f"{loaded.areas:,} official areas of {DECREE}: {loaded.new:,} new, "
        f"{loaded.areas - loaded.new:,} were here; {loaded.new_aliases} other names "
        f"new. {perf_counter() - started:.1f} s."
    )
    if not loaded.new and not loaded.new_aliases:
        click.echo("Nothing changed.")


@command.command(name="find")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@needs_database
def find_places(text: tuple[str, ...], limit: int) -> None:
    """Find places by name: parents, other names and misspellings are understood."""
    matches = find(" ".join(text), limit=limit)
    for match in matches:
        beyond = f"  + {match.rest}" if match.rest else ""
        click.echo(f"{match.score:5.1f}  {match.place_path}  {match.full_name}{beyond}")
    click.echo(f"{len(matches)} found.")
