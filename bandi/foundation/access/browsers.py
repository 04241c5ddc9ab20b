"""Browsers: what they call themselves, in words, and those that the house knows from an earlier sign-in.

Guarantees: the cookie of a known browser is signed, belongs to one account, and opens nothing: it only keeps that browser's
            tries apart from those of strangers (`throttle`).
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bandi.foundation.access.models import Account

LIFE = timedelta(days=180)
MOST_ACCOUNTS = 5
_SALT = "access.known-browser"
_FAMILIES = (
    ("Firefox", ("Firefox/", "FxiOS/")), ("Edge", ("Edg/", "EdgA/", "EdgiOS/")), ("Whale", ("Whale/",)), ("Samsung Internet", ("SamsungBrowser/",)),
    ("Opera", ("OPR/",)), ("Chrome", ("Chrome/", "CriOS/")), ("Safari", ("Safari/",)),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", ("iPhone",)), ("iPad", ("iPad",)), ("Android", ("Android",)), ("Windows", ("Windows",)),
    ("macOS", ("Macintosh", "Mac OS X")), ("ChromeOS", ("CrOS",)), ("Linux", ("Linux",)),
)  # fmt: skip


def in_words(request: HttpRequest) -> str:
    """Return the browser as a person would name it, "Firefox, Windows"; empty when it does not say."""
    text = request.headers.get("User-Agent", "")
    found = [next((name for name, marks in table if any(mark in text for mark in marks)), "") for table in (_FAMILIES, _SYSTEMS)]
    return ", ".join(part for part in found if part)


def known(request: HttpRequest, account: Account | None) -> str:
    """Return the id of this browser if `account` signed in with it before; empty for strangers, always for no account."""
    if account is None:
        return ""
    for owner, browser, since in _held(request):
        if owner == str(account.pk) and since >= account.browsers_known_from.timestamp():
            return browser
    return ""


def remember(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Make this browser known to `account`; a browser shared by several keeps the last few."""
    others = [entry for entry in _held(request) if entry[0] != str(account.pk)]
    browser = known(request, account) or secrets.token_hex(16)
    entries = [[str(account.pk), browser, timezone.now().timestamp()], *others][:MOST_ACCOUNTS]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE, signing.dumps(entries, salt=_SALT), max_age=int(LIFE.total_seconds()),
        httponly=True, samesite="Strict", secure=settings.SECURE_COOKIES,
    )  # fmt: skip


def _held(request: HttpRequest) -> list[tuple[str, str, float]]:
    try:
        entries = signing.loads(request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE, ""), salt=_SALT, max_age=LIFE)
        return [(str(owner), str(browser), float(since)) for owner, browser, since in entries]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def source(request: HttpRequest) -> str:
    """Return the network address a request comes from, seen past as many proxies as BANDI_PROXIES says."""
    if settings.PROXIES:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(passed) >= settings.PROXIES:
            return passed[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
