"""Budget lines, and sums that never add currencies without a rate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from bandi.foundation.records import editing
from bandi.work.funding.adding import by_currency, in_currency, lines_of, together
from bandi.work.funding.models import BudgetLine
from bandi.work.funding.tests import world

pytestmark = pytest.mark.django_db
RATE = {"other_currency": "KRW", "rate": Decimal("1350")}


def test_a_line_needs_an_amount_and_a_rate_its_currency():
    trip = world.activity()
    for wrong in ({"planned": None}, {"rate": Decimal(1350)}, {"other_currency": "USD"}, {"other_currency": "KRW", "rate": Decimal(1)}, {"planned": "-1"}, {"currency": ""}):
        with pytest.raises(ValidationError):
            world.line(trip, **{"planned": "100", **wrong})

    assert world.line(trip, None, "40").left is None and world.line(trip, "100", "40").left == 60


def test_sums_stand_for_each_currency_and_say_what_is_left():
    trip = world.activity()
    world.line(trip, "3000000", "1000000")
    world.line(trip, None, "200000")
    world.line(trip, "2000", "2500", "USD")

    won, dollars = by_currency(lines_of(trip.pk, None))
    assert (won.currency, won.planned, won.spent, won.left, won.lines, won.unplanned) == ("KRW", 3_000_000, 1_200_000, 1_800_000, 2, 1)
    assert (dollars.currency, dollars.left) == ("USD", -500)


def test_currencies_are_added_only_where_every_line_has_a_rate():
    trip = world.activity()
    world.line(trip, "3000000", "1000000")
    dollars = world.line(trip, "2000", "100", "USD")
    assert together(lines_of(trip.pk, None)) is None

    editing.edit(dollars, RATE, by=None)
    whole = together(lines_of(trip.pk, None))
    assert whole is not None and (whole.currency, whole.planned, whole.spent) == ("KRW", 5_700_000, 1_135_000)
    assert in_currency(lines_of(trip.pk, None), "USD") is None

    world.line(trip, "10", None, "EUR")
    assert together(lines_of(trip.pk, None)) is None


def test_a_trip_holds_the_lines_of_its_meetings(dan):
    trip = world.activity("Trip to the pond")
    meeting = world.activity("Meeting with the frog", part_of=trip)
    world.activity("The hidden harbour", part_of=trip, handling="protected")
    world.line(trip, "100")
    world.line(meeting, "20")
    world.line(world.activity("Another trip"), "7")

    assert sum(line.planned for line in lines_of(trip.pk, dan)) == 120
    editing.edit(meeting, {"handling": "protected"}, by=None)
    assert sum(line.planned for line in lines_of(trip.pk, dan)) == 100
    assert sum(line.planned for line in lines_of(trip.pk, None)) == 120


def test_a_line_is_never_less_protected_than_its_activity_or_grant(ada, dan):
    with pytest.raises(ValidationError, match="protected"):
        world.line(world.activity("The hidden harbour", handling="protected"))
    with pytest.raises(ValidationError, match="protected"):
        world.line(world.activity(), grant=world.grant(handling="protected"))
    hidden = world.line(world.activity("The second harbour", handling="protected"), handling="protected")

    assert list(BudgetLine.objects.visible_to(dan)) == [] and list(BudgetLine.objects.visible_to(ada)) == [hidden]


def test_a_line_without_words_is_called_after_its_category():
    call_command("funding_starter", "--quiet")
    assert world.line(world.activity()).labels() == ("Flights", "항공료")
    assert world.line(world.activity(), text_en="Hall of the frogs").labels() == ("Hall of the frogs", "")
