"""What lives depend on, in a real browser: the record leads to the touch, the key is touched, the record opens; and a key from before is made known."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arriving import authenticator, enter
from tests.browser.conftest import DESKTOP
from tests.browser.following import Office, unlock

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NAME = "길보기"
SAYS = {
    "en": ("Lives depend on this", "Touch my key", "Use my security key", "does not yet guard", "Make it known", "its touch opens", "Unlock my keys"),
    "ko": ("생명이 걸린 기록입니다", "보안 키에 손 대기", "보안 키 사용", "아직 생명이 걸린 구획을 지키지 못합니다", "키 등록", "손을 대면 생명이 걸린 것이 열림", "내 열쇠 열기"),
}  # fmt: skip


def looked_at(page: Page, name: str) -> None:
    """Keep a picture for whoever wants to look: BANDI_PICTURES names a folder."""
    if folder := os.environ.get("BANDI_PICTURES"):
        for size, view in (("desktop", DESKTOP), ("phone", {"width": 390, "height": 844})):
            page.set_viewport_size(view)  # type: ignore[arg-type]
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
                page.screenshot(path=Path(folder) / f"{name}-{size}-{scheme}.png", full_page=True)
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} is wider than a {size}"
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_a_record_that_lives_depend_on_opens_after_a_touch(office: Office) -> None:
    lives, touch, use, unguarded, known, guards, unlocking = SAYS[office.language]
    pictures: Callable[[Page, str], None] = lambda page, name: looked_at(page, f"{name}-{office.language}")  # noqa: E731
    page = office.page()
    session, key = authenticator(page)
    enter(page, "haneul", office.phrases["haneul"])
    page.goto("/security/keys/new/")
    page.fill("input[name=name]", "Blue key")
    page.click("button[data-key=create]")
    page.wait_for_url("**/codes/")

    page.goto("/vault/new/")
    page.fill("input[name=key]", "rescue")
    page.fill("input[name=name_en]", "Rescue")
    page.fill("input[name=name_ko]", "구조")
    page.select_option("select[name=tier]", "4")
    stewards = page.locator("select[name=stewards]")
    stewards.select_option([str(one.get_attribute("value")) for one in stewards.locator("option").all()])
    page.locator("main form button.is-primary").click()
    page.wait_for_url("**/vault/rescue/")
    page.goto("/protected/new/")
    page.fill("input[name=code]", "W-2031-003")
    page.fill("input[name=name]", NAME)
    page.select_option("select[name=compartment]", label="구조" if office.language == "ko" else "Rescue")
    page.locator("form button.is-primary").first.click()
    page.wait_for_url("**/protected/*-*/")
    record = page.url
    expect(page.locator("main")).to_contain_text(NAME)  # no key of hers is known: nobody is asked

    page.goto("/security/")
    expect(page.locator("#keys")).to_contain_text(unguarded)
    pictures(page, "door")
    page.fill(".know-key input[type=password]", office.phrases["haneul"])
    page.locator(".know-key").get_by_role("button", name=known, exact=True).click()
    page.wait_for_url("**/vault/unlock/**")
    pictures(page, "touch")
    page.goto(record)
    expect(page.locator("main")).not_to_contain_text(NAME)
    expect(page.locator(".closed-door")).to_contain_text(lives)
    pictures(page, "closed")
    page.locator(".closed-door").get_by_role("link", name=touch, exact=True).click()
    page.get_by_role("button", name=use, exact=True).click()
    page.wait_for_url(record)
    expect(page.locator("main")).to_contain_text(NAME)
    expect(page.locator(".closed-door")).to_have_count(0)
    pictures(page, "open")
    page.goto("/security/")
    expect(page.locator("#keys")).to_contain_text(guards)
    pictures(page, "known")

    # The key is elsewhere: the browser finds none that fits, and nothing opens.
    page.goto("/")
    page.request.post("/vault/panic/", headers={"X-CSRFToken": page.locator("input[name=csrfmiddlewaretoken]").first.input_value(), "Referer": page.url})
    page.goto(record)
    page.locator(".closed-door").get_by_role("link", name=unlocking, exact=True).click()
    unlock(page, office.phrases["haneul"])
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    authenticator(page)
    page.goto(record)
    page.locator(".closed-door").get_by_role("link", name=touch, exact=True).click()
    page.get_by_role("button", name=use, exact=True).click()
    expect(page.locator("[data-key-said]")).not_to_be_empty()
    pictures(page, "refused")
    page.goto(record)
    expect(page.locator("main")).not_to_contain_text(NAME)
