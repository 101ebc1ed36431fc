"""Acts from a phone: each once for ever, and none lost on the way."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.visits.models import Version, Visit
from kentongan.beat.visits.rules import Source
from kentongan.beat.visits.tests.makers import officer_of, stored
from kentongan.doors.field.models import Act, Device, HeldAct
from kentongan.doors.field.sync.tests.makers import (
    act,
    phone_of,
    send,
    subject_id,
    visit_body,
)
from kentongan.ground.access.models import Account
from kentongan.ground.basics.ids import new_id
from kentongan.ground.units.models import Appointment
from tests.cast import Town
from tests.make import acts as lines
from tests.make import at_once

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def morning() -> datetime:
    """Some hours ago: the phone was without signal since."""
    return datetime.now(UTC) - 3 * HOUR


@pytest.fixture
def phone(town: Town) -> Client:
    """Rina's."""
    return phone_of(town.rina)


def visit(answer: dict[str, Any]) -> Visit:
    return Visit.objects.everywhere(because="test").get(pk=subject_id(answer))


def follow_up(answer: dict[str, Any]) -> FollowUp:
    return FollowUp.objects.everywhere(because="test").get(pk=subject_id(answer))


def recorded(phone: Client, town: Town, at: datetime, **changes: Any) -> dict[str, Any]:
    return send(phone, act("visit.record", visit_body(town, at, **changes), at))[0]


def promise_body(town: Town, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "text": "Lampu simpang diganti",
        "answerer": "village",
        "answerer_name": "Kades",
        "post": str(town.melati.pk),
    } | changes


def promised(phone: Client, town: Town, at: datetime) -> dict[str, Any]:
    return send(phone, act("follow_up.promise", promise_body(town), at))[0]


def correction(answer: dict[str, Any], base: int, **changes: Any) -> dict[str, Any]:
    return {
        "visit": str(subject_id(answer)),
        "base_version": base,
        "changes": changes,
    }


def test_a_visit_from_a_phone_is_stored_with_both_clocks(
    phone: Client, town: Town, morning: datetime
) -> None:
    answer = recorded(phone, town, morning)

    assert (answer["outcome"], answer["version"]) == ("stored", 1)
    row = visit(answer)
    assert (row.post_id, row.source) == (town.melati.pk, Source.FIELD)
    assert row.received_at - morning > 2 * HOUR
    claim = Act.objects.get(pk=answer["id"])
    assert (claim.done_at, claim.account_id) == (morning, town.rina.pk)
    assert lines("visit", row.pk) == ["visit.recorded"]


def test_a_visit_out_of_reach_is_refused_and_leaves_nothing(
    town: Town, morning: datetime
) -> None:
    answer = recorded(phone_of(town.yosef), town, morning)

    assert (answer["outcome"], answer["code"]) == ("refused", "not-found")
    assert "Melati" not in answer["sentence"]
    assert not stored()
    assert not Act.objects.exists()


def test_a_visit_that_cannot_be_read_is_refused_by_field(
    phone: Client, town: Town, morning: datetime
) -> None:
    answer = recorded(phone, town, morning, kind="party")

    assert (answer["outcome"], answer["code"]) == ("refused", "invalid")
    assert list(answer["problems"]) == ["kind"]


def test_what_was_refused_can_be_corrected_under_the_same_id(
    phone: Client, town: Town, morning: datetime
) -> None:
    wrong = act("visit.record", visit_body(town, morning, kind="party"), morning)
    assert send(phone, wrong)[0]["outcome"] == "refused"

    better = wrong | {"body": wrong["body"] | {"kind": "door_to_door"}}

    assert send(phone, better)[0]["outcome"] == "stored"


def test_one_refused_act_costs_no_other_one(
    phone: Client, town: Town, morning: datetime
) -> None:
    first, wrong, last = (
        act("visit.record", visit_body(town, morning, **changes), morning)
        for changes in ({}, {"kind": "party"}, {"kind": "door_to_door"})
    )

    told = send(phone, first, wrong, {"id": 7}, last)

    assert [one["outcome"] for one in told] == [
        "stored",
        "refused",
        "refused",
        "stored",
    ]
    assert told[2]["code"] == "malformed"
    assert stored() == 2


def test_the_same_act_sent_again_is_stored_once_for_ever(
    phone: Client, town: Town, morning: datetime
) -> None:
    one = act("visit.record", visit_body(town, morning), morning)

    first, twin, later = send(phone, one, one) + send(phone, one)

    assert first == twin == later
    assert stored() == 1


