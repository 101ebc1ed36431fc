"""Row-level security: the second, coarse wall, inside PostgreSQL itself.

The first wall is ``visible_to``: exact, in Python, and forgettable. The second knows
only official codes down to the district, asks by equality on fixed lengths (a range
over ``unnest`` was 360 times slower) and cannot be forgotten, since it holds for every
statement of the role ``kentongan_app``. Raw SQL that lost its condition shows at most
the asker's own districts, and nothing at all where nobody was let in.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.migrations import RunSQL

from kentongan.ground.access.actors import Principal
from kentongan.ground.wall.actors import Actor, Reach

APP: Final = "kentongan_app"
UNWALLED_ROLES: Final = ("kentongan_owner", "kentongan_system")
LEVELS: Final = (2, 5, 8)
"""Letters of the codes of a province, a regency and a district."""
COARSE: Final = LEVELS[-1]
"""The deepest level that the second wall knows."""
EVERYWHERE: Final = "*"

# Wrapped in a sub-select each, so that PostgreSQL reads a setting once a statement
# and not once a row.
_REACH: Final = (
    "(select string_to_array(current_setting('kentongan.reach', true), ','))::text[]"
)
_IS_EVERYWHERE: Final = (
    f"(select '{EVERYWHERE}' = any(string_to_array("
    "current_setting('kentongan.reach', true), ',')))"
)
_HOLDINGS: Final = (
    "(select string_to_array(current_setting('kentongan.holdings', true), ','))"
    "::text[]::uuid[]"
)


def coarse(reach: Reach) -> list[str]:
    """The codes, at most district deep, that together hold all of `reach`."""
    if "" in reach.places:
        return [EVERYWHERE]
    return sorted({path[:COARSE] for path in reach.places})


def enter(actor: Actor) -> None:
    """Say for whom this transaction reads; forgotten when it ends.

    A session-level setting would stay on the connection for the next person.
    """
    reach = actor.walled if isinstance(actor, Principal) else Reach()
    with connection.cursor() as cursor:
        if settings.KENTONGAN_SET_ROLE:
            cursor.execute(f"set local role {APP}")
        cursor.execute(
            "select set_config('kentongan.reach', %s, true),"
            " set_config('kentongan.holdings', %s, true),"
            # A page's questions take milliseconds; hiring a worker takes five.
            " set_config('max_parallel_workers_per_gather', '0', true)",
            [",".join(coarse(reach)), ",".join(map(str, reach.holdings))],
        )


_WIDEN: Final = """
select set_config(name, concat_ws(
    ',', nullif(current_setting(name, true), ''), nullif(more, '')), true)
from (values ('kentongan.reach', %s), ('kentongan.holdings', %s)) as s (name, more)
"""


def widen(
    *, places: Iterable[str] = (), holdings: Iterable[UUID] = (), because: str
) -> None:
    """Let this transaction read further than the actor's own reach.

    For what somebody may see by another right than reach: a hand-over by its two
    officers, a post by whoever stands before its poster. `because` says which right,
    to the reviewer; the caller has checked it.

    Raises:
        ValueError: No reason was given.
        RuntimeError: Outside a transaction it would be forgotten at once.
    """
    if not because:
        raise ValueError("widen() needs a reason")
    if not connection.in_atomic_block:
        raise RuntimeError("widen() holds for a transaction, and there is none")
    codes = coarse(Reach(places=tuple(places)))
    with connection.cursor() as cursor:
        cursor.execute(_WIDEN, [",".join(codes), ",".join(map(str, holdings))])


def enforce(
    table: str, *, place: str | None = "place", holding: str | None = None
) -> list[RunSQL]:
    """Migration operations that put `table` behind the second wall.

    Args:
        table: Its name in the database.
        place: The column that holds today's path; None where no office reaches the
            rows, however wide, but only who belongs to the post.
        holding: The column that holds the id of the post it belongs to, if any.

    Raises:
        ValueError: Neither a place nor a holding: nobody would ever see a row.
    """
    arms = []
    if place:
        # The widest level first: who reaches a province has the most rows to pass.
        arms = [
            _IS_EVERYWHERE,
            *(f"left({place}, {n}) = any({_REACH})" for n in LEVELS),
        ]
    if holding:
        arms.append(f"{holding} = any({_HOLDINGS})")
    if not arms:
        raise ValueError(f"{table} stands neither at a place nor at a post")
    condition = " or ".join(arms)
    roles = ", ".join(UNWALLED_ROLES)
    up = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy reach on {table} to {APP}"
        f" using ({condition}) with check ({condition})",
        f"create policy unwalled on {table} to {roles} using (true) with check (true)",
    ]
    down = [
        f"drop policy unwalled on {table}",
        f"drop policy reach on {table}",
        f"alter table {table} no force row level security",
        f"alter table {table} disable row level security",
    ]
    return [RunSQL(_joined(up), _joined(down))]


def _joined(statements: Iterable[str]) -> str:
    return ";\n".join(statements)
