"""What a phone holds: what its owner sees, nothing sealed, and then what changed."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from kentongan.beat.visits.tests.makers import officer_of
from kentongan.doors.field.sync.tests.makers import act, phone_of, send, visit_body
from kentongan.ground.ledger.sealer import seal_waiting
from kentongan.ground.units.models import Appointment
from tests.cast import Town

HOUR = timedelta(hours=1)


@pytest.fixture
def phone(town: Town) -> Client:
    """Rina's."""
    return phone_of(town.rina)


def asked(phone: Client, path: str, **headers: str) -> Any:
    answer = phone.get(f"/field/{path}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def visited(phone: Client, town: Town, **changes: Any) -> str:
    at = datetime.now(UTC) - HOUR
    (answer,) = send(phone, act("visit.record", visit_body(town, at, **changes), at))
    return str(answer["subject"].partition(":")[2])


def test_a_phone_is_given_what_its_owner_sees(phone: Client, town: Town) -> None:
    visit_id = visited(phone, town, attendees=[{"name": "Ucok Lubis", "role": "warga"}])

    told = asked(phone, "bootstrap")

    names = {post["name"] for post in told["posts"]}
    assert (town.melati.name in names, town.kenanga.name in names) == (True, False)
    assert [one["id"] for one in told["visits"]] == [visit_id]
    assert told["account"]["id"] == str(town.rina.pk)
    assert len(told["sheets"][0]["quick_items"]) == 6
    assert "Ucok" not in json.dumps(told)


def test_a_stranger_is_given_nothing_of_it(phone: Client, town: Town) -> None:
    visited(phone, town)

    told = asked(phone_of(town.yosef), "bootstrap")

    assert told["visits"] == []
    assert str(town.melati.pk) not in json.dumps(told)


def test_then_only_what_changed_is_told(phone: Client, town: Town) -> None:
    seal_everything()
    first = asked(phone, "bootstrap")
    assert asked(phone, f"changes?after={first['cursor']}")["put"]["visits"] == []

    visit_id = visited(phone, town)
    seal_everything()
    told = asked(phone, f"changes?after={first['cursor']}")

    assert [one["id"] for one in told["put"]["visits"]] == [visit_id]
    assert [one["id"] for one in told["put"]["posts"]] == [str(town.melati.pk)]
    assert told["cursor"] > first["cursor"]
    assert asked(phone, f"changes?after={told['cursor']}")["put"]["visits"] == []


def test_changes_elsewhere_are_not_even_told_by_their_ids(town: Town) -> None:
    stranger = phone_of(town.yosef)
    first = asked(stranger, "bootstrap")
    visit_id = visited(phone_of(town.rina), town)
    seal_everything()

    told = asked(stranger, f"changes?after={first['cursor']}")

    assert visit_id not in json.dumps(told)


def test_what_leaves_her_reach_leaves_her_phone(phone: Client, town: Town) -> None:
    first = asked(phone, "bootstrap")
    seat = Appointment.objects.filter(officer_id=officer_of(town.rina))
    seat.update(held_until=datetime.now(UTC) - HOUR)

    assert asked(phone, f"changes?after={first['cursor']}")["reset"] is True
    assert asked(phone, "bootstrap")["posts"] == []


@pytest.mark.parametrize("after", ["", "x", "-1", "²"])
def test_a_cursor_that_is_no_number_is_refused(phone: Client, after: str) -> None:
    assert phone.get("/field/changes", {"after": after}).status_code == 422


def test_a_revoked_phone_is_given_nothing(phone: Client) -> None:
    made = phone.post(
        "/field/devices", json.dumps({"label": "HP"}), content_type="application/json"
    ).json()["id"]
    asked(phone, "bootstrap", **{"X-Device": made})
    phone.post(f"/field/devices/{made}/revoke")

    for path in ("bootstrap", "changes?after=1"):
        answer = phone.get(f"/field/{path}", headers={"X-Device": made})
        assert (answer.status_code, answer.json()["code"]) == (403, "revoked")


def seal_everything() -> None:
    """Give every waiting line its number."""
    while seal_waiting():
        pass
