"""Reference series as tables and charts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Chart, Request, Table, provided
from bandi.foundation.records.inline import text_of
from bandi.register.claims.models import ReferenceSeries, SeriesPoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> ReferenceSeries:
    series = editing.create(
        ReferenceSeries, by=None, title_en="Boats", title_ko="배", unit_en="boats", unit_ko="척", source="Harbour Office", status_on="2031-12"
    )
    for label, year, value, bundle in (("<=2028", 2028, 900, True), ("2029", 2029, 30, False), ("2030", 2030, 50, False), ("2032", 2032, 7, False)):
        editing.add(SeriesPoint(series=series, label=label, year=year, value=Decimal(value), is_bundle=bundle), by=None)
    return series


def request(language: str = "en") -> Request:
    return Request(date(2031, 1, 1), date(2031, 12, 31), language)  # type: ignore[arg-type]


def test_the_table_sums_what_lies_before_the_end_of_the_period_and_names_its_source(series: ReferenceSeries) -> None:
    (table,) = provided("arrivals_table", request())
    assert isinstance(table, Table)
    assert [tuple(text_of(cell) for cell in row) for row in table.rows] == [("up to 2028", "900"), ("2029", "30"), ("2030", "50")]
    assert text_of(table.total[-1]) == "980"
    assert table.source == "Harbour Office, as of December 2031"


def test_the_chart_draws_single_years_only_and_says_in_words_what_it_shows(series: ReferenceSeries) -> None:
    (chart,) = provided("arrivals_chart", request())
    assert isinstance(chart, Chart)
    assert (chart.categories, chart.series[0].values) == (("2029", "2030"), (Decimal(30), Decimal(50)))
    assert chart.alt == "Boats. 80 boats from 2029 to 2030; most in 2030 (50), fewest in 2029 (30); 50 in 2030."
    (korean,) = provided("arrivals_chart", request("ko"))
    assert isinstance(korean, Chart)
    assert korean.unit == "척"


def test_without_a_series_there_is_neither_table_nor_chart() -> None:
    assert provided("arrivals_table", request()) == provided("arrivals_chart", request()) == provided("appeal", request()) == ()
