"""The door as people and strangers meet it: two steps in, confined without a factor, asked again, recovered by two."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.access import throttle, unlocking
from bandi.foundation.access.actions import open_account
from bandi.foundation.access.models import Account, Attempt, Visit
from bandi.foundation.access.permissions import Role
from bandi.foundation.access.tests.softkey import SoftKey
from bandi.foundation.access.tests.test_generator import SECRET, number
from bandi.foundation.audit.models import Entry
from bandi.interfaces.desk.tests.door_world import HERE, QuickArgon, door, is_in, options_in, with_app, with_key

pytestmark = pytest.mark.django_db


def test_passphrase_then_number_then_in(client: Client, kim: tuple[Account, str]) -> None:
    account, secret = kim
    with_app(account)
    assert door(client, " KIM ", secret, next="/activities/")["Location"] == "/sign-in/second/"
    assert not is_in(client), "the passphrase alone opens nothing"
    response = client.post("/sign-in/second/", {"way": "code", "code": number(SECRET)}, **HERE)

    assert response["Location"] == "/activities/"
    assert is_in(client)
    assert Visit.objects.get().way == Visit.Way.CODE
    assert Entry.objects.filter(kind="access:session:open", actor=account.pk).exists()


def test_passphrase_then_key_then_in_and_the_vault_hears_of_both(client: Client, kim: tuple[Account, str], monkeypatch: pytest.MonkeyPatch) -> None:
    account, secret = kim
    heard: list[object] = []
    monkeypatch.setattr(unlocking, "begin", lambda who, words: heard.append((who.username, words == secret)) or "token-of-the-vault")
    monkeypatch.setattr(unlocking, "finish", lambda token, prf: bool(heard.append((token, prf)) or True))
    monkeypatch.setattr(unlocking, "end", lambda token: heard.append(("end", token)))
    key = with_key(account)
    door(client, "kim", secret)
    page = client.get("/sign-in/second/", **HERE)
    answer = {"way": "key", "credential": key.answer(options_in(page)), "prf": "A" * 43}
    assert client.post("/sign-in/second/", answer, **HERE).status_code == 302

    assert is_in(client)
    assert heard == [("kim", True), ("token-of-the-vault", bytes(32))]
    cookie = client.cookies[unlocking.KEY_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    client.post("/sign-out/", **HERE)
    assert heard[-1] == ("end", "token-of-the-vault")
    assert not is_in(client)


def test_an_answer_of_a_key_is_taken_once(client: Client, kim: tuple[Account, str]) -> None:
    account, secret = kim
    key = with_key(account)
    door(client, "kim", secret)
    answer = {"way": "key", "credential": key.answer(options_in(client.get("/sign-in/second/", **HERE)))}
    client.post("/sign-in/second/", answer, **HERE)
    client.post("/sign-out/", **HERE)
    door(client, "kim", secret)
    client.get("/sign-in/second/", **HERE)

    assert client.post("/sign-in/second/", answer, **HERE).status_code == 200
    assert not is_in(client)


def test_the_second_step_is_nothing_without_the_first_and_waits_five_minutes(client: Client, kim: tuple[Account, str]) -> None:
    account, secret = kim
    with_app(account)
    assert client.post("/sign-in/second/", {"way": "code", "code": number(SECRET)}, **HERE)["Location"] == "/sign-in/"
    door(client, "kim", secret)
    session = client.session
    session["door"] = {**session["door"], "at": session["door"]["at"] - 301}
    session.save()

    assert client.post("/sign-in/second/", {"way": "code", "code": number(SECRET)}, **HERE)["Location"] == "/sign-in/"


def test_numbers_cannot_be_guessed_at_the_second_step(client: Client, kim: tuple[Account, str]) -> None:
    account, secret = kim
    with_app(account)
    door(client, "kim", secret)
    answers = [client.post("/sign-in/second/", {"way": "code", "code": f"{number_:06}"}, **HERE).status_code for number_ in range(12)]

    assert answers.count(429) >= 6
    assert not is_in(client)


def passkey_answer(client: Client, key: SoftKey) -> Any:
    question = json.loads(client.post("/sign-in/key/question/", **HERE).content)["options"]
    return client.post("/sign-in/key/", {"credential": key.answer(question)}, **HERE)


def test_a_passkey_alone_opens_only_where_its_holder_allowed_it(client: Client, kim: tuple[Account, str]) -> None:
    account, _secret = kim
    key = with_key(account)
    assert passkey_answer(client, key)["Location"] == "/sign-in/"
    assert not is_in(client)
    Account.objects.update(allows_passkey=True)

    assert passkey_answer(client, key)["Location"] == "/"
    assert is_in(client)
    assert Visit.objects.get().way == Visit.Way.PASSKEY


def test_the_owner_with_her_key_gets_in_while_strangers_guess(client: Client, kim: tuple[Account, str]) -> None:
    account, secret = kim
    key = with_key(account)
    for _time in range(40):
        throttle.admits(throttle.Try("kim", throttle.STRANGER, "192.0.2.7"))
    assert door(client, "kim", secret).status_code == 429
    passkey_answer(client, key)
    door(client, "kim", secret)
    answer = {"way": "key", "credential": key.answer(options_in(client.get("/sign-in/second/", **HERE)))}
    page = client.post("/sign-in/second/", answer, follow=True, **HERE)

    assert is_in(client)
    assert "wrong passphrases for your name" in page.content.decode()


def test_a_browser_she_was_in_before_gets_in_while_strangers_guess(client: Client, kim: tuple[Account, str]) -> None:
    account, secret = kim
    with_app(account)
    door(client, "kim", secret)
    client.post("/sign-in/second/", {"way": "code", "code": number(SECRET)}, **HERE)
    client.post("/sign-out/", **HERE)
    for _time in range(40):
        throttle.admits(throttle.Try("kim", throttle.STRANGER, "192.0.2.7"))

    assert door(Client(), "kim", secret).status_code == 429
    assert door(client, "kim", secret)["Location"] == "/sign-in/second/"


def without_tokens(response: Any) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())


def test_a_name_that_does_not_exist_answers_like_one_that_does(kim: tuple[Account, str], monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[int] = []
    encode = QuickArgon.encode
    monkeypatch.setattr(QuickArgon, "verify", lambda self, password, encoded: bool(hashed.append(1)))
    monkeypatch.setattr(QuickArgon, "encode", lambda self, password, salt: hashed.append(1) or encode(self, password, salt))
    seen = {}
    for name in ("kim", "nim"):
        Attempt.objects.all().delete()
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            answers = [door(Client(), name, "not the passphrase") for _time in range(7)]
        pages = [without_tokens(answer).replace(name, "NAME") for answer in answers]
        seen[name] = ([answer.status_code for answer in answers], pages, len(hashed), len(asked))

    assert seen["kim"] == seen["nim"]
    assert 429 in seen["kim"][0]


def test_a_confined_visit_reaches_its_own_pages_and_nothing_else(client: Client, kim: tuple[Account, str]) -> None:
    _account, secret = kim
    assert door(client, "kim", secret)["Location"] == "/"
    assert client.get("/", **HERE)["Location"] == "/security/"
    page = client.get("/security/", **HERE).content.decode()
    assert "rail-link" not in page
    from django.urls import URLPattern, get_resolver

    from bandi.foundation.access.policies import ATTRIBUTE, Declared

    desk = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "desk")
    patterns = [one for one in desk.url_patterns if isinstance(one, URLPattern) and not one.pattern.converters]
    reached = {one.name for one in patterns if client.get(reverse(f"desk:{one.name}"), **HERE).status_code in {200, 405}}
    allowed = {one.name for one in patterns if (d := getattr(one.callback, ATTRIBUTE)) == "public" or (isinstance(d, Declared) and d.confined)}
    assert len(patterns) > 25
    assert reached <= allowed
    assert {"security", "key_new", "generator_new", "codes", "passphrase", "sign_out", "again"} <= allowed
    assert not allowed & {"home", "accounts", "approvals", "record_list", "search", "palette", "audit"}
    assert client.post("/activities/new/", {"title_en": "x"}, **HERE).status_code == 403
    assert client.get("/activities/", headers={"host": "localhost:8000", "HX-Request": "true"})["HX-Redirect"] == "/security/"

    client.get("/security/app/", **HERE)
    waiting = client.session["generator"]
    done = client.post("/security/app/", {"code": number(base64.b64decode(waiting))}, **HERE)
    assert done["Location"] == "/security/codes/"
    assert is_in(client)


@pytest.mark.parametrize("role", ["officer", "director", "administrator", "steward"])
def test_these_roles_are_confined_without_a_factor_and_sample_accounts_only_outside_a_sample(role: str, settings: Any) -> None:
    account, _secret = open_account(username="kim", roles=[Role(role)], by=None, is_sample=True)
    settings.SAMPLE = False
    assert account.needs_second_factor
    settings.SAMPLE = True
    assert not account.needs_second_factor
    account.is_sample = False
    assert account.needs_second_factor
    account.roles = ["reader"]
    assert not account.needs_second_factor


def test_the_picture_of_the_secret_is_an_image_nobody_keeps(client: Client, ada: Account) -> None:
    client.force_login(ada)
    assert client.get("/security/app/picture.svg").status_code == 404
    page = client.get("/security/app/").content.decode()
    picture = client.get("/security/app/picture.svg")

    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert "data:" not in page
    secret = client.session["generator"]
    assert secret not in page
    assert secret not in picture.content.decode()


def stale(account: Account) -> None:
    Visit.objects.filter(account=account).update(fresh_at=timezone.now() - timedelta(minutes=11))


def test_a_sensitive_step_asks_again_and_keeps_what_was_filled_in(client: Client, cho: Account) -> None:
    cho.set_password("acorns fall far from here")
    cho.save()
    client.force_login(cho)
    client.get("/security/")
    stale(cho)
    assert client.get("/accounts/new/")["Location"] == "/again/?next=%2Faccounts%2Fnew%2F"
    asked = client.post("/accounts/new/", {"username": "lee", "roles": ["reader", "auditor"], "language": "ko"})
    assert not Account.objects.filter(username="lee").exists()
    kept = unescape(re.search(r'name="kept" value="([^"]*)"', asked.content.decode())[1])  # type: ignore[index]
    wrong = client.post("/again/", {"password": "not it", "next": "/accounts/new/", "kept": kept})
    assert wrong.status_code == 200
    assert unescape(re.search(r'name="kept" value="([^"]*)"', wrong.content.decode())[1]) == kept  # type: ignore[index]
    going = client.post("/again/", {"password": "acorns fall far from here", "next": "/accounts/new/", "kept": kept}).content.decode()
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', going)
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    assert 'action="/accounts/new/"' in going
    client.post("/accounts/new/", sent)

    assert sorted(Account.objects.get(username="lee").roles) == ["auditor", "reader"]


def test_asking_again_sends_nobody_elsewhere_and_is_not_for_guessing(client: Client, cho: Account) -> None:
    cho.set_password("acorns fall far from here")
    cho.save()
    client.force_login(cho)
    good = {"password": "acorns fall far from here"}
    assert client.post("/again/", {**good, "next": "https://evil.example/"})["Location"] == "/"
    assert client.post("/again/", {**good, "next": "//evil.example/", "kept": '[["a", "b"]]'}).content.decode().count("evil") == 0
    assert client.post("/again/", {**good, "kept": "nonsense"}).status_code == 302
    answers = [client.post("/again/", {"password": f"guess {number_}"}).status_code for number_ in range(15)]

    assert 429 in answers
