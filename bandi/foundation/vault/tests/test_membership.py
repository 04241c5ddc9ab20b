from __future__ import annotations

from uuid import UUID

import pytest
from django.db import transaction

from bandi.foundation.audit import journal
from bandi.foundation.vault import blobs, erasure, reading
from bandi.foundation.vault.errors import Erased, Held, Sealed
from bandi.foundation.vault.making import change_passphrase, lock_asks, make_subject, retire_member
from bandi.foundation.vault.membership import LastSteward, disagreements, let_in, let_out, rotate
from bandi.foundation.vault.models import Blob, Grant, RecordKey, Shred, SubjectKey
from bandi.foundation.vault.reading import Reader, opened, text_of
from bandi.foundation.vault.tests.world import PHRASE, Office, closed
from bandi.keyholder.asking import VersionAsk
from bandi.keyholder.errors import WrongSecret

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_steward_lets_somebody_in_and_she_reads_what_was_there_before(office: Office):
    row = office.row("before she came")
    let_in(compartment=office.testimony, member=office.stranger, is_steward=False, by=office.reader(office.steward, fresh=True))
    assert text_of(row, "facts", by=office.reader(office.stranger)) == "before she came"
    assert disagreements() == []


def test_letting_in_needs_the_passphrase_again_and_a_member(office: Office):
    for reader in (office.reader(office.steward), office.reader(office.stranger, fresh=True)):
        with pytest.raises(Sealed):
            let_in(compartment=office.testimony, member=office.stranger, is_steward=False, by=reader)
    assert not Grant.objects.filter(member=office.stranger).exists()


def test_who_leaves_opens_nothing_old_or_new_and_the_others_everything(office: Office):
    steward = office.reader(office.steward, fresh=True)
    let_in(compartment=office.testimony, member=office.stranger, is_steward=False, by=steward)
    copied = list(Grant.objects.filter(member=office.stranger).values("version_id", "wrap"))
    before = [office.row(f"before {n}") for n in range(3)]
    let_out(compartment=office.testimony, member=office.stranger, by=steward)
    after = office.row("after")
    for grant in copied:
        Grant.objects.create(member=office.stranger, version_id=grant["version_id"], wrap=grant["wrap"])
    leaver = office.reader(office.stranger)
    for row in (*before, after):
        fresh = closed(row)
        opened([fresh], by=leaver)
        assert not fresh.facts.is_open
        assert text_of(closed(row), "facts", by=office.reader(office.steward))


def test_the_last_steward_cannot_be_let_out(office: Office):
    with pytest.raises(LastSteward):
        let_out(compartment=office.testimony, member=office.steward, by=office.reader(office.steward, fresh=True))


def test_a_rotation_without_a_fresh_passphrase_changes_nothing(office: Office):
    row = office.row("kept")
    with pytest.raises(Sealed):
        rotate(compartment=office.testimony, by=office.reader(office.steward))
    assert office.testimony.versions.count() == 1
    assert text_of(closed(row), "facts", by=office.reader(office.steward)) == "kept"


def test_a_lock_that_is_turned_in_the_middle_of_a_reading_does_not_show(office: Office, monkeypatch: pytest.MonkeyPatch):
    row, steward = office.row("read meanwhile"), office.reader(office.steward, fresh=True)
    versions, turns = reading._versions, [lambda: rotate(compartment=office.testimony, by=steward)]

    def turned_before(ids: set[UUID], by: Reader) -> tuple[dict[UUID, VersionAsk], bool]:
        if turns:
            turns.pop()()
        return versions(ids, by)

    monkeypatch.setattr(reading, "_versions", turned_before)
    assert text_of(closed(row), "facts", by=steward) == "read meanwhile"
    assert office.testimony.versions.count() == 2


def test_a_row_without_a_key_and_a_key_without_a_row_are_shown(office: Office):
    Grant.objects.filter(member=office.steward).delete()
    assert disagreements() == [(office.testimony.id, office.steward.id, "no-key")]


def test_an_erased_subject_is_unreadable_and_unwritable_and_the_others_are_not(office: Office):
    gone, stays = office.row("gone"), office.row("stays")
    blob = blobs.store([b"x"], subject=make_subject(office.testimony), name="n", media_type="t")
    keys = list(RecordKey.objects.values("id", "subject_id", "record", "wrap"))
    for subject in (gone.subject, blob.subject):
        erasure.erase(subject, basis="withdrawal", by=office.steward.id)
    reader = office.reader(office.steward)
    for key in keys:
        RecordKey.objects.get_or_create(**key)
    fresh = closed(gone)
    opened([fresh], by=reader)
    assert not fresh.facts.is_open
    assert not SubjectKey.objects.filter(subject=gone.subject).exists()
    assert text_of(closed(stays), "facts", by=reader) == "stays"
    again = Blob.objects.get(pk=gone.pk)
    again.facts = "more"
    with pytest.raises(Erased), transaction.atomic():
        again.save()
    assert Shred.objects.count() == 2
    assert journal.verify().holds


def test_a_legal_hold_blocks_erasing_until_it_is_lifted(office: Office):
    row = office.row()
    placed = erasure.hold(row.subject, reason="lodged with a court", by=None)
    with pytest.raises(Held):
        erasure.erase(row.subject, basis="withdrawal", by=None)
    erasure.lift(placed, by=None)
    erasure.erase(row.subject, basis="withdrawal", by=None)


def test_a_new_passphrase_keeps_the_keys_and_the_old_one_opens_nothing(office: Office):
    row = office.row("kept")
    change_passphrase(member=office.steward, old=PHRASE, new="another set of six words here")
    with pytest.raises(WrongSecret):
        office.reader(office.steward)
    from bandi.foundation.vault.holding import holder

    token = holder().begin(office.steward.id, lock_asks(office.steward), "another set of six words here")
    holder().finish(token, None)
    assert text_of(row, "facts", by=Reader(token, office.steward.id)) == "kept"


def test_a_retired_member_has_neither_locks_nor_keys(office: Office):
    retire_member(office.steward)
    assert not office.steward.locks.exists()
    assert not office.steward.grants.exists()
    assert not office.steward.memberships.now().exists()


def test_a_steward_who_is_let_in_again_stays_a_steward(office: Office):
    reader = office.reader(office.steward, fresh=True)
    let_in(compartment=office.testimony, member=office.stranger, is_steward=True, by=reader)
    again = let_in(compartment=office.testimony, member=office.stranger, is_steward=False, by=reader)

    assert again.is_steward
