"""What an answer about something open must not tell of something sealed beside it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.models import Attachment, Link, Note
from bandi.foundation.vault.making import make_compartment
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office
from bandi.interfaces.desk.tests.world import activity
from bandi.register.people.erasing import erase_person
from bandi.register.people.models import ProtectedPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


@pytest.fixture
def link(office: Office) -> Link:
    """A link from an open activity to the protected person, made by ada."""
    return editing.add(Link(from_record_id=activity().pk, to_record_id=office.person.pk, note="kept the lantern"), by=office.ada)


def test_the_history_of_an_open_record_tells_of_a_link_only_to_those_who_see_both_ends(office: Office, link: Link):
    url = reverse("desk:record_history", args=["activities", link.from_record_id])
    assert "kept the lantern" in office.client(office.ada).get(url).content.decode()
    for account in (office.dan, office.ben):
        assert "kept the lantern" not in office.client(account).get(url).content.decode()
    removal = editing.remove(link, by=office.ada)
    assert "kept the lantern" not in office.client(office.dan).get(url).content.decode()
    assert office.client(office.dan).post(reverse("desk:undo", args=[removal.pk])).status_code == 404
    assert not Link.objects.exists()


def test_a_link_to_what_one_may_not_see_is_not_taken_back(office: Office, link: Link):
    revision = Revision.objects.get(model="records.link")
    assert office.client(office.dan).post(reverse("desk:undo", args=[revision.pk])).status_code == 404
    assert Link.objects.filter(pk=link.pk).exists()
    office.client(office.ada).post(reverse("desk:undo", args=[revision.pk]))
    assert not Link.objects.exists()


def test_the_first_page_does_not_say_that_somebody_works_on_something_sealed(office: Office):
    activity()
    url = reverse("desk:home")
    assert "W-2031-001" in office.client(office.ada).get(url).content.decode()
    text = office.client(office.ben).get(url).content.decode()
    assert "W-2031-001" not in text
    assert "protected" not in text.lower()


def test_whoever_is_not_assigned_cannot_bring_a_removed_record_back(office: Office):
    assert office.ada.member and office.dan.member
    cases = make_compartment(
        key="cases", name_en="Cases", name_ko="사례", tier=3, stewards=[office.ada.member, office.dan.member], needs_assignment=True
    )
    case = editing.create(ProtectedPerson, by=office.ada, code="C-2031-001", name="moss", compartment=cases)
    undo = reverse("desk:undo", args=[editing.remove(case, by=office.ada).pk])
    assert office.client(office.dan).post(undo).status_code == 404
    assert office.client(office.ada).post(undo).status_code == 302
    case.refresh_from_db()
    assert not case.is_removed


def test_letting_in_somebody_who_cannot_be_is_not_found(office: Office):
    url = reverse("desk:member_in", args=["identities"])
    assert office.client(office.ada).post(url, {"account": "nobody", "passphrase": PHRASE}).status_code == 404


def test_nothing_more_is_kept_with_an_erased_person_and_the_page_says_so(office: Office):
    erase_person(person=office.person, basis="withdrawal", by=office.ada)
    client, url = office.client(office.ada), reverse("desk:record", args=["protected", office.person.pk])
    for address, sent in (("files/", {"file": SimpleUploadedFile("moss.txt", b"moss")}), ("notes/", {"text": "moss"}), ("cell/birth/?in=dd", {"birth": "moss", "version": "1"})):
        answer = client.post(f"{url}{address}", sent, follow=True)
        assert answer.status_code == 200
        assert "were destroyed" in answer.content.decode(), address
    assert not Attachment.objects.exists()
    assert not Note.objects.exists()
