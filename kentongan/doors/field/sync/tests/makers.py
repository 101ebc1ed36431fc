"""A phone of the invented town, and what it sends."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.test import Client

from kentongan.beat.visits.tests.makers import plain_id
from kentongan.ground.access.models import Account
from kentongan.ground.basics.ids import new_id
from tests.cast import Town

TAPS = ("members_present", "lamp", "kentongan", "torch", "logbook", "roster")


def phone_of(account: Account) -> Client:
    """A signed-in browser that accepts JSON alone."""
    client = Client(headers={"accept": "application/json"})
    client.force_login(account)
    return client


def act(kind: str, body: dict[str, Any], at: datetime, **more: Any) -> dict[str, Any]:
    """An act as a phone writes it."""
    made = {"id": str(new_id()), "kind": kind, "body": body}
    return made | {"done_at": at.isoformat(), "after": []} | more


def visit_body(town: Town, at: datetime, **changes: Any) -> dict[str, Any]:
    """Rina's visit to Pos Melati in the exchange format, with its six taps."""
    items = [{"item": one, "state": "present"} for one in TAPS]
    return {
        "format": "kentongan.visit/1",
        "id": str(plain_id()),
        "kind": "post_inspection",
        "date": at.date().isoformat(),
        "time": "08:00",
        "place": {},
        "post": str(town.melati.pk),
        "inspection": {"sheet": "kentongan.quick/1", "items": items},
        "outcome": "Jadwal ronda disepakati lagi",
    } | changes


def send(phone: Client, *acts: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """Post a batch; what the server says of each act."""
    answer = phone.post(
        "/field/acts",
        json.dumps({"device": None, "acts": list(acts)} | more),
        content_type="application/json",
    )
    assert answer.status_code == 200, answer.content
    told: list[dict[str, Any]] = answer.json()["acts"]
    return told


def subject_id(answer: dict[str, Any]) -> UUID:
    """Whom an answer is about."""
    return UUID(answer["subject"].partition(":")[2])
