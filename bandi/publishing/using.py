"""Where texts of editions name somebody by a code, and what they say: offered to whoever must take something back."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from bandi.foundation.access.models import Account
from bandi.foundation.records.uses import Sought, Use, source, writings
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
        yield _use(row)


@writings
def words(reader: Account | None) -> Iterator[tuple[Use, str]]:
    """Yield each edition with all its texts."""
    for row in Edition.objects.visible_to(reader).prefetch_related("sections"):
        yield _use(row), "\n".join(section.body for section in row.sections.all() if section.body)


def _use(row: Edition) -> Use:
    english, korean = row.labels()
    return Use(row._meta.label_lower, row.pk, english, korean, is_out=row.published_at is not None)
