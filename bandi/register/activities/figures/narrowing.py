"""Reading how a figure is narrowed: "media records with topic = china and month = 11".

May import: this package’s figures, records, reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from bandi.foundation.records.figures import Question
from bandi.foundation.reference.dates import DateError, DateSpan
from bandi.register.activities.figures.year import the_year

_PART = re.compile(r"(?:\bwith\b|\band\b|,)\s+([a-z_]+)\s*=\s*(.+?)(?=\s*(?:$|;|,\s*[a-z_]+\s*=|\band\s+[a-z_]+\s*=))", re.IGNORECASE)


def narrowings(question: Question) -> dict[str, str]:
    """Return what a question narrows by: its parameters, and what its words say ("with topic = china")."""
    written = {name.lower(): value.strip().strip("“”\"'") for name, value in _PART.findall(question.how)}
    return {**written, **{str(name): str(value) for name, value in question.parameters.items()}}


def said_as(value: str, names: Iterable[str | None]) -> bool:
    """Return whether `value` is one of `names`, without regard to case and to underscores for spaces."""
    wanted = _plain(value)
    return any(name and _plain(str(name)) == wanted for name in names)


def _plain(text: str) -> str:
    return text.replace("_", " ").replace("’", "'").strip().casefold()


def within(question: Question, day: date | None, written: str = "") -> bool:
    """Return whether something lies in the period: its day, otherwise its date as written; without either it does not."""
    if day is not None:
        return question.starts_on <= day <= question.ends_on
    try:
        return DateSpan.parse(written).overlaps(question.starts_on, question.ends_on) if written else False
    except DateError:
        return False


def named_activities(question: Question) -> set[Any]:
    """Return the ids of the activities a question names, empty where it names none."""
    return {activity.pk for activity in the_year(question).named(question.evidence)} if question.evidence else set()


def middle(values: Iterable[int]) -> int | None:
    """Return the value in the middle, the lower of two; None of nothing."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


