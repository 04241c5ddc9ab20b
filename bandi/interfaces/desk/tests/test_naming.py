"""People called by any spelling, in the palette, the lists and the search in what is sealed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.records import editing
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.models import BreakGlass
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office
from bandi.register.people import recognising
from bandi.register.people.erasing import erase_person
from bandi.register.people.models import Alias, Person, ProtectedPerson, SealedName

pytestmark = pytest.mark.django_db
SPELLINGS = ("홍반디", "Hong Ban-di", "HONG Bandi", "Hong Pandi", "Ban-di Hong", "홍○디")


@pytest.fixture(autouse=True)
def emptied() -> None:
    recognising.forget_all()


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


@pytest.fixture
def witness(office: Office) -> ProtectedPerson:
    """A protected person whose record says another name than the row beside it."""
    person = editing.create(ProtectedPerson, by=office.ada, code="W-2031-007", name="남지음", compartment=office.identities)
    name = SealedName(person=person, kind="passport")
    name.text = "홍반디"
    editing.add(name, by=office.ada)
    return person


def palette(client: object, query: str) -> str:
    return client.post(reverse("desk:palette"), {"q": query}).content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("query", SPELLINGS)
def test_a_person_of_public_role_is_found_by_any_spelling_with_the_reason(office: Office, query: str):
    editing.create(Person, by=office.ada, full_name="Hong Bandi", name_ko="홍반디")
    text = palette(office.client(office.ben), query)
    assert "Hong Bandi" in text
    assert "surname agrees" in text or "written the same" in text


def test_an_alias_that_was_added_renamed_or_removed_is_followed(office: Office):
    person = editing.create(Person, by=office.ada, full_name="Moss Heron")
    client = office.client(office.ben)
    assert "Moss Heron" not in palette(client, "Hong Pandi")
    alias = editing.add(Alias(record=person.record, name="홍반디"), by=office.ada)
    assert "Moss Heron" in palette(client, "Hong Pandi")
    editing.edit(alias, {"name": "남지음"}, by=office.ada)
    assert "Moss Heron" not in palette(client, "Hong Pandi")
    assert "Moss Heron" in palette(client, "Nam Ji-eum")
    editing.remove(alias, by=office.ada)
    assert "Moss Heron" not in palette(client, "Nam Ji-eum")


def test_a_list_of_people_says_beneath_the_name_why_each_fits(office: Office):
    editing.create(Person, by=office.ada, full_name="Moss Heron", name_ko="홍반디")
    text = office.client(office.ben).get(reverse("desk:record_list", args=["people"]), {"q": "Pandi Hong"}).content.decode()
    assert "Moss Heron" in text
    assert "홍반디: surname agrees" in text


def test_a_protected_person_of_public_role_is_found_by_those_alone_who_may_see_her(office: Office):
    editing.create(Person, by=office.ada, full_name="Hong Bandi", handling="protected")
    assert "Hong Bandi" in palette(office.client(office.ada), "홍반디")
    assert "surname agrees" not in palette(office.client(office.ben), "홍반디")


@pytest.mark.parametrize("query", SPELLINGS)
def test_a_sealed_name_is_found_by_any_spelling_while_keys_are_unlocked(office: Office, witness: ProtectedPerson, query: str):
    text = palette(office.client(office.ada), query)
    assert "W-2031-007" in text
    assert "홍반디: " in text


def test_the_name_on_the_record_and_those_in_rows_are_found_as_well(office: Office, witness: ProtectedPerson):
    editing.add(SealedName(person=witness, text="강시내"), by=office.ada)
    client = office.client(office.ada)
    assert "W-2031-007" in palette(client, "Nam Chiŭm")
    assert "W-2031-007" in palette(client, "Kang Shinae")


def test_nothing_sealed_is_found_with_locked_keys_by_outsiders_or_in_an_address(office: Office, witness: ProtectedPerson):
    assert "W-2031-007" not in palette(office.client(office.ada, unlocked=False), "홍반디")
    for account in (office.dan, office.ben):
        assert "W-2031-007" not in palette(office.client(account), "홍반디")
    answer = office.client(office.ada).get(reverse("desk:palette"), {"q": "홍반디"}).content.decode()
    assert "W-2031-007" not in answer


def test_a_guest_of_an_emergency_finds_by_name_for_an_hour_and_no_longer(office: Office, witness: ProtectedPerson):
    guest = office.client(office.dan)
    assert "W-2031-007" not in palette(guest, "Hong Pandi")
    guest.post(reverse("desk:emergency", args=["identities"]), {"reason": "She waits at the station tonight."})
    asked = BreakGlass.objects.get()
    office.client(office.ada).post(reverse("desk:emergency_decide", args=[asked.pk]), {"verb": "approve", "passphrase": PHRASE})
    assert "W-2031-007" in palette(guest, "Hong Pandi")
    BreakGlass.objects.update(until=asked.asked_at)
    assert "W-2031-007" not in palette(guest, "Hong Pandi")


def test_a_name_that_changed_or_went_is_followed_and_so_is_the_person(office: Office, witness: ProtectedPerson):
    client = office.client(office.ada)
    assert "W-2031-007" in palette(client, "홍반디")
    name = witness.names.get()
    editing.edit(name, {"text": "강시내"}, by=office.ada)
    assert "W-2031-007" not in palette(client, "홍반디")
    assert "W-2031-007" in palette(client, "Kang Sinae")
    editing.remove(witness, by=office.ada)
    assert "W-2031-007" not in palette(client, "Kang Sinae")


def test_names_are_gone_from_the_holder_when_keys_are_locked_and_when_somebody_is_erased(office: Office, witness: ProtectedPerson, django_capture_on_commit_callbacks):
    client = office.client(office.ada)
    token = client.cookies["bandi-key"].value
    palette(client, "홍반디")
    assert holder().names_state(token)["people"] == 2
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=witness, basis="withdrawal", by=office.ada)
    assert holder().names_state(token)["people"] == 1
    assert not SealedName.objects.exists()
    session = holder()._sessions.get(token)
    client.post(reverse("desk:panic"))
    assert session.names is None


def test_each_hit_is_counted_and_written_down_and_the_quota_ends_it(office: Office, witness: ProtectedPerson):
    client = office.client(office.ada)
    before = holder().head().entries
    palette(client, "홍반디")
    assert holder().head().entries > before
    holder()._quotas.per_hour = {**holder()._quotas.per_hour, 3: 0}
    holder()._quotas._used.clear()
    text = palette(client, "홍반디")
    assert "W-2031-007" not in text
    assert "as many protected records as an hour allows" in text


def test_the_search_in_what_is_sealed_recognises_names(office: Office, witness: ProtectedPerson):
    text = office.client(office.ada).post(reverse("desk:sealed_search"), {"q": "Hong Pan-di"}).content.decode()
    assert "People by name" in text
    assert "W-2031-007" in text
