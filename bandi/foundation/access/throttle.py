"""Slowing down those who guess, without locking the owner out.

Guards against: a machine that tries many passphrases for one name, one passphrase for many names, from one source or from
                ten thousand; and many tries at once, because a try is written down before it is read.
Guarantees:     for one name from unknown browsers: `FREE` tries, then a pause that doubles with each failure up to `LONGEST`, and
                none at all after `MOST` failures in a row (SP 800-63B allows 100). For the whole house from unknown browsers: `HOUSE`
                failures an hour; from one source `PER_SOURCE`. Unknown names are counted exactly like known ones.
The owner:      a browser in which she was before, and her security key, have lanes of their own, which failures of strangers do
                not touch. There, too, tries are counted: a stolen laptop must not guess for ever.
Not against:    keeping out, while an attack lasts, an owner who comes with a new browser and no security key.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandi.foundation.access.models import Attempt
from bandi.foundation.vault import operational

STRANGER = ""
FREE = 5
LONGEST = timedelta(hours=6)
MOST = 100
KNOWN_FREE = 10
KNOWN_LONGEST = timedelta(minutes=15)
PER_SOURCE = 60
HOUSE = 80
HOUR = timedelta(hours=1)
MEMORY = timedelta(days=90)


@dataclass(frozen=True)
class Try:
    """One try: the name as typed, the lane it comes through ("" is an unknown browser), the network address."""

    name: str
    lane: str
    source: str

    @property
    def account_digest(self) -> bytes:
        return _digest("account", self.name.strip().lower())

    @property
    def lane_digest(self) -> bytes:
        return _digest("lane", self.lane)

    @property
    def source_digest(self) -> bytes:
        return _digest("source", network(self.source))


def _digest(purpose: str, text: str) -> bytes:
    return hmac.new(operational.derived("throttle"), f"{purpose}:{text}".encode(), hashlib.sha256).digest()


def network(source: str) -> str:
    """Return what counts as one source: an IPv4 address, or the /64 that one IPv6 customer holds."""
    try:
        address = ipaddress.ip_address(source)
    except ValueError:
        return source
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def pause_after(failures: int, lane: str) -> timedelta:
    """Return how long the next try must wait after so many failures in a row."""
    free, longest = (FREE, LONGEST) if lane == STRANGER else (KNOWN_FREE, KNOWN_LONGEST)
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - free, 30)), longest)


@transaction.atomic
def admits(attempt: Try) -> bool:
    """Return whether this try may be read, and write it down as failed until `succeeded` says otherwise."""
    now = timezone.now()
    of_lane = Attempt.objects.filter(account_digest=attempt.account_digest, lane_digest=attempt.lane_digest)
    failures = of_lane.filter(at__gt=now - MEMORY).count()
    last = of_lane.order_by("-at").values_list("at", flat=True).first()
    if failures >= MOST or (last and now - last < pause_after(failures, attempt.lane)):
        return False
    if attempt.lane == STRANGER:
        lately = Attempt.objects.filter(at__gt=now - HOUR, lane_digest=attempt.lane_digest)
        if lately.count() >= HOUSE or lately.filter(source_digest=attempt.source_digest).count() >= PER_SOURCE:
            return False
    Attempt.objects.filter(at__lt=now - MEMORY).delete()
    Attempt.objects.create(
        account_digest=attempt.account_digest, lane_digest=attempt.lane_digest, source_digest=attempt.source_digest, at=now
    )
    return True


def succeeded(attempt: Try) -> int:
    """Forget the failures of this name in this lane; return how many there were, the successful try not counted."""
    forgotten, _kinds = Attempt.objects.filter(
        account_digest=attempt.account_digest, lane_digest=attempt.lane_digest
    ).delete()
    return max(forgotten - 1, 0)


def strangers_failures(name: str) -> int:
    """Return how many tries for a name from unknown browsers have failed in a row."""
    probe = Try(name, STRANGER, "")
    return Attempt.objects.filter(account_digest=probe.account_digest, lane_digest=probe.lane_digest).count()


def forgive(name: str) -> None:
    """Forget all failures of a name, in all lanes: its passphrase was made anew."""
    Attempt.objects.filter(account_digest=Try(name, STRANGER, "").account_digest).delete()
