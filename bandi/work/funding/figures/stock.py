"""Figures of material handed out.

May import: this package's models, activities' figures, records.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bandi.foundation.records.asking import Wording, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.foundation.reference.writing import write_number
from bandi.register.activities.figures.narrowing import named_activities, narrowings, said_as
from bandi.work.funding.models import HandOut


def handed_out_in(starts_on: date, ends_on: date) -> list[HandOut]:
    """Return the hand-outs of a period: by their own date, otherwise by that of their activity; without either they belong to no period."""
    rows = HandOut.objects.in_use().filter(item__is_removed=False).select_related("item__kind", "activity").order_by("starts_on", "item__name_en", "item__name_ko", "record_id")
    return [row for row in rows if row.day_span is not None and row.day_span.overlaps(starts_on, ends_on)]


def measure_material(question: Question) -> Answer | None:
    """Answer how many pieces of material were handed out in the period, of one unit only; what nobody counted is named and not counted."""
    by, named = narrowings(question), named_activities(question)
    rows = [row for row in handed_out_in(question.starts_on, question.ends_on) if not question.evidence or row.activity_id in named]
    if "item" in by:
        rows = [row for row in rows if said_as(by["item"], (row.item.name_en, row.item.name_ko))]
    if "kind" in by:
        rows = [row for row in rows if row.item.kind and said_as(by["kind"], (row.item.kind.key, row.item.kind.label_en, row.item.kind.label_ko))]
    if "unit" in by:
        rows = [row for row in rows if said_as(by["unit"], (row.item.unit,))]
    if not rows:
        return None
    counted = [(row, row.quantity) for row in rows if row.quantity is not None]
    units = {row.item.unit for row, _quantity in counted}
    if not counted:
        return Answer(None, tuple(row.pk for row in rows), f"{len(rows)} {'hand-out was' if len(rows) == 1 else 'hand-outs were'} not counted.", f"배부 {len(rows)}건은 수량을 세지 않았습니다.")
    if len(units) > 1:
        return Answer(None, tuple(row.pk for row in rows), f"The material is counted in {len(units)} units, which are not added up; name one with “unit = …”.", f"단위가 {len(units)}가지여서 더하지 않았습니다. “unit = …”로 하나를 정해 주세요.")
    total, uncounted = sum((quantity for _row, quantity in counted), Decimal(0)), len(rows) - len(counted)
    english = f"{write_number(total, 'en')} handed out in {len(counted)} {'hand-out' if len(counted) == 1 else 'hand-outs'}" + (f"; {uncounted} more {'was' if uncounted == 1 else 'were'} not counted." if uncounted else ".")
    korean = f"배부 {len(counted)}건에서 {write_number(total, 'ko')}개를 나누어 주었습니다." + (f" 세지 않은 배부가 {uncounted}건 더 있습니다." if uncounted else "")
    return Answer(total, tuple(row.pk for row in rows), english, korean)


FIGURES = (
    Figure(
        "funding.material", "Material handed out", "배부한 물품",
        "Pieces of material handed out in the period, by the date of the hand-out or of its activity; narrowed by “with item = …”, “kind = poster”, “unit = copies”. Different units are never added up; what nobody counted is not in it.",
        "기간 중에 나누어 준 물품의 수량입니다. “with item = …”, “kind = …”, “unit = …”로 좁힙니다. 단위가 다르면 더하지 않으며, 세지 않은 것은 넣지 않습니다.",
        measure_material, worded(Wording(0.97, how=r"\b(?:material|hand-out) records\b"), Wording(0.9, how=r"\bmaterials? handed out\b")),
    ),
)  # fmt: skip
