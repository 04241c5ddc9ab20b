"""F32, F34, F35: what is revoked is refused at the next request; guessing comes to nothing; a page that looks like ours gets nowhere.

Each asks the real desk through Django's client, with the real middleware, on the database of the caller, who takes everything back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from bandi.foundation.access import binding, browsers, throttle, visits
from bandi.foundation.access.actions import change_account, open_account, renew_passphrase
from bandi.foundation.access.errors import FactorRefused
from bandi.foundation.access.factors import keys, recovery
from bandi.foundation.access.models import Account, Attempt, RecoveryCode, Visit
from bandi.foundation.access.permissions import Role
from bandi.foundation.access.tests.softkey import SoftKey
from tests.reliability.figures.figure import Figure

PAGE = "/security/"
HERE = {"host": "localhost:8000"}


class LightArgon(Argon2PasswordHasher):
    """Argon2 with a kilobyte: what is measured here is whether a guess is read, not how long reading takes."""

    time_cost, memory_cost, parallelism = 1, 8, 1


LIGHT = override_settings(PASSWORD_HASHERS=[f"{__name__}.LightArgon"])


def _reader(name: str) -> tuple[Account, str]:
    return open_account(username=name, roles=[Role.READER], by=None, language="en")


def _inside(account: Account) -> Client:
    client = Client(headers=HERE)
    client.force_login(account)
    assert client.get(PAGE).status_code == client.get(PAGE).status_code == 200
    return client


def _kinds() -> dict[str, Callable[[Account, Client], None]]:
    """Every way in which something that was good is taken back."""

    def signed_out_there(account: Account, client: Client) -> None:
        visits.end(Visit.objects.get(account=account), by=account)

    def signed_out_everywhere(account: Account, client: Client) -> None:
        visits.end_all(account, by=None)

    def closed(account: Account, client: Client) -> None:
        change_account(account=account, roles=[Role.READER], is_active=False, by=None)

    def other_roles(account: Account, client: Client) -> None:
        change_account(account=account, roles=[Role.AUDITOR], is_active=True, by=None)

    def other_passphrase(account: Account, client: Client) -> None:
        renew_passphrase(account=account, by=None)

    def locked(account: Account, client: Client) -> None:
        visits.lock(Visit.objects.get(account=account), "")

    return {kind.__name__: kind for kind in (signed_out_there, signed_out_everywhere, closed, other_roles, other_passphrase, locked)}


@LIGHT
def measure_revocation(n: int) -> Figure:
    """F32: n times each kind of revocation, then one request with the old cookies; and what is no session but a token as well."""
    open_account(username="f32-keeper", roles=[Role.ADMINISTRATOR], by=None)
    trials = failures = 0
    for number in range(n):
        for name, revoke in _kinds().items():
            account, _secret = _reader(f"f32-{number}-{name}".replace("_", "-"))
            client = _inside(account)
            revoke(account, client)
            trials, failures = trials + 1, failures + (client.get(PAGE).status_code == 200)
        for other in (_known_browser, _recovery_code, _key):
            trials, failures = trials + 1, failures + other(f"f32-{number}")
    with patch.object(visits, "present", _present_without_asking()):
        account, _secret = _reader("f32-control")
        client = _inside(account)
        visits.end_all(account, by=None)
        control = client.get(PAGE).status_code == 200
    return Figure(
        "F32", trials, failures, f"with the visit kept in memory instead of asked for: still in after its end: {control}", control,
        "sessions (ended there, everywhere, closed, other roles, other passphrase, locked), known browsers, recovery codes, security keys; "
        "the next request is the first one tried. It does not show what a page that was already drawn still shows.",
    )  # fmt: skip


def _present_without_asking() -> Callable[[Any], Visit | None]:
    held: dict[str, Visit] = {}
    real = visits.present

    def present(request: Any) -> Visit | None:
        key = request.session.get(visits.SESSION_KEY, "")
        held.setdefault(key, real(request))  # type: ignore[arg-type]
        return held[key]

    return present


def _known_browser(name: str) -> bool:
    from django.http import HttpResponse
    from django.test import RequestFactory

    account, _secret = _reader(f"{name}-browser")
    request, response = RequestFactory().get("/"), HttpResponse()
    browsers.remember(request, response, account)
    request.COOKIES.update({key: morsel.value for key, morsel in response.cookies.items()})
    assert browsers.known(request, account)
    visits.end_all(account, by=account)
    return bool(browsers.known(request, account))


def _recovery_code(name: str) -> bool:
    account, _secret = _reader(f"{name}-code")
    code = recovery.print_codes(account=account, by=account)[0]
    recovery.print_codes(account=account, by=account)
    return recovery.use(account=account, code=code) or RecoveryCode.objects.filter(account=account, used_at__isnull=False).exists()


def _key(name: str) -> bool:
    account, _secret = _reader(f"{name}-key")
    key, question = SoftKey(), keys.ask_to_add(account)
    row = keys.add(account=account, state=question.state, answer=key.add(question.options), name="Blue key")
    asked = keys.ask(account)
    answer = key.answer(asked.options)
    keys.remove(key=row, by=account)
    return _accepts(asked.state, answer, account)


def _accepts(state: dict[str, Any], answer: str, account: Account | None) -> bool:
    try:
        keys.check(state=state, answer=answer, account=account)
    except FactorRefused:
        return False
    return True


class _Clock:
    """Time that passes as the trial says, for the throttle alone."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def read(self) -> datetime:
        return self.now


