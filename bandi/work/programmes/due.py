"""What is due in programmes: until when volunteers may answer a call, and the shifts that lie ahead. Those of the past are nobody's to do.

May import: the foundation, the register, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator

from bandi.foundation.records.due import NOTHING, Due, Kind, Window, may_be_named, source
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.texts import Text
from bandi.work.programmes.models import Shift, VolunteerCall


@source
def calls(window: Window) -> Iterator[Due]:
    """Yield the calls for volunteers that are still open, on their last day."""
    rows = VolunteerCall.objects.visible_to(window.account).filter(closes_on__gte=window.today)
    if window.upto:
        rows = rows.filter(closes_on__lte=window.upto)
    for row in rows.select_related("activity", "programme").order_by("closes_on", "pk")[: window.most]:
        if row.closes_on is not None:
            yield Due(on=row.closes_on, kind=Kind.CALL, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk,
                      about=_named(row.activity, row.programme), is_open=row.handling == Handling.OPEN)  # fmt: skip


@source
def shifts(window: Window) -> Iterator[Due]:
    """Yield the shifts of volunteers from today on."""
    rows = Shift.objects.visible_to(window.account).filter(held_on__gte=window.today)
    if window.upto:
        rows = rows.filter(held_on__lte=window.upto)
    for row in rows.select_related("activity", "call").order_by("held_on", "starts_at", "pk")[: window.most]:
        yield Due(on=row.held_on, kind=Kind.SHIFT, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk,
                  about=_named(row.activity, row.call), is_open=row.handling == Handling.OPEN)  # fmt: skip


def _named(*related: object) -> Text:
    """Return the name of the first related record that may be named."""
    return next((Text(*one.labels()) for one in related if one is not None and may_be_named(one)), NOTHING)  # type: ignore[attr-defined]
