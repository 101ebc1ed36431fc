"""What superiors say to visits: who may, when, and who comes second."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from kentongan.beat.visits import selectors, services
from kentongan.beat.visits.models import Word
from kentongan.beat.visits.rules import Review
from kentongan.beat.visits.rules.drafts import Present
from kentongan.beat.visits.tests.makers import again, days_before, plain_id, record
from kentongan.ground.access.actors import operator
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound, Overtaken
from kentongan.ground.units.models import Office
from tests.cast import Town
from tests.make import NOON, acts, at_once, now

LATER = NOON + timedelta(hours=1)


def test_a_question_is_asked_answered_and_the_answer_approved(town: Town) -> None:
    visit = record(town, id=plain_id(sampled=True))
    assert visit in selectors.to_review(now(town.bonar), at=NOON)

    services.ask(visit.pk, "Lampunya sejak kapan mati?", by=now(town.bonar), at=NOON)
    assert list(selectors.questions_for(now(town.rina))) == [visit]
    assert visit not in selectors.to_review(now(town.bonar), at=NOON)

    services.answer(visit.pk, "Sejak Senin.", by=now(town.rina), at=LATER)
    assert visit in selectors.to_review(now(town.bonar), at=NOON)
    assert not selectors.questions_for(now(town.rina))

    services.approve(visit.pk, "Terima kasih", by=now(town.bonar), at=LATER)
    assert again(visit).review == Review.APPROVED
    assert not selectors.to_review(now(town.bonar), at=NOON)
    assert acts("visit", visit.pk) == [
        "visit.recorded",
        "visit.asked",
        "visit.answered",
        "visit.approved",
    ]
    said = Word.objects.filter(visit=visit)
    assert [word.by_officer for word in said] == [
        town.bonar.officer_id,
        town.rina.officer_id,
        town.bonar.officer_id,
    ]
    assert said[0].by_title == "Aipda Bonar Saragih, Kanit Binmas Polsek Firdaus"


def test_a_visit_is_set_aside_with_a_reason_and_stays_on_record(town: Town) -> None:
    visit = record(town)

    with pytest.raises(Invalid):
        services.set_aside(visit.pk, "  ", by=now(town.bonar), at=NOON)
    services.set_aside(visit.pk, "Tercatat dua kali", by=now(town.bonar), at=NOON)

    assert again(visit).review == Review.SET_ASIDE
    figures = selectors.figures(
        now(town.rina), since=NOON - timedelta(days=1), until=LATER
    )
    assert figures.made == 0


def judge(town: Town) -> list[Callable[..., object]]:
    visit = record(town)
    return [
        partial(services.ask, visit.pk, "Mengapa?", at=NOON),
        partial(services.approve, visit.pk, at=NOON),
        partial(services.set_aside, visit.pk, "Bukan", at=NOON),
    ]


def test_nobody_judges_the_own_visit(town: Town) -> None:
    for verdict in judge(town):
        with pytest.raises(NotAllowed):
            verdict(by=now(town.rina))


def test_strangers_residents_and_the_command_line_judge_nothing(town: Town) -> None:
    for verdict in judge(town):
        for who in (town.yosef, town.marni, town.nobody):
            with pytest.raises(NotFound):
                verdict(by=now(who))
        with pytest.raises(NotAllowed):
            verdict(by=operator())


def test_a_superior_who_took_part_does_not_judge_and_the_next_one_does(
    town: Town,
) -> None:
    visit = record(town, officers=(Present(officer_id=town.bonar.officer_id),))

    with pytest.raises(NotAllowed):
        services.approve(visit.pk, by=now(town.bonar), at=NOON)
    services.approve(visit.pk, by=now(town.tiur), at=NOON)
    assert again(visit).review == Review.APPROVED


def test_a_subordinate_of_who_took_part_does_not_judge(town: Town) -> None:
    visit = record(town, officers=(Present(officer_id=town.tiur.officer_id),))

    for who in (town.bonar, town.tiur):
        with pytest.raises(NotAllowed):
            services.approve(visit.pk, by=now(who), at=NOON)
    assert again(visit).review == Review.COUNTED


def test_who_only_made_a_statement_elsewhere_took_no_part(town: Town) -> None:
    visit = record(
        town, officers=(Present(officer_id=town.bonar.officer_id, on_site=False),)
    )
    services.approve(visit.pk, by=now(town.bonar), at=NOON)
    assert again(visit).review == Review.APPROVED


def test_an_answer_is_for_those_whose_visit_it_was(town: Town) -> None:
    visit = record(town)
    with pytest.raises(Overtaken):
        services.answer(visit.pk, "Nanti", by=now(town.rina), at=NOON)
    services.ask(visit.pk, "Mengapa?", by=now(town.bonar), at=NOON)

    with pytest.raises(NotAllowed):
        services.answer(visit.pk, "Karena.", by=now(town.tiur), at=NOON)
    with pytest.raises(Invalid):
        services.answer(visit.pk, "x" * 501, by=now(town.rina), at=NOON)
    services.answer(visit.pk, "Karena hujan.", by=now(town.rina), at=NOON)


def test_a_second_tap_on_the_same_button_says_nothing_twice(town: Town) -> None:
    visit = record(town)
    for _ in range(2):
        services.approve(visit.pk, by=now(town.bonar), at=NOON)

    assert Word.objects.filter(visit=visit).count() == 1
    with pytest.raises(Overtaken):
        services.approve(visit.pk, "Bagus", by=now(town.bonar), at=NOON)
    with pytest.raises(Overtaken):
        services.ask(visit.pk, "Mengapa?", by=now(town.tiur), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_judge_at_once_the_second_is_told_so(town: Town) -> None:
    visit = record(town, id=plain_id(sampled=True))
    bonar, tiur = now(town.bonar), now(town.tiur)

    told = at_once(
        partial(services.approve, visit.pk, by=bonar, at=NOON),
        partial(services.set_aside, visit.pk, "Bukan", by=tiur, at=NOON),
    )

    assert told == ["done", "overtaken"]
    assert Word.objects.filter(visit=visit).count() == 1
    assert again(visit).review in (Review.APPROVED, Review.SET_ASIDE)


def test_nobodys_desk_is_everybodys_who_may_judge(town: Town) -> None:
    Office.objects.filter(
        appointments__officer__in=[town.bonar.officer_id, town.tiur.officer_id]
    ).update(position="kasi_humas")
    visit = record(town, id=plain_id(sampled=True))
    assert visit.reviewer_office_id is None
    Office.objects.filter(position="kasi_humas", unit=town.polsek).update(
        position="kapolsek"
    )
    assert visit in selectors.to_review(now(town.bonar), at=NOON)
    assert not selectors.to_review(now(town.yosef), at=NOON)


def test_old_desks_show_the_oldest_first(town: Town) -> None:
    new = record(town, id=plain_id(sampled=True))
    old = record(town, id=plain_id(sampled=True), date=days_before(9))
    assert list(selectors.to_review(now(town.bonar), at=NOON)) == [old, new]
