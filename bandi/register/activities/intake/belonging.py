"""What belongs to what, where a file of activities does not say so itself.

The rule. B belongs to A when A and B name each other as related, A is the first that B names, B's time lies within A's,
and there are at least two such B. What is known only to the year lies within nothing. It is asked only of a file in which no activity has `part_of`: a file that uses the
key says all it has to say.
May import: records.
"""

from __future__ import annotations

from collections import defaultdict

from bandi.foundation.records.dating import span_of
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.reference.dates import DateSpan, Precision


def inferred(rows: list[Row]) -> dict[str, str]:
    """Return the id of the activity that each activity belongs to, by the rule; empty when the file says it itself."""
    if any(row.values.get("part_of") for row in rows):
        return {}
    related = {row.ref: _related(row) for row in rows}
    spans = {row.ref: _span(row) for row in rows}
    candidates: dict[str, list[str]] = defaultdict(list)
    for ref, others in related.items():
        first = others[0] if others else ""
        if first not in related or first == ref or spans[ref].precision is Precision.YEAR:
            continue
        if ref in related[first] and spans[first].contains(spans[ref]):
            candidates[first].append(ref)
    wholes = {whole: parts for whole, parts in candidates.items() if len(parts) >= 2}
    return {part: whole for whole, parts in wholes.items() for part in parts if whole not in wholes.get(part, [])}


def _related(row: Row) -> list[str]:
    try:
        return row.parts("related_ids")
    except RowProblem:
        return []


def _span(row: Row) -> DateSpan:
    try:
        return span_of(row)
    except RowProblem:
        return DateSpan.unknown()


def goes_in_a_circle(part: str, whole: str, above: dict[str, str]) -> bool:
    """Return whether `part` would end up inside itself if it belonged to `whole`; `above` says what belongs to what."""
    seen = {part}
    while whole:
        if whole in seen:
            return True
        seen.add(whole)
        whole = above.get(whole, "")
    return False
