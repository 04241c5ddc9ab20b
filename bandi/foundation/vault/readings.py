"""What stands in the key holder's read log, for those who belong to the compartment of auditors.

Guards against: readings that nobody looks at; and a log of who looked at whom that the whole house may read.
Guarantees:     the auditors' keys are in memory while the log is walked; which entries did not open is said, never passed over.
How not to use: without a journal entry about the looking (`bandi audit readings` writes it).

May import: keyholder, locks, the models, Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from bandi.foundation.vault.holding import AUDIT
from bandi.foundation.vault.making import seed_of
from bandi.foundation.vault.models import Grant, Member
from bandi.keyholder import purposes, reads
from bandi.keyholder.memory import wipe
from bandi.locks.errors import LockError
from bandi.locks.pairs import PrivateHalf

FILE = Path("holder") / "reads.jsonl"


@dataclass(frozen=True)
class Reading:
    """One entry of the read log. verb: what was asked of the holder. member: None where the entry did not open for this auditor."""

    number: int
    at: datetime
    member: UUID | None = None
    verb: str = ""
    records: tuple[UUID, ...] = ()
    why: str = ""


def auditors_halves(member: Member, passphrase: str) -> list[PrivateHalf]:
    """Return the private halves of the auditors' locks, newest first, as far as a member holds them; the caller wipes their seeds.

    Raises: locks.WrongPassphrase; NoSuchLock where a security key is needed as well.
    """
    own = PrivateHalf.of(seed_of(member, passphrase, None))
    halves = []
    for grant in Grant.objects.filter(member=member, version__compartment__key=AUDIT).select_related("version__compartment").order_by("-version__number"):
        version = grant.version
        info = purposes.grant(version.compartment_id, version.number, version.compartment.tier, member.id)
        halves.append(PrivateHalf.of(own.unwrap(bytes(grant.wrap), info=info)))
    wipe(own.seed)
    return halves


def readings(halves: list[PrivateHalf], *, since: datetime) -> Iterator[Reading]:
    """Yield what was read since a moment, oldest first. Raises: reads.Broken."""
    for number, moment, sealed, _link in reads.entries(Path(settings.HOME) / FILE):
        at = datetime.fromisoformat(moment)
        if at >= since:
            yield _opened(number, at, sealed, halves)


def _opened(number: int, at: datetime, sealed: bytes, halves: list[PrivateHalf]) -> Reading:
    for half in halves:
        try:
            details = reads.details(sealed, half)
        except LockError:
            continue
        records = details.get("records")
        return Reading(
            number, at, UUID(str(details["member"])), str(details["verb"]),
            tuple(UUID(one) for one in records) if isinstance(records, list) else (), str(details.get("why", "")),
        )  # fmt: skip
    return Reading(number, at)
