"""The figures of who sees what, at small n; `make reliability` runs them large."""

from __future__ import annotations

import pytest

from tests.reliability.figures import matrix
from tests.reliability.figures.figure import Figure

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def holds(figure: Figure) -> None:
    assert (figure.failures, figure.is_controlled) == (0, True), figure


def test_every_address_answers_everybody_as_the_policy_says() -> None:
    holds(matrix.measure_matrix(250))


def test_no_address_is_left_out(sample_year: None) -> None:
    holds(matrix.measure_matrix(90, with_open=True))


def test_no_answer_carries_what_its_reader_may_not_know() -> None:
    holds(matrix.measure_canaries(200))


def test_a_guard_that_is_gone_is_noticed() -> None:
    holds(matrix.measure_guards())


def test_what_is_hidden_looks_like_what_is_not_there() -> None:
    holds(matrix.measure_sameness(5))
