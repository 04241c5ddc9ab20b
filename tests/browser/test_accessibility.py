"""No page of the desk has a serious or critical finding of axe, in either language, in both themes, on a phone."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import walk
from tests.browser.conftest import PHONE, Opening

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
GRAVE = {"serious", "critical"}
ASK = "async (rules) => (await axe.run({exclude: [['tbody tr:nth-child(n+7)']]}, {resultTypes: ['violations'], ...rules})).violations"
"""The rows of a table are alike; from the seventh on they only cost time."""
ALL: dict[str, Any] = {}
BUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": ["color-contrast"]}
"""Words change with the language and colours with the theme, never the other way: each is looked at where it can differ."""


def grave_findings(page: Page, name: str, rules: dict[str, Any] = ALL) -> list[str]:
    """Return what axe finds serious on the page that is shown, one line for each element."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(ASK, rules)
    return [
        f"{name} ({page.url}): {rule['id']}, {rule['help']}: {' '.join(map(str, node['target']))}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"][:5]
    ]


def walked(opened: Opening, group: str, rules: dict[str, Any] = ALL, **look: Any) -> list[str]:
    """Return the grave findings of all pages of a group."""
    guide = opened("director", **look)
    pages: dict[str, Page] = {}
    said: list[str] = []
    for place in walk.places(group, guide):
        page = pages.get(place.role) or pages.setdefault(place.role, opened(place.role, bypass_csp=True, **look))
        page.goto(place.address, wait_until="load")
        said += grave_findings(page, place.name, rules)
    return said


def shown(found: list[str]) -> str:
    return f"{len(found)} findings\n" + "\n".join(found)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("group", walk.GROUPS)
def test_no_page_shuts_anybody_out(open_page: Opening, group: str, language: str) -> None:
    found = walked(open_page, group, ALL if language == "ko" else BUT_COLOURS, language=language)

    assert not found, shown(found)


@pytest.mark.parametrize("group", ["year", "proof", "report", "door", "advocacy"])
def test_no_page_shuts_anybody_out_in_the_dark(open_page: Opening, group: str) -> None:
    found = walked(open_page, group, COLOURS, language="ko", theme="dark")

    assert not found, shown(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_shuts_anybody_out_on_a_phone_and_none_runs_over_its_edge(open_page: Opening, theme: str) -> None:
    page = open_page("director", language="ko", theme=theme, viewport=PHONE, bypass_csp=True)
    record = walk.first_record(page, "activities")
    found = []
    advocacy = [place.address for place in walk.places("advocacy", page)] if theme == "dark" else []
    for address in ("/", "/activities/", record, f"{record}edit/", "/calendar/2024/5/", "/claims/?year=2024", "/report/?year=2024", "/search/?q=seoul", *advocacy):
        page.goto(address, wait_until="load")
        found += grave_findings(page, "phone")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"phone ({address}): the page is {over} px wider than the screen"] if over > 0 else []
    door = open_page("", language="ko", theme=theme, viewport=PHONE)
    door.goto("/sign-in/")
    assert door.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the door is wider than a phone"

    assert not found, shown(found)


def test_what_opens_on_a_page_shuts_nobody_out(open_page: Opening) -> None:
    page = open_page("director", language="ko", bypass_csp=True)
    page.goto("/activities/")
    page.keyboard.press("Control+k")
    page.wait_for_selector(".palette-list [role=option]")
    found = grave_findings(page, "palette")
    page.keyboard.press("Escape")
    page.locator("td .cell-open").first.click()
    page.wait_for_selector("[data-cell-form]")
    found += grave_findings(page, "cell")
    page.goto("/activities/paste/")
    page.fill("#paste-rows", "날짜\t제목\n2024-02-30\t등불 음악회\n2024-05-16\t달빛 모임")
    page.click("form:has(#paste-rows) button.is-primary")
    page.wait_for_selector("table.is-paste")
    found += grave_findings(page, "paste preview")

    assert not found, shown(found)


def test_the_check_sees_a_picture_without_words_and_a_field_without_a_label(open_page: Opening) -> None:
    page = open_page("", bypass_csp=True)
    page.goto("/sign-in/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<main><img src=\"/static/desk/logo.svg\"><input type=text></main>')")

    rules = " ".join(grave_findings(page, "broken on purpose"))

    assert "image-alt" in rules
    assert "label" in rules


def test_the_check_sees_pale_words_also_when_it_looks_at_colours_alone(open_page: Opening) -> None:
    page = open_page("", bypass_csp=True)
    page.goto("/sign-in/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<main><p id=pale>hardly to be read</p></main>')")
    page.evaluate("document.getElementById('pale').style.cssText = 'color: #ddd; background: #fff'")

    assert "color-contrast" in " ".join(grave_findings(page, "pale", COLOURS))
    assert "color-contrast" not in " ".join(grave_findings(page, "pale", BUT_COLOURS))