@contextmanager
def _counted() -> Iterator[list[str]]:
    """Write down every passphrase that is really compared with a stored one."""
    read: list[str] = []
    verify = LightArgon.verify

    def counting(self: LightArgon, password: str, encoded: str) -> bool:
        read.append(password)
        return verify(self, password, encoded)

    with patch.object(LightArgon, "verify", counting):
        yield read


@LIGHT
def measure_guessing(n: int) -> Figure:
    """F34: n guesses a second apart on one account from ever new sources, then one guess on each of n names; and the owner in between."""
    account, _secret = _reader("f34-owner")
    names = [f"f34-{number}" for number in range(min(n, 200))]
    for name in names:
        Account.objects.bulk_create([Account(username=name, roles=["reader"], password=account.password)])
    hers = SoftKey()
    question = keys.ask_to_add(account)
    keys.add(account=account, state=question.state, answer=hers.add(question.options), name="Blue key")
    Account.objects.filter(pk=account.pk).update(allows_passkey=True)
    clock = _Clock()
    with patch.object(throttle.timezone, "now", clock.read), _counted() as read:
        one = _guesses(n, clock, lambda number: "f34-owner")
        tried_one, came_in = len(read), one
        owner_shut_out = not _owner_comes_in(hers)
        read.clear()
        Attempt.objects.all().delete()
        chosen = random.Random(34)
        came_in += _guesses(n, clock, lambda number: chosen.choice(names) if number % 3 else f"nobody-{number}", apart=0.05)
        tried_many = len(read)
        owner_shut_out |= not _owner_comes_in(hers)
        control = _control(min(n, 300))
    failures = came_in + owner_shut_out + (tried_one > 100) + (tried_many > 100)
    return Figure(
        "F34", 2 * n, failures,
        f"without the throttle {control} of {min(n, 300)} guesses were read", control == min(n, 300),
        f"read {tried_one} of {n} guesses on one account, {tried_many} of {n} on many; the owner came in with her key each time. "
        "Names that exist and names that do not get the same bytes, queries and hashes (tested beside it). It does not show a guess that is right.",
    )  # fmt: skip


def _guesses(n: int, clock: _Clock, name_of: Callable[[int], str], apart: float = 1.0) -> int:
    client, came_in = Client(headers=HERE), 0
    for number in range(n):
        clock.now += timedelta(seconds=apart)
        source = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        answer = client.post("/sign-in/", {"username": name_of(number), "password": f"guess {number}"}, REMOTE_ADDR=source)
        came_in += answer.status_code == 302
    return came_in


def _owner_comes_in(key: SoftKey) -> bool:
    client = Client(headers=HERE)
    options = client.post("/sign-in/key/question/").json()["options"]
    return client.post("/sign-in/key/", {"credential": key.answer(options)}).status_code == 302


def _control(n: int) -> int:
    with patch.object(throttle, "admits", lambda attempt: True), _counted() as read:
        _guesses(n, _Clock(), lambda number: "f34-owner")
        return len(read)


def _look_alikes(n: int) -> list[str]:
    chosen, swaps = random.Random(35), {"l": "1I|ӏ", "o": "0оο", "c": "сϲ", "a": "аɑ", "h": "һ", "s": "ѕ5", "t": "τ"}
    hosts = ["{}.evil.example", "evil-{}", "{}-desk.example", "{}.", "{}@evil.example", "xn--{}-9za", "www.{}", "{}:8000.evil.example", "{}%00.evil.example"]
    found: list[str] = []
    while len(found) < n:
        letters = list("localhost")
        for at in chosen.sample(range(len(letters)), chosen.randint(1, 3)):
            letters[at] = chosen.choice(swaps.get(letters[at], letters[at] + "x"))
        host = chosen.choice([*hosts, "{}", "{}"]).format(chosen.choice(["localhost", "".join(letters), "127.0.0.1"]))
        origin = f"{chosen.choice(['http', 'https', 'HTTP', 'file', 'chrome-extension', 'data'])}://{host}{chosen.choice(['', ':8000', ':443'])}"
        if origin.split("://")[1].split(":")[0] != "localhost" or origin.split(":")[0] not in {"http", "https"}:
            found.append(origin)
    return found


@LIGHT
def measure_look_alikes(n: int) -> Figure:
    """F35: n answers of a real key made on pages that look like ours, and n cookies carried to another browser."""
    account, _secret = _reader("f35-owner")
    key, question = SoftKey(), keys.ask_to_add(account)
    keys.add(account=account, state=question.state, answer=key.add(question.options), name="Blue key")
    failures = 0
    for origin in _look_alikes(n):
        key.origin = origin
        asked = keys.ask(account)
        failures += _accepts(asked.state, key.answer(asked.options), account)
    with patch.object(keys, "is_ours", lambda origin: True):
        asked = keys.ask(account)
        control = _accepts(asked.state, key.answer(asked.options), account)
    client = _inside(account)
    for _number in range(n):
        thief = Client(headers=HERE)
        thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        failures += thief.get(PAGE).status_code == 200
        client = _inside(account)
    with patch.object(binding, "judge", lambda visit, shown: binding.Shown.PRESENT):
        thief = Client(headers=HERE)
        thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        control_cookie = thief.get(PAGE).status_code == 200
    return Figure(
        "F35", 2 * n, failures,
        f"with any origin taken the look-alike came in: {control}; without the binding the cookie did: {control_cookie}",
        control and control_cookie,
        "the session cookie alone on another device. A thief of the whole cookie jar is found out when both browsers have asked after the next "
        "change of the binding (five minutes), not before; a key that cannot leave the device is not there yet.",
    )  # fmt: skip
