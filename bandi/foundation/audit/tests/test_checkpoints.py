"""Checkpoints are made only on top of each other; proofs lead to them; the notes are what C2SP says."""

from __future__ import annotations

from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bandi.foundation.audit import checkpoints, journal, notes, signing, tree
from bandi.foundation.audit.errors import Inconsistent, NoSigningKey, NotCovered, NothingToSign
from bandi.foundation.audit.models import Checkpoint, Entry, Tile
from bandi.foundation.audit.tests.world import ACTOR, KEY, RECORD, intrusion, link_anew, store, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key")]


def test_a_checkpoint_is_three_lines_signed_by_the_house() -> None:
    write(5)

    made = checkpoints.make(by=ACTOR)
    note = notes.read_checkpoint(made.note)

    assert (note.size, note.root) == (5, bytes(made.root))
    assert note.origin == checkpoints.origin() == f"bandi/journal/{bytes(Entry.objects.get(sequence=1).link)[:8].hex()}"
    assert note.is_signed_by(checkpoints.verifier())
    assert not note.is_signed_by(notes.verifier_of(Ed25519PrivateKey.generate(), note.origin))


def test_making_one_is_journalled_after_what_it_covers() -> None:
    write(3)
    checkpoints.make(by=ACTOR)

    last = Entry.objects.latest("sequence")
    assert (last.sequence, last.kind, last.actor) == (4, "audit:checkpoint:make", ACTOR)


def test_an_idle_journal_gets_no_second_checkpoint() -> None:
    write(3)
    first = checkpoints.make(by=None)
    assert checkpoints.make(by=None) == first
    assert journal.newest() == 4

    write(1)
    assert checkpoints.make(by=None).size == 5


def test_another_key_makes_a_checkpoint_of_its_own() -> None:
    write(3)
    checkpoints.make(by=None)
    other = Ed25519PrivateKey.generate()

    assert notes.read_checkpoint(checkpoints.make(by=None, key=other).note).is_signed_by(
        notes.verifier_of(other, checkpoints.origin())
    )


def test_without_key_or_entries_nothing_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingToSign):
        checkpoints.make(by=None)
    write(1)
    monkeypatch.setattr(signing, "_providers", [])
    with pytest.raises(NoSigningKey):
        checkpoints.make(by=None)
    assert not Checkpoint.objects.exists()


def test_the_key_is_asked_for_anew_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "_providers", [])
    keys = [Ed25519PrivateKey.generate(), KEY]
    signing.provide(lambda: keys.pop())

    assert signing.key() is KEY
    assert signing.key() is not KEY


@pytest.mark.parametrize("size", [1, 255, 256, 257, 600])
def test_a_checkpoint_on_stored_tiles_has_the_root_of_all_entries(size: int) -> None:
    write(max(size // 2, 1))
    checkpoints.make(by=None)
    write(size)
    made = checkpoints.make(by=None)

    grown = tree.Grown()
    for leaf in checkpoints._leaves(0, made.size):
        grown.append(leaf)
    assert grown.root() == bytes(made.root)
    assert [bytes(tile.root) for tile in Tile.objects.all()] == grown.tiles


@pytest.mark.parametrize("at", [2, 300, 400])
def test_nothing_is_signed_on_top_of_an_entry_that_was_changed_since(at: int) -> None:
    """Below a full tile (2) the chain is not walked again: `audit verify` sees that; here the entries above are."""
    write(310)
    checkpoints.make(by=None)
    write(100)
    with intrusion():
        Entry.objects.filter(sequence=at).update(kind="a:thing:forged")

    if at == 2:
        checkpoints.make(by=None)
        return
    with pytest.raises(Inconsistent):
        checkpoints.make(by=None)


def test_nothing_is_signed_on_a_journal_that_was_linked_anew_or_cut_off() -> None:
    write(20)
    checkpoints.make(by=None)
    write(20)
    rows = list(journal.rows())
    with intrusion():
        store(link_anew([rows[0], rows[1]._replace(kind="a:thing:forged"), *rows[2:]]))
    with pytest.raises(Inconsistent):
        checkpoints.make(by=None)

    with intrusion():
        store(rows[:10])
    with pytest.raises(Inconsistent):
        checkpoints.make(by=None)


@pytest.mark.parametrize("size", [1, 2, 7, 256, 257, 520])
def test_a_proof_shows_an_entry_and_leads_to_the_checkpoint(size: int) -> None:
    write(size)
    made = checkpoints.make(by=None)

    for sequence in {1, size // 2 or 1, size}:
        proof = checkpoints.prove(sequence)
        assert proof.text.startswith("c2sp.org/tlog-proof@v1\nextra ")
        assert f"\nindex {sequence - 1}\n" in proof.text
        assert proof.text.endswith(f"\n\n{made.note}")


def test_what_no_checkpoint_covers_is_not_proved() -> None:
    write(2)
    for sequence in (0, -1, 1):
        with pytest.raises(NotCovered):
            checkpoints.prove(sequence)
    checkpoints.make(by=None)
    with pytest.raises(NotCovered):
        checkpoints.prove(3)  # the entry of the checkpoint itself
    with pytest.raises(NotCovered):
        checkpoints.prove_record(uuid4())


def test_a_changed_entry_is_not_proved() -> None:
    write(5)
    checkpoints.make(by=None)
    with intrusion():
        Entry.objects.filter(sequence=2).update(kind="a:thing:forged")

    for sequence in (2, 3):
        with pytest.raises(Inconsistent):
            checkpoints.prove(sequence)


def test_every_entry_of_a_record_is_proved() -> None:
    write(7)
    checkpoints.make(by=None)
    write(3)

    assert [proof.sequence for proof in checkpoints.prove_record(RECORD)] == [1, 4, 7]
    assert checkpoints.prove_record(RECORD)[0].file_name == "entry-1.tlog-proof"


def test_a_request_for_a_witness_has_the_form_of_c2sp() -> None:
    write(5)
    checkpoints.make(by=None)
    write(5)
    made = checkpoints.make(by=None)

    assert checkpoints.request(made, old=5).startswith("old 5\n")
    assert checkpoints.request(made, old=0) == f"old 0\n\n{made.note}"
    with pytest.raises(Inconsistent):
        checkpoints.request(made, old=12)


def test_a_verifier_key_reads_as_it_is_written() -> None:
    verifier = notes.verifier_of(KEY, "bandi/journal/0011223344556677")

    assert notes.Verifier.read(str(verifier)) == verifier
    for spoilt in ("", "a", "a+b+c", str(verifier)[:-4], str(verifier).replace("0011", "0012")):
        with pytest.raises(notes.NoteError):
            notes.Verifier.read(spoilt)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note.removesuffix("\n"),
        lambda note: note + "\n",
        lambda note: note.replace("\n5\n", "\n05\n"),
        lambda note: note.replace("\n5\n", "\n5 \n"),
        lambda note: note.partition("\n\n")[0] + "\n\n",
        lambda note: note.replace("\u2014", "-"),
        lambda note: "",
        lambda note: note * 10_000,
    ],
)
def test_a_checkpoint_can_be_written_in_one_way_only(spoil) -> None:
    write(5)
    with pytest.raises(notes.NoteError):
        notes.read_checkpoint(spoil(checkpoints.make(by=None).note))
