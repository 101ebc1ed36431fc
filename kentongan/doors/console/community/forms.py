"""Who is listed in a village."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.community.rules import (
    NAME_LENGTH,
    ROLE_LENGTH,
    Consent,
    ContactDraft,
    FigureKind,
)
from kentongan.doors.console import words
from kentongan.doors.look.refusals import show_problems
from kentongan.ground.basics.errors import Invalid, Refusal
from kentongan.ground.places.models import Place

PHONE = forms.TextInput({"inputmode": "tel", "autocomplete": "off"})


class ContactForm(forms.Form):
    """Somebody with a public role, or one who agreed to be known."""

    kind = forms.TypedChoiceField(
        label=_("Part in the village"),
        coerce=FigureKind,
        choices=[(k.value, words.FIGURES[k]) for k in FigureKind],
    )
    role = forms.CharField(
        label=_("Called"),
        required=False,
        max_length=ROLE_LENGTH,
        help_text=_("For example: Kadus V, head of the youth club."),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=_("Kept sealed; each look at it is written down."),
    )
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=30, widget=PHONE
    )
    consent = forms.TypedChoiceField(
        label=_("Why the name may be held"),
        coerce=Consent,
        choices=[(c.value, words.CONSENTS[c]) for c in Consent],
    )

    def draft(self, place: Place, office_id: UUID | None) -> ContactDraft:
        """As the list takes it."""
        return ContactDraft(
            place_id=place.pk,
            place=place.path,
            office_id=office_id,
            **self.cleaned_data,
        )


class PartnerForm(forms.Form):
    """An organisation that answers for something."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=NAME_LENGTH)
    kind = forms.CharField(
        label=_("What it is"),
        max_length=30,
        help_text=_("For example: school, power company, mosque youth."),
    )
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=30, widget=PHONE
    )


def refuse(form: forms.Form, refusal: Refusal) -> None:
    """Show what the list refused beside its fields."""
    if isinstance(refusal, Invalid) and refusal.problems:
        show_problems(form, refusal)
    else:
        form.add_error(None, str(refusal))
