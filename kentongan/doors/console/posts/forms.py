"""What is told to the register of posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.watch.rules.posts import (
    EQUIPMENT,
    LANDMARK_LENGTH,
    NAME_LENGTH,
    REGISTRATION_LENGTH,
    ROLE_LENGTH,
    EquipmentState,
    HeadConsent,
    Hearing,
    PostDraft,
)
from kentongan.doors.console import words
from kentongan.ground.basics.errors import NotFound, Refusal
from kentongan.ground.places.models import Place
from kentongan.ground.places.selectors import by_path, find

DATE = forms.DateInput({"type": "date"})
CLEARLY = 0.1
"""How far the best match must lie before the next to be taken without asking."""


def placed(written: str) -> Place:
    """The place that somebody's words mean.

    Raises:
        ValidationError: They mean none, or several; then the candidates are said.
    """
    try:
        return by_path(written.strip())
    except NotFound:
        pass
    found = find(written, limit=4)
    if len(found) == 1 or (found and found[0].score - found[1].score > CLEARLY):
        return by_path(found[0].place_path)
    said = "; ".join(match.full_name for match in found)
    if said:
        raise forms.ValidationError(_("Which one? %(said)s"), params={"said": said})
    raise forms.ValidationError(_("No such place is known."))


class PostForm(forms.Form):
    """A post as it is told to the register."""

    name = forms.CharField(
        label=_("Name of the post"),
        max_length=NAME_LENGTH,
        help_text=_("For example: Pos Melati"),
    )
    place = forms.CharField(
        label=_("Where it stands"),
        max_length=160,
        help_text=_("Hamlet, village and district, or the official code."),
    )
    landmark = forms.CharField(
        label=_("Landmark"), max_length=LANDMARK_LENGTH, required=False
    )
    lon = forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180
    )
    lat = forms.FloatField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90
    )
    hearing = forms.ChoiceField(
        label=_("How the post is heard"),
        choices=[(h.value, words.HEARINGS[h]) for h in Hearing],
        initial=Hearing.PAPER.value,
    )
    founded_on = forms.DateField(label=_("Founded on"), required=False, widget=DATE)
    founded_by = forms.CharField(
        label=_("By which meeting of residents"),
        required=False,
        max_length=LANDMARK_LENGTH,
    )
    registration = forms.CharField(
        label=_("Registered at the Polsek as"),
        required=False,
        max_length=REGISTRATION_LENGTH,
    )
    registered_on = forms.DateField(
        label=_("Registered on"), required=False, widget=DATE
    )
    head_role = forms.CharField(
        label=_("Who heads it"),
        required=False,
        max_length=ROLE_LENGTH,
        help_text=_("The role. For example: Kadus V"),
    )
    head_name = forms.CharField(
        label=_("Name of the head"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=_("Kept sealed; each look at it is written down."),
    )
    head_phone = forms.CharField(
        label=_("Telephone of the head"),
        required=False,
        max_length=30,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    head_consent = forms.ChoiceField(
        label=_("Why the name may be held"),
        required=False,
        choices=[
            ("", _("No name is held")),
            (HeadConsent.PUBLIC_ROLE.value, _("A public role")),
            (HeadConsent.AGREED.value, _("The person agreed")),
        ],
    )

    def clean_place(self) -> Place:
        """The place that the words mean, if they mean one."""
        return placed(self.cleaned_data["place"])

    def draft(self) -> PostDraft:
        """As the register takes it."""
        told: dict[str, Any] = dict(self.cleaned_data)
        place: Place = told.pop("place")
        told["hearing"] = Hearing(told["hearing"])
        consent = told.pop("head_consent")
        return PostDraft(
            place_id=place.pk,
            place=place.path,
            head_consent=HeadConsent(consent) if consent else None,
            **told,
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show what a service refused beside its fields."""
        for name, sentence in getattr(refusal, "problems", {}).items():
            self.add_error(name if name in self.fields else None, sentence)
        if not self.errors:
            self.add_error(None, str(refusal))


class EquipmentForm(forms.Form):
    """In what state each piece is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One choice a piece."""
        super().__init__(*args, **kwargs)
        states = [(s.value, words.STATES[s.value].label) for s in EquipmentState]
        for item in EQUIPMENT:
            self.fields[item] = forms.ChoiceField(
                label=str(words.EQUIPMENT[item]),
                choices=states,
                required=False,
                widget=forms.RadioSelect,
            )

    def found(self) -> dict[str, tuple[EquipmentState, int | None]]:
        """What was told; pieces left out stay as they were."""
        return {
            item: (EquipmentState(state), None)
            for item, state in self.cleaned_data.items()
            if state
        }


class SignalsForm(forms.Form):
    """The post's own code table, a line each: meaning and strokes."""

    table = forms.CharField(
        label=_("Codes of this post"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("One line each, for example: fire = 3-3-3. Danger: titir."),
    )

    def clean_table(self) -> dict[str, str]:
        """Meaning to strokes."""
        lines = [
            line for line in self.cleaned_data["table"].splitlines() if line.strip()
        ]
        bad = [line for line in lines if "=" not in line]
        if bad:
            raise forms.ValidationError(
                _("Write meaning = strokes: %(line)s"), params={"line": bad[0][:60]}
            )
        pairs = (line.partition("=") for line in lines)
        return {meaning.strip(): strokes.strip() for meaning, _eq, strokes in pairs}


def told_of(page: Any) -> dict[str, Any]:
    """What the form of a known post begins with; what is sealed stays out."""
    post = page.post
    plain = (
        "name",
        "landmark",
        "hearing",
        "founded_on",
        "founded_by",
        "registration",
        "registered_on",
        "head_role",
        "head_consent",
    )
    point = {"lon": post.point.lon, "lat": post.point.lat} if post.point else {}
    return {name: getattr(post, name) for name in plain} | point | {"place": post.place}
