"""Record visits from files in the exchange format."""

import os
from datetime import datetime
from pathlib import Path

import click
from django.db import transaction
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from kentongan.beat.visits.forms import (
    Entry,
    Problem,
    documents,
    draft_of,
    located,
    refused,
    warnings,
)
from kentongan.beat.visits.rules.drafts import VisitDraft
from kentongan.beat.visits.selectors import lines_of
from kentongan.beat.visits.selectors import visit as visit_page
from kentongan.beat.visits.services import Taken, take_in
from kentongan.config.commandline import BadInput, needs_database
from kentongan.config.commands.record.screen import visit_as_text
from kentongan.ground.access.actors import Principal, operator
from kentongan.ground.basics.errors import Refusal
from kentongan.ground.places.models import Place
from kentongan.ground.places.services import load_gazetteer

Read = list[tuple[Entry, VisitDraft]]


@click.group()
def command() -> None:
    """Record what happened from files."""


@command.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--names",
    type=click.Choice(["published", "agreed", "drop"]),
    default="published",
    show_default=True,
    help="Why residents' names in these files may be kept, sealed; or drop them.",
)
@needs_database
def visit(files: tuple[Path, ...], names: str) -> None:
    """Record visits: a JSON object, a list, or one object on each line.

    All files are read first; one mistake anywhere changes nothing.
    """
    with translation.override(_language()):
        read = _read(files, "" if names == "drop" else names)
        by, at = operator(), now()
        with transaction.atomic():
            _have_places(by, at)
            taken = _record(read, by, at)
        _tell(read, taken, by)


def _read(files: tuple[Path, ...], consent: str) -> Read:
    read: Read = []
    problems: list[Problem] = []
    for file in files:
        entries, wrong = documents(str(file), file.read_bytes())
        problems += wrong
        for entry in entries:
            draft, faults = draft_of(entry, consent=consent)
            problems += faults
            if draft is not None:
                read.append((entry, draft))
    _refuse(problems)
    return read


def _have_places(by: Principal, at: datetime) -> None:
    if Place.objects.exists():
        return
    click.echo(_("No places are known here yet. Loading all official areas…"))
    loaded = load_gazetteer(by=by, at=at)
    click.echo(_("%(areas)d official areas loaded.") % {"areas": loaded.areas})


def _record(read: Read, by: Principal, at: datetime) -> list[Taken]:
    taken: list[Taken] = []
    problems: list[Problem] = []
    for entry, draft in read:
        try:
            # A savepoint each, so that every file's mistakes are told at once.
            with transaction.atomic():
                taken.append(take_in(located(draft), by=by, at=at))
        except Refusal as refusal:
            problems += refused(entry, refusal)
    _refuse(problems)
    return taken


def _refuse(problems: list[Problem]) -> None:
    if problems:
        ordered = sorted(problems, key=lambda one: (one.file, one.line))
        told = [*map(str, ordered), _("Nothing was recorded.")]
        raise BadInput("\n".join(told))


def _tell(read: Read, taken: list[Taken], by: Principal) -> None:
    for (_entry, draft), one in zip(read, taken, strict=True):
        for warning in warnings(draft):
            click.echo(f"! {warning}", err=True)
        if not one.is_new:
            click.echo(_("%(id)s: already stored.") % {"id": one.visit.pk})
            continue
        page = visit_page(by, one.visit.pk)
        for line in visit_as_text(page, lines_of(page), one.registered_post_id):
            click.echo(line)
    new = sum(one.is_new for one in taken)
    click.echo(
        _("%(new)d recorded, %(old)d already stored.")
        % {"new": new, "old": len(taken) - new}
    )


def _language() -> str:
    """Of whoever sits at the machine, by its environment."""
    told = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "id" if told.lower().startswith(("id", "in_")) else "en"
