"""Sessions: a member who unlocked, from her passphrase to the lock. Keys live here and nowhere else.

Guards against: an unlocked desk that somebody leaves; a token that is guessed (32 random bytes, kept here as a digest only).
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bandi.keyholder import purposes
from bandi.keyholder.asking import LockAsk, VersionAsk
from bandi.keyholder.errors import NotFresh, NotGranted, NotUnlocked, WrongSecret
from bandi.keyholder.memory import wipe
from bandi.keyholder.naming import Names
from bandi.keyholder.opening import Opener
from bandi.locks import unlocking
from bandi.locks.errors import LockError, WrongPassphrase
from bandi.locks.pairs import PrivateHalf

if TYPE_CHECKING:
    from bandi.keyholder.kept import Kept


def now() -> float:
    """Seconds of a clock that never runs backwards and goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@dataclass(frozen=True)
class Limits:
    """After how many seconds a session locks: without use, since it began, while a second factor is awaited.

    fresh: how long a steward may let others in after giving her passphrase again.
    touch: how long what is lethal opens after a touch of the security key.
    """

    idle: float = 15 * 60
    longest: float = 12 * 3600
    awaiting: float = 10 * 60
    fresh: float = 5 * 60
    touch: float = 2 * 60


@dataclass
class Session:
    """One unlocked member. is_confirmed: the second factor was given; before that nothing opens. looked: when texts were last searched."""

    member: UUID
    began: float
    used: float
    is_confirmed: bool = False
    renewed: float = -1e9
    touched: float = -1e9
    looked: float = -1e9
    challenge: tuple[float, dict[str, Any]] | None = None
    private: PrivateHalf | None = None
    waiting: list[tuple[bytes, bytes]] = field(default_factory=list)
    opener: Opener | None = None
    names: Names | None = None
    kept: Kept | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)

    def drop_subject(self, subject: UUID) -> None:
        """Forget what this session has of a subject."""
        with self.lock:
            for holds in (self.opener, self.kept):
                if holds is not None:
                    holds.drop_subject(subject)

    def drop_compartment(self, compartment: UUID) -> None:
        """Forget what this session has of a compartment; a wrap that is still good opens it again."""
        with self.lock:
            for holds in (self.opener, self.kept):
                if holds is not None:
                    holds.drop_compartment(compartment)

    def wipe(self) -> None:
        """Overwrite everything secret."""
        with self.lock:
            if self.opener is not None:
                self.opener.wipe()
            if self.private is not None:
                wipe(self.private.seed)
            for stretched, _sealed in self.waiting:
                wipe(stretched)
            if self.names is not None:
                self.names.wipe()
            if self.kept is not None:
                self.kept.wipe()
                forget_words()
            self.private, self.opener, self.names, self.kept, self.is_confirmed = None, None, None, None, False
            self.touched, self.challenge = -1e9, None
            self.waiting.clear()


@dataclass
class Loan:
    """A compartment version lent for a while (break glass): in memory only."""

    private: PrivateHalf
    until: float
    number: str


