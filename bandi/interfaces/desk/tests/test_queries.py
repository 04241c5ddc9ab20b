"""No page asks once for every row: a page of a larger world costs as many queries as one of a smaller."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Activity, Headcount, Participation
from bandi.register.people.models import Person

PAGES = {
    "list": ("desk:record_list", ["activities"], {}),
    "sorted": ("desk:record_list", ["activities"], {"sort": "title"}),
    "filtered": ("desk:record_list", ["activities"], {"year": "2031"}),
    "found": ("desk:record_list", ["activities"], {"q": "lanterns"}),
    "people": ("desk:record_list", ["people"], {}),
    "media": ("desk:record_list", ["media"], {}),
    "calendar": ("desk:calendar_month", [2031, 3], {}),
    "year": ("desk:calendar_year", [2031], {}),
    "search": ("desk:search", [], {"q": "lanterns"}),
    "home": ("desk:home", [], {}),
}


def grow(first: int, last: int) -> None:
    """Add activities with places, people, headcounts and media items of their own."""
    for number in range(first, last):
        row = world.activity(f"Briefing of the lanterns {number}", on=date(2031, 3, 1 + number % 28))
        who = world.person(f"Willow Birch {number}", organisation=world.organisation(f"Society of the Moon {number}"))
        row.places.add(world.place(f"Acorn Village {number}"))
        Headcount.objects.create(activity=row, count=5, unit="participants")
        Participation.objects.create(activity=row, side="ours", person=who, role="speaker")
        world.media_item(f"Lanterns return {number}", activity=row, outlet=world.organisation(f"Acorn Times {number}", is_outlet=True))


def queries(client: Any, address: str, asked: dict[str, str]) -> int:
    client.get(address, asked)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, asked)
        assert answer.status_code == 200
        return len(captured)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_many_rows_asks_no_more_than_one_of_few(client: Any, ada: Any, name: str) -> None:
    client.force_login(ada)
    view, words, asked = PAGES[name]
    address = reverse(view, args=words)
    grow(0, 3)
    few = queries(client, address, asked)
    grow(3, 12)

    assert few > 2, "a page that asks nothing proves nothing"
    assert queries(client, address, asked) <= few


def test_a_record_with_many_parts_asks_no_more_than_one_with_few(client: Any, ada: Any) -> None:
    client.force_login(ada)
    grow(0, 12)
    row = Activity.objects.order_by("pk")[0]
    address = reverse("desk:record", args=["activities", row.pk])
    few = queries(client, address, {})
    for number, who in enumerate(Person.objects.all()):
        Headcount.objects.create(activity=row, count=number, unit="participants")
        Participation.objects.get_or_create(activity=row, side="ours", person=who, defaults={"role": "speaker"})

    assert queries(client, address, {}) <= few


def test_asking_once_for_every_row_would_be_seen(ada: Any) -> None:
    def asked(rows: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            for item in Participation.objects.all()[:rows]:
                str(item.person)
            return len(captured)

    grow(0, 4)
    assert asked(4) > asked(2)
