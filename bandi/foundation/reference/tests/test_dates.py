"""Dates keep how exactly they are known, and what cannot be is refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from bandi.foundation.reference.dates import DateError, DateSpan, Precision


@pytest.mark.parametrize(
    ("start", "end", "stated", "first", "last", "precision", "written"),
    [
        ("2024-05-16", "2024-05-16", "day", date(2024, 5, 16), date(2024, 5, 16), Precision.DAY, "2024-05-16"),
        ("2024-05-14", "2024-05-16", "range", date(2024, 5, 14), date(2024, 5, 16), Precision.RANGE, "2024-05-14/2024-05-16"),
        ("2024-01-29", "2024-02-02", "within_range", date(2024, 1, 29), date(2024, 2, 2), Precision.WITHIN_RANGE, "[2024-01-29..2024-02-02]"),
        ("2024-02", None, None, date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH, "2024-02"),
        ("2024-04", "2024-06", "range", date(2024, 4, 1), date(2024, 6, 30), Precision.RANGE, "2024-04/2024-06"),
        ("2024", "2024", "year", date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR, "2024"),
        ("2024-07", "2024-07", "inferred", date(2024, 7, 1), date(2024, 7, 31), Precision.INFERRED, "2024-07?"),
    ],
)  # fmt: skip
def test_a_span_reaches_from_its_earliest_to_its_latest_day(
    start: str, end: str | None, stated: str | None, first: date, last: date, precision: Precision, written: str
) -> None:
    span = DateSpan.of(start, end, stated)

    assert (span.starts_on, span.ends_on, span.precision, span.written) == (first, last, precision, written)


@pytest.mark.parametrize("written", ["2024-05-16", "2024-05-14/2024-05-16", "[2024-01-29..2024-02-02]", "2024-07?", "2024-11~", "../2024-05-16", "2023-02/.."])
def test_what_is_written_is_read_back(written: str) -> None:
    assert DateSpan.parse(written).written == written


@pytest.mark.parametrize("impossible", ["2024-02-30", "2023-02-29", "2024-13", "16 May 2024", "2024/05/16", "20240516", "'; DROP TABLE", "９９９９-99"])
def test_an_impossible_date_is_refused(impossible: str) -> None:
    with pytest.raises(DateError):
        DateSpan.of(impossible, None)


def test_an_end_before_its_start_is_refused() -> None:
    with pytest.raises(DateError, match="before the start"):
        DateSpan.of("2024-05-16", "2024-05-14")


def test_no_date_is_no_error() -> None:
    assert not DateSpan.of("", None)
    assert DateSpan.of(None, None).precision is Precision.UNKNOWN


def test_days_are_counted_only_where_both_ends_are_known_to_the_day() -> None:
    assert DateSpan.of("2024-05-28", "2024-06-03", "range").days == 7
    assert DateSpan.of("2024", "2024", "year").days is None


def test_a_span_contains_what_lies_within_it() -> None:
    trip = DateSpan.of("2024-01-29", "2024-02-02", "range")

    assert trip.contains(DateSpan.of("2024-02-02", None))
    assert not trip.contains(DateSpan.of("2024-02-03", None))
    assert not trip.contains(DateSpan.unknown())
