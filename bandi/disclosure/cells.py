"""Small cells: counts of people under five in a table, and counts that were left out but can be reckoned from a sum.

May import: the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SMALLEST = 5
_PEOPLE = re.compile(
    r"명|인원|사람|남(?:성|자)?$|여(?:성|자)?$|아동|청소년|학생|생존자|피해자|탈북|입국|참가자|참석자|수혜자|장학생|멘티|멘토|환자|상담|증언자|구출|연령|나이|세$|"
    r"people|persons?|wom[ae]n|\bm[ae]n\b|female|male|girls?|boys?|child|student|survivor|victim|arrival|participant|attend|beneficiar|mentee|mentor|patient|"
    r"client|witness|interviewee|rescued|detainee|escapee|defector|age|adults?|minors?|famil", re.I)  # fmt: skip
_THINGS = re.compile(r"횟수|회수|차수|부수|건수|개수|권수|편수|기사|보도|책|금액|원$|달러|회$|건$|sessions?|times|copies|articles?|items|books?|letters?|submissions?|events?|meetings?|lectures?|amount|KRW|USD|hours?|days?|months?|pages?|year$|연도|월$|no\.?$|번호|순번", re.I)
_TOTAL = re.compile(r"합계|총계|소계|계$|전체|total|sum|all$", re.I)


@dataclass(frozen=True, slots=True)
class CellLeak:
    """A cell that tells of few people, by row and column. detail: "small", or "reckoned" where a sum gives away what was left out."""

    row: int
    column: int
    detail: Literal["small", "reckoned"]


def counts_people(columns: Sequence[str], rows: Sequence[str], title: str = "") -> bool:
    """Return whether the words around a table say that it counts people, not things or days."""
    return bool(_PEOPLE.search(title)) or any(_PEOPLE.search(one) for one in columns) or any(_PEOPLE.search(one) for one in rows)


def find_in_cells(columns: Sequence[str], rows: Sequence[str], counts: Sequence[Sequence[int | None]], *, title: str = "") -> list[CellLeak]:
    """Return the cells that tell of fewer than five people. None is a cell that was left out; 0 tells of nobody.

    Columns of things (sessions, copies, won) are passed over. A single cell left out of a row or column whose sum is printed is found too.
    """
    if not counts_people(columns, rows, title):
        return []
    wanted = [place for place, name in enumerate(columns) if not _THINGS.search(name.strip())]
    found = [
        CellLeak(row, column, "small") for row, values in enumerate(counts) for column in wanted
        if column < len(values) and values[column] is not None and 0 < values[column] < SMALLEST and not _THINGS.search(rows[row].strip() if row < len(rows) else "")  # type: ignore[operator]
    ]  # fmt: skip
    total_column = next((place for place, name in enumerate(columns) if _TOTAL.search(name.strip())), None)
    total_row = next((place for place, name in enumerate(rows) if _TOTAL.search(name.strip())), None)
    for row, values in enumerate(counts):
        if total_column is not None and row != total_row and (gap := _only_gap(values, total_column)) is not None:
            found.append(CellLeak(row, gap, "reckoned"))
    for column in wanted:
        values = [line[column] if column < len(line) else None for line in counts]
        if total_row is not None and column != total_column and (gap := _only_gap(values, total_row)) is not None:
            found.append(CellLeak(gap, column, "reckoned"))
    return list(dict.fromkeys(found))


def _only_gap(values: Sequence[int | None], total: int) -> int | None:
    """Return the place of the single value left out beside a printed sum, if what is missing is a small number of people."""
    if total >= len(values) or values[total] is None:
        return None
    gaps = [place for place, value in enumerate(values) if value is None and place != total]
    if len(gaps) != 1:
        return None
    rest = values[total] - sum(value for place, value in enumerate(values) if value is not None and place != total)  # type: ignore[operator]
    return gaps[0] if 0 < rest < SMALLEST else None
