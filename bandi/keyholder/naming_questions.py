"""What the holder is asked about names: taking them in, finding people by them, pairing those who may be one.

Guards against: a web process in an attacker's hands, as `naming` says; a guest of an emergency who goes on finding people when her hour is over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from bandi.keyholder.asking import NameAmong, NameHit, NameSource, RecordAsk, VersionAsk
from bandi.keyholder.naming import Names
from bandi.keyholder.opening import Opener
from bandi.keyholder.quotas import Quotas
from bandi.keyholder.sessions import Session, Sessions, now

NAMES = -1
"""Under which number, beside those of tiers, live questions for names are counted."""

Loans = Mapping[int, tuple[Opener, str]]


class NameQuestions:
    """The part of the holder that knows names; see `Holder`."""

    _sessions: Sessions
    _quotas: Quotas

    if TYPE_CHECKING:

        def _granted(self, session: Session, versions: Sequence[VersionAsk], *, lend: bool = True) -> tuple[list[int], dict[int, tuple[Opener, str]]]: ...
        def _enter(self, verb: str, session: Session, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], why: str, loans: Loans, **more: object) -> None: ...
        def _count_ids(self, session: Session, tiers: Mapping[int, set[UUID]]) -> None: ...
        @staticmethod
        def _texts(
            session: Session, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], granted: Iterable[int], loans: Loans
        ) -> dict[int, list[bytes | None]]: ...

    def names_state(self, token: str) -> dict[str, Any]:
        """Return how many people's names a session holds, and up to where each compartment was taken in. Raises: NotUnlocked."""
        session = self._sessions.peek(token)
        with session.lock:
            self._sessions.leave_lent(session)
            held = session.names
            return {"people": len(held.shelf) if held else 0, "cursors": dict(held.cursors) if held else {}}

    def names_take(
        self, token: str, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], sources: Sequence[NameSource], cursors: Mapping[str, str]
    ) -> int:
        """Open names and keep them in the session, to be searched; nothing is answered but how many people it holds now.

        What opens by a loan only is forgotten when the loan ends.
        sources: every row that gives names, also one that gives none any more. Raises: NotUnlocked, NoEntry.
        """
        session = self._sessions.peek(token)
        with session.lock:
            granted, loans = self._granted(session, versions)
            asked = [ask for ask in records if ask.version in granted]
            if asked:
                self._enter("names", session, versions, [], "", loans, rows=len(asked))
            session.names = session.names or Names()
            session.names.lent |= {versions[at].compartment for at in loans}
            texts = self._texts(session, versions, asked, granted, loans)
            session.names.take(sources, versions, asked, [texts[at] for at in range(len(asked))])
            session.names.cursors.update(cursors)
            return len(session.names.shelf)

    def names_find(
        self, token: str, versions: Sequence[VersionAsk], among: Mapping[str, Sequence[UUID]], query: str, most: int = 8
    ) -> list[NameHit]:
        """Return the people whose name may be `query`, from the compartments of `versions`. Only these hits count as read.

        among:  compartments (in hexadecimal) of which only some people exist for the asker, and who.
        Raises: NotUnlocked, Quota, NoEntry.
        """
        session = self._sessions.get(token)
        with session.lock:
            self._sessions.leave_lent(session)
            rooms, loans = self._rooms(session, versions, among)
            if session.names is None or not rooms:
                return []
            self._quotas.take(session.member, NAMES, [uuid4()], now())
            hits = session.names.find(query, rooms, most)
            self._told(session, versions, rooms, [hit.owner for hit in hits])
            self._enter("find name", session, versions, [], "", loans, query=query, found=sorted(hit.owner.hex for hit in hits))
            return hits

    def names_among(
        self, token: str, versions: Sequence[VersionAsk], among: Mapping[str, Sequence[UUID]], words: Sequence[str], likely: Sequence[str], why: str = ""
    ) -> list[NameAmong]:
        """Return which words of a text are names of the people held: no name comes out that the asker did not bring. One question, whatever the number of words.

        among:  as `names_find` has it. Raises: NotUnlocked, Quota, NoEntry.
        """
        session = self._sessions.get(token)
        with session.lock:
            self._sessions.leave_lent(session)
            rooms, loans = self._rooms(session, versions, among)
            if session.names is None or not rooms:
                return []
            question = hashlib.sha256("\x1f".join([*words, "", *likely]).encode()).digest()
            self._quotas.take(session.member, NAMES, [UUID(bytes=question[:16])], now())
            hits = session.names.among(words, likely, rooms)
            owners = sorted({hit.owner for hit in hits}, key=str)
            self._told(session, versions, rooms, owners)
            self._enter("names in a text", session, versions, [], why, loans, words=len(words), found=[owner.hex for owner in owners])
            return hits

    def names_pairs(
        self, token: str, versions: Sequence[VersionAsk], among: Mapping[str, Sequence[UUID]], skip: Sequence[tuple[UUID, UUID]],
        start: int, most: int, seconds: float,
    ) -> dict[str, Any]:  # fmt: skip
        """Return pairs of people who may be one, how many there are, and how many names are still to be looked at.

        Not for who is let in by a loan: deciding is not for guests.
        among:   as `names_find` has it. skip: pairs that somebody decided. seconds: how long to go on looking.
        Raises:  NotUnlocked, Quota, NoEntry.
        """
        session = self._sessions.get(token)
        with session.lock:
            rooms, _loans = self._rooms(session, versions, among, lend=False)
            if session.names is None or not rooms:
                return {"pairs": [], "count": 0, "left": 0}
            answer = session.names.pairs(rooms, skip, start, most, seconds)
            owners = {owner for pair in answer["pairs"] for owner in (pair.one, pair.other)}
            self._told(session, versions, rooms, owners)
            self._enter("pairs", session, versions, [], "", {}, found=sorted(owner.hex for owner in owners))
            return answer

    def names_drop(self, owner: UUID) -> bool:
        """Forget a person's names in every session: her keys were destroyed."""
        for session in self._sessions.each():
            with session.lock:
                if session.names is not None:
                    session.names.shelf.drop(owner)
        return True

    def _rooms(
        self, session: Session, versions: Sequence[VersionAsk], among: Mapping[str, Sequence[UUID]], *, lend: bool = True
    ) -> tuple[dict[UUID, frozenset[UUID] | None], Loans]:
        """Return the compartments that open for this session, and of each who may be known: all of them (None), or only some; and the loans among them."""
        granted, loans = self._granted(session, versions, lend=lend)
        for opener, _number in loans.values():
            opener.wipe()
        rooms = {versions[at].compartment for at in granted}
        return {room: frozenset(among[room.hex]) if room.hex in among else None for room in rooms}, loans

    def _told(self, session: Session, versions: Sequence[VersionAsk], rooms: Collection[UUID], owners: Iterable[UUID]) -> None:
        """Count people who are named in an answer, each under the gravest tier of the compartments it came from. Raises: Quota."""
        tier = max(ask.tier for ask in versions if ask.compartment in rooms)
        self._count_ids(session, {tier: set(owners)})
