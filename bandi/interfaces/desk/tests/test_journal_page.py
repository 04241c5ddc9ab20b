"""The journal's page: verifying, signing, and proofs to hand out."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.audit import append_only, notes, signing
from bandi.foundation.audit.models import Checkpoint, Entry
from bandi.interfaces.desk.tests import world
from tools import verify_audit

pytestmark = pytest.mark.django_db
JOURNAL = reverse("desk:audit")
MAKE = reverse("desk:audit_checkpoint")
FILE = reverse("desk:audit_checkpoint_file")


@pytest.fixture
def as_ada(client: Client, ada: Account) -> Client:
    client.force_login(ada)
    return client


def test_a_checkpoint_is_made_shown_journalled_and_fetched(as_ada: Client, ada: Account) -> None:
    world.activity()
    shown = as_ada.post(MAKE, follow=True)

    made = Checkpoint.objects.get()
    assert made.note.strip().splitlines()[2] in shown.content.decode()
    assert Entry.objects.filter(kind="audit:checkpoint:make", actor=ada.pk).exists()
    fetched = as_ada.get(FILE)
    assert fetched.content.decode() == made.note == as_ada.get(FILE, {"size": made.size}).content.decode()
    assert fetched["Content-Disposition"] == f'attachment; filename="checkpoint-{made.size}.txt"'
    assert "no-store" in fetched["Cache-Control"]
    assert notes.read_checkpoint(fetched.content.decode()).size == made.size


def test_growth_since_a_checkpoint_satisfies_a_witness(as_ada: Client) -> None:
    world.activity()
    as_ada.post(MAKE)
    old = Checkpoint.objects.get()
    world.activity("Second lantern")
    as_ada.post(MAKE)

    page = as_ada.get(JOURNAL).content.decode()
    assert f"?since={old.size}" in page
    head, _, new = as_ada.get(FILE, {"since": old.size}).content.decode().partition("\n\n")
    _, size, root = verify_audit.read_checkpoint(new)
    proof = [verify_audit.unbase64(line) for line in head.split("\n")[1:]]
    verify_audit.is_beginning(old.size, bytes(old.root), size, root, proof)


def test_a_proof_of_an_entry_and_of_a_record_is_verified_without_bandi(as_ada: Client) -> None:
    activity = world.activity()
    entry = Entry.objects.get(kind="activities:activity:create", record=activity.pk)
    early = as_ada.get(reverse("desk:audit_proof", args=[entry.sequence]), follow=True)
    assert "No checkpoint covers this entry yet" in early.content.decode()

    as_ada.post(MAKE)
    proof = as_ada.get(reverse("desk:audit_proof", args=[entry.sequence])).content.decode()
    assert verify_audit.verify_proof(proof)["record"] == activity.pk.hex
    packed = as_ada.get(reverse("desk:audit_record_proofs", args=[activity.pk]))
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert f"entry-{entry.sequence}.tlog-proof" in archive.namelist()
        assert archive.read(f"entry-{entry.sequence}.tlog-proof").decode() == proof
    assert reverse("desk:audit_record_proofs", args=[activity.pk]) in as_ada.get(JOURNAL).content.decode()


def test_verifying_says_in_words_what_a_forged_checkpoint_shows(as_ada: Client) -> None:
    world.activity()
    as_ada.post(MAKE)
    assert "nothing was changed" in as_ada.post(reverse("desk:audit_verify"), follow=True).content.decode()

    with append_only.lifted(connection):
        Checkpoint.objects.update(root=bytes(32))
    shown = as_ada.post(reverse("desk:audit_verify"), follow=True).content.decode()
    assert "differs from what it says" in shown
    assert "is-error" in shown


@pytest.mark.parametrize("query", [{"size": "x"}, {"since": "-1"}, {"size": "9" * 20}, {"size": "987654"}])
def test_a_size_that_is_none_is_not_found(as_ada: Client, query: dict[str, str]) -> None:
    world.activity()
    as_ada.post(MAKE)

    assert as_ada.get(FILE, query).status_code == 404


def test_without_a_key_the_page_says_so(as_ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    world.activity()
    monkeypatch.setattr(signing, "_providers", [])

    assert "There is no key to sign with" in as_ada.post(MAKE, follow=True).content.decode()
    assert as_ada.get(FILE, follow=True).status_code == 200
    assert as_ada.get(reverse("desk:audit_proof", args=[99_999])).status_code == 404
    assert as_ada.get(MAKE).status_code == 405


def test_who_may_not_read_the_journal_sees_none_of_it(client: Client, dan: Account) -> None:
    activity = world.activity()
    client.force_login(dan)

    for address in (JOURNAL, FILE, reverse("desk:audit_proof", args=[1]), reverse("desk:audit_record_proofs", args=[activity.pk])):
        assert client.get(address).status_code == 404
    assert client.post(MAKE).status_code == 404
