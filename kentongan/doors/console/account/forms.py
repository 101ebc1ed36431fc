"""What people type to get in, and to set what is their own."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kentongan.ground.access import rules
from kentongan.ground.access.models import Account


def _say(form: forms.BaseForm, **labels: Any) -> None:
    """Our words on the fields of a form that is not ours."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **kwargs)
        _say(self, login=_("Sign-in name"), password=_("Password"))
        self.fields["login"].widget.attrs |= {
            "autocapitalize": "none",
            "spellcheck": "false",
        }

    def clean_login(self) -> str:
        """As it is stored and compared."""
        return rules.sign_in_name(self.cleaned_data["login"])


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old password, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **kwargs)
        _say(
            self,
            oldpassword=_("Password until now"),
            password1=_("New password"),
            password2=_("New password, once more"),
        )
        self.fields["password1"].help_text = PASSWORD_HELP


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something weighty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **kwargs)
        _say(self, password=_("Password"))


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """Six digits of the app, or one of the spare codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code"))


class ConfirmByCodeForm(ReauthenticateByCodeForm):  # type: ignore[misc]
    """The same, before something weighty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code"))


class AddAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first six digits of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **kwargs)
        _say(self, code=_("Six digits from the app"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class _CarefulPasskey(forms.Form):
    """Refuses what no browser sends; the library below would stumble over it."""

    def clean(self) -> dict[str, Any]:
        """What the library says, or a refusal."""
        cleaned: dict[str, Any] = self._carefully(super().clean)
        return cleaned

    def _carefully(self, clean: Callable[[], Any]) -> Any:
        try:
            return clean()
        except (
            TypeError,
            KeyError,
            ValueError,
            AttributeError,
            OverflowError,
        ) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class AddPasskeyForm(_CarefulPasskey, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **kwargs)
        _say(
            self,
            name=_("Name of this passkey"),
            passwordless=_("Sign in with it alone, without password"),
        )
        self.fields["name"].widget.attrs["maxlength"] = 60

    def clean_name(self) -> str:
        """A name of sensible length."""
        return str(super().clean_name())[:60]


class _CarefulAnswer(_CarefulPasskey):
    """The same care, where the library looks at the field."""

    def clean_credential(self) -> Any:
        """What the library says, or a refusal."""
        found: Callable[[], Any] = super().clean_credential  # type: ignore[misc]
        return self._carefully(found)


class PasskeyForm(_CarefulAnswer, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second step."""


class PasskeySignInForm(_CarefulAnswer, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of name and password."""


class ConfirmByPasskeyForm(
    _CarefulAnswer,
    ReauthenticateWebAuthnForm,  # type: ignore[misc]
):
    """A passkey before something weighty."""


PASSWORD_HELP = _("At least 10 letters or digits. Three words are easy to remember.")


class ChosenPassword(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("New password"),
        help_text=PASSWORD_HELP,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password, once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The same as above."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise ValidationError(_("The two passwords are not the same."))
        return again


class CodeForm(ChosenPassword):
    """A one-time code from a superior, and the new password it allows."""

    field_order = ("name", "code", "password", "again")

    name = forms.CharField(
        label=_("Sign-in name"),
        max_length=rules.SIGN_IN_NAME_LENGTH,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none"}
        ),
    )
    code = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PreferencesForm(forms.Form):
    """What the screens speak, and how they look."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=Account.Language.choices,
        widget=forms.RadioSelect,
    )
    theme = forms.ChoiceField(
        label=_("Colours"), choices=Account.Theme.choices, widget=forms.RadioSelect
    )
