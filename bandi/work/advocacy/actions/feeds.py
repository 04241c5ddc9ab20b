"""Making and taking back keys to the calendar feed, and finding whose feed a key opens.

Guards against: somebody who finds an old key, and a copy of the database. A key holds until it is taken back or its
                account is closed; only its digest is stored.
Not against:    who reads the address over a shoulder: whoever has the key has the feed. It holds titles of open records only.
"""

from __future__ import annotations

import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.work.advocacy.models import CalendarKey

MOST_KEYS = 10


@transaction.atomic
def make_calendar_key(*, name: str, language: str, by: Account) -> tuple[CalendarKey, str]:
    """Return a new key of one's own feed with the secret itself, which is shown once.

    Raises: NotPermitted; ValidationError when ten keys are open already.
    """
    require(by, Permission.RECORDS_READ)
    if CalendarKey.objects.filter(account=by, revoked_at__isnull=True).count() >= MOST_KEYS:
        raise ValidationError(_("Ten keys are open. Take one back before you make another."))
    secret = secrets.token_urlsafe(32)
    key = CalendarKey.objects.create(account=by, name=name.strip()[:80], language=language, digest=_digest(secret))
    journal.append("advocacy:calendarkey:make", by=by.id, change={"key": str(key.pk)})
    return key, secret


@transaction.atomic
def revoke_calendar_key(*, key: CalendarKey, by: Account) -> CalendarKey:
    """Take a key of one's own back; the feed it opened answers no more. Raises: NotPermitted."""
    require(by, Permission.RECORDS_READ)
    current = CalendarKey.objects.select_for_update().get(pk=key.pk, account=by)
    if current.revoked_at is None:
        current.revoked_at = timezone.now()
        current.save(update_fields=["revoked_at"])
        journal.append("advocacy:calendarkey:revoke", by=by.id, change={"key": str(key.pk)})
    return current


def reader_of(secret: str) -> CalendarKey | None:
    """Return the key that `secret` is, if it still opens a feed; remembers the day it was last used."""
    key = CalendarKey.objects.filter(digest=_digest(secret), revoked_at__isnull=True).select_related("account").first()
    if key is None or not key.account.is_active or not key.account.may(Permission.RECORDS_READ):
        return None
    if key.read_on != timezone.localdate():
        CalendarKey.objects.filter(pk=key.pk).update(read_on=timezone.localdate())
    return key


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
