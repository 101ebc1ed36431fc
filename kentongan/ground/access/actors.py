"""Who acts: an account as it stood at one moment, with its offices and its reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db.models import Q

from kentongan.ground.access.models import Account, Grant
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.roles import POSITION_ROLES, ROLES, Role
from kentongan.ground.units.rules.standings import Standing
from kentongan.ground.units.selectors import standing_of
from kentongan.ground.wall.actors import EVERYWHERE, NOWHERE, Reach

WALLED: Final = frozenset(
    permission
    for permission in Permission
    if permission.startswith(("post_", "visit_", "report_", "follow_up_", "contact_"))
)
"""Permissions over rows behind the wall; the others are over public or own things."""


@dataclass(frozen=True)
class Principal:
    """Somebody signed in, as they stood at one moment. Fulfils ``Actor``.

    Attributes:
        office: The capacity in which they act, ``position@unit.path``.
        office_ids: Seats held at that moment; follow-ups and contacts belong to these.
        standing: The first of their offices; None for who holds none.
        reaches: Permission to where it is held; absent where held nowhere.
    """

    id: UUID | None
    office: str
    display_name: str
    account_id: UUID | None = None
    officer_id: UUID | None = None
    standings: tuple[Standing, ...] = ()
    roles: frozenset[Role] = frozenset()
    reaches: Mapping[str, Reach] = field(default_factory=dict)

    def reach(self, permission: str) -> Reach:
        """Where `permission` is held; NOWHERE when it is not."""
        return self.reaches.get(permission, NOWHERE)

    @property
    def standing(self) -> Standing | None:
        """The office in whose name they act; None for who holds none."""
        return self.standings[0] if self.standings else None

    @property
    def granted(self) -> frozenset[Role]:
        """Roles that come from no office."""
        return self.roles - {POSITION_ROLES[s.position] for s in self.standings}

    @property
    def office_ids(self) -> tuple[UUID, ...]:
        """Seats held at that moment."""
        return tuple(standing.office_id for standing in self.standings)

    @property
    def may(self) -> frozenset[str]:
        """Permissions held somewhere, so that a page offers only what can be done."""
        return frozenset(str(p) for p, reach in self.reaches.items() if reach)

    @cached_property
    def walled(self) -> Reach:
        """Everything they may reach of rows behind the wall, by any permission."""
        whole = NOWHERE
        for permission in WALLED:
            whole |= self.reach(permission)
        return whole


def principal(account: Account, *, at: datetime) -> Principal:
    """`account` with the offices and grants it held at `at`."""
    standings = tuple(standing_of(account.officer_id, at)) if account.officer_id else ()
    grants = list(
        Grant.objects.filter(
            Q(held_until__isnull=True) | Q(held_until__gt=at),
            account_id=account.id,
            held_from__lte=at,
        ).order_by("id")
    )
    held = [*map(_by_office, standings), *map(_by_grant, grants)]
    return Principal(
        id=account.id,
        office=_office(standings, grants),
        display_name=account.display_name,
        account_id=account.id,
        officer_id=account.officer_id,
        standings=standings,
        roles=frozenset(role for role, _ in held),
        reaches=_reaches(held),
    )


def oneself(account: Account) -> Principal:
    """`account` where nobody is signed in yet: it can act on itself and no more."""
    return Principal(
        id=account.id,
        office="none",
        display_name=account.display_name,
        account_id=account.id,
        officer_id=account.officer_id,
    )


def operator() -> Principal:
    """Whoever sits at the command line of the machine: everything, everywhere."""
    return Principal(
        id=None,
        office="operator",
        display_name="operator",
        reaches=MappingProxyType({str(p): EVERYWHERE for p in Permission}),
    )


def _by_office(standing: Standing) -> tuple[Role, Reach]:
    role = POSITION_ROLES[standing.position]
    return role, Reach(places=tuple(standing.places), units=(standing.unit_path,))


def _by_grant(grant: Grant) -> tuple[Role, Reach]:
    if grant.holding_id is not None:
        return Role(grant.role), Reach(holdings=(grant.holding_id,))
    return Role(grant.role), Reach(
        places=() if grant.place is None else (grant.place,),
        units=() if grant.unit is None else (grant.unit,),
    )


def _reaches(held: Iterable[tuple[Role, Reach]]) -> Mapping[str, Reach]:
    reaches: dict[str, Reach] = {}
    for role, reach in held:
        for permission in ROLES[role].permissions:
            known = reaches.get(permission, NOWHERE)
            reaches[str(permission)] = known | reach
    return MappingProxyType(reaches)


def _office(standings: tuple[Standing, ...], grants: list[Grant]) -> str:
    if standings:
        return standings[0].capacity
    if grants:
        first = grants[0]
        where = first.holding_id or first.unit or first.place or ""
        return f"{first.role}@{where}"
    return "none"
