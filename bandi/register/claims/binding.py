"""From a claim to the question it asks: its words, its period, the records it names. The printed value stays behind.

May import: the foundation, this package's models.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bandi.foundation.records.figures import Figure, Question, all_figures, bound_to
from bandi.foundation.reference.dates import DateError, parse_point
from bandi.register.claims.models import Claim

_POINT = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_OPEN_END = re.compile(r"^\s*(?:from|since|after)\b|부터\s*$", re.IGNORECASE)
_OPEN_START = re.compile(r"^\s*(?:to|until|up to|by)\b|까지\s*$", re.IGNORECASE)
_SECOND_MONTH = re.compile(r"(\d{4})-(\d{2})/(\d{2})\b(?!-)")


def period_of(text: str, year: int) -> tuple[date, date]:
    """Return the first and last day of a claim's period ("2024-01/2024-06", "from 2024-11-29", "to 2024-12").

    The year of the edition when it names none, or when it is written in words.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    text = _SECOND_MONTH.sub(r"\1-\2/\1-\3", text)
    points = []
    for match in _POINT.finditer(text):
        try:
            points.append(parse_point(match[0]))
        except DateError:
            continue
    if not points:
        return first, last
    starts, ends = min(point[0] for point in points), max(point[1] for point in points)
    if _OPEN_END.search(text):
        return starts, max(last, ends)
    if _OPEN_START.search(text):
        return min(first, starts), ends
    return starts, ends


def questions(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Question]]:
    """Yield each claim with its question; all questions share what figures read."""
    claims = list(claims)
    shared: dict[str, Any] = {}
    beside: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.source_line:
            beside[claim.section, claim.source_line].append(claim)
    for claim in claims:
        near: list[str] = []
        if not claim.evidence and claim.source_line:
            for other in beside[claim.section, claim.source_line]:
                near += [ref for ref in other.evidence if ref not in near]
        yield claim, question_of(claim, near=tuple(near), shared=shared)


def question_of(claim: Claim, *, near: tuple[str, ...] = (), shared: dict[str, Any] | None = None) -> Question:
    """Return what a claim asks of the records. Neither its value nor its note is part of the question."""
    starts_on, ends_on = period_of(claim.period, claim.year)
    return Question(
        how=claim.how,
        statement=claim.statement_en or claim.statement_ko,
        unit=claim.unit or claim.unit_ko,
        section=claim.section,
        starts_on=starts_on,
        ends_on=ends_on,
        year=claim.year,
        evidence=tuple(str(ref) for ref in claim.evidence),
        source_line=claim.source_line,
        parameters={**claim.parameters, "claim": claim.record.ref},
        near=near,
        shared={} if shared is None else shared,
    )


def figures_for(claim: Claim, question: Question) -> list[Figure]:
    """Return the figures that may answer a claim: the one it is bound to by hand first, then by its words.

    A number about the world is answered by what comes from outside, or by an attribute of a record it names.
    """
    every = all_figures()
    if claim.origin == "external_context":
        attribute = bool(claim.evidence) and re.search(r"\battribute of\b", claim.how)
        fitting = bound_to(question, among=[f for f in every if f.key.startswith("claims.") or (attribute and f.key.endswith(".ordinal"))])
    elif claim.origin == "quoted_headline":
        fitting = [f for f in every if f.key.endswith(".headline")] or bound_to(question)
    else:
        fitting = bound_to(question)
    by_hand = [f for f in every if f.key == claim.figure]
    return by_hand + [f for f in fitting if f.key != claim.figure]
