"""The day of the house: one that does not go back when somebody sets the machine's clock back.

Guards against: what has run out (a consent, an embargo) coming to life again because a clock was changed: set back, moved to another
                time zone by a visitor's browser, or turned at the end of summer time.
Guarantees:     a day is counted in the office's own time zone, whoever asks; it is never earlier than the newest entries of the journal.
Not against:    a clock that ran ahead: what ran out by it stays out until `LOOKED_AT` further entries were made. That is the safe side.

May import: the standard library, Django, this package's models.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from bandi.foundation.audit.models import Entry

LOOKED_AT = 1000


def moment() -> datetime:
    """Return now, or the moment of the latest of the newest entries where the clock lies behind it."""
    newest = Entry.objects.order_by("-sequence").values_list("at", flat=True)[:LOOKED_AT]
    return max([timezone.now(), *newest])


def today() -> date:
    """Return the day of the house in the office's time zone."""
    return timezone.localtime(moment(), timezone.get_default_timezone()).date()
