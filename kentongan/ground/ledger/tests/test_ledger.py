"""What was done stays done: numbers, chains, and what they find."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Event, Thread
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger import relay, sealer, selectors, services
from kentongan.ground.ledger.models import Cursor, Failure, Line, Opening, Seal
from kentongan.ground.ledger.rules import TRIES, SealedLine
from kentongan.ground.wall.actors import EVERYWHERE, Clockwork, Reach

NOON = datetime(2026, 7, 22, 5, 0, tzinfo=UTC)
SEES_ALL = Clockwork(reaches={"ledger_read": EVERYWHERE})


def write(subject: str = "thing:1", place: str = "12.18", act: str = "x.done") -> Line:
    return services.record(act, subject, by=None, at=NOON, place=place)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setitem(relay._reactions, "x.done", [lambda e: heard.append(e.subject)])
    return heard


@pytest.mark.django_db
def test_numbers_are_gapless_and_in_the_order_of_writing() -> None:
    for n in range(5):
        write(f"thing:{n}")

    assert sealer.seal_waiting() == 5
    assert sealer.seal_waiting() == 0
    sealed = selectors.sealed_after(0)
    assert [line.number for line in sealed] == [1, 2, 3, 4, 5]
    assert [line.subject for line in sealed] == [f"thing:{n}" for n in range(5)]


@pytest.mark.django_db
def test_a_line_rolled_back_leaves_nothing() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError

    assert sealer.seal_waiting() == 0
    assert selectors.state().waiting == 0


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update {} set {} = {}", "delete from {}"])
@pytest.mark.parametrize(
    ("table", "column"), [("ledger_line", "office"), ("ledger_seal", "province")]
)
def test_nobody_changes_what_was_written(change: str, table: str, column: str) -> None:
    write()
    sealer.seal_waiting()
    statement = change.format(table, column, "'zz'")
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_an_untouched_ledger_verifies() -> None:
    for place in ("12.18", "12.18.04", "73.01"):
        write(place=place)
    sealer.seal_waiting()
    write()
    sealer.seal_waiting()

    assert selectors.verify() == selectors.Verdict(4)


def _tamper(statement: str) -> None:
    """As somebody with the database owner's password would."""
    with connection.cursor() as cursor:
        for table in ("ledger_line", "ledger_seal"):
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(statement)
        for table in ("ledger_line", "ledger_seal"):
            cursor.execute(f"alter table {table} enable trigger user")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "broken_at", "why"),
    [
        ("update ledger_line set office = 'x' where subject = 'thing:2'", 3, "digest"),
        (
            "update ledger_line set facts = '{\"a\": 1}' where subject = 'thing:0'",
            1,
            "digest",
        ),
        ("delete from ledger_line where subject = 'thing:1'", 2, "gone"),
        ("delete from ledger_seal where number = 3", 3, "missing"),
        ("delete from ledger_seal where number = 5", 5, "cut off"),
    ],
)
def test_tampering_is_found_at_its_number(
    statement: str, broken_at: int, why: str
) -> None:
    for n in range(5):
        write(f"thing:{n}")
    sealer.seal_waiting()
    relay.relay_next(NOON)

    _tamper(statement)

    verdict = selectors.verify()
    assert verdict.broken_at == broken_at
    assert why in verdict.why


@pytest.mark.django_db
def test_each_line_is_relayed_in_order_then_no_more(heard: list[str]) -> None:
    write("thing:1")
    write("thing:2")
    sealer.seal_waiting()

    assert relay.relay_next(NOON) == 2
    assert relay.relay_next(NOON) == 0
    assert heard == ["thing:1", "thing:2"]


@pytest.mark.django_db
def test_a_failing_reaction_lets_others_proceed_and_is_parked_after_five_tries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[int] = []

    def fail(line: SealedLine) -> None:
        if line.subject == "thing:1":
            raise OSError("unreachable")
        done.append(line.number)

    monkeypatch.setitem(relay._reactions, "x.done", [fail])
    write("thing:1")
    write("thing:2")
    sealer.seal_waiting()
    relay.relay_next(NOON)
    assert done == [2]

    at = NOON
    for _ in range(TRIES):
        at += timedelta(hours=1)
        relay.retry_failed(at)

    assert selectors.state().parked == 1
    assert Failure.objects.get().attempts == TRIES
    assert relay.retry_failed(at + timedelta(days=1)) == 0


@pytest.mark.django_db
def test_a_reaction_that_recovers_leaves_no_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weather = {"bad": True}

    def fail_in_bad_weather(line: SealedLine) -> None:
        if weather["bad"]:
            raise OSError("storm")

    monkeypatch.setitem(relay._reactions, "x.done", [fail_in_bad_weather])
    write()
    sealer.seal_waiting()
    relay.relay_next(NOON)
    weather["bad"] = False

    assert relay.retry_failed(NOON) == 0, "it waits before it tries again"
    assert relay.retry_failed(NOON + timedelta(seconds=5)) == 1
    assert not Failure.objects.exists()


