"""Telling without an account: the receipt opens the report, and nobody knows whose it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import serializers
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.follow_ups import services as follow_ups
from kentongan.beat.follow_ups.rules import Answerer
from kentongan.beat.reports import selectors, services
from kentongan.beat.reports.models import Remark, Report
from kentongan.beat.reports.rules import Category
from kentongan.beat.reports.rules.alike import ALIKE, likeness
from kentongan.beat.reports.rules.receipts import (
    check_digit,
    grouped,
    read_receipt,
    receipt_from,
)
from kentongan.beat.reports.rules.threads import (
    LIFE,
    Closing,
    Level,
    Said,
    State,
    answer_by,
)
from kentongan.beat.reports.services import Pledge, Told
from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.models import Grant
from kentongan.ground.access.roles import Role
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.models import Line
from tests.cast import Town
from tests.make import LONG_AGO, NOON, TODAY, acts, at_once, make_account, now

LAMP = "Lampu simpang mati berminggu-minggu, motor balap liar tiap malam"
HOUR = timedelta(hours=1)


def told(town: Town, text: str = LAMP, **given: object) -> Told:
    base = Told(new_id(), Category.FACILITY, text, town.village.path)
    return replace(base, **given)  # type: ignore[arg-type]


def row_of(one: Told) -> Report:
    return Report.objects.everywhere(because="test").get(pk=one.id)


def test_what_is_told_reaches_its_officer_and_the_receipt_hears_the_answer(
    town: Town,
) -> None:
    one = told(town)
    receipt = services.tell(one, at=NOON)
    row = row_of(one)
    assert [r.pk for r in selectors.reports(now(town.rina))] == [one.id]
    assert row.office_id == now(town.rina).office_ids[0]

    services.ask(one.id, "Lampu yang dekat masjid?", by=now(town.rina), at=NOON + HOUR)
    services.reply(receipt, Said.ADDED, "Ya, yang itu.", at=NOON + 2 * HOUR)
    services.close(
        one.id,
        "Desa sudah mengganti lampunya.",
        closing=Closing.DONE,
        by=now(town.rina),
        at=NOON + 3 * HOUR,
    )
    heard = services.hear(receipt, at=NOON + 4 * HOUR)
    assert [(one.said, one.by_teller) for one in heard.remarks] == [
        ("asked", False),
        ("added", True),
        ("closed", False),
    ]
    assert (heard.report.state, heard.report.closing) == ("closed", "done")

    services.reply(receipt, Said.CONTESTED, "Semalam mati lagi.", at=NOON + 5 * HOUR)
    again = row_of(one)
    assert (again.state, again.reopened, again.closing) == ("in_hand", 1, "")
    assert again.first_answer_at == NOON + HOUR


def test_whoever_told_sees_what_was_promised_and_what_became_of_it(
    town: Town,
) -> None:
    one = told(town)
    receipt = services.tell(one, at=NOON)
    lamp = Pledge("Lampu diganti", Answerer.VILLAGE, "Kades", TODAY)
    for _ in range(2):  # sent twice is promised once
        services.pledge(one.id, lamp, by=now(town.rina), at=NOON)

    (word,) = services.hear(receipt, at=NOON).remarks
    assert (word.said, word.text) == ("promised", "Lampu diganti")
    assert word.promised is not None
    assert (word.promised.due, word.promised.state) == (TODAY, "open")
    follow_ups.declare_done(word.promised.pk, by=now(town.rina), at=NOON + HOUR)
    (word,) = services.hear(receipt, at=NOON).remarks
    assert word.promised is not None
    assert word.promised.state == "declared_done"


def test_nothing_is_promised_in_the_open_about_a_sealed_report(town: Town) -> None:
    one = told(town, "Petugas meminta uang", about_officials=True)
    services.tell(one, at=NOON)
    lamp = Pledge("Diperiksa", Answerer.POLICE)
    with pytest.raises(Conflicting):
        services.pledge(one.id, lamp, by=now(town.tiur), at=NOON)
    with pytest.raises(NotFound):
        services.pledge(one.id, lamp, by=now(town.rina), at=NOON)


def test_nothing_kept_names_who_told_without_a_name(town: Town) -> None:
    one = told(town, teller="Butet, 0812")
    receipt = services.tell(one, at=NOON)
    services.reply(receipt, Said.ADDED, "Masih mati.", at=NOON)

    assert row_of(one).sealed_teller is None
    said = Remark.objects.everywhere(because="test").get()
    assert (said.by_account, said.by_office, said.by_teller) == (None, "", True)
    rows = [row_of(one), said]
    whole = serializers.serialize("json", rows) + repr(
        list(Line.objects.everywhere(because="test").values())
    )
    for secret in ("Butet", "0812", receipt, receipt[:15]):
        assert secret not in whole


def test_sending_twice_is_one_report_with_one_receipt(town: Town) -> None:
    one = told(town)
    assert services.tell(one, at=NOON) == services.tell(one, at=NOON + HOUR)
    assert acts("report", one.id) == ["report.taken-in"]
    with pytest.raises(Conflicting):
        services.tell(replace(one, text="Lain sama sekali"), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_sending_twice_at_once_is_one_report(town: Town) -> None:
    one = told(town)
    results = at_once(*[lambda: services.tell(one, at=NOON)] * 2)
    assert results == ["done", "done"]
    assert acts("report", one.id) == ["report.taken-in"]


def test_another_number_opens_nothing(town: Town) -> None:
    receipt = services.tell(told(town), at=NOON)
    other = receipt_from(int(receipt[:15]) + 1)
    wrong = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    for typed in (other, wrong, "", "16 digits", receipt + "0", "٠" * 16):
        with pytest.raises(NotFound):
            services.hear(typed, at=NOON)
    assert services.hear(grouped(receipt), at=NOON).text == LAMP


def test_a_matter_of_violence_is_sealed_in_every_word(town: Town) -> None:
    one = told(town, "Tetangga dipukul tiap malam", shared=True)
    one = replace(one, category=Category.VIOLENCE_AND_CHILDREN)
    receipt = services.tell(one, at=NOON)
    tiur, rina = now(town.tiur), now(town.rina)

    assert not row_of(one).shared
    assert [r.pk for r in selectors.reports(rina)] == []
    with pytest.raises(NotFound):
        services.answer(one.id, "Kami datang", by=rina, at=NOON)
    services.answer(one.id, "Unit PPA menghubungi", by=tiur, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute(
            "select text from reports_remark union select text from reports_report"
        )
        assert cursor.fetchall() == [("",)]
    assert [one.text for one in services.hear(receipt, at=NOON).remarks] == [
        "Unit PPA menghubungi"
    ]
    opened = services.open_thread(one.id, by=tiur, at=NOON, because="test")
    assert opened[one.id] == "Tetangga dipukul tiap malam"
    with pytest.raises(NotFound):
        services.open_thread(one.id, by=rina, at=NOON, because="test")


def test_a_report_about_an_officer_passes_by_her(town: Town) -> None:
    one = told(town, "Petugas meminta uang", about_officials=True)
    services.tell(one, at=NOON)
    seen = {
        who: len(selectors.reports(now(getattr(town, who))))
        for who in ("rina", "bonar", "tiur", "yosef", "marni")
    }
    assert seen == {"rina": 0, "bonar": 0, "tiur": 1, "yosef": 0, "marni": 0}


@pytest.mark.parametrize(
    ("level", "by_rina", "by_tiur"),
    [
        (Level.ANONYMOUS, NotFound, NotFound),
        (Level.CONFIDENTIAL, NotAllowed, None),
        (Level.NAMED, None, None),
    ],
)
def test_a_name_opens_to_whom_it_was_given(
    town: Town,
    level: Level,
    by_rina: type[Exception] | None,
    by_tiur: type[Exception] | None,
) -> None:
    one = told(town, level=level, teller="Butet, 0812")
    services.tell(one, at=NOON)
    for who, refused in ((town.rina, by_rina), (town.tiur, by_tiur)):
        if refused is not None:
            with pytest.raises(refused):
                services.open_teller(one.id, by=now(who), at=NOON, because="test")
        else:
            opened = services.open_teller(one.id, by=now(who), at=NOON, because="test")
            assert opened == "Butet, 0812"
    assert (
        "seal.opened" in {line.act for line in Line.objects.everywhere(because="test")}
    ) == (by_tiur is None)


def test_only_things_are_shared_with_the_village(town: Town) -> None:
    lamp, theft = told(town, shared=True), told(town, shared=True)
    theft = replace(theft, category=Category.CRIME)
    for one in (lamp, theft):
        services.tell(one, at=NOON)
    assert (row_of(lamp).shared, row_of(theft).shared) == (True, False)


def test_the_village_reads_and_answers_what_was_shared_and_no_more(town: Town) -> None:
    lamp, other = told(town, shared=True), told(town, "Pagar balai desa roboh")
    elsewhere = told(town, "Banjir di jalan", shared=True)
    elsewhere = replace(elsewhere, village=town.places["12.18.04.2023"].path)
    for one in (lamp, other, elsewhere):
        services.tell(one, at=NOON)
    head = make_account("kades")
    Grant.objects.create(
        account=head,
        role=Role.VILLAGE_HEAD,
        place=town.village.path,
        held_from=LONG_AGO,
    )

    assert [row.pk for row in selectors.reports(now(head))] == [lamp.id]
    services.answer(lamp.id, "Besok diganti", by=now(head), at=NOON)
    for hidden in (other, elsewhere):
        with pytest.raises(NotFound):
            services.answer(hidden.id, "Besok", by=now(head), at=NOON)


def test_two_that_say_the_same_are_offered_and_each_keeps_its_receipt(
    town: Town,
) -> None:
    first = told(town)
    second = told(town, "lmpu simpang padam, tiap mlm motor balapan liar")
    third = told(town, "Ayam hilang dua ekor dari kandang belakang rumah")
    receipts = [services.tell(one, at=NOON) for one in (first, second, third)]
    rina = now(town.rina)

    assert [one.pk for one in selectors.alike(rina, row_of(second))] == [first.id]
    services.merge(second.id, first.id, "Sama dengan laporan lain.", by=rina, at=NOON)
    merged = services.hear(receipts[1], at=NOON).report
    assert (merged.closing, merged.merged_into) == ("duplicate", first.id)
    assert services.hear(receipts[0], at=NOON).report.state == "received"
    for into in (second.id, third.id):
        with pytest.raises(Conflicting):
            services.merge(into, second.id, "Sama", by=rina, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_merged_into_each_other_at_once_do_not_both_close(town: Town) -> None:
    one, two = told(town), told(town)
    for each in (one, two):
        services.tell(each, at=NOON)
    rina = now(town.rina)
    results = at_once(
        lambda: services.merge(one.id, two.id, "Sama", by=rina, at=NOON),
        lambda: services.merge(two.id, one.id, "Sama", by=rina, at=NOON),
    )
    assert sorted(results) == ["conflicting", "done"]
    assert sorted(row_of(each).state for each in (one, two)) == ["closed", "received"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_once_one_is_told(town: Town) -> None:
    one = told(town)
    services.tell(one, at=NOON)

    def close(by: Principal, closing: Closing) -> object:
        return services.close(one.id, f"{closing}", closing=closing, by=by, at=NOON)

    results = at_once(
        lambda: close(now(town.rina), Closing.DONE),
        lambda: close(now(town.bonar), Closing.UNFOUNDED),
    )
    assert sorted(results) == ["done", "overtaken"]
    assert Remark.objects.everywhere(because="test").count() == 1


def test_a_closed_report_takes_no_answer_and_an_open_one_no_verdict(town: Town) -> None:
    one = told(town)
    receipt = services.tell(one, at=NOON)
    rina = now(town.rina)
    with pytest.raises(Overtaken):
        services.reply(receipt, Said.AGREED, "", at=NOON)
    services.close(one.id, "Sudah", closing=Closing.DONE, by=rina, at=NOON)
    with pytest.raises(Overtaken):
        services.answer(one.id, "Masih", by=rina, at=NOON)
    assert services.reply(receipt, Said.AGREED, "", at=NOON).agreed
    with pytest.raises(Invalid):
        services.reply(receipt, Said.CONTESTED, " ", at=NOON)


def test_figures_count_those_who_still_wait(town: Town) -> None:
    rina = now(town.rina)
    for days in (1, 5, None):
        one = told(town)
        services.tell(one, at=NOON)
        if days is not None:
            at = NOON + timedelta(days=days)
            services.answer(one.id, f"Hari ke-{days}", by=rina, at=at)
    found = selectors.figures(rina, since=NOON, until=NOON + timedelta(days=30))
    assert (found.told, found.answered, found.closed) == (3, 2, 0)
    assert (found.median_answer_days, found.median_closing_days) == (5, None)


def test_the_second_wall_shows_whoever_tells_no_other_report(town: Town) -> None:
    first = told(town)
    receipt = services.tell(first, at=NOON)
    elsewhere = told(town)
    elsewhere = replace(elsewhere, village=town.places["12.18.05.2001"].path)
    services.tell(elsewhere, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('kentongan.reach', '', true)")
        cursor.execute(f"set local role {rls.APP}")
        cursor.execute("select count(*) from reports_report")
        assert cursor.fetchone() == (0,)
        assert services.hear(receipt, at=NOON).report.pk == first.id
        cursor.execute("select id from reports_report")
        assert cursor.fetchall() == [(first.id,)]
        cursor.execute("reset role")


@given(st.integers(min_value=0), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_no_receipt(noise: int, where: int, off: int) -> None:
    receipt = receipt_from(noise)
    assert read_receipt(grouped(receipt)) == receipt
    digit = str((int(receipt[where]) + off) % 10)
    assert read_receipt(receipt[:where] + digit + receipt[where + 1 :]) is None


def test_the_check_digit_is_that_of_the_standard() -> None:
    assert check_digit("7992739871") == "3"


def test_every_word_leads_to_a_state_and_only_the_teller_reopens() -> None:
    assert set(LIFE) == set(Said)
    reopens = [s for s, step in LIFE.items() if State.CLOSED in step.before]
    assert all(LIFE[said].by_teller for said in reopens)


def test_a_first_word_is_due_in_three_working_days() -> None:
    assert answer_by(date(2026, 11, 20)) == date(2026, 11, 25)  # over a weekend
    assert answer_by(date(2026, 12, 23)) > date(2026, 12, 28)  # over Christmas
    assert answer_by(date(2040, 11, 16)) == date(2040, 11, 21)  # no holidays known yet


@pytest.mark.parametrize(
    ("one", "other", "place", "same"),
    [
        ("kereta hilang di pajak", "motor dicuri di pasar", "12", False),
        ("kereta hilang di pajak", "sepmor hilang dekat pajak", "12", True),
        ("ada yang ngebut di jln besar", "balapan liar di jalan besar", "32", True),
        ("banjir di dusun dua", "maling ayam di dusun lima", "12", False),
    ],
)
def test_words_of_the_street_are_understood(
    one: str, other: str, place: str, same: bool
) -> None:
    assert (likeness(one, other, place=place) >= ALIKE) == same
