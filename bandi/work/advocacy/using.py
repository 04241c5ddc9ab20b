"""Where letters and submissions name somebody by a code, and what they say: offered to whoever must take something back."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from bandi.foundation.access.models import Account
from bandi.foundation.records.uses import Sought, Use, source, writings
from bandi.work.advocacy.models import Letter, Submission, TextVersion

MOST_CODES = 100


@source
def texts(sought: Sought) -> Iterator[Use]:
    """Yield the letters and submissions one of whose versions holds one of the codes: what went out may be an earlier one."""
    if not sought.codes:
        return
    named = Q(*[("body__contains", code) for code in sorted(sought.codes)[:MOST_CODES]], _connector=Q.OR)
    keys = TextVersion.objects.filter(named).values("record")
    for model in (Letter, Submission):
        out = set(model.objects.out().filter(pk__in=keys).values_list("pk", flat=True))
        for row in model.objects.visible_to(sought.reader).filter(pk__in=keys):
            english, korean = row.labels()
            yield Use(row._meta.label_lower, row.pk, english, korean, is_out=row.pk in out)


@writings
def words(reader: Account | None) -> Iterator[tuple[Use, str]]:
    """Yield each letter and submission with the words of all its versions."""
    said: dict[UUID, list[str]] = {}
    for record, body in TextVersion.objects.exclude(body="").values_list("record", "body"):
        said.setdefault(record, []).append(body)
    for model in (Letter, Submission):
        out = set(model.objects.out().filter(pk__in=said).values_list("pk", flat=True))
        for row in model.objects.visible_to(reader).filter(pk__in=said):
            english, korean = row.labels()
            yield Use(row._meta.label_lower, row.pk, english, korean, is_out=row.pk in out), "\n".join(said[row.pk])
