"""A visit told elsewhere already: its text fills the form, and shows where each fact stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.visits.forms import located
from kentongan.beat.visits.rules.drafts import VisitDraft
from kentongan.beat.visits.rules.exchange import read as draft_read
from kentongan.beat.visits.rules.kinds import Kind
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.selectors.posts import posts
from kentongan.desk.news.reading import Reading, read
from kentongan.doors.console.visits.choices import Choices, choices
from kentongan.doors.console.visits.forms import MESSAGES, begin
from kentongan.doors.console.visits.telling import Telling
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.gates import GatedRequest
from kentongan.ground.basics.errors import Refusal
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import local

LONGEST: Final = 20_000
"""More than any report of one visit."""
_SHOWN: Final = {
    "date": gettext_lazy("Day"),
    "time": gettext_lazy("From"),
    "place.village": gettext_lazy("Village"),
    "place.district": gettext_lazy("District"),
    "place.local": gettext_lazy("Hamlet"),
    "kind": gettext_lazy("Kind of visit"),
    "officers": gettext_lazy("Police who were there"),
    "information": gettext_lazy("What residents say"),
    "outcome": gettext_lazy("What came of it"),
}
"""Which facts are shown with their words, by the head of their path."""
_DOUBTS: Final = {
    "weekday_contradicts": gettext_lazy("The weekday does not fit the date."),
    "year_missing": gettext_lazy("The date has no year."),
    "too_long": gettext_lazy("The text is very long; only its beginning was read."),
}


class PasteForm(forms.Form):
    """The text as it was sent."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 12}),
    )


@dataclass(frozen=True)
class Fact:
    """A fact, and the words from which it was read."""

    label: str
    words: str


@dataclass(frozen=True)
class Pasted:
    """The form as the text fills it.

    Attributes:
        doubts: What a person should look at before saving.
    """

    telling: Telling
    facts: list[Fact]
    doubts: list[str]
    post: Post | None


def pasted(request: GatedRequest, text: str) -> Pasted:
    """Read `text` and fill the form of a new visit. Nothing is stored.

    What the text does not say is left as an empty form begins.
    """
    reading = read(text)
    document = reading.visit
    today = local(request.at, document["place"]["code"] or "").date()
    said = draft_read(document | {"date": document["date"] or today.isoformat()})
    post = _post(request.actor, said)
    offered = choices(request.actor, post.pk if post else None, request.at)
    here = local(request.at, post.place if post else "")
    initial = begin(here, post, new_id()) | _known(document, offered, here)
    initial |= {"messages": _offered(document), "outcome": said.outcome}
    page = Telling(request, offered, initial, read=said)
    doubts = [*_missing(document), *_doubts(reading)]
    return Pasted(page, list(_facts(reading, text)), doubts, post)


def _known(
    document: dict[str, Any], offered: Choices, here: datetime
) -> dict[str, Any]:
    """What the form asks for, of what the text says."""
    day = date.fromisoformat(document["date"]) if document["date"] else here.date()
    found: dict[str, Any] = {"date": day, "time": None}
    if document["kind"] != Kind.OTHER.value:
        found["kind"] = document["kind"]
    if document["time"]:
        found["time"] = time.fromisoformat(document["time"])
    if document["attendee_count"]:
        found["residents"] = document["attendee_count"]
    place = document["place"]
    hamlets = [f"{one['level']} {one['name']}" for one in reversed(place["local"])]
    names = [place["village"], place["district"], place["regency"]]
    found["place"] = ", ".join(filter(None, [*hamlets, *names]))
    found["other_message"] = "; ".join(
        one for one in document["messages"] if one not in _offered(document)
    )[:300]
    there = [one["name"].casefold() for one in document["officers"] if one["on_site"]]
    found["officers"] = [
        key
        for key, label in offered.officers
        if any(name and name in label.casefold() for name in there)
    ]
    return found


def _offered(document: dict[str, Any]) -> list[str]:
    """Those of its messages that the form offers by themselves."""
    known = {str(one) for one in MESSAGES}
    return [one for one in document["messages"] if one in known]


def _post(actor: Principal, said: VisitDraft) -> Post | None:
    """The one post in sight at the place of the text; None where it is not one."""
    if not said.local:
        return None
    try:
        path = located(said).path
    except (Refusal, ValueError):
        return None
    near = posts(actor, place=path, limit=2).posts
    return near[0] if len(near) == 1 else None


def _missing(document: dict[str, Any]) -> Iterator[str]:
    if not document["date"]:
        yield _("The text names no day: look at the date.")
    if not document["place"]["code"]:
        yield _("The text names no village that we know: say where it was.")


def _doubts(reading: Reading) -> Iterator[str]:
    for one in reading.warnings:
        said = _DOUBTS.get(one["code"])
        yield f"{said} “{one['about']}”" if said else one["about"]
    for field, values in reading.candidates.items():
        told = str(_SHOWN.get(field, field))
        yield _("%(field)s: the text leaves open which is meant (%(values)s).") % {
            "field": told,
            "values": ", ".join(values[:5]),
        }


def _facts(reading: Reading, text: str) -> Iterator[Fact]:
    for path, (start, end) in reading.spans.items():
        head = next((one for one in _SHOWN if path.startswith(one)), None)
        if head is not None and (head != "officers" or path.endswith(".name")):
            yield Fact(str(_SHOWN[head]), text[start:end])
