"""A resident who joins."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.watch.rules.posts import NAME_LENGTH, MemberRole


class MemberForm(forms.Form):
    """Name and part; no address, no number, no birth date."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        help_text=_("Sealed. Only the post's own head reads it."),
    )
    role = forms.ChoiceField(
        label=_("Part"),
        choices=[
            (MemberRole.MEMBER.value, _("Watch member")),
            (MemberRole.SHIFT_LEADER.value, _("Leader of a shift")),
        ],
        widget=forms.RadioSelect,
        initial=MemberRole.MEMBER.value,
    )
    is_adult = forms.BooleanField(label=_("Is eighteen or older"))


class HeadForm(MemberForm):
    """The first head, whom the police write down."""

    role = forms.ChoiceField(
        choices=[(MemberRole.HEAD.value, _("Head of the post"))],
        widget=forms.HiddenInput,
        initial=MemberRole.HEAD.value,
    )
