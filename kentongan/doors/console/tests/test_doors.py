"""Every door of the console before the whole cast: who comes in, and who does not.

200 and 302 are inside; 403: seen, and not theirs to do; 404: out of sight, in the same
words as what does not exist. Nobody is sent to sign in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kentongan.doors.console.tests.scene import Scene, picture
from kentongan.ground.access.models import Account

pytestmark = pytest.mark.django_db
Browser = Callable[[Account | None], Client]

PEOPLE = ("rina", "bonar", "tiur", "yosef", "marni", "nobody")
NOT_A_THING = UUID("01980000-0000-7000-8000-000000000000")

EVERYBODY_IN_OFFICE = (200, 200, 200, 200, 403, 403)
RINA_S = (200, 200, 200, 404, 403, 403)
SUPERIORS = (403, 200, 200, 403, 403, 403)


@dataclass(frozen=True)
class Door:
    """An address, what it is asked for, and how it answers the cast.

    Attributes:
        args: Names of attributes of the scene, or of its town, dotted.
        sent: What is sent; None for a page that is only read.
    """

    name: str
    answers: tuple[int, ...]
    args: tuple[str, ...] = ()
    sent: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return self.name + ("" if self.sent is None else "+")


VISIT = ("visit.pk",)
POST = ("town.melati.pk",)
PROMISE = ("promise.pk",)
CONTACT = ("contact.pk",)
REPORT = ("report.pk",)
VILLAGE = ("town.village.path",)

DOORS = (
    Door("today:today", EVERYBODY_IN_OFFICE),
    Door("situation:situation", SUPERIORS),
    Door("posts:list", (200, 200, 200, 200, 200, 403)),
    Door("posts:geojson", (200, 200, 200, 200, 200, 403)),
    Door(
        "posts:answer",
        (302, 302, 302, 404, 302, 403),
        ("silence.pk",),
        {"reason": "rain"},
    ),
    Door("posts:silences", (200, 200, 200, 200, 200, 403)),
    Door("posts:tonight", (200, 200, 200, 200, 200, 403)),
    Door("posts:register", EVERYBODY_IN_OFFICE),
    Door("posts:post", (200, 200, 200, 404, 200, 403), POST),
    Door("posts:update", (200, 200, 200, 404, 200, 403), POST),
    Door("posts:equipment", (200, 200, 200, 404, 200, 403), POST),
    Door("posts:signals", (200, 200, 200, 404, 200, 403), POST),
    Door("posts:verify", (302, 302, 302, 404, 403, 403), POST, {}),
    Door("posts:head", RINA_S, POST, {}),
    Door("posts:poster", (200, 200, 200, 404, 200, 403), POST),
    Door("visits:list", EVERYBODY_IN_OFFICE),
    Door("visits:record", EVERYBODY_IN_OFFICE),
    Door("visits:paste", EVERYBODY_IN_OFFICE),
    Door("visits:to_review", SUPERIORS),
    Door("visits:bos", EVERYBODY_IN_OFFICE),
    Door("visits:linmas", EVERYBODY_IN_OFFICE),
    Door("visits:visit", RINA_S, VISIT),
    Door("visits:correct", RINA_S, VISIT),
    Door("visits:ask", (403, 302, 302, 403, 403, 403), VISIT, {"ask-text": "Kapan?"}),
    Door("visits:answer", (409, 403, 403, 404, 403, 403), VISIT, {"answer-text": "Ya"}),
    Door("visits:approve", (403, 302, 302, 403, 403, 403), VISIT, {"approve-text": ""}),
    Door(
        "visits:set_aside",
        (403, 302, 302, 403, 403, 403),
        VISIT,
        {"set_aside-text": "Ganda"},
    ),
    Door("visits:names", RINA_S, VISIT, {}),
    Door("visits:add_photos", (302, 403, 403, 404, 403, 403), VISIT, {"photo": "one"}),
    Door("visits:photo", RINA_S, ("visit.pk", "photo.pk")),
    Door("visits:whatsapp", RINA_S, VISIT),
    Door("visits:pdf", RINA_S, VISIT),
    Door("visits:table", RINA_S, VISIT),
    Door("sheets:sheet", (403, 403, 200, 403, 403, 403)),
    Door("sheets:heading", (403, 403, 200, 403, 403, 403)),
    Door("community:villages", (302, 200, 200, 302, 403, 403)),
    Door("community:village", RINA_S, VILLAGE),
    Door("community:add", RINA_S, VILLAGE),
    Door("community:add_partner", RINA_S, VILLAGE),
    Door("community:contact", RINA_S, CONTACT),
    Door("community:name", RINA_S, CONTACT, {}),
    Door("community:met", (302, 302, 302, 404, 403, 403), CONTACT, {}),
    Door("community:renew", (302, 302, 302, 404, 403, 403), CONTACT, {}),
    Door("community:end", (302, 302, 302, 404, 403, 403), CONTACT, {}),
    Door("community:end_partner", (302, 302, 302, 404, 403, 403), ("partner.pk",), {}),
    Door("follow_ups:board", (200, 200, 200, 200, 200, 403)),
    Door("follow_ups:promise", (200, 200, 200, 404, 200, 403), PROMISE),
    Door(
        "follow_ups:answer",
        (302, 302, 302, 404, 302, 403),
        PROMISE,
        {"answer-text": "Besok"},
    ),
    Door(
        "follow_ups:declare_done", (302, 302, 302, 404, 302, 403), PROMISE, {"x": "y"}
    ),
    Door("follow_ups:confirm", (409, 409, 409, 404, 409, 403), PROMISE, {"x": "y"}),
    Door(
        "follow_ups:reopen",
        (409, 409, 409, 404, 409, 403),
        PROMISE,
        {"reopen-text": "Belum"},
    ),
    Door(
        "follow_ups:postpone",
        (302, 302, 302, 404, 302, 403),
        PROMISE,
        {"postpone-text": "Hujan", "postpone-due": "2027-12-01"},
    ),
    Door(
        "follow_ups:give_up",
        (302, 302, 302, 404, 302, 403),
        PROMISE,
        {"give_up-text": "Tiang milik PLN"},
    ),
    Door("reports:list", EVERYBODY_IN_OFFICE),
    Door("reports:report", RINA_S, REPORT),
    Door("reports:open", (403, 403, 200, 403, 403, 403), REPORT, {}),
    Door("reports:teller", RINA_S, REPORT, {}),
    Door("reports:ask", (302, 302, 302, 404, 403, 403), REPORT, {"ask-text": "Di?"}),
    Door(
        "reports:answer", (302, 302, 302, 404, 403, 403), REPORT, {"answer-text": "Ya"}
    ),
    Door(
        "reports:pledge",
        (302, 302, 302, 404, 404, 403),
        REPORT,
        {"pledge-text": "Lampu diganti", "pledge-answerer": "village"},
    ),
    Door(
        "reports:close",
        (302, 302, 302, 404, 403, 403),
        REPORT,
        {"close-text": "Sudah", "close-closing": "done"},
    ),
    Door("reports:merge", (422, 422, 422, 404, 403, 403), REPORT, {"merge-text": "x"}),
    Door("people:list", EVERYBODY_IN_OFFICE),
    Door("people:person", RINA_S, ("officer_id",)),
    Door("people:seat", RINA_S, ("seat.pk",)),
    Door("people:hand_over", (403, 200, 200, 403, 403, 403), ("seat.pk",)),
    Door("people:handover", RINA_S, ("handover.pk",)),
    Door("units:tree", EVERYBODY_IN_OFFICE),
    Door("units:unit", EVERYBODY_IN_OFFICE, ("town.polsek.path",)),
    Door("places:search", (200, 200, 200, 200, 200, 403)),
    Door("places:place", (200, 200, 200, 200, 200, 403), VILLAGE),
    Door("ledger:lines", (403,) * 6),
    Door("ledger:parked", (403,) * 6),
)
ELSEWHERE = ("account", "members", "news")
"""Rooms whose own tests stand beside them."""


def _at(scene: Scene, dotted: str) -> Any:
    found: Any = scene
    for name in dotted.split("."):
        found = getattr(found, name)
    return found


def _knock(client: Client, door: Door, scene: Scene, *, args: Any = None) -> Any:
    known = [_at(scene, one) for one in door.args]
    url = reverse(f"console:{door.name}", args=known if args is None else args)
    if door.sent is None:
        return client.get(url)
    sent = dict(door.sent)
    if "photo" in sent:
        sent = {"add-photos": SimpleUploadedFile("a.jpg", picture(colour="red"))}
    return client.post(url, sent)


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_the_cast_before_every_door(scene: Scene, browser: Browser, door: Door) -> None:
    found = {}
    for who in PEOPLE:
        with transaction.atomic():  # whoever comes next finds the door as it was
            client = browser(getattr(scene.town, who))
            found[who] = _knock(client, door, scene).status_code
            transaction.set_rollback(True)
    assert found == dict(zip(PEOPLE, door.answers, strict=True))


def test_who_is_not_signed_in_is_sent_to_sign_in(
    scene: Scene, browser: Browser
) -> None:
    for door in DOORS:
        answer = _knock(browser(None), door, scene)
        assert answer.status_code == 302, door
        assert answer.url.startswith("/masuk/?next=/"), door


HIDDEN = [door for door in DOORS if door.answers[3] == 404]


def test_what_is_hidden_and_what_is_absent_get_the_same_words(
    scene: Scene, browser: Browser
) -> None:
    client = browser(scene.town.yosef)
    for door in HIDDEN:
        known = [_at(scene, one) for one in door.args]
        absent_args = [
            "12.18.04.2999" if isinstance(one, str) else NOT_A_THING for one in known
        ]
        answers = [_knock(client, door, scene, args=a) for a in (known, absent_args)]
        assert [one.status_code for one in answers] == [404, 404], door
        hidden, absent = (_words(one, *known, *absent_args) for one in answers)
        assert hidden == absent, door


def _words(answer: Any, *addresses: object) -> str:
    text: str = answer.content.decode()
    for address in addresses:
        text = text.replace(str(address), "X")
    # The token of the page's forms is another one each time.
    start = text.partition("<main")[2]
    return start.partition("</main>")[0]


def test_every_door_of_the_console_is_in_the_table() -> None:
    console = next(
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLResolver) and one.app_name == "console"
    )
    rooms = [one for one in console.url_patterns if isinstance(one, URLResolver)]
    names = {
        f"{room.app_name}:{one.name}"
        for room in rooms
        if room.app_name not in ELSEWHERE
        for one in room.url_patterns
        if isinstance(one, URLPattern)
    }
    assert names == {door.name for door in DOORS}
