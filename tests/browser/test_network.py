"""No request leaves the desk, no page breaks its own content policy, and every answer carries its guarding headers."""

from __future__ import annotations

import pytest

from tests.browser import walk
from tests.browser.conftest import Opening
from tests.browser.listening import listen, missing
from tests.conftest import Desk

pytestmark = pytest.mark.browser
OUTSIDE = "http://192.0.2.1/"  # documentation address (RFC 5737): nobody answers there


@pytest.mark.slow
@pytest.mark.parametrize("group", walk.GROUPS)
def test_no_page_asks_anybody_else_or_breaks_its_policy(open_page: Opening, desk: Desk, group: str) -> None:
    """Each kind of page in one language, every second one in the other: every answer has its headers, and nothing is asked or complained of."""
    guide, pages, heard, lacking = open_page(), {}, [], []
    for at, place in enumerate(walk.places(group, guide)):
        seen = place.role, ("ko", "en")[at % 2]
        if seen not in pages:
            pages[seen] = open_page(place.role, language=seen[1])
            heard.append(listen(pages[seen], desk.address))
        if place.name != "a page that is not there":  # Chromium itself reports its 404 in the console
            answer = pages[seen].goto(place.address, wait_until="load")
            lacking += [f"{place.name}: {line}" for line in (missing(answer.headers) if answer else ["no answer"])]

    assert sum(one.count for one in heard)
    assert lacking == []
    assert [line for one in heard for line in one.outside] == []
    assert [line for one in heard for line in one.console] == []


def test_searching_editing_and_previewing_ask_nobody_else(open_page: Opening, desk: Desk) -> None:
    page = open_page()
    heard = listen(page, desk.address)
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

    assert headers["x-content-type-options"] == "nosniff"
    if not address.startswith("/static/"):
        assert missing(headers) == []


def test_the_listener_sees_a_request_to_elsewhere(open_page: Opening, desk: Desk) -> None:
    page = open_page("", bypass_csp=True)
    heard = listen(page, desk.address)
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
    heard = listen(page, desk.address)
    page.goto("/sign-in/")
    with page.expect_console_message(lambda message: message.text.startswith("policy:")):
        page.evaluate(f"() => {{ {broken}; }}")

    assert any(directive in line for line in heard.policy)
    assert page.evaluate("window.ran") is None
    assert heard.outside == []
