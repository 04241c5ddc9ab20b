"""Charts and maps as SVG: what they show, and that they may stand under a strict policy."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bandi.foundation.records.blocks import Chart, ChartSeries, Map, Point
from bandi.publishing.press.charts import NARROW, draw_chart, draw_for_screen
from bandi.publishing.press.geography import country_at, equal_earth
from bandi.publishing.press.labels import Box, Bubble, place_labels
from bandi.publishing.press.map import draw_map
from bandi.publishing.press.motif import activities, draw_cover
from bandi.publishing.press.numbering import data_table
from bandi.publishing.press.tests.specimen import specimen
from bandi.publishing.press.words import words_of

_SVG = "{http://www.w3.org/2000/svg}"

SEOUL = Point("Seoul", 37.5665, 126.978, 9, "South Korea")
BUSAN = Point("Busan", 35.1796, 129.0756, 2, "South Korea")
GENEVA = Point("Geneva", 46.2044, 6.1432, 3, "Switzerland")


def chart(kind: str = "columns", *values: int) -> Chart:
    series = ChartSeries("Meetings", tuple(Decimal(value) for value in values))
    return Chart(
        "Meetings", "Meetings by month", kind, tuple(f"M{n}" for n in range(len(values))), (series,), "meetings"
    )  # type: ignore[arg-type]


def drawn(svg: str) -> etree._Element:
    return etree.fromstring(svg)


def words(svg: str) -> list[str]:
    return [text.text or "" for text in drawn(svg).iter(f"{_SVG}text")]


EVERY_DRAWING = [
    draw_chart(chart("columns", 3, 1, 2), language="en"),
    draw_chart(chart("bars", 3, 1, 2), language="ko"),
    draw_map(Map("Where we work", "Places", (SEOUL, BUSAN, GENEVA)), language="en"),
]


@pytest.mark.parametrize("svg", EVERY_DRAWING)
def test_a_drawing_may_stand_under_a_strict_policy_and_loads_nothing(svg: str) -> None:
    for element in drawn(svg).iter():
        assert etree.QName(element).localname not in {"style", "script", "image", "use", "foreignObject", "a"}
        for name, value in element.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            assert "url(" not in value
            assert "http" not in value


@pytest.mark.parametrize("svg", EVERY_DRAWING)
def test_a_drawing_names_and_describes_itself(svg: str) -> None:
    root = drawn(svg)
    named = root.get("aria-labelledby", "").split()

    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{_SVG}title", f"{_SVG}desc"]
    assert [root[0].get("id"), root[1].get("id")] == named
    assert root[0].text
    assert root[1].text


def test_columns_are_as_high_as_their_values() -> None:
    heights = [
        float(bar.get("height", 0))
        for bar in drawn(draw_chart(chart("columns", 4, 2, 1), language="en")).iter(f"{_SVG}rect")
    ]

    assert heights[0] == pytest.approx(2 * heights[1], abs=0.2)
    assert heights[0] == pytest.approx(4 * heights[2], abs=0.3)


def test_bars_are_as_long_as_their_values_and_say_them() -> None:
    svg = draw_chart(chart("bars", 1_500, 750), language="en")
    lengths = [float(bar.get("width", 0)) for bar in drawn(svg).iter(f"{_SVG}rect")]

    assert lengths[0] == pytest.approx(2 * lengths[1], abs=0.2)
    assert {"1,500", "750", "meetings"} <= set(words(svg))


def test_stacks_carry_their_sum_and_a_legend() -> None:
    several = Chart(
        "Both",
        "alt",
        "columns",
        ("a",),
        (ChartSeries("First", (Decimal(3),)), ChartSeries("Second", (Decimal("2.5"),))),
    )

    assert {"First", "Second", "5.5"} <= set(words(draw_chart(several, language="en")))


def test_the_country_of_most_records_is_enlarged_and_gathered_in_the_world() -> None:
    assert "South Korea 11" in words(draw_map(Map("m", "a", (SEOUL, BUSAN, GENEVA)), language="en"))
    assert "Seoul 9" in words(draw_map(Map("m", "a", (SEOUL, BUSAN, GENEVA)), language="en"))


def test_half_of_the_records_is_not_most_of_them() -> None:
    even = Map("m", "a", (Point("Seoul", 37.5665, 126.978, 3, "South Korea"), GENEVA))

    assert "South Korea 3" not in words(draw_map(even, language="en"))
    assert "Seoul 3" in words(draw_map(even, language="en"))


def test_places_outside_the_earth_are_left_out() -> None:
    wrong = Point("Nowhere", 370.0, 12.0, 4)

    assert not any("Nowhere" in text for text in words(draw_map(Map("m", "a", (wrong, GENEVA)), language="en")))


def test_labels_never_cover_one_another_or_a_bubble() -> None:
    bubbles = [Bubble(100 + 9 * n, 100 + 5 * (n % 3), 6, f"Place {n}", n) for n in range(14)]
    labels = place_labels(bubbles, Box(0, 0, 400, 300), 11)

    assert len(labels) > 6
    for index, label in enumerate(labels):
        assert not any(label.box.meets(other.box) for other in labels[index + 1 :])
        assert not any(label.box.meets(bubble.box) for bubble in bubbles if bubble is not label.bubble)


def test_the_projection_agrees_with_its_paper() -> None:
    assert equal_earth(0, 0) == (0, 0)
    assert equal_earth(180, 0)[0] == pytest.approx(2.7066299836, abs=1e-6)
    assert equal_earth(0, 90)[1] == pytest.approx(1.3173627592, abs=1e-6)


def test_places_are_found_in_their_country_also_on_a_rough_coast() -> None:
    assert [country_at(p.longitude, p.latitude).code for p in (SEOUL, BUSAN, GENEVA)] == ["410", "410", "756"]  # type: ignore[union-attr]
    assert country_at(-150.0, 0.0) is None


def test_the_table_behind_a_chart_holds_every_value_and_the_sums() -> None:
    table = data_table(chart("columns", 4, 2, 1), words_of("en"))

    assert [[cell[0].text for cell in row] for row in table.rows] == [["M0", "4"], ["M1", "2"], ["M2", "1"]]
    assert [cell[0].text for cell in table.total] == ["Total", "7"]


def test_there_is_one_light_for_each_activity_that_is_not_part_of_another() -> None:
    document = specimen("en")

    assert activities(document) == 39
    assert draw_cover(39).count('fill="url(#glow)"') == 39


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.decimals(-10_000, 10_000_000, places=2), min_size=1, max_size=40),
    kind=st.sampled_from(["columns", "bars"]),
    name=st.text(max_size=60),
)
def test_any_values_and_names_make_a_well_formed_drawing(values: list[Decimal], kind: str, name: str) -> None:
    made = Chart(name, name, kind, (name,) * len(values), (ChartSeries(name, tuple(values)),), name)  # type: ignore[arg-type]

    for element in drawn(draw_chart(made, language="ko")).iter(f"{_SVG}rect"):
        assert float(element.get("width", "0")) >= 0
        assert float(element.get("height", "0")) >= 0


@pytest.mark.parametrize("kind", ["columns", "bars"])
def test_on_a_phone_a_chart_is_drawn_anew_and_its_letters_keep_their_size(kind: str) -> None:
    both = etree.fromstring(f"<div>{draw_for_screen(chart(kind, *range(1, 13)), language='ko')}</div>")
    wide, narrow = both
    assert ("is-wide" in wide.get("class", ""), "is-narrow" in narrow.get("class", "")) == (True, True)
    assert narrow.get("viewBox", "").split()[2] == str(NARROW)
    assert min(float(text.get("font-size", "0")) for text in narrow.iter(f"{_SVG}text")) >= 11
    assert all(float(rect.get("x", "0")) >= 0 and float(rect.get("x", "0")) + float(rect.get("width", "0")) <= NARROW for rect in narrow.iter(f"{_SVG}rect"))
    names = [element.get("id") for element in both.iter() if element.get("id")]
    assert len(names) == len(set(names)), "two drawings of one page do not share names"


def test_many_places_close_together_are_looked_at_from_nearer() -> None:
    towns = tuple(Point(f"Town {number}", 37.2 + number * 0.1, 127.0, 1, "KR") for number in range(8))
    far = Point("Geneva", 46.2, 6.1, 1, "CH")

    def gap(count: int) -> float:
        drawing = draw_map(Map("m", "m", (*towns[:count], far)), language="en")
        near = (float(y) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawing) if float(x) > 480)
        return min(after - before for before, after in pairwise(sorted(near)))

    assert gap(8) > 1.5 * gap(6)
