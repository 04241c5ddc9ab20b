"""Binding a visit to its browser.

What is done:   beside the session cookie the browser holds a second one, whose value changes every few minutes. Whoever shows an
                old value after the new one was seen holds a copy: the visit ends for both, and the holder is told.
Guards against: a session cookie copied alone (from a log, a proxy, a screen), and the quiet use of a whole copied cookie jar beside
                the owner: at the latest when both have asked once after a change, both are out.
Not against:    a thief who copies the whole jar while the owner no longer uses hers, until the visit's own end; nor against
                software that works inside the owner's browser. Those need a key that cannot leave the device.
Values:         HMAC-SHA-256 of the visit's id and the generation under the operational key, so that pages asked for at the same time
                hand out the same value. The database alone does not yield one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from enum import Enum

from django.utils import timezone

from bandi.foundation.access.models import Visit
from bandi.foundation.vault import operational

TURN_EVERY = timedelta(minutes=5)
OVERLAP = timedelta(seconds=30)
"""How long after the browser showed a new value its other pages, asked for before, may still show the old one."""


class Shown(Enum):
    """What a browser showed: the right value, the one before while that is still in order, an old copy, or nothing of ours."""

    PRESENT = "present"
    PREVIOUS = "previous"
    COPY = "copy"
    NOTHING = "nothing"


def value(visit: Visit, generation: int) -> str:
    """Return the value of a generation, 43 characters."""
    text = f"{visit.id}:{generation}".encode()
    digest = hmac.new(operational.derived("visit binding"), text, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def judge(visit: Visit, shown: str) -> Shown:
    """Return what the value in the cookie says. The first value need not be shown: the browser gets it with the first page."""
    if shown and hmac.compare_digest(shown, value(visit, visit.generation)):
        return Shown.PRESENT
    if visit.generation == 0 and visit.confirmed_at is None:
        return Shown.PREVIOUS
    if shown and visit.generation and hmac.compare_digest(shown, value(visit, visit.generation - 1)):
        if visit.confirmed_at is None or timezone.now() - visit.confirmed_at < OVERLAP:
            return Shown.PREVIOUS
        return Shown.COPY
    older = range(max(visit.generation - 200, 0), visit.generation - 1)
    return Shown.COPY if shown and any(hmac.compare_digest(shown, value(visit, one)) for one in older) else Shown.NOTHING


def turn(visit: Visit, shown: Shown) -> list[str]:
    """Note that the browser showed the present value, or make the next one when it is time; return the changed fields."""
    now = timezone.now()
    if shown is Shown.PRESENT and visit.confirmed_at is None:
        visit.confirmed_at = now
        return ["confirmed_at"]
    if shown is Shown.PRESENT and visit.confirmed_at and now - visit.turned_at > TURN_EVERY:
        visit.generation, visit.turned_at, visit.confirmed_at = visit.generation + 1, now, None
        return ["generation", "turned_at", "confirmed_at"]
    return []
