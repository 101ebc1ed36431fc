"""Load the police organisation: units, jurisdictions, seats, officers."""

from pathlib import Path

import click
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.config.commandline import needs_database
from kentongan.ground.access.actors import operator
from kentongan.ground.units import services

_KINDS = {
    "units": gettext_lazy("units"),
    "jurisdictions": gettext_lazy("jurisdictions"),
    "offices": gettext_lazy("seats"),
    "villages": gettext_lazy("villages assigned"),
    "officers": gettext_lazy("officers"),
    "appointments": gettext_lazy("appointments"),
}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Load the police organisation: units, jurisdictions, seats, officers."""


@command.command()
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@needs_database
def load(file: Path, *, dry_run: bool) -> None:
    """Bring units, jurisdictions, seats and officers up to what FILE says.

    \b
    FILE is one of
      JSON, format kentongan.units/1, with the lists units, jurisdictions,
        offices, officers, appointments;
      CSV of jurisdictions: kecamatan_code, kecamatan, polda, polres, polsek,
        confidence, evidence;
      CSV of seats: reference, name, degrees, rank, unit, position, label,
        acting, villages, from.

    A unit is written "Polda A / Polres B / Polsek C". A file that cannot be read
    changes nothing; the same file twice changes nothing the second time.
    """
    with transaction.atomic():
        totals = services.load(
            file.read_bytes(), source=file.name, by=operator(), at=timezone.now()
        )
        transaction.set_rollback(dry_run)
    for kind, asked in totals.asked.items():
        click.echo(
            _("%(kind)s: %(asked)d read, %(new)d new, %(changed)d changed")
            % {
                "kind": _KINDS[kind],
                "asked": asked,
                "new": totals.new[kind],
                "changed": totals.changed[kind],
            }
        )
    said = _("Would change: %(count)d.") if dry_run else _("Changed: %(count)d.")
    click.echo(said % {"count": totals.changes})
