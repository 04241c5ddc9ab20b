from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.models import Attachment, Note, Record
from bandi.foundation.vault import blobs
from bandi.foundation.vault.erasure import hold
from bandi.foundation.vault.holding import AUDIT
from bandi.foundation.vault.models import BreakGlass, Compartment, Membership, SubjectKey
from bandi.interfaces.desk.tests.sealed_world import NAME, PHRASE, STORY, Office
from bandi.interfaces.desk.tests.world import activity
from bandi.interfaces.desk.views import protected as views
from bandi.register.people.models import ProtectedPerson, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


def page(kind: str, row: object) -> str:
    return reverse("desk:record", args=[kind, row.pk])  # type: ignore[attr-defined]


def test_a_member_reads_the_name_and_others_do_not_learn_that_it_exists(office: Office):
    url = page("protected", office.person)
    assert NAME in office.client(office.ada).get(url).content.decode()
    for account in (office.dan, office.ben):
        assert office.client(account).get(url).status_code == 404
        listed = office.client(account).get(reverse("desk:record_list", args=["protected"])).content.decode()
        assert "W-2031-001" not in listed


def test_the_form_says_what_belongs_where_and_offers_no_room_of_the_auditors(office: Office):
    client, url = office.client(office.ada), reverse("desk:record_new", args=["protected"])

    form = client.get(url).content.decode()

    assert "It must tell nothing: no initials" in form and 'id="id_contact_helptext"' in form and 'aria-describedby="id_code_helptext"' in form
    client.cookies["django_language"] = "ko"
    assert "머리글자, 마을, 태어난 해" in client.get(url).content.decode()
    audit = Compartment.objects.get(key="audit")
    assert f'value="{audit.pk}"' not in form and f'value="{office.identities.pk}"' in form
    assert client.post(url, {"code": "W-2031-444", "compartment": str(audit.pk), "name": "Acorn"}).status_code == 200
    assert not ProtectedPerson.objects.filter(code="W-2031-444").exists()


def test_with_locked_keys_everything_stands_there_as_sealed_and_cannot_be_edited_away(office: Office):
    client = office.client(office.ada, unlocked=False)
    text = client.get(page("protected", office.person)).content.decode()
    assert "sealed" in text
    assert NAME not in text
    edit = reverse("desk:record_edit", args=["protected", office.person.pk])
    assert 'name="name"' not in client.get(edit).content.decode()
    client.post(edit, {"code": "W-2031-002", "name": "overwritten", "version": "1"})
    assert office.client(office.ada).get(page("protected", office.person)).content.decode().count(NAME) > 0


def test_whoever_reads_stories_sees_a_code_instead_of_the_name(office: Office):
    text = office.client(office.dan).get(page("statements", office.statement)).content.decode()
    assert "반딧불이" in text
    assert "W-2031-001" in text
    assert NAME not in text
    assert page("protected", office.person) not in text


@pytest.mark.parametrize("kind", ["record_edit", "record_history", "record_remove", "person_erase"])
def test_no_other_address_of_a_sealed_record_answers_to_outsiders(office: Office, kind: str):
    args = [office.person.pk] if kind == "person_erase" else ["protected", office.person.pk]
    method = "post" if kind == "record_remove" else "get"
    for account in (office.dan, office.ben):
        status = getattr(office.client(account), method)(reverse(f"desk:{kind}", args=args)).status_code
        assert status in (403, 404)
    assert office.person.__class__.objects.filter(pk=office.person.pk, is_removed=False).exists()


def test_editing_keeps_the_name_sealed_in_the_row_the_history_and_the_journal(office: Office):
    client = office.client(office.ada)
    url = reverse("desk:record_cell", args=["protected", office.person.pk, "name"])
    client.post(f"{url}?in=dd", {"name": "홍두깨 Newname", "version": "1"})
    assert "홍두깨 Newname" in client.get(page("protected", office.person)).content.decode()
    with connection.cursor() as cursor:
        for table in ("people_protectedperson", "audit_revision", "audit_entry", "records_record"):
            cursor.execute(f"SELECT * FROM {table}")
            dump = str(cursor.fetchall())
            assert "Newname" not in dump
            assert "Lanternbearer" not in dump
    assert "홍두깨" not in client.get(reverse("desk:record_history", args=["protected", office.person.pk])).content.decode()


