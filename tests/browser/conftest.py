"""A browser on the running desk: signed in as a role, in a language, a theme and a width."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.arriving import enter
from tests.browser.following import Made, Office, made_office
from tests.conftest import Desk

# The browser's event loop runs in the thread of the tests; Django would take every later query for an asynchronous one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")

CHROMIUM = Path(os.environ.get("BANDI_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
PATIENCE_MS = 15_000
COOKIES_FOR = 120.0
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

Opening = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests are skipped, or fail where BANDI_REQUIRE_ALL is set."""
    if not CHROMIUM.exists():
        missing = f"no browser at {CHROMIUM}; BANDI_CHROMIUM may name another"
        (pytest.fail if os.environ.get("BANDI_REQUIRE_ALL") else pytest.skip)(missing)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, desk: Desk) -> Callable[[str], Any]:
    """Return the cookies of a role, at most two minutes old.

    The desk gives a browser another value to show every five minutes and takes whoever still shows the old one for a thief with
    a copy, which is just what a second context with the same cookies is.
    """
    states: dict[str, tuple[float, Any]] = {}

    def state_of(role: str) -> Any:
        if role not in states or time.monotonic() - states[role][0] > COOKIES_FOR:
            context = browser.new_context(base_url=desk.address)
            page = context.new_page()
            enter(page, role, desk.passphrases[role])
            page.wait_for_selector(".rail")
            states[role] = time.monotonic(), context.storage_state()
            context.close()
        return states[role][1]

    return state_of


@pytest.fixture
def open_page(browser: Browser, desk: Desk, signed_in: Callable[[str], Any]) -> Iterator[Opening]:
    """Return a factory of pages, each in a context of its own; all are closed at the end of the test."""
    contexts: list[BrowserContext] = []

    def open_one(role: str = "director", *, language: str = "en", theme: str = "light", viewport: dict[str, int] = DESKTOP, **more: Any) -> Page:
        state = {"storage_state": signed_in(role)} if role else {}
        context = browser.new_context(base_url=desk.address, viewport=viewport, reduced_motion="reduce", locale=language, **state, **more)
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies([
            {"name": name, "value": value, "url": desk.address}
            for name, value in (("django_language", language), ("bandi_theme", theme))
        ])  # fmt: skip
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session", params=["ko", "en"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """An office that was set up from nothing, in each language; to be copied, not worked in."""
    return made_office(tmp_path_factory.mktemp("made"), request.param)


@pytest.fixture
def office(made: Made, browser: Browser, tmp_path: Path) -> Iterator[Office]:
    """Such an office of one's own, with its desk and a terminal."""
    office = Office(made, tmp_path, browser)
    yield office
    office.close()
