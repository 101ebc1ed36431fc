"""Live streams: that something happened, never what; pages then ask for it.

One event is `{"number": 123, "topics": ["visit", "follow_up"]}`: the ledger's last
number and the kinds of things that moved since the event before. Whoever missed some
tells the last number they saw (`Last-Event-ID`) and gets one event for the gap.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, Final

import psycopg
import structlog
from asgiref.sync import sync_to_async
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope
from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections, connection
from django.http import HttpRequest

from kentongan.ground.ledger.rules import CHANNEL

HEARTBEAT_S: Final = 20.0
"""Often enough that no proxy between takes the silence for the end."""
REST_S: Final = 0.5
"""The least time between two events of one stream; what comes between is joined."""
LIFE_S: Final = 300.0
"""A stream ends after this long, so that a sign-out is noticed; browsers come back."""
MOST_STREAMS: Final = 2000
FARTHEST_BACK: Final = 10_000
"""Who missed more lines than this is told that everything may have moved."""
EVERYTHING: Final = "*"

MayListen = Callable[[HTTPScope], Awaitable[bool]]
log = structlog.get_logger("kentongan.live")

_TOPICS: Final = """
select coalesce(max(s.number), %(after)s),
       coalesce(array_agg(distinct split_part(l.act, '.', 1))
                filter (where l.act is not null), '{}')
