"""Signing in: our rules on top of django-allauth's."""

import os
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, Final

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentongan.ground.access import rules
from kentongan.ground.access.actors import oneself
from kentongan.ground.access.models import Account
from kentongan.ground.access.selectors import account_named
from kentongan.ground.access.services.accounts import choose_password
from kentongan.ground.access.services.tries import (
    SIGN_IN_BY_ADDRESS,
    SIGN_IN_BY_NAME,
    count_try,
    give_back,
)
from kentongan.ground.basics.errors import TooMany
from kentongan.ground.ledger.services import record

NONCE_BYTES: Final = 12
THEME_COOKIE: Final = "tema"


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No signing up, no e-mail, tries counted under the name as we compare it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask who keeps it."),
        "enter_current_password": _("This is not your password until now."),
        "incorrect_code": _("This code does not fit."),
        "incorrect_password": _("This password does not fit."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
        "too_many_login_attempts": _(
            "Too many tries. Wait a few minutes, then try again."
        ),
        "username_password_mismatch": _("Name and password do not fit."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by those who keep them."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at."""
        now = datetime.now(UTC)
        try:
            count_try(SIGN_IN_BY_ADDRESS, self.get_client_ip(request), at=now)
            count_try(SIGN_IN_BY_NAME, _name(credentials), at=now)
        except TooMany as refusal:
            raise self.validation_error("too_many_login_attempts") from refusal

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Whose name and password these are; a right one does not count as a try."""
        found: Account | None = super().authenticate(request, **credentials)
        if found is not None:
            give_back(SIGN_IN_BY_ADDRESS, self.get_client_ip(request))
            give_back(SIGN_IN_BY_NAME, _name(credentials))
        return found

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing to take back: the tries are ours."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a line, which names no one who does not exist."""
        known = account_named(_name(credentials))
        record(
            "account.sign-in-failed",
            f"account:{known.id}" if known else "account:unknown",
            by=None,
            at=datetime.now(UTC),
        )

    def post_login(
        self, request: HttpRequest, user: Account, **kwargs: Any
    ) -> HttpResponse:
        """Go where one wanted to go, with one's own language and look."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        remember_screen(answer, language=user.language, theme=user.theme)
        return answer

    def set_password(self, user: Account, password: str) -> None:
        """Through our own service, so that it leaves a line."""
        choose_password(user, password, by=oneself(user), at=datetime.now(UTC))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing by e-mail: few have any."""


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticators and passkeys: their names, and their secrets encrypted at rest."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code does not fit. Wait for the next one and try it."
        ),
    }

    def generate_authenticator_name(self, user: Account, type: Any) -> str:
        """A name to begin with."""
        return gettext("Passkey of %(name)s") % {"name": user.display_name}

    def encrypt(self, text: str) -> str:
        """Under a key derived from the world's own, outside the database."""
        nonce = os.urandom(NONCE_BYTES)
        return b64encode(nonce + _cipher().encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The counterpart."""
        data = b64decode(encrypted_text)
        return _cipher().decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None).decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code that an authenticator app reads, dark on white in any scheme."""
        drawing = BytesIO()
        segno.make(url, error="m").save(
            drawing, kind="svg", scale=5, border=4, light="#fff", xmldecl=False
        )
        return drawing.getvalue().decode()

    def get_totp_issuer(self) -> str:
        """What the authenticator app shows above the digits."""
        return "Kentongan"

    def get_totp_label(self, user: Account) -> str:
        """What it shows below."""
        return user.sign_in_name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for: this host, by our name."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Kentongan"}


def remember_sign_in(
    sender: object, request: HttpRequest, user: Account, **kwargs: Any
) -> None:
    """Leave a line for whoever came in, by password, passkey or card alike."""
    del sender, kwargs
    steps = request.session.get("account_authentication_methods") or []
    method = "+".join(str(step.get("method", "")) for step in steps) or "card"
    record(
        "account.signed-in",
        f"account:{user.id}",
        by=oneself(user),
        at=datetime.now(UTC),
        facts={"method": method},
    )


def remember_screen(
    answer: HttpResponseBase, *, language: str, theme: str | None = None
) -> None:
    """Keep language and look on the device, where pages read them."""
    chosen = {settings.LANGUAGE_COOKIE_NAME: language}
    if theme is not None:
        chosen[THEME_COOKIE] = theme
    for cookie, value in chosen.items():
        answer.set_cookie(
            cookie,
            value,
            max_age=timedelta(days=400),
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )


def _name(credentials: dict[str, Any]) -> str:
    return rules.sign_in_name(str(credentials.get("username", "")))


def _cipher() -> AESGCM:
    key = HKDF(SHA256(), 32, salt=None, info=b"kentongan.second-step")
    return AESGCM(key.derive(settings.SECRET_KEY.encode()))
