"""How dates, money, numbers and lists are written, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bandi.foundation.reference.dates import DateSpan, Precision
from bandi.foundation.reference.writing import (
    write_day,
    write_edtf,
    write_list,
    write_money,
    write_number,
    write_quantity,
    write_span,
    write_value,
)


@pytest.mark.parametrize(
    ("written", "english", "korean"),
    [
        ("2024-05-16", "16 May 2024", "2024년 5월 16일"),
        ("2024-05-14/2024-05-16", "14–16 May 2024", "2024년 5월 14일~16일"),
        ("2024-01-29/2024-02-02", "29 January – 2 February 2024", "2024년 1월 29일~2월 2일"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024", "2023년 12월 30일~2024년 1월 2일"),
        ("2024-04/2024-06", "April – June 2024", "2024년 4월~6월"),
        ("2023/2024", "2023–2024", "2023년~2024년"),
        ("[2024-01-29..2024-02-02]", "between 29 January and 2 February 2024", "2024년 1월 29일~2월 2일 중"),
        ("[2024-11-14..2024-11-17]", "between 14 and 17 November 2024", "2024년 11월 14일~17일 중"),
        ("2024-05", "May 2024", "2024년 5월"),
        ("2024-05~", "in May 2024", "2024년 5월 중"),
        ("2024", "2024", "2024년"),
        ("2025?", "about 2025", "2025년경"),
        ("../2023-11-20", "before 20 November 2023", "2023년 11월 20일 이전"),
        ("2023-02/..", "since February 2023", "2023년 2월부터"),
        ("", "", ""),
        ("some day in spring", "some day in spring", "some day in spring"),
    ],
)
def test_a_date_is_written_no_more_exactly_than_it_is_known(written, english, korean):
    assert write_edtf(written, "en") == english
    assert write_edtf(written, "ko") == korean


def test_an_open_end_without_a_written_form_says_since_when():
    span = DateSpan(date(2024, 3, 30), None, Precision.DAY)

    assert write_span(span, "en") == "since 30 March 2024"
    assert write_span(span, "ko") == "2024년 3월 30일부터"


def test_a_weekday_is_written_where_it_is_wanted():
    assert write_day(date(2024, 5, 16), "ko", weekday=True) == "2024년 5월 16일(목)"
    assert write_day(date(2024, 5, 16), "en", weekday=True) == "Thursday 16 May 2024"


def test_attendances_are_never_written_as_people():
    assert write_quantity(80, "en", measure="attendances", qualifier="approx", unit="participants") == "about 80 attendances"
    assert write_quantity(80, "ko", measure="attendances", qualifier="approx", unit="참가자") == "약 80명(연인원)"
    assert write_quantity(80, "en", unit="participants") == "80 participants"
    assert write_quantity(80, "ko", unit="참가자") == "참가자 80명"


def test_a_qualifier_stands_where_its_language_puts_it():
    assert write_quantity(550000, "en", measure="things", qualifier="at_least", unit="views") == "at least 550,000 views"
    assert write_quantity(550000, "ko", measure="things", qualifier="at_least", unit="조회수") == "조회수 550,000 이상"
    assert write_quantity(600, "ko", measure="things", qualifier="approx", unit="부") == "약 600부"
    assert write_quantity(1, "en") == "1 person"


def test_money_is_written_as_each_language_counts_it():
    assert write_money(56_400_000, "KRW", "en") == "KRW 56.4 million"
    assert write_money(56_400_000, "KRW", "ko") == "5,640만 원"
    assert write_money(140_000_000, "USD", "ko") == "1억 4,000만 달러"
    assert write_money(20_000, "USD", "en") == "USD 20,000"
    assert write_money(20_000, "USD", "ko") == "2만 달러"
    assert write_money(1_234_567, "KRW", "en") == "KRW 1,234,567"
    assert write_money(1_234_567, "KRW", "ko") == "1,234,567 원"


def test_numbers_have_separators_but_years_do_not():
    assert write_number(Decimal("34314.0000")) == "34,314"
    assert write_number(Decimal("2.5000")) == "2.5"
    assert write_value(Decimal(1996), "year", "en") == "1996"
    assert write_value(Decimal(1996), "people", "en") == "1,996"


def test_a_list_ends_as_its_language_ends_it():
    assert write_list(["A", "B", "C"], "en") == "A, B and C"
    assert write_list(["A", "B", "C"], "ko") == "A, B, C"
    assert write_list(["A, of B", "C"], "en") == "A, of B; C"
    assert write_list(["A", ""], "en") == "A"
