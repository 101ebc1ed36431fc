"""Recording: one act with all that follows from it, or nothing at all."""

from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.beat.community.rules import Consent, ContactDraft, FigureKind
from kentongan.beat.community.services import add_contact
from kentongan.beat.follow_ups.selectors import of_post as promises_of
from kentongan.beat.reports.models import Report
from kentongan.beat.visits import services
from kentongan.beat.visits.models import Attendance, Heard, Promised
from kentongan.beat.visits.rules import ItemState, Kind, Presence, Review
from kentongan.beat.visits.rules.drafts import (
    Civilian,
    LocalPlace,
    Pledge,
    Present,
    Told,
)
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import DEFAULT_REF
from kentongan.beat.visits.tests.makers import (
    PERFECT,
    again,
    days_before,
    full_draft,
    officer_of,
    plain_id,
    record,
    stored,
    visit_draft,
)
from kentongan.beat.watch.models import Equipment, Post
from kentongan.ground.basics.errors import Conflicting, Invalid, NotAllowed, NotFound
from kentongan.ground.units.models import Appointment, Office, RankHeld
from kentongan.ground.units.rules.positions import Position
from tests.cast import Town
from tests.make import NOON, TODAY, acts, at_once, now

DAY = timedelta(days=1)


def post_now(town: Town) -> Post:
    return Post.objects.everywhere(because="test").get(pk=town.melati.pk)


def test_a_visit_is_stored_with_all_that_follows_from_it(town: Town) -> None:
    draft = full_draft(town)

    made = services.record(draft, by=now(town.rina), at=NOON)

    visit = again(made)
    assert (visit.place, visit.post_id) == (town.melati.place, town.melati.pk)
    assert (visit.unit, visit.review) == (town.polsek.path, Review.COUNTED)
    assert visit.code_of_day == "12.18.04.2024"
    assert visit.done_at == NOON - timedelta(hours=2)
    assert visit.inspection.score == pytest.approx(100)
    assert visit.inspection.items.count() == 27
    assert [h.category for h in visit.heard.all()] == ["crime"]
    assert [p.answers for p in visit.promised.all()] == ["Kades"]
    promise = promises_of(now(town.rina), town.melati.pk).get()
    assert (promise.office_id, promise.answerer) == (visit.office_id, "village")
    post = post_now(town)
    assert post.last_visited_at == post.last_full_inspection_at == visit.done_at
    assert post.last_readiness == 100
    assert Equipment.objects.filter(post=post, state="present").count() == 8
    assert acts("visit", visit.pk) == ["visit.recorded"]
    assert acts("follow_up", promise.pk) == ["follow-up.promised"]
    assert acts("report", visit.heard.get().report_id) == ["report.taken-in"]


def test_the_six_taps_reach_the_post_without_a_score(town: Town) -> None:
    visit = record(town)

    assert visit.inspection.score is None
    assert post_now(town).last_full_inspection_at is None
    seen = Equipment.objects.filter(post=town.melati).values_list("item", "state")
    assert dict(seen) == {"kentongan": "present", "torch": "absent"}


def test_a_visit_to_nowhere_in_particular_is_one_too(town: Town) -> None:
    visit = record(
        town,
        kind=Kind.DOOR_TO_DOOR,
        post_id=None,
        place=town.village.path,
        place_id=None,
        quick={},
        local=(LocalPlace("dusun", "7"),),
    )

    assert visit.place == "12.18.04.2024.vii"
    assert visit.post_id is None
    assert not hasattr(again(visit), "inspection")


def test_everybody_keeps_rank_and_seat_of_the_day(town: Town) -> None:
    officer = officer_of(town.rina)
    long_ago = days_before(100)
    RankHeld.objects.create(
        officer_id=officer, rank="aipda", held_from=NOON - timedelta(days=30)
    )

    old = record(town, date=long_ago)
    new = record(town)

    assert old.attendance.get().rank == "Bripka"
    assert new.attendance.get().rank == "Aipda"
    Appointment.objects.filter(officer_id=officer).update(held_until=NOON + DAY)
    seat = Office.objects.create(
        unit=town.polres, unit_path=town.polres.path, position=Position.KASI_HUMAS
    )
    Appointment.objects.create(office=seat, officer_id=officer, held_from=NOON + DAY)
    kept = new.attendance.get()
    assert (kept.name, kept.position, kept.unit_name) == (
        "Rina Sitorus",
        "Bhabinkamtibmas",
        "Polsek Firdaus",
    )


