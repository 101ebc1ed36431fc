"""The logbook and drills: each act with its refusal; tampering is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Drill, Logbook, LogbookKey, LogbookLine
from kentongan.beat.watch.rules.books import (
    TEXT_LENGTH,
    Answers,
    Break,
    BreakKind,
    Chained,
    DrillDraft,
    LineDraft,
    LineKind,
    answers_of,
    breaks,
    digest_of,
    start_of,
)
from kentongan.beat.watch.rules.envelopes import EnvelopeBroken, enclose, unfold
from kentongan.beat.watch.selectors import books as selectors
from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal, operator
from kentongan.ground.access.models import Account
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Refusal,
)
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.seals.services import rotate_keys
from tests.cast import Town
from tests.make import NOON, TODAY, acts, at_once, now

Act = Callable[[], object]
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TONIGHT = NOON + 10 * HOUR
"""Ten in the evening of Wednesday 22 July at the post."""


def outsiders(town: Town) -> list[Account]:
    return [town.rina, town.bonar, town.tiur, town.yosef, town.dame, town.nobody]


def write(
    town: Town,
    text: str = "Patroli satu, aman.",
    *,
    at: datetime = TONIGHT,
    kind: LineKind = LineKind.NOTE,
    by: Account | None = None,
) -> LogbookLine:
    draft = LineDraft(text, at, kind)
    writer = now(by or town.sahat)
    return services.write_line(town.melati.pk, draft, by=writer, at=at)


def texts(town: Town, night: datetime = TONIGHT) -> list[str | None]:
    read = services.read_logbook(
        town.melati.pk, night.date(), by=now(town.sahat), at=night
    )
    return [one.text for one in read]


# Writing and reading


def test_what_a_member_writes_the_others_read(town: Town) -> None:
    first = write(town, "  Patroli satu,\taman. ")
    second = write(town, "Pohon tumbang di jalan.", kind=LineKind.EVENT, by=town.marni)

    assert (first.number, second.number, second.night) == (1, 2, TODAY)
    assert texts(town) == ["Patroli satu, aman.", "Pohon tumbang di jalan."]
    assert acts("logbook", town.melati.pk) == ["logbook.written", "logbook.written"]
    assert selectors.logbook_breaks(now(town.sahat), town.melati.pk) == []


def test_half_past_midnight_stands_in_the_night_before(town: Town) -> None:
    line = write(town, at=NOON + timedelta(hours=12, minutes=30))

    assert line.night == TODAY


def attempts(post: UUID, line: LogbookLine, by: Principal) -> list[Act]:
    """What somebody who does not belong here might try."""
    return [
        lambda: services.write_line(post, LineDraft("Halo", NOON), by=by, at=NOON),
        lambda: services.correct_line(line.pk, "Lain", by=by, at=TONIGHT),
        lambda: services.erase_line(line.pk, by=by, at=TONIGHT),
        lambda: services.read_logbook(post, TODAY, by=by, at=TONIGHT),
        lambda: services.read_handover(post, TODAY, by=by, at=TONIGHT),
        lambda: selectors.logbook_breaks(by, post),
    ]


def test_nobody_else_writes_or_reads_whatever_their_rank(town: Town) -> None:
    line = write(town)
    post = town.melati.pk
    for who in outsiders(town):
        by = now(who)
        for attempt in attempts(post, line, by):
            with pytest.raises((NotAllowed, NotFound)):
                attempt()
    assert texts(town) == ["Patroli satu, aman."]


@pytest.mark.parametrize(
    ("text", "at", "field"),
    [
        (" \n", TONIGHT, "text"),
        ("x" * (TEXT_LENGTH + 1), TONIGHT, "text"),
        ("Nanti malam ramai", TONIGHT + HOUR, "happened_at"),
    ],
)
def test_nothing_is_no_line_and_tomorrow_is_not_over(
    town: Town, text: str, at: datetime, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.write_line(
            town.melati.pk, LineDraft(text, at), by=now(town.sahat), at=TONIGHT
        )
    assert set(refusal.value.problems) == {field}


def test_the_text_is_nowhere_in_the_database(town: Town) -> None:
    write(town, "Rahasia dapur")

    with connection.cursor() as cursor:
        for statement in (
            "select string_agg(t::text, '') from watch_logbookline t",
            "select string_agg(t::text, '') from watch_logbookkey t",
            "select string_agg(t::text, '') from ledger_line t",
        ):
            cursor.execute(statement)
            (whole,) = cursor.fetchone()
            assert "Rahasia" not in whole
            assert b"Rahasia".hex() not in whole


def test_reading_stands_on_the_ledger(town: Town) -> None:
    line = write(town)
    key = LogbookKey.objects.everywhere(because="test").get(line=line)

    texts(town)

    (opened,) = lines_about(f"logbookkey:{key.pk}")
    assert (opened.act, opened.facts["because"]) == ("seal.opened", "logbook.read")


# Corrections, hand-over, erasing


def test_a_correction_is_a_new_line_that_names_the_old(town: Town) -> None:
    old = write(town, "Tiga orang lewat.")

    new = services.correct_line(
        old.pk, "Dua orang lewat.", by=now(town.marni), at=TONIGHT + DAY
    )

    assert (new.number, new.night, new.corrects_id) == (2, old.night, old.pk)
    read = services.read_logbook(
        town.melati.pk, TODAY, by=now(town.sahat), at=TONIGHT + DAY
    )
    assert [(o.text, o.corrects, o.corrected_by) for o in read] == [
        ("Tiga orang lewat.", None, (2,)),
        ("Dua orang lewat.", 1, ()),
    ]
    assert selectors.logbook_breaks(now(town.sahat), town.melati.pk) == []
    with pytest.raises(Invalid):
        services.correct_line(old.pk, " ", by=now(town.marni), at=TONIGHT)
    with pytest.raises(NotFound):
        services.correct_line(uuid4(), "Lain", by=now(town.marni), at=TONIGHT)


def test_a_night_is_handed_to_the_next_as_it_was_put_right(town: Town) -> None:
    post, sahat = town.melati.pk, now(town.sahat)
    assert services.read_handover(post, TODAY + DAY, by=sahat, at=TONIGHT) == []
    left = write(town, "Senter rusak satu.", kind=LineKind.HANDOVER)
    write(town, "Bukan serah terima.")
    services.correct_line(left.pk, "Senter rusak dua.", by=sahat, at=TONIGHT)

    told = services.read_handover(post, TODAY + 2 * DAY, by=sahat, at=TONIGHT + 2 * DAY)

    assert [(one.text, one.night) for one in told] == [("Senter rusak dua.", TODAY)]
    assert services.read_handover(post, TODAY, by=sahat, at=TONIGHT) == []


def test_no_note_for_the_next_watch_hides_another(town: Town) -> None:
    post, sahat = town.melati.pk, now(town.sahat)
    first = write(town, "Kunci di warung.", kind=LineKind.HANDOVER)
    write(town, "Senter rusak.", kind=LineKind.HANDOVER)
    gone = write(town, "Nama seseorang.", kind=LineKind.HANDOVER)
    again = services.correct_line(first.pk, "Kunci di masjid.", by=sahat, at=TONIGHT)
    services.correct_line(again.pk, "Kunci di balai.", by=sahat, at=TONIGHT)
    services.erase_line(gone.pk, by=now(town.marni), at=TONIGHT)

    told = services.read_handover(post, TODAY + DAY, by=sahat, at=TONIGHT)

    assert [one.text for one in told] == ["Kunci di balai.", "Senter rusak."]


@pytest.mark.django_db(transaction=True)
def test_a_line_that_is_sent_twice_is_written_once(town: Town) -> None:
    post, sahat, once = town.melati.pk, now(town.sahat), uuid4()
    draft = LineDraft("Patroli satu.", TONIGHT)

    def send(text: str = "Patroli satu.") -> LogbookLine:
        said = replace(draft, text=text)
        return services.write_line(post, said, by=sahat, at=TONIGHT, once=once)

    assert at_once(send, send) == ["done", "done"]
    assert send().number == 1
    assert send("Patroli dua.").number == 2
    corrected = {
        services.correct_line(
            send().pk, "Aman.", by=sahat, at=TONIGHT, once=once
        ).number
        for _again in range(2)
    }
    assert corrected == {3}
    assert selectors.logbook_breaks(sahat, post) == []


def test_one_line_is_opened_for_its_own_residents_alone(town: Town) -> None:
    line = write(town, "Gerbang terbuka.")
    opened = services.read_line(line.pk, by=now(town.marni), at=TONIGHT)
    assert opened.text == "Gerbang terbuka."
    for account in outsiders(town):
        with pytest.raises(Refusal):
            services.read_line(line.pk, by=now(account), at=TONIGHT)


def test_an_erased_text_is_gone_and_the_chain_is_whole(town: Town) -> None:
    line = write(town, "Ada nama yang tak perlu.")
    write(town, "Aman.")
    with pytest.raises(NotAllowed):
        services.erase_line(line.pk, by=now(town.sahat), at=TONIGHT)

    for _ in range(2):
        services.erase_line(line.pk, by=now(town.marni), at=TONIGHT)

    assert texts(town) == [None, "Aman."]
    assert selectors.logbook_breaks(now(town.marni), town.melati.pk) == []
    assert acts("logbook", town.melati.pk).count("logbook.erased") == 1


def test_new_keys_change_no_line(town: Town) -> None:
    write(town, "Aman.")

    rotate_keys(by=operator(), at=TONIGHT)

    assert texts(town) == ["Aman."]
    assert selectors.logbook_breaks(now(town.sahat), town.melati.pk) == []


# The chain


CHANGES = (
    "update watch_logbookline set kind = 'event'",
    "delete from watch_logbookline",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_line_is_never_changed(town: Town, change: str) -> None:
    write(town)
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def tamper(statement: str, *params: int | bytes) -> None:
    """Change rows as somebody would who owns the database."""
    with connection.cursor() as cursor:
        table = "alter table watch_logbookline"
        cursor.execute("set constraints all immediate")
        cursor.execute(f"{table} disable trigger watch_logbookline_stays")
        cursor.execute(statement, params)
        cursor.execute("set constraints all immediate")
        cursor.execute(f"{table} enable trigger watch_logbookline_stays")


TAMPERING = {
    "another text": ("update watch_logbookline set body = 'x' where number = 2", 2),
    "another hour": (
        "update watch_logbookline set happened_at = happened_at - interval '1 hour'"
        " where number = 1",
        1,
    ),
    "another night": (
        "update watch_logbookline set night = night - 1 where number = 3",
        3,
    ),
    "another writer": (
        "update watch_logbookline set written_by_id = null where number = 2",
        2,
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_a_changed_line_is_found(town: Town, how: str) -> None:
    for _ in range(3):
        write(town)
    statement, number = TAMPERING[how]

    tamper(statement)

    assert selectors.logbook_breaks(now(town.marni), town.melati.pk) == [
        Break(number, BreakKind.CHANGED)
    ]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_missing_line_is_found_also_the_last(town: Town, number: int) -> None:
    for _ in range(3):
        write(town)

    tamper(
        "delete from watch_logbookkey where line_id in"
        " (select id from watch_logbookline where number = %s)",
        number,
    )
    tamper("delete from watch_logbookline where number = %s", number)

    assert selectors.logbook_breaks(now(town.marni), town.melati.pk) == [
        Break(number, BreakKind.MISSING)
    ]


def test_who_computes_the_whole_chain_anew_still_contradicts_the_ledger(
    town: Town,
) -> None:
    for _ in range(3):
        write(town)
    rows = list(LogbookLine.objects.everywhere(because="test").order_by("number"))
    before = start_of(town.melati.pk)
    for row in rows:
        changed = replace(selectors.chained(row), written_by=None)
        before = digest_of(changed, before)
        tamper(
            "update watch_logbookline set written_by_id = null, digest = %s"
            " where number = %s",
            before,
            row.number,
        )
    Logbook.objects.everywhere(because="test").update(digest=before)

    found = selectors.logbook_breaks(now(town.marni), town.melati.pk)

    assert found == [Break(n, BreakKind.CHANGED) for n in (1, 2, 3)]


def chain(count: int, post_id: UUID) -> list[Chained]:
    before, lines = start_of(post_id), []
    for number in range(1, count + 1):
        bare = Chained(
            number=number,
            line_id=uuid4(),
            night=TODAY,
            kind="note",
            corrects=None,
            written_by=None,
            happened_at=NOON,
            written_at=NOON,
            body=bytes([number]),
        )
        before = digest_of(bare, before)
        lines.append(replace(bare, digest=before))
    return lines


@given(st.integers(2, 8), st.data())
def test_a_whole_chain_has_no_break_and_any_other_has_one(
    count: int, data: st.DataObject
) -> None:
    post = uuid4()
    lines = chain(count, post)
    assert breaks(post, lines, count, {}) == []
    assert breaks(uuid4(), lines, count, {}) != []
    cut = data.draw(st.integers(0, count - 1))
    assert breaks(post, lines[:cut] + lines[cut + 1 :], count, {}) == [
        Break(cut + 1, BreakKind.MISSING)
    ]
    swapped = data.draw(st.permutations(lines))
    assert (breaks(post, swapped, count, {}) == []) == (swapped == lines)
    changed = [replace(lines[cut], body=b"else")]
    other = lines[:cut] + changed + lines[cut + 1 :]
    assert breaks(post, other, count, {}) == [Break(cut + 1, BreakKind.CHANGED)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_both_are_in_the_chain(town: Town) -> None:
    results = at_once(
        lambda: write(town, "Dari Sahat"),
        lambda: write(town, "Dari Marni", by=town.marni),
    )

    assert results == ["done", "done"]
    assert sorted(str(text) for text in texts(town)) == ["Dari Marni", "Dari Sahat"]
    assert selectors.logbook_breaks(now(town.marni), town.melati.pk) == []


def test_two_posts_keep_two_books(town: Town) -> None:
    write(town)
    draft = LineDraft("Dahlia aman.", TONIGHT)
    other = services.write_line(town.dahlia.pk, draft, by=now(town.dame), at=TONIGHT)

    assert other.number == 1
    assert texts(town) == ["Patroli satu, aman."]
    with pytest.raises(NotFound):
        services.correct_line(other.pk, "Lain", by=now(town.marni), at=TONIGHT)


def test_the_second_wall_shows_a_book_to_who_belongs_to_the_post_alone(
    town: Town,
) -> None:
    line = write(town)
    for who, seen in [(town.sahat, 1), *((one, 0) for one in outsiders(town))]:
        with transaction.atomic(), connection.cursor() as cursor:
            rls.enter(now(who))
            cursor.execute(f"set local role {rls.APP}")
            cursor.execute(
                "select (select count(*) from watch_logbook),"
                " (select count(*) from watch_logbookline),"
                " (select count(*) from watch_logbookkey)"
            )
            assert cursor.fetchone() == (seen,) * 3, who
            cursor.execute("reset role")
    with transaction.atomic(), connection.cursor() as cursor:
        rls.enter(now(town.marni))
        cursor.execute(f"set local role {rls.APP}")
        write(town, "Di balik dinding")
        services.correct_line(line.pk, "Benar", by=now(town.marni), at=TONIGHT)
        services.erase_line(line.pk, by=now(town.marni), at=TONIGHT)
        assert texts(town) == [None, "Di balik dinding", "Benar"]
        assert selectors.logbook_breaks(now(town.marni), town.melati.pk) == []
        cursor.execute("reset role")


@given(st.text(), st.binary(min_size=32, max_size=32))
def test_an_envelope_opens_with_its_own_key_and_in_its_own_place(
    text: str, key: bytes
) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    closed = enclose(clean, key, "here")

    assert unfold(closed, key, "here") == clean
    for content, opener, place in (
        (closed, key, "there"),
        (closed, bytes(b ^ 1 for b in key), "here"),
        (closed[:-1] + bytes([closed[-1] ^ 1]), key, "here"),
    ):
        with pytest.raises(EnvelopeBroken):
            unfold(content, opener, place)


# Drills

DRILL = DrillDraft(TONIGHT, "theft", (95, 40, 60))


def drilled(town: Town) -> None:
    services.set_signals(
        town.melati.pk, {"theft": "2-2-2"}, by=now(town.marni), at=NOON
    )


def test_a_drill_keeps_the_signal_of_its_day_and_how_soon_it_was_answered(
    town: Town,
) -> None:
    drilled(town)
    drill = services.log_drill(town.melati.pk, DRILL, by=now(town.sahat), at=TONIGHT)
    services.set_signals(
        town.melati.pk, {"theft": "5-5-5"}, by=now(town.marni), at=TONIGHT
    )
    silent = replace(DRILL, held_at=TONIGHT + DAY, answers_s=())
    services.log_drill(town.melati.pk, silent, by=now(town.sahat), at=TONIGHT + DAY)

    for who in (town.sahat, town.rina):
        last, first = selectors.drills(now(who), town.melati.pk)
        assert (first.drill_id, first.strokes) == (drill.pk, "2-2-2")
        assert first.answers == Answers(3, 40, 60, 95)
        assert (last.strokes, last.answers) == ("5-5-5", Answers(0, None, None, None))
    for stranger in (town.yosef, town.dame, town.nobody):
        assert selectors.drills(now(stranger), town.melati.pk) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(DRILL, meaning="fire"), "meaning"),
        (replace(DRILL, held_at=TONIGHT + HOUR), "held_at"),
        (replace(DRILL, answers_s=(-1,)), "answers_s"),
        (replace(DRILL, answers_s=(5 * 3600,)), "answers_s"),
        (replace(DRILL, answers_s=(1,) * 201), "answers_s"),
    ],
)
def test_a_drill_that_cannot_be_is_refused(
    town: Town, wrong: DrillDraft, field: str
) -> None:
    drilled(town)
    with pytest.raises(Invalid) as refusal:
        services.log_drill(town.melati.pk, wrong, by=now(town.sahat), at=TONIGHT)
    assert set(refusal.value.problems) == {field}


def test_a_drill_is_the_posts_own_and_kept_once(town: Town) -> None:
    drilled(town)
    for who in outsiders(town):
        with pytest.raises(Refusal):
            services.log_drill(town.melati.pk, DRILL, by=now(who), at=TONIGHT)
    services.log_drill(town.melati.pk, DRILL, by=now(town.sahat), at=TONIGHT)
    with pytest.raises(Conflicting):
        services.log_drill(town.melati.pk, DRILL, by=now(town.marni), at=TONIGHT)
    assert Drill.objects.everywhere(because="test").count() == 1
    assert acts("post", town.melati.pk)[-1] == "drill.logged"


@given(st.lists(st.integers(0, 1000)))
def test_the_middle_answer_lies_between_first_and_last(seconds: list[int]) -> None:
    answers = answers_of(seconds)

    assert answers.count == len(seconds)
    if answers.median_s is not None:
        assert answers.first_s == min(seconds)
        assert answers.last_s == max(seconds)
        assert min(seconds) <= answers.median_s <= max(seconds)
