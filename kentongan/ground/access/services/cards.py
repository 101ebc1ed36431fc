"""Residents' sign-in: a printed card with a QR code, and six digits in the head."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.utils.translation import gettext as _

from kentongan.ground.access.models import Account, Card
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.roles import Role
from kentongan.ground.access.rules import (
    COMMON_PINS,
    PIN_DIGITS,
    PIN_TRIES,
    as_bytes,
    is_pin,
)
from kentongan.ground.access.selectors import grants_at
from kentongan.ground.access.services.grants import is_of_post
from kentongan.ground.access.services.sessions import end_sessions
from kentongan.ground.access.services.tries import CARD_BY_ADDRESS, count_try
from kentongan.ground.basics.errors import NotAllowed, NotFound
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

# A try is claimed before the PIN is looked at: five guesses at once are five tries.
_CLAIM = """
update access_card set wrong_tries = wrong_tries + 1
where token_digest = %s and revoked_at is null and wrong_tries < %s
returning id, account_id, pin_hash, wrong_tries
"""


class CardLocked(NotAllowed):
    """Too many wrong PINs: the post's head issues another card, face to face."""

    code = "card-locked"


@dataclass(frozen=True)
class IssuedCard:
    """A new card, with the two secrets that are shown this once and kept nowhere."""

    card: Card
    token: str
    pin: str


@transaction.atomic
def issue_card(
    account: Account, holding_id: UUID, *, by: Actor, at: datetime
) -> IssuedCard:
    """Issue a card to a member of a post; a card issued before ends.

    Raises:
        NotAllowed: `by` does not issue cards at every post the account belongs to, or
            the account is more than a resident's: a card would open all of it.
    """
    Account.objects.select_for_update().get(id=account.id)
    _require(account, holding_id, by, at)
    _end_live(account, at)
    token = secrets.token_urlsafe(18)
    pin = _new_pin()
    card = Card.objects.create(
        account=account,
        holding_id=holding_id,
        token_digest=_digest(token),
        pin_hash=make_password(pin),
        issued_by=by.id,
        issued_at=at,
    )
    record(
        "card.issued",
        f"account:{account.id}",
        by=by,
        at=at,
        facts={"card": str(card.id), "holding": str(holding_id)},
    )
    return IssuedCard(card, token, pin)


@transaction.atomic
def revoke_card(account: Account, *, by: Actor, at: datetime) -> None:
    """End the card of who lost it, and whoever is signed in with it."""
    live = Card.objects.filter(account=account, revoked_at__isnull=True).first()
    if live is None:
        return
    if by.id != account.id:
        _require(account, live.holding_id, by, at)
    if _end_live(account, at):
        record(
            "card.revoked",
            f"account:{account.id}",
            by=by,
            at=at,
            facts={"card": str(live.id)},
        )


def open_with_card(token: str, pin: str, *, address: str, at: datetime) -> Account:
    """Whose card this is, if the PIN is right. Counts the try; signs nobody in.

    Not one transaction: the count of a wrong try must outlast its refusal.

    Raises:
        TooMany: Too many tries from this address.
        NotFound: No such card, or not its PIN: the same answer, in the same time.
        CardLocked: Five wrong PINs; only a new card helps.
    """
    count_try(CARD_BY_ADDRESS, address, at=at)
    digest = _digest(token)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [digest, PIN_TRIES])
        claimed = cursor.fetchone()
    if claimed is None:
        make_password(pin)  # as long as looking at a PIN takes
        raise _no_or_locked(digest)
    card_id, account_id, pin_hash, tries = claimed
    if not (check_password(pin, pin_hash) and is_pin(pin)):
        raise _wrong(card_id, account_id, tries, at)
    account = Account.objects.filter(id=account_id, is_active=True).first()
    if account is None:
        raise _no_such()
    Card.objects.filter(id=card_id).update(wrong_tries=0, last_used_at=at)
    return account


def _wrong(card_id: UUID, account_id: UUID, tries: int, at: datetime) -> Exception:
    if tries < PIN_TRIES:
        return _no_such()
    record(
        "card.locked",
        f"account:{account_id}",
        by=None,
        at=at,
        facts={"card": str(card_id)},
    )
    return CardLocked(_locked())


def _no_or_locked(digest: str) -> Exception:
    is_locked = Card.objects.filter(
        token_digest=digest, revoked_at__isnull=True
    ).exists()
    return CardLocked(_locked()) if is_locked else _no_such()


def _no_such() -> NotFound:
    return NotFound(_("Card and PIN do not fit."))


def _locked() -> str:
    return _("This card is locked. The head of your post gives you a new one.")


def _require(account: Account, holding_id: UUID, by: Actor, at: datetime) -> None:
    grants = list(grants_at(account.id, at))
    reach = by.reach(Permission.CARD_ISSUE)
    is_resident = account.officer_id is None and all(g.holding_id for g in grants)
    if not is_resident or holding_id not in {g.holding_id for g in grants}:
        raise NotAllowed(_("Cards are for residents, from a post they belong to."))
    # Those who answer for the place reissue a head's card; members' are the head's.
    is_head = any(grant.role == Role.POST_HEAD for grant in grants)
    for grant in grants:
        within = is_of_post(by, Permission.CARD_ISSUE, grant.holding_id)
        if not within and not (is_head and reach.covers(place=grant.place)):
            raise NotAllowed(_("This resident's card is issued by another office."))


def _end_live(account: Account, at: datetime) -> int:
    end_sessions(account)
    return Card.objects.filter(account=account, revoked_at__isnull=True).update(
        revoked_at=at
    )


def _new_pin() -> str:
    while True:
        pin = "".join(str(secrets.randbelow(10)) for _i in range(PIN_DIGITS))
        if pin not in COMMON_PINS:
            return pin


def _digest(token: str) -> str:
    """Without a key: 144 random bits need none, and cards outlive a change of keys."""
    return sha256(as_bytes(token)).hexdigest()