def test_an_edit_of_a_sealed_value_can_be_undone(office: Office):
    client = office.client(office.ada)
    url = reverse("desk:record_cell", args=["protected", office.person.pk, "name"])
    client.post(f"{url}?in=dd", {"name": "wrong", "version": "1"})
    revision = Revision.objects.filter(record=office.person.pk).order_by("-entry_id").first()
    client.post(reverse("desk:undo", args=[revision.pk]))  # type: ignore[union-attr]
    assert NAME in client.get(page("protected", office.person)).content.decode()


def test_an_outsider_can_neither_undo_nor_link_nor_write_a_note(office: Office):
    revision = Revision.objects.filter(record=office.person.pk).first()
    client = office.client(office.dan)
    assert client.post(reverse("desk:undo", args=[revision.pk])).status_code in (403, 404)  # type: ignore[union-attr]
    assert client.post(reverse("desk:note_add", args=["protected", office.person.pk]), {"text": "x"}).status_code == 404
    assert client.post(reverse("desk:link_add", args=["protected", office.person.pk]), {"to": "x"}).status_code == 404


def test_a_new_person_is_made_only_where_one_belongs(office: Office):
    client, url = office.client(office.dan), reverse("desk:record_new", args=["protected"])
    assert str(office.identities.pk) not in client.get(url).content.decode()
    client.post(url, {"code": "W-2031-009", "name": "x", "compartment": str(office.identities.pk)})
    assert not ProtectedPerson.objects.filter(code="W-2031-009").exists()
    client.post(url, {"code": "W-2031-009", "name": "x", "compartment": str(office.testimony.pk)})
    assert ProtectedPerson.objects.get(code="W-2031-009").compartment == office.testimony


def test_no_person_is_put_where_the_auditors_keep_the_read_log(office: Office):
    audit = Compartment.objects.get(key=AUDIT)
    client, new = office.client(office.ada), reverse("desk:record_new", args=["protected"])

    page = client.get(new).content.decode()
    assert f'value="{office.identities.pk}"' in page and str(audit.pk) not in page
    assert f'value="{AUDIT}"' not in client.get(reverse("desk:record_list", args=["protected"])).content.decode()
    with pytest.raises(ValidationError, match="No people are kept"):
        editing.create(ProtectedPerson, by=office.ada, code="W-2031-077", name="Somebody", compartment=audit)


def test_the_compartment_of_a_record_cannot_be_changed(office: Office):
    client = office.client(office.ada)
    client.post(
        reverse("desk:record_edit", args=["protected", office.person.pk]),
        {"code": "W-2031-001", "name": NAME, "compartment": str(office.testimony.pk), "version": "1"},
    )
    office.person.refresh_from_db()
    assert office.person.compartment == office.identities


def test_sealed_lists_are_not_taken_along(office: Office):
    client = office.client(office.ada)
    assert "export." not in client.get(reverse("desk:record_list", args=["protected"])).content.decode()
    for form in ("csv", "json", "xlsx"):
        assert client.get(reverse("desk:record_export", args=["protected", form])).status_code == 404


def test_a_list_of_sealed_names_costs_the_same_queries_however_long(office: Office, django_assert_max_num_queries):
    from django.test.utils import CaptureQueriesContext

    from bandi.foundation.records import editing

    client, url = office.client(office.ada), reverse("desk:record_list", args=["protected"])
    counts = []
    for round_ in range(2):
        for number in range(6):
            code = f"W-2031-{round_}{number}"
            editing.create(ProtectedPerson, by=office.ada, code=code, name=f"{NAME} {code}", compartment=office.identities)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert f"{NAME} {code}" in client.get(url).content.decode()
        counts.append(len(captured))
    assert counts[1] <= counts[0]


def test_notes_and_files_of_an_open_record_are_sealed_on_the_disk_and_open_to_readers(office: Office):
    meeting = activity()
    client, url = office.client(office.dan), page("activities", meeting)
    client.post(f"{url}notes/", {"text": "remember the heron"})
    client.post(f"{url}files/", {"file": SimpleUploadedFile("메모.txt", b"needle " * 5000)})
    text = office.client(office.ben).get(url).content.decode()
    assert "remember the heron" in text
    assert "메모.txt" in text
    attachment = Attachment.objects.get()
    assert b"needle" not in blobs.path_of(attachment.blob_id).read_bytes()
    answer = office.client(office.ben).get(f"{url}files/{attachment.pk}/")
    assert b"".join(answer.streaming_content) == b"needle " * 5000  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]
    assert office.client(office.ben).post(f"{url}notes/", {"text": "x"}).status_code == 403


