"""What is due in programmes: until when volunteers may answer a call, and the shifts that lie ahead. Those of the past are nobody's to do.

May import: the foundation, the register, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from bandi.foundation.records.due import NOTHING, Asked, Due, Kind, Window, may_be_named, source
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.statements import DATE_VALUE, Given
from bandi.foundation.reference.texts import Text
from bandi.work.programmes.models import Shift, VolunteerCall


def _calls(sight: Any, most: int, upto: Given | None) -> QuerySet[Any]:
    rows = VolunteerCall.objects.visible_to(sight).filter(closes_on__gte=_TODAY)
    if upto is not None:
        rows = rows.filter(closes_on__lte=upto)
    return rows.select_related("activity", "programme").order_by("closes_on", "pk")[:most]


def _shifts(sight: Any, most: int, upto: Given | None) -> QuerySet[Any]:
    rows = Shift.objects.visible_to(sight).filter(held_on__gte=_TODAY)
    if upto is not None:
        rows = rows.filter(held_on__lte=upto)
    return rows.select_related("activity", "call").order_by("held_on", "starts_at", "pk")[:most]


_TODAY = Given("today", DATE_VALUE)
_CALLS: Asked[VolunteerCall] = Asked(_calls)
_SHIFTS: Asked[Shift] = Asked(_shifts)


@source
def calls(window: Window) -> Iterator[Due]:
    """Yield the calls for volunteers that are still open, on their last day."""
    for row in _CALLS.of(window, today=window.today):
        if row.closes_on is not None:
            yield Due(on=row.closes_on, kind=Kind.CALL, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk,
                      about=_named(row.activity, row.programme), is_open=row.handling == Handling.OPEN)  # fmt: skip


@source
def shifts(window: Window) -> Iterator[Due]:
    """Yield the shifts of volunteers from today on."""
    for row in _SHIFTS.of(window, today=window.today):
        yield Due(on=row.held_on, kind=Kind.SHIFT, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk,
                  about=_named(row.activity, row.call), is_open=row.handling == Handling.OPEN)  # fmt: skip


def _named(*related: object) -> Text:
    """Return the name of the first related record that may be named."""
    return next((Text(*one.labels()) for one in related if one is not None and may_be_named(one)), NOTHING)  # type: ignore[attr-defined]
