"""Correcting a visit on its page: what the form shows is changed, the rest is kept."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kentongan.beat.follow_ups.selectors import by_ids as follow_ups_by_ids
from kentongan.beat.reports.selectors import by_ids as reports_by_ids
from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules.drafts import (
    Civilian,
    Pledge,
    Present,
    Told,
    VisitDraft,
)
from kentongan.beat.visits.rules.kinds import ItemState
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import QUICK
from kentongan.beat.visits.selectors.records import Opened, drafts_of, parts_of
from kentongan.doors.console.visits.choices import RESIDENTS, Choices
from kentongan.ground.access.actors import Principal


def said_now(actor: Principal, visit: Visit) -> VisitDraft:
    """What a visit says, as far as `actor` may read it: sealed words stay closed."""
    parts = parts_of([visit])
    heard, promised = parts.heard.get(visit.pk, ()), parts.promised.get(visit.pk, ())
    reports = reports_by_ids(actor, [row.report_id for row in heard])
    opened = Opened(
        reports={pk: row for pk, row in reports.items() if not row.sensitive},
        follow_ups=follow_ups_by_ids(actor, [row.follow_up_id for row in promised]),
    )
    return drafts_of([visit], parts, opened)[0]


def begin_again(said: VisitDraft, offered: Choices) -> dict[str, Any]:
    """What the form of a known visit begins with."""
    contacts = {key for key, _label, _role in offered.figures}
    counted = [one for one in said.civilians if _is_counted(one)]
    return {
        "id": said.id,
        "kind": said.kind.value,
        "date": said.date,
        "time": said.time,
        "until": said.until,
        "officers": [str(one.officer_id) for one in said.officers if one.officer_id],
        "figures": [
            str(one.contact_id)
            for one in said.civilians
            if str(one.contact_id) in contacts
        ],
        "residents": sum(one.count for one in counted) or None,
        "messages": list(said.messages),
        "outcome": said.outcome,
        **{f"quick_{key}": state.value for key, state in _taps(said).items()},
    }


def heard_before(said: VisitDraft) -> list[dict[str, Any]]:
    """Rows of what was told, those that the reader may read."""
    return [vars(one) for one in said.information if one.text]


def promised_before(said: VisitDraft) -> list[dict[str, Any]]:
    """Rows of what was promised, those that the reader may read."""
    return [
        vars(one) | {"answerer": one.answerer.value if one.answerer else ""}
        for one in said.pledges
        if one.text
    ]


@dataclass(frozen=True)
class Change:
    """What somebody changed on the page of a visit.

    Attributes:
        shown: What the page showed of the visit before, sealed words closed.
        told: What it says now.
    """

    offered: Choices
    shown: VisitDraft
    told: VisitDraft

    def __call__(self, whole: VisitDraft) -> VisitDraft:
        """The whole record, changed where the page showed it and nowhere else."""
        told = self.told
        return replace(
            whole,
            kind=told.kind,
            date=told.date,
            time=told.time,
            until=told.until,
            officers=self._officers(whole.officers),
            civilians=self._civilians(whole.civilians),
            messages=told.messages,
            information=self._information(whole.information),
            quick=told.quick,
            pledges=self._pledges(whole.pledges),
            outcome=told.outcome,
            **self._sheet(whole),
        )

    def _officers(self, before: Iterable[Present]) -> tuple[Present, ...]:
        offered = {UUID(key) for key, _label in self.offered.officers}
        chosen = {one.officer_id: one for one in self.told.officers}
        kept = [
            one
            for one in before
            if one.officer_id not in offered or one.officer_id in chosen
        ]
        known = {one.officer_id for one in kept}
        return (*kept, *(one for pk, one in chosen.items() if pk not in known))

    def _civilians(self, before: Iterable[Civilian]) -> tuple[Civilian, ...]:
        offered = {key for key, _label, _role in self.offered.figures}
        chosen = {one.contact_id: one for one in self.told.civilians if one.contact_id}
        listed = tuple(before)
        counted = [one for one in listed if _is_counted(one)]
        now = [one for one in self.told.civilians if one.contact_id is None]
        is_same = sum(one.count for one in counted) == sum(one.count for one in now)
        kept = [
            one
            for one in listed
            if (is_same if _is_counted(one) else self._stays(one, offered, chosen))
        ]
        known = {one.contact_id for one in kept}
        new = [one for pk, one in chosen.items() if pk not in known]
        return (*kept, *new, *(() if is_same else now))

    @staticmethod
    def _stays(one: Civilian, offered: set[str], chosen: Container[UUID]) -> bool:
        return str(one.contact_id) not in offered or one.contact_id in chosen

    def _information(self, before: tuple[Told, ...]) -> tuple[Told, ...]:
        shown = self.shown.information
        if self.told.information == tuple(one for one in shown if one.text):
            return before
        pairs = zip(before, shown, strict=True)
        return (*self.told.information, *(one for one, seen in pairs if not seen.text))

    def _pledges(self, before: tuple[Pledge, ...]) -> tuple[Pledge, ...]:
        shown = self.shown.pledges
        now = [_said(one) for one in self.told.pledges]
        if now == [_said(one) for one in shown if one.text]:
            return before
        pairs = zip(before, shown, strict=True)
        return (*self.told.pledges, *(one for one, seen in pairs if not seen.text))

    def _sheet(self, whole: VisitDraft) -> dict[str, Any]:
        """The sheet as told; one that we do not know stays as it came."""
        if self.offered.sheet is None:
            return {}
        plan = self.offered.sheet
        before = {one.item: one for one in whole.items}
        strange = [one for one in whole.items if one.item not in plan.items]
        told = [self._as_before(one, before.get(one.item)) for one in self.told.items]
        return {
            "sheet": self.told.sheet or (whole.sheet if strange else ""),
            "items": (*told, *strange),
        }

    @staticmethod
    def _as_before(told: Found, before: Found | None) -> Found:
        """What a tap or points alone cannot say stays, where they say the same."""
        if before is None or told.score != before.score:
            return told
        if told.item in QUICK and told.state is before.state:
            return before
        kept = before.score is not None and told.state is ItemState.PRESENT
        return replace(told, state=before.state) if kept else told


def _taps(said: VisitDraft) -> dict[str, ItemState]:
    """The six taps of a visit; the word of its sheet goes before theirs."""
    told = {one.item: one.state for one in said.items if one.item in QUICK}
    return dict(said.quick) | told


def _said(one: Pledge) -> tuple[object, ...]:
    return one.text, one.answers, one.due, one.raised_by_role


def _is_counted(one: Civilian) -> bool:
    return one.role == RESIDENTS and not one.name and not one.consent
