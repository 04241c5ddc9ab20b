"""From an empty folder to a working office, with nothing typed but what the house itself says: `bandi init`, then `bandi serve`."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import struct
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_keys import authenticator
from tests.conftest import BANDI, REPOSITORY, empty_office, free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE_MS = 60_000
SAYS = {
    "ko": ("ko_KR", "", "이제 데스크를 여세요: bandi serve", "데스크가 열렸습니다", "복구 코드", "저장했습니다"),
    "en": ("en_GB", "e", "Now open the desk with: bandi serve", "The desk is open at", "Recovery codes", "Saved"),
}


def code_of(secret: str, *, at: float | None = None) -> str:
    """The number a code app shows now, or at another moment. Source: RFC 6238."""
    moment = time.time() if at is None else at
    digest = hmac.new(base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8)), struct.pack(">Q", int(moment // 30)), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def dialogue(language: str, *more: str) -> list[str]:
    """What is typed when `bandi init` asks: each name first in the language of the dialogue, then in the other."""
    names = [("등대의 모임", "Society of the Lighthouse"), ("하늘 보기", "Haneul Example"), ("바다 보기", "Bada Example")]
    house, haneul, bada = (pair if language == "ko" else pair[::-1] for pair in names)
    return [SAYS[language][1], *house, "haneul", *haneul, "bada", *bada, *more]


def enter(page: Page, name: str, secret: str) -> None:
    page.goto("/sign-in/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", secret)
    page.click("form.form button.is-primary")


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
            _answering(f"http://localhost:{port}/sign-in/", desk)
            said = (tmp_path / "serve.log").read_text()
            assert opened in said and f"http://localhost:{port}/" in said, "the address is one at which security keys work"
            assert "accounts open" not in said
            _walk(browser, f"http://localhost:{port}", language, phrases, codes, saved)
        finally:
            desk.terminate()
            desk.wait(15)


def _answering(address: str, desk: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        assert desk.poll() is None, "the desk did not start"
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"the first page answers with {error.code}") from None
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError("the desk did not answer")


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
