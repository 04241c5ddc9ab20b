"""What is due to funders: reports, audits and meetings that were not sent or held yet.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from bandi.foundation.records.due import NOTHING, Asked, Due, Kind, Window, may_be_named, source
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.statements import Given
from bandi.foundation.reference.texts import Text
from bandi.work.funding.models import GrantState, ReportingDuty


def _duties(sight: Any, most: int, upto: Given | None) -> QuerySet[Any]:
    rows = ReportingDuty.objects.visible_to(sight).filter(sent_on__isnull=True, due_on__isnull=False, grant__is_removed=False)
    rows = rows.exclude(grant__state=GrantState.REFUSED)
    if upto is not None:
        rows = rows.filter(due_on__lte=upto)
    return rows.select_related("grant__funder", "owner").order_by("due_on")[:most]


_DUTIES: Asked[ReportingDuty] = Asked(_duties)


@source
def reporting_duties(window: Window) -> Iterator[Due]:
    """Yield what is owed to a funder by a day and was not sent; of a grant that was refused nothing is owed."""
    for row in _DUTIES.of(window):
        if row.due_on is None:
            continue
        named = may_be_named(row.grant)
        yield Due(
            on=row.due_on, kind=Kind.REPORTING, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk,
            about=Text(*row.grant.labels()) if named else NOTHING, owner=row.owner_id,
            owner_name=Text(*row.owner.labels()) if row.owner and may_be_named(row.owner) else NOTHING,
            is_open=row.handling == Handling.OPEN and row.grant.handling == Handling.OPEN,
        )  # fmt: skip
