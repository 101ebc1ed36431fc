"""A visit as it is told on the page: one screen, from the six taps to the promise."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.visits.rules.drafts import Civilian, Present, VisitDraft
from kentongan.beat.visits.rules.kinds import ItemState, Kind
from kentongan.beat.visits.rules.sheet import QUICK
from kentongan.beat.watch.models import Post
from kentongan.doors.console import words
from kentongan.doors.console.posts.forms import placed
from kentongan.doors.console.visits.choices import RESIDENTS, Choices
from kentongan.doors.console.visits.pages import spoken
from kentongan.doors.console.visits.rows import HeardRows, PledgeRows
from kentongan.doors.console.visits.sheet import STATES, SheetForm
from kentongan.ground.basics.texts import paragraphs
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
PEOPLE_STATES = [(code, label) for code, label in STATES if code != ItemState.BROKEN]
MOST_PHOTOS = 4
MOST_BYTES = 12 * 1024 * 1024
PHOTO_TYPES = "image/jpeg,image/png,image/webp"


class ManyFilesInput(forms.ClearableFileInput):
    """Several photos at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of files, few and of a bearable size."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them by the rules of one."""
        files = [f for f in (data if isinstance(data, list) else [data]) if f]
        if self.required and not files:
            raise forms.ValidationError(_("Choose a photo."))
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(_("At most four photos."))
        if any(file.size > MOST_BYTES for file in files):
            raise forms.ValidationError(_("A photo may have 12 MB at most."))
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


def photos_field(*, required: bool) -> ManyFilesField:
    """The field for photos of a visit."""
    return ManyFilesField(
        label=_("Photos"),
        required=required,
        widget=ManyFilesInput({"accept": PHOTO_TYPES, "multiple": True}),
        help_text=_(
            "At most four. Where and when each was taken is kept for your superior, "
            "and removed from the picture."
        ),
    )


class VisitForm(forms.Form):
    """What is told once: kind, place, time, who was there, what came of it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind of visit"), choices=[(k.value, words.KINDS[k]) for k in Kind]
    )
    place = forms.CharField(
        label=_("Where"),
        max_length=160,
        help_text=_("Hamlet, village and district, or the official code."),
    )
    date = forms.DateField(
        label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("From"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    until = forms.TimeField(
        label=_("Until"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    officers = forms.MultipleChoiceField(
        label=_("Police who were there"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    figures = forms.MultipleChoiceField(
        label=_("Figures who were there"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    residents = forms.IntegerField(
        label=_("Residents, how many"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=_("Counted, not named."),
    )
    messages = forms.MultipleChoiceField(
        label=_("What you told residents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_message = forms.CharField(
        label=_("Something else you told them"), max_length=300, required=False
    )
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    photos = photos_field(required=False)
    lon = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    lat = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    accuracy_m = forms.FloatField(
        required=False, min_value=0, max_value=1e6, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        """Offer who may have been there, and ask for a place where none is given."""
        super().__init__(*args, **kwargs)
        self._choices = choices
        many: dict[str, Any] = self.fields
        many["officers"].choices = choices.officers
        many["figures"].choices = [(k, label) for k, label, _role in choices.figures]
        offered = [str(message) for message in MESSAGES]
        offered += [one for one in choices.messages if one not in offered]
        many["messages"].choices = [(one, one) for one in offered]
        for key, item in QUICK.items():
            self.fields[f"quick_{key}"] = forms.ChoiceField(
                label=item.label[spoken()],
                choices=STATES if key != "members_present" else PEOPLE_STATES,
                required=False,
                widget=forms.RadioSelect,
            )
        if choices.post is not None or choices.visit is not None:
            del self.fields["place"]
        if choices.visit is not None:
            del self.fields["photos"]

    def clean_place(self) -> Place:
        """The place that the words mean, if they mean one."""
        return placed(self.cleaned_data["place"])

    def quick(self) -> Iterator[Any]:
        """The six taps, for the page."""
        return (self[f"quick_{key}"] for key in QUICK)

    def draft(
        self, *, heard: HeardRows, pledges: PledgeRows, sheet: SheetForm | None
    ) -> VisitDraft:
        """Everything told on the page, as the service takes it."""
        told = self.cleaned_data
        path, place_id = self._where()
        spot = told["lon"], told["lat"]
        quick = self._taps()
        filled = sheet if sheet is not None and sheet.is_filled else None
        post = self._choices.post
        return VisitDraft(
            id=told["id"],
            kind=Kind(told["kind"]),
            date=told["date"],
            time=told["time"],
            until=told["until"],
            zone=zone_of(path),
            place=path,
            place_id=place_id,
            post_id=post.pk if post else None,
            point=None if None in spot else spot,
            accuracy_m=None
            if told["accuracy_m"] is None
            else round(told["accuracy_m"]),
            officers=tuple(Present(officer_id=UUID(o)) for o in told["officers"]),
            civilians=tuple(self._civilians()),
            messages=tuple(filter(None, [*told["messages"], told["other_message"]])),
            information=tuple(heard.told()),
            quick=quick,
            sheet=self._choices.sheet_ref if filled else "",
            items=tuple(filled.found(quick)) if filled else (),
            pledges=tuple(pledges.told()),
            outcome=paragraphs(told["outcome"]),
        )

    def _taps(self) -> dict[str, ItemState]:
        told = ((key, self.cleaned_data[f"quick_{key}"]) for key in QUICK)
        return {key: ItemState(state) for key, state in told if state}

    def _where(self) -> tuple[str, UUID]:
        given = self._choices.visit or self._choices.post
        if given is not None:
            return given.place, given.place_id
        place: Place = self.cleaned_data["place"]
        return place.path, place.pk

    def _civilians(self) -> Iterator[Civilian]:
        roles = {key: role for key, _label, role in self._choices.figures}
        for key in self.cleaned_data["figures"]:
            yield Civilian(role=roles[key], contact_id=UUID(key))
        if count := self.cleaned_data["residents"]:
            yield Civilian(role=RESIDENTS, count=count)


class PhotosForm(forms.Form):
    """Photos added to a visit after it was saved."""

    photos = photos_field(required=True)


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
    time = now.time().replace(second=0, microsecond=0)
    return {"id": new_id, "kind": kind.value, "date": now.date(), "time": time}
