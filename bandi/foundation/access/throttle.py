"""Slowing down those who guess passwords.

Guards against: a machine that tries many passwords for one name, or one password for many names.
Guarantees:     after `PER_PAIR` failures of one name from one source, or `PER_SOURCE` from one source, within an hour,
                further tries from there are refused unread; the owner signs in from elsewhere as before.
Not against:    guessing from very many sources at once; that needs the second factor.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from bandi.foundation.access.models import Attempt

PER_PAIR = 8
PER_SOURCE = 60
WINDOW = timedelta(hours=1)


def _digest(purpose: str, text: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{text}".encode(), hashlib.sha256).digest()


def refuses(username: str, source: str) -> bool:
    """Return whether a try of `username` from address `source` is refused unread."""
    recent = Attempt.objects.filter(source_digest=_digest("source", source), at__gt=timezone.now() - WINDOW)
    if recent.count() >= PER_SOURCE:
        return True
    return recent.filter(account_digest=_digest("account", username.strip().lower())).count() >= PER_PAIR


def failed(username: str, source: str) -> None:
    """Remember a failure and forget those older than the window."""
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - WINDOW).delete()
    Attempt.objects.create(
        account_digest=_digest("account", username.strip().lower()), source_digest=_digest("source", source), at=now
    )


def succeeded(username: str, source: str) -> None:
    """Forget the failures of `username` from `source`."""
    Attempt.objects.filter(
        account_digest=_digest("account", username.strip().lower()), source_digest=_digest("source", source)
    ).delete()
