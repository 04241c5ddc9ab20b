"""What lives depend on opens on the desk after a touch of the security key, which the holder asks for and checks."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from bandi.foundation.access.factors import keys
from bandi.foundation.access.models import Account
from bandi.foundation.access.tests.softkey import SoftKey
from bandi.foundation.access.unlocking import KEY_COOKIE, bind_key
from bandi.foundation.records import editing
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.making import make_compartment
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office
from bandi.register.people.models import Statement

pytestmark = pytest.mark.django_db
TEXT = "강가에서 기다렸다고 말했다"


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


def registered(account: Account) -> SoftKey:
    """A key that was added to the account at the door."""
    key = SoftKey()
    question = keys.ask_to_add(account)
    keys.add(account=account, state=question.state, answer=key.add(question.options), name="Blue key")
    return key


def test_a_lethal_record_opens_for_two_minutes_after_a_touch(office: Office):
    rescue = make_compartment(key="rescue", name_en="Rescue", name_ko="구조", tier=4, stewards=[office.ada.member])  # type: ignore[list-item]
    statement = editing.create(Statement, by=office.ada, code="S-2031-009", text=TEXT, compartment=rescue)
    client, key = office.client(office.ada), registered(office.ada)
    page, unlock = reverse("desk:record", args=["statements", statement.pk]), reverse("desk:unlock")
    assert TEXT in client.get(page).content.decode(), "nobody is asked of whom the holder knows no key"
    assert bind_key(office.ada, client.cookies[KEY_COOKIE].value, PHRASE, bytes(office.ada.security_keys.get(name="Blue key").public))

    assert TEXT not in client.get(page).content.decode()
    assert "Touch my key" in client.get(reverse("desk:compartment", args=["rescue"])).content.decode()
    options = _options(client.get(unlock).content.decode())
    refused = client.post(unlock, {"credential": key.answer(options, spoil=True), "next": page})
    assert (refused.status_code, TEXT in client.get(page).content.decode()) == (400, False)
    answered = client.post(unlock, {"credential": key.answer(_options(refused.content.decode())), "next": page})
    assert (answered.status_code, answered["Location"]) == (302, page)
    assert TEXT in client.get(page).content.decode()


def test_who_has_no_known_key_is_asked_for_her_passphrase_alone(office: Office):
    assert "data-key-options" not in office.client(office.ada).get(reverse("desk:unlock")).content.decode()


def test_a_key_that_is_added_with_the_passphrase_becomes_known_to_the_holder(office: Office):
    client, key = office.client(office.ada), SoftKey()
    add = reverse("desk:key_new")
    asked = client.get(add)
    if asked.status_code == 302:  # the door asks again before a factor is added
        client.post(asked["Location"], {"password": PHRASE})
        asked = client.get(add)
    client.post(add, {"name": "Blue key", "credential": key.add(_options(asked.content.decode())), "prf": "", "password": PHRASE})

    assert holder().touch_keys(client.cookies[KEY_COOKIE].value) == 1


def _options(page: str) -> str:
    found = re.search(r'data-key-options="([^"]*)"', page)
    assert found, "the page asks for no key"
    return html.unescape(found[1])
