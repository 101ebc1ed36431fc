"""Live streams tell that something happened, to whoever is signed in, and no more."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from kentongan.config import live
from kentongan.config.live import Listener, Streams, event, last_seen, may_listen
from kentongan.ground.access.models import Account
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.sealer import seal_waiting
from kentongan.ground.ledger.services import record

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


async def anybody(scope: object) -> bool:
    return True


async def nobody(scope: object) -> bool:
    return False


@sync_to_async
def happened(*acts: str) -> None:
    for act in acts:
        record(act, f"visit:{new_id()}", by=None, at=NOW, place="12.18.04.2024")
    seal_waiting()


class Browser:
    """One open stream, seen from the other end."""

    def __init__(self) -> None:
        self.parts: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.left = asyncio.Event()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            await self.parts.put(message)

    async def receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def next(self) -> bytes:
        part = await asyncio.wait_for(self.parts.get(), 10)
        return bytes(part["body"])

    async def news(self) -> dict[str, Any]:
        while not (part := await self.next()).startswith(b"id:"):
            pass
        number, data = part.decode().strip().split("\n")
        told: dict[str, Any] = json.loads(data.removeprefix("data: "))
        assert number == f"id: {told['number']}"
        return told


def scope(path: str = "/live/ledger", method: str = "GET", **headers: str) -> Any:
    pairs = [
        (name.replace("_", "-").encode(), value.encode())
        for name, value in headers.items()
    ]
    return {"type": "http", "path": path, "method": method, "headers": pairs}


@asynccontextmanager
async def listening(streams: Streams, **headers: str) -> AsyncIterator[Browser]:
    browser = Browser()
    task = asyncio.create_task(
        streams(scope(**headers), browser.receive, browser.send)  # type: ignore[arg-type]
    )
    try:
        assert await browser.next() == b"retry: 3000\n\n"
        yield browser
    finally:
        browser.left.set()
        await asyncio.wait_for(task, 10)


def run(test: Callable[[Streams], Awaitable[None]]) -> None:
    async def around() -> None:
        streams = Streams(anybody)
        try:
            await test(streams)
        finally:
            await streams.close()
            await sync_to_async(connections.close_all)()

    asyncio.run(around())


def test_a_sealed_line_is_told_by_number_and_topic_alone() -> None:
    async def walk(streams: Streams) -> None:
        async with listening(streams) as browser:
            assert browser.headers[b"x-accel-buffering"] == b"no"
            assert browser.headers[b"content-type"] == b"text/event-stream"
            await happened("visit.recorded", "follow_up.promised")
            told = await browser.news()
            assert told == {"number": 2, "topics": ["follow_up", "visit"]}

    run(walk)


def test_everybody_hears_of_it() -> None:
    async def walk(streams: Streams) -> None:
        async with listening(streams) as one, listening(streams) as other:
            await happened("visit.recorded")
            assert (await one.news())["number"] == (await other.news())["number"] == 1
        assert not streams.listeners

    run(walk)


def test_what_was_missed_comes_as_one_event() -> None:
    async def walk(streams: Streams) -> None:
        await happened("visit.recorded", "post.registered", "visit.recorded")
        async with listening(streams, last_event_id="1") as browser:
            assert await browser.news() == {"number": 3, "topics": ["post", "visit"]}

    run(walk)


def test_who_missed_nothing_is_told_nothing() -> None:
    async def walk(streams: Streams) -> None:
        await happened("visit.recorded")
        async with listening(streams, last_event_id="1") as browser:
            await happened("post.registered")
            assert await browser.news() == {"number": 2, "topics": ["post"]}

    run(walk)


def test_who_missed_very_much_is_told_that_all_may_have_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "FARTHEST_BACK", 2)

    async def walk(streams: Streams) -> None:
        await happened(*["visit.recorded"] * 4)
        async with listening(streams, last_event_id="1") as browser:
            assert await browser.news() == {"number": 4, "topics": ["*"]}

    run(walk)


def test_a_silent_stream_still_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_S", 0.05)

    async def walk(streams: Streams) -> None:
        async with listening(streams) as browser:
            assert await browser.next() == b": still here\n\n"

    run(walk)


def test_a_stream_ends_after_its_time_so_that_a_sign_out_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "LIFE_S", 0.1)

    async def walk(streams: Streams) -> None:
        async with listening(streams) as browser:
            last = await asyncio.wait_for(browser.parts.get(), 5)
            assert last["more_body"] is False

    run(walk)


def test_all_streams_end_when_the_server_does() -> None:
    async def walk(streams: Streams) -> None:
        async with listening(streams) as browser:
            streams.close_soon()
            last = await asyncio.wait_for(browser.parts.get(), 5)
            assert last["more_body"] is False

    run(walk)


async def heard(asked: Any) -> bool:
    """What `may_listen` says; its thread's connection is closed for the next test."""
    try:
        return await may_listen(asked)
    finally:
        await sync_to_async(connections.close_all)()


async def answer(streams: Streams, asked: Any) -> int:
    browser = Browser()
    browser.left.set()
    await streams(asked, browser.receive, browser.send)  # type: ignore[arg-type]
    return browser.status


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (scope(method="POST"), 404),
        (scope(path="/live/"), 404),
        (scope(path="/live/ledger/../keys"), 404),
        (scope(), 401),
        (scope(cookie="sessionid=invented"), 401),
        (scope(cookie="sessionid"), 401),
        (scope(cookie="\x00=;;;sessionid=" + "a" * 5000), 401),
    ],
)
def test_strangers_and_other_addresses_open_no_stream(asked: Any, status: int) -> None:
    streams = Streams(heard)
    assert asyncio.run(answer(streams, asked)) == status
    assert not streams.listeners


def test_who_may_not_listen_opens_no_connection() -> None:
    streams = Streams(nobody)
    assert asyncio.run(answer(streams, scope())) == 401
    assert streams._watch is None


def test_more_streams_than_fit_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_STREAMS", 1)

    async def walk(streams: Streams) -> None:
        async with listening(streams):
            assert await answer(streams, scope()) == 503

    run(walk)


def signed_in(account: Account) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def test_who_is_signed_in_may_listen_until_the_session_ends() -> None:
    account = Account.objects.create(
        sign_in_name="dewi", display_name="Dewi", created_at=NOW
    )
    key = signed_in(account)
    asked = scope(cookie=f"bahasa=id; {settings.SESSION_COOKIE_NAME}={key}")
    assert asyncio.run(heard(asked))
    import_module(settings.SESSION_ENGINE).SessionStore(key).delete()
    assert not asyncio.run(heard(asked))


def test_a_closed_account_may_not_listen() -> None:
    account = Account.objects.create(
        sign_in_name="dewi", display_name="Dewi", created_at=NOW
    )
    asked = scope(cookie=f"{settings.SESSION_COOKIE_NAME}={signed_in(account)}")
    Account.objects.update(is_active=False)
    assert not asyncio.run(heard(asked))


@given(st.text(max_size=40))
def test_whatever_a_browser_says_it_saw_is_a_number_or_nothing(text: str) -> None:
    seen = last_seen(text)
    assert seen is None or 0 <= seen < 2**63


@given(st.lists(st.tuples(st.integers(1, 10**9), st.sets(st.sampled_from("abc")))))
def test_joined_news_lose_no_topic_and_never_count_back(
    news: list[tuple[int, set[str]]],
) -> None:
    listener = Listener()
    for number, topics in news:
        listener.tell(number, topics)
    whole = set[str]().union(*(topics for _, topics in news))
    number = max((number for number, _ in news), default=0)
    assert listener.take() == event(number, whole)
    assert listener.take() == event(number, set())
