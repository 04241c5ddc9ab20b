"""Opening along the chain: compartment version → subject → record key → cell. Keeps what it unwrapped until it is wiped.

Used by the holder for a member's session, and by the server itself for tier 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from bandi.keyholder import purposes
from bandi.keyholder.asking import RecordAsk, VersionAsk
from bandi.keyholder.memory import wipe
from bandi.locks import cells, pairs
from bandi.locks.errors import LockError
from bandi.locks.pairs import PrivateHalf

MOST_KEPT = 60_000
"""Keys of subjects, and of records, kept per session: about sixty megabytes where somebody searches so many."""


class Opener:
    """Opens records for whoever can produce the private half of a compartment version.

    unlock_version: returns the private half of a version, or raises; asked once per version.
    """

    def __init__(self, unlock_version: Callable[[VersionAsk], PrivateHalf]) -> None:
        self._unlock_version = unlock_version
        self._versions: dict[tuple[UUID, int, int], PrivateHalf] = {}
        self._subjects: dict[tuple[UUID, int, UUID], bytes] = {}
        self._records: dict[tuple[UUID, int, int, UUID, UUID], bytes] = {}

    def version(self, ask: VersionAsk) -> PrivateHalf:
        """Return the private half of a compartment version. The tier is authenticated by the wrap."""
        at = (ask.compartment, ask.number, ask.tier)
        half = self._versions.get(at)
        if half is None:
            half = self._versions[at] = self._unlock_version(ask)
        return half

    def subject_seed(self, version: VersionAsk, subject: UUID, wrap: bytes) -> bytes:
        """Return a subject's seed. Raises: LockError."""
        at = (version.compartment, version.number, subject)
        seed = self._subjects.get(at)
        if seed is None:
            info = purposes.subject(version.compartment, version.number, subject)
            seed = self.version(version).unwrap(wrap, info=info)
            self._make_room(self._subjects)
            self._subjects[at] = seed
        return seed

    def record_key(self, version: VersionAsk, ask: RecordAsk) -> bytes:
        """Return a record's key. Raises: LockError."""
        at = (version.compartment, version.number, version.tier, ask.key_id, ask.subject)
        key = self._records.get(at)
        if key is None:
            seed = self.subject_seed(version, ask.subject, ask.subject_wrap)
            info = purposes.record(ask.subject, ask.record, ask.key_id)
            if pairs.is_inner(ask.key_wrap):
                key = pairs.unwrap_inner(ask.key_wrap, key=purposes.inner_key(seed), info=info)
            else:
                key = PrivateHalf.of(seed).unwrap(ask.key_wrap, info=info)
            self._make_room(self._records)
            self._records[at] = key
        return key

    def cells(self, versions: Sequence[VersionAsk], records: Iterable[RecordAsk]) -> Iterable[list[bytes | None]]:
        """Yield the plaintexts of each record's cells, None for one that does not open (changed, or moved)."""
        for ask in records:
            version = versions[ask.version]
            try:
                key = self.record_key(version, ask)
            except LockError:
                yield [None] * len(ask.cells)
                continue
            yield [self._cell(key, version, ask, cell.table, cell.field, cell.sealed) for cell in ask.cells]

    def drop_subject(self, subject: UUID) -> None:
        """Forget a subject's keys, overwriting them: they were destroyed."""
        for kept in (self._subjects, self._records):
            for at in [at for at in kept if at[-1] == subject]:
                wipe(kept.pop(at))  # type: ignore[call-overload]

    def drop_compartment(self, compartment: UUID) -> None:
        """Forget all keys of a compartment, overwriting them."""
        for at in [at for at in self._versions if at[0] == compartment]:
            wipe(self._versions.pop(at).seed)
        for kept in (self._subjects, self._records):
            for at in [at for at in kept if at[0] == compartment]:
                wipe(kept.pop(at))  # type: ignore[call-overload]

    def wipe(self) -> None:
        """Forget all keys, overwriting them."""
        for half in self._versions.values():
            wipe(half.seed)
        for kept in (self._subjects, self._records):
            for key in kept.values():
                wipe(key)
            kept.clear()
        self._versions.clear()

    @staticmethod
    def _cell(key: bytes, version: VersionAsk, ask: RecordAsk, table: str, field: str, sealed: bytes) -> bytes | None:
        place = cells.Place(table, ask.record, field, version.compartment, version.tier)
        try:
            if sealed[2:18] != ask.key_id.bytes:
                return None
            return cells.open_(sealed, key=key, place=place)
        except LockError:
            return None

    @staticmethod
    def _make_room(kept: dict) -> None:  # type: ignore[type-arg]
        if len(kept) >= MOST_KEPT:
            wipe(kept.pop(next(iter(kept))))
