"""A day in a year that nothing here is about is a slip of the hand: refused with what to do, on the desk and from a folder; the long past stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from bandi.foundation.records import editing
from bandi.foundation.records.dating import day_of, span_of
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.records.storing import clean
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.typed import typed_date
from bandi.register.activities.models import Activity, InKind, Minutes
from bandi.work.advocacy.models import LibraryDocument

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31", "0203-05", "2024/9999", "1499", "../0999-01-01", "2300?"])
def test_a_typed_date_beyond_all_telling_is_refused_with_what_to_do(written: str) -> None:
    with pytest.raises(ValidationError, match="Look at the year"):
        typed_date(written)


@pytest.mark.parametrize("written", ["1500", "1864-08-22", "1948-12-10", "2024-05-14/2024-05-16", "2150"])
def test_what_was_long_ago_can_be_told(written: str) -> None:
    assert typed_date(written).written


@pytest.mark.parametrize("year", [1, 203, 1899, 2101, 9999])
def test_what_an_office_does_lies_between_1900_and_2100(year: int) -> None:
    for refused in (lambda: world.activity(on=date(year, 5, 2)), lambda: clean(Activity(title_en="Lanterns", starts_on=date(year, 5, 2)))):
        with pytest.raises(ValidationError, match="lies before 1900 or after 2100"):
            refused()


def test_parts_and_edits_are_asked_as_well() -> None:
    row = world.activity()
    with pytest.raises(ValidationError, match="Look at the year"):
        editing.add(Minutes(activity=row, text="Light the lanterns", agreed_on=date(9999, 12, 31)), by=None)
    with pytest.raises(ValidationError, match="Look at the year"):
        editing.edit(row, {"ends_on": date(9999, 12, 31)}, by=None)


def test_nobody_gives_fewer_than_none() -> None:
    row = world.activity()
    for wrong in ({"quantity": -3}, {"quantity": 3, "kilograms_each": -1}):
        with pytest.raises(ValidationError, match="zero or more"):
            editing.add(InKind(activity=row, item_en="Lamp oil", unit="jars", **wrong), by=None)


def test_a_document_of_others_may_be_old() -> None:
    assert editing.create(LibraryDocument, by=None, title_en="A treaty of the lamplighters", issued="1864-08-22", issued_on=date(1864, 8, 22)).pk


def test_the_form_says_it_beside_the_date_and_keeps_what_was_typed(client: Any, dan: Any) -> None:
    client.force_login(dan)
    data = {"kind": world.term().pk, "title_en": "Lanterns", "when": "1850-05-02", "handling": "open", "order": "0"}

    shown = client.post(reverse("desk:record_new", args=["activities"]), data)

    assert "when" in shown.context["form"].errors and "lies before 1900" in str(shown.context["form"].errors["when"])
    assert 'value="1850-05-02"' in shown.content.decode() and not Activity.objects.exists()


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31", "9999"])
def test_a_row_of_a_folder_is_refused_with_its_column(written: str) -> None:
    row = Row("activities.jsonl", 2, "a", {"start_date": written, "end_date": written, "date": written})

    for read in (lambda: day_of(row, "date"), lambda: span_of(row)):
        with pytest.raises(RowProblem, match="Look at the year"):
            read()
