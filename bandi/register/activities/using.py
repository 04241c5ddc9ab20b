"""Where a personal text has words: offered to whoever must take something back after a withdrawal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from bandi.foundation.records.uses import Sought, Use, source
from bandi.register.activities.models import HeldText


@source
def held_texts(sought: Sought) -> Iterator[Use]:
    """Yield the personal texts among what is sought whose words stand there."""
    rows = HeldText.objects.visible_to(sought.reader).filter(pk__in=sought.records).exclude(Q(text_en="") & Q(text_ko=""))
    for row in rows:
        yield Use(row._meta.label_lower, row.pk, *row.labels())
