"""A security key opens the door of its own account, at our own address, with a fresh answer; nothing else does."""

from __future__ import annotations

from typing import Any

import pytest

from bandi.foundation.access.errors import FactorRefused
from bandi.foundation.access.factors import keys
from bandi.foundation.access.models import Account, Notice, NoticeKind, SecurityKey
from bandi.foundation.access.tests.softkey import SoftKey
from bandi.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def added(account: Account, key: SoftKey) -> SecurityKey:
    question = keys.ask_to_add(account)
    return keys.add(account=account, state=question.state, answer=key.add(question.options), name="Blue key")


def asked(account: Account | None, key: SoftKey, **how: Any) -> SecurityKey:
    question = keys.ask(account)
    return keys.check(state=question.state, answer=key.answer(question.options, **how), account=account)


def test_a_key_is_added_and_opens(ada: Account) -> None:
    key = SoftKey()
    row = added(ada, key)

    assert asked(ada, key) == row
    assert row.has_secret
    assert row.is_discoverable
    assert Entry.objects.filter(kind="access:key:add", record=ada.pk).exists()


def test_a_passkey_says_itself_whose_it_is(ada: Account) -> None:
    key = SoftKey()
    added(ada, key)

    assert asked(None, key).account == ada


def test_a_passkey_that_did_not_check_its_holder_does_not_stand_alone(ada: Account) -> None:
    key = SoftKey(checks_holder=False)
    added(ada, key)

    assert asked(ada, key)
    with pytest.raises(FactorRefused):
        asked(None, key)


@pytest.mark.parametrize(
    "origin",
    [
        "https://bandi.example", "http://localhost.evil.example", "http://evil-localhost", "https://localhost@evil.example", "null", "",
        "http://127.0.0.1:8000", "ftp://localhost", "http://localhost.", "http://1ocalhost:8000", "http://lоcalhost:8000",
    ],
)  # fmt: skip
def test_an_answer_from_a_page_that_looks_like_ours_is_refused(ada: Account, origin: str) -> None:
    key = SoftKey()
    added(ada, key)
    key.origin = origin

    with pytest.raises(FactorRefused):
        asked(ada, key)


def test_a_configured_address_is_taken_exactly(ada: Account, settings: Any) -> None:
    settings.KEY_HOST, settings.KEY_ORIGINS = "desk.acorn.example", ("https://desk.acorn.example",)

    assert keys.is_ours("https://desk.acorn.example")
    assert not any(
        keys.is_ours(origin)
        for origin in ("http://desk.acorn.example", "https://acorn.example", "https://desk.acorn.example.evil.example", "http://localhost:8000",
                       "https://desk.acorn.example:444", "https://other.desk.acorn.example")
    )  # fmt: skip


@pytest.mark.parametrize("how", [{"host": "evil.example"}, {"spoil": True}])
def test_an_answer_for_another_house_or_with_one_bit_changed_is_refused(ada: Account, how: dict[str, Any]) -> None:
    key = SoftKey()
    added(ada, key)

    with pytest.raises(FactorRefused):
        asked(ada, key, **how)


def test_an_answer_fits_only_its_own_question(ada: Account) -> None:
    key = SoftKey()
    added(ada, key)
    first, second = keys.ask(ada), keys.ask(ada)

    with pytest.raises(FactorRefused):
        keys.check(state=second.state, answer=key.answer(first.options), account=ada)


def test_a_key_does_not_open_for_another_account(ada: Account, ben: Account) -> None:
    key = SoftKey()
    added(ada, key)

    with pytest.raises(FactorRefused):
        asked(ben, key)


def test_a_key_whose_counter_goes_back_is_refused_and_its_holder_told(ada: Account) -> None:
    key = SoftKey()
    added(ada, key)
    asked(ada, key)
    asked(ada, key)
    key.count = 1

    with pytest.raises(FactorRefused):
        asked(ada, key, counts=False)
    assert Notice.objects.filter(account=ada, kind=NoticeKind.KEY_COPIED, told_at=None).exists()
    assert Entry.objects.filter(kind="access:key:copied").exists()


def test_the_same_key_is_not_added_twice(ada: Account, ben: Account) -> None:
    key = SoftKey()
    added(ada, key)

    with pytest.raises(FactorRefused):
        added(ben, key)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "not json", '{"id": 1}', '{"rawId": "AA", "response": {}}', "{" * 2000, "1" * 70_000])
def test_nonsense_is_refused_and_breaks_nothing(ada: Account, answer: str) -> None:
    with pytest.raises(FactorRefused):
        keys.check(state=keys.ask(ada).state, answer=answer, account=ada)
    with pytest.raises(FactorRefused):
        keys.add(account=ada, state=keys.ask_to_add(ada).state, answer=answer, name="x")


def test_only_its_holder_takes_a_key_away(ada: Account, ben: Account) -> None:
    row = added(ada, SoftKey())

    with pytest.raises(FactorRefused):
        keys.remove(key=row, by=ben)
    keys.remove(key=row, by=ada)
    assert not SecurityKey.objects.filter(pk=row.pk).exists()


def test_a_secret_is_thirty_two_bytes_or_nothing() -> None:
    assert keys.secret_from("A" * 43) == bytes(32)
    assert keys.secret_from("") is None
    assert keys.secret_from("AAAA") is None
    assert keys.secret_from("not base 64 at all é") is None
