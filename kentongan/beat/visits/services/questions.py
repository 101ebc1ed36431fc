"""The questions that a record raises about itself, gathered from what is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from kentongan.beat.reports.rules import SENSITIVE, Category
from kentongan.beat.reports.selectors import same_words as posts_with_same_words
from kentongan.beat.reports.services import text_key
from kentongan.beat.visits.models import Attendance, Visit
from kentongan.beat.visits.rules.drafts import VisitDraft
from kentongan.beat.visits.rules.plausibility import (
    BETWEEN,
    Elsewhere,
    Question,
    clock_off,
    far_from_post,
    same_words,
    too_close,
    too_quick,
    words_key,
)
from kentongan.beat.visits.services.setting import Setting
from kentongan.ground.seals.selectors import blind_index

YEAR: Final = timedelta(days=365)
_LONGEST_STAY: Final = timedelta(hours=12)


@dataclass(frozen=True)
class Asked:
    """What was asked of a record, and the key by which its outcome is compared."""

    questions: tuple[Question, ...]
    outcome_key: str

    @property
    def flags(self) -> list[dict[str, object]]:
        """As they are kept."""
        return [question.as_json() for question in self.questions]


def questions_of(setting: Setting, visit_id: UUID, received_at: datetime) -> Asked:
    """Every question that this record raises.

    At most two queries, and one more for each piece of information that is long
    enough to be copied.
    """
    draft = setting.draft
    key = outcome_key(draft.outcome)
    post_id = setting.post.pk if setting.post else None
    found = (
        far_from_post(
            draft.point,
            setting.post.point if setting.post else None,
            draft.accuracy_m or 0,
        ),
        too_quick(draft.stay, full_sheet=bool(draft.items)),
        _too_close(setting, visit_id),
        clock_off(draft.done_at, received_at, draft.device_at),
        same_words("outcome", _same_outcome(key, visit_id, post_id)),
        same_words("information", _same_information(draft, post_id)),
    )
    return Asked(tuple(one for one in found if one is not None), key)


def outcome_key(outcome: str) -> str:
    """The blind index of an outcome's words; empty for too few of them."""
    words = words_key(outcome)
    return blind_index(words, purpose="visit.outcome") if words else ""


def _too_close(setting: Setting, visit_id: UUID) -> Question | None:
    draft = setting.draft
    officers = setting.people.on_site_ids
    if draft.time is None or not officers:
        return None
    return too_close(
        draft.done_at,
        draft.until_at or draft.done_at,
        draft.point,
        str(setting.post.pk) if setting.post else "",
        _elsewhere(officers, draft.done_at, visit_id),
    )


def _elsewhere(
    officers: Sequence[UUID], done_at: datetime, visit_id: UUID
) -> Iterator[Elsewhere]:
    window = (done_at - BETWEEN - _LONGEST_STAY, done_at + BETWEEN + _LONGEST_STAY)
    rows = Attendance.objects.filter(
        officer_id__in=officers,
        on_site=True,
        done_at__range=window,
        visit__time__isnull=False,
    ).exclude(visit_id=visit_id)
    told = rows.values_list(
        "visit_id",
        "done_at",
        "visit__time",
        "visit__until",
        "visit__point",
        "visit__post_id",
    )[:40]
    for other_id, begun, start, end, spot, post_id in told:
        yield Elsewhere(
            visit_id=str(other_id),
            done_at=begun,
            until=ended(begun, start, end),
            spot=spot,
            post_id=str(post_id or ""),
        )


def ended(begun: datetime, start: time | None, end: time | None) -> datetime:
    """When a stored visit ended; its start where that is not known."""
    if start is None or end is None:
        return begun
    stay = timedelta(hours=end.hour - start.hour, minutes=end.minute - start.minute)
    return begun + stay % timedelta(days=1)


def _same_outcome(key: str, visit_id: UUID, post_id: UUID | None) -> list[str]:
    if not key:
        return []
    rows = (
        Visit.objects.everywhere(because="a question about copied words")
        .filter(outcome_key=key)
        .exclude(pk=visit_id)
    )
    if post_id is not None:
        rows = rows.exclude(post_id=post_id)
    return [
        str(pk) for pk in rows.order_by("-done_at").values_list("pk", flat=True)[:5]
    ]


def _same_information(draft: VisitDraft, post_id: UUID | None) -> list[str]:
    plain = (
        one.text
        for one in draft.information
        if not one.category or Category(one.category) not in SENSITIVE
    )
    keys = {key for key in map(text_key, plain) if key}
    return [
        str(found)
        for key in sorted(keys)
        for found in posts_with_same_words(
            key, not_at_post=post_id, since=draft.done_at - YEAR
        )
    ]
