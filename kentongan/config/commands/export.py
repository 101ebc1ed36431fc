"""Hand visits out in the exchange format, one object a line."""

import json
from datetime import datetime

import click
from django.utils.timezone import now
from django.utils.translation import gettext as _

from kentongan.beat.visits.services import export
from kentongan.config.commandline import needs_database
from kentongan.ground.access.actors import operator


@click.group()
def command() -> None:
    """Hand out what is stored."""


@command.command()
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Say the total at the end as JSON, too.",
)
@click.option("--unit", default="", help="Only of this unit and those below it.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only from that day on."
)
@needs_database
def visits(*, as_json: bool, unit: str, since: datetime | None) -> None:
    """Write all visits to standard output, names open; the ledger notes it."""
    documents = export(
        by=operator(), at=now(), unit=unit, since=since.date() if since else None
    )
    count = 0
    for document in documents:
        click.echo(json.dumps(document, ensure_ascii=False))
        count += 1
    total = {"visits": count} if as_json else None
    said = _("%(count)d visits handed out.") % {"count": count}
    click.echo(json.dumps(total) if total else said, err=True)
