"""Legal holds and assignments at the desk: who may, what it changes, what is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import assigning, editing
from bandi.foundation.records.models import Assignment, Attachment
from bandi.foundation.vault.making import make_compartment
from bandi.foundation.vault.models import Hold, SubjectKey
from bandi.interfaces.desk.tests.sealed_world import Office
from bandi.register.people.holding import is_held, lift_hold, place_hold
from bandi.register.people.models import ProtectedPerson, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


def hold_url(office: Office) -> str:
    return reverse("desk:person_hold", args=[office.person.pk])


def test_a_hold_is_placed_with_a_reason_and_shows_on_the_record_and_blocks_erasing(office: Office):
    client = office.client(office.ada)
    assert client.post(hold_url(office), {"verb": "place", "reason": "  "}).status_code == 400
    assert client.post(hold_url(office), {"verb": "place", "reason": "Court of Examples, 12/2031"}).status_code == 302

    assert "A legal hold stands" in client.get(reverse("desk:record", args=["protected", office.person.pk])).content.decode()
    erase = reverse("desk:person_erase", args=[office.person.pk])
    assert "Look at the holds" in client.get(erase).content.decode()
    assert client.post(erase, {"basis": "withdrawal", "code": "W-2031-001"}).status_code == 400
    assert SubjectKey.objects.filter(subject=office.person.subject).exists()
    page = client.get(hold_url(office)).content.decode()
    assert "Court of Examples, 12/2031" in page and office.ada.display_name in page


def test_a_hold_covers_what_she_tells_later_and_every_file(office: Office):
    place_hold(person=office.person, reason="Court of Examples", by=office.ada)
    later = editing.create(Statement, by=office.dan, code="S-2031-009", text="later", compartment=office.testimony, person=office.person)
    client = office.client(office.dan)
    client.post(reverse("desk:file_add", args=["statements", later.pk]), {"file": SimpleUploadedFile("n.txt", b"lodged")})
    file = Attachment.objects.get(record=later.pk)
    remove = reverse("desk:file_remove", args=["statements", later.pk, file.pk])

    answer = client.post(remove, {"sure": "yes"}, follow=True)

    assert "The file stays" in answer.content.decode() and Attachment.objects.filter(pk=file.pk).exists()
    lift_hold(hold=Hold.objects.get(), person=office.person, by=office.ada)
    client.post(remove, {"sure": "yes"})
    assert not Attachment.objects.filter(pk=file.pk).exists()


def test_lifting_asks_twice_and_stays_in_the_list_and_in_the_journal(office: Office):
    hold = place_hold(person=office.person, reason="Court of Examples", by=office.ada)
    client = office.client(office.ada)
    assert client.post(hold_url(office), {"verb": "lift", "hold": str(hold.pk)}).status_code == 400
    assert is_held(office.person)
    assert client.post(hold_url(office), {"verb": "lift", "hold": str(hold.pk), "sure": "yes"}).status_code == 302
    assert not is_held(office.person) and "lifted" in client.get(hold_url(office)).content.decode()
    kinds = list(Entry.objects.filter(record=office.person.pk, kind__startswith="people:protectedperson:").values_list("kind", flat=True))
    assert {"people:protectedperson:hold", "people:protectedperson:lift"} <= set(kinds)


def test_a_hold_of_somebody_else_is_not_lifted_here(office: Office):
    other = editing.create(ProtectedPerson, by=office.ada, code="W-2031-007", name="moss", compartment=office.identities)
    hold = place_hold(person=other, reason="Court of Examples", by=office.ada)
    answer = office.client(office.ada).post(hold_url(office), {"verb": "lift", "hold": str(hold.pk), "sure": "yes"})
    assert answer.status_code == 400 and is_held(other)


@pytest.mark.parametrize("who", ["dan", "ben"])
def test_who_may_not_erase_places_no_hold_and_who_does_not_see_the_person_finds_no_page(office: Office, who: str):
    answer = office.client(getattr(office, who)).post(hold_url(office), {"verb": "place", "reason": "x"})
    assert answer.status_code in (403, 404) and not Hold.objects.exists()


@pytest.fixture
def cases(office: Office):
    stewards = [office.ada.member]
    room = make_compartment(key="cases", name_en="Cases", name_ko="사례", tier=3, stewards=stewards, needs_assignment=True)
    from bandi.foundation.vault.models import Membership

    Membership.objects.create(compartment=room, member=office.dan.member)
    return room


def assignments_url() -> str:
    return reverse("desk:assignments", args=["cases"])


def test_who_makes_a_case_sees_it_and_her_colleague_does_not_until_she_is_assigned(office: Office, cases):
    case = editing.create(ProtectedPerson, by=office.ada, code="C-2031-001", name="moss", compartment=cases)
    seen_by = ProtectedPerson.objects.visible_to
    assert case in seen_by(office.ada) and case not in seen_by(office.dan)
    client = office.client(office.ada)
    assert "C-2031-001" in client.get(assignments_url()).content.decode()

    answer = client.post(assignments_url(), {"record": str(case.pk), "account": str(office.dan.pk), "until": ""})

    assert answer.status_code == 302 and case in seen_by(office.dan)
    assert Entry.objects.filter(kind="records:assignment:grant", record=case.pk).count() == 2


def test_an_assignment_ends_on_its_last_day_or_at_once_and_stays_in_the_list(office: Office, cases):
    case = editing.create(ProtectedPerson, by=office.ada, code="C-2031-001", name="moss", compartment=cases)
    made = assigning.assign(row=case, account=office.dan, until=timezone.localdate(), by=office.ada)
    assert case in ProtectedPerson.objects.visible_to(office.dan)
    Assignment.objects.filter(pk=made.pk).update(until=timezone.now() - timedelta(seconds=1))
    assert case not in ProtectedPerson.objects.visible_to(office.dan)

    again = assigning.assign(row=case, account=office.dan, until=None, by=office.ada)
    client = office.client(office.ada)
    assert client.post(assignments_url(), {"verb": "end", "assignment": str(again.pk)}).status_code == 302
    assert case not in ProtectedPerson.objects.visible_to(office.dan)
    assert office.dan.display_name in client.get(assignments_url()).content.decode()


def test_a_past_day_and_somebody_who_is_no_member_are_refused_with_words(office: Office, cases):
    case = editing.create(ProtectedPerson, by=office.ada, code="C-2031-001", name="moss", compartment=cases)
    with pytest.raises(ValidationError):
        assigning.assign(row=case, account=office.dan, until=timezone.localdate() - timedelta(days=1), by=office.ada)
    with pytest.raises(ValidationError):
        assigning.assign(row=case, account=office.ben, until=None, by=office.ada)
    client = office.client(office.ada)
    assert client.post(assignments_url(), {"record": str(case.pk), "account": str(office.dan.pk), "until": "2 May"}).status_code == 400
    assert client.post(assignments_url(), {"record": str(office.person.pk), "account": str(office.dan.pk)}).status_code == 400


def test_only_stewards_assign_and_whoever_is_assigned_may_hand_over(office: Office, cases):
    case = editing.create(ProtectedPerson, by=office.ada, code="C-2031-001", name="moss", compartment=cases)
    for account in (office.dan, office.ben):
        assert office.client(account).get(assignments_url()).status_code == 404
        with pytest.raises(NotPermitted):
            assigning.assign(row=case, account=office.dan, until=None, by=account)
    made = assigning.assign(row=case, account=office.dan, until=None, by=office.ada)
    hers = Assignment.objects.now().get(record=case.pk, account=office.ada)
    with pytest.raises(NotPermitted):
        assigning.unassign(assignment=hers, of=cases, by=office.dan)
    assigning.unassign(assignment=made, of=cases, by=office.dan)
    assert not Assignment.objects.now().filter(account=office.dan).exists()


def test_a_compartment_without_assignments_has_no_such_page(office: Office):
    assert office.client(office.ada).get(reverse("desk:assignments", args=["testimony"])).status_code == 404
