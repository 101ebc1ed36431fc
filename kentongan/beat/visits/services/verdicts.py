"""What a superior says to a visit, and what is answered. Two at once: one is told."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.visits.models import Visit, Word
from kentongan.beat.visits.rules import Review
from kentongan.beat.visits.rules.review import before
from kentongan.beat.visits.selectors.reviewing import is_own, may_give_verdict
from kentongan.beat.visits.services.allowed import allowed, told
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed, Overtaken
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.wall.actors import Actor

_ACTS: Final = {
    Review.ASKED: "visit.asked",
    Review.ANSWERED: "visit.answered",
    Review.APPROVED: "visit.approved",
    Review.SET_ASIDE: "visit.set-aside",
}


@transaction.atomic
def ask(visit_id: UUID, question: str, *, by: Actor, at: datetime) -> Visit:
    """Return a visit with a question; it counts meanwhile.

    Raises:
        NotFound: None in sight.
        NotAllowed: `by` took part, stands below somebody who did, or judges no visits.
        Overtaken: Somebody else gave a verdict first.
    """
    return _judge(visit_id, Review.ASKED, told(question, needed=True), by=by, at=at)


@transaction.atomic
def approve(visit_id: UUID, text: str = "", *, by: Actor, at: datetime) -> Visit:
    """Say that a visit is right. Refusals as for :func:`ask`."""
    return _judge(visit_id, Review.APPROVED, told(text, needed=False), by=by, at=at)


@transaction.atomic
def set_aside(visit_id: UUID, because: str, *, by: Actor, at: datetime) -> Visit:
    """Say that a visit does not count, and why. The record stays as it is."""
    return _judge(visit_id, Review.SET_ASIDE, told(because, needed=True), by=by, at=at)


@transaction.atomic
def answer(visit_id: UUID, text: str, *, by: Actor, at: datetime) -> Visit:
    """Answer what the superior asked, for those whose visit it was.

    Raises:
        NotFound: None in sight.
        NotAllowed: It was somebody else's visit.
        Overtaken: Nothing is asked any more.
    """
    words = told(text, needed=True)
    visit = allowed(visit_id, by, Permission.VISIT_RECORD)
    if not is_own(visit, by):
        raise NotAllowed(_("The question was put to those who made this visit."))
    return _move(visit, Review.ANSWERED, words, by=by, at=at)


def _judge(
    visit_id: UUID, then: Review, words: str, *, by: Actor, at: datetime
) -> Visit:
    visit = allowed(visit_id, by, Permission.VISIT_REVIEW)
    if not may_give_verdict(visit, by):
        raise NotAllowed(
            _("A verdict is for a superior who did not take part in the visit.")
        )
    return _move(visit, then, words, by=by, at=at)


def _move(visit: Visit, then: Review, words: str, *, by: Actor, at: datetime) -> Visit:
    """Take one step. One conditional UPDATE decides between two at once."""
    ready = Visit.objects.visible_to(by, Permission.VISIT_VIEW).filter(
        pk=visit.pk, version=visit.version, review__in=before(then)
    )
    values = {"review": then} | ({"verified": True} if then is Review.APPROVED else {})
    if not ready.update(**values):
        if _said_just_this(visit, then, words, by):
            visit.refresh_from_db()
            return visit
        raise Overtaken(_("Somebody else has looked at this visit meanwhile."))
    for name, value in values.items():
        setattr(visit, name, value)
    standing = by.standing if isinstance(by, Principal) else None
    Word.objects.create(
        visit=visit,
        review=then,
        text=words,
        by_account=by.id,
        by_officer=standing.officer_id if standing else None,
        by_office=by.office,
        by_title=f"{standing.title}, {standing.seat_title}"[:160] if standing else "",
        at=at,
    )
    write_line(
        _ACTS[then],
        f"visit:{visit.pk}",
        by=by,
        at=at,
        place=visit.place,
        unit=visit.unit,
        facts={"version": visit.version},
    )
    return visit


def _said_just_this(visit: Visit, then: Review, words: str, by: Actor) -> bool:
    """Whether the last word is the very one: a second tap on the same button."""
    last = Word.objects.filter(visit=visit).order_by("-at", "-id").first()
    return last is not None and (last.review, last.text, last.by_account) == (
        then,
        words,
        by.id,
    )
