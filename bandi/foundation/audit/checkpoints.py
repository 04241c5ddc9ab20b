"""Making checkpoints, and proofs against them: one entry for a court, the growth of the journal for a witness.

Against whom: somebody who changes the journal in the database and lets the house sign the result. A checkpoint is made only on top
of the one before: if the entries it covered no longer lead to its root, nothing is signed.
Not against:  whoever also holds the signing key; see `signing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.audit import chain, journal, notes, signing, tree
from bandi.foundation.audit.chain import Broken
from bandi.foundation.audit.errors import Inconsistent, NotCovered, NothingToSign
from bandi.foundation.audit.models import Checkpoint, Entry, Tile

MADE = "audit:checkpoint:make"


@dataclass(frozen=True)
class Proof:
    """A proof file for one entry: its number and what the file holds."""

    sequence: int
    text: str

    @property
    def file_name(self) -> str:
        return f"entry-{self.sequence}.tlog-proof"


def origin() -> str:
    """Return the name of this journal: it comes from its first entry, so no two houses share it and no setting changes it.

    Raises: NothingToSign when there is no entry.
    """
    first = Entry.objects.filter(sequence=1).values_list("link", flat=True).first()
    if first is None:
        raise NothingToSign(_("the journal has no entry yet"))
    return f"bandi/journal/{bytes(first)[:8].hex()}"


def verifier() -> notes.Verifier:
    """Return the public key under which this journal signs, for witnesses to keep. Raises: NoSigningKey, NothingToSign."""
    return notes.verifier_of(signing.key(), origin())


def latest() -> Checkpoint | None:
    """Return the newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


@transaction.atomic
def make(*, by: UUID | None, key: Ed25519PrivateKey | None = None) -> Checkpoint:
    """Sign the journal as it stands, and journal that; return the checkpoint.

    The entry of a checkpoint stands after what it covers and is covered by the next. When nothing but that entry was added since,
    the last checkpoint is returned, so that making one every night does not fill an idle journal.
    Raises: NoSigningKey; NothingToSign; Inconsistent when the last checkpoint no longer fits what is stored.
    """
    journal.lock()
    signer = key or signing.key()
    name, size, before = origin(), journal.newest(), latest()
    verifier_key = str(notes.verifier_of(signer, name))
    if before and before.signer == verifier_key and _is_fresh(before, size):
        return before
    grown = _grow(before, size)
    signed = notes.Checkpoint(name, size, grown.root()).signed(signer)
    stored = Tile.objects.count()
    Tile.objects.bulk_create([Tile(number=n, root=root) for n, root in enumerate(grown.tiles) if n >= stored])
    made = Checkpoint.objects.create(
        size=size, made_at=timezone.now(), root=signed.root, note=str(signed), signer=verifier_key
    )
    journal.append(MADE, by=by, change={"size": size, "root": signed.root.hex(), "signer": verifier_key})
    return made


def _is_fresh(before: Checkpoint, size: int) -> bool:
    if size <= before.size:
        return size == before.size
    return size == before.size + 1 and Entry.objects.filter(sequence=size, kind=MADE).exists()


def _grow(before: Checkpoint | None, size: int) -> tree.Grown:
    """Return the tree over `size` entries, built on the stored tiles. Raises: Inconsistent."""
    known = before.size if before else 0
    if size < known:
        raise Inconsistent(_("the journal is shorter than its last checkpoint"))
    tiles = [bytes(root) for root in Tile.objects.order_by("number").values_list("root", flat=True)]
    grown = tree.Grown(tiles[: known // tree.TILE])
    start = grown.size
    previous = bytes(Entry.objects.get(sequence=start).link) if start else chain.GENESIS
    try:
        for entry in chain.walk(journal.rows(after=start, until=size), after=start, previous=previous):
            if before and grown.size == known:
                _require_root(before, grown)
            grown.append(tree.leaf_hash(entry))
    except Broken as broken:
        raise Inconsistent(_("the chain is broken at entry %(number)s") % {"number": broken.at}) from None
    if before and size == known:
        _require_root(before, grown)
    if grown.size != size:
        raise Inconsistent(_("entries are missing"))
    return grown


def _require_root(before: Checkpoint, grown: tree.Grown) -> None:
    if grown.root() != bytes(before.root):
        raise Inconsistent(_("the entries no longer lead to the last checkpoint"))


def _leaves(low: int, high: int) -> Iterator[bytes]:
    for row in journal.rows(after=low, until=high) if low < high else ():
        yield tree.leaf_hash(chain.encode(*row[:7]))


def _subtree() -> tree.Subtree:
    tiles = [bytes(root) for root in Tile.objects.order_by("number").values_list("root", flat=True)]
    return tree.subtree_of(_leaves, tiles)


def prove(sequence: int) -> Proof:
    """Return the file that shows offline what one entry says and that it is in the journal as last signed.

    Raises: NotCovered when no checkpoint covers the entry yet; Inconsistent when the journal no longer leads to its checkpoint.
    """
    return next(_proofs([sequence]))


def prove_record(record: UUID) -> list[Proof]:
    """Return a proof for every entry of a record that the last checkpoint covers. Raises: as `prove`; NotCovered if none."""
    newest = latest()
    covered = Entry.objects.filter(record=record, sequence__lte=newest.size if newest else 0)
    numbers = list(covered.order_by("sequence").values_list("sequence", flat=True))
    if not numbers:
        raise NotCovered(_("the record has no entry under a checkpoint"))
    return list(_proofs(numbers))


def _proofs(numbers: list[int]) -> Iterator[Proof]:
    checkpoint, subtree = latest(), cache(_subtree())
    for sequence in numbers:
        row = next(journal.rows(after=sequence - 1, until=sequence), None) if sequence > 0 else None
        if checkpoint is None or row is None or sequence > checkpoint.size:
            raise NotCovered(_("there is no such entry under a checkpoint"))
        entry, index = chain.encode(*row[:7]), sequence - 1
        path = tree.inclusion_proof(index, checkpoint.size, subtree)
        if tree.root_of_inclusion(tree.leaf_hash(entry), index, checkpoint.size, path) != bytes(checkpoint.root):
            raise Inconsistent(_("the entries no longer lead to the last checkpoint"))
        yield Proof(sequence, notes.write_proof(entry, index, path, checkpoint.note))


def request(checkpoint: Checkpoint, *, old: int) -> str:
    """Return what a witness is handed who has last seen the journal at the size `old`: proof of growth, and the checkpoint.

    Raises: Inconsistent when the journal was larger then, or no longer leads to the checkpoint.
    """
    if old > checkpoint.size:
        raise Inconsistent(_("the witness has seen a longer journal than there is"))
    subtree = _subtree()
    path = tree.consistency_proof(old, checkpoint.size, subtree)
    try:
        tree.check_consistency(old, subtree(0, old), checkpoint.size, bytes(checkpoint.root), path)
    except tree.ProofError as error:
        raise Inconsistent(str(error)) from None
    return notes.write_request(old, path, checkpoint.note)
