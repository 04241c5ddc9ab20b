"""No request leaves the desk, no page breaks its own content policy, and every answer carries its guarding headers."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser import walk
from tests.browser.conftest import Opening
from tests.conftest import Desk

pytestmark = pytest.mark.browser
OUTSIDE = "http://192.0.2.1/"  # documentation address (RFC 5737): nobody answers there
LISTEN = """
window.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`));
"""


@dataclass
class Heard:
    """What a page did that it must not: requests to elsewhere, errors in the console, broken policies, failed scripts."""

    outside: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    count: int = 0

    @property
    def policy(self) -> list[str]:
        return [line for line in self.console if "policy" in line.lower()]


def listen(page: Page, desk: Desk) -> Heard:
    """Begin to write down what `page` asks for and complains about."""
    heard, home = Heard(), urlsplit(desk.address).netloc

    def asked(request: Request) -> None:
        heard.count += 1
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != home:
            heard.outside.append(f"{page.url} asked {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.console.append(f"{page.url} {message.type}: {message.text}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: heard.console.append(f"{page.url} script: {error}"))
    page.add_init_script(LISTEN)
    return heard


@pytest.mark.slow
@pytest.mark.parametrize("group", walk.GROUPS)
def test_no_page_asks_anybody_else_or_breaks_its_policy(open_page: Opening, desk: Desk, group: str) -> None:
    guide, pages, heard = open_page(), {}, []
    for place in walk.places(group, guide):
        if place.role not in pages:
            pages[place.role] = open_page(place.role, language="ko")
            heard.append(listen(pages[place.role], desk))
        if place.name != "a page that is not there":  # Chromium itself reports its 404 in the console
            pages[place.role].goto(place.address, wait_until="load")

    assert sum(one.count for one in heard)
    assert [line for one in heard for line in one.outside] == []
    assert [line for one in heard for line in one.console] == []


def test_searching_editing_and_previewing_ask_nobody_else(open_page: Opening, desk: Desk) -> None:
    page = open_page()
    heard = listen(page, desk)
    page.goto("/activities/")
    page.keyboard.press("Control+k")
    page.wait_for_selector(".palette-list [role=option]")
    with page.expect_response(lambda answer: answer.url.endswith("/palette/") and answer.request.post_data == "q=seoul"):
        page.keyboard.type("seoul")
    page.keyboard.press("Escape")
    page.locator("td[data-label=Place] .cell-open").nth(1).click()
    page.locator("[data-cell-form] input[name=place_text]").fill("Acorn Village")
    with page.expect_response(lambda answer: "/cell/place_text/" in answer.url and answer.request.method == "POST"):
        page.keyboard.press("Enter")
    page.wait_for_selector("td.is-saved")
    section = next(place for place in walk.places("report", page) if place.name.startswith("section"))
    page.goto(section.address)
    with page.expect_response(lambda answer: answer.url.endswith("/preview/")):
        page.locator("#body").press_sequentially("7")

    assert heard.outside == []
    assert heard.console == []


@pytest.mark.parametrize("address", ["/sign-in/", "/", "/activities/", "/report/?year=2024", "/static/desk/favicon.svg", "/activities/export.csv"])
def test_every_answer_carries_its_guarding_headers(open_page: Opening, address: str) -> None:
    headers = open_page().request.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers.get("content-security-policy", "").split(";") if " " in part.strip())

    assert headers["x-content-type-options"] == "nosniff"
    if not address.startswith("/static/"):
        assert "unsafe" not in str(policy)
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert headers["referrer-policy"] in ("same-origin", "no-referrer")


def test_the_listener_sees_a_request_to_elsewhere(open_page: Opening, desk: Desk) -> None:
    page = open_page("", bypass_csp=True)
    heard = listen(page, desk)
    page.route(f"{OUTSIDE}**", lambda route: route.abort())
    page.goto("/sign-in/")
    page.evaluate("(address) => fetch(address).catch(() => null)", OUTSIDE)

    assert len(heard.outside) == 1


@pytest.mark.parametrize(
    ("broken", "directive"),
    [
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">red</p>')", "style-src"),
        ("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))", "script-src"),
        ("fetch('http://192.0.2.1/').catch(() => null)", "connect-src"),
    ],
)
def test_the_listener_sees_a_broken_policy_and_the_policy_holds(open_page: Opening, desk: Desk, broken: str, directive: str) -> None:
    page = open_page("")
    heard = listen(page, desk)
    page.goto("/sign-in/")
    with page.expect_console_message(lambda message: message.text.startswith("policy:")):
        page.evaluate(f"() => {{ {broken}; }}")

    assert any(directive in line for line in heard.policy)
    assert page.evaluate("window.ran") is None
    assert heard.outside == []