def test_the_same_answer_sent_again_is_said_once(
    phone: Client, town: Town, morning: datetime
) -> None:
    row = follow_up(promised(phone, town, morning))
    body = {"follow_up": str(row.pk), "text": "Kades sudah beli lampu"}
    one = act("follow_up.answer", body, morning)

    assert [a["outcome"] for a in send(phone, one) + send(phone, one)] == ["stored"] * 2

    assert row.replies.count() == 1


def test_another_body_under_the_same_id_is_refused(
    phone: Client, town: Town, morning: datetime
) -> None:
    one = act("visit.record", visit_body(town, morning), morning)
    send(phone, one)

    other = one | {"body": visit_body(town, morning)}

    assert send(phone, other)[0]["code"] == "conflicting"
    assert stored() == 1


def test_the_id_of_somebody_elses_act_is_refused(
    phone: Client, town: Town, morning: datetime
) -> None:
    one = act("visit.record", visit_body(town, morning), morning)
    send(phone, one)

    assert send(phone_of(town.bonar), one)[0]["code"] == "conflicting"


def test_what_comes_before_its_predecessor_waits_and_is_released(
    phone: Client, town: Town, morning: datetime
) -> None:
    first = act("visit.record", visit_body(town, morning), morning)
    body = {
        "visit": first["body"]["id"],
        "base_version": 1,
        "changes": {"outcome": "Lampu menyala"},
    }
    second = act("visit.correct", body, morning + HOUR, after=[first["id"]])

    (held,) = send(phone, second)
    assert (held["outcome"], held["code"]) == ("held", "predecessor")
    assert "Lampu" not in str(HeldAct.objects.values_list("body", flat=True)[0])

    assert send(phone, first)[0]["outcome"] == "stored"

    assert not HeldAct.objects.exists()
    (again,) = send(phone, second)
    assert (again["outcome"], again["version"]) == ("stored", 2)
    assert visit(again).outcome == "Lampu menyala"


def test_a_batch_in_the_wrong_order_is_stored_in_the_right_one(
    phone: Client, town: Town, morning: datetime
) -> None:
    first = act("visit.record", visit_body(town, morning), morning)
    body = {"visit": first["body"]["id"], "base_version": 1}
    steps = [first]
    for n in range(3):
        changes = {"changes": {"outcome": f"Kata {n}"}, "base_version": n + 1}
        steps.append(
            act("visit.correct", body | changes, morning, after=[steps[-1]["id"]])
        )

    told = send(phone, *reversed(steps))

    assert [one["outcome"] for one in told] == ["stored"] * 4
    assert visit(told[0]).outcome == "Kata 2"
    assert visit(told[0]).version == 4


@pytest.mark.django_db(transaction=True)
def test_two_lines_with_one_act_store_it_once(town: Town) -> None:
    at = datetime.now(UTC) - HOUR
    one = act("visit.record", visit_body(town, at), at)
    told: list[dict[str, Any]] = []

    def once() -> None:
        told.extend(send(phone_of(town.rina), one))

    assert at_once(once, once) == ["done", "done"]
    assert [answer["outcome"] for answer in told] == ["stored", "stored"]
    assert told[0]["subject"] == told[1]["subject"]
    assert stored() == 1


def test_an_act_older_than_thirty_days_waits_for_the_office_holder(
    phone: Client, town: Town, morning: datetime
) -> None:
    old = morning - 31 * DAY

    answer = recorded(phone, town, old)

    assert (answer["outcome"], answer["code"]) == ("held", "office")
    assert not stored()
    assert recorded(phone, town, morning - 29 * DAY)["outcome"] == "stored"


def test_a_clock_wrong_by_a_year_holds_and_never_refuses(
    phone: Client, town: Town, morning: datetime
) -> None:
    year = timedelta(days=365)
    ahead = act("visit.record", visit_body(town, morning), morning + year)
    behind = act("visit.record", visit_body(town, morning), morning)

    assert send(phone, ahead)[0]["code"] == "office"
    sent_at = (morning - year).isoformat()
    assert send(phone, behind, sent_at=sent_at)[0]["code"] == "office"


