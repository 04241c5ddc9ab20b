"""What each check of the journal shows, and what it does not."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from bandi.foundation.audit import checkpoints, journal, notes, signing, verifying
from bandi.foundation.audit.models import Checkpoint, Entry, Tile
from bandi.foundation.audit.tests.world import KEY, intrusion, link_anew, sign_anew, store, write
from bandi.foundation.audit.verifying import Doubt, Fault, Finding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key")]


@pytest.fixture
def kept(signing_key: None) -> str:
    """Twenty entries under a checkpoint that a witness has kept, and ten after it."""
    write(20)
    note = checkpoints.make(by=None).note
    write(10)
    return note


def test_an_untouched_journal_holds_and_is_certain(kept: str) -> None:
    report = verifying.verify(witnessed=[kept, checkpoints.prove(4).text])

    assert report.is_certain
    assert (report.entries, report.checkpoints, report.witnessed) == (31, 1, 2)


def test_an_empty_journal_holds() -> None:
    assert verifying.verify().is_certain


def test_linking_anew_without_the_key_is_seen_by_the_stored_checkpoints(kept: str) -> None:
    rows = list(journal.rows())
    with intrusion():
        store(link_anew([*rows[:4], rows[4]._replace(kind="a:thing:forged"), *rows[5:]]))

    assert journal.verify().holds
    assert Finding(Fault.OTHER_ROOT, 20) in verifying.verify().findings


def test_signing_anew_with_the_key_is_seen_only_by_a_witness(kept: str) -> None:
    rows = list(journal.rows())
    with intrusion():
        store(link_anew([*rows[:4], rows[4]._replace(kind="a:thing:forged"), *rows[5:]]))
        sign_anew([20])

    assert verifying.verify().is_certain
    assert verifying.verify(witnessed=[kept]).findings == (Finding(Fault.OTHER_ROOT, 20, is_witnessed=True),)


def test_cutting_off_the_newest_is_seen_by_a_witness(kept: str) -> None:
    rows = list(journal.rows())
    with intrusion():
        store(rows[:12])
        sign_anew([])

    assert verifying.verify().is_certain
    assert verifying.verify(witnessed=[kept]).findings == (Finding(Fault.CUT_OFF, 20, is_witnessed=True),)


def test_a_checkpoint_that_was_taken_out_is_missed(kept: str) -> None:
    with intrusion():
        Checkpoint.objects.all().delete()

    assert verifying.verify().findings == (Finding(Fault.MISSING),)


def test_a_checkpoint_signed_by_somebody_else_is_refused_or_doubted(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Ed25519PrivateKey.generate()
    with intrusion():
        sign_anew([20], key=other)
    assert verifying.verify().findings == (Finding(Doubt.OTHER_KEY, 20),)
    assert verifying.verify().holds
    assert not verifying.verify().is_certain
    assert verifying.verify(keys=[notes.verifier_of(other, checkpoints.origin())]).is_certain

    monkeypatch.setattr(signing, "_providers", [])
    assert verifying.verify().findings == (Finding(Doubt.NO_KEY, 20),)


def test_a_note_that_was_touched_is_refused(kept: str) -> None:
    name, signature = notes.read_checkpoint(kept).signatures[0]
    forged = notes.Checkpoint(checkpoints.origin(), 20, bytes(32), ((name, signature),))
    with intrusion():
        Checkpoint.objects.filter(size=20).update(note=str(forged))
    assert {finding.what for finding in verifying.verify().findings} == {Fault.ALTERED}

    with intrusion():
        Checkpoint.objects.filter(size=20).update(root=bytes(32))
    assert {finding.what for finding in verifying.verify().findings} == {Fault.BAD_SIGNATURE, Fault.OTHER_ROOT}

    with intrusion():
        Checkpoint.objects.filter(size=20).update(note="")
    assert Fault.NOT_A_CHECKPOINT in {finding.what for finding in verifying.verify().findings}
    assert verifying.verify(witnessed=["not a note"]).findings[-1] == Finding(Fault.NOT_A_CHECKPOINT, is_witnessed=True)


def test_a_tile_that_was_touched_is_seen() -> None:
    write(300)
    checkpoints.make(by=None)
    Tile.objects.update(root=bytes(32))

    assert verifying.verify().findings == (Finding(Fault.TILE),)


@pytest.mark.parametrize("sequence", [-1, 0])
def test_an_entry_that_hides_before_the_first_is_seen(kept: str, sequence: int) -> None:
    first = Entry.objects.get(sequence=1)
    Entry.objects.create(
        sequence=sequence, at=first.at, kind="a:thing:hide", digest=first.digest, previous=first.previous, link=first.link
    )

    assert verifying.verify().broken_at == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "'tomorrow'"), ("actor", "'none'"), ("record", "X'00FF'"), ("kind", "X'FF'"), ("digest", "'text'"), ("link", "7")],
)
def test_whatever_is_put_into_a_column_of_sqlite_breaks_the_chain_and_not_the_verifier(kept: str, column: str, value: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its types")
    with intrusion(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {column} = {value} WHERE sequence = 7")

    assert verifying.verify().broken_at == 7


def test_an_id_written_in_capitals_breaks_the_chain(kept: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps ids as numbers")
    with intrusion(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET record = upper(record) WHERE sequence = 1")

    assert verifying.verify().broken_at == 1 or Entry.objects.get(sequence=1).record is None


def test_verifying_reads_the_journal_in_large_pieces(kept: str, django_assert_num_queries) -> None:
    with django_assert_num_queries(7):
        verifying.verify()
    write(1500)
    with django_assert_num_queries(7):
        verifying.verify()
    assert KEY is signing.key()
