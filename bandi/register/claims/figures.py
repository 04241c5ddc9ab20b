"""Figures of what comes from outside: reference series, context facts.

May import: this package's models, records.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bandi.foundation.records.asking import Wording, closest, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.claims.models import ContextFact, ReferenceSeries, SeriesPoint

_SERIES = re.compile(r"series|yearly|by year", re.IGNORECASE)


def _series(question: Question) -> ReferenceSeries | None:
    """Return the series a question means; the only one where there is one."""
    rows = question.once("claims.series", lambda: list(ReferenceSeries.objects.in_use().select_related("record")))
    candidates = [(row, f"{row.title_en} {row.record.ref.replace('_', ' ')}") for row in rows]
    best = closest(f"{question.statement} {question.how}", candidates)
    if best is None and len(rows) == 1 and _SERIES.search(question.how):
        return rows[0]
    return best


def _points(question: Question, series: ReferenceSeries) -> list[SeriesPoint]:
    return question.once(f"claims.points.{series.pk}", lambda: list(series.points.all()))


def measure_sum(question: Question) -> Answer | None:
    """Answer the sum of all rows of a series, the bundled one included."""
    series = _series(question)
    points = _points(question, series) if series else []
    if series is None or not points:
        return None
    total = sum((point.value for point in points), Decimal(0))
    return Answer(
        total, (series.pk,), f"The {len(points)} rows of the series add up to {total:,.0f}.", f"통계 {len(points)}행을 더하면 {total:,.0f}입니다."
    )


def measure_of_year(question: Question) -> Answer | None:
    """Answer the value of a series for the year of the claim, and how it changed."""
    series = _series(question)
    points = {point.year: point for point in (_points(question, series) if series else []) if not point.is_bundle}
    point = points.get(question.starts_on.year)
    if series is None or point is None:
        return None
    before = points.get(point.year - 1)
    more, more_ko = "", ""
    if before and before.value:
        change = point.value - before.value
        share = change / before.value * 100
        more = f", {change:+,.0f} ({share:+.1f} %) on the year before"
        more_ko = f" 전년보다 {change:+,.0f}({share:+.1f}%)입니다."
    return Answer(point.value, (series.pk,), f"The series has {point.value:,.0f} for {point.year}{more}.", f"{point.year}년 통계는 {point.value:,.0f}입니다.{more_ko}")


def measure_bundle(question: Question) -> Answer | None:
    """Answer the row of a series in which several years stand together."""
    series = _series(question)
    for point in _points(question, series) if series else []:
        if point.is_bundle and series is not None:
            return Answer(
                point.value, (series.pk,), f"The row “{point.label}” has {point.value:,.0f} for several years together.",
                f"‘{point.label}’ 행은 여러 해를 합한 {point.value:,.0f}입니다.",
            )  # fmt: skip
    return None


def measure_context(question: Question) -> Answer | None:
    """Answer with a fact from outside that names its source; one without a source is no evidence."""
    rows = question.once("claims.facts", lambda: list(ContextFact.objects.in_use().select_related("record")))
    own = str(question.parameters.get("claim", ""))
    sourced = [row for row in rows if row.source and row.value is not None and row.unit == question.unit]
    fact = next((row for row in sourced if row.record.ref == own), None) or closest(
        question.statement, [(row, row.statement_en or row.statement_ko) for row in sourced], least=0.7
    )
    if fact is not None:
        stated = f" ({fact.stated_on})" if fact.stated_on else ""
        return Answer(
            fact.value, (fact.pk,), f"The source says {fact.value.normalize():f}: {fact.source}{stated}.", f"출처에는 {fact.value.normalize():f}로 되어 있습니다: {fact.source}{stated}."
        )
    kept = next((row for row in rows if row.record.ref == own), None)
    return Answer(
        None, (kept.pk,) if kept else (),
        "A number about the world; its source is still to be named.", "외부 사실에 관한 수이며 출처를 밝혀야 합니다.",
    )  # fmt: skip


FIGURES = (
    Figure(
        "claims.series_sum", "Sum of a series", "통계의 합계", "The sum of all rows of a series from outside.", "외부 통계의 모든 행을 더한 값입니다.",
        measure_sum, worded(
            Wording(0.97, how=r"sum of the yearly|sum of the (?:series|rows)|sum of all years"),
            Wording(0.92, statement=r"table total|합계|누적", unless=r"context"),
        ),
    ),
    Figure(
        "claims.series_year", "Year of a series", "통계의 한 해", "The value of one year in a series from outside.", "외부 통계에서 한 해의 값입니다.",
        measure_of_year, worded(
            Wording(0.97, how=r"value of the year|year in the (?:reference )?series"),
            Wording(0.91, statement=r"\bin (?:19|20)\d\d\b|(?:19|20)\d\d년", unless=r"context|sum|count"),
        ),
    ),
    Figure(
        "claims.series_bundle", "Bundled years of a series", "통계의 묶음", "The row of a series in which several years stand together.", "여러 해를 합한 통계의 행입니다.",
        measure_bundle, worded(
            Wording(0.98, how=r"opening balance of the (?:reference )?series|bundle"),
            Wording(0.93, statement=r"up to and including|until|이전까지|까지의", unless=r"context|sum|count"),
        ),
    ),
    Figure(
        "claims.context", "Fact from outside", "외부 사실", "A number about the world with its source and date.", "출처와 날짜가 있는 외부의 수입니다.",
        measure_context, worded(Wording(0.9, how=r"context"), Wording(0.3, how=r"text of \d{4}|source")),
    ),
)  # fmt: skip
