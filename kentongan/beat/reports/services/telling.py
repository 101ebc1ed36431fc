"""Telling without an account: a receipt is kept by the teller, and nothing of them here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.selectors import by_ids
from kentongan.beat.reports.models import Remark, Report
from kentongan.beat.reports.rules import Category, ReportDraft, Source
from kentongan.beat.reports.rules.receipts import read_receipt, receipt_from
from kentongan.beat.reports.rules.threads import Level, Said, answer_by
from kentongan.beat.reports.services.saying import Saying, keep_word
from kentongan.beat.reports.services.taking import take_in
from kentongan.ground.access import rls
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.zones import local
from kentongan.ground.places.selectors import by_path
from kentongan.ground.seals.selectors import blind_index
from kentongan.ground.seals.services import open_many
from kentongan.ground.units.selectors.seats import offices_for_place
from kentongan.ground.wall.actors import Clockwork, Reach

TELLER: Final = "resident"
"""The capacity in which somebody acts who is nobody here."""

SHAREABLE: Final = frozenset({Category.FACILITY, Category.DISASTER_AND_SAFETY})
"""About things, not people: the village may read it where the teller agrees."""


@dataclass(frozen=True)
class Told:
    """What a resident tells.

    Attributes:
        id: Made by the page, so that sending twice is one report.
        village: Path of the village; the officer is found from it.
        teller: How to reach them, in their own words; empty where they stay unnamed.
        shared: The village may read it too.
        about_officials: Somebody who would read it is what it is about: it goes to
            the command of the Polres alone, sealed.
    """

    id: UUID
    category: Category
    text: str
    village: str
    level: Level = Level.ANONYMOUS
    teller: str = ""
    shared: bool = False
    about_officials: bool = False


@transaction.atomic
def tell(told: Told, *, at: datetime) -> str:
    """Keep a report and give out its receipt. The same id gives the same receipt.

    Nothing is kept that tells who it was: no address, no account, no device.

    Raises:
        NotFound: There is no such village.
        Invalid: Nothing was told.
        Conflicting: The id came before with other words.
    """
    village = by_path(told.village)
    rls.widen(places=[village.path], because="whoever tells may tell about any village")
    seat = next(iter(offices_for_place(village.path, at)), None)
    draft = ReportDraft(
        category=told.category,
        text=told.text,
        place_id=village.id,
        place=village.path,
        source=Source.RESIDENT,
        office_id=seat.pk if seat else None,
        unit=seat.unit_path if seat else "",
        restricted=told.about_officials,
    )
    row = take_in(draft, by=_teller(village.path), at=at, id=told.id)
    receipt = _receipt_of(told.id)
    if not row.receipt:
        row.receipt = _digest(receipt)
        row.level = told.level
        named = told.level is not Level.ANONYMOUS and told.teller.strip()
        row.sealed_teller = told.teller.strip() if named else None
        row.shared = told.shared and not row.sensitive and told.category in SHAREABLE
        row.answer_by = answer_by(local(at, row.place).date())
        row.save(
            update_fields=["receipt", "level", "sealed_teller", "shared", "answer_by"]
        )
    return receipt


@dataclass(frozen=True)
class HeardRemark:
    """One word on a report, as whoever told reads it.

    Attributes:
        promised: What was promised with it, as it stands now.
    """

    said: str
    text: str
    by_teller: bool
    at: datetime
    promised: FollowUp | None = None


@dataclass(frozen=True)
class Heard:
    """A report as whoever told it reads it; the remarks oldest first."""

    report: Report
    text: str
    remarks: tuple[HeardRemark, ...]


@transaction.atomic
def hear(receipt: str, *, at: datetime) -> Heard:
    """What became of the report of a receipt.

    Raises:
        NotFound: No report has this receipt, or the digits cannot be one.
    """
    row = _by_receipt(receipt)
    rows = Remark.objects.everywhere(because="the receipt opens its own report")
    remarks = list(rows.filter(report=row).order_by("at", "id"))
    texts: Mapping[UUID, str] = {one.pk: one.text for one in remarks}
    own = row.text
    if row.sensitive:
        opened = "report.heard"  # by whoever holds the paper; the line names nobody
        own = open_many([row], "sealed_text", by=None, at=at, because=opened)[row.pk]
        if remarks:
            texts = open_many(remarks, "sealed_text", by=None, at=at, because=opened)
    made = [one.follow_up_id for one in remarks if one.follow_up_id]
    promised = by_ids(_teller(row.place), made) if made else {}
    said = tuple(
        HeardRemark(
            one.said,
            texts[one.pk],
            one.by_teller,
            one.at,
            promised.get(one.follow_up_id) if one.follow_up_id else None,
        )
        for one in remarks
    )
    return Heard(row, own, said)


@transaction.atomic
def reply(receipt: str, said: Said, text: str, *, at: datetime) -> Report:
    """Add a word, agree that it is done, or say that it is not true yet.

    Raises:
        NotFound: No report has this receipt.
        Invalid: Nothing was said.
        Overtaken: It was closed or opened meanwhile.
    """
    row = _by_receipt(receipt)
    return keep_word(row, Saying(said, text), by=_teller(row.place), at=at)


def _by_receipt(typed: str) -> Report:
    digits = read_receipt(typed)
    found = None
    if digits is not None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select id, place from reports_of_receipt(%s)", [_digest(digits)]
            )
            found = cursor.fetchone()
    if found is None:
        raise NotFound(_("This number leads to no report. Check the sixteen digits."))
    rls.widen(places=[found[1]], because="the receipt opens its own report")
    rows = Report.objects.everywhere(because="the receipt opens its own report")
    return rows.get(pk=found[0])


def _receipt_of(report_id: UUID) -> str:
    """The same receipt for the same report, which only this world's key can work out."""
    return receipt_from(int(blind_index(str(report_id), purpose="report.told"), 16))


def _digest(receipt: str) -> str:
    return blind_index(receipt, purpose="report.receipt")


def _teller(place: str) -> Clockwork:
    here = Reach(places=(place,))
    return Clockwork(
        TELLER,
        reaches={Permission.REPORT_RECORD: here, Permission.FOLLOW_UP_VIEW: here},
    )
