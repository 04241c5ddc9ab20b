"""Charts, the map and rolls, counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Chart, Entry, Map, Request, Table, provided
from bandi.foundation.records.inline import text_of
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity, Amount, Picture, RollEntry
from bandi.register.people.models import Place

pytestmark = pytest.mark.django_db

YEAR = (date(2031, 1, 1), date(2031, 12, 31))


def activity(day: str, kind: str = "talk", **values: Any) -> Activity:
    term = Term.objects.get_or_create(vocabulary="activity_kind", key=kind, defaults={"label_en": kind.title(), "label_ko": kind})[0]
    start, end = date.fromisoformat(day), date.fromisoformat(values.pop("until", day))
    return editing.create(
        Activity, by=None, kind=term, title_en=f"Walk of {day}", when=day, starts_on=start, ends_on=end,
        precision="day" if start == end else "range", **values,
    )  # fmt: skip


def test_activities_are_counted_by_month_and_by_kind_without_the_protected_and_the_earlier() -> None:
    activity("2031-03-02")
    activity("2031-03-20", "walk")
    activity("2031-08-01")
    activity("2031-02-01", until="2031-11-30")
    activity("2031-08-02", handling=Handling.PROTECTED)
    activity("2029-08-02", in_period=False)

    by_month, by_kind = provided("activity_charts", Request(*YEAR, "en"))

    assert isinstance(by_month, Chart) and isinstance(by_kind, Chart)
    assert dict(zip(by_month.categories, by_month.series[0].values, strict=True))["Mar"] == 2
    assert sum(by_month.series[0].values) == 3
    assert dict(zip(by_kind.categories, by_kind.series[0].values, strict=True)) == {"Talk": 3, "Walk": 1}
    assert by_month.alt.startswith("Activities by month. 3 in all; most in March (2)")


def test_the_map_counts_each_activity_once_at_a_place_and_knows_no_withheld_one() -> None:
    hall = editing.create(
        Place, by=None, name_en="Moon Hall", city_en="Harbour City", country_en="Farland", latitude=10.0, longitude=20.0
    )
    quay = editing.create(
        Place, by=None, name_en="Quay", city_en="Harbour City", country_en="Farland", latitude=10.0, longitude=20.0
    )
    country = editing.create(Place, by=None, name_en="Japan", country_en="Japan", country_code="JP")
    hidden = editing.create(
        Place, by=None, name_en="Hidden House", country_en="Nowhere", latitude=1.0, longitude=2.0, is_withheld=True
    )
    one, two, held = activity("2031-03-02"), activity("2031-03-03"), activity("2031-03-04", handling=Handling.PROTECTED)
    one.places.add(hall, quay, hidden)
    two.places.add(country)
    held.places.add(hall)

    drawn, table = provided("map", Request(*YEAR, "en"))

    assert isinstance(drawn, Map) and isinstance(table, Table)
    assert [(point.label, point.count) for point in drawn.points] == [("Harbour City", 1), ("Japan", 1)]
    assert [tuple(text_of(cell) for cell in row) for row in table.rows] == [("Farland", "Harbour City (1)", "1"), ("Japan", "", "1")]
    assert "Hidden" not in repr((drawn, table)) and "Nowhere" not in repr((drawn, table))


def test_money_is_drawn_by_purpose_in_one_year_and_by_year_in_several_never_of_protected_cases() -> None:
    case = activity("2031-03-02", handling=Handling.PROTECTED)
    for purpose, amount, period, owner in (
        ("Lamps", 2_000_000, "2031", None), ("Oil", 1_000_000, "2031", None), ("One person", 500, "2031", case),
    ):  # fmt: skip
        editing.create(
            Amount, by=None, amount=Decimal(amount), currency="KRW", purpose_en=purpose, period=period, activity=owner
        )

    (chart,) = provided("assistance_chart", Request(*YEAR, "en"))
    assert isinstance(chart, Chart)
    assert (chart.categories, chart.series[0].values, chart.unit) == (("Lamps", "Oil"), (Decimal(2), Decimal(1)), "KRW million")

    editing.create(Amount, by=None, amount=Decimal(4_000_000), currency="KRW", purpose_en="Lamps", period="2030")
    (chart,) = provided("assistance_chart", Request(*YEAR, "ko"))
    assert isinstance(chart, Chart)
    assert (chart.categories, chart.series[0].values, chart.unit) == (("2030", "2031"), (Decimal(400), Decimal(300)), "만 원")


def test_a_roll_says_who_gave_the_money_each_once() -> None:
    row = activity("2031-03-02")
    for position, funders in enumerate(("The Moon Fund", "The Moon Fund", "Six neighbours"), start=1):
        part = RollEntry(activity=row, channel="own", masked_name=f"A{position}○", position=position, funders_en=funders)
        editing.add(part, by=None)

    table = provided("scholarships_table", Request(*YEAR, "en"))[0]
    assert isinstance(table, Table)
    assert table.columns[-1].label == "Funded by"
    assert text_of(table.rows[0][-1]) == "The Moon Fund; Six neighbours"
    assert {len(line) for line in table.rows} == {len(table.columns)}


def test_captions_are_printed_only_of_pictures_that_show_nobody_who_needs_protection() -> None:
    row = activity("2031-03-02")
    for shows, handling, caption in (("no", "open", "The lantern hall"), ("likely", "open", "Guests"), ("no", "internal", "The attic")):
        editing.create(Picture, by=None, activity=row, caption_en=caption, shows_people=shows, handling=handling)

    (entry,) = [block for block in provided("entries", Request(*YEAR, "en")) if isinstance(block, Entry)]
    assert {fact.label: text_of(fact.value) for fact in entry.facts}["Photographed"] == "The lantern hall"


def test_a_roll_keeps_the_rows_of_its_filter() -> None:
    row = activity("2031-03-02")
    for position, channel in enumerate(("own", "own", "guild"), start=1):
        editing.add(RollEntry(activity=row, channel=channel, masked_name=f"A{position}○", position=position), by=None)

    own = next(block for block in provided("scholarships_table", Request(*YEAR, "en", keep=("channel", "own"))))
    assert isinstance(own, Table)
    assert [text_of(cell) for cell in own.rows[0]][2:] == ["2", "A1○, A2○"]
    assert provided("scholarships_table", Request(*YEAR, "en", keep=("channel", "nobody"))) == ()


@pytest.mark.parametrize(
    ("names", "english", "korean"),
    [
        (("Recipient 01", "Recipient 02", "Recipient 07"), "Recipients 01, 02, 07", "장학생 01, 02, 07"),
        (("Recipient 01", "Student 01"), "Recipient 01, Student 01", "Recipient 01, Student 01"),
        (("김○나", "Recipient 02"), "김○나, Recipient 02", "김○나, Recipient 02"),
    ],
)
def test_a_roll_of_codes_says_in_the_language_of_the_edition_what_they_number(names: tuple[str, ...], english: str, korean: str) -> None:
    row = activity("2031-03-02")
    for position, name in enumerate(names, start=1):
        editing.add(RollEntry(activity=row, channel="own", masked_name=name, position=position), by=None)

    for language, told in (("en", english), ("ko", korean)):
        table = provided("scholarships_table", Request(*YEAR, language))[0]  # type: ignore[arg-type]
        assert isinstance(table, Table)
        assert text_of(table.rows[0][3]) == told
