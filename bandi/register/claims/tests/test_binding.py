"""From a claim to its question, and how a printed number stands against what the records say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bandi.foundation.records.models import Record
from bandi.register.claims.binding import period_of, question_of, questions
from bandi.register.claims.comparing import state_of
from bandi.register.claims.models import Claim


def claim(ref: str = "F1", **values: object) -> Claim:
    return Claim(record=Record(ref=ref), year=2025, value=Decimal(987654), unit="people", how="count of attendees", **values)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", "2025-01-01", "2025-12-31"),
        ("2025-04", "2025-04-01", "2025-04-30"),
        ("2025-01/2025-06", "2025-01-01", "2025-06-30"),
        ("2025-01/02", "2025-01-01", "2025-02-28"),
        ("from 2025-11-29", "2025-11-29", "2025-12-31"),
        ("to 2025-06", "2025-01-01", "2025-06-30"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("all years", "2025-01-01", "2025-12-31"),
        ("2025-02-30", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_period_is_read_as_first_and_last_day(text, first, last):
    assert period_of(text, 2025) == (date.fromisoformat(first), date.fromisoformat(last))


def test_the_printed_value_and_the_note_never_reach_the_question():
    question = question_of(claim(statement_en="People at the fair", note="there were 987654 of them", period="2025"))

    assert "987654" not in repr(question)


def test_a_claim_without_evidence_hears_what_its_sentence_names():
    named = claim("F1", section="Learning", source_line=7, evidence=["fair"])
    silent = claim("F2", section="Learning", source_line=7)
    elsewhere = claim("F3", section="Learning", source_line=9)

    near = {each.record.ref: question.near for each, question in questions([named, silent, elsewhere])}

    assert near == {"F1": (), "F2": ("fair",), "F3": ()}


@pytest.mark.parametrize(
    ("printed", "computed", "qualifier", "state"),
    [
        (8, 8, "exact", "agrees"), (8, 9, "exact", "differs"), (8, None, "exact", "no_evidence"), (None, 8, "not_stated", "no_evidence"),
        (200, 230, "at_least", "agrees"), (200, 199, "at_least", "differs"),
        (600, 650, "approx", "agrees"), (600, 661, "approx", "differs"), (600, 539, "approx", "differs"),
        (1183, 1183, "total_to_date", "agrees"), (1183, 1184, "total_to_date", "differs"),
    ],
)  # fmt: skip
def test_a_number_agrees_as_far_as_its_qualifier_lets_it(printed, computed, qualifier, state):
    as_decimal = [None if value is None else Decimal(value) for value in (printed, computed)]

    assert state_of(as_decimal[0], as_decimal[1], qualifier) == state
