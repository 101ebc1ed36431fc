"""Giving and ending roles that come from no office."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.ground.access.models import Account, Grant
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.roles import POST_ROLES, Role
from kentongan.ground.access.selectors import Spot
from kentongan.ground.basics.errors import Conflicting, Invalid, NotAllowed
from kentongan.ground.basics.paths import ROOT
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

GRANTABLE: Final = POST_ROLES | {
    Role.VILLAGE_HEAD,
    Role.BABINSA,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
}
"""Roles that can be granted; every other comes with an office only."""
_MEMBERS: Final = Permission.POST_MEMBERS_MANAGE


@dataclass(frozen=True)
class Where:
    """Where a granted role is held.

    Attributes:
        place: A place path, the empty one for everywhere; at a post, where it stands.
        unit: A unit path, likewise.
        holding_id: The post, for residents' roles.
    """

    place: str | None = None
    unit: str | None = None
    holding_id: UUID | None = None

    @property
    def spot(self) -> Spot:
        """As a spot that a reach may cover."""
        return Spot(unit=self.unit, place=self.place, holding=self.holding_id)


@transaction.atomic
def grant_role(
    account: Account, role: Role, where: Where, *, by: Actor, at: datetime
) -> Grant:
    """Let `account` play `role` at `where`, from `at` on.

    Raises:
        Invalid: The role comes with an office, or belongs to a post and none is named.
        NotAllowed: `where` is outside what `by` keeps, or `by` only answers for the
            place of a post that has its own head.
        Conflicting: The account has it already.
    """
    if role not in GRANTABLE or (role in POST_ROLES) != (where.holding_id is not None):
        raise Invalid(_("This role is not given in this way."))
    _require(role, where.spot, by)
    if role in POST_ROLES and not is_of_post(by, _MEMBERS, where.holding_id):
        _require_first_head(role, where, at)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                account=account,
                role=role,
                place=where.place,
                unit=where.unit,
                holding_id=where.holding_id,
                held_from=at,
            )
    except IntegrityError as error:
        raise Conflicting(_("This role is held already.")) from error
    record(
        "role.granted",
        f"account:{account.id}",
        by=by,
        at=at,
        place=where.place or "",
        unit=where.unit or "",
        facts={"role": str(role), "grant": str(grant.id)},
    )
    return grant


@transaction.atomic
def end_grant(grant: Grant, *, by: Actor, at: datetime) -> None:
    """End a granted role at `at`. Ending what has ended changes nothing."""
    spot = Spot(unit=grant.unit, place=grant.place, holding=grant.holding_id)
    _require(Role(grant.role), spot, by)
    if Grant.objects.filter(id=grant.id, held_until__isnull=True).update(
        held_until=max(at, grant.held_from)
    ):
        record(
            "role.ended",
            f"account:{grant.account_id}",
            by=by,
            at=at,
            place=grant.place or "",
            unit=grant.unit or "",
            facts={"role": grant.role, "grant": str(grant.id)},
        )


def is_of_post(by: Actor, permission: str, holding_id: UUID | None) -> bool:
    """Whether `by` acts from within the post, or is the machine's own operator."""
    reach = by.reach(permission)
    return reach.covers(holding=holding_id) or reach.covers(place=ROOT)


def _require_first_head(role: Role, where: Where, at: datetime) -> None:
    """What those may give who answer for the place and do not belong to the post.

    Police name the first head, who must get a card from somebody; everybody after
    that is the residents' own affair, or the police could join any post's list.
    """
    heads = _holding_at(at).filter(holding_id=where.holding_id, role=Role.POST_HEAD)
    if role is not Role.POST_HEAD or heads.exists():
        raise NotAllowed(_("The residents' own head decides who belongs to a post."))


def _holding_at(at: datetime) -> QuerySet[Grant]:
    return Grant.objects.filter(
        Q(held_until__isnull=True) | Q(held_until__gt=at), held_from__lte=at
    )


def _require(role: Role, spot: Spot, by: Actor) -> None:
    permission = _MEMBERS if role in POST_ROLES else Permission.ACCOUNT_MANAGE
    if not spot.is_within(by.reach(permission)):
        raise NotAllowed(_("Your office does not give this role there."))
