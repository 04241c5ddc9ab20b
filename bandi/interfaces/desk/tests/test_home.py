"""The first page says what the records say, and nothing to whom may not see it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.audit import journal
from bandi.foundation.records import editing
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk.screens.remembering import data_version
from bandi.interfaces.desk.screens.year import numbers_of
from bandi.register.activities.models import Activity, Ask, Headcount

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> Term:
    return Term.objects.create(vocabulary="activity_kind", key="meeting", label_en="Meeting", label_ko="면담")


def make(kind: Term, by: Account, title: str, when: str = "2024-05-16", **values: object) -> Activity:
    day = date.fromisoformat(when) if len(when) == 10 else date(int(when), 1, 1)
    exactness = "day" if len(when) == 10 else "year"
    facts = {"kind": kind, "title_en": title, "title_ko": title, "starts_on": day, "ends_on": day, "when": when, "precision": exactness}
    return editing.create(Activity, by=by, **{**facts, **values})  # type: ignore[arg-type]


def shown(account: Account, address: str = "/") -> str:
    client = Client()
    client.force_login(account)
    return client.get(address).content.decode()


def test_an_empty_house_teaches_how_to_begin(ada: Account) -> None:
    page = shown(ada)

    assert "bandi year load FOLDER" in page
    assert reverse("desk:record_new", args=["activities"]) in page


def test_who_keeps_accounts_is_led_to_them(cho: Account) -> None:
    client = Client()
    client.force_login(cho)

    assert client.get("/")["Location"] == reverse("desk:accounts")


def test_people_and_attendances_are_never_added_up(ada: Account, kind: Term) -> None:
    lesson = make(kind, ada, "Lantern lesson")
    editing.add(Headcount(activity=lesson, count=15, measure="people"), by=ada)
    editing.add(Headcount(activity=lesson, count=6, measure="people", group="women"), by=ada)
    editing.add(Headcount(activity=lesson, count=150, measure="attendances", qualifier="approx"), by=ada)

    numbers = numbers_of(2024, ada, version=data_version())

    assert (numbers.people.value, numbers.people.is_exact) == (15, True)
    assert (numbers.attendances.value, numbers.attendances.is_exact) == (150, False)


def test_an_activity_of_which_only_the_year_is_known_stands_in_no_month(ada: Account, kind: Term) -> None:
    make(kind, ada, "Lantern walk", "2024-01-09")
    make(kind, ada, "Lantern year", "2024")

    numbers = numbers_of(2024, ada, version=data_version())

    assert (numbers.months[0], numbers.roughly, numbers.activities) == (1, 1, 2)


def test_the_kept_numbers_change_with_the_next_write(ada: Account, kind: Term) -> None:
    make(kind, ada, "First lantern")
    before = numbers_of(2024, ada, version=data_version()).activities
    make(kind, ada, "Second lantern")

    assert numbers_of(2024, ada, version=data_version()).activities == before + 1


def test_a_protected_activity_is_counted_only_for_whom_may_see_it(ada: Account, ben: Account, kind: Term) -> None:
    make(kind, ada, "Quiet lantern", handling=Handling.PROTECTED)

    assert numbers_of(2024, ada, version=data_version()).activities == 1
    assert numbers_of(2024, ben, version=data_version()).activities == 0
    assert "Quiet lantern" not in shown(ben, "/?year=2024")


def test_an_open_promise_stands_under_what_is_due(ada: Account, kind: Term) -> None:
    meeting = make(kind, ada, "Lantern meeting")
    editing.add(Ask(activity=meeting, text_en="Send the lantern list", text_ko="등불 목록", due_on=date(2024, 6, 1)), by=ada)

    assert "Send the lantern list" in shown(ada, "/?year=2024")


def test_the_page_asks_as_much_for_many_as_for_one(ada: Account, kind: Term, django_assert_max_num_queries: object) -> None:
    for number in range(30):
        make(kind, ada, f"Lantern {number}")
    client = Client()
    client.force_login(ada)

    with django_assert_max_num_queries(40):  # type: ignore[operator]
        client.get("/?year=2024")


def test_the_journal_is_for_directors_and_says_what_was_done(ada: Account, dan: Account, kind: Term) -> None:
    make(kind, dan, "Lantern supper")
    client = Client()
    client.force_login(dan)

    assert client.get(reverse("desk:audit")).status_code in (403, 404)
    assert "Lantern supper" in shown(ada, reverse("desk:audit"))


def test_verifying_the_chain_says_that_it_holds(ada: Account, kind: Term) -> None:
    make(kind, ada, "Lantern supper")
    client = Client()
    client.force_login(ada)

    client.post(reverse("desk:audit_verify"))

    assert journal.verify().holds
    assert "follow each other" in client.get(reverse("desk:audit")).content.decode()
