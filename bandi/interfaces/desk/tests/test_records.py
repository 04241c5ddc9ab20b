"""Pages of single records: what they show, and what they must not let slip."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.records import editing, relations
from bandi.foundation.records.models import Link
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Headcount, Participation
from bandi.register.claims.models import Claim, Counted, Measurement

pytestmark = pytest.mark.django_db


def address(row: Any, name: str = "record", *further: Any) -> str:
    """Return the address of a page about an activity."""
    return reverse(f"desk:{name}", args=["activities", row.pk, *further])


def page(client: Any, account: Any, url: str) -> str:
    client.force_login(account)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_shows_values_parts_and_what_belongs_to_it(client: Any, ada: Any) -> None:
    row = world.activity("Briefing of the lanterns", title_ko="등불 브리핑")
    editing.add(Headcount(activity=row, count=120, unit="pupils"), by=ada)
    world.media_item("Lanterns return", activity=row)
    world.activity("A part of it", part_of=row)
    shown = page(client, ada, address(row))

    for words in ("등불 브리핑", "12 March 2031", "120", "Lanterns return", "A part of it"):
        assert words in shown


def test_a_reader_sees_no_way_to_edit(client: Any, ben: Any) -> None:
    shown = page(client, ben, address(world.activity()))

    assert "/edit/" not in shown
    assert "/cell/" not in shown
    assert "/remove/" not in shown


def test_a_protected_record_does_not_exist_for_an_officer(client: Any, ada: Any, dan: Any) -> None:
    row = world.protected()
    client.force_login(dan)
    for name in ("record", "record_edit", "record_history"):
        assert client.get(address(row, name)).status_code == 404
    assert client.get(reverse("desk:record_by_id", args=[row.pk])).status_code == 404

    assert "The hidden harbour" in page(client, ada, address(row))


def test_no_panel_names_a_protected_record(client: Any, dan: Any) -> None:
    row, hidden = world.activity(), world.protected()
    editing.add(Link(from_record_id=row.pk, to_record_id=hidden.pk), by=None)
    editing.add(Participation(activity=row, side="ours", person=world.person("Hidden Harbour Keeper", handling="protected")), by=None)
    relations.tie(row, "places", world.place("Hidden Harbour Place", handling="protected"), by=None)
    editing.edit(row, {"part_of_id": hidden.pk}, by=None)
    world.protected("Hidden harbour part", part_of=row)
    for name in ("record", "record_history", "record_edit"):
        assert not re.search("hidden harbour", page(client, dan, address(row, name)), re.IGNORECASE)


def test_links_are_read_from_both_ends(client: Any, ada: Any) -> None:
    one, two = world.activity("Alder"), world.activity("Birch")
    editing.add(Link(from_record_id=one.pk, to_record_id=two.pk, note="follows"), by=ada)

    assert "Birch" in page(client, ada, address(one))
    assert "Alder" in page(client, ada, address(two))


def test_a_record_shows_where_it_was_counted(client: Any, ada: Any) -> None:
    row = world.activity()
    claim = editing.create(Claim, by=None, year=2031, statement_en="lanterns brought home", origin="own_record")
    measured = Measurement.objects.create(claim=claim, state="agrees", measured_at=timezone.now(), digest=b"1" * 32)
    Counted.objects.create(measurement=measured, record_id=row.pk)

    assert "lanterns brought home" in page(client, ada, address(row))


def test_history_says_who_changed_what_from_what_to_what(client: Any, ada: Any) -> None:
    row = world.activity("Old title")
    editing.edit(row, {"title_en": "New title"}, by=ada)
    editing.add(Headcount(activity=row, count=12, unit="guests"), by=ada)
    shown = page(client, ada, address(row, "record_history"))

    for words in ("<del>Old title</del>", "<ins>New title</ins>", "Ada", "Added headcount", "guests"):
        assert words in shown


def test_more_parts_need_no_more_queries(client: Any, ada: Any) -> None:
    row = world.activity()
    client.force_login(ada)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(row)).status_code == 200
        return len(queries)

    def fill(count: int) -> None:
        for number in range(count):
            editing.add(Participation(activity=row, side="ours", person=world.person(f"Willow {number} of {count}")), by=ada)
            world.activity(f"Part {number} of {count}", part_of=row)
            world.media_item(f"Item {number} of {count}", activity=row)

    fill(2)
    few = cost()
    fill(5)

    assert cost() <= few


@pytest.mark.parametrize("name", ["record", "record_edit", "record_history"])
def test_an_id_of_nothing_is_not_found(client: Any, ada: Any, name: str) -> None:
    client.force_login(ada)

    assert client.get(reverse(f"desk:{name}", args=["activities", uuid4()])).status_code == 404


def test_pages_of_records_take_no_posts(client: Any, ada: Any) -> None:
    client.force_login(ada)

    assert client.post(address(world.activity())).status_code == 405
    assert client.get(address(world.activity(), "record_remove")).status_code == 405


def test_the_palette_finds_records_pages_and_deeds(client: Any, ada: Any) -> None:
    world.activity("Briefing of the lanterns")
    client.force_login(ada)
    found = client.get(reverse("desk:palette"), {"q": "lantern"}).content.decode()
    deeds = client.get(reverse("desk:palette"), {"q": "new act"}).content.decode()

    assert "Briefing of the lanterns" in found
    assert reverse("desk:record_new", args=["activities"]) in deeds


def test_search_shows_protected_records_to_those_who_may_see_them_only(client: Any, ada: Any, dan: Any) -> None:
    world.protected()
    for name in ("desk:palette", "desk:search"):
        assert "The hidden harbour" in page(client, ada, reverse(name) + "?q=harbour")
        assert "The hidden harbour" not in page(client, dan, reverse(name) + "?q=harbour")


def test_suggestions_for_a_field_leave_protected_records_out(client: Any, dan: Any) -> None:
    world.protected()
    world.activity("The open harbour")
    shown = page(client, dan, reverse("desk:record_choices", args=["activities"]) + "?field=activity&activity=harbour")

    assert "The open harbour" in shown
    assert "hidden" not in shown


def test_a_target_stands_beside_its_count_and_nowhere_else(client, ben, ada):
    with_target, without = world.activity("Alder"), world.activity("Birch")
    editing.add(Headcount(activity=with_target, count=640, unit="visitors", target=1000), by=ada)
    editing.add(Headcount(activity=without, count=12, unit="guests"), by=ada)
    client.force_login(ben)

    shown = client.get(reverse("desk:record", args=["activities", with_target.pk])).content.decode()
    assert "Reached" in shown and "64%" in shown and "1,000" in shown
    assert "Reached" not in client.get(reverse("desk:record", args=["activities", without.pk])).content.decode(), "an empty column is left out"
