"""Visits of the invented town, as its people would record them."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from kentongan.beat.visits import services
from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules import ItemState, Kind
from kentongan.beat.visits.rules.drafts import (
    Civilian,
    Pledge,
    Present,
    Told,
    VisitDraft,
)
from kentongan.beat.visits.rules.review import is_sampled
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import DEFAULT, DEFAULT_REF
from kentongan.ground.access.models import Account
from kentongan.ground.basics.ids import new_id
from tests.cast import Town
from tests.make import NOON, TODAY, now

TAPS = {
    "members_present": ItemState.PRESENT,
    "lamp": ItemState.BROKEN,
    "kentongan": ItemState.PRESENT,
    "torch": ItemState.ABSENT,
    "logbook": ItemState.PRESENT,
    "roster": ItemState.PRESENT,
}
PERFECT = tuple(Found(key, ItemState.PRESENT, 4) for key in DEFAULT.items)


def officer_of(account: Account) -> UUID:
    """Who it is in service."""
    assert account.officer_id is not None
    return account.officer_id


def plain_id(*, sampled: bool = False) -> UUID:
    """An id that the lot leaves out, or draws."""
    while is_sampled(made := new_id()) is not sampled:
        pass
    return made


def visit_draft(town: Town, **changes: Any) -> VisitDraft:
    """A visit of Rina's to Pos Melati this morning, with its six taps."""
    draft = VisitDraft(
        id=plain_id(),
        kind=Kind.POST_INSPECTION,
        date=TODAY,
        time=time(10, 0),
        until=time(10, 40),
        place=town.melati.place,
        place_id=town.melati.place_id,
        post_id=town.melati.pk,
        officers=(Present(officer_id=town.rina.officer_id),),
        quick=TAPS,
    )
    return replace(draft, **changes)


def full_draft(town: Town, **changes: Any) -> VisitDraft:
    """The same with the full sheet, and everything that can follow from a visit."""
    rich = visit_draft(
        town,
        quick={"members_present": ItemState.PRESENT},
        sheet=DEFAULT_REF,
        items=PERFECT,
        civilians=(
            Civilian("Kadus V", "Parlin Siregar"),
            Civilian("warga", "Ucok Lubis", consent="agreed"),
            Civilian("warga", count=7),
        ),
        messages=("Jangan main hakim sendiri",),
        information=(
            Told("Sepeda motor dicoba dibawa orang Senin malam", "crime", "pedagang"),
        ),
        pledges=(Pledge("Lampu simpang diganti", "Kades", TODAY + timedelta(days=3)),),
        outcome="Jadwal ronda disepakati lagi bersama warga",
    )
    return replace(rich, **changes)


def record(town: Town, who: Account | None = None, **changes: Any) -> Visit:
    """Record Rina's visit, changed as told."""
    draft = visit_draft(town, **changes)
    return services.record(draft, by=now(who or town.rina), at=NOON)


def again(visit: Visit) -> Visit:
    """The visit as the database has it now."""
    return Visit.objects.everywhere(because="test").get(pk=visit.pk)


def stored() -> int:
    """How many visits there are."""
    return Visit.objects.everywhere(because="test").count()


def days_before(days: int) -> date:
    """A day before the one on which the tests stand."""
    return TODAY - timedelta(days=days)
