from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse

from bandi.foundation.access import approvals
from bandi.foundation.access.errors import ApprovalMissing, NotPermitted
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Role
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing, taking
from bandi.foundation.vault.reading import reading_as
from bandi.interfaces.desk.tests.sealed_world import NAME, Office, another
from bandi.register.people.models import ProtectedPerson, SealedName

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


def approved(office: Office, approver: Account) -> Approval:
    asked = taking.ask(model=ProtectedPerson, purpose="for the lawyer, destroyed on Friday", by=office.ada)
    return approvals.decide(approval=asked, approve=True, by=approver)


def reader(office: Office):
    from bandi.foundation.access.unlocking import begin, finish
    from bandi.foundation.vault.reading import Reader
    from bandi.interfaces.desk.tests.sealed_world import PHRASE

    token = begin(office.ada, PHRASE)
    assert token and finish(token)
    return reading_as(Reader(token, office.ada.member_id))


def test_a_second_person_lets_one_file_with_a_manifest_leave(office: Office):
    approval = approved(office, another("gil", Role.DIRECTOR))
    editing.create(ProtectedPerson, by=office.ada, code="W-2031-002", name="=HYPERLINK(1)", compartment=office.identities)
    with reader(office):
        taken = taking.take(model=ProtectedPerson, approval=approval, by=office.ada)
        with pytest.raises(ApprovalMissing):
            taking.take(model=ProtectedPerson, approval=approval, by=office.ada)
    with zipfile.ZipFile(io.BytesIO(taken.body)) as archive:
        table, manifest = archive.read("records.csv").decode("utf-8-sig"), json.loads(archive.read("manifest.json"))
    assert NAME in table
    assert "'=HYPERLINK(1)" in table
    assert (manifest["records"], manifest["compartments"]) == (2, ["identities"])
    assert Entry.objects.filter(kind="records:sealed:export", record=approval.pk).count() == 1


def test_names_in_rows_go_along_under_the_code_of_whom_they_name_and_relations_do_not(office: Office):
    approval = approved(office, another("gil", Role.DIRECTOR))
    witness = editing.create(ProtectedPerson, by=office.ada, code="W-2031-003", name="Moss Heron", compartment=office.identities)
    editing.add(SealedName(person=witness, text="=강시내", source="her letter", kind="nickname"), by=office.ada)
    with reader(office):
        taken = taking.take(model=ProtectedPerson, approval=approval, by=office.ada)
    with zipfile.ZipFile(io.BytesIO(taken.body)) as archive:
        assert sorted(archive.namelist()) == ["manifest.json", "names.csv", "records.csv"]
        body, manifest = archive.read("names.csv"), json.loads(archive.read("manifest.json"))
    row = next(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert (row["person"], row["text"], row["source"], row["kind"]) == ("W-2031-003", "'=강시내", "her letter", "nickname")
    assert manifest["beside"] == {"names.csv": {"rows": 1, "sha256": hashlib.sha256(body).hexdigest()}}


def test_nobody_approves_her_own_file(office: Office):
    with pytest.raises(NotPermitted):
        approved(office, office.ada)
    asked = taking.waiting_or_usable(model=ProtectedPerson, by=office.ada)
    with reader(office), pytest.raises(ApprovalMissing):
        taking.take(model=ProtectedPerson, approval=asked, by=office.ada)


def test_a_file_holds_only_what_the_askers_keys_open(office: Office):
    approval = approved(office, another("gil", Role.DIRECTOR))
    assert taking.take(model=ProtectedPerson, approval=approval, by=office.ada).records == 0


def test_the_page_asks_for_a_purpose_and_hides_from_readers(office: Office):
    url = reverse("desk:sealed_export", args=["protected"])
    assert office.client(office.ben).get(url).status_code in (403, 404)
    assert office.client(office.ada).get(reverse("desk:sealed_export", args=["activities"])).status_code in (302, 404)
