"""Making accounts, closing them, and what people set for themselves."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.ground.access import rules
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.models import Account, Card, Ticket
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.services.keeping import require
from kentongan.ground.access.services.sessions import end_sessions
from kentongan.ground.basics.errors import Conflicting, Invalid, NotAllowed
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def create_account(
    sign_in_name: str,
    *,
    display_name: str,
    by: Actor,
    at: datetime,
    officer_id: UUID | None = None,
    language: str = "id",
) -> Account:
    """Make an account that nobody can open yet; a ticket or a card opens it.

    Raises:
        NotAllowed: `by` keeps no accounts, and no members of a post.
        Invalid: The name cannot be stored.
        Conflicting: The name, or the officer, has an account already.
    """
    keeps = Permission.ACCOUNT_MANAGE
    if not (by.reach(keeps) or by.reach(Permission.POST_MEMBERS_MANAGE)):
        raise NotAllowed(_("Your office keeps no accounts."))
    if officer_id is not None and not by.reach(keeps):
        raise NotAllowed(_("Your office keeps no accounts of officers."))
    name = rules.sign_in_name(sign_in_name)
    if not rules.is_sign_in_name(name):
        raise Invalid(
            _("This name cannot be used."),
            {"sign_in_name": _("Between 1 and 60 letters that can be seen.")},
        )
    account = Account(
        sign_in_name=name,
        display_name=display_name.strip() or name,
        officer_id=officer_id,
        language=language,
        created_at=at,
    )
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise Conflicting(_("There is such an account already.")) from error
    record("account.created", f"account:{account.id}", by=by, at=at)
    return account


@transaction.atomic
def deactivate(account: Account, *, by: Actor, at: datetime) -> None:
    """Close `account`: its sessions, cards and tickets end with it."""
    require(account, by, Permission.ACCOUNT_MANAGE, at)
    if not Account.objects.filter(id=account.id, is_active=True).update(
        is_active=False
    ):
        return
    account.is_active = False
    end_sessions(account)
    Card.objects.filter(account=account, revoked_at__isnull=True).update(revoked_at=at)
    Ticket.objects.filter(account=account, used_at__isnull=True).delete()
    record("account.deactivated", f"account:{account.id}", by=by, at=at)


@transaction.atomic
def reactivate(account: Account, *, by: Actor, at: datetime) -> None:
    """Open `account` again; cards and tickets are issued anew."""
    require(account, by, Permission.ACCOUNT_MANAGE, at)
    if Account.objects.filter(id=account.id, is_active=False).update(is_active=True):
        account.is_active = True
        record("account.reactivated", f"account:{account.id}", by=by, at=at)


@transaction.atomic
def choose_password(
    account: Account, password: str, *, by: Actor, at: datetime
) -> None:
    """Set one's own password. Every other session of the account ends by itself.

    Raises:
        NotAllowed: It is somebody else's account.
        Invalid: The password is too weak; the problems say why.
    """
    if by.id != account.id:
        raise NotAllowed(_("Nobody sets another's password."))
    check_password_strength(password, account)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record("account.password-changed", f"account:{account.id}", by=by, at=at)


@transaction.atomic
def set_first_password(
    account: Account, password: str, *, by: Principal, at: datetime
) -> None:
    """Give a new account a password that its owner must change at first sign-in."""
    require(account, by, Permission.ACCOUNT_MANAGE, at)
    check_password_strength(password, account)
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    record("account.password-given", f"account:{account.id}", by=by, at=at)


@transaction.atomic
def set_preferences(
    account: Account, *, language: str, theme: str, by: Actor, at: datetime
) -> None:
    """Choose what one's own screens speak and how they look."""
    if by.id != account.id:
        raise NotAllowed(_("Nobody sets another's screen."))
    if language not in Account.Language.values or theme not in Account.Theme.values:
        raise Invalid(_("There is no such language or look."))
    account.language, account.theme = language, theme
    account.save(update_fields=["language", "theme"])
    record(
        "account.preferences-set",
        f"account:{account.id}",
        by=by,
        at=at,
        facts={"language": language, "theme": theme},
    )


@transaction.atomic
def drop_second_step(account: Account, *, by: Actor, at: datetime) -> int:
    """Remove authenticator, passkeys and recovery codes of who lost them.

    Returns:
        How many were removed.
    """
    require(account, by, Permission.ACCOUNT_MANAGE, at)
    removed: int = Authenticator.objects.filter(user=account).delete()[0]
    end_sessions(account)
    record(
        "account.second-step-dropped",
        f"account:{account.id}",
        by=by,
        at=at,
        facts={"removed": removed},
    )
    return removed


def check_password_strength(password: str, account: Account) -> None:
    """Refuse what is easily guessed.

    Raises:
        Invalid: It is; the problems say why.
    """
    try:
        validate_password(password, account)
    except ValidationError as error:
        sentence = " ".join(error.messages)
        raise Invalid(sentence, {"password": sentence}) from error
