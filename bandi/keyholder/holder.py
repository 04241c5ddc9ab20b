"""The holder: what may be asked of it. The same object in the web process and behind the socket of `bandi keyd`.

Guards against: a web process in an attacker's hands. It gets plaintext of those who are at work, within the quota, each reading
                written down first; it never gets a key above one file's, and nothing of people who are not signed in.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from bandi.keyholder import purposes
from bandi.keyholder.asking import LockAsk, RecordAsk, VersionAsk
from bandi.keyholder.errors import BadRequest, NotGranted, NotTouched, Quota
from bandi.keyholder.kept import Room
from bandi.keyholder.looking import SEARCHES, Looking
from bandi.keyholder.marking import Marking
from bandi.keyholder.memory import wipe
from bandi.keyholder.naming_questions import NAMES, NameQuestions
from bandi.keyholder.opening import Opener
from bandi.keyholder.quotas import PER_HOUR, Quotas
from bandi.keyholder.reads import Head, ReadLog
from bandi.keyholder.sessions import Limits, Session, Sessions, now
from bandi.keyholder.touching import Party, Touches, Touching
from bandi.locks import pairs
from bandi.locks.errors import LockError
from bandi.locks.pairs import PrivateHalf

SWEEP_SECONDS = 0.5
AUDITOR_FILE = "auditor.pub"


def auditor_in(folder: Path) -> bytes | None:
    """Return the auditors' public half as it stands in the holder's folder, None while there is none."""
    file = folder / AUDITOR_FILE
    return bytes.fromhex(file.read_text().strip()) if file.exists() else None


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """Return what tells that a file was written anew, None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


