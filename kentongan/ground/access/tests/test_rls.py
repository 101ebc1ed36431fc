from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal, operator
from kentongan.ground.access.tests import makers
from kentongan.ground.basics.paths import is_within
from kentongan.ground.wall.actors import Reach

ROWS = {
    "12.18.04.2024.v": makers.POST,
    "12.18.04.2025": makers.OTHER_POST,
    "12.18.05.2001": None,
    "12.19.01.2001": None,
    "13.01.01.2001": None,
    "12.18": None,
}
two = st.sampled_from(["12", "18", "04", "05"])
below = st.sampled_from(["v", "vi", "rt_3"])
paths = st.tuples(
    two, two, two, st.sampled_from(["2024", "1002"]), below, below, st.integers(1, 6)
).map(lambda parts: ".".join(parts[: parts[-1]]))
"""Place paths of every depth: codes have fixed lengths, slugs below have not."""


def as_actor(*places: str, posts: tuple[UUID, ...] = ()) -> Principal:
    reach = Reach(places=places, holdings=posts)
    return Principal(None, "test", "Test", reaches={"visit_view": reach})


@pytest.fixture
def probe(db: None) -> Iterator[None]:
    """A walled table as a migration makes one, seen by the app's role."""
    with connection.cursor() as cursor:
        cursor.execute(
            'create table probe (place varchar(200) collate "C", post_id uuid)'
        )
        for operation in rls.enforce("probe", holding="post_id"):
            cursor.execute(str(operation.sql))
        cursor.execute(f"grant select, insert, update, delete on probe to {rls.APP}")
        cursor.executemany("insert into probe values (%s, %s)", list(ROWS.items()))
        cursor.execute(f"set local role {rls.APP}")
        yield
        if not connection.needs_rollback:
            cursor.execute("reset role")


def seen() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select place from probe")
        return {place for (place,) in cursor.fetchall()}


@pytest.mark.usefixtures("probe")
def test_raw_sql_sees_nothing_until_it_was_said_for_whom() -> None:
    assert seen() == set()


@pytest.mark.usefixtures("probe")
def test_raw_sql_sees_exactly_the_coarse_area_of_the_reach() -> None:
    rls.enter(as_actor("12.18.04.2024"))
    assert seen() == {"12.18.04.2024.v", "12.18.04.2025"}
    rls.enter(as_actor("12.18"))
    assert seen() == {"12.18", "12.18.04.2024.v", "12.18.04.2025", "12.18.05.2001"}
    rls.enter(as_actor("13", "12.18.05"))
    assert seen() == {"13.01.01.2001", "12.18.05.2001"}


@pytest.mark.usefixtures("probe")
def test_a_member_of_a_post_sees_the_rows_of_that_post() -> None:
    rls.enter(as_actor(posts=(makers.OTHER_POST,)))
    assert seen() == {"12.18.04.2025"}


@pytest.mark.usefixtures("probe")
def test_an_empty_reach_sees_nothing_and_the_operator_everything() -> None:
    rls.enter(operator())
    assert seen() == set(ROWS)
    rls.enter(as_actor())
    assert seen() == set()


@pytest.mark.usefixtures("probe")
def test_a_named_right_widens_what_a_transaction_reads() -> None:
    rls.widen(places=["12.19.01.2001"], because="a test")
    assert seen() == {"12.19.01.2001"}
    rls.enter(as_actor("12.18.05"))
    assert seen() == {"12.18.05.2001"}
    rls.widen(holdings=[makers.OTHER_POST], because="a test")
    rls.widen(places=["13"], because="a test")
    assert seen() == {"12.18.05.2001", "12.18.04.2025", "13.01.01.2001"}
    rls.enter(operator())
    rls.widen(places=["13"], because="a test")
    assert seen() == set(ROWS)
    with pytest.raises(ValueError, match="reason"):
        rls.widen(places=["13"], because="")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_widened_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        rls.widen(places=["13"], because="a test")


@pytest.mark.usefixtures("probe")
def test_an_administrator_sees_no_row_behind_the_wall() -> None:
    reach = Reach(places=("",), units=("",))
    rls.enter(Principal(None, "test", "Test", reaches={"account_manage": reach}))
    assert seen() == set()


@pytest.mark.usefixtures("probe")
def test_nobody_writes_where_they_do_not_reach() -> None:
    rls.enter(as_actor("12.18.04"))
    with connection.cursor() as cursor:
        cursor.execute("insert into probe values ('12.18.04.2026')")
        cursor.execute("update probe set post_id = null where place = '12.19.01.2001'")
        assert cursor.rowcount == 0
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            cursor.execute("insert into probe values ('12.18.05.2001')")
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            cursor.execute("update probe set place = '12.19.01.2001'")


@pytest.mark.usefixtures("probe")
def test_the_app_cannot_take_the_wall_down() -> None:
    for statement in (
        "alter table probe disable row level security",
        "drop policy reach on probe",
    ):
        with (
            pytest.raises(ProgrammingError, match="must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_a_reach_is_forgotten_when_its_transaction_ends() -> None:
    with transaction.atomic():
        rls.enter(as_actor("12.18"))
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('kentongan.reach', true)")
        assert cursor.fetchone() in ((None,), ("",))


@given(st.lists(paths, min_size=1, max_size=4), paths)
def test_what_the_first_wall_shows_the_second_never_hides(
    tops: list[str], row: str
) -> None:
    codes = rls.coarse(Reach(places=tuple(tops)))
    if any(is_within(row, top) for top in tops):
        assert {row[:8], row[:5], row[:2]} & set(codes)


@given(st.lists(paths, max_size=4))
def test_a_coarse_reach_is_never_deeper_than_a_district(tops: list[str]) -> None:
    assert all(len(code) <= rls.COARSE for code in rls.coarse(Reach(tuple(tops))))


def test_a_table_without_a_place_is_seen_by_who_belongs_to_the_post_alone() -> None:
    (held,) = rls.enforce("probe", place=None, holding="post_id")

    assert "post_id = any" in str(held.sql)
    assert "kentongan.reach" not in str(held.sql)
    with pytest.raises(ValueError, match="neither at a place nor at a post"):
        rls.enforce("probe", place=None)
