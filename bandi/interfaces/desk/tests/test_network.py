"""The graph around an organisation or an official, counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from bandi.foundation.records import editing
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.network import AROUND, Network, network_of
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Participation
from bandi.work.advocacy.models import Letter, Mechanism, Office, Signatory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def together(activity: Any, *others: Any) -> None:
    for one in others:
        field = "organisation" if hasattr(one, "name_en") and hasattr(one, "is_own") else "person"
        editing.add(Participation(activity=activity, side="partner", **{field: one}), by=None)


def told(network: Network) -> dict[str, str]:
    return {item.label: item.sub for item in network.items}


def test_who_took_part_signed_and_is_in_office_stands_around(ada):
    mill, reed, pond = (world.organisation(name) for name in ("Mill", "Reed Circle", "Pond Society"))
    minister = world.person("Willow Birch")
    for number in (1, 2):
        together(world.activity(f"Meeting {number}", on=date(2031, 3, number)), mill, reed)
    together(world.activity("Hearing"), mill, minister)
    body = editing.create(Mechanism, by=None, name_en="Mill office", organisation=mill)
    editing.add(Office(mechanism=body, person=minister), by=None)
    letter = editing.create(Letter, by=None, recipients_en="The mayor")
    for one in (mill, pond):
        editing.add(Signatory(record_id=letter.pk, organisation=one), by=None)

    found = network_of(mill, Reader(ada))

    assert told(found) == {
        "Willow Birch": "in office · 1 activity together", "Reed Circle": "2 activities together", "Pond Society": "1 text signed together",
    }  # fmt: skip
    assert next(item.label for item in found.items) == "Willow Birch", "an office weighs more than a meeting"
    assert len(found.nodes) == 3 and [node.is_person for node in found.nodes] == [True, False, False]
    assert told(network_of(minister, Reader(ada))) == {"Mill": "in office · 1 activity together"}


def test_we_ourselves_and_our_staff_are_no_counterparts(ada):
    own = world.organisation("Lantern Society", is_own=True)
    mill, staff = world.organisation("Mill"), world.person("Our Officer", organisation=own)
    together(world.activity(), mill, own, staff)

    assert network_of(mill, Reader(ada)).items == ()


def test_what_a_reader_may_not_see_leaves_no_circle_and_no_count(ada, dan):
    mill, reed = world.organisation("Mill"), world.organisation("Reed Circle")
    hidden = world.organisation("Hidden Friends", handling="protected")
    together(world.activity("Open"), mill, reed, hidden)
    together(world.protected(), mill, reed)

    assert told(network_of(mill, Reader(dan))) == {"Reed Circle": "1 activity together"}
    assert told(network_of(mill, Reader(ada))) == {"Reed Circle": "2 activities together", "Hidden Friends": "1 activity together"}


def test_many_neighbours_are_listed_and_the_closest_drawn_with_as_many_questions_as_few(ada):
    mill = world.organisation("Mill")
    meeting = world.activity()
    together(meeting, mill, *(world.organisation(f"Circle {number}") for number in range(3)))
    with CaptureQueriesContext(connection) as few:
        network_of(mill, Reader(ada))
    together(meeting, *(world.organisation(f"Group {number}") for number in range(AROUND + 4)))
    with CaptureQueriesContext(connection) as many:
        found = network_of(mill, Reader(ada))

    assert len(found.nodes) == AROUND and found.left_out == 7 and len(found.items) == AROUND + 7
    assert len(many) <= len(few)


def test_the_page_draws_it_with_the_same_in_words(client, ada):
    mill = world.organisation("Mill")
    together(world.activity(), mill, world.organisation("Reed <Circle>"))
    client.force_login(ada)

    shown = client.get(reverse("desk:relationship", args=["organisations", mill.pk])).content.decode()
    assert 'aria-hidden="true"' in shown and "network-line" in shown and "Reed &lt;Circle&gt;" in shown and "1 activity together" in shown
    assert "Reed <Circle>" not in shown