def test_an_act_is_done_in_the_office_held_when_it_was_done(
    phone: Client, town: Town, morning: datetime
) -> None:
    seat = Appointment.objects.filter(officer_id=officer_of(town.rina))
    seat.update(held_until=morning + HOUR)

    before, after = (recorded(phone, town, at) for at in (morning, morning + 2 * HOUR))

    assert (before["outcome"], after["outcome"]) == ("stored", "refused")
    assert visit(before).recorded_office.startswith("bhabinkamtibmas@")


def test_a_revoked_phone_loses_nothing_and_stores_nothing(
    phone: Client, town: Town, morning: datetime
) -> None:
    answer = phone.post(
        "/field/devices", json.dumps({"label": "HP"}), content_type="application/json"
    )
    device = answer.json()["id"]
    one, two = (act("visit.record", visit_body(town, morning), morning) for _ in "12")
    assert send(phone, one, device=device)[0]["outcome"] == "stored"
    assert phone.post(f"/field/devices/{device}/revoke").status_code == 204

    told = send(phone, one, two, device=device)

    assert [a["outcome"] for a in told] == ["stored", "held"]
    assert told[1]["code"] == "revoked"
    assert HeldAct.objects.filter(pk=two["id"]).exists()


def test_nobody_revokes_the_phone_of_another(phone: Client, town: Town) -> None:
    now = datetime.now(UTC)
    device = Device.objects.create(
        account_id=town.bonar.pk, label="HP", enrolled_at=now, seen_at=now
    )

    assert phone.post(f"/field/devices/{device.pk}/revoke").status_code == 404
    assert phone.get("/field/devices").json() == {"devices": []}


@pytest.mark.parametrize(
    "body",
    [{"label": ""}, {"label": "HP", "public_key": {"kty": "EC", "d": "secret"}}, {}],
)
def test_a_phone_without_a_name_or_with_a_secret_is_not_enrolled(
    phone: Client, body: dict[str, Any]
) -> None:
    answer = phone.post(
        "/field/devices", json.dumps(body), content_type="application/json"
    )

    assert answer.status_code == 422
    assert not Device.objects.exists()


def test_signed_out_is_said_in_json_and_costs_nothing(
    town: Town, morning: datetime
) -> None:
    one = act("visit.record", visit_body(town, morning), morning)
    for accept in ("application/json", "*/*", "text/html"):
        answer = Client(headers={"accept": accept}).post(
            "/field/acts", json.dumps({"acts": [one]}), content_type="application/json"
        )
        assert (answer.status_code, answer.json()) == (401, {"code": "signed-out"})
    assert not Act.objects.exists()

    assert send(phone_of(town.rina), one)[0]["outcome"] == "stored"


def test_a_promise_from_a_phone_stands_at_its_post(
    phone: Client, town: Town, morning: datetime
) -> None:
    answer = promised(phone, town, morning)

    row = follow_up(answer)
    assert (row.place, row.post_id) == (town.melati.place, town.melati.pk)
    assert row.promised_at == morning
    assert row.office_id is not None


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"answerer": "nobody"}, {"due": "soon"}, {"post": "x"}, {"text": 3}],
)
def test_a_promise_that_says_nothing_is_refused(
    phone: Client, town: Town, morning: datetime, wrong: dict[str, Any]
) -> None:
    body = promise_body(town, **wrong)

    answer = send(phone, act("follow_up.promise", body, morning))[0]

    assert (answer["outcome"], answer["code"]) == ("refused", "invalid")


def test_a_promise_is_declared_done_and_a_stranger_cannot(
    phone: Client, town: Town, morning: datetime
) -> None:
    row = follow_up(promised(phone, town, morning))
    done = act("follow_up.declare_done", {"follow_up": str(row.pk)}, morning)
    stranger = done | {"id": str(new_id())}

    assert send(phone_of(town.yosef), stranger)[0]["code"] == "not-found"
    assert send(phone, done)[0]["outcome"] == "stored"

    row.refresh_from_db()
    assert row.state == "declared_done"


def test_a_kind_that_is_not_known_is_refused(phone: Client, morning: datetime) -> None:
    answer = send(phone, act("post.close", {}, morning))[0]

    assert (answer["outcome"], answer["code"]) == ("refused", "unknown-kind")


