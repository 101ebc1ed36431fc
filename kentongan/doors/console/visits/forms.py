"""A visit as it is told on the page: one screen, from the six taps to the promise."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.forms import formset_factory
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.beat.follow_ups.rules import ROLE_LENGTH, TEXT_LENGTH, Answerer
from kentongan.beat.reports.rules import Category
from kentongan.beat.visits.rules.drafts import (
    Civilian,
    Pledge,
    Present,
    Told,
    VisitDraft,
)
from kentongan.beat.visits.rules.kinds import ItemState, Kind
from kentongan.beat.visits.rules.score import FULL, Found
from kentongan.beat.visits.rules.sheet import QUICK, SheetPlan
from kentongan.beat.watch.models import Post
from kentongan.doors.console import words
from kentongan.doors.console.posts.forms import placed
from kentongan.doors.console.visits.choices import Choices
from kentongan.ground.basics.errors import Refusal
from kentongan.ground.basics.zones import zone_of
from kentongan.ground.places.models import Place

MESSAGES = (
    _("Keep watch together, take turns, and write down what happens"),
    _("Guests who stay overnight are told to the hamlet head within a day"),
    _("In danger call 110 at once; it is free"),
    _("Never take the law into your own hands"),
    _("Lock vehicles and livestock pens at night"),
    _("Beware of fraud by telephone and links"),
)
STATES = [(s.value, words.STATES[s].label) for s in ItemState]
MOST_PHOTOS = 4
MOST_BYTES = 12 * 1024 * 1024


class ManyFilesInput(forms.ClearableFileInput):
    """Several photos at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of files, few and of a bearable size."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them by the rules of one."""
        files = [f for f in (data if isinstance(data, list) else [data]) if f]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(_("At most four photos."))
        if any(file.size > MOST_BYTES for file in files):
            raise forms.ValidationError(_("A photo may have 12 MB at most."))
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class VisitForm(forms.Form):
    """What is told once: kind, place, time, who was there, what came of it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind of visit"), choices=[(k.value, words.KINDS[k]) for k in Kind]
    )
    place = forms.CharField(
        label=_("Where"), max_length=160, required=False,
        help_text=_("Hamlet, village and district, or the official code."),
    )
    date = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    time = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput({"type": "time"})
    )
    until = forms.TimeField(
        label=_("Until"), required=False, widget=forms.TimeInput({"type": "time"})
    )
    officers = forms.MultipleChoiceField(
        label=_("Police who were there"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    figures = forms.MultipleChoiceField(
        label=_("Figures who were there"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    residents = forms.IntegerField(
        label=_("Residents, how many"), required=False, min_value=0, max_value=9999,
        help_text=_("Counted, not named."),
    )
    messages = forms.MultipleChoiceField(
        label=_("What you told residents"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_message = forms.CharField(
        label=_("Something else you told them"), max_length=300, required=False
    )
    outcome = forms.CharField(
        label=_("What came of it"), max_length=1000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    photos = ManyFilesField(
        label=_("Photos"), required=False,
        help_text=_("At most four. Place and time are kept apart, then removed."),
    )
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    accuracy_m = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        """Offer who may have been there, and ask for a place where no post is given."""
        super().__init__(*args, **kwargs)
        self._choices = choices
        many: dict[str, Any] = self.fields
        many["officers"].choices = choices.officers
        many["figures"].choices = [(k, label) for k, label, _role in choices.figures]
        many["messages"].choices = [(str(m), m) for m in MESSAGES]
        for key, item in QUICK.items():
            self.fields[f"quick_{key}"] = forms.ChoiceField(
                label=item.label[_spoken()], choices=STATES, required=False,
                widget=forms.RadioSelect,
            )
        self.fields["photos"].widget.attrs |= {
            "accept": "image/jpeg,image/png,image/webp", "multiple": True,
        }
        if choices.post is not None:
            del self.fields["place"]

    def clean_place(self) -> Place:
        """The place that the words mean, if they mean one."""
        return placed(self.cleaned_data["place"])

    def quick(self) -> Iterator[Any]:
        """The six taps, for the page."""
        return (self[f"quick_{key}"] for key in QUICK)

    def refuse(self, refusal: Refusal) -> None:
        """Show what the service refused."""
        for name, sentence in getattr(refusal, "problems", {}).items():
            self.add_error(name if name in self.fields else None, sentence)
        if not self.errors:
            self.add_error(None, str(refusal))

    def draft(
        self, *, heard: Any, pledges: Any, sheet: "SheetForm | None"
    ) -> VisitDraft:
        """Everything told on the page, as the service takes it."""
        told = self.cleaned_data
        post: Post | None = self._choices.post
        place: Place | Post = post or told["place"]
        spot = told["lon"], told["lat"]
        return VisitDraft(
            id=told["id"],
            kind=Kind(told["kind"]),
            date=told["date"],
            time=told["time"],
            until=told["until"],
            zone=zone_of(_path(place)),
            place=_path(place),
            place_id=post.place_id if post else place.pk,
            post_id=post.pk if post else None,
            point=None if None in spot else spot,
            accuracy_m=round(told["accuracy_m"]) if told["accuracy_m"] else None,
            officers=tuple(Present(officer_id=UUID(o)) for o in told["officers"]),
            civilians=tuple(self._civilians()),
            messages=tuple(filter(None, [*told["messages"], told["other_message"]])),
            information=tuple(heard.told()),
            quick={
                key: ItemState(told[f"quick_{key}"])
                for key in QUICK
                if told[f"quick_{key}"]
            },
            sheet=self._choices.sheet_ref if sheet and sheet.is_filled else "",
            items=tuple(sheet.found()) if sheet and sheet.is_filled else (),
            pledges=tuple(pledges.told()),
            outcome=told["outcome"],
        )

    def _civilians(self) -> Iterator[Civilian]:
        roles = {key: role for key, _label, role in self._choices.figures}
        for key in self.cleaned_data["figures"]:
            yield Civilian(role=roles[key], contact_id=UUID(key))
        if count := self.cleaned_data["residents"]:
            yield Civilian(role="warga", count=count)


class HeardForm(forms.Form):
    """One thing that residents told."""

    text = forms.CharField(
        label=_("What they told"), max_length=2000, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Tell the act, not where the person comes from. No names."),
    )
    category = forms.ChoiceField(
        label=_("About"), required=False,
        choices=[("", _("not said")), *((c.value, words.CATEGORIES[c]) for c in Category)],
    )
    raised_by_role = forms.CharField(
        label=_("Told by, as what"), max_length=ROLE_LENGTH, required=False,
        help_text=_("The role only. For example: pedagang, ketua RT"),
    )


class PledgeForm(forms.Form):
    """One promise: what, who, until when."""

    text = forms.CharField(
        label=_("What was promised"), max_length=TEXT_LENGTH, required=False
    )
    answerer = forms.ChoiceField(
        label=_("Who answers for it"), required=False,
        choices=[(a.value, words.ANSWERERS[a]) for a in Answerer],
        initial=Answerer.POLICE.value,
    )
    answers = forms.CharField(
        label=_("Who exactly"), max_length=120, required=False,
        help_text=_("For example: Kades, PLN"),
    )
    due = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )


class HeardRows(forms.BaseFormSet[HeardForm]):
    """The rows of what was told; empty ones count as nothing."""

    def told(self) -> Iterator[Told]:
        """Those that say something."""
        for form in self.forms:
            if text := form.cleaned_data.get("text"):
                yield Told(
                    text=text,
                    category=form.cleaned_data["category"],
                    raised_by_role=form.cleaned_data["raised_by_role"],
                )


class PledgeRows(forms.BaseFormSet[PledgeForm]):
    """The rows of what was promised; empty ones count as nothing."""

    def told(self) -> Iterator[Pledge]:
        """Those that say something."""
        for form in self.forms:
            if text := form.cleaned_data.get("text"):
                yield Pledge(
                    text=text,
                    answers=form.cleaned_data["answers"],
                    answerer=Answerer(form.cleaned_data["answerer"] or "police"),
                    due=form.cleaned_data["due"],
                )


HeardFormSet = formset_factory(HeardForm, HeardRows, extra=3, max_num=10)
PledgeFormSet = formset_factory(PledgeForm, PledgeRows, extra=3, max_num=10)


class SheetForm(forms.Form):
    """The full sheet, item by item; what is left out was not assessed."""

    def __init__(self, *args: Any, plan: SheetPlan, **kwargs: Any) -> None:
        """One choice an item, and points where it takes them."""
        super().__init__(*args, **kwargs)
        self._plan = plan
        for key, item in plan.items.items():
            self.fields[key] = forms.ChoiceField(
                label=item.label[_spoken()], choices=STATES, required=False,
                widget=forms.RadioSelect,
            )
            if item.scored:
                self.fields[f"{key}_score"] = forms.TypedChoiceField(
                    label=_("Points"), coerce=int, empty_value=None, required=False,
                    choices=[(n, str(n)) for n in range(FULL + 1)],
                    widget=forms.RadioSelect,
                )

    @property
    def is_filled(self) -> bool:
        """Whether anything of it was told."""
        return any(self.cleaned_data.get(key) for key in self._plan.items)

    def sections(self) -> Iterator[tuple[str, list[Any]]]:
        """Headings with their fields, for the page."""
        for section in self._plan.sections:
            names = (
                name
                for item in section.items
                for name in (item.key, f"{item.key}_score")
                if name in self.fields
            )
            yield section.label[_spoken()], [self[name] for name in names]

    def found(self) -> Iterator[Found]:
        """What was told of each item."""
        for key in self._plan.items:
            state = self.cleaned_data.get(key)
            score = self.cleaned_data.get(f"{key}_score")
            if state or score is not None:
                yield Found(key, ItemState(state or ItemState.PRESENT), score)


class ReviewForm(forms.Form):
    """A word between the superior and the officer."""

    text = forms.CharField(
        label=_("In a few words"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


class ApproveForm(forms.Form):
    """An approval; words may be left out."""

    text = forms.CharField(label=_("A word with it"), max_length=500, required=False)


def begin(now: datetime, post: Post | None, new_id: UUID) -> dict[str, Any]:
    """What an empty form begins with."""
    kind = Kind.POST_INSPECTION if post else Kind.DOOR_TO_DOOR
    return {"id": new_id, "kind": kind.value, "date": now.date()}


def _spoken() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


def _path(place: Place | Post) -> str:
    return place.place if isinstance(place, Post) else place.path