def test_files_of_a_sealed_record_go_to_its_members_only_and_with_it(office: Office, django_capture_on_commit_callbacks):
    client, url = office.client(office.dan), page("statements", office.statement)
    client.post(f"{url}files/", {"file": SimpleUploadedFile("scan.pdf", b"%PDF needle")})
    attachment = Attachment.objects.get()
    assert office.client(office.ben).get(f"{url}files/{attachment.pk}/").status_code == 404
    assert office.client(office.dan, unlocked=False).get(f"{url}files/{attachment.pk}/").status_code == 404
    assert client.get(f"{url}files/{attachment.pk}/").status_code == 200
    assert attachment.blob.subject_id == office.statement.subject_id
    client.post(f"{url}files/{attachment.pk}/remove/")
    assert Attachment.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{url}files/{attachment.pk}/remove/", {"sure": "yes"})
    assert not Attachment.objects.exists()
    assert not blobs.path_of(attachment.blob_id).exists()


def test_a_note_can_be_brought_back(office: Office):
    client, url = office.client(office.dan), page("statements", office.statement)
    client.post(f"{url}notes/", {"text": "remember the heron"})
    note = Note.objects.get()
    client.post(f"{url}notes/{note.pk}/remove/")
    revision = Revision.objects.filter(record=office.statement.pk).order_by("-entry_id").first()
    client.post(reverse("desk:undo", args=[revision.pk]))  # type: ignore[union-attr]
    assert "remember the heron" in client.get(url).content.decode()


def test_search_reads_what_is_sealed_within_the_clearance_and_keeps_the_words_out_of_addresses(office: Office):
    pytest.importorskip("bandi.hangul.scanning")
    url = reverse("desk:sealed_search")
    found = office.client(office.dan).post(url, {"q": "반딧불이"}).content.decode()
    assert "S-2031-001" in found
    assert "<mark>반딧불" in found
    for account, unlocked in ((office.ben, True), (office.dan, False)):
        hidden = office.client(account, unlocked=unlocked).post(url, {"q": "반딧불이"}).content.decode()
        assert "S-2031-001" not in hidden
    assert "S-2031-001" not in office.client(office.dan).get(f"{url}?q=반딧불이").content.decode()


