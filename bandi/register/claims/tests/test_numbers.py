"""Numbers in texts: digits and words, English and Korean, bound and unbound."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bandi.foundation.records.inline import text_of
from bandi.register.claims.numbers import bind, numbers_in, unbound


def values(text: str) -> list[tuple[str, int]]:
    return [(found.text.strip(), int(found.value)) for found in unbound(text) if found.value is not None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Seven evenings, 1,300 km", [("Seven", 7), ("1,300", 1300)]),
        ("twenty-one lamps and two hundred and five oars", [("twenty-one", 21), ("two hundred and five", 205)]),
        ("about 140 million dollars, 70% of it", [("140 million", 140_000_000), ("70", 70)]),
        ("the 8th board, the third boat, twice a day", [("8th", 8), ("third", 3), ("twice", 2)]),
        ("10-12 hours", [("10", 10), ("12", 12)]),
        ("three two-day trips", [("three", 3), ("two", 2)]),
        ("a dozen lanterns", [("dozen", 12)]),
        ("열두 명, 스물세 번, 첫 번째", [("열두", 12), ("스물세", 23), ("첫", 1)]),
        ("제3기 과정, 제8차 이사회", [("제3기", 3), ("제8차", 8)]),
        ("55만 회, 5,640만 원, 1억 2천만 원", [("55만", 550_000), ("5,640만", 56_400_000), ("1억 2천만", 120_000_000)]),
        ("십이 명, 만 명", [("십이", 12), ("만", 10_000)]),
    ],
)
def test_digits_and_number_words_are_found_with_their_value(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "on 16 May 2024, from 1959 to 1984, 14-16 August", "2024년 5월 16일, 12월 1일, 8일, 15일", "A/HRC/57/1 and Article 16",
        "제46조와 제1항", "No. 12, F2M, www.lamp1.example", "one-to-one help, no one, one another", "first of all", "세계 대회와 사회",
        "지난 한 해의 일",
    ],
)  # fmt: skip
def test_dates_symbols_and_idioms_are_no_unbound_numbers(text):
    assert values(text) == []


def test_a_mark_is_bound_and_the_number_beside_it_is_not():
    found = numbers_in("{F043} people in 12 boats")

    assert [(number.kind, number.claim) for number in found] == [("bound", "F043"), ("number", "")]
    assert [number.text for number in unbound("{F043} people in 12 boats")] == ["12"]


def test_positions_lead_back_to_the_text():
    text = "Seven evenings and 1,300 km"

    assert [text[number.start : number.end] for number in numbers_in(text)] == ["Seven", "1,300"]


def test_binding_writes_the_number_and_remembers_its_claim():
    known = {"F1": (Decimal(1183), "people"), "F2": (Decimal(2024), "year"), "F3": (None, "")}

    runs = bind("{F1} people by {F2}; {F3}; {F9}.", "en", known.get)

    assert text_of(runs) == "1,183 people by 2024; {F3}; {F9}."
    assert [run.claim for run in runs if run.claim] == ["F1", "F2"]
