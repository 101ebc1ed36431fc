"""A visit being told: its forms, held together for one page and one save."""

import re
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django import forms
from django.db import transaction
from django.forms import BoundField
from django.utils.translation import gettext as _

from kentongan.beat.visits import services
from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules.drafts import VisitDraft
from kentongan.beat.visits.services.amending import amend
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.selectors.posts import posts
from kentongan.doors.console.visits import correcting
from kentongan.doors.console.visits.choices import Choices, choices, choices_again
from kentongan.doors.console.visits.forms import VisitForm, begin
from kentongan.doors.console.visits.rows import (
    HeardFormSet,
    HeardRows,
    PledgeFormSet,
    PledgeRows,
)
from kentongan.doors.console.visits.sheet import SheetForm, told_before
from kentongan.ground.access.gates import GatedRequest
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
    Refusal,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import local

MOST_POSTS: Final = 20
_ROW: Final = re.compile(r"(information|follow_ups)\[(\d+)\]\.(\w+)")
_FIELDS: Final = {
    "date": "date",
    "place": "place",
    "outcome": "outcome",
    "attendees": "residents",
    "messages": "other_message",
    "officers": "officers",
    "photo": "photos",
}
"""Where on the page a part of the record stands, by the head of its field path."""


class Telling:
    """The forms of one page: the visit, what was told, what was promised, the sheet."""

    def __init__(
        self,
        request: GatedRequest,
        offered: Choices,
        initial: dict[str, Any],
        said: VisitDraft | None = None,
        *,
        read: VisitDraft | None = None,
    ) -> None:
        """Bound to what was sent, or as `initial` says.

        Args:
            said: What the visit says that is corrected.
            read: What was read from a text; the form shows it and was not sent.
        """
        self.request = request
        self.choices = offered
        self.said = said
        before = said or read
        data = request.POST if request.method == "POST" and read is None else None
        self.form = VisitForm(
            data,
            request.FILES if data is not None else None,
            choices=offered,
            initial=initial,
        )
        self.heard: HeardRows = HeardFormSet(
            data,
            prefix="heard",
            initial=correcting.heard_before(before) if before else None,
        )
        self.pledges: PledgeRows = PledgeFormSet(
            data,
            prefix="pledges",
            initial=correcting.promised_before(before) if before else None,
        )
        self.sheet = (
            SheetForm(
                data,
                plan=offered.sheet,
                prefix="sheet",
                initial=told_before(offered.sheet, said.items) if said else None,
            )
            if offered.sheet
            else None
        )

    @cached_property
    def posts(self) -> list[Post]:
        """Posts to choose from, where no post was given."""
        if self.choices.post is not None or self.choices.visit is not None:
            return []
        return posts(self.request.actor, order="unvisited", limit=MOST_POSTS).posts

    @property
    def has_errors(self) -> bool:
        """Whether something on the page is marked."""
        return any(form.errors for form in self._forms())

    @property
    def marked(self) -> list[BoundField]:
        """The fields that want another look, in the order of the forms."""
        return [field for form in self._forms() for field in form if field.errors]

    def _forms(self) -> list[forms.Form]:
        sheet = [self.sheet] if self.sheet else []
        return [self.form, *sheet, *self.heard.forms, *self.pledges.forms]

    def is_valid(self) -> bool:
        """Whether everything on the page can be read; each form says its own."""
        parts = [self.form, self.heard, self.pledges, self.sheet]
        read = [part.is_valid() for part in parts if part is not None]
        return all(read)

    def save(self) -> Visit | None:
        """Record it, with its photos; None where the service refused, and says why."""
        draft = self.form.draft(
            heard=self.heard, pledges=self.pledges, sheet=self.sheet
        )
        try:
            with transaction.atomic():
                return self._write(draft)
        except (Invalid, Conflicting, NotAllowed, NotFound, Overtaken) as refusal:
            self._refuse(refusal)
            return None

    def _write(self, draft: VisitDraft) -> Visit:
        by, at = self.request.actor, self.request.at
        if self.choices.visit is not None and self.said is not None:
            change = correcting.Change(self.choices, self.said, draft)
            return amend(self.choices.visit.pk, change, by=by, at=at)
        made = services.record(draft, by=by, at=at, received_at=at)
        for photo in self.form.cleaned_data["photos"]:
            services.add_photo(made.pk, photo.read(), by=by, at=at)
        return made

    def _refuse(self, refusal: Refusal) -> None:
        """Show what the service refused, beside the fields that it is about."""
        problems = getattr(refusal, "problems", {})
        for path, sentence in problems.items():
            form, name = self._field(path)
            form.add_error(name, sentence)
        if not problems:
            self.form.add_error(None, str(refusal))

    def _field(self, path: str) -> tuple[forms.Form, str | None]:
        if row := _ROW.fullmatch(path):
            group, number, name = row.groups()
            rows = self.heard if group == "information" else self.pledges
            filled = rows.filled()
            if int(number) < len(filled) and name in filled[int(number)].fields:
                return filled[int(number)], name
        wanted = _FIELDS.get(re.split(r"[\[.]", path)[0])
        return self.form, wanted if wanted in self.form.fields else None


def telling(request: GatedRequest) -> Telling:
    """A new visit, to the post of the address or to anywhere.

    Raises:
        NotFound: The post is not in sight.
    """
    offered = choices(request.actor, _post_id(request), request.at)
    here = local(request.at, offered.post.place if offered.post else _home(request))
    initial = begin(here, offered.post, new_id())
    initial["officers"] = [str(request.actor.officer_id)]
    return Telling(request, offered, initial)


def telling_again(request: GatedRequest, visit: Visit) -> Telling:
    """A visit to be corrected, with everything it says now."""
    said = correcting.said_now(request.actor, visit)
    offered = choices_again(request.actor, visit, said, request.at)
    return Telling(request, offered, correcting.begin_again(said, offered), said)


def _home(request: GatedRequest) -> str:
    standing = request.actor.standing
    return standing.places[0] if standing and standing.places else ""


def _post_id(request: GatedRequest) -> UUID | None:
    written = request.GET.get("pos", "")
    try:
        return UUID(written) if written else None
    except ValueError:
        raise NotFound(_("There is no such post.")) from None
