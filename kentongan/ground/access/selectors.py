"""Reading accounts: where they stand, and what they hold."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.ground.access.actors import Principal, principal
from kentongan.ground.access.models import Account, Card, Grant
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.rules import is_sign_in_name, sign_in_name
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.units.rules.standings import is_superior
from kentongan.ground.wall.actors import Actor, Reach


def account_named(name: str) -> Account | None:
    """The account with this sign-in name, however it was typed."""
    known = sign_in_name(name)
    if not is_sign_in_name(known):
        return None
    return Account.objects.filter(sign_in_name=known).first()


def account(account_id: UUID) -> Account:
    """The account of this id.

    Raises:
        NotFound: There is none.
    """
    found = Account.objects.filter(id=account_id).first()
    if found is None:
        raise NotFound(_("There is no such account."))
    return found


def account_of_officer(officer_id: UUID) -> Account:
    """The account of an officer.

    Raises:
        NotFound: There is none.
    """
    found = Account.objects.filter(officer_id=officer_id).first()
    if found is None:
        raise NotFound(_("There is no such account."))
    return found


def grants_at(account_id: UUID, at: datetime) -> QuerySet[Grant]:
    """What an account was granted at a moment."""
    return Grant.objects.filter(
        Q(held_until__isnull=True) | Q(held_until__gt=at),
        account_id=account_id,
        held_from__lte=at,
    ).order_by("id")


def holders(holding_id: UUID, *, at: datetime) -> QuerySet[Grant]:
    """Who belongs to a post at a moment, with their accounts."""
    return (
        Grant.objects.filter(
            Q(held_until__isnull=True) | Q(held_until__gt=at),
            holding_id=holding_id,
            held_from__lte=at,
        )
        .select_related("account")
        .order_by("id")
    )


def live_cards(account_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the accounts that have a card today."""
    alive = Card.objects.filter(
        account_id__in=list(account_ids), revoked_at__isnull=True
    )
    return set(alive.values_list("account_id", flat=True))


def sessions_of(account: Account) -> list[UserSession]:
    """Where an account is signed in, the one used last first; dead ones left out."""
    alive = Session.objects.values("session_key")
    known = UserSession.objects.filter(user=account, session_key__in=alive)
    return list(known.order_by("-last_seen_at", "-pk"))


@dataclass(frozen=True)
class Spot:
    """One of the spots at which an account stands: of a unit, at a place, of a post."""

    unit: str | None = None
    place: str | None = None
    holding: UUID | None = None

    def is_within(self, reach: Reach) -> bool:
        """Whether `reach` covers it: all that it says, or the post itself."""
        if self.holding is not None:
            return reach.covers(holding=self.holding, place=self.place)
        return all(
            (
                self.unit is None or reach.covers(unit=self.unit),
                self.place is None or reach.covers(place=self.place),
            )
        )


NO_SPOT = Spot(unit="", place="")
"""Of who stands nowhere: only a reach over everything covers it."""


def spots(account: Account, *, at: datetime) -> list[Spot]:
    """Where `account` stands. A post counts only for who has nothing weightier."""
    offices = [Spot(unit=s.unit_path) for s in principal(account, at=at).standings]
    grants = [
        Spot(unit=g.unit, place=g.place, holding=g.holding_id)
        for g in grants_at(account.id, at)
    ]
    weighty = offices + [spot for spot in grants if spot.holding is None]
    return weighty or grants or [NO_SPOT]


def is_under(account: Account, by: Actor, permission: Permission, at: datetime) -> bool:
    """Whether `by` may use `permission` on `account`: on every spot where it stands.

    One spot would not do: a Kapolsek could then open the account of somebody who is
    an administrator besides.
    """
    reach = by.reach(permission)
    return bool(reach) and all(s.is_within(reach) for s in spots(account, at=at))


def is_below(account: Account, by: Principal, at: datetime) -> bool:
    """Whether nobody in `account`'s offices stands level with or above `by`.

    Who holds an office may open accounts only of those whom it may direct; who acts by
    a grant (an administrator) or at the machine is bound by reach alone.
    """
    if by.standing is None:
        return True
    mine = by.standing.seat
    theirs = (s.seat for s in principal(account, at=at).standings)
    return all(is_superior(mine, seat) for seat in theirs)


def accounts_listed() -> Iterable[Account]:
    """Every account, for the machine's own operator."""
    return Account.objects.order_by("sign_in_name")


def names_of_accounts(account_ids: Collection[UUID]) -> dict[UUID, str]:
    """Display names by account, for pages that hold only ids."""
    known = Account.objects.filter(pk__in=account_ids)
    return dict(known.values_list("pk", "display_name"))
