"""Writing down what a page does that it must not: requests to elsewhere, broken policies, errors; and what is missing in the headers of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

LISTEN = """
window.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`));
"""
NONE, OWN = "'none'", "'self'"
POLICY = {
    "default-src": NONE, "script-src": OWN, "style-src": OWN, "base-uri": NONE, "frame-ancestors": NONE, "form-action": OWN,
}  # fmt: skip
"""What the policy of every page says to the word; every other directive of it may name nothing but ourselves."""
HEADERS = {
    "x-content-type-options": {"nosniff"}, "referrer-policy": {"same-origin", "no-referrer"}, "x-frame-options": {"DENY"},
    "cross-origin-opener-policy": {"same-origin"}, "cross-origin-resource-policy": {"same-origin"},
}  # fmt: skip
KEPT_BY_NOBODY = {"no-store", "private"}


@dataclass
class Heard:
    """What a page did that it must not: requests to elsewhere, errors in the console, broken policies, failed scripts."""

    outside: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    count: int = 0

    @property
    def policy(self) -> list[str]:
        return [line for line in self.console if "policy" in line.lower()]

    @property
    def everything(self) -> list[str]:
        return [*self.outside, *self.console]


def listen(page: Page, address: str) -> Heard:
    """Begin to write down what `page` asks for and complains about; `address` is ours."""
    heard, home = Heard(), urlsplit(address).netloc

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


def missing(headers: Mapping[str, str]) -> list[str]:
    """Return what the headers of a page lack or allow too much; nothing is what they should."""
    policy = dict((*part.split(" ", 1), "")[:2] for part in (one.strip() for one in headers.get("content-security-policy", "").split(";")) if part)
    wrong = [f"{name} is {policy.get(name, 'not there')}" for name, value in POLICY.items() if policy.get(name) != value]
    wrong += [f"{name} names {value}" for name, value in policy.items() if not set(value.split()) <= {NONE, OWN}]
    wrong += [f"{name} is {headers.get(name, 'not there')}" for name, values in HEADERS.items() if headers.get(name) not in values]
    cached = headers.get("cache-control", "not there")
    return wrong + ([] if set(cached.split(", ")) >= KEPT_BY_NOBODY else [f"cache-control is {cached}"])
