"""What lives depend on opens on the desk after a touch of the security key, which the holder asks for and checks."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.factors import keys
from bandi.foundation.access.models import Account
from bandi.foundation.access.tests.softkey import SoftKey
from bandi.foundation.access.unlocking import KEY_COOKIE, bind_key
from bandi.foundation.records import editing
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.making import make_compartment
from bandi.foundation.vault.models import Compartment, Membership
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office
from bandi.register.people.models import ProtectedPerson, Statement

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

    closed = client.get(page).content.decode()
    assert TEXT not in closed
    assert "Lives depend on this" in closed and asking(page) in closed
    assert "Touch my key" in client.get(reverse("desk:compartment", args=["rescue"])).content.decode()
    options = _options(client.get(unlock).content.decode())
    refused = client.post(unlock, {"credential": key.answer(options, spoil=True), "next": page})
    assert (refused.status_code, TEXT in client.get(page).content.decode()) == (400, False)
    answered = client.post(unlock, {"credential": key.answer(_options(refused.content.decode())), "next": page})
    assert (answered.status_code, answered["Location"]) == (302, page)
    opened = client.get(page).content.decode()
    assert TEXT in opened and "Lives depend on this" not in opened


def test_a_list_with_closed_values_leads_to_the_touch_and_back(office: Office):
    rescue = lethal(office)
    editing.create(ProtectedPerson, by=office.ada, code="W-2031-009", name="갈대숲", compartment=rescue)
    client, key = office.client(office.ada), registered(office.ada)
    page = reverse("desk:record_list", args=["protected"]) + "?sort=-code"
    assert "Lives depend on this" not in client.get(page).content.decode(), "nobody is asked of whom the holder knows no key"
    assert bind_key(office.ada, client.cookies[KEY_COOKIE].value, PHRASE, bytes(office.ada.security_keys.get(name="Blue key").public))

    closed = client.get(page).content.decode()
    assert "갈대숲" not in closed and "Touch my key" in closed and html.escape(asking(page)) in closed
    locked = office.client(office.ada, unlocked=False).get(page).content.decode()
    assert "Your keys are locked" in locked and html.escape(asking(page)) in locked
    client.post(reverse("desk:unlock"), {"credential": key.answer(_options(client.get(reverse("desk:unlock")).content.decode())), "next": page})
    opened = client.get(page).content.decode()
    assert "갈대숲" in opened and "Touch my key" not in opened
    assert "Lives depend on this" not in client.get(reverse("desk:record_list", args=["activities"])).content.decode()


def test_a_closed_record_says_what_opens_it_and_an_open_one_says_nothing(office: Office):
    page = reverse("desk:record", args=["protected", office.person.pk])
    locked = office.client(office.ada, unlocked=False).get(page).content.decode()
    assert "Your keys are locked" in locked and asking(page) in locked

    assert "Your keys are locked" not in office.client(office.ada).get(page).content.decode()


def asking(page: str) -> str:
    """The address of the page that asks for passphrase or touch, and leads back."""
    return f"{reverse('desk:unlock')}?next={quote(page, safe='')}"


def lethal(office: Office) -> Compartment:
    return make_compartment(key="rescue", name_en="Rescue", name_ko="구조", tier=4, stewards=[office.ada.member])  # type: ignore[list-item]


def test_a_key_from_before_is_named_and_made_known_with_the_passphrase(office: Office):
    client, key = office.client(office.ada), registered(office.ada)
    stored = office.ada.security_keys.get(name="Blue key")
    page, know = reverse("desk:security"), reverse("desk:key_know", args=[stored.pk])
    assert "yet guard" not in client.get(page).content.decode(), "nobody is bothered who belongs to no such compartment"
    lethal(office)
    assert "Blue key does not yet guard" in client.get(page).content.decode()

    _fresh(client)
    client.post(know, {"password": "wrong"})
    assert holder().touch_keys(client.cookies[KEY_COOKIE].value) == 0
    answered = client.post(know, {"password": PHRASE})

    assert answered["Location"] == asking(page)
    assert holder().touch_keys(client.cookies[KEY_COOKIE].value) == 1
    asked = client.get(answered["Location"]).content.decode()
    assert client.post(reverse("desk:unlock"), {"credential": key.answer(_options(asked)), "next": page})["Location"] == page
    seen = client.get(page).content.decode()
    assert "its touch opens what lives depend on" in seen and "yet guard" not in seen


def test_a_second_key_is_made_known_only_after_a_touch_of_the_first(office: Office):
    lethal(office)
    client, _first = office.client(office.ada), registered(office.ada)
    assert bind_key(office.ada, client.cookies[KEY_COOKIE].value, PHRASE, bytes(office.ada.security_keys.get(name="Blue key").public))
    second = SoftKey()
    question = keys.ask_to_add(office.ada)
    added = keys.add(account=office.ada, state=question.state, answer=second.add(question.options), name="Green key")
    know = reverse("desk:key_know", args=[added.pk])
    _fresh(client)

    refused = client.post(know, {"password": PHRASE}, follow=True)

    assert "First touch a key that is known already" in refused.content.decode()
    assert holder().touch_keys(client.cookies[KEY_COOKIE].value) == 1


def test_another_persons_key_is_not_there(office: Office):
    key = registered(office.dan) and office.dan.security_keys.get(name="Blue key")
    client = office.client(office.ada)
    know = reverse("desk:key_know", args=[key.pk])
    _fresh(client)

    assert client.post(know, {"password": PHRASE}).status_code == 404
    assert client.get(know).status_code == 405


def test_letting_in_where_lives_depend_asks_for_the_touch_first(office: Office, monkeypatch: pytest.MonkeyPatch):
    compartment = lethal(office)
    client = office.client(office.ada)
    registered(office.ada)
    assert bind_key(office.ada, client.cookies[KEY_COOKIE].value, PHRASE, bytes(office.ada.security_keys.get(name="Blue key").public))
    monkeypatch.setattr("bandi.foundation.access.compartments.needs_approval", lambda _compartment: False)

    answered = client.post(reverse("desk:member_in", args=["rescue"]), {"account": office.dan.pk, "passphrase": PHRASE}, follow=True)

    assert "touch your security key, then do it again" in answered.content.decode()
    assert not Membership.objects.now().filter(compartment=compartment, member=office.dan.member).exists()


def test_the_lock_of_such_a_compartment_is_turned_on_the_desk_after_a_touch(office: Office):
    compartment = lethal(office)
    client, key = office.client(office.ada), registered(office.ada)
    assert bind_key(office.ada, client.cookies[KEY_COOKIE].value, PHRASE, bytes(office.ada.security_keys.get(name="Blue key").public))
    turn = reverse("desk:lock_turn", args=["rescue"])

    untouched = client.post(turn, {"passphrase": PHRASE}, follow=True).content.decode()
    assert compartment.current.number == 1
    client.post(reverse("desk:unlock"), {"credential": key.answer(_options(untouched))})
    wrong = client.post(turn, {"passphrase": "wrong"}, follow=True).content.decode()
    assert ("the passphrase was not right" in wrong, compartment.current.number) == (True, 1)
    client.post(turn, {"passphrase": PHRASE})

    assert compartment.current.number == 2
    assert client.get(turn).status_code == 405
    assert office.client(office.dan).post(turn, {"passphrase": PHRASE}).status_code == 404


def _fresh(client: Client) -> None:
    """The door asks for the passphrase again before a factor is changed."""
    asked = client.get(reverse("desk:key_new"))
    if asked.status_code == 302:
        client.post(asked["Location"], {"password": PHRASE})


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
