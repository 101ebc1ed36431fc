"""A real Chromium before a real server, for journeys."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from kentongan.doors.console.tests.scene import Scene, build_scene
from kentongan.ground.access.models import Account
from tests.cast import Town, build_town

# Playwright's own loop runs in the thread of the test, where Django would take every
# query for one made inside a coroutine. None is.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PASSWORD = "malam minggu di pos melati"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium, without a window."""
    program = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def town(transactional_db: None) -> Town:
    """The cast, each with a password."""
    town = build_town()
    for account in (town.rina, town.bonar, town.tiur):
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
    return town


@pytest.fixture
def scene(town: Town) -> Scene:
    """A visit of Rina's, and everything around it."""
    return build_scene(town)


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(chromium: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """Sign somebody in on a device of their own, at the page as people do."""
    contexts: list[BrowserContext] = []

    def enter(account: Account, **device: object) -> Page:
        settings = {"viewport": PHONE, "locale": "id-ID", **device}
        context = chromium.new_context(base_url=live_server.url, **settings)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.goto("/masuk/")
        page.locator("input[name=login]").fill(account.sign_in_name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button.btn").first.click()
        page.wait_for_url(lambda url: "/masuk/" not in url)
        return page

    yield enter
    for context in contexts:
        context.close()
