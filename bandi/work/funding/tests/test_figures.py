"""Figures of funding over a small world counted by hand; each moves when a record changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bandi.foundation.records import editing, relations
from bandi.foundation.records.figures import Answer, Question, bound_to
from bandi.work.funding.tests import world

pytestmark = pytest.mark.django_db
QUESTION = Question("", "", "", "", date(2031, 1, 1), date(2031, 12, 31), 2031)
YEAR = {"when": "2031", "starts_on": date(2031, 1, 1), "ends_on": date(2031, 12, 31), "precision": "year"}


def ask(how: str, **more: Any) -> tuple[str, Answer]:
    """Return the answer of the figure that fits the words best."""
    question = replace(QUESTION, how=how, shared={}, **more)
    for candidate in bound_to(question):
        if (answer := candidate.answer(question)) is not None:
            return candidate.key, answer
    raise AssertionError(how)


def count(how: str, **more: Any) -> int | None:
    value = ask(how, **more)[1].value
    return None if value is None else int(value)


def test_grants_are_counted_while_they_pay_for_a_day_of_the_period():
    moon, sun = world.funder(), world.funder("Sun Foundation")
    world.grant("All year", funder=moon, amount=Decimal(20000), currency="USD", **YEAR)
    until = world.grant("Until January", funder=sun, amount=Decimal(5000), currency="EUR", state="closed", when="2030/2031-01", starts_on=date(2030, 1, 1), ends_on=date(2031, 1, 31), precision="range")
    world.grant("Year before", funder=sun, when="2030", starts_on=date(2030, 1, 1), ends_on=date(2030, 12, 31), precision="year")
    world.grant("Without a period", funder=moon)
    world.grant("Only asked for", funder=moon, state="applied", **YEAR)

    assert ask("grant records of the year")[0] == "funding.grants" and count("grant records of the year") == 3
    assert count("grant records with funder = moon foundation") == 2 and count("grant records with state = closed") == 1
    assert count("grant records with currency = USD") == 20000 and "1 of 3 grants" in ask("grant records with currency = USD")[1].reason_en
    editing.edit(until, {"state": "refused"}, by=None)
    assert count("grant records of the year") == 2


def test_meetings_with_funders_are_counted_once_however_many_grants_they_are_about():
    first, second = world.grant(), world.grant("Second", funder=world.funder("Sun Foundation"))
    talk, before = world.activity("Talk with the moon"), world.activity("Talk before", date(2030, 5, 1))
    for grant in (first, second):
        relations.tie(grant, "meetings", talk, by=None)
    relations.tie(first, "meetings", before, by=None)

    key, answer = ask("funder meeting records of the year")
    assert (key, answer.value, answer.records) == ("funding.meetings", 1, (talk.pk,))
    assert count("meetings with funders", starts_on=date(2030, 1, 1)) == 2
    assert count("funder meeting records with funder = sun foundation", starts_on=date(2030, 1, 1)) == 1


def test_reports_are_counted_by_the_day_they_were_sent_and_told_apart_by_lateness():
    grant = world.grant()
    world.duty(grant, date(2031, 6, 1), sent_on=date(2031, 6, 1), accepted_on=date(2031, 6, 9))
    world.duty(grant, date(2031, 7, 1), sent_on=date(2031, 7, 4), kind="financial")
    world.duty(grant, date(2030, 6, 1), sent_on=date(2030, 6, 1))
    world.duty(grant)

    assert count("funder report records of the year") == 2
    assert [count(f"funder report records with state = {state}") for state in ("accepted", "late", "in_time")] == [1, 1, 1]
    assert count("funder report records with kind = financial") == 1


def test_material_is_counted_by_its_own_day_or_that_of_its_activity_and_units_are_never_added():
    bookmark, kimchi = world.item(came=500, kind=world.term("stock_kind", "bookmark")), world.item("Kimchi of the moon")
    walk = world.activity()
    world.handout(bookmark, 30, activity=walk)
    world.handout(bookmark, 50, date(2030, 1, 1))
    world.handout(bookmark, None)
    later = world.handout(bookmark, 20, date(2031, 8, 1))
    editing.edit(later, {"when": "", "starts_on": None, "ends_on": None, "precision": "unknown", "activity_id": walk.pk}, by=None)

    key, answer = ask("material records of the year")
    assert (key, answer.value) == ("funding.material", 50) and "1 more was not counted" in answer.reason_en
    assert count("material records with kind = bookmark") == 50 and count("materials handed out in the year") == 50

    editing.edit(kimchi, {"unit": "boxes"}, by=None)
    world.receipt(kimchi, 9)
    world.handout(kimchi, 9)
    assert count("material records of the year") is None
    assert count("material records with unit = boxes") == 9 and count("material records with item = kimchi of the moon") == 9
