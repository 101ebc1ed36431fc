"""Asking for a roster: once at a time, answered behind the pages, by who may."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from kentongan.beat.watch import services as watch
from kentongan.beat.watch.models import Roster, Turn
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.posts import MemberDraft
from kentongan.beat.watch.rules.rosters import month_of
from kentongan.desk.planning import jobs
from kentongan.desk.planning.models import Planning
from kentongan.desk.planning.selectors import PlanningLine, last_planning
from kentongan.desk.planning.services import ask, take_changes
from kentongan.desk.planning.states import PATIENCE, PlanningKind, PlanningState
from kentongan.ground.basics.errors import NotFound, Refusal
from tests.cast import Town
from tests.make import NOON, TODAY, acts, at_once, now

MONTH = month_of(month_of(TODAY) + timedelta(days=31))
MAKE, MEND = PlanningKind.MAKE, PlanningKind.MEND


@pytest.fixture
def agreed(town: Town) -> Town:
    """Pos Melati with six members who agreed on two a night."""
    by = now(town.marni)
    for name in ("Sahat", "Parlin", "Tumpal", "Jonny", "Ucok", "Lasma"):
        watch.add_member(
            town.melati.pk, MemberDraft(name, is_adult=True), by=by, at=NOON
        )
    rules = NightRules(members_per_shift=2, gap_nights=1)
    watch.agree(town.melati.pk, rules, by=by, at=NOON)
    return town


def asked(town: Town, kind: PlanningKind = MAKE, month: date = MONTH) -> Planning:
    return ask(town.melati.pk, month, kind, by=now(town.marni), at=NOON)


def answer(town: Town) -> PlanningLine:
    found = last_planning(now(town.marni), town.melati.pk, MONTH, at=NOON)
    assert found is not None
    return found


def turns() -> set[tuple[date, object]]:
    rows = Turn.objects.everywhere(because="a test").filter(withdrawn_at=None)
    return set(rows.values_list("night", "member_id"))


@pytest.mark.django_db
def test_a_roster_is_asked_for_and_made_by_the_job_that_was_left(agreed: Town) -> None:
    planning = asked(agreed)
    (job,) = ProcrastinateJob.objects.filter(task_name="planning.carry_out")
    assert job.args == {"planning_id": str(planning.pk)}
    assert answer(agreed).state is PlanningState.ASKED
    assert not turns()

    for _again in range(2):
        jobs.carry_out(**job.args)

    assert answer(agreed).state is PlanningState.FOUND
    assert Roster.objects.everywhere(because="a test").get().month == MONTH
    assert len(turns()) == 2 * 31
    assert acts("post", agreed.melati.pk).count("planning.asked") == 1


@pytest.mark.django_db
def test_what_cannot_be_is_told_in_the_language_of_who_asked(agreed: Town) -> None:
    by = now(agreed.marni)
    rules = NightRules(members_per_shift=2, gap_nights=5)
    watch.agree(agreed.melati.pk, rules, by=by, at=NOON)
    for language, words in (("en", "No roster keeps"), ("id", "Tidak ada jadwal")):
        with translation.override(language):
            planning = asked(agreed)
        jobs.carry_out(str(planning.pk))
        assert answer(agreed).state is PlanningState.REFUSED
        assert answer(agreed).sentence.startswith(words)
    assert not turns()


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_is_asking_once(agreed: Town) -> None:
    assert at_once(lambda: asked(agreed), lambda: asked(agreed)) == ["done", "done"]
    assert Planning.objects.everywhere(because="a test").count() == 1
    assert ProcrastinateJob.objects.filter(task_name="planning.carry_out").count() == 1


@pytest.mark.django_db
def test_what_was_lost_with_its_process_may_be_asked_anew(agreed: Town) -> None:
    first = asked(agreed)
    by, post, late = now(agreed.marni), agreed.melati.pk, NOON + PATIENCE
    assert ask(post, MONTH, MAKE, by=by, at=late).pk == first.pk
    late += timedelta(seconds=1)
    found = last_planning(by, post, MONTH, at=late)
    assert found is not None
    assert found.is_late
    assert ask(post, MONTH, MAKE, by=by, at=late).pk != first.pk
    jobs.carry_out(str(first.pk))
    assert not turns()


@pytest.mark.django_db
def test_nobody_else_asks_reads_or_takes(agreed: Town) -> None:
    planning = asked(agreed)
    for account in (
        agreed.sahat,
        agreed.rina,
        agreed.bonar,
        agreed.tiur,
        agreed.dame,
        agreed.nobody,
    ):
        by = now(account)
        with pytest.raises(Refusal):
            ask(agreed.melati.pk, MONTH, MAKE, by=by, at=NOON)
        with pytest.raises(NotFound):
            last_planning(by, agreed.melati.pk, MONTH, at=NOON)
        with pytest.raises(Refusal):
            take_changes(planning.pk, by=by, at=NOON)
    with pytest.raises(NotFound):
        take_changes(planning.pk, by=now(agreed.marni), at=NOON)


@pytest.mark.django_db
def test_a_mending_changes_nothing_until_it_is_taken(agreed: Town) -> None:
    by = now(agreed.marni)
    jobs.carry_out(str(asked(agreed).pk))
    roster = Roster.objects.everywhere(because="a test").get()
    watch.publish(roster.pk, by=by, at=NOON)
    jobs.carry_out(str(asked(agreed, MEND).pk))
    assert answer(agreed).state is PlanningState.REFUSED
    before = turns()
    gone = Turn.objects.everywhere(because="a test").order_by("night")[7]
    watch.fall_ill(gone.pk, by=by, at=NOON)
    left = turns()
    assert before - left == {(gone.night, gone.member_id)}

    planning = asked(agreed, MEND)
    jobs.carry_out(str(planning.pk))

    assert turns() == left
    ((turn, member),) = answer(agreed).changes
    assert turn == gone.pk
    assert take_changes(planning.pk, by=by, at=NOON) == 1
    assert turns() - left == {(gone.night, member)}
    assert answer(agreed).state is PlanningState.TAKEN
    with pytest.raises(Refusal):
        take_changes(planning.pk, by=by, at=NOON)


def test_no_page_loads_the_solver() -> None:
    asks = (
        "import django, sys; django.setup();"
        "import kentongan.config.urls, kentongan.desk.planning.jobs;"
        "sys.exit('ortools' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", asks], check=True)  # noqa: S603
