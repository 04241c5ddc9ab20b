"""Figures and blocks of programmes over a small world counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Chart, Request, Table
from bandi.foundation.records.figures import Question, figure
from bandi.work.programmes.actions.answering import count_answers, enter_sheets
from bandi.work.programmes.actions.rolls import Mark, call_shift
from bandi.work.programmes.blocks import answers_table, groups_table, volunteers_table
from bandi.work.programmes.figures import FIGURES
from bandi.work.programmes.models import GroupCount
from bandi.work.programmes.tests import programme_world as world

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2031, 1, 1), date(2031, 12, 31)


def ask(key: str, **values):
    asked = {"how": "", "statement": "", "unit": "", "section": "", "starts_on": FIRST, "ends_on": LAST, "year": 2031, **values}
    return figure(key).answer(Question(**asked))


def cells(table: Table) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in table.rows]


def request(language: str = "en") -> Request:
    return Request(FIRST, LAST, language)  # type: ignore[arg-type]


def test_volunteers_and_their_hours_are_counted_from_shifts():
    owner, who = world.call(), world.volunteer()
    shift = world.shift(call=owner)
    call_shift(shift, marks={who.pk: Mark("came")}, others=12, by=None)

    people, hours = ask("programmes.volunteers"), ask("programmes.volunteer_hours")
    assert people and hours and (people.value, hours.value) == (13, 39) and people.records == (shift.pk,)
    assert "1 with a record" in people.reason_en and "12" in people.reason_ko
    assert ask("programmes.volunteers", starts_on=date(2032, 1, 1), ends_on=date(2032, 12, 31), year=2032) is None


def test_without_any_times_there_is_no_number_of_hours():
    world.shift(others=13, starts_at=None, ends_at=None, break_minutes=0)
    hours = ask("programmes.volunteer_hours")
    assert hours and hours.value is None and "13" in hours.reason_en


def test_members_are_those_of_the_group_that_is_meant_by_country_where_asked():
    herons, others = world.group(), world.group(name_en="Mill Wheel Class", name_ko="물레방아 반")
    pond = world.country()
    for number in range(3):
        world.member(herons, f"M-{number}", country=pond if number else None)
    editing.add(GroupCount(group=others, counted_on="2031", count=21), by=None)

    assert ask("programmes.members", statement="Members of the Young Herons").value == 3
    assert ask("programmes.members", parameters={"group": "Mill Wheel Class"}).value == 21
    assert ask("programmes.members", statement="Young Herons", parameters={"country": "Pondland"}).value == 2


def test_answers_sheets_and_the_share_of_right_ones():
    row = world.used()
    enter_sheets(row, sheets=[("", {"1": "O", "5": "words"})], by=None)
    count_answers(row, counts={(1, "O"): 1, (1, "X"): 1}, by=None)

    assert [ask(f"programmes.{key}").value for key in ("answers", "sheets", "right_answers")] == [4, 1, Decimal("66.7")]


@pytest.mark.parametrize(
    ("how", "key"),
    [("count of volunteer records", "volunteers"), ("sum of volunteer hours", "volunteer_hours"), ("count of member records", "members"),
     ("count of answers to the quiz", "answers"), ("count of answer sheets", "sheets"), ("share of right answers", "right_answers")],
)  # fmt: skip
def test_a_figure_is_known_by_its_words(how, key):
    asked = Question(how=how, statement="", unit="", section="", starts_on=FIRST, ends_on=LAST, year=2031)
    assert [one.key for one in FIGURES if one.fits(asked) > 0.9] == [f"programmes.{key}"]


def test_the_words_of_the_sample_are_left_to_the_figures_that_answered_them():
    for how in ("count of volunteers assigned to the activity", "count of participants in the role mentor", "count of volunteer activities", "sum of attendances over activities"):
        asked = Question(how=how, statement="Student volunteers recruited", unit="people", section="", starts_on=FIRST, ends_on=LAST, year=2031)
        assert [one.key for one in FIGURES if one.fits(asked)] == []


def test_the_table_of_volunteers_names_no_code():
    who = world.volunteer()
    call_shift(world.shift(call=world.call()), marks={who.pk: Mark("came")}, others=12, by=None)
    world.shift(title_en="Inner work", others=50, handling="internal")

    (table,) = volunteers_table(request())
    assert cells(table) == [["Hands for the lantern evening", "1", "13", "39"]]
    assert "V-2031" not in str(table)
    assert list(volunteers_table(Request(date(2033, 1, 1), date(2033, 12, 31), "en"))) == []


def test_the_table_of_answers_states_shares_and_hides_few_people_who_can_be_recognised():
    row = world.used()
    count_answers(row, counts={(1, "O"): 7, (1, "X"): 3, (2, "2"): 2}, by=None)
    enter_sheets(row, sheets=[("", {"5": "more herons"})], by=None)
    table, chart = answers_table(request())
    assert isinstance(table, Table) and isinstance(chart, Chart)
    assert cells(table)[:2] == [["The heron fishes at dusk.", "O ✓", "7", "70.0%"], ["", "X", "3", "30.0%"]] and "more herons" not in str(table)

    editing.edit(row, {"is_identifiable": True}, by=None)
    (hidden,) = answers_table(request())
    assert isinstance(hidden, Table)
    assert cells(hidden)[1] == ["", "X", "fewer than 5", ""] and "30.0%" not in str(hidden), "a share would give the number away"
    assert cells(hidden)[0][3] == ""


def test_countries_of_few_members_stand_together_in_print():
    group, pond, mill = world.group(), world.country(), world.country("Millland")
    for number in range(8):
        world.member(group, f"M-{number}", country=pond if number < 6 else mill)
    (table,) = groups_table(request())
    assert cells(table) == [["Young Herons", "8", "Pondland 6, others 2"]]
