"""Looking for words in sealed texts: what a search and a comparison may ask of the holder.

Guards against: reading by searching. A question counts once an hour, at most so many are answered, and each record it is answered with is
                counted and written down as read, whether its text was sent along or kept from the search before.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bandi.keyholder import repeating, searching
from bandi.keyholder.asking import Hit, RecordAsk, VersionAsk
from bandi.keyholder.errors import BadRequest
from bandi.keyholder.kept import STAMPED, Kept, Room
from bandi.keyholder.repeating import Repeat
from bandi.keyholder.sessions import Session, now

if TYPE_CHECKING:
    from bandi.keyholder.quotas import Quotas
    from bandi.keyholder.sessions import Sessions

SEARCHES = 0
"""Under which number, beside those of tiers, searches in texts are counted."""
STAMP = STAMPED - 16
Texts = Iterable[tuple[int, list[bytes | None]]]


class Looking:
    """The part of the holder that looks into texts."""

    if TYPE_CHECKING:
        _sessions: Sessions
        _quotas: Quotas
        _room: Room
        _granted: Callable[..., tuple[list[int], dict[int, Any]]]
        _count: Callable[..., None]
        _enter: Callable[..., None]
        _mark_from_now_on: Callable[[], None]

    def search(
        self, token: str, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], query: str, why: str = "", most: int = 50, stamps: bytes = b""
    ) -> list[Hit]:
        """Return at most `most` records whose cells hold the query, with a few words around the first place.

        Only these hits count as read. A question counts once an hour, however many portions it is put to.
        stamps: one for each record (16 bytes); then the session keeps what it looked through, for `search_kept`.
        Raises: NotUnlocked, Quota, NoEntry.
        """
        return self._looked(
            "search", token, versions, records, query, why, lambda texts: searching.found(query, texts, most), stamps=stamps, query=query
        )

    def search_kept(
        self, token: str, versions: Sequence[VersionAsk], wanted: bytes, table: str, field: str, query: str, why: str = "", most: int = 50
    ) -> dict[str, Any]:
        """Search what the session kept: "hits" as `search` has them, by index among the wanted, and "missing", the indexes of what is not kept.

        wanted:  id and stamp of each record (32 bytes); what stands under another stamp, or under a version that is not granted now, is missing.
        missing: four bytes each, big-endian. They tell nothing of the texts, only what this session has not looked through yet.
        Raises:  as `search`; BadRequest.
        """
        if len(wanted) % STAMPED:
            raise BadRequest("not whole")
        session = self._sessions.get(token)
        with session.lock:
            granted, _loans = self._granted(session, versions, lend=False)
            self._ask(session, query)
            session.looked = now()
            kept = session.kept or Kept(self._room)
            may, missing = kept.sift(wanted, table, field, query, [versions[at] for at in granted])
            order = {index: (version, ask) for index, version, ask in may}
            hits = searching.found(query, self._opened(session, order), most)
            asks = [order[hit.index] for hit in hits]
            for version, ask in asks:
                self._count(session, [version], [ask])
            self._enter("search", session, versions, [ask for _version, ask in asks], why, {}, scanned=len(wanted) // STAMPED - len(missing), query=query)
            return {"hits": hits, "missing": struct.pack(f">{len(missing)}I", *missing)}

    def search_lacks(self, token: str, wanted: bytes, table: str, field: str) -> bytes:
        """Return which of the wanted texts the session does not keep as they are now, as `search_kept` says it. Asks nothing of the texts.

        Raises: NotUnlocked, BadRequest.
        """
        if len(wanted) % STAMPED:
            raise BadRequest("not whole")
        session = self._sessions.peek(token)
        with session.lock:
            missing = session.kept.missing(wanted, table, field) if session.kept else list(range(len(wanted) // STAMPED))
            return struct.pack(f">{len(missing)}I", *missing)

    def search_keep(self, token: str, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], stamps: bytes) -> int:
        """Keep texts for the questions to come, as a search does, without one; return how many were kept. It does not count as use.

        Nothing is answered, so nothing counts as read; that it was done is written down.
        Raises: NotUnlocked, NoEntry, BadRequest.
        """
        if len(stamps) != STAMP * len(records):
            raise BadRequest("not whole")
        session = self._sessions.peek(token)
        with session.lock:
            granted, _loans = self._granted(session, versions, lend=False)
            asked = [(at, ask) for at, ask in enumerate(records) if ask.version in granted and len(ask.cells) == 1]
            self._enter("prepare", session, versions, [], "", {}, scanned=len(asked))
            kept = session.kept = session.kept or Kept(self._room)
            done = sum(kept.put(stamps[at * STAMP : (at + 1) * STAMP], versions[ask.version], ask) for at, ask in asked)
        self._mark_from_now_on()
        return done

    def repeated(self, token: str, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], text: str, why: str = "") -> list[Repeat]:
        """Return where a text repeats words of these records: places in the text, nothing of theirs. Counted as a search is. Raises: as `search`."""
        return self._looked("compare", token, versions, records, text, why, lambda texts: repeating.repeated(text, texts))

    def _looked(
        self, verb: str, token: str, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], question: str, why: str,
        look: Callable[[Texts], list[Any]], stamps: bytes = b"", **more: object,
    ) -> list[Any]:  # fmt: skip
        session = self._sessions.get(token)
        with session.lock:
            granted, _loans = self._granted(session, versions, lend=False)
            self._ask(session, question)
            session.looked = now()
            asked = [(at, ask) for at, ask in enumerate(records) if ask.version in granted]
            texts = session.opener.cells(versions, (ask for _at, ask in asked))  # type: ignore[union-attr]
            opened: Texts = zip((at for at, _ask in asked), texts, strict=True)
            if len(stamps) == STAMP * len(records):
                opened = self._keeping(session, versions, records, stamps, opened)
            hits = look(opened)
            session.looked = now()
            self._mark_from_now_on()  # what is kept was kept while the holder looked
            found = [records[hit.index] for hit in hits]
            self._count(session, versions, found)
            self._enter(verb, session, versions, found, why, {}, scanned=len(asked), **more)
            return hits

    def _ask(self, session: Session, question: str) -> None:
        """Count a question. Raises: Quota."""
        self._quotas.take(session.member, SEARCHES, [UUID(bytes=hashlib.sha256(question.encode()).digest()[:16])], now())

    def _keeping(self, session: Session, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], stamps: bytes, opened: Texts) -> Iterator[tuple[int, list[bytes | None]]]:
        """Pass opened texts on and keep what is needed to look through them again."""
        kept = session.kept = session.kept or Kept(self._room)
        for at, texts in opened:
            ask = records[at]
            if len(texts) == 1 and texts[0] is not None:
                kept.put(stamps[at * STAMP : (at + 1) * STAMP], versions[ask.version], ask)
            yield at, texts

    @staticmethod
    def _opened(session: Session, order: Mapping[int, tuple[VersionAsk, RecordAsk]]) -> Iterator[tuple[int, list[bytes | None]]]:
        for index, (version, ask) in order.items():
            yield index, next(iter(session.opener.cells([version], [ask])))  # type: ignore[union-attr]