@pytest.mark.django_db
def test_a_partly_failed_reaction_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def write_then_fail(line: SealedLine) -> None:
        Cursor.objects.create(name="half done")
        raise OSError

    monkeypatch.setitem(relay._reactions, "x.done", [write_then_fail])
    write()
    sealer.seal_waiting()
    relay.relay_next(NOON)

    assert not Cursor.objects.filter(name="half done").exists()


@pytest.mark.django_db
def test_lines_are_read_only_where_an_auditor_reaches() -> None:
    write("thing:here", place="12.18.04")
    write("thing:there", place="12.19.01")
    write("thing:system", place="")
    district = Clockwork(reaches={"ledger_read": Reach(places=("12.18",))})

    assert {line.subject for line in selectors.lines(district)} == {"thing:here"}
    assert selectors.lines(SEES_ALL).count() == 3
    assert not selectors.lines(Clockwork()).exists()


@pytest.mark.django_db
def test_old_months_are_dropped_and_the_rest_still_verifies() -> None:
    services.open_months(datetime(2026, 1, 15, tzinfo=UTC), ahead=12)
    for moment in (datetime(2026, 1, 20, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)):
        _line_received(moment)
        _line_received(moment)
    sealer.seal_waiting()

    assert services.expire_months(date(2026, 3, 1)) == 2

    assert Opening.objects.get().number == 3
    assert selectors.verify() == selectors.Verdict(2)
    assert Seal.objects.count() == 2


@pytest.mark.django_db
def test_a_month_that_began_without_a_partition_is_passed_over() -> None:
    january = datetime(2031, 1, 20, tzinfo=UTC)
    _line_received(january)

    made = services.open_months(january, ahead=1)

    assert made == ["ledger_line_2031_02"]
    assert services.open_months(january, ahead=1) == []


@pytest.mark.django_db
def test_who_turns_the_months_need_not_own_the_table() -> None:
    january = datetime(2031, 1, 20, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute("set local role kentongan_system")

    assert services.open_months(january, ahead=0) == ["ledger_line_2031_01"]
    _line_received(january)
    sealer.seal_waiting()
    assert services.expire_months(date(2031, 2, 1)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ledger_line_default", "ledger_seal", "x; drop"])
def test_only_a_month_of_the_ledger_is_opened_or_dropped(name: str) -> None:
    with (
        pytest.raises(DatabaseError, match="not a month"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select ledger_drop_month(%s)", [name])


@pytest.mark.django_db
def test_pages_can_not_drop_a_month() -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("set local role kentongan_app")
        cursor.execute("select ledger_drop_month('ledger_line_2026_01')")


def _line_received(moment: datetime) -> None:
    ms = int(moment.timestamp() * 1000)
    line_id = UUID(int=(ms << 80) | (new_id().int & ((1 << 80) - 1)))
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_line values "
            "(%s, 'x.done', 'thing:1', null, 'o', '12', '', '{}', %s)",
            [line_id, moment],
        )
        cursor.execute("insert into ledger_waiting values (%s)", [line_id])


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_number_every_line_once() -> None:
    for n in range(200):
        write(f"thing:{n}")
    ready = Barrier(2)

    def race() -> None:
        try:
            ready.wait()
            for _ in range(30):
                sealer.seal_waiting(limit=10)
        finally:
            connections.close_all()

    _together(race, race)
    while sealer.seal_waiting():
        pass

    numbers = [line.number for line in selectors.sealed_after(0)]
    assert numbers == list(range(1, 201))
    assert selectors.verify() == selectors.Verdict(200)


@pytest.mark.django_db(transaction=True)
def test_writers_beside_a_running_sealer_lose_no_line() -> None:
    def write_many() -> None:
        try:
            for _ in range(50):
                with transaction.atomic():
                    write()
        finally:
            connections.close_all()

    def seal_many() -> None:
        try:
            for _ in range(100):
                sealer.seal_waiting(limit=7)
        finally:
            connections.close_all()

    _together(write_many, write_many, seal_many)
    while sealer.seal_waiting():
        pass

    assert selectors.verify() == selectors.Verdict(100)


def _together(*tasks: Callable[[], None]) -> None:
    threads = [Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_line_reaches_its_reaction_while_sealer_and_relay_run(
    heard: list[str],
) -> None:
    stop = Event()

    def running(duty: Callable[[Event], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                duty(stop)
            finally:
                connections.close_all()

        return run

    threads = [Thread(target=running(duty)) for duty in (sealer.run, relay.run)]
    for thread in threads:
        thread.start()
    try:
        write("thing:1")
        for _ in range(200):
            if heard:
                break
            stop.wait(0.05)
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    assert heard == ["thing:1"]
