"""Where texts of editions name somebody by a code: offered to whoever must take something back."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from bandi.foundation.records.uses import Sought, Use, source
from bandi.publishing.models import Edition, EditionSection

MOST_CODES = 100


@source
def editions(sought: Sought) -> Iterator[Use]:
    """Yield the editions whose texts hold one of the codes."""
    named = Q(*[("body__contains", code) for code in sorted(sought.codes)[:MOST_CODES]], _connector=Q.OR)
    if not sought.codes:
        return
    keys = EditionSection.objects.filter(named).values("edition")
    for row in Edition.objects.visible_to(sought.reader).filter(pk__in=keys):
        english, korean = row.labels()
        yield Use(row._meta.label_lower, row.pk, english, korean, is_out=row.published_at is not None)
