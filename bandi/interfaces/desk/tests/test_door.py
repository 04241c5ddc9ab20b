"""The door as people and strangers meet it: two steps in, confined without a factor, asked again, recovered by two."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.access import throttle, unlocking
from bandi.foundation.access.actions import open_account
from bandi.foundation.access.factors import generator, keys, recovery
from bandi.foundation.access.models import Account, Approval, Attempt, CodeGenerator, SecurityKey, Visit
from bandi.foundation.access.permissions import Role
from bandi.foundation.access.tests.softkey import SoftKey
from bandi.foundation.access.tests.test_generator import SECRET, number
from bandi.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
HERE = {"headers": {"host": "localhost:8000"}}


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """Argon2 stays; only its cost is that of a test."""
    settings.PASSWORD_HASHERS = ["bandi.interfaces.desk.tests.test_door.QuickArgon"]


class QuickArgon(Argon2PasswordHasher):
    """Argon2 with a kilobyte."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@pytest.fixture
def kim() -> tuple[Account, str]:
    """An officer with a passphrase and no second factor yet."""
    return open_account(username="kim", roles=[Role.OFFICER], by=None, name_en="Kim Acorn", language="en")


def door(client: Client, name: str, passphrase: str, **more: str) -> Any:
    return client.post("/sign-in/", {"username": name, "password": passphrase, **more}, **HERE)


def with_app(account: Account) -> None:
    generator.set_up(account=account, secret=SECRET, code=number(SECRET, -1))


def with_key(account: Account) -> SoftKey:
    key, question = SoftKey(), keys.ask_to_add(account)
    keys.add(account=account, state=question.state, answer=key.add(question.options), name="Blue key")
    return key


def options_in(response: Any) -> str:
    found = re.search(r'data-key-options="([^"]+)"', response.content.decode())
    assert found
    return unescape(found[1])


def is_in(client: Client) -> bool:
    return client.get("/activities/", **HERE).status_code == 200


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


def test_a_lost_factor_is_recovered_by_two_and_the_holder_is_told(kim: tuple[Account, str], cho: Account, ada: Account) -> None:
    account, secret = kim
    with_key(account)
    admin, director, holder = Client(), Client(), Client()
    admin.force_login(cho)
    director.force_login(ada)
    page = f"/accounts/{account.pk}/"
    admin.post(f"{page}recover/", {"reason": "She lost her key on the ferry; I saw her today."})
    assert "recovery code" not in admin.post(f"{page}recovery/", follow=True).content.decode().split("<main")[1].split("panel-head")[0]
    approval = Approval.objects.get()
    assert admin.post(f"/approvals/{approval.pk}/", {"choice": "approve"}).status_code == 404
    waiting = director.get("/approvals/").content.decode()
    assert "lost her key on the ferry" in waiting
    assert 'class="rail-count">1<' in waiting
    director.post(f"/approvals/{approval.pk}/", {"choice": "approve"})
    code = re.search(r'class="secret">([\w-]+)<', admin.post(f"{page}recovery/").content.decode())[1]  # type: ignore[index]
    assert admin.post(f"{page}recovery/")["Location"] == page, "once"

    door(holder, "kim", secret)
    told = holder.post("/sign-in/second/", {"way": "recovery", "code": code}, follow=True, **HERE).content.decode()
    assert "Two people issued a recovery code" in told
    assert holder.get("/activities/", **HERE)["Location"] == "/security/", "confined until a new factor is set up"
    assert not SecurityKey.objects.filter(account=account).exists()


def test_a_lost_passphrase_ends_everything_and_is_told(client: Client, kim: tuple[Account, str], cho: Account) -> None:
    account, secret = kim
    with_app(account)
    door(client, "kim", secret)
    client.post("/sign-in/second/", {"way": "code", "code": number(SECRET)}, **HERE)
    admin = Client()
    admin.force_login(cho)
    shown = admin.post(f"/accounts/{account.pk}/renew/").content.decode()
    new = re.search(r'class="secret">([\w-]+)<', shown)[1]  # type: ignore[index]

    assert not is_in(client)
    assert door(client, "kim", secret).status_code == 200
    door(client, "kim", new)
    told = client.post("/sign-in/second/", {"way": "code", "code": number(SECRET, 1)}, follow=True, **HERE).content.decode()
    assert "gave you a new passphrase" in told


def test_nobody_touches_what_belongs_to_another(client: Client, ben: Account, ada: Account) -> None:
    client.force_login(ben)
    key, visit = SecurityKey.objects.get(account=ada), Visit.objects.create(account=ada)

    assert client.post(f"/security/keys/{key.pk}/remove/").status_code == 404
    assert client.post(f"/security/browsers/{visit.pk}/end/").status_code == 404
    for page in ("recover", "recovery", "renew", "sign-out"):
        assert client.post(f"/accounts/{ada.pk}/{page}/").status_code == 404
    assert SecurityKey.objects.filter(pk=key.pk).exists()
    assert Visit.objects.filter(pk=visit.pk).exists()


@pytest.mark.parametrize(
    "address",
    ["/sign-in/", "/sign-in/second/", "/sign-in/key/", "/sign-in/key/question/", "/sign-out/", "/lock/", "/again/", "/security/keys/new/",
     "/security/app/", "/security/app/remove/", "/security/codes/", "/security/passkey/", "/security/browsers/end/", "/passphrase/"],
)  # fmt: skip
def test_a_form_from_elsewhere_is_refused(ada: Account, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    assert client.post(address, {"choice": "approve"}).status_code == 403


def test_signing_out_forgets_copies_and_pages_are_never_kept(client: Client, ada: Account) -> None:
    client.force_login(ada)
    assert "no-store" in client.get("/security/")["Cache-Control"]
    response = client.post("/sign-out/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies[settings.BINDING_COOKIE].value == ""
    assert not Visit.objects.exists()


def test_a_locked_desk_opens_with_the_passphrase_where_it_was(client: Client, ada: Account) -> None:
    ada.set_password("acorns fall far from here")
    ada.save()
    client.force_login(ada)
    client.post("/lock/")
    assert client.get("/activities/")["Location"] == "/again/?next=%2Factivities%2F"
    page = client.get("/again/?next=/activities/").content.decode()
    assert "rail-link" not in page

    assert client.post("/again/", {"password": "acorns fall far from here", "next": "/activities/"})["Location"] == "/activities/"
    assert client.get("/activities/").status_code == 200


def test_the_journal_names_no_record_to_an_auditor(client: Client, fay: Account, ada: Account) -> None:
    from bandi.interfaces.desk.tests import world

    world.activity("Briefing of the lanterns")
    client.force_login(fay)
    page = client.get("/journal/")

    assert page.status_code == 200
    assert "Briefing of the lanterns" not in page.content.decode()
    client.force_login(ada)
    assert "Briefing of the lanterns" in client.get("/journal/").content.decode()


def test_own_pages_stand_in_both_languages(client: Client, ada: Account) -> None:
    with_app(ada)
    recovery.print_codes(account=ada, by=ada)
    client.force_login(ada)
    for language, word in (("ko", "보안 키와 패스키"), ("en", "Security keys and passkeys")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert word in client.get("/security/", **HERE).content.decode()
    assert client.post("/security/app/remove/").status_code == 302
    assert not CodeGenerator.objects.exists()
