"""F36: every kind of page, in real Chromium: guarding headers, no broken policy, no error, no request to anybody else.

Pages are found by walking the sample office (`tests/browser/walk.py`), by whoever may open them. What it does not show: what only an office behind
HTTPS has (HSTS, the redirect, secure cookies), and a mark of the Observatory, whose scanner is not run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser import walk
from tests.browser.arriving import enter
from tests.browser.conftest import CHROMIUM, DESKTOP, FLAGS, PATIENCE_MS
from tests.browser.listening import Heard, listen, missing
from tests.conftest import Desk, make_sample_office, serving
from tests.reliability.figures.figure import Figure

LANGUAGES = ("ko", "en")
OUTSIDE = "http://192.0.2.1/"  # documentation address (RFC 5737): nobody answers there
NOT_THERE = "a page that is not there"
"""Chromium itself reports its 404 in the console."""


def measure_pages(n: int) -> Figure:
    """Up to n visits: every kind of page in one language, then in the other, in an office with the sample year."""
    if not CHROMIUM.exists():
        raise LookupError("there is no Chromium")
    with tempfile.TemporaryDirectory(prefix="bandi-pages-") as folder, serving(make_sample_office(Path(folder) / "home")) as desk, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            return visited(n, desk, browser)
        finally:
            browser.close()


def visited(n: int, desk: Desk, browser: Browser, groups: tuple[str, ...] = walk.GROUPS) -> Figure:
    """Measure on a running desk: the visits, and the pages broken on purpose. groups: of pages, all of them for the published figure."""
    eyes = _Eyes(desk, browser)
    guide = eyes.page("director")
    places = [place for group in groups for place in walk.places(group, guide)]
    rounds = [[(place, LANGUAGES[(at + turn) % len(LANGUAGES)]) for at, place in enumerate(places)] for turn in range(len(LANGUAGES))]
    few = [visit for each in rounds for visit in each][: max(n, 1)] if n >= len(places) else rounds[0][:: -(-len(places) // n)]
    absent = {desk.address + place.address for place in places if place.name == NOT_THERE}
    wrong, requests, told = list[str](), 0, dict[str, int]()
    for place, language in few:
        eyes.speak(language)
        page, heard = eyes.page(place.role), eyes.heard[place.role]
        asked = heard.count
        answer = page.goto(place.address, wait_until="load")
        found = ["no answer"] if answer is None else missing(answer.headers)
        found += [line for line in heard.everything[told.get(place.role, 0) :] if line.split(" ")[0] not in absent or " asked " in line]
        told[place.role], requests = len(heard.everything), requests + heard.count - asked
        if found:
            wrong.append(f"{language} {place.name}: {'; '.join(found[:2])}")
    seen = [name for name, is_seen in _broken_on_purpose(desk, browser) if is_seen]
    return Figure(
        "F36", len(few), len(wrong), f"{len(BROKEN)} pages broken on purpose: {len(seen)} seen", len(seen) == len(BROKEN),
        f"{len({place.address for place, _language in few})} kinds of pages of {len(places)}, each in Korean or English, as {len(eyes.heard)} people may open them; {requests} requests, none to anybody else "
        f"unless a failure says so. Held against a policy without `unsafe-*` that names only ourselves, and six other headers; every report of a broken policy and "
        f"every error of a script counts{': ' + '; '.join(wrong[:4]) if wrong else ''}. Broken on purpose: {', '.join(BROKEN)}. Not shown: what only an office behind HTTPS has "
        f"(HSTS, the redirect, secure cookies), a mark of the Observatory, whose scanner was not run, and what a page does after it is clicked "
        f"(`tests/browser/test_network.py` searches, edits and previews)",
    )  # fmt: skip


@dataclass
class _Eyes:
    """A browser window for each role, signed in once: a second one with copied cookies would be taken for a thief."""

    desk: Desk
    browser: Browser

    def __post_init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self.heard: dict[str, Heard] = {}
        self._language = ""

    def page(self, role: str) -> Page:
        if role not in self._pages:
            context = self.browser.new_context(base_url=self.desk.address, viewport=DESKTOP, reduced_motion="reduce")
            context.set_default_timeout(2 * PATIENCE_MS)
            page = self._pages[role] = context.new_page()
            if role:
                enter(page, role, self.desk.passphrases[role])
                page.wait_for_selector(".rail")
            self.heard[role] = listen(page, self.desk.address)
            self._say(page)
        return self._pages[role]

    def speak(self, language: str) -> None:
        if language != self._language:
            self._language = language
            for page in self._pages.values():
                self._say(page)

    def _say(self, page: Page) -> None:
        page.context.add_cookies([{"name": "django_language", "value": self._language or "ko", "url": self.desk.address}])


def _broken_on_purpose(desk: Desk, browser: Browser) -> Iterator[tuple[str, bool]]:
    """Change the answer of one page as a careless hand would; yield whether it was seen."""
    context = browser.new_context(base_url=desk.address)
    for name, change in BROKEN.items():
        page = context.new_page()
        heard = listen(page, desk.address)
        page.route(f"{OUTSIDE}**", lambda route: route.abort())
        page.route("**/sign-in/", _changing(change))
        answer = page.goto("/sign-in/", wait_until="load")
        page.wait_for_timeout(300)
        yield name, bool(heard.everything or (answer and missing(answer.headers)))
        page.close()
    context.close()


Change = Callable[[str, dict[str, str]], tuple[str, dict[str, str]]]


def _changing(change: Change) -> Callable[[Route], None]:
    def changed(route: Route) -> None:
        answer = route.fetch()
        body, headers = change(answer.text(), dict(answer.headers))
        route.fulfill(status=answer.status, headers=headers, body=body)

    return changed


def _with(markup: str) -> Change:
    return lambda body, headers: (body.replace("</body>", f"{markup}</body>"), headers)


def _without(name: str) -> Change:
    return lambda body, headers: (body, {key: value for key, value in headers.items() if key != name})


def _loosened(body: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    return body, {**headers, "content-security-policy": headers["content-security-policy"].replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")}


BROKEN: dict[str, Change] = {
    "a script in the page": _with("<script>window.ran = true</script>"),
    "a style in the page": _with('<p style="color: red">red</p>'),
    "a picture of somebody else": _with(f'<img src="{OUTSIDE}seen.png" alt="">'),
    "the same where the policy is gone": lambda body, headers: _without("content-security-policy")(*_with(f'<img src="{OUTSIDE}seen.png" alt="">')(body, headers)),
    "a policy that allows unsafe styles": _loosened,
    "no word against guessing types": _without("x-content-type-options"),
    "a page that a cache may keep": _without("cache-control"),
}
"""What is done to a page for the control."""
