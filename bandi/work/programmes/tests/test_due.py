"""What is due in programmes: calls that are open, shifts that lie ahead."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.due import Due, Kind, Window, due
from bandi.foundation.records.models import Handling
from bandi.work.programmes.models import Shift
from bandi.work.programmes.tests.programme_world import DAY, activity, call, make

pytestmark = pytest.mark.django_db
ON = {Kind.CALL, Kind.SHIFT}


def lines(today: date = DAY, **values: Any) -> list[Due]:
    return [line for line in due(Window(None, today, **values)) if line.kind in ON]


def shift(**values: Any) -> Shift:
    return make(Shift, **{"title_en": "Hand out lanterns", "title_ko": "등불 나눠 주기", "held_on": DAY, **values})


def test_an_open_call_is_due_on_its_last_day_and_not_after_it():
    one = call(closes_on=DAY)
    call(title_en="No end yet")

    assert [(line.kind, line.on, line.record) for line in lines()] == [(Kind.CALL, DAY, one.pk)]
    assert lines(DAY + timedelta(days=1)) == []


def test_shifts_from_today_on_are_due_with_what_they_belong_to():
    one = shift(activity=activity(), call=call())
    two = shift(held_on=DAY + timedelta(days=3), call=call())
    shift(held_on=DAY - timedelta(days=1))

    found = [line for line in lines() if line.kind == Kind.SHIFT]
    assert [(line.record, line.about.en) for line in found] == [(one.pk, "Lantern evening"), (two.pk, "Hands for the lantern evening")]
    assert [line.record for line in lines(upto=DAY)] == [one.pk]


def test_what_was_removed_is_not_due():
    one = shift()
    editing.remove(one, by=None)
    assert lines() == []


def test_a_protected_activity_is_not_named_and_only_open_rows_leave_the_house():
    shift(activity=activity(handling=Handling.PROTECTED))
    shift(handling=Handling.INTERNAL, held_on=DAY + timedelta(days=1))

    hidden, internal = lines()
    assert hidden.about.en == ""
    assert (hidden.is_open, internal.is_open) == (True, False)
