"""From an empty folder to a working office, with nothing typed but what the house itself says: `bandi init`, then `bandi serve`."""

from __future__ import annotations

import os
import re
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.arriving import SAYS, answering, authenticator, code_of, dialogue, enter
from tests.conftest import BANDI, REPOSITORY, empty_office, free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE_MS = 60_000
@pytest.mark.parametrize("language", ["ko", "en"])
def test_two_people_come_in_with_second_factors_and_share_a_sealed_name(browser: Browser, tmp_path: Path, language: str) -> None:
    locale, _choice, next_step, opened, codes, saved = SAYS[language]
    home = empty_office(tmp_path / "home")
    environment = {**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": "", "BANDI_SAMPLE": "", "LANG": f"{locale}.UTF-8", "LC_ALL": ""}
    answers = dialogue(language, "1 2", "n", "", "")
    init = subprocess.run([BANDI, "init"], cwd=REPOSITORY, env=environment, input="\n".join(answers) + "\n", capture_output=True, text=True, timeout=300)
    assert next_step in init.stdout, init.stderr
    phrases = dict(re.findall(r"^\s+(haneul|bada)\s+(\S+)$", init.stdout, re.M))

    port = free_port()
    with (tmp_path / "serve.log").open("w") as log:
        desk = subprocess.Popen([BANDI, "serve", "--port", str(port)], cwd=tmp_path, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            answering(f"http://localhost:{port}/sign-in/", desk)
            said = (tmp_path / "serve.log").read_text()
            assert opened in said and f"http://localhost:{port}/" in said, "the address is one at which security keys work"
            assert "accounts open" not in said
            _walk(browser, f"http://localhost:{port}", language, phrases, codes, saved)
        finally:
            desk.terminate()
            desk.wait(15)


def _walk(browser: Browser, address: str, language: str, phrases: dict[str, str], codes: str, saved: str) -> None:
    def page() -> Page:
        context = browser.new_context(base_url=address, locale=language)
        context.set_default_timeout(PATIENCE_MS)
        return context.new_page()

    haneul, bada = page(), page()
    authenticator(haneul)
    enter(haneul, "haneul", phrases["haneul"])
    haneul.goto("/security/keys/new/")
    haneul.fill("input[name=name]", "Blue key")
    haneul.click("button[data-key=create]")
    expect(haneul.locator("h1")).to_have_text(codes, timeout=PATIENCE_MS)
    haneul.context.clear_cookies(name="bandi")
    enter(haneul, "haneul", phrases["haneul"])
    haneul.click("button[data-key=get]")
    haneul.wait_for_selector(".rail")
    haneul.goto("/protected/new/")
    haneul.fill("input[name=code]", "W-2031-001")
    haneul.fill("input[name=name]", "홍보기")
    haneul.select_option("select[name=compartment]", label={"ko": "신원", "en": "Identities"}[language])
    haneul.locator("form button.is-primary").first.click()
    expect(haneul.locator("#messages")).to_contain_text(saved, timeout=PATIENCE_MS)
    record = haneul.url

    enter(bada, "bada", phrases["bada"])
    bada.goto("/security/app/")
    bada.locator(".steps details summary").click()
    secret = bada.locator("code.secret").inner_text()
    bada.fill("form.form input[name=code]", code_of(secret))
    bada.locator("form.form button.is-primary").click()
    expect(bada.locator("h1")).to_have_text(codes, timeout=PATIENCE_MS)
    bada.context.clear_cookies(name="bandi")
    enter(bada, "bada", phrases["bada"])
    time.sleep(30 - time.time() % 30)  # a number counts once
    bada.fill("input[name=code]", code_of(secret))
    bada.locator("form:has(input[value=code]) button").click()
    bada.wait_for_selector(".rail")
    bada.goto(record)
    expect(bada.locator("main")).to_contain_text("홍보기")
    for one in (haneul, bada):
        one.context.close()