def test_a_search_short_of_time_shows_what_it_found_and_goes_on_by_itself(office: Office, monkeypatch):
    monkeypatch.setattr(views, "SEARCHES", 0)
    client, url = office.client(office.dan), reverse("desk:sealed_search")
    shown = client.post(url, {"q": "반딧불이"}).content.decode()
    found = ["S-2031-001" in shown]
    pieces = 0
    while (going := re.search(r'name="after" value="([^"]+)"', shown)) and pieces < 9:
        looked = re.search(r'name="looked" value="(\d+)"', shown)[1]  # type: ignore[index]
        shown = client.post(url, {"q": "반딧불이", "after": going[1], "looked": looked, "found": "0"}, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in shown
        found.append("S-2031-001" in shown)
        pieces += 1
    assert pieces >= 1
    assert sum(found) == 1, "shown once, whichever piece it stood in"
    at_once = client.post(url, {"q": "반딧불이", "whole": "1"}).content.decode()
    assert "S-2031-001" in at_once
    assert 'name="after"' not in at_once


def test_a_place_to_go_on_from_that_is_none_begins_anew(office: Office):
    url = reverse("desk:sealed_search")
    for place in ("9:x", "x", ":", "0:not-an-id"):
        assert "S-2031-001" in office.client(office.dan).post(url, {"q": "반딧불이", "after": place, "looked": "-3", "found": "x"}).content.decode()


def test_texts_are_made_ready_before_a_question_for_those_who_are_unlocked(office: Office):
    url, piece = reverse("desk:sealed_search"), {"HX-Request": "true"}
    assert 'hx-vals=\'{"prepare": "1"}\'' in office.client(office.dan).get(url).content.decode()
    ready = office.client(office.dan).post(url, {"prepare": "1"}, headers=piece).content.decode()
    assert "<html" not in ready
    assert re.search(r"(\d+) of \1 texts are ready", ready)
    locked = office.client(office.dan, unlocked=False)
    assert "prepare" not in locked.get(url).content.decode()
    assert "ready" not in locked.post(url, {"prepare": "1"}, headers=piece).content.decode()


def test_a_code_in_another_compartment_is_found_by_nobody_outside(office: Office):
    for address in (f"{reverse('desk:search')}?q=W-2031", f"{reverse('desk:palette')}?q=W-2031"):
        assert "W-2031-001" not in office.client(office.dan).get(address).content.decode()


def test_the_journal_names_a_sealed_record_only_to_its_members(office: Office):
    office.dan.roles = ["director"]
    office.dan.save()
    assert "W-2031-001" not in office.client(office.dan).get(reverse("desk:audit")).content.decode()
    assert "W-2031-001" in office.client(office.ada).get(reverse("desk:audit")).content.decode()


def test_a_steward_lets_in_and_out_from_her_page(office: Office):
    client, url = office.client(office.ada), reverse("desk:compartment", args=["identities"])
    assert office.dan.member is not None
    assert office.dan.member.fingerprint in client.get(url).content.decode()
    wrong = client.post(f"{url}in/", {"account": office.dan.pk, "passphrase": "wrong"}, follow=True).content.decode()
    assert "Nothing was changed" in wrong
    assert not Membership.objects.now().filter(compartment=office.identities, member=office.dan.member).exists()
    client.post(f"{url}in/", {"account": office.dan.pk, "passphrase": PHRASE})
    assert NAME in office.client(office.dan).get(page("protected", office.person)).content.decode()
    client.post(f"{url}out/{office.dan.pk}/", {"passphrase": PHRASE})
    assert office.client(office.dan).get(page("protected", office.person)).status_code == 404
    assert NAME in office.client(office.ada).get(page("protected", office.person)).content.decode()


def test_somebody_who_is_no_steward_finds_no_page_to_let_in(office: Office):
    url = reverse("desk:compartment", args=["identities"])
    for account in (office.dan, office.ben):
        client = office.client(account)
        assert client.get(url).status_code == 404
        assert client.post(f"{url}in/", {"account": account.pk, "passphrase": PHRASE}).status_code in (403, 404)


def test_an_emergency_opens_for_an_hour_when_a_member_says_so_and_not_by_oneself(office: Office):
    client, url = office.client(office.dan), reverse("desk:emergency", args=["identities"])
    assert client.post(url, {"reason": "short"}).status_code == 400
    client.post(url, {"reason": "She waits at the station tonight."})
    asked = BreakGlass.objects.get()
    decide = reverse("desk:emergency_decide", args=[asked.pk])
    assert client.post(decide, {"verb": "approve", "passphrase": PHRASE}).status_code in (403, 404)
    office.client(office.ada).post(decide, {"verb": "approve", "passphrase": PHRASE})
    assert NAME in client.get(page("protected", office.person)).content.decode()
    BreakGlass.objects.update(until=asked.asked_at)
    assert client.get(page("protected", office.person)).status_code == 404
    office.client(office.ada).post(decide, {"verb": "review"})
    assert BreakGlass.objects.get().reviewed_by == office.ada.member


def test_unlocking_takes_the_passphrase_and_panic_locks_everybody(office: Office):
    client = office.client(office.ada, unlocked=False)
    assert client.post(reverse("desk:unlock"), {"passphrase": "wrong"}).status_code == 400
    client.post(reverse("desk:unlock"), {"passphrase": PHRASE})
    assert NAME in client.get(page("protected", office.person)).content.decode()
    office.client(office.ben).post(reverse("desk:panic"))
    assert NAME not in client.get(page("protected", office.person)).content.decode()


def test_erasing_a_person_takes_her_statements_with_her_and_nobody_elses(office: Office):
    from bandi.foundation.records import editing

    other = editing.create(Statement, by=office.ada, code="S-2031-002", text="another story", compartment=office.testimony)
    client, url = office.client(office.ada), reverse("desk:person_erase", args=[office.person.pk])
    assert client.post(url, {"basis": "withdrawal", "code": "W-2031-002"}).status_code == 400
    placed = hold(office.statement.subject, reason="lodged", by=None)
    assert client.post(url, {"basis": "withdrawal", "code": "W-2031-001"}).status_code == 400
    assert SubjectKey.objects.filter(subject=office.person.subject).exists()
    placed.delete()
    client.post(url, {"basis": "withdrawal", "code": "W-2031-001"})
    assert NAME not in client.get(page("protected", office.person)).content.decode()
    assert STORY not in client.get(page("statements", office.statement)).content.decode()
    assert "another story" in client.get(page("statements", other)).content.decode()
    assert Record.objects.get(pk=office.person.pk).label_en == "W-2031-001"


def test_an_officer_cannot_erase_anybody(office: Office):
    assert office.client(office.dan).post(reverse("desk:person_erase", args=[office.person.pk]), {}).status_code in (403, 404)