def test_who_records_is_on_the_record(town: Town) -> None:
    visit = record(town, officers=(Present(officer_id=town.bonar.officer_id),))

    present = visit.attendance.values_list("officer_id", flat=True)
    assert set(present) == {town.rina.officer_id, town.bonar.officer_id}
    assert visit.recorded_officer_id == town.rina.officer_id


def test_what_a_sender_says_of_rank_seat_and_unit_does_not_count(town: Town) -> None:
    visit = record(
        town,
        id=plain_id(sampled=True),
        unit=town.next_polsek.path,
        place_id=town.village.pk,
        officers=(
            Present(
                name="Jenderal Rina",
                rank="Jenderal",
                position="Kapolres",
                officer_id=town.rina.officer_id,
            ),
        ),
    )

    assert visit.unit == town.polsek.path
    assert visit.place_id == town.melati.place_id
    kept = visit.attendance.get()
    assert (kept.name, kept.rank) == ("Rina Sitorus", "Bripka")
    seat = Office.objects.get(appointments__officer_id=officer_of(town.bonar))
    assert visit.reviewer_office_id == seat.pk


def test_a_place_that_is_none_is_refused(town: Town) -> None:
    with pytest.raises(NotFound):
        record(town, post_id=None, place=f"{town.village.path}.antah")


def test_names_are_sealed_unless_a_public_office_is_named(town: Town) -> None:
    visit = services.record(full_draft(town), by=now(town.rina), at=NOON)

    civilians = visit.attendance.exclude(presence=Presence.OFFICER)
    told = [
        (row.presence, row.name, row.sealed_name is not None, row.count, row.consent)
        for row in civilians
    ]
    assert told == [
        ("figure", "Parlin Siregar", False, 1, "public_role"),
        ("resident", "", True, 1, "agreed"),
        ("resident", "", False, 7, ""),
    ]


def test_a_residents_name_without_a_reason_is_refused(town: Town) -> None:
    with pytest.raises(Invalid) as refusal:
        record(town, civilians=(Civilian("warga", "Ucok Lubis"),))

    assert set(refusal.value.problems) == {"attendees[0].name"}
    assert stored() == 0


def test_contacts_were_met(town: Town) -> None:
    draft = ContactDraft(
        kind=FigureKind.HAMLET_HEAD,
        place_id=town.village.pk,
        place=town.village.path,
        consent=Consent.PUBLIC_ROLE,
        role="Kadus V",
    )
    contact = add_contact(draft, by=now(town.rina), at=NOON)

    visit = record(town, civilians=(Civilian("Kadus V", contact_id=contact.pk),))

    contact.refresh_from_db()
    assert contact.last_met_at == visit.done_at
    assert contact.last_met_by == town.rina.officer_id


def test_a_new_post_is_registered_by_the_visit_unverified(town: Town) -> None:
    taken = services.take_in(
        visit_draft(town, post_id=None, post_name="Pos Anggrek"),
        by=now(town.rina),
        at=NOON,
    )

    post = Post.objects.everywhere(because="test").get(name="Pos Anggrek")
    assert (taken.registered_post_id, post.verified) == (post.pk, False)
    assert post.place == town.melati.place
    assert acts("post", post.pk)[0] == "post.registered"


def test_the_same_visit_twice_is_one(town: Town) -> None:
    draft = full_draft(town)

    first = services.take_in(draft, by=now(town.rina), at=NOON)
    second = services.take_in(draft, by=now(town.rina), at=NOON + DAY)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.visit.pk == second.visit.pk
    assert acts("visit", first.visit.pk) == ["visit.recorded"]
    assert promises_of(now(town.rina), town.melati.pk).count() == 1