class Sessions:
    """All sessions and loans of one holder."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._sessions: dict[bytes, Session] = {}
        self._loans: dict[tuple[UUID, UUID, int, int], Loan] = {}
        self._lock = threading.RLock()

    def begin(self, member: UUID, locks: Sequence[LockAsk], passphrase: str) -> str:
        """Check a passphrase and return the token of a session that waits for `finish`. Raises: WrongSecret."""
        session = Session(member, now(), now())
        stretched: dict[tuple[bytes, int, int, int], bytes] = {}
        for ask in locks:
            cost = unlocking.Cost(ask.memory_kib, ask.passes, ask.lanes)
            at = (ask.salt, ask.memory_kib, ask.passes, ask.lanes)
            if at not in stretched:
                stretched[at] = unlocking.stretched(passphrase, salt=ask.salt, cost=cost)
            if unlocking.needs_key(ask.sealed):
                session.waiting.append((bytes(bytearray(stretched[at])), ask.sealed))
            elif session.private is None:
                session.private = self._tried(ask.sealed, stretched[at], None, member)
        for secret in stretched.values():
            wipe(secret)
        if session.private is None and not session.waiting:
            raise WrongSecret("no lock opens")
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._sessions[_digest(token)] = session
        return token

    def finish(self, token: str, secret: bytes | None) -> bool:
        """Confirm a session after its second factor. Raises: NotUnlocked; WrongSecret when no lock opens."""
        session = self._known(token)
        with session.lock:
            for stretched, sealed in session.waiting if secret else ():
                if session.private is None:
                    session.private = self._tried(sealed, stretched, secret, session.member)
            for stretched, _sealed in session.waiting:
                wipe(stretched)
            session.waiting.clear()
            if session.private is None:
                self.end(token)
                raise WrongSecret("no lock opens")
            session.opener = Opener(lambda ask: self._version(session, ask))
            session.is_confirmed = True
            session.used = now()
        return True

    def renew(self, token: str, locks: Sequence[LockAsk], passphrase: str, secret: bytes | None) -> None:
        """Take the passphrase again, for acts that let others in. Raises: NotUnlocked, WrongSecret."""
        session = self.get(token)
        for ask in locks:
            cost = unlocking.Cost(ask.memory_kib, ask.passes, ask.lanes)
            stretched = unlocking.stretched(passphrase, salt=ask.salt, cost=cost)
            half = self._tried(ask.sealed, stretched, secret, session.member)
            wipe(stretched)
            if half is not None and session.private is not None and half.public == session.private.public:
                wipe(half.seed)
                session.renewed = now()
                return
        raise WrongSecret("no lock opens")

    def require_fresh(self, session: Session) -> None:
        """Raise NotFresh unless the passphrase was given again a short while ago."""
        if now() - session.renewed > self.limits.fresh:
            raise NotFresh("the passphrase is needed again")

    def get(self, token: str) -> Session:
        """Return a confirmed session and count this as use. Raises: NotUnlocked."""
        session = self._known(token)
        if not session.is_confirmed:
            raise NotUnlocked("the second factor is missing")
        session.used = now()
        return session

    def peek(self, token: str) -> Session:
        """Return a confirmed session without counting this as use: what a page does by itself keeps nobody's keys unlocked. Raises: NotUnlocked."""
        session = self._known(token)
        if not session.is_confirmed:
            raise NotUnlocked("the second factor is missing")
        return session

    def each(self) -> list[Session]:
        """Return all sessions there are at this moment."""
        with self._lock:
            return list(self._sessions.values())

    def end(self, token: str) -> None:
        """Lock one session."""
        with self._lock:
            session = self._sessions.pop(_digest(token), None)
        if session is not None:
            session.wipe()

    def end_member(self, member: UUID) -> int:
        """Lock all sessions of a member and return how many there were."""
        return self._drop(lambda session: session.member == member)

    def end_all(self) -> int:
        """Lock everything and forget all loans."""
        with self._lock:
            for loan in self._loans.values():
                wipe(loan.private.seed)
            self._loans.clear()
        return self._drop(lambda _session: True)

    def sweep(self) -> int:
        """Lock what was idle or open for too long; return how many sessions that were."""
        moment = now()
        with self._lock:
            for at, loan in list(self._loans.items()):
                if loan.until <= moment:
                    wipe(loan.private.seed)
                    del self._loans[at]
        return self._drop(lambda session: not self._lives(session, moment))

    def leave_lent(self, session: Session | None = None) -> None:
        """Let sessions forget the names of compartments whose loan is over; of one session, or of all while no session is held."""
        for one in [session] if session is not None else self.each():
            if one.names is None or not one.names.lent:
                continue
            with one.lock:
                still = {compartment for member, compartment, _number, _tier in list(self._loans) if member == one.member}
                for room in one.names.lent - still if one.names is not None else ():
                    one.names.leave(room)

    def lend(self, *, to: UUID, ask: VersionAsk, private: PrivateHalf, seconds: float, number: str) -> None:
        """Let a member open a compartment version for a while; kept in memory only."""
        with self._lock:
            at = (to, ask.compartment, ask.number, ask.tier)
            self._loans[at] = Loan(PrivateHalf.of(private.seed), now() + seconds, number)

    def loan_of(self, member: UUID, ask: VersionAsk) -> Loan | None:
        """Return the loan a member has for a version at this moment."""
        self.sweep()
        return self._loans.get((member, ask.compartment, ask.number, ask.tier))

    def count(self) -> int:
        """How many sessions are unlocked."""
        return len(self._sessions)

    def _version(self, session: Session, ask: VersionAsk) -> PrivateHalf:
        if ask.grant is None or session.private is None:
            raise NotGranted("no key for this compartment")
        info = purposes.grant(ask.compartment, ask.number, ask.tier, session.member)
        try:
            return PrivateHalf.of(session.private.unwrap(ask.grant, info=info))
        except LockError:
            raise NotGranted("no key for this compartment") from None

    def _known(self, token: str) -> Session:
        with self._lock:
            session = self._sessions.get(_digest(token))
        if session is not None and self._lives(session, now()):
            return session
        self.end(token)
        raise NotUnlocked("locked")

    def _lives(self, session: Session, moment: float) -> bool:
        if moment - session.began > self.limits.longest:
            return False
        return moment - session.used <= (self.limits.idle if session.is_confirmed else self.limits.awaiting)

    def _drop(self, which: object) -> int:
        with self._lock:
            gone = [at for at, session in self._sessions.items() if which(session)]  # type: ignore[operator]
            sessions = [self._sessions.pop(at) for at in gone]
        for session in sessions:
            session.wipe()
        return len(sessions)

    @staticmethod
    def _tried(sealed: bytes, stretched: bytes, secret: bytes | None, member: UUID) -> PrivateHalf | None:
        try:
            seed = unlocking.unlock(sealed, stretched_passphrase=stretched, key_secret=secret, member=member.bytes)
        except WrongPassphrase:
            return None
        half = PrivateHalf.of(seed)
        wipe(seed)
        return half


def forget_words() -> None:
    """Forget what comparing by sound remembered of texts and names."""
    from bandi.names import forget

    forget()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
