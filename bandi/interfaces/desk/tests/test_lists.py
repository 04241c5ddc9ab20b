"""Lists: sorting, filters, pages, and who sees which rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bandi.foundation.records import editing
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Headcount, Participation

pytestmark = pytest.mark.django_db


def titles(response: Any) -> list[str]:
    """Return the names of the rows on a page, in order."""
    return [row["label"] for row in response.context["table"]["rows"]]


def get(client: Any, account: Any, key: str = "activities", /, **query: str) -> Any:
    client.force_login(account)
    return client.get(reverse("desk:record_list", args=[key]), query)


@pytest.mark.parametrize("key", list(KINDS))
def test_every_list_opens_and_teaches_while_it_is_empty(client: Any, ada: Any, key: str) -> None:
    response = get(client, ada, key)

    assert response.status_code == 200
    assert str(KINDS[key].hint) in response.content.decode().replace("&#x27;", "'")


def test_an_officer_sees_no_protected_row_and_a_director_does(client: Any, ada: Any, dan: Any) -> None:
    world.activity("Open evening")
    world.protected("The hidden harbour")

    assert titles(get(client, dan)) == ["Open evening"]
    assert sorted(titles(get(client, ada))) == ["Open evening", "The hidden harbour"]


def test_an_account_that_reads_no_records_finds_no_list(client: Any, cho: Any) -> None:
    assert get(client, cho).status_code == 404


def test_a_stranger_is_sent_to_the_door(client: Any) -> None:
    assert client.get(reverse("desk:record_list", args=["activities"])).status_code == 302


def test_a_removed_row_leaves_the_list(client: Any, ada: Any) -> None:
    row = world.activity()
    editing.remove(row, by=ada)

    assert titles(get(client, ada)) == []


def test_rows_are_sorted_both_ways_and_an_unknown_sort_is_ignored(client: Any, ada: Any) -> None:
    world.activity("Alder", on=date(2031, 1, 1))
    world.activity("Birch", on=date(2031, 2, 1))

    assert titles(get(client, ada)) == ["Birch", "Alder"]
    assert titles(get(client, ada, sort="when")) == ["Alder", "Birch"]
    assert titles(get(client, ada, sort="-title")) == ["Birch", "Alder"]
    assert titles(get(client, ada, sort="record__created_by__password")) == ["Birch", "Alder"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"year": "2031"}, ["Birch"]), ({"year": "2030"}, ["Alder"]), ({"month": "5"}, ["Alder"]), ({"kind": "concert"}, ["Birch"]),
        ({"online": "yes"}, ["Birch"]), ({"online": "unknown"}, ["Alder", "Cedar"]), ({"dated": "unknown"}, ["Cedar"]), ({"translation": "ko"}, ["Alder", "Cedar"]),
        ({"q": "birc"}, ["Birch"]), ({"year": "abc"}, ["Alder", "Birch", "Cedar"]), ({"month": "99"}, ["Alder", "Birch", "Cedar"]),
        ({"counted": "yes"}, ["Alder"]), ({"place": "not-an-id"}, []), ({"handling": "internal"}, ["Cedar"]),
    ],
)  # fmt: skip
def test_a_filter_leaves_the_rows_that_fit(client: Any, ada: Any, query: dict[str, str], expected: list[str]) -> None:
    alder = world.activity("Alder", on=date(2030, 5, 1))
    world.activity("Birch", on=date(2031, 2, 1), title_ko="자작나무", kind=world.term(key="concert"), is_online=True)
    world.activity("Cedar", on=None, handling="internal")
    editing.add(Headcount(activity=alder, count=7), by=ada)

    assert sorted(titles(get(client, ada, **query))) == expected


def test_a_person_filter_finds_her_activities_once(client: Any, ada: Any) -> None:
    row, somebody = world.activity("Alder"), world.person()
    world.activity("Birch")
    for role in ("speaker", "host"):
        editing.add(Participation(activity=row, side="ours", person=somebody, role=role), by=ada)

    assert titles(get(client, ada, person=str(somebody.pk))) == ["Alder"]


def test_a_filter_on_a_protected_record_tells_an_officer_nothing(client: Any, dan: Any) -> None:
    parent = world.protected()
    world.activity("Alder", part_of=parent)
    response = get(client, dan, part_of=str(parent.pk))

    assert titles(response) == []
    assert "hidden harbour" not in response.content.decode()


def test_a_list_names_no_protected_record_its_rows_point_to(client: Any, dan: Any) -> None:
    world.media_item("Lanterns return", activity=world.protected())

    assert "hidden harbour" not in get(client, dan, "media").content.decode()


def test_more_rows_need_no_more_queries(client: Any, ada: Any) -> None:
    client.force_login(ada)
    for _time in range(2):  # a new visit is bound to its browser
        client.get(reverse("desk:security"))

    def page() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("desk:record_list", args=["activities"])).status_code == 200
        return len(queries)

    def fill(count: int) -> None:
        for number in range(count):
            row = world.activity(f"Alder {number}", our_role=world.term("our_role", "host"))
            row.places.add(world.place(f"Acorn {number} of {count}"))
            editing.add(Headcount(activity=row, count=3), by=ada)

    fill(2)
    few = page()
    fill(12)

    assert page() <= few


def test_pages_do_not_overlap_and_reach_everything(client: Any, ada: Any) -> None:
    for number in range(60):
        world.activity(f"Alder {number}")
    first, second = titles(get(client, ada)), titles(get(client, ada, page="2"))

    assert (len(first), len(second)) == (50, 10)
    assert len(set(first) | set(second)) == 60
    assert titles(get(client, ada, page="99999")) == second


def test_a_fallback_is_marked_with_its_language(client: Any, ada: Any) -> None:
    world.activity("Only English")
    client.cookies["django_language"] = "ko"
    client.force_login(ada)
    page = client.get(reverse("desk:record_list", args=["activities"])).content.decode()

    assert 'class="fallback"' in page
    assert 'lang="en"' in page


def test_htmx_gets_the_table_alone_and_a_clean_address(client: Any, ada: Any) -> None:
    client.force_login(ada)
    headers = {"HX-Request": "true", "HX-Target": "activities-table"}
    response = client.get(reverse("desk:record_list", args=["activities"]), {"q": "x", "kind": ""}, headers=headers)

    assert response.content.decode().lstrip().startswith('<div class="table-block"')
    assert response["HX-Push-Url"] == "/activities/?q=x"


def test_the_further_filters_come_as_a_fragment_and_as_a_page(client: Any, ada: Any) -> None:
    client.force_login(ada)
    address = reverse("desk:record_filters", args=["activities"])

    assert "<html" not in client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in client.get(address).content.decode()


def test_lists_take_no_posts(client: Any, ada: Any) -> None:
    client.force_login(ada)

    assert client.post(reverse("desk:record_list", args=["activities"])).status_code == 405
