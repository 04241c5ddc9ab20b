"""The calendar shows days as days, months as months, and years as years."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.records import editing
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens import calendar_due
from bandi.interfaces.desk.screens.calendar import Asked, month_page, year_page
from bandi.register.activities.models import Activity
from bandi.work.programmes.models import Shift, VolunteerCall

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> Term:
    return Term.objects.create(vocabulary="activity_kind", key="meeting", label_en="Meeting", label_ko="면담")


def make(kind: Term, by: Account, title: str, first: date, last: date, precision: str, **values: object) -> Activity:
    return editing.create(
        Activity, by=by, kind=kind, title_en=title, title_ko=title, starts_on=first, ends_on=last, precision=precision, **values  # type: ignore[arg-type]
    )


def days_with(account: Account, title: str, month: int = 5) -> list[int]:
    page = month_page(Reader(account, "en"), 2024, month, Asked())
    return [day.day for week in page.calendar.weeks for day in week if any(title in entry["label"] for entry in day.entries)]


def test_a_trip_stands_on_each_of_its_days(ada: Account, kind: Term) -> None:
    make(kind, ada, "Lantern trip", date(2024, 4, 29), date(2024, 5, 3), "range")

    assert days_with(ada, "Lantern trip") == [1, 2, 3]
    assert days_with(ada, "Lantern trip", 4) == [29, 30]


def test_what_is_known_to_the_month_stands_apart_from_the_days(ada: Account, kind: Term) -> None:
    make(kind, ada, "Lantern May", date(2024, 5, 1), date(2024, 5, 31), "month")

    page = month_page(Reader(ada, "en"), 2024, 5, Asked())

    assert days_with(ada, "Lantern May") == []
    assert [item.label for item in page.apart] == ["Lantern May"]


def test_what_is_known_to_the_year_stands_beneath_the_year_only(ada: Account, kind: Term) -> None:
    make(kind, ada, "Lantern year", date(2024, 1, 1), date(2024, 12, 31), "year")

    assert month_page(Reader(ada, "en"), 2024, 5, Asked()).count == 0
    assert [item.label for item in year_page(Reader(ada, "en"), 2024, Asked()).apart] == ["Lantern year"]


def test_a_kind_narrows_the_month(ada: Account, kind: Term) -> None:
    make(kind, ada, "Lantern talk", date(2024, 5, 2), date(2024, 5, 2), "day")

    assert month_page(Reader(ada, "en"), 2024, 5, Asked(kind="meeting")).count == 1
    assert month_page(Reader(ada, "en"), 2024, 5, Asked(kind="lecture")).count == 0


def test_a_protected_activity_is_on_no_calendar_of_a_reader(ada: Account, ben: Account, kind: Term) -> None:
    make(kind, ada, "Quiet lantern", date(2024, 5, 2), date(2024, 5, 2), "day", handling=Handling.PROTECTED)

    assert days_with(ada, "Quiet lantern") == [2]
    assert days_with(ben, "Quiet lantern") == []


@pytest.mark.parametrize("address", ["/calendar/2024/13/", "/calendar/2024/2/30/", "/calendar/9999/", "/calendar/0/1/"])
def test_a_day_that_does_not_exist_is_not_found(ada: Account, address: str) -> None:
    client = Client()
    client.force_login(ada)

    assert client.get(address).status_code == 404


def test_a_month_costs_the_same_queries_whatever_stands_in_it(ada: Account, kind: Term, django_assert_num_queries: object) -> None:
    client = Client()
    client.force_login(ada)
    address = reverse("desk:calendar_month", args=[2024, 5])
    for _time in range(2):  # a new visit is bound to its browser
        client.get(reverse("desk:security"))
    make(kind, ada, "Lantern 0", date(2024, 5, 2), date(2024, 5, 2), "day")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(1, 20):
        make(kind, ada, f"Lantern {number}", date(2024, 5, number), date(2024, 5, number), "day")
    with django_assert_num_queries(len(few)):  # type: ignore[operator]
        client.get(address)


def test_a_kept_month_changes_with_the_next_write_and_never_shows_a_reader_more(ada: Account, ben: Account, kind: Term) -> None:
    clients = {name: Client() for name in ("ada", "ben")}
    clients["ada"].force_login(ada)
    clients["ben"].force_login(ben)
    address = reverse("desk:calendar_month", args=[2024, 5])
    make(kind, ada, "Quiet lantern", date(2024, 5, 2), date(2024, 5, 2), "day", handling=Handling.PROTECTED)
    assert "Quiet lantern" in clients["ada"].get(address).content.decode()
    assert "Quiet lantern" not in clients["ben"].get(address).content.decode()

    make(kind, ada, "Lantern supper", date(2024, 5, 3), date(2024, 5, 3), "day")

    assert "Lantern supper" in clients["ben"].get(address).content.decode()


def test_what_is_due_in_a_month_stands_beneath_it_whatever_it_belongs_to(ada: Account) -> None:
    editing.create(VolunteerCall, by=ada, title_en="Hands for the lanterns", closes_on=date(2024, 5, 20))
    editing.create(Shift, by=ada, title_en="Hand out lanterns", held_on=date(2024, 5, 31))
    editing.create(Shift, by=ada, title_en="Take lanterns down", held_on=date(2024, 6, 1))

    assert [item.label for item in month_page(Reader(ada, "en"), 2024, 5, Asked()).due] == ["Hands for the lanterns", "Hand out lanterns"]
    assert [item.label for item in month_page(Reader(ada, "en"), 2024, 6, Asked()).due] == ["Take lanterns down"]


def test_the_cell_of_a_day_bears_how_many_are_due_and_leads_to_the_list_beneath(ada: Account) -> None:
    for number in range(2):
        editing.create(VolunteerCall, by=ada, title_en=f"Hands for the lanterns {number}", closes_on=date(2024, 5, 20))
    client = Client()
    client.force_login(ada)

    page = month_page(Reader(ada, "en"), 2024, 5, Asked())
    marked = {day.date: day.due for week in page.calendar.weeks for day in week if day.due}
    assert {day: (mark.count, mark.url) for day, mark in marked.items()} == {date(2024, 5, 20): ("2", "#due-2024-05-20")}
    shown = client.get(reverse("desk:calendar_month", args=[2024, 5])).content.decode()
    assert shown.count('id="due-2024-05-20"') == 1 and 'href="#due-2024-05-20"' in shown
    assert "2 things due on 20 May 2024" in shown, "said in words to who does not see the cell"


def test_days_beyond_the_lines_that_are_shown_lead_to_the_head_of_the_list(ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_due, "SHOWN", 1)
    for day in (20, 21):
        editing.create(VolunteerCall, by=ada, title_en="Hands", closes_on=date(2024, 5, day))

    page = month_page(Reader(ada, "en"), 2024, 5, Asked())

    assert [day.due.url for week in page.calendar.weeks for day in week if day.due] == ["#due-2024-05-20", "#due-title"]
    assert (len(page.due), page.due_more) == (1, 1)


def test_what_is_due_of_a_protected_record_marks_no_cell_of_who_may_not_see_it(ada: Account, ben: Account) -> None:
    editing.create(VolunteerCall, by=ada, title_en="Quiet hands", closes_on=date(2024, 5, 20), handling=Handling.PROTECTED)

    for account, count in ((ada, 1), (ben, 0)):
        page = month_page(Reader(account, "en"), 2024, 5, Asked())
        assert sum(day.due is not None for week in page.calendar.weeks for day in week) == count
