"""Checks of claims against one another and against what comes from outside.

May import: the foundation, this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bandi.foundation.records.asking import stems
from bandi.foundation.records.findings import Finding, Scope
from bandi.foundation.records.spellings import Piece
from bandi.register.claims.comparing import bare
from bandi.register.claims.measuring import claims_of
from bandi.register.claims.models import Claim, OpeningBalance, ReferenceSeries

_TOTAL = re.compile(r"\btotal\b|since the beginning|to date|합계|누계", re.IGNORECASE)
_NEAR = 3  # lines of the printed text
_UNITS_OF_THINGS = frozenset({"people", "persons", "students", "recipients", "명"})


def of_year(scope: Scope) -> list[Claim]:
    """Return the claims of the year, read once for all checks."""
    return scope.once("claims.of_year", lambda: claims_of(scope.year))


def texts(scope: Scope) -> Iterator[Piece]:
    """Yield the statements of the claims."""
    for claim in of_year(scope):
        yield Piece(claim.pk, claim.statement_en)


def check_exclusive(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for two claims about the same thing that state different numbers."""
    claims = [claim for claim in of_year(scope) if claim.value is not None]
    for place, one in enumerate(claims):
        for other in claims[place + 1 :]:
            if one.unit != other.unit or one.value == other.value or one.unit not in _UNITS_OF_THINGS | {"year"}:
                continue
            if not _say_the_same(one, other):
                continue
            assert one.value is not None and other.value is not None
            yield Finding(
                key=f"sums:two:{one.mark}:{other.mark}", kind="sums", severity="doubt",
                message_en=f"Two numbers stand for what looks like one thing: {bare(one.value)} ({one.statement_en or one.statement_ko}) and {bare(other.value)} ({other.statement_en or other.statement_ko}).",
                message_ko=f"같은 대상에 두 수가 있습니다: {bare(one.value)}({one.statement_ko or one.statement_en}), {bare(other.value)}({other.statement_ko or other.statement_en}).",
                records=(one.pk, other.pk), claims=(one.mark, other.mark),
            )  # fmt: skip


def _say_the_same(one: Claim, other: Claim) -> bool:
    """Whether two statements about the world share most of their words, or are told in one place about one record."""
    words, others = stems(one.statement_en or one.statement_ko), stems(other.statement_en or other.statement_ko)
    shared = len(words & others) / max(1, min(len(words), len(others)))
    if not one.origin == other.origin == "external_context":
        return False
    if one.evidence and one.evidence == other.evidence and one.source_line and other.source_line:
        return (abs(one.source_line - other.source_line) <= _NEAR and len(words & others) >= 2) or (len(words & others) >= 3 and shared >= 0.5)
    return len(words & others) >= 3 and shared >= 0.5


def check_series(scope: Scope) -> Iterator[Finding]:
    """Yield a hint for each series whose sum a claim states rightly, and a contradiction for one stated wrongly."""
    for series in ReferenceSeries.objects.in_use():
        points = list(series.points.all())
        total = sum((point.value for point in points), Decimal(0))
        words = stems(f"{series.title_en} {series.unit_en}")
        for claim in of_year(scope):
            if claim.value is None or not re.search(r"sum of the", claim.how) or not _TOTAL.search(claim.statement_en + claim.statement_ko):
                continue
            if not words & stems(f"{claim.statement_en} {claim.how} {claim.unit}") and len(points) < 2:
                continue
            agrees = claim.value == total
            yield Finding(
                key=f"sums:series:{claim.mark}", kind="sums", severity="hint" if agrees else "contradiction",
                message_en=f"Confirmed: the {len(points)} rows of “{series.title_en}” add up to the stated {bare(total)}."
                if agrees else f"The {len(points)} rows of “{series.title_en}” add up to {bare(total)}; {bare(claim.value)} is stated.",
                message_ko=f"확인됨: 「{series.title_ko or series.title_en}」의 {len(points)}행을 더하면 본문의 {bare(total)}과 같습니다."
                if agrees else f"「{series.title_ko or series.title_en}」의 {len(points)}행을 더하면 {bare(total)}이지만 본문은 {bare(claim.value)}입니다.",
                records=(series.pk,), claims=(claim.mark,),
            )  # fmt: skip


def check_running_totals(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for a total to date of which the beginning is not on record, with what the total implies."""
    balances = list(OpeningBalance.objects.in_use().filter(year=scope.year - 1))
    for claim in of_year(scope):
        if claim.qualifier != "total_to_date" or not re.search(r"opening balance plus|running total", claim.how) or claim.value is None:
            continue
        if any(stems(balance.topic_en or balance.topic_ko) & stems(claim.statement_en or claim.statement_ko) for balance in balances):
            continue
        this_year = next((c for c in of_year(scope) if c.evidence == claim.evidence and c.qualifier == "exact" and c.value and c.unit == claim.unit), None)
        implied = bare(claim.value - this_year.value) if this_year is not None and this_year.value is not None else ""
        more = f"; with {bare(this_year.value)} for the year it implies {implied} at the end of {scope.year - 1}" if implied and this_year and this_year.value else ""
        more_ko = f" 올해 수를 빼면 {scope.year - 1}년 말 {implied}이 됩니다." if implied else ""
        yield Finding(
            key=f"sums:running:{claim.mark}", kind="sums", severity="doubt",
            message_en=f"The total of {bare(claim.value)} to date has no opening balance on record{more}.",
            message_ko=f"누계 {bare(claim.value)}의 이전 누계가 기록되어 있지 않습니다.{more_ko}", records=(claim.pk,), claims=(claim.mark,),
        )  # fmt: skip


def check_foreword(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for a foreword whose stated year does not lie after the end of the period."""
    for claim in of_year(scope):
        if claim.value is None or claim.unit not in ("year", "년") or not re.search(r"after the end of the", claim.how):
            continue
        if int(claim.value) <= scope.ends_on.year:
            yield Finding(
                key=f"dates:foreword:{claim.mark}", kind="dates", severity="contradiction",
                message_en=f"The foreword is dated {int(claim.value)}, before the end of the period it looks back on ({scope.ends_on}).",
                message_ko=f"머리말의 날짜가 {int(claim.value)}년으로, 돌아보는 기간이 끝나는 {scope.ends_on}보다 앞섭니다.",
                records=(claim.pk,), claims=(claim.mark,),
            )  # fmt: skip


def check_sources(scope: Scope) -> Iterator[Finding]:
    """Yield one hint for the numbers about the world that name no source."""
    open_ones = [claim for claim in of_year(scope) if claim.origin == "external_context" and claim.state == "no_evidence" and claim.value is not None]
    if open_ones:
        yield Finding(
            key="unbound:sources", kind="unbound", severity="hint",
            message_en=f"{len(open_ones)} numbers about the world name no source yet.", message_ko=f"출처를 밝히지 않은 외부 사실의 수가 {len(open_ones)}개 있습니다.",
            records=tuple(claim.pk for claim in open_ones), claims=tuple(claim.mark for claim in open_ones),
        )  # fmt: skip


CHECKS = {
    "claims.exclusive": check_exclusive,
    "claims.series": check_series,
    "claims.running_totals": check_running_totals,
    "claims.foreword": check_foreword,
    "claims.sources": check_sources,
}
