"""What people do at the desk in a day, by hand in a real browser."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.arriving import enter
from tests.browser.conftest import Opening
from tests.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TABLE = "#activities-table"


def new_activity(page: Page, title: str, when: str = "2024-05-16") -> str:
    """Write an invented activity through the form and return its address."""
    page.goto("/activities/new/")
    page.locator("form.is-record [name=kind]").select_option(index=1)
    page.fill("form.is-record [name=title_en]", title)
    page.fill("form.is-record [name=when]", when)
    page.click("form.is-record button.is-primary")
    page.wait_for_url(re.compile(rf"/activities/{walk.ID}/$"))
    return page.url


def count_of(page: Page) -> int:
    """Return how many rows the list says it has."""
    return int(re.findall(r"\d+", page.locator(f"{TABLE} [role=status]").inner_text())[-1])


def test_a_wrong_passphrase_stays_outside_and_the_right_one_enters(open_page: Opening, desk: Desk) -> None:
    page = open_page("")
    enter(page, "officer", "wrong-wrong-wrong-wrong")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    page.goto("/activities/")
    assert "/sign-in/" in page.url

    enter(page, "officer", desk.passphrases["officer"])
    expect(page.locator(".rail")).to_be_visible()


def test_the_door_leads_on_to_the_page_that_was_asked_for(open_page: Opening, desk: Desk) -> None:
    page = open_page("")
    page.goto("/media/?q=seoul")
    page.fill("input[name=username]", "officer")
    page.fill("input[name=password]", desk.passphrases["officer"])
    page.click("form.form button.is-primary")

    page.wait_for_url("**/media/?q=seoul")


def test_a_list_filters_sorts_and_turns_its_pages(open_page: Opening) -> None:
    page = open_page()
    page.goto("/activities/")
    whole = count_of(page)
    page.click(f"{TABLE} .pager a[rel=next]")
    expect(page.locator(f"{TABLE} .pager [aria-current=page]")).to_have_text("2")
    page.goto("/activities/")
    page.click(f"{TABLE} a.sort:has-text('Title')")
    expect(page.locator(f"{TABLE} th[aria-sort]")).to_contain_text("Title")
    page.fill("input[data-filter]", "seoul")
    page.wait_for_url("**/activities/**q=seoul**")
    expect(page.locator(f"{TABLE} .chip")).to_contain_text("seoul")
    some = count_of(page)
    titles = [title.strip().casefold() for title in page.locator(f"{TABLE} a.title").all_inner_texts()]

    assert 0 < some < whole
    assert len(titles) == some
    assert titles[0] == min(titles)
    page.click(f"{TABLE} .chip")
    expect(page.locator(f"{TABLE} .chip")).to_have_count(0)
    assert count_of(page) == whole


def test_a_title_is_edited_in_place_and_taken_back(open_page: Opening) -> None:
    page = open_page("officer")
    address = new_activity(page, "Evening of the lanterns")
    cell = page.locator("dd:has(a.cell-open[href*='/title_en/'])")
    cell.locator("a.cell-open").click()
    page.fill("[data-cell-form] [name=title_en]", "Morning of the lanterns")
    page.keyboard.press("Enter")
    expect(cell).to_contain_text("Morning of the lanterns")
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Morning of the lanterns")
    page.locator("#history form button").first.click()
    expect(page.locator("h1")).to_have_text("Evening of the lanterns")


def test_escape_leaves_a_cell_as_it_was(open_page: Opening) -> None:
    page = open_page("officer")
    new_activity(page, "Quiet of the lanterns")
    cell = page.locator("dd:has(a.cell-open[href*='/title_en/'])")
    cell.locator("a.cell-open").click()
    page.fill("[data-cell-form] [name=title_en]", "never saved")
    page.keyboard.press("Escape")

    expect(cell).to_contain_text("Quiet of the lanterns")


def test_the_second_of_two_is_shown_both_versions_and_loses_nothing(open_page: Opening) -> None:
    first, second = open_page("director"), open_page("officer")
    address = new_activity(first, "The tale of two pens")
    for page in (first, second):
        page.goto(f"{address}edit/")
    first.fill("[name=title_en]", "The tale of the first pen")
    first.click("form.is-record button.is-primary")
    first.wait_for_url(address)
    second.fill("[name=title_en]", "The tale of the second pen")
    second.fill("[name=place_text]", "Acorn Village")
    second.click("form.is-record button.is-primary")
    form = second.locator("form#conflict")
    expect(form).to_contain_text("The tale of the first pen")
    expect(form).to_contain_text("The tale of the second pen")
    form.locator("input[name=choice-title_en][value=yours]").check(force=True)
    form.locator("button.is-primary").click()
    second.wait_for_url(address)

    expect(second.locator("h1")).to_have_text("The tale of the second pen")
    expect(second.locator("main")).to_contain_text("Acorn Village")
    expect(second.locator("#history")).to_contain_text("The tale of the first pen")


def test_pasted_rows_are_saved_and_the_broken_one_is_explained(open_page: Opening) -> None:
    page = open_page("officer")
    page.goto("/activities/paste/")
    kind = open_page("officer").request.get("/activities/").text()
    word = re.search(r'<option value="meeting"[^>]*>([^<]+)<', kind)
    assert word, "no kind of that name"
    rows = f"Date\tTitle in English\tKind\n2024-05-16\tAcornfest of the river\t{word[1]}\n2024-02-30\tAcornfest that cannot be\t{word[1]}"
    page.fill("#paste-rows", rows)
    page.click("form:has(#paste-rows) button.is-primary")
    page.click("button[name=save]")
    expect(page.locator("table.is-paste tbody tr")).to_have_count(1)
    expect(page.locator("table.is-paste .field-error")).to_contain_text("2024-02-30")
    page.locator("table.is-paste input[aria-invalid]").fill("2024-02-29")
    page.click("button[name=save]")
    page.wait_for_url("**/activities/")
    page.goto("/activities/?q=acornfest")

    expect(page.locator(f"{TABLE} a.title")).to_have_count(2)


def test_the_file_holds_the_rows_that_are_filtered(open_page: Opening) -> None:
    page = open_page("officer")
    page.goto("/activities/?q=seoul")
    shown = count_of(page)
    page.click(f"{TABLE} .count-tools details summary")
    page.click(f"{TABLE} .menu-item[href*='file=csv']")
    for field, value in (("purpose", "office"), ("audience", "internal"), ("identity", "full")):
        page.select_option(f"#take-{field}", value)
    with page.expect_download() as coming:
        page.click(".form-actions .is-primary")
    text = coming.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))

    assert len(rows) == shown + 1
    assert all(title in text.replace('""', '"') for title in page.locator(f"{TABLE} a.title").all_inner_texts())


@pytest.mark.parametrize("query", ["ㄴㄴㅇ", "naneoul", "나너울"])
def test_the_palette_finds_a_hangul_record(open_page: Opening, query: str) -> None:
    page = open_page(language="ko")
    page.goto("/")
    page.keyboard.press("Control+k")
    page.wait_for_selector(".palette-list [role=option]")
    page.fill("[data-palette] input", query)
    option = page.locator(".palette-list [role=option]", has_text="나너울").first
    expect(option).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(walk.ID))

    expect(page.locator("h1")).to_contain_text("나너울")


def test_another_language_keeps_the_page(open_page: Opening) -> None:
    page = open_page(language="ko")
    page.goto("/activities/?q=seoul&sort=title")
    before = page.url
    page.click("button[name=language][value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    assert page.url == before


def test_the_desk_works_without_script(open_page: Opening) -> None:
    page = open_page("officer", java_script_enabled=False)
    address = new_activity(page, "Lamp without current")
    page.goto("/activities/")
    page.fill("input[name=q]", "Lamp without current")
    page.click(".filter-bar noscript button:has-text('Filter'), .filter-bar button:has-text('Filter')")
    page.click(f"{TABLE} a.title")
    page.wait_for_url(address)
    page.click("a[href$='/edit/']")
    page.fill("[name=title_en]", "Lamp with a candle")
    page.click("form.is-record button.is-primary")
    page.wait_for_url(address)
    expect(page.locator("h1")).to_have_text("Lamp with a candle")
    page.click("a.cell-open[href*='/place_text/']")
    page.fill("[name=place_text]", "Acorn Village")
    page.click("main form button.is-primary")

    page.goto(address)
    expect(page.locator("main")).to_contain_text("Acorn Village")


def test_the_preview_shows_the_number_while_one_writes(open_page: Opening) -> None:
    page = open_page()
    section = next(place.address for place in walk.places("report", page) if place.name == "section (en)")
    page.goto(section)
    with page.expect_response(lambda answer: answer.url.endswith("/preview/")):
        page.fill("#body", "In all {F043} people were counted, and 77 lanterns.")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("people were counted")
    words = preview.inner_text()

    assert "{F043}" not in words
    assert re.search(r"In all \d[\d,]*\s", words), words
    assert "77" in preview.locator(".message").inner_text()
    another = open_page()  # without the draft that this browser keeps
    another.goto(section)
    assert "F043" not in another.locator("#body").input_value(), "a preview saves nothing"


def test_a_report_is_built_and_taken_along(open_page: Opening) -> None:
    page = open_page()
    edition = walk.edition_of(page, "ko")
    page.goto(edition)
    page.click("main details.menu summary")
    page.context.set_default_timeout(60_000)
    page.click("main details.menu form[action$='/file/pdf/'] button")
    page.wait_for_url("**/files/*/")
    followed = page.url
    with page.expect_download() as coming:
        page.click(".progress a.button.is-primary")
    held = coming.value.path().read_bytes()

    assert held.startswith(b"%PDF-")
    assert len(held) > 50_000
    page.goto("/files/")
    page.click(f"li:has(a[href='{followed.removeprefix(page.url.removesuffix('/files/'))}']) form[action$='/discard/'] button")
    page.wait_for_selector("#messages .message")
    assert page.goto(followed).status == 404  # type: ignore[union-attr]


def test_a_reader_sees_nothing_to_edit_and_cannot_post(open_page: Opening) -> None:
    officer, reader = open_page("officer"), open_page("reader")
    address = new_activity(officer, "Only to be read")
    for shown in (address, "/activities/"):
        reader.goto(shown)
        assert reader.locator(".cell-open, a[href$='/edit/'], a[href$='/new/'], a[href$='/paste/'], form[action*='/remove/']").count() == 0
    token = reader.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    form: dict[str, Any] = {"csrfmiddlewaretoken": token, "title_en": "taken over", "version": "1"}
    for target in (f"{address}edit/", f"{address}remove/", f"{address}cell/title_en/", "/activities/new/", "/activities/paste/"):
        answer = reader.request.post(target, form=form, headers={"Referer": reader.url})
        assert answer.status == 403, target
    reader.goto(address)

    expect(reader.locator("h1")).to_have_text("Only to be read")
