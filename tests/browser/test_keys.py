"""A passkey in a real browser: set up, used, asked for its own secret; and no use on another page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.arriving import authenticator
from tests.browser.conftest import PATIENCE_MS
from tests.conftest import Desk, run

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def kim(desk: Desk) -> tuple[str, str]:
    """An officer without a second factor; not a throw-away account, so the door asks for one."""
    done = run(desk.home, "accounts", "open", "kim", "--role", "officer", "--name", "Kim Acorn", "--language", "en")
    name, secret = done.stdout.split()
    return name, secret


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    address = desk.address.replace("127.0.0.1", "localhost")  # a bare number has no keys
    context = browser.new_context(base_url=address, reduced_motion="reduce", locale="en")
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": "django_language", "value": "en", "url": address}])
    yield context.new_page()
    context.close()


def passphrase(page: Page, name: str, secret: str) -> None:
    page.goto("/sign-in/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", secret)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_set_up_and_opens_the_door_in_three_ways(page: Page, kim: tuple[str, str]) -> None:
    name, secret = kim
    _session, _key = authenticator(page)
    passphrase(page, name, secret)
    expect(page.locator("h1")).to_have_text("Sign-in and security")
    page.goto("/activities/")
    expect(page.locator("h1")).to_have_text("Sign-in and security")  # confined

    page.goto("/security/keys/new/")
    page.fill("input[name=name]", "Blue key")
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/security/keys/new/")) as sent:
        page.click("button[data-key=create]")
    assert re.search(r"prf=[\w-]{43}(&|$)", sent.value.post_data or ""), "the key gave its own secret"
    expect(page.locator("h1")).to_have_text("Recovery codes")
    page.goto("/security/")
    expect(page.locator("#keys")).to_contain_text("Blue key")
    expect(page.locator("#keys")).to_contain_text("can lock the vault")

    page.context.clear_cookies(name="bandi")
    passphrase(page, name, secret)
    expect(page.locator("h1")).to_have_text("One more step")
    with page.expect_request(lambda request: request.method == "POST" and "second" in request.url) as sent:
        page.click("button[data-key=get]")
    assert re.search(r"prf=[\w-]{43}(&|$)", sent.value.post_data or "")
    page.wait_for_selector(".rail")

    page.goto("/security/")
    page.get_by_role("button", name="Let a passkey in without passphrase").click()
    expect(page.locator("#messages")).to_contain_text("Changed")
    page.context.clear_cookies(name="bandi")
    page.goto("/sign-in/?next=/security/")
    page.click("button[data-key=get]")
    expect(page.locator("h1")).to_have_text("Sign-in and security")
    expect(page.locator("#browsers")).to_contain_text("passkey")


def test_a_page_that_looks_like_ours_gets_no_answer(page: Page, desk: Desk, kim: tuple[str, str]) -> None:
    """The browser itself refuses our key to a page at another name; and the desk refuses what such a page would have made."""
    authenticator(page)
    page.goto(desk.address.replace("127.0.0.1", "look-alike.localhost").replace("localhost", "localhost") + "/sign-in/")
    name = page.evaluate("""async () => {
      try {
        await navigator.credentials.get({publicKey: {challenge: new Uint8Array(32), rpId: "desk.acorn.example"}});
        return "answered";
      } catch (error) { return error.name; }
    }""")

    assert name == "SecurityError"


def test_a_number_for_an_address_says_where_keys_work(browser: Browser, desk: Desk, kim: tuple[str, str]) -> None:
    context = browser.new_context(base_url=desk.address, locale="en")
    page = context.new_page()
    page.goto("/sign-in/")

    expect(page.locator("button[data-key]")).to_have_count(0)
    context.close()
