"""A journal for tests: entries to write, a key to sign with, an intruder who may do anything to the tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from bandi.foundation.audit import append_only, chain, checkpoints, journal, notes, tree
from bandi.foundation.audit.chain import Row
from bandi.foundation.audit.models import Checkpoint, Entry, Tile

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ACTOR, RECORD = UUID(int=7, version=4), UUID(int=11, version=4)


def write(count: int, *, kind: str = "a:thing:see") -> None:
    """Append that many entries, every third about RECORD."""
    with transaction.atomic():
        journal.append_all([journal.Note(kind, RECORD if n % 3 == 0 else None, {"n": n}) for n in range(count)], by=ACTOR)


@contextmanager
def intrusion() -> Iterator[None]:
    """Write access to the database, triggers and all; they stand again afterwards."""
    with append_only.lifted(connection):
        yield


def link_anew(rows: list[Row]) -> list[Row]:
    """Return entries numbered and linked as if they had always been these."""
    previous, anew = chain.GENESIS, []
    for number, row in enumerate(rows, 1):
        fields = (number, row.at, row.actor, row.kind, row.record, row.digest, previous)
        previous = chain.decode(chain.encode(*fields)).link
        anew.append(Row(*fields, previous))
    return anew


def store(rows: list[Row]) -> None:
    """Put these entries in the place of all entries, as an intruder would."""
    Entry.objects.all().delete()
    Entry.objects.bulk_create(
        Entry(
            sequence=row.sequence, at=datetime.fromisoformat(row.at), actor=UUID(bytes=row.actor) if row.actor else None,
            kind=row.kind, record=UUID(bytes=row.record) if row.record else None,
            digest=row.digest, previous=row.previous, link=row.link,
        )
        for row in rows
    )  # fmt: skip


def sign_anew(sizes: list[int], key: Ed25519PrivateKey = KEY) -> None:
    """Replace all checkpoints by new ones over what is stored now."""
    Checkpoint.objects.all().delete()
    Tile.objects.all().delete()
    grown, name = tree.Grown(), checkpoints.origin()
    for row in journal.rows():
        grown.append(tree.leaf_hash(chain.encode(*row[:7])))
        if grown.size in sizes:
            note = notes.Checkpoint(name, grown.size, grown.root()).signed(key)
            Checkpoint.objects.create(
                size=note.size, made_at="2024-01-01T00:00:00Z", root=note.root, note=str(note),
                signer=str(notes.verifier_of(key, name)),
            )  # fmt: skip
    Tile.objects.bulk_create(Tile(number=number, root=root) for number, root in enumerate(grown.tiles))
