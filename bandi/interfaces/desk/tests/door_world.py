"""What the tests of the door share: light hashes, an officer without a factor, an app, a key, and ways to knock."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from bandi.foundation.access.actions import open_account
from bandi.foundation.access.factors import generator, keys
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Role
from bandi.foundation.access.tests.softkey import SoftKey
from bandi.foundation.access.tests.test_generator import SECRET, number

HERE = {"headers": {"host": "localhost:8000"}}


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """Argon2 stays; only its cost is that of a test."""
    settings.PASSWORD_HASHERS = ["bandi.interfaces.desk.tests.door_world.QuickArgon"]


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
