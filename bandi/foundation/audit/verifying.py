"""Holding the journal against everything that was ever signed over it: chain, tree, checkpoints, and what witnesses kept.

One pass over the entries; memory is constant. What each check shows:
    chain        an entry was changed, dropped, doubled or moved by somebody who did not link everything anew
    checkpoints  everything was linked anew by somebody without the signing key, or the newest signed entries were cut off
    witnessed    the same by somebody with the signing key, if the checkpoint was kept outside before
Not shown: what was changed before the first checkpoint, or since the last that somebody else holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from bandi.foundation.audit import append_only, chain, checkpoints, journal, notes, tree
from bandi.foundation.audit.chain import Broken, Row
from bandi.foundation.audit.errors import NoSigningKey, NothingToSign
from bandi.foundation.audit.models import Checkpoint, Entry, Tile


class Fault(StrEnum):
    """What is wrong with a checkpoint, or with what stands around the entries."""

    CUT_OFF = "cut off"
    OTHER_ROOT = "other root"
    BAD_SIGNATURE = "bad signature"
    NOT_A_CHECKPOINT = "not a checkpoint"
    ALTERED = "altered"
    MISSING = "missing checkpoint"
    TILE = "tile"
    UNGUARDED = "unguarded"


class Doubt(StrEnum):
    """What could not be checked; the journal may be sound."""

    NO_KEY = "no signing key here to check signatures with"
    OTHER_KEY = "signed with a key that was not given"


@dataclass(frozen=True)
class Signed:
    """One checkpoint to hold the entries against. is_witnessed: it came from outside, not from the database."""

    size: int
    root: bytes
    is_witnessed: bool = False


@dataclass(frozen=True)
class Finding:
    """A fault or a doubt, and the size of the checkpoint it is about (0 when it is about none)."""

    what: Fault | Doubt
    size: int = 0
    is_witnessed: bool = False


@dataclass(frozen=True)
class Report:
    """What was found. root: of all sound entries. checkpoints, witnessed: how many of each agree with the entries."""

    entries: int
    broken_at: int | None
    root: bytes
    checkpoints: int = 0
    witnessed: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        return self.broken_at is None and not any(isinstance(finding.what, Fault) for finding in self.findings)

    @property
    def is_certain(self) -> bool:
        """True if it holds and nothing had to be left unchecked."""
        return self.holds and not self.findings


def check(rows: Iterable[Row], signed: Sequence[Signed], tiles: Sequence[bytes] | None = None) -> Report:
    """Return what a pass over `rows` shows when held against `signed`. No database; signatures are not looked at here."""
    grown, broken_at = tree.Grown(), None
    due: dict[int, list[Signed]] = {}
    for one in signed:
        due.setdefault(one.size, []).append(one)
    findings: list[Finding] = []
    agreeing = []
    try:
        for entry in chain.walk(rows):
            grown.append(tree.leaf_hash(entry))
            if grown.size in due:
                root = grown.root()
                for one in due.pop(grown.size):
                    if one.root == root:
                        agreeing.append(one)
                    else:
                        findings.append(Finding(Fault.OTHER_ROOT, one.size, one.is_witnessed))
    except Broken as broken:
        broken_at = broken.at
    else:
        findings += [Finding(Fault.CUT_OFF, one.size, one.is_witnessed) for rest in due.values() for one in rest]
    if tiles is not None and broken_at is None and list(tiles) != grown.tiles[: len(tiles)]:
        findings.append(Finding(Fault.TILE))
    outside = sum(one.is_witnessed for one in agreeing)
    return Report(grown.size, broken_at, grown.root(), len(agreeing) - outside, outside, tuple(findings))


def verify(*, witnessed: Collection[str] = (), keys: Collection[notes.Verifier] = ()) -> Report:
    """Return what the whole journal is worth.

    witnessed: checkpoints, proofs or requests as somebody outside kept them.
    keys:      public keys whose signatures count beside the key of this house, such as its former one.
    """
    trusted = [*keys, *_own_key()]
    findings: list[Finding] = [Finding(Fault.UNGUARDED)] if append_only.missing(connection) else []
    signed: list[Signed] = []
    for stored in Checkpoint.objects.all():
        one, faults = _stored(stored, trusted)
        signed.append(one)
        findings += faults
    for text in witnessed:
        outside, faults = _from_outside(text, trusted)
        signed += outside
        findings += faults
    if Entry.objects.filter(kind=checkpoints.MADE).count() != Checkpoint.objects.count():
        findings.append(Finding(Fault.MISSING))
    tiles = [bytes(root) for root in Tile.objects.order_by("number").values_list("root", flat=True)]
    found = check(journal.rows(), signed, tiles)
    return Report(
        found.entries, found.broken_at, found.root, found.checkpoints, found.witnessed, (*found.findings, *findings)
    )


def _own_key() -> list[notes.Verifier]:
    try:
        return [checkpoints.verifier()]
    except (NoSigningKey, NothingToSign):
        return []


def _stored(stored: Checkpoint, trusted: Sequence[notes.Verifier]) -> tuple[Signed, list[Finding]]:
    one = Signed(stored.size, bytes(stored.root))
    try:
        note = notes.read_checkpoint(stored.note)
    except notes.NoteError:
        return one, [Finding(Fault.NOT_A_CHECKPOINT, stored.size)]
    if (note.size, note.root) != (one.size, one.root):
        return one, [Finding(Fault.ALTERED, stored.size)]
    return one, _doubts(note, trusted)


def _from_outside(text: str, trusted: Sequence[notes.Verifier]) -> tuple[list[Signed], list[Finding]]:
    try:
        note = notes.read_checkpoint(notes.checkpoint_within(text))
    except notes.NoteError:
        return [], [Finding(Fault.NOT_A_CHECKPOINT, is_witnessed=True)]
    return [Signed(note.size, note.root, True)], _doubts(note, trusted, is_witnessed=True)


def _doubts(note: notes.Checkpoint, trusted: Sequence[notes.Verifier], *, is_witnessed: bool = False) -> list[Finding]:
    if not trusted:
        return [Finding(Doubt.NO_KEY, note.size, is_witnessed)]
    signers = [(name, signature[:4]) for name, signature in note.signatures]
    known = [verifier for verifier in trusted if (verifier.name, verifier.id) in signers]
    if not known:
        return [Finding(Doubt.OTHER_KEY, note.size, is_witnessed)]
    if not all(note.is_signed_by(verifier) for verifier in known):
        return [Finding(Fault.BAD_SIGNATURE, note.size, is_witnessed)]
    return []
