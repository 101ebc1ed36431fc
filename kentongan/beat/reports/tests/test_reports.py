"""What residents tell: taken in once, and the sensitive seen by nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kentongan.beat.reports import selectors, services
from kentongan.beat.reports.models import Report
from kentongan.beat.reports.rules import SENSITIVE, Category, ReportDraft, telling
from kentongan.beat.watch.models import Post
from kentongan.ground.access.actors import operator
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.models import Line
from kentongan.ground.seals.fields import Sealed
from tests.cast import Town, build_town
from tests.make import NOON, acts, at_once, now

DAY = timedelta(days=1)
WORDS = "Balap liar tiap malam Minggu di simpang empat"
PEOPLE = ("rina", "bonar", "tiur", "yosef", "marni", "sahat", "nobody")


def draft_at(post: Post, category: Category = Category.YOUTH_AND_STREET) -> ReportDraft:
    return ReportDraft(
        category=category,
        text=WORDS,
        place_id=post.place_id,
        place=post.place,
        raised_by_role="Ibu PKK",
        post_id=post.pk,
    )


def again(row: Report) -> Report:
    return Report.objects.everywhere(because="test").get(pk=row.pk)


def test_a_report_is_taken_in_once_per_id(town: Town) -> None:
    chosen, draft = new_id(), draft_at(town.melati)

    for _ in range(2):
        row = services.take_in(draft, by=now(town.rina), at=NOON, id=chosen)

    assert (again(row).text, again(row).raised_by_role) == (WORDS, "Ibu PKK")
    assert acts("report", chosen) == ["report.taken-in"]
    with pytest.raises(Conflicting):
        other = replace(draft, text="Lain sama sekali")
        services.take_in(other, by=now(town.rina), at=NOON, id=chosen)


@pytest.mark.django_db(transaction=True)
def test_the_same_report_arriving_twice_at_once_is_one(town: Town) -> None:
    chosen, draft, rina = new_id(), draft_at(town.melati), now(town.rina)

    results = at_once(
        *[lambda: services.take_in(draft, by=rina, at=NOON, id=chosen)] * 2
    )

    assert results == ["done", "done"]
    assert acts("report", chosen) == ["report.taken-in"]


def test_nobody_takes_in_out_of_sight_or_nothing(town: Town) -> None:
    for who in (town.yosef, town.nobody):
        with pytest.raises(NotFound):
            services.take_in(draft_at(town.melati), by=now(who), at=NOON)
    for text in (" ", "\u200b", "x" * 4001):
        with pytest.raises(Invalid):
            nothing = replace(draft_at(town.melati), text=text)
            services.take_in(nothing, by=now(town.rina), at=NOON)


def test_each_reads_their_own_ground(town: Town) -> None:
    row = services.take_in(draft_at(town.melati), by=now(town.rina), at=NOON)

    seen = {who: len(selectors.reports(now(getattr(town, who)))) for who in PEOPLE}

    assert seen == {
        "rina": 1,
        "bonar": 1,
        "tiur": 1,
        "yosef": 0,
        "marni": 0,
        "sahat": 0,
        "nobody": 0,
    }
    assert selectors.report(now(town.rina), row.pk).text == WORDS
    with pytest.raises(NotFound):
        selectors.report(now(town.yosef), row.pk)


def test_a_sensitive_report_is_words_under_seal_alone(town: Town) -> None:
    draft = draft_at(town.melati, Category.VIOLENCE_AND_CHILDREN)
    row = services.take_in(draft, by=now(town.rina), at=NOON)

    row = again(row)
    assert (row.text, row.raised_by_role, row.text_key) == ("", "", "")
    assert isinstance(row.sealed_text, Sealed)
    line = Line.objects.everywhere(because="test").get(subject=f"report:{row.pk}")
    assert line.facts == {"sensitive": True}
    assert line.place == "12.18.04"


def test_the_sensitive_does_not_exist_for_who_may_not_read_it(town: Town) -> None:
    draft = draft_at(town.melati, Category.VIOLENCE_AND_CHILDREN)
    row = services.take_in(draft, by=now(town.rina), at=NOON)

    for who in ("rina", "bonar", "yosef", "marni", "nobody"):
        by = now(getattr(town, who))
        with pytest.raises(NotFound):
            services.open_report(row.pk, by=by, at=NOON, because="test")
        with pytest.raises(NotFound):
            selectors.report(by, row.pk)
    opened = services.open_report(row.pk, by=now(town.tiur), at=NOON, because="test")
    assert (opened.text, opened.raised_by_role) == (WORDS, "Ibu PKK")
    lines = Line.objects.everywhere(because="test").filter(act="seal.opened")
    assert lines.count() == 2
    assert {line.actor_id for line in lines} == {town.tiur.pk}


def test_a_plain_report_has_no_seal_to_open(town: Town) -> None:
    row = services.take_in(draft_at(town.melati), by=now(town.rina), at=NOON)

    with pytest.raises(NotFound):
        services.open_report(row.pk, by=now(town.tiur), at=NOON, because="test")


def test_any_report_can_be_restricted(town: Town) -> None:
    draft = replace(draft_at(town.melati, Category.OTHER), restricted=True)
    row = services.take_in(draft, by=now(town.rina), at=NOON)

    assert again(row).sensitive
    assert row.pk not in selectors.by_ids(now(town.rina), [row.pk])
    assert row.pk in selectors.by_ids(now(town.tiur), [row.pk])


def test_a_seal_is_not_opened_where_seals_are_not_ones_own(town: Town) -> None:
    draft = draft_at(town.melati, Category.VIOLENCE_AND_CHILDREN)
    row = services.take_in(draft, by=now(town.rina), at=NOON)
    tiur = now(town.tiur)
    reaches = {p: r for p, r in tiur.reaches.items() if p != "seal_open"}

    with pytest.raises(NotAllowed):
        by = replace(tiur, reaches=reaches)
        services.open_report(row.pk, by=by, at=NOON, because="test")


def test_the_database_too_refuses_sensitive_words_in_the_open(town: Town) -> None:
    draft = draft_at(town.melati, Category.VIOLENCE_AND_CHILDREN)
    row = services.take_in(draft, by=now(town.rina), at=NOON)
    rows = Report.objects.everywhere(because="test").filter(pk=row.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(text=WORDS)


# The same words elsewhere


def test_the_same_words_at_two_posts_are_found(town: Town) -> None:
    services.take_in(draft_at(town.melati), by=now(town.rina), at=NOON)
    louder = replace(draft_at(town.dahlia), text=f"{WORDS.upper()}!!")
    row = services.take_in(louder, by=now(town.rina), at=NOON)

    found = selectors.same_words(row.text_key, not_at_post=town.dahlia.pk)

    assert found == [town.melati.pk]
    assert selectors.same_words(row.text_key, not_at_post=town.melati.pk) == [
        town.dahlia.pk
    ]
    late = selectors.same_words(row.text_key, since=NOON + DAY)
    assert late == []
    assert selectors.same_words("") == []


def test_sensitive_words_are_never_compared(town: Town) -> None:
    draft = draft_at(town.melati, Category.VIOLENCE_AND_CHILDREN)
    services.take_in(draft, by=now(town.rina), at=NOON)

    assert selectors.same_words(services.text_key(WORDS)) == []


@pytest.mark.parametrize("text", ["aman", "Aman dan kondusif", "Nihil.", "a b c d"])
def test_few_words_say_the_same_everywhere_and_are_not_compared(text: str) -> None:
    assert telling(text) == ""


@given(st.text(max_size=80))
def test_writing_it_louder_is_writing_the_same(text: str) -> None:
    plain = telling(text.lower())
    assert telling(f"  {plain} ") == plain
    assert telling(plain.upper()) == plain


# Nobody learns of what they may not read


class Unseen(TestCase):
    """Two towns that differ in sensitive reports alone look the same from below."""

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(
        plain=st.lists(st.sampled_from(sorted(set(Category) - SENSITIVE)), max_size=4),
        hidden=st.lists(st.sampled_from(sorted(SENSITIVE)), min_size=1, max_size=4),
    )
    def test_sensitive_reports_change_nothing_that_others_see(
        self, plain: list[Category], hidden: list[Category]
    ) -> None:
        town = build_town()
        for category in plain:
            draft = draft_at(town.melati, category)
            services.take_in(draft, by=operator(), at=NOON)
        before = {who: self.view(town, who) for who in PEOPLE}

        ids = [
            services.take_in(draft_at(town.melati, c), by=operator(), at=NOON).pk
            for c in hidden
        ]

        for who in PEOPLE:
            after = self.view(town, who)
            if who == "tiur":
                assert after != before[who]
            else:
                assert after == before[who]
                assert not selectors.by_ids(now(getattr(town, who)), ids)

    def view(self, town: Town, who: str) -> object:
        """Everything that the selectors tell one person."""
        by = now(getattr(town, who))
        return (
            [row.pk for row in selectors.reports(by)],
            [row.pk for row in selectors.reports(by, place="12.18.04", since=NOON)],
            selectors.counts(by, since=NOON - DAY, until=NOON + DAY),
            selectors.readable(by).count(),
            selectors.same_words(services.text_key(WORDS)),
        )


def test_what_was_told_in_confidence_stays_so_whatever_it_is_about(town: Town) -> None:
    rows = [
        services.take_in(
            replace(draft_at(town.melati, category), text=text, restricted=closed),
            by=now(town.rina),
            at=NOON,
        )
        for category, text, closed in (
            (Category.CRIME, "Motor hilang di depan masjid", False),
            (Category.CRIME, "Ini hanya untuk petugas", True),
            (Category.DISPUTE, "Dua rumah berselisih soal pagar", False),
        )
    ]
    held = services.words_in_confidence(
        [row.pk for row in rows], public={Category.CRIME}, at=NOON
    )
    assert set(held) == {"Ini hanya untuk petugas", "Dua rumah berselisih soal pagar"}
