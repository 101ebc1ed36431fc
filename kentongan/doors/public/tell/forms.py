"""What is asked of whoever tells: as little as can be."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kentongan.beat.reports.rules import TEXT_LENGTH, Category
from kentongan.beat.reports.rules.threads import WORDS_LENGTH, Level
from kentongan.doors.public.tell.places import village_named, villages
from kentongan.ground.basics.ids import new_id

MATTERS: Final = {
    Category.FACILITY: _("Lamp, road, facility"),
    Category.YOUTH_AND_STREET: _("Street racing, brawls"),
    Category.CRIME: _("Theft, fraud, violence"),
    Category.DRUGS: _("Drugs, drink"),
    Category.DISASTER_AND_SAFETY: _("Fire, flood, accident"),
    Category.DISPUTE: _("A quarrel between people"),
    Category.WORRYING_ACT: _("An act that worries"),
    Category.OTHER: pgettext_lazy("category", "Other"),
}
SPECIAL: Final = {
    Category.VIOLENCE_AND_CHILDREN: _("Violence at home, sexual violence, children"),
    Category.STATE_AND_TRANSNATIONAL: _("Terror, trade in people"),
}
LEVELS: Final = {
    Level.ANONYMOUS: _("Without a name: nothing is kept that could say who I am"),
    Level.CONFIDENTIAL: _("In confidence: my name is sealed, for the command alone"),
    Level.NAMED: _("With my name: the officer of my village may call me"),
}


class PlaceForm(forms.Form):
    """Where it is, as a village; asked once more where the name fits several."""

    village = forms.CharField(
        label=_("Village"),
        max_length=120,
        help_text=_("With its district, if you know it: Sukamaju, Teluk Mengkudu."),
    )
    chosen = forms.ChoiceField(
        label=_("Which one?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what was found for the name that was sent."""
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("village", "")).strip()
        self.meant = villages(typed) if typed else []
        self.fields["chosen"].choices = self.meant  # type: ignore[attr-defined]

    @property
    def asks_which(self) -> bool:
        """Whether a person must say which village is meant."""
        return len(self.meant) > 1

    def clean(self) -> dict[str, Any]:
        """Find the one village."""
        cleaned = super().clean() or {}
        if "village" not in cleaned:
            return cleaned
        exact = village_named(cleaned["village"])
        if exact is not None:
            cleaned["path"] = exact[0]
        elif cleaned.get("chosen"):
            cleaned["path"] = cleaned["chosen"]
        elif len(self.meant) == 1:
            cleaned["path"] = self.meant[0][0]
        elif self.meant:
            self.add_error("chosen", _("Several villages are called so. Tap yours."))
        else:
            self.add_error("village", _("We find no village of this name."))
        return cleaned


class TellForm(PlaceForm):
    """An everyday matter."""

    field_order = ["category", "text", "village", "chosen", "spot"]

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(code.value, words) for code, words in MATTERS.items()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What happened?"),
        max_length=TEXT_LENGTH - 300,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Tell the act, not where somebody comes from or what they believe."
        ),
    )
    spot = forms.CharField(
        label=_("Where exactly, and when?"), max_length=200, required=False
    )
    level = forms.ChoiceField(
        label=_("Your name"),
        choices=[(code.value, words) for code, words in LEVELS.items()],
        widget=forms.RadioSelect,
        initial=Level.ANONYMOUS.value,
    )
    teller = forms.CharField(
        label=_("Name and number"),
        max_length=200,
        required=False,
        help_text=_("Only if you chose to give it."),
    )
    shared = forms.BooleanField(
        label=_("The village may read it too (for lamps, roads, fire and flood only)"),
        required=False,
    )
    about_officials = forms.BooleanField(
        label=_("It is about an officer, an official or somebody of the post"),
        required=False,
        help_text=_("Then only the command of the Polres reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With an id of its own, so that sending twice is one report."""
        kwargs["initial"] = {"id": new_id()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A name is asked for only where one was offered."""
        cleaned = super().clean()
        named = cleaned.get("level", Level.ANONYMOUS) != Level.ANONYMOUS
        if named and not cleaned.get("teller", "").strip():
            self.add_error("teller", _("Leave a name or a number, or stay unnamed."))
        cleaned["id"] = cleaned.get("id") or new_id()
        return cleaned

    @property
    def told(self) -> str:
        """What happened, with where and when in a line of its own."""
        spot = self.cleaned_data["spot"].strip()
        text: str = self.cleaned_data["text"].strip()
        return f"{text}\n\n{spot}" if spot else text

    @property
    def report_id(self) -> UUID:
        """The id under which it is kept."""
        found: UUID = self.cleaned_data["id"]
        return found


class SpecialForm(TellForm):
    """A matter that takes another road: sealed, and for named roles alone."""

    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(code.value, words) for code, words in SPECIAL.items()],
        initial=Category.VIOLENCE_AND_CHILDREN.value,
        widget=forms.RadioSelect,
    )


class ReceiptForm(forms.Form):
    """The number on the paper."""

    receipt = forms.CharField(
        label=_("Your number"),
        max_length=40,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text=_("Sixteen digits, as you wrote them down."),
    )


class WordForm(forms.Form):
    """A word of whoever told."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