class Holder(Looking, Marking, NameQuestions, Touching):
    """Keeps unlocked members and answers for them.

    folder:  where the read log and the alarms stand; nobody but the holder needs to write there.
    auditor: reads the auditors' public half; asked again while there is none, and when `AUDITOR_FILE` in the folder changed: then their lock was turned.
    """

    def __init__(
        self,
        folder: Path,
        *,
        auditor: Callable[[], bytes | None],
        limits: Limits | None = None,
        per_hour: Mapping[int, int] = PER_HOUR,
        searches_per_hour: int = 240,
        names_per_hour: int = 1_500,
        search_megabytes: int | None = None,
        party: Party | None = None,
        touch_always: bool = False,
    ) -> None:
        self.folder = folder
        self._auditor = auditor
        self._published = _stamp(folder / AUDITOR_FILE)
        self._log = ReadLog(folder / "reads.jsonl", auditor())
        self._sessions = Sessions(limits or Limits())
        self._quotas = Quotas({**per_hour, SEARCHES: searches_per_hour, NAMES: names_per_hour})
        self._touches, self._touch_always = Touches(folder / "touches.json", party or Party()), touch_always
        self._room = Room(search_megabytes)
        self._lock = threading.RLock()
        self._sweeper: threading.Thread | None = None
        self._marker: threading.Thread | None = None

    def begin(self, member: UUID, locks: Sequence[LockAsk], passphrase: str) -> str:
        """Check a passphrase; return a token that opens nothing until `finish`. Raises: WrongSecret."""
        self._sweep_from_now_on()
        return self._sessions.begin(member, locks, passphrase)

    def finish(self, token: str, secret: bytes | None = None) -> bool:
        """Confirm after the second factor; `secret` is what a security key gave. Raises: NotUnlocked, WrongSecret."""
        return self._sessions.finish(token, secret)

    def renew(self, token: str, locks: Sequence[LockAsk], passphrase: str, secret: bytes | None = None) -> bool:
        """Take the passphrase again: for five minutes the member may let others in. Raises: NotUnlocked, WrongSecret."""
        self._sessions.renew(token, locks, passphrase, secret)
        return True

    def is_unlocked(self, token: str) -> bool:
        """Return whether a token still opens anything; does not count as use."""
        try:
            return self._sessions._known(token).is_confirmed
        except Exception:
            return False

    def end(self, token: str) -> None:
        """Lock one session."""
        self._sessions.end(token)

    def end_member(self, member: UUID) -> int:
        """Lock all sessions of a member."""
        return self._sessions.end_member(member)

    def panic(self) -> int:
        """Lock everything at once; return how many sessions were open."""
        ended = self._sessions.end_all()
        self._alarm("panic", None)
        return ended

    def open(
        self, token: str, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], why: str = ""
    ) -> list[list[bytes | None]]:
        """Return the plaintexts of each record's cells in order, None for one that does not open.

        Records of versions for which the member has neither grant nor loan come back as None as well.
        Raises: NotUnlocked, Quota, NoEntry.
        """
        session = self._sessions.get(token)
        with session.lock:
            granted, loans = self._granted(session, versions)
            readable = [ask for ask in records if ask.version in granted]
            self._count(session, versions, readable)
            self._enter("open", session, versions, readable, why, loans)
            opened = self._texts(session, versions, records, granted, loans)
            return [opened.get(at, [None] * len(ask.cells)) for at, ask in enumerate(records)]

    def drop_subject(self, subject: UUID) -> bool:
        """Forget a subject's keys and what was kept of its texts, in every session: its keys were destroyed."""
        for session in self._sessions.each():
            session.drop_subject(subject)
        return True

    def drop_member(self, member: UUID, compartment: UUID) -> bool:
        """Forget in a member's sessions the keys of a compartment and what was kept of its texts: her membership ended."""
        for session in self._sessions.each():
            if session.member == member:
                session.drop_compartment(compartment)
        return True

    def file_key(self, token: str, version: VersionAsk, record: RecordAsk, blob: UUID, why: str = "") -> bytes:
        """Return the key of one sealed file. Raises: NotUnlocked, NotGranted, Quota, NoEntry, LockError."""
        session = self._sessions.get(token)
        with session.lock:
            granted, loans = self._granted(session, [version])
            if not granted:
                raise NotGranted("no key for this compartment")
            self._count(session, [version], [record])
            self._enter("file", session, [version], [record], why, loans, blob=blob.hex)
            opener = loans[0][0] if loans else session.opener
            return purposes.file_key(opener.record_key(version, record), blob)  # type: ignore[union-attr]

    def regrant(self, token: str, version: VersionAsk, member: UUID, public: bytes) -> bytes:
        """Return the version's seed wrapped to another member, whom the asker lets in. Raises: NotUnlocked, NotGranted."""
        session = self._sessions.get(token)
        with session.lock:
            private = self._own(session, version)
            self._enter("regrant", session, [version], [], "", {}, to=member.hex)
            info = purposes.grant(version.compartment, version.number, version.tier, member)
            return pairs.wrap(private.seed, public=public, info=info)

    def rotate(
        self, token: str, version: VersionAsk, heirs: Sequence[tuple[UUID, bytes]]
    ) -> tuple[bytes, list[bytes]]:
        """Make the next version of a compartment; return its public half and its seed wrapped to each heir.

        Raises: NotUnlocked; NotGranted when the asker is no member of the present version.
        """
        session = self._sessions.get(token)
        with session.lock:
            self._own(session, version)
            self._enter("rotate", session, [version], [], "", {}, heirs=[member.hex for member, _public in heirs])
            fresh = PrivateHalf.new()
            wraps = [
                pairs.wrap(fresh.seed, public=public, info=purposes.grant(version.compartment, version.number + 1, version.tier, member))
                for member, public in heirs
            ]
            wipe(fresh.seed)
            return fresh.public, wraps

    def rewrap(
        self, token: str, version: VersionAsk, fresh: VersionAsk, subjects: Sequence[tuple[UUID, bytes]]
    ) -> list[bytes]:
        """Return subjects' seeds wrapped to the next version of the same compartment, which the asker can open herself.

        Raises: NotUnlocked, NotFresh, NotGranted; BadRequest for another compartment.
        """
        session = self._sessions.get(token)
        with session.lock:
            self._own(session, version)
            public = self._own(session, fresh).public
            if (version.compartment, version.tier) != (fresh.compartment, fresh.tier):
                raise BadRequest("another compartment")
            self._enter("rewrap", session, [version], [], "", {}, subjects=len(subjects), to=fresh.number)
            wraps = []
            for subject, wrap in subjects:
                seed = session.opener.subject_seed(version, subject, wrap)  # type: ignore[union-attr]
                info = purposes.subject(version.compartment, fresh.number, subject)
                wraps.append(pairs.wrap(seed, public=public, info=info))
            return wraps

    def lend(self, token: str, version: VersionAsk, to: UUID, seconds: float, number: str, why: str) -> bool:
        """Let another member open a version for a while (break glass), in memory only. Raises: NotUnlocked, NotGranted."""
        session = self._sessions.get(token)
        with session.lock:
            private = self._own(session, version)
            self._enter("lend", session, [version], [], why, {}, to=to.hex, seconds=seconds, loan=number)
            self._sessions.lend(to=to, ask=version, private=private, seconds=seconds, number=number)
            self._alarm("break-glass", session.member)
            return True

    def head(self) -> Head:
        """Return the head of the read log."""
        return self._log.head

    def status(self) -> dict[str, Any]:
        """Return how many sessions are open, how long the read log is, and how many searched texts still wait for their marks; no names."""
        return {"sessions": self._sessions.count(), "reads": self._log.head.entries, "unmarked": self.unmarked()}

    def _granted(
        self, session: Session, versions: Sequence[VersionAsk], *, lend: bool = True
    ) -> tuple[list[int], dict[int, tuple[Opener, str]]]:
        """Return the indexes of versions that open for this member, and the openers of those that are lent to her."""
        granted, loans = [], {}
        for at, ask in enumerate(versions):
            if not self._is_touched(session, ask):
                continue
            try:
                session.opener.version(ask)  # type: ignore[union-attr]
                granted.append(at)
            except (NotGranted, LockError):
                loan = self._sessions.loan_of(session.member, ask) if lend else None
                if loan is not None:
                    loans[at] = (Opener(lambda _ask, loan=loan: PrivateHalf.of(loan.private.seed)), loan.number)
                    granted.append(at)
        return granted, loans

    @staticmethod
    def _texts(
        session: Session, versions: Sequence[VersionAsk], records: Sequence[RecordAsk], granted: Iterable[int], loans: Mapping[int, tuple[Opener, str]]
    ) -> dict[int, list[bytes | None]]:
        """Return the plaintexts of those records whose version opens, by their place among `records`; what was lent is wiped afterwards."""
        opened: dict[int, list[bytes | None]] = {}
        for index in granted:
            opener = loans[index][0] if index in loans else session.opener
            mine = [at for at, ask in enumerate(records) if ask.version == index]
            opened.update(zip(mine, opener.cells(versions, [records[at] for at in mine]), strict=True))  # type: ignore[union-attr]
        for opener, _number in loans.values():
            opener.wipe()
        return opened

    def _own(self, session: Session, version: VersionAsk) -> PrivateHalf:
        """The version's private half, for acts that let others in: only right after the passphrase was given again."""
        self._sessions.require_fresh(session)
        if not self._is_touched(session, version):
            raise NotTouched("touch the key")
        try:
            return session.opener.version(version)  # type: ignore[union-attr]
        except LockError:
            raise NotGranted("no key for this compartment") from None

    def _count(self, session: Session, versions: Sequence[VersionAsk], records: Sequence[RecordAsk]) -> None:
        tiers: dict[int, set[UUID]] = {}
        for ask in records:
            tiers.setdefault(versions[ask.version].tier, set()).add(ask.record)
        self._count_ids(session, tiers)

    def _count_ids(self, session: Session, tiers: Mapping[int, set[UUID]]) -> None:
        for tier, ids in sorted(tiers.items()):
            try:
                word = self._quotas.take(session.member, tier, ids, now())
            except Quota:
                self._alarm("quota", session.member, tier=tier)
                raise
            if word:
                self._alarm(word, session.member, tier=tier)

    def _enter(
        self,
        verb: str,
        session: Session,
        versions: Sequence[VersionAsk],
        records: Sequence[RecordAsk],
        why: str,
        loans: Mapping[int, tuple[Opener, str]],
        **more: object,
    ) -> None:
        """Write the reading down before it is answered. Raises: NoEntry."""
        details: dict[str, object] = {
            "verb": verb, "member": session.member.hex, "why": why[:400],
            "compartments": sorted({ask.compartment.hex for ask in versions}),
            "records": sorted({ask.record.hex for ask in records}), **more,
        }  # fmt: skip
        if loans:
            details["loans"] = sorted({number for _opener, number in loans.values()})
        with self._lock:
            self._look_for_auditors()
            self._log.append(details)

    def _look_for_auditors(self) -> None:
        """Seal to the auditors' present lock. Another one than before raises an alarm: who writes that file decides who reads the log from then on."""
        published = _stamp(self.folder / AUDITOR_FILE)
        if self._log.public is None or published != self._published:
            public = self._auditor()
            if self._log.public is not None and public not in (None, self._log.public):
                self._alarm("auditors-changed", None)
            self._log.public, self._published = public or self._log.public, published

    def _alarm(self, kind: str, member: UUID | None, **more: object) -> None:
        line = {"kind": kind, "at": datetime.now(UTC).isoformat(timespec="seconds"), "member": member.hex if member else None, **more}
        with self._lock, (self.folder / "alarms.jsonl").open("a") as handle:
            handle.write(json.dumps(line) + "\n")

    def _sweep_from_now_on(self) -> None:
        with self._lock:
            if self._sweeper is None or not self._sweeper.is_alive():
                self._sweeper = threading.Thread(target=self._sweeping, name="bandi-sweep", daemon=True)
                self._sweeper.start()

    def _sweeping(self) -> None:
        pause = threading.Event()
        while not pause.wait(SWEEP_SECONDS):
            self._sessions.sweep()
            self._sessions.leave_lent()
