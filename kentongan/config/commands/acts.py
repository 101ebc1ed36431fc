"""Take in a file of acts that a phone could not send."""

from collections import Counter
from pathlib import Path

import click
from django.utils import timezone

from kentongan.config.commandline import needs_database
from kentongan.doors.field.sync import files


@click.group()
def command() -> None:
    """Take in a file of acts that a phone could not send."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read it, and change nothing.")
@needs_database
def import_(file: Path, *, dry_run: bool) -> None:
    """Take the acts of FILE in, as if the phone had sent them; safe to run twice."""
    handed = files.read(file.read_bytes())
    if dry_run:
        click.echo(f"{len(handed.acts):,} acts of {handed.account}; nothing changed.")
        return
    answers = files.take_file(handed, at=timezone.now())
    for one in answers:
        if one.outcome != "stored":
            click.echo(f"{one.id} {one.outcome} {one.code}: {one.sentence}")
    told = Counter(one.outcome for one in answers)
    click.echo(
        f"{told['stored']:,} stored, {told['held']:,} held, {told['refused']:,} refused."
    )
