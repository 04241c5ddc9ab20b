"""Grants and material in print: only open records, no sums over two currencies, and a line in the entry of an activity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Entry, Paragraph, Request, Table, provided
from bandi.foundation.records.inline import text_of
from bandi.publishing.filling import filled
from bandi.register.activities.models import Heading
from bandi.work.funding.tests import world

pytestmark = pytest.mark.django_db
YEAR = {"when": "2031", "starts_on": date(2031, 1, 1), "ends_on": date(2031, 12, 31), "precision": "year"}


def request(language: str = "en", heading: str = "") -> Request:
    return Request(date(2031, 1, 1), date(2031, 12, 31), language, heading=heading, shared={})


def rows(table: Any) -> list[tuple[str, ...]]:
    assert isinstance(table, Table)
    return [tuple(text_of(cell) for cell in row) for row in table.rows]


def test_grants_of_the_period_are_printed_with_their_own_currency():
    funder = world.funder()
    world.grant(funder=funder, title_ko="모두의 등불", amount=Decimal(20000), currency="USD", **YEAR)
    world.grant("Only asked for", funder=funder, state="applied", **YEAR)
    world.grant("Kept inside", funder=funder, handling="internal", **YEAR)

    assert rows(provided("grants_table", request())[0]) == [("Lanterns for all", "Moon Foundation", "USD 20,000", "2031", "running")]
    assert rows(provided("grants_table", request("ko"))[0]) == [("모두의 등불", "달 재단", "2만 달러", "2031년", "진행 중")]


def test_a_funder_that_is_not_open_is_not_named():
    funder = world.funder()
    world.grant(funder=funder, **YEAR)
    editing.edit(funder, {"handling": "internal"}, by=None)

    assert rows(provided("grants_table", request())[0])[0][1] == ""


def test_material_is_printed_with_its_occasion_and_what_nobody_counted_says_so():
    call_command("funding_starter", "--quiet")
    bookmark = world.item(came=100, name_ko="반딧불 책갈피")
    walk = world.activity()
    world.handout(bookmark, 30, activity=walk, to_whom_en="Visitors")
    world.handout(bookmark, None, date(2031, 6, 1))
    world.handout(bookmark, 5, activity=world.activity("Inside", handling="internal"))
    world.handout(bookmark, 5, handling="internal")

    table, note = provided("material_table", request())
    assert rows(table) == [("Firefly bookmark", "30 copies", "Lantern walk, 26 May 2031", "Visitors"), ("Firefly bookmark", "not counted", "1 June 2031", "")]
    assert isinstance(note, Paragraph) and text_of(note.runs) == "One hand-out was not counted."
    assert rows(provided("material_table", request("ko"))[0])[0][:2] == ("반딧불 책갈피", "30부")


def test_the_entry_of_an_activity_tells_what_was_handed_out_there():
    heading = editing.create(Heading, by=None, year=2031, level="heading", title_en="Walks", order=1)
    walk = world.activity(heading=heading)
    world.handout(world.item(came=100), 30, activity=walk)
    world.handout(world.item("Poster of the moon"), None, activity=walk)

    (entry,) = [block for block in provided("entries", request(heading=str(heading.pk))) if isinstance(block, Entry)]
    assert ("Handed out", "30 copies of firefly bookmark and poster of the moon") in [(fact.label, text_of(fact.value)) for fact in entry.facts]


def test_without_grants_or_material_nothing_is_printed():
    assert provided("grants_table", request()) == () and provided("material_table", request()) == ()


def test_a_report_that_nobody_arranged_has_a_section_of_grants_and_one_of_material():
    world.grant(**YEAR)
    world.handout(world.item(came=100), 30)

    leaves = filled([], frozenset(), lambda name: provided(name, request()), "en")
    assert [leaf.title for leaf in leaves if leaf.key in ("usual-grants", "usual-material")] == ["Grants That Carried Our Work", "Material We Handed Out"]