def test_corrections_of_different_things_are_merged(
    phone: Client, town: Town, morning: datetime
) -> None:
    made = recorded(phone, town, morning)
    told = send(
        phone,
        act("visit.correct", correction(made, 1, outcome="Lampu menyala"), morning),
        act("visit.correct", correction(made, 1, messages=["Kunci ganda"]), morning),
    )

    assert [(a["outcome"], a["version"]) for a in told] == [
        ("stored", 2),
        ("stored", 3),
    ]
    row = visit(made)
    assert (row.outcome, row.messages) == ("Lampu menyala", ["Kunci ganda"])
    assert row.post_id == town.melati.pk
    assert Version.objects.filter(visit=row).count() == 2


def test_corrections_of_the_same_are_shown_to_a_person(
    phone: Client, town: Town, morning: datetime
) -> None:
    made = recorded(phone, town, morning)
    send(phone, act("visit.correct", correction(made, 1, outcome="Kata satu"), morning))

    answer = send(
        phone, act("visit.correct", correction(made, 1, outcome="Kata dua"), morning)
    )[0]

    assert (answer["outcome"], answer["code"]) == ("refused", "conflict")
    (conflict,) = answer["conflicts"]
    assert conflict["property"] == "outcome"
    assert conflict["yours"] == "Kata dua"
    decided = correction(made, answer["version"], outcome="Kata dua")
    assert send(phone, act("visit.correct", decided, morning))[0]["outcome"] == "stored"
    assert visit(made).outcome == "Kata dua"


@pytest.mark.parametrize("base", [0, 9, None, True, "1", 1 << 40])
def test_a_correction_of_a_version_that_never_was_is_refused(
    phone: Client, town: Town, morning: datetime, base: Any
) -> None:
    made = recorded(phone, town, morning)

    answer = send(
        phone, act("visit.correct", correction(made, base, outcome="x"), morning)
    )[0]

    assert answer["code"] == "invalid"
    assert list(answer["problems"]) == ["base_version"]


@pytest.mark.parametrize("changes", [{}, {"place": {}}, {"messages": 5}])
def test_a_correction_of_nothing_or_of_what_is_fixed_is_refused(
    phone: Client, town: Town, morning: datetime, changes: dict[str, Any]
) -> None:
    made = recorded(phone, town, morning)

    answer = send(phone, act("visit.correct", correction(made, 1, **changes), morning))

    assert answer[0]["code"] == "invalid"
    assert visit(made).version == 1


def test_a_stranger_corrects_nothing(
    phone: Client, town: Town, morning: datetime
) -> None:
    made = recorded(phone, town, morning)
    wrong = act("visit.correct", correction(made, 1, outcome="x"), morning)

    assert send(phone_of(town.yosef), wrong)[0]["code"] == "not-found"


def test_a_sealed_name_stays_though_the_phone_never_saw_it(
    phone: Client, town: Town, morning: datetime
) -> None:
    people = [{"name": "Ucok Lubis", "role": "warga"}]
    made = recorded(phone, town, morning, attendees=people, consent="agreed")
    seen = [{"role": "warga"}, {"role": "pedagang", "count": 2}]

    send(phone, act("visit.correct", correction(made, 1, attendees=seen), morning))

    rows = visit(made).attendance.exclude(presence="officer")
    assert [(r.role, r.sealed_name is not None) for r in rows] == [
        ("warga", True),
        ("pedagang", False),
    ]


@pytest.mark.parametrize(
    "sent", ["", "[]", "7", '{"acts": 5}', json.dumps({"acts": [{}] * 201})]
)
def test_what_is_no_batch_is_refused_as_a_whole(phone: Client, sent: str) -> None:
    answer = phone.post("/field/acts", sent, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"


def test_a_token_is_given_to_who_is_signed_in(phone: Client, town: Town) -> None:
    token = phone.get("/field/csrf").json()["token"]
    strict = Client(enforce_csrf_checks=True, headers={"accept": "application/json"})
    strict.force_login(town.rina)
    strict.cookies["csrftoken"] = phone.cookies["csrftoken"].value

    without = strict.post("/field/acts", '{"acts":[]}', content_type="application/json")
    answer = strict.post(
        "/field/acts",
        '{"acts":[]}',
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )

    assert (without.status_code, answer.status_code) == (403, 200)


def test_whoever_must_choose_a_password_first_is_told_so(town: Town) -> None:
    Account.objects.filter(pk=town.rina.pk).update(must_change_password=True)
    answer = phone_of(Account.objects.get(pk=town.rina.pk)).get("/field/csrf")

    assert (answer.status_code, answer.json()["code"]) == (403, "change-password")
