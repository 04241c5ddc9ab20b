"""How somebody comes in for the first time: what `bandi init` says and is answered, the door, a code app, a key that exists only in the browser."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import subprocess
import time
import urllib.error
import urllib.request

from playwright.sync_api import CDPSession, Page

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


def enter(page: Page, name: str, passphrase: str) -> None:
    """Fill the door's form and send it."""
    page.goto("/sign-in/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", passphrase)
    page.click("main button.is-primary, form.form button.is-primary")


def answering(address: str, desk: subprocess.Popen[bytes]) -> None:
    """Wait until a desk that was just started answers."""
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


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """Give the page a key that exists only in the browser, with everything a good passkey can do."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True, "hasPrf": True,
    }})  # fmt: skip
    return session, made["authenticatorId"]