from ledger_seal s left join ledger_line l on l.id = s.line_id
where s.number > %(after)s
"""
_LAST: Final = "select coalesce(max(number), 0) from ledger_seal"


async def may_listen(scope: HTTPScope) -> bool:
    """Whether somebody is signed in; asked once for each stream."""
    return await sync_to_async(_is_signed_in)(_cookie(scope))


def _is_signed_in(session_key: str) -> bool:
    close_old_connections()
    request = HttpRequest()
    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(session_key or None)
    return bool(session_key) and get_user(request).is_authenticated


def _cookie(scope: HTTPScope) -> str:
    try:
        jar = SimpleCookie(_header(scope, b"cookie"))
    except CookieError:
        return ""
    found = jar.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _header(scope: HTTPScope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return ""


def last_seen(text: str) -> int | None:
    """The number that a browser says it saw last; None if it says none."""
    # Longer numbers than PostgreSQL's would only be sent by somebody who plays.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def event(number: int, topics: set[str]) -> bytes:
    """One server-sent event."""
    data = json.dumps({"number": number, "topics": sorted(topics)})
    return f"id: {number}\ndata: {data}\n\n".encode()


@dataclass(eq=False)
class Listener:
    """One open stream: what it has not been told yet."""

    number: int = 0
    topics: set[str] = field(default_factory=set)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, number: int, topics: set[str]) -> None:
        """Add news, and wake the stream."""
        self.number = max(number, self.number)
        self.topics |= topics
        self.woken.set()

    def take(self) -> bytes:
        """All news as one event."""
        told = event(self.number, self.topics)
        self.topics = set()
        self.woken.clear()
        return told


class Streams:
    """All live streams of one process, woken by its one listening connection."""

    def __init__(self, may_listen: MayListen) -> None:
        """Take the question of who may listen; the database is not touched yet."""
        self.may_listen = may_listen
        self.listeners: set[Listener] = set()
        self.number = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._closing = asyncio.Event()

    async def __call__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Answer one request for a stream, until either side ends it."""
        if scope["method"] != "GET" or scope["path"] != "/live/ledger":
            await _say(send, 404, b"")
        elif not await self.may_listen(scope):
            # JSON and no redirect: a script asks, and it must not follow to a page.
            await _say(send, 401, b'{"code": "signed-out"}')
        elif len(self.listeners) >= MOST_STREAMS or self._closing.is_set():
            await _say(send, 503, b'{"code": "too-many"}')
        else:
            await self._stream(
                last_seen(_header(scope, b"last-event-id")), receive, send
            )

    def close_soon(self) -> None:
        """End all streams; may be called from a signal handler."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._closing.set)

    async def close(self) -> None:
        """End all streams and the listening connection."""
        self._closing.set()
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch

    async def _stream(
        self, seen: int | None, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        await self._begin_to_watch()
        listener = Listener(number=self.number)
        self.listeners.add(listener)
        ended = asyncio.create_task(self._until_the_end(receive))
        try:
            await _open(send)
            if seen is not None and seen < self.number:
                listener.tell(*await self._missed(seen))
            async with asyncio.timeout(LIFE_S):
                async for part in self._parts(listener, ended):
                    await _part(send, part)
        except (TimeoutError, OSError):
            pass
        finally:
            self.listeners.discard(listener)
            ended.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _parts(
        self, listener: Listener, ended: "asyncio.Task[None]"
    ) -> AsyncIterator[bytes]:
        while not ended.done():
            woken = asyncio.create_task(listener.woken.wait())
            either: set[asyncio.Task[Any]] = {woken, ended}
            await asyncio.wait(
                either, timeout=HEARTBEAT_S, return_when="FIRST_COMPLETED"
            )
            woken.cancel()
            if ended.done():
                return
            yield listener.take() if listener.woken.is_set() else b": still here\n\n"
            await asyncio.wait({ended}, timeout=REST_S)

    async def _until_the_end(self, receive: ASGIReceiveCallable) -> None:
        closing = asyncio.create_task(self._closing.wait())
        left = asyncio.create_task(_until_left(receive))
        try:
            await asyncio.wait({closing, left}, return_when="FIRST_COMPLETED")
        finally:
            closing.cancel()
            left.cancel()

    async def _missed(self, seen: int) -> tuple[int, set[str]]:
        if self.number - seen > FARTHEST_BACK:
            return self.number, {EVERYTHING}
        async with await _connect() as database:
            return await _news(database, seen)

    async def _begin_to_watch(self) -> None:
        if self._watch is None:
            self._loop = asyncio.get_running_loop()
            self._watch = asyncio.create_task(self._watch_for_ever())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ready.wait(), 5)

    async def _watch_for_ever(self) -> None:
        pause = 0.5
        while True:
            try:
                async with await _connect() as database:
                    await database.execute(f"LISTEN {CHANNEL}")
                    pause = 0.5
                    while True:
                        await self._catch_up(database)
                        # Ended after the first, since it keeps the connection to
                        # itself; what comes meanwhile waits for the next turn.
                        told = database.notifies(timeout=HEARTBEAT_S, stop_after=1)
                        async for _ in told:
                            pass
            except psycopg.Error as error:
                log.warning("lost the database", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 15)

    async def _catch_up(self, database: psycopg.AsyncConnection) -> None:
        if not self._ready.is_set():
            row = await (await database.execute(_LAST)).fetchone()
            self.number = row[0] if row else 0
            self._ready.set()
            return
        number, topics = await _news(database, self.number)
        if number > self.number:
            self.number = number
            for listener in self.listeners:
                listener.tell(number, topics)


async def _news(database: psycopg.AsyncConnection, after: int) -> tuple[int, set[str]]:
    row = await (await database.execute(_TOPICS, {"after": after})).fetchone()
    return (row[0], set(row[1])) if row else (after, set())


async def _connect() -> psycopg.AsyncConnection:
    given = connection.get_connection_params()
    keep = {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert"}
    wanted = {key: value for key, value in given.items() if key in keep}
    return await psycopg.AsyncConnection.connect(**wanted, autocommit=True)


async def _until_left(receive: ASGIReceiveCallable) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _open(send: ASGISendCallable) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [
                (b"content-type", b"text/event-stream"),
                (b"cache-control", b"no-store"),
                (b"x-accel-buffering", b"no"),
                (b"x-content-type-options", b"nosniff"),
            ],
            "trailers": False,
        }
    )
    await _part(send, b"retry: 3000\n\n")


async def _part(send: ASGISendCallable, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _say(send: ASGISendCallable, status: int, body: bytes) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"cache-control", b"no-store"),
            ],
            "trailers": False,
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})