def test_the_same_id_with_other_content_is_refused(town: Town) -> None:
    draft = full_draft(town)
    services.record(draft, by=now(town.rina), at=NOON)

    for other in (
        replace(draft, outcome="Lain"),
        replace(draft, date=days_before(1)),
        replace(draft, items=PERFECT[:-1]),
    ):
        with pytest.raises(Conflicting):
            services.record(other, by=now(town.rina), at=NOON)
    assert stored() == 1


def test_an_id_of_a_visit_out_of_sight_tells_nothing(town: Town) -> None:
    hers = record(town)
    kenanga = {
        "place": town.kenanga.place,
        "place_id": town.kenanga.place_id,
        "post_id": town.kenanga.pk,
    }

    with pytest.raises(Conflicting):
        record(town, town.yosef, id=hers.pk, officers=(), **kenanga)


@pytest.mark.django_db(transaction=True)
def test_the_same_visit_sent_by_two_at_once_is_stored_once(town: Town) -> None:
    chosen = plain_id()
    draft = full_draft(town, id=chosen, post_id=None, post_name="Pos Anggrek")
    rina = now(town.rina)
    send = partial(services.record, draft, by=rina, at=NOON)

    assert at_once(send, send, send) == ["done"] * 3
    assert stored() == 1
    assert Attendance.objects.filter(visit_id=chosen).count() == 4
    assert Heard.objects.count() == Promised.objects.count() == 1
    assert acts("visit", chosen) == ["visit.recorded"]


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("yosef", NotFound), ("marni", NotFound), ("nobody", NotFound)],
)
def test_nobody_records_where_they_do_not_reach(
    town: Town, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        record(town, getattr(town, who))
    assert stored() == 0


def test_who_sees_visits_without_recording_is_told_so(town: Town) -> None:
    Office.objects.filter(appointments__officer_id=officer_of(town.tiur)).update(
        position=Position.KASI_HUMAS
    )

    with pytest.raises(NotAllowed):
        record(town, town.tiur)


def test_a_post_of_another_place_is_no_post_of_this_one(town: Town) -> None:
    with pytest.raises(Invalid):
        record(town, post_id=town.dahlia.pk)
    with pytest.raises(NotFound):
        record(town, post_id=town.kenanga.pk)


def test_one_bad_promise_leaves_nothing_behind(town: Town) -> None:
    pledges = (Pledge("Baik", "Kades"), Pledge("x" * 501))
    with pytest.raises(Invalid) as refusal:
        record(town, pledges=pledges, post_id=None, post_name="Pos Anggrek")

    assert set(refusal.value.problems) == {"follow_ups[1].text"}
    assert not Post.objects.everywhere(because="test").filter(name="Pos Anggrek")
    assert not promises_of(now(town.rina), town.melati.pk)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"spot": "x" * 200}, "place.spot"),
        ({"point": (200.0, 3.0)}, "place.lon"),
        ({"quick": {"piano": ItemState.PRESENT}}, "inspection.piano"),
        ({"items": (PERFECT[0], PERFECT[0])}, "inspection.items[1].item"),
        ({"information": (Told("Ada", "ghosts"),)}, "information[0].category"),
        ({"civilians": (Civilian("warga", count=0),)}, "attendees[0].count"),
        ({"pledges": (Pledge("Baik", due=days_before(1)),)}, "follow_ups[0].due"),
        ({"officers": (Present(),)}, "officers[0].name"),
        ({"messages": ("x",) * 31}, "messages"),
        ({"date": TODAY.replace(year=26)}, "date"),
        ({"local": (LocalPlace("dusun", "???"),)}, "place.local[0].name"),
    ],
)
def test_what_cannot_be_a_visit_is_told_by_field(
    town: Town, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        record(town, **changes)
    assert field in refusal.value.problems
    assert stored() == 0


def test_what_women_and_children_suffer_is_sealed(town: Town) -> None:
    told = Told("Anak dipukul di rumah nomor tujuh", "violence_and_children", "guru")
    visit = record(town, information=(told,))

    report = Report.objects.everywhere(because="test").get(
        pk=visit.heard.get().report_id
    )
    assert (report.text, report.raised_by_role) == ("", "")
    assert report.sealed_text is not None


def test_a_visit_far_away_too_quick_and_copied_is_asked_and_not_refused(
    town: Town,
) -> None:
    Post.objects.everywhere(because="test").filter(pk=town.melati.pk).update(
        point=(99.10, 3.40)
    )
    told = (Told("Orang tak dikenal mencoba pintu rumah warga"),)
    outcome = "Warga sepakat menyalakan lampu depan rumah"
    record(town, date=days_before(3), information=told, outcome=outcome)

    visit = record(
        town,
        time=time(11, 0),
        until=time(11, 2),
        place=town.dahlia.place,
        place_id=town.dahlia.place_id,
        post_id=town.dahlia.pk,
        information=told,
        outcome=outcome.upper(),
    )
    far = record(town, date=days_before(5), point=(99.2, 3.4), accuracy_m=20)

    assert [flag["flag"] for flag in visit.flags] == [
        "too_quick",
        "same_words",
        "same_words",
    ]
    assert [flag["flag"] for flag in far.flags] == ["far_from_post"]
    assert visit.review == far.review == Review.FLAGGED
    seat = Office.objects.get(appointments__officer_id=officer_of(town.bonar))
    assert visit.reviewer_office_id == far.reviewer_office_id == seat.pk


def test_two_posts_at_once_are_asked_about(town: Town) -> None:
    record(town)
    visit = record(
        town,
        time=time(10, 30),
        until=time(11, 0),
        place=town.dahlia.place,
        place_id=town.dahlia.place_id,
        post_id=town.dahlia.pk,
    )
    assert [flag["flag"] for flag in visit.flags] == ["too_close"]


def test_a_clock_that_is_out_is_asked_about(town: Town) -> None:
    draft = visit_draft(town, device_at=NOON - 3 * DAY)
    visit = services.record(draft, by=now(town.rina), at=NOON, received_at=NOON)
    assert visit.flags == [{"flag": "clock_off", "hours": 72}]


def test_one_in_ten_lies_on_the_desk_without_a_flag(town: Town) -> None:
    visit = record(town, id=plain_id(sampled=True))

    assert (visit.review, visit.sampled, visit.flags) == ("flagged", True, [])
    assert visit.reviewer_office_id is not None


def test_who_took_part_does_not_get_it_on_the_desk(town: Town) -> None:
    visit = record(
        town,
        id=plain_id(sampled=True),
        officers=(Present(officer_id=town.bonar.officer_id),),
    )

    kasat = Office.objects.get(appointments__officer_id=officer_of(town.tiur))
    assert visit.reviewer_office_id == kasat.pk


def test_an_unknown_sheet_is_kept_and_not_scored(town: Town) -> None:
    visit = record(
        town,
        quick={},
        sheet="Lembar Lomba",
        items=(Found("gapura", ItemState.PRESENT, 4),),
    )
    assert visit.inspection.score is None
    assert visit.inspection.items.get().item == "gapura"
    assert post_now(town).last_full_inspection_at is None


def test_an_old_visit_that_arrives_late_does_not_turn_the_post_back(
    town: Town,
) -> None:
    new = record(town)
    record(town, date=days_before(20), sheet=DEFAULT_REF, items=PERFECT)

    assert post_now(town).last_visited_at == new.done_at


CEILING = 42
"""Statements for a full sheet with a report and a promise, savepoints included."""
CEILING_PLAIN = 24


def test_recording_takes_few_statements(town: Town) -> None:
    rina = now(town.rina)
    with CaptureQueriesContext(
        connection,
    ) as plain:
        services.record(visit_draft(town), by=rina, at=NOON)
    with CaptureQueriesContext(connection) as full:
        services.record(full_draft(town, date=days_before(2)), by=rina, at=NOON)

    assert len(plain) <= CEILING_PLAIN
    assert len(full) <= CEILING
