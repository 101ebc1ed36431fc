"""Calendars that phones keep up with, texts to share, and the poster of a month."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import typst
import vobject  # type: ignore[import-untyped]
from django.db import connection, transaction
from django.utils.translation import override
from icalendar import Calendar as ICalendar

from kentongan.beat.watch import services
from kentongan.beat.watch.documents import HERE
from kentongan.beat.watch.documents.calendars import calendar_bytes
from kentongan.beat.watch.documents.messages import month_text, night_text
from kentongan.beat.watch.documents.nights import night_name
from kentongan.beat.watch.documents.rosters import roster_data, roster_pdf
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.rosters import RosterState, TurnDraft
from kentongan.beat.watch.selectors import rosters as selectors
from kentongan.beat.watch.selectors.calendars import (
    Calendar,
    CalendarLine,
    calendar,
    calendar_by_secret,
)
from kentongan.beat.watch.tests.conftest import TOMORROW, Watch
from kentongan.ground.access import rls
from kentongan.ground.basics.errors import NotAllowed, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import Zone
from tests.make import NOON, TODAY, acts, now

DAY = timedelta(days=1)
LATER = NOON + timedelta(minutes=5)


def events(made: bytes) -> dict[str, Any]:
    """The events of a calendar file, by what stays the same of each."""
    return {str(e["uid"]): e for e in ICalendar.from_ical(made).walk("VEVENT")}


def own(watch: Watch, name: str = "sahat") -> Calendar:
    return calendar(watch.town.melati, watch.members[name].pk, TODAY)


# The file

SAMPLE = CalendarLine(
    uid="turn-1",
    night=TODAY,
    begins=NOON,
    ends=NOON,
    sequence=2,
    changed_at=NOON,
    is_cancelled=False,
)


@pytest.mark.parametrize(
    ("zone", "name", "offset"),
    [
        (Zone.WIB, "Asia/Jakarta", 7),
        (Zone.WITA, "Asia/Makassar", 8),
        (Zone.WIT, "Asia/Jayapura", 9),
    ],
)
def test_both_readers_find_the_night_at_its_hour_in_its_zone(
    zone: Zone, name: str, offset: int
) -> None:
    begins = datetime(2026, 7, 31, 22, 30, tzinfo=zone.info)
    line = replace(SAMPLE, begins=begins, ends=begins + timedelta(hours=5))
    hostile = "Pos; Melati, \\n \r\nATTACH:http://x " + "panjang " * 20
    made = calendar_bytes(Calendar(new_id(), hostile, zone, True, (line,)))

    assert all(len(row) <= 75 for row in made.split(b"\r\n"))
    assert b"\nATTACH" not in made
    (event,) = events(made).values()
    assert event["dtstart"].params["TZID"] == name
    assert event.decoded("dtstart") == begins
    assert event.decoded("dtend") - begins == timedelta(hours=5)
    (zoned,) = ICalendar.from_ical(made).walk("VTIMEZONE")
    assert str(zoned["tzid"]) == name
    (standard,) = zoned.subcomponents
    assert standard.decoded("tzoffsetto") == timedelta(hours=offset)
    read = vobject.readOne(made.decode())
    assert read.vevent.dtstart.value == begins
    assert read.vevent.sequence.value == "2"


def test_the_same_calendar_is_the_same_file_and_names_nobody(watch: Watch) -> None:
    made = calendar_bytes(own(watch))

    assert made == calendar_bytes(own(watch))
    assert len(events(made)) == 1
    told = made + calendar_bytes(calendar(watch.town.melati, None, TODAY))
    for name in (b"Sahat", b"Parlin", b"Tumpal", b"Marni"):
        assert name not in told


def test_a_turn_given_back_is_cancelled_under_the_same_name_and_a_higher_number(
    watch: Watch,
) -> None:
    ((uid, before),) = events(calendar_bytes(own(watch))).items()

    services.fall_ill(watch.turn("sahat").pk, by=now(watch.town.sahat), at=LATER)

    after = events(calendar_bytes(own(watch)))[uid]
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstamp") == LATER


def test_new_hours_move_every_night_from_their_day_on(watch: Watch) -> None:
    marni = now(watch.town.marni)
    before = [*own(watch).lines, *own(watch, "tumpal").lines]
    rules = NightRules(begins=time(23))
    services.agree(watch.town.melati.pk, rules, by=marni, at=LATER, from_date=TOMORROW)

    after = [*own(watch).lines, *own(watch, "tumpal").lines]

    assert [line.begins.hour for line in before] == [22, 22]
    assert [line.begins.hour for line in after] == [22, 23]
    assert [a.sequence - b.sequence for a, b in zip(after, before, strict=True)] == [
        0,
        1,
    ]


def test_a_night_that_is_no_longer_held_is_cancelled(watch: Watch) -> None:
    rules = NightRules(no_watch=frozenset({TODAY}))
    services.agree(watch.town.melati.pk, rules, by=now(watch.town.marni), at=LATER)

    (line,) = own(watch).lines

    assert line.is_cancelled


def test_the_number_of_a_posts_night_rises_with_every_change(watch: Watch) -> None:
    marni = now(watch.town.marni)

    def tonight() -> CalendarLine:
        return calendar(watch.town.melati, None, TODAY).lines[0]

    seen = [tonight()]
    turn = watch.turn("sahat")
    services.fall_ill(turn.pk, by=marni, at=NOON)
    seen.append(tonight())
    services.replace_turn(turn.pk, watch.members["tumpal"].pk, by=marni, at=NOON)
    seen.append(tonight())
    services.end_member(watch.members["parlin"].pk, by=marni, at=LATER)
    seen.append(tonight())
    services.agree(watch.town.melati.pk, NightRules(rounds=5), by=marni, at=LATER)
    seen.append(tonight())

    assert len({line.uid for line in seen}) == 1
    assert [line.heads for line in seen] == [2, 1, 2, 1, 1]
    numbers = [line.sequence for line in seen]
    assert numbers == sorted(set(numbers))


# Secret addresses


def test_a_secret_address_opens_one_calendar_until_another_is_given(
    watch: Watch,
) -> None:
    post, sahat = watch.town.melati.pk, now(watch.town.sahat)
    member = watch.members["sahat"].pk
    first = services.give_feed(post, member_id=member, by=sahat, at=NOON)
    second = services.give_feed(post, member_id=member, by=sahat, at=NOON)

    found = calendar_by_secret(second, TODAY)
    assert found is not None
    assert (found.is_own, len(found.lines)) == (True, 1)
    for guessed in (first, "", "x" * 32, "ü", second[:-1]):
        assert calendar_by_secret(guessed, TODAY) is None
    assert acts("post", post).count("feed.given") == 2
    services.end_member(member, by=now(watch.town.marni), at=NOON)
    assert calendar_by_secret(second, TODAY) is None


def test_the_posts_own_calendar_says_how_many(watch: Watch) -> None:
    post = watch.town.melati.pk
    secret = services.give_feed(post, by=now(watch.town.marni), at=NOON)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {rls.APP}")
        found = calendar_by_secret(secret, TODAY)
        cursor.execute("reset role")

    assert found is not None
    assert [line.heads for line in found.lines] == [2, 2]
    with override("en"):
        told = calendar_bytes(found)
    assert b"SUMMARY:Pos Melati: 2 people on watch" in told


def test_nobody_is_given_the_address_of_somebody_elses_calendar(
    watch: Watch,
) -> None:
    town, post = watch.town, watch.town.melati.pk
    ids = {name: member.pk for name, member in watch.members.items()}

    for who, whose in ((town.marni, "sahat"), (town.sahat, "tumpal")):
        with pytest.raises(NotAllowed):
            services.give_feed(post, member_id=ids[whose], by=now(who), at=NOON)
    for who in (town.sahat, town.rina, town.tiur):
        with pytest.raises(NotAllowed):
            services.give_feed(post, by=now(who), at=NOON)
    for who in (town.dame, town.yosef, town.nobody):
        with pytest.raises(NotFound):
            services.give_feed(post, by=now(who), at=NOON)
    with pytest.raises(NotFound):
        services.give_feed(post, member_id=new_id(), by=now(town.marni), at=NOON)
    assert services.give_feed(
        post, member_id=ids["parlin"], by=now(town.marni), at=NOON
    )


# Texts


@pytest.mark.parametrize(
    ("night", "name"),
    [
        (date(2026, 7, 22), "malam Kamis (Rabu 22/7)"),
        (date(2026, 12, 31), "malam Jumat (Kamis 31/12)"),
    ],
)
def test_a_night_is_called_by_the_day_that_it_leads_to(night: date, name: str) -> None:
    with override("id"):
        assert night_name(night) == name


def test_the_word_for_tonight_names_who_comes_and_what_is_free(watch: Watch) -> None:
    (mine,) = selectors.my_turns(now(watch.town.sahat), watch.town.melati.pk, TODAY)
    assert mine.hours is not None

    with override("id"):
        text = night_text("Pos Melati", TODAY, mine.hours, ["Sahat", "Ani"], wanted=3)
        full = night_text("Pos Melati", TODAY, mine.hours, ["Sahat"], wanted=1)

    assert text.splitlines()[:4] == [
        "*Pos Melati*, malam Kamis (Rabu 22/7)",
        "Jaga pukul 22.00 - 04.00:",
        "1. Sahat",
        "2. Ani",
    ]
    assert "1 tempat" in text
    assert "tempat" not in full


def test_a_members_month_is_the_members_own(watch: Watch) -> None:
    turns = selectors.my_turns(now(watch.town.sahat), watch.town.melati.pk, TODAY)

    with override("id"):
        text = month_text("Pos Melati", "Sahat", TODAY, turns)
        none = month_text("Pos Melati", "Ani", TODAY, [])

    assert "Juli 2026" in text
    assert text.splitlines()[1] == "- malam Kamis (Rabu 22/7), 22.00 - 04.00"
    assert "Ani" in none
    assert "belum" in none


# The poster


def test_the_poster_names_who_watches_and_how_even_it_is(watch: Watch) -> None:
    sahat = now(watch.town.sahat)
    page = selectors.roster(sahat, watch.town.melati.pk, TODAY)
    names = services.open_names(watch.town.melati.pk, by=sahat, at=NOON)

    with override("id"):
        data = roster_data(watch.town.melati, page, names, demo=True)
        made = roster_pdf(watch.town.melati, page, names, demo=True)
        again = roster_pdf(watch.town.melati, page, names, demo=True)

    tonight = data["nights"][0]
    assert (tonight["day"], tonight["names"]) == ("Rabu 22", ["Parlin", "Sahat"])
    assert data["nights"][2]["names"] == []
    assert (data["month"], data["draft"]) == ("Juli 2026", "")
    assert "1 giliran" in data["fair"]
    assert data["demo"].startswith("DEMO:")
    assert made.startswith(b"%PDF-")
    assert made == again


@pytest.mark.parametrize(
    ("heads", "length"), [(1, 8), (4, 8), (6, 14), (8, 20), (12, 20)]
)
def test_a_poster_is_one_page_for_up_to_a_dozen_a_night(
    watch: Watch, heads: int, length: int
) -> None:
    page = selectors.roster(now(watch.town.marni), watch.town.melati.pk, TODAY)
    data = roster_data(watch.town.melati, page, {}, demo=True)
    hostile = '#panic("x") $x$ *b*'
    data["name"] = "Pos " + "Sangat Panjang " * 7
    data["nights"] = [
        {
            "day": f"Rabu {n}",
            "pasaran": "Kliwon",
            "clock": "22.00 - 04.00",
            "names": [hostile.ljust(length, "x")[:length]] * heads,
        }
        for n in range(1, 32)
    ]

    pages = typst.compile(
        str(HERE / "roster.typ"),
        root=str(HERE),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        format="png",
        ppi=10,
    )

    assert isinstance(pages, bytes), f"{len(pages)} pages"


def test_a_draft_says_so_on_paper(watch: Watch) -> None:
    marni, post = now(watch.town.marni), watch.town.melati.pk
    month = date(2026, 8, 1)
    turns = [TurnDraft(month, watch.members["sahat"].pk)]
    services.draft_roster(post, month, turns, by=marni, at=NOON)

    page = selectors.roster(marni, post, month)

    assert page.state is RosterState.DRAFT
    assert roster_data(watch.town.melati, page, {}, demo=False)["draft"]
