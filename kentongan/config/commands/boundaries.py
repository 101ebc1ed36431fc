"""Load outlines of places from GeoJSON files."""

import gzip
import zlib
from datetime import datetime
from pathlib import Path
from typing import Final

import click
from django.utils.timezone import now

from kentongan.config.commandline import needs_database
from kentongan.ground.access.actors import operator
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.places.rules.geojson import Outline, read, refusal
from kentongan.ground.places.services import load_boundaries

_LARGEST: Final = 2_000_000_000  # bytes, unpacked; the nation's villages are 400 MB


@click.group()
def command() -> None:
    """Outlines of places, dated, with the decree and the source they come from."""


@command.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--source", required=True, help="Where they come from; maps must say it.")
@click.option("--decree", default="", help="What draws the borders, if the file says.")
@click.option(
    "--held-from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day from which they hold; needed to follow other outlines.",
)
@needs_database
def load(
    files: tuple[Path, ...], source: str, decree: str, held_from: datetime | None
) -> None:
    """Load outlines from GeoJSON FILES (.geojson or .geojson.gz): all, or none.

    Each feature is a Polygon or MultiPolygon whose properties carry `code`.
    """
    loaded = load_boundaries(
        _read(files),
        decree=decree,
        source=source,
        held_from=held_from.date() if held_from else None,
        by=operator(),
        at=now(),
    )
    click.echo(
        f"{loaded.outlines:,} outlines read: {loaded.new:,} new, of which "
        f"{loaded.replaced:,} follow another; "
        f"{loaded.outlines - loaded.new:,} were here."
    )
    if not loaded.new:
        click.echo("Nothing changed.")


def _read(files: tuple[Path, ...]) -> list[Outline]:
    """All outlines of all files; every file is read before the first complaint."""
    outlines: dict[str, Outline] = {}
    problems: dict[str, str] = {}
    for file in files:
        try:
            for outline in read(_bytes(file), file=file.name):
                if outline.code in outlines:
                    first = outlines[outline.code].told
                    problems[outline.told] = f"{outline.code} came before, in {first}"
                outlines[outline.code] = outline
        except Invalid as invalid:
            problems |= invalid.problems
    if problems:
        raise refusal(problems)
    return list(outlines.values())


def _bytes(file: Path) -> bytes:
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Invalid(f"{file.name}: {error}", {file.name: str(error)}) from error
    if len(data) > _LARGEST:
        raise Invalid(f"{file.name} is too large", {file.name: "over 2 GB unpacked"})
    return data
