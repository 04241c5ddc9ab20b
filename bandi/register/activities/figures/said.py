"""The last resort: a number that the record itself says in words ("Four of them spoke", "15 boxes").

It is read from the record, never from the claim, and the answer says that it is only words.
May import: this package, claims' numbers, records.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bandi.foundation.records.asking import Wording, in_order, stem, stems, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.activities.figures.telling import title, told
from bandi.register.activities.figures.year import texts_of, the_year
from bandi.register.claims.numbers import numbers_in

_WORD = re.compile(r"[^\W\d_]+")
_WINDOW = 4
_PEOPLE = frozenset({"person", "명", "사람"})


def measure_said(question: Question) -> Answer | None:
    """Answer with the number in a record's own words that stands before the words the question asks for."""
    year = the_year(question)
    unit, statement = frozenset(in_order(question.unit)), stems(question.statement)
    best: tuple[int, int, Decimal, object, str] | None = None
    for activity in year.meant(question):
        for text in texts_of(year, activity):
            for score, value, words in _said(text, unit, statement):
                if best is None or score > best[0]:
                    best = (score, 0, value, activity, words)
    if best is None:
        return None
    _, _, value, activity, words = best
    english, korean = title(activity)  # type: ignore[arg-type]
    return told(
        value, [activity],  # type: ignore[list-item]
        f"The words of {english} say “{words}”; no number is kept apart.", f"{korean}의 글에 “{words}”라고 적혀 있으며, 따로 기록된 수는 없습니다.",
    )  # fmt: skip


def _said(text: str, unit: frozenset[str], statement: frozenset[str]) -> list[tuple[int, Decimal, str]]:
    """Return the numbers of a text with how well the words after each fit: the unit above all, unless it is only "people"."""
    numbers = [number for number in numbers_in(text) if number.value is not None and number.kind == "number"]
    found = []
    for place, number in enumerate(numbers):
        assert number.value is not None
        stop = numbers[place + 1].start if place + 1 < len(numbers) else len(text)
        after = re.split(r"[.;:!?)]", text[number.end : stop])[0]
        words = [stem(word) for word in _WORD.findall(after)[:_WINDOW]]
        of_unit = any(word in unit - _PEOPLE for word in words)
        near = 10 * of_unit + sum(2 for word in words if word in statement - unit) + any(word in unit & _PEOPLE for word in words)
        if near:
            shown = " ".join((number.text + after.replace("(", " ")).split()[: _WINDOW + 1]).strip(" ,")
            found.append((near, number.value, shown))
    return found


FIGURES = (
    Figure(
        "activities.said", "Said in the record", "기록의 글",
        "A number that the record says in words and keeps nowhere apart. The last resort.", "기록의 글에만 적혀 있는 수입니다. 다른 방법이 없을 때만 씁니다.",
        measure_said, worded(Wording(0.1, unit=r".", unless=r"\bage\b|headline|context|opening balance|target|award records|award amounts")),
    ),
)  # fmt: skip
