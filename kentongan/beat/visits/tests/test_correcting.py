"""Corrections: a new version, the old one kept, the verdict open again."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.services import declare_done
from kentongan.beat.reports.models import Report
from kentongan.beat.visits import selectors, services
from kentongan.beat.visits.models import Version
from kentongan.beat.visits.rules import Review
from kentongan.beat.visits.rules.drafts import Civilian, Pledge, Told
from kentongan.beat.visits.services.exporting import export
from kentongan.beat.visits.tests.makers import (
    PERFECT,
    again,
    full_draft,
    stored,
    visit_draft,
)
from kentongan.ground.access.actors import operator
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.seals.fields import Sealed
from tests.cast import Town
from tests.make import NOON, acts, at_once, now

LATER = NOON + timedelta(hours=1)


def promises() -> dict[str, str]:
    rows = FollowUp.objects.everywhere(because="test")
    return dict(rows.values_list("text", "state"))


def test_a_correction_is_a_new_version_and_keeps_the_old_one(town: Town) -> None:
    first = full_draft(town)
    visit = services.record(first, by=now(town.rina), at=NOON)
    second = replace(first, outcome="Lain sekali", items=PERFECT[:5])

    services.correct(visit.pk, second, by=now(town.rina), at=LATER)

    now_it_says = again(visit)
    assert (now_it_says.version, now_it_says.outcome) == (2, "Lain sekali")
    assert now_it_says.inspection.items.count() == 5
    assert now_it_says.attendance.count() == 4
    kept = Version.objects.get(visit=visit)
    assert (kept.version, kept.digest) == (1, visit.digest)
    assert isinstance(kept.content, Sealed)
    assert acts("visit", visit.pk)[-1] == "visit.corrected"
    page = selectors.visit(now(town.rina), visit.pk)
    assert [version.version for version in page.versions] == [1]


def test_corrections_and_what_they_replaced_are_stored_once(town: Town) -> None:
    first = full_draft(town)
    visit = services.record(first, by=now(town.rina), at=NOON)
    second = replace(first, outcome="Lain sekali", corrects=first.id)

    for draft in (second, second, first, second):
        services.take_in(draft, by=now(town.rina), at=LATER)

    assert again(visit).version == 2
    assert again(visit).outcome == "Lain sekali"
    assert stored() == 1


def test_a_correction_of_nothing_is_refused(town: Town) -> None:
    with pytest.raises(Invalid) as refusal:
        services.record(
            visit_draft(town, corrects=new_id()), by=now(town.rina), at=NOON
        )
    assert set(refusal.value.problems) == {"corrects"}


def test_only_who_may_corrects(town: Town) -> None:
    first = visit_draft(town)
    visit = services.record(first, by=now(town.rina), at=NOON)
    second = replace(first, outcome="Lain")

    for who, refusal in (
        (town.yosef, NotFound),
        (town.marni, NotFound),
        (town.nobody, NotFound),
    ):
        with pytest.raises(refusal):
            services.correct(visit.pk, second, by=now(who), at=LATER)
    assert again(visit).version == 1


def test_a_superior_corrects_without_taking_the_visit_over(town: Town) -> None:
    first = visit_draft(town)
    visit = services.record(first, by=now(town.rina), at=NOON)

    services.correct(
        visit.pk, replace(first, outcome="Lain"), by=now(town.bonar), at=LATER
    )

    kept = again(visit)
    assert kept.office_id == visit.office_id
    assert kept.recorded_by == town.rina.pk
    assert [row.officer_id for row in kept.attendance.all()] == [town.rina.officer_id]


def test_correcting_opens_the_verdict_again(town: Town) -> None:
    first = visit_draft(town)
    visit = services.record(first, by=now(town.rina), at=NOON)
    services.approve(visit.pk, by=now(town.bonar), at=NOON)

    services.correct(
        visit.pk, replace(first, outcome="Lain"), by=now(town.rina), at=LATER
    )

    assert again(visit).review == Review.FLAGGED
    assert visit in selectors.to_review(now(town.bonar), at=LATER)
    services.approve(visit.pk, by=now(town.bonar), at=LATER)
    assert again(visit).review == Review.APPROVED


def test_what_is_no_longer_promised_is_withdrawn_unless_somebody_answered(
    town: Town,
) -> None:
    first = full_draft(
        town, pledges=(Pledge("Satu", "Kades"), Pledge("Dua", "PLN"), Pledge("Tiga"))
    )
    visit = services.record(first, by=now(town.rina), at=NOON)
    answered = FollowUp.objects.everywhere(because="test").get(text="Dua")
    declare_done(answered.pk, "Sudah", by=now(town.rina), at=NOON)

    second = replace(first, pledges=(Pledge("Tiga"), Pledge("Empat")))
    services.correct(visit.pk, second, by=now(town.rina), at=LATER)

    assert promises() == {
        "Satu": "withdrawn",
        "Dua": "declared_done",
        "Tiga": "open",
        "Empat": "open",
    }
    page = selectors.visit(now(town.rina), visit.pk)
    assert [one.text for one in page.follow_ups] == ["Tiga", "Empat"]


def test_information_that_is_still_told_stays_the_same_report(town: Town) -> None:
    kept = Told("Sepeda motor dicoba dibawa orang", "crime")
    first = full_draft(town, information=(Told("Lampu mati"), kept))
    visit = services.record(first, by=now(town.rina), at=NOON)
    report = visit.heard.get(category="crime").report_id

    second = replace(first, information=(kept, Told("Jalan rusak", "facility")))
    services.correct(visit.pk, second, by=now(town.rina), at=LATER)

    assert [one.report_id == report for one in visit.heard.all()] == [True, False]
    assert Report.objects.everywhere(because="test").count() == 3


def test_a_corrected_visit_is_handed_out_as_it_was_corrected(town: Town) -> None:
    first = full_draft(town)
    visit = services.record(first, by=now(town.rina), at=NOON)
    second = replace(first, civilians=(Civilian("warga", "Butet", consent="agreed"),))
    services.correct(visit.pk, second, by=now(town.rina), at=LATER)

    (told,) = export(by=operator(), at=LATER)
    assert told["attendees"] == [{"name": "Butet", "role": "warga"}]


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_both_kept_one_after_the_other(
    town: Town,
) -> None:
    first = visit_draft(town)
    visit = services.record(first, by=now(town.rina), at=NOON)
    rina, bonar = now(town.rina), now(town.bonar)

    told = at_once(
        partial(
            services.correct, visit.pk, replace(first, outcome="A"), by=rina, at=LATER
        ),
        partial(
            services.correct, visit.pk, replace(first, outcome="B"), by=bonar, at=LATER
        ),
    )

    assert told == ["done", "done"]
    assert again(visit).version == 3
    assert Version.objects.filter(visit=visit).count() == 2


def test_who_sees_without_correcting_is_told_so(town: Town) -> None:
    first = visit_draft(town)
    visit = services.record(first, by=now(town.rina), at=NOON)
    looks_only = now(town.tiur)
    reaches = {k: v for k, v in looks_only.reaches.items() if k != "visit_correct"}
    with pytest.raises(NotAllowed):
        services.correct(
            visit.pk, first, by=replace(looks_only, reaches=reaches), at=LATER
        )
