"""Secrets that open an account once: invitations and reset codes."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kentongan.ground.access import rules
from kentongan.ground.access.actors import Principal, oneself
from kentongan.ground.access.models import Account, Ticket
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.selectors import account_named, is_below
from kentongan.ground.access.services.accounts import choose_password
from kentongan.ground.access.services.keeping import require
from kentongan.ground.access.services.sessions import end_sessions
from kentongan.ground.access.services.tries import (
    CODE_BY_ADDRESS,
    CODE_BY_NAME,
    count_try,
)
from kentongan.ground.basics.errors import NotAllowed, NotFound
from kentongan.ground.ledger.services import record

NOBODY = UUID(int=0)


@transaction.atomic
def invite(account: Account, *, by: Principal, at: datetime) -> str:
    """A token for a link, good for one hour, with which its owner sets a password.

    Raises:
        NotAllowed: `by` does not keep this account.
    """
    require(account, by, Permission.ACCOUNT_MANAGE, at)
    token = secrets.token_urlsafe(24)
    _issue(account, Ticket.Kind.INVITATION, token, rules.INVITATION_LIFE, by, at)
    return token


@transaction.atomic
def issue_reset_code(account: Account, *, by: Principal, at: datetime) -> str:
    """A code to be read aloud, good for one day, for a subordinate who is locked out.

    Raises:
        NotAllowed: The account is not under `by`, or its owner is not below `by`.
    """
    require_superior(account, by, at)
    code = "".join(secrets.choice(rules.ALPHABET) for _i in range(rules.CODE_LETTERS))
    _issue(account, Ticket.Kind.RESET, code, rules.CODE_LIFE, by, at)
    return rules.code_as_shown(code)


def require_superior(account: Account, by: Principal, at: datetime) -> None:
    """Refuse where `by` may not open `account` with a code.

    Raises:
        NotAllowed: The account is not under `by`, or its owner is not below `by`.
    """
    require(account, by, Permission.ACCOUNT_RESET, at)
    if not is_below(account, by, at):
        raise NotAllowed(_("Only a superior gives a code."))


def invited(token: str, *, at: datetime) -> Account:
    """Whom a link invites.

    Raises:
        NotFound: Never issued, used, or past its hour: the same answer for all.
    """
    ticket = (
        Ticket.objects.filter(
            digest=_digest(Ticket.Kind.INVITATION, token),
            used_at__isnull=True,
            expires_at__gt=at,
            account__is_active=True,
        )
        .select_related("account")
        .first()
    )
    if ticket is None:
        raise NotFound(_("This link does not open anything any more."))
    return ticket.account


@transaction.atomic
def redeem_invitation(token: str, password: str, *, at: datetime) -> Account:
    """Set the first password by a link; the link is used up."""
    account = invited(token, at=at)
    return _redeem(account, Ticket.Kind.INVITATION, token, password, at)


def redeem_code(
    name: str, code: str, password: str, *, address: str, at: datetime
) -> Account:
    """Set a new password by a reset code; the code is used up.

    Raises:
        TooMany: This name, or this address, has been tried too often.
        NotFound: No such name, or not its code: the same answer, in the same time.
        Invalid: The password is too weak; the code stays good.
    """
    count_try(CODE_BY_ADDRESS, address, at=at)
    count_try(CODE_BY_NAME, rules.sign_in_name(name), at=at)
    account = account_named(name)
    digest = _digest(Ticket.Kind.RESET, rules.code_as_typed(code))
    is_good = Ticket.objects.filter(
        account_id=account.id if account else NOBODY,
        digest=digest,
        used_at__isnull=True,
        expires_at__gt=at,
    ).exists()
    if account is None or not account.is_active or not is_good:
        raise NotFound(_("Name and code do not fit, or the code is used up."))
    with transaction.atomic():
        return _redeem(
            account, Ticket.Kind.RESET, rules.code_as_typed(code), password, at
        )


def forget_tickets(*, at: datetime) -> int:
    """Drop tickets a month after they ended; the ledger still knows of them."""
    return Ticket.objects.filter(expires_at__lt=at - timedelta(days=30)).delete()[0]


def _issue(
    account: Account,
    kind: str,
    secret: str,
    life: timedelta,
    by: Principal,
    at: datetime,
) -> None:
    """Keep the digest; earlier tickets of the kind are void from now on."""
    Ticket.objects.filter(account=account, kind=kind, used_at__isnull=True).update(
        expires_at=at
    )
    Ticket.objects.create(
        account=account,
        kind=kind,
        digest=_digest(kind, secret),
        issued_by=by.id,
        issued_at=at,
        expires_at=at + life,
    )
    record(f"{kind}.issued", f"account:{account.id}", by=by, at=at)


def _redeem(
    account: Account, kind: str, secret: str, password: str, at: datetime
) -> Account:
    # The race of two that hold the same secret is decided here, by one UPDATE.
    used = Ticket.objects.filter(
        account_id=account.id,
        digest=_digest(kind, secret),
        used_at__isnull=True,
        expires_at__gt=at,
    ).update(used_at=at)
    if not used:
        raise NotFound(_("This has been used already."))
    end_sessions(account)
    choose_password(account, password, by=oneself(account), at=at)
    record(f"{kind}.redeemed", f"account:{account.id}", by=oneself(account), at=at)
    return account


def _digest(kind: str, secret: str) -> str:
    return salted_hmac(
        f"kentongan.ticket.{kind}", rules.as_bytes(secret), algorithm="sha256"
    ).hexdigest()
