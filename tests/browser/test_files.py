"""Files of others, tried in a browser: chosen and dragged, followed, looked over; and no finding of axe on their pages."""

from __future__ import annotations

from importlib.resources import files as resources
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bandi.parsing import available
from bandi.parsing.tests import attacks_archives, files
from tests.browser.conftest import PHONE, Opening

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = resources("axe_playwright_python").joinpath("axe.min.js").read_text()
WAIT_MS = 60_000
DROP = """(form, [name, data]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], name));
  for (const kind of ["dragenter", "dragover", "drop"]) form.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
}"""


@pytest.fixture(autouse=True)
def jail() -> None:
    if not available().ok:
        pytest.skip("no jail")


def settled(page: Page) -> None:
    """Wait until nothing is being read any more."""
    page.goto("/library/files/")
    page.wait_for_selector("#reading", state="detached", timeout=WAIT_MS)


def looked_at(page: Page, address: str) -> list[str]:
    """Return what axe finds grave on a page, and whether it is wider than its window."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{address}: {one['id']}" for one in found if one["impact"] in ("serious", "critical")] + ([f"{address}: too wide"] if wide else [])


def test_files_are_chosen_dragged_followed_looked_over_and_taken_in(open_page: Opening, tmp_path: Path) -> None:
    import base64

    page = open_page()
    chosen = [tmp_path / "lantern.pdf", tmp_path / "bomb.zip"]
    for path, data in zip(chosen, (files.pdf(3), attacks_archives.zip_bomb(0)), strict=True):
        path.write_bytes(data)
    page.goto("/library/add/")
    page.set_input_files("#files", chosen)
    page.click("form[data-dropzone] button.is-primary")
    page.wait_for_url("**/library/files/")
    page.goto("/library/add/")
    page.locator("form[data-dropzone]").evaluate(DROP, ["dragged.html", base64.b64encode(files.html("<p>Dragged lantern</p>")).decode()])
    page.wait_for_url("**/library/files/")
    settled(page)

    words = page.inner_text("main")
    assert "lantern.pdf" in words and "dragged.html" in words and "larger, deeper or fuller" in words
    page.locator(".worklist a", has_text="Firefly page 1").or_(page.locator(".worklist li", has_text="lantern.pdf").locator("a")).first.click()
    page.locator(".page-picture img").evaluate("(one) => one.decode()")
    page.fill("#title", "Report of the fireflies")
    page.click("button:has-text('Take it in')")
    page.wait_for_selector("h1:has-text('Report of the fireflies')")
    page.click("a:has-text('Read')")
    page.click("a:has-text('Page by page')")
    page.click("a:has-text('Next page')")
    assert "Firefly page 2" in page.inner_text("main")
    read = page.url

    grave = []
    for language, theme in (("ko", "dark"), ("en", "light")):
        phone = open_page(language=language, theme=theme, viewport=PHONE)
        record = page.evaluate("document.querySelector('.page-actions a:last-child').href")
        for address in (read, "/library/add/", "/library/files/", record, "/coverage/clippings/"):
            grave += looked_at(phone, address)
        phone.goto(record)
        preview = phone.locator("#files .worklist .grow a").get_attribute("href")
        grave += looked_at(phone, str(preview))
        phone.locator("details.menu > summary.button").click()
        grave += ["the warning is too wide"] if phone.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    assert grave == []


def test_a_file_that_is_sent_twice_says_so_beside_its_name(open_page: Opening, tmp_path: Path) -> None:
    page = open_page()
    path = tmp_path / "twice.txt"
    path.write_text("The same lantern twice, in a text of its own.")
    for _time in range(2):
        page.goto("/library/add/")
        page.set_input_files("#files", path)
        page.click("form[data-dropzone] button.is-primary")
        page.wait_for_selector(".drop-item.is-bad, h1:has-text('Files to look over')")

    assert page.url.endswith("/library/add/")
    assert "was given before" in page.inner_text(".drop-item")
