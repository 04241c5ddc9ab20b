"""Media monitoring on the desk: clippings looked over and taken in, the year counted, fees and meetings of a membership."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bandi.foundation.records import editing
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Participation
from bandi.register.people.models import Membership, MembershipFee
from bandi.work.advocacy.models import MediaItem
from bandi.work.advocacy.tests.test_clippings import RSS

pytestmark = pytest.mark.django_db


def look(client: Any) -> str:
    return client.post(reverse("desk:clippings"), {"file": SimpleUploadedFile("feed.xml", RSS)}).content.decode()


def test_every_item_is_seen_before_it_is_taken_in(client, ada):
    client.force_login(ada)
    shown = look(client)
    assert "Lanterns return to the valley &amp; the mill" in shown and "a new outlet" in shown
    assert not MediaItem.objects.exists()

    fields = dict(re.findall(r'name="((?:headline|outlet|on|address|excerpt)-0)"[^>]*value="([^"]*)"', shown))
    client.post(reverse("desk:clippings_take"), {"take": "0", **{name: html.unescape(value) for name, value in fields.items()}})
    item = MediaItem.objects.get()
    assert (item.published_on, item.outlet.name_en) == (date(2031, 3, 12), "Pond Daily")
    assert "stands in the list already" in look(client)


def test_an_incomplete_item_comes_back_with_what_to_do(client, ada):
    client.force_login(ada)
    shown = client.post(reverse("desk:clippings_take"), {"take": "0", "headline-0": "Half an item", "on-0": "2031-13-99"}).content.decode()

    assert "needs a day, an outlet and a headline" in shown and "Half an item" in shown


def test_a_file_that_cannot_be_read_says_so(client, ada):
    client.force_login(ada)
    for data, words in ((b"nothing of the kind", "no mail and no feed"), (b"<?xml version='1.0'?><!DOCTYPE a><rss/>", "declares a document type")):
        shown = client.post(reverse("desk:clippings"), {"file": SimpleUploadedFile("x.xml", data)}).content.decode()
        assert words in shown
    assert "Choose a mail" in client.post(reverse("desk:clippings"), {}).content.decode()


def test_a_reader_sees_the_counts_and_takes_nothing_in(client, ben):
    world.media_item(naming="names_us")
    client.force_login(ben)

    shown = client.get(reverse("desk:coverage")).content.decode()
    assert "In the media, 2031" in shown and "The Daily Acorn" in shown and "March" in shown
    assert client.post(reverse("desk:clippings_take"), {"take": "0"}).status_code == 403
    assert client.get(reverse("desk:coverage"), {"year": "nonsense"}).status_code == 200


def test_an_outlet_that_may_not_be_seen_is_not_named(client, dan):
    world.media_item(outlet=world.organisation("The Hidden Herald", is_outlet=True, handling="protected"))
    client.force_login(dan)

    shown = client.get(reverse("desk:coverage")).content.decode()
    assert "Hidden Herald" not in shown and "not shown" in shown


def test_a_membership_has_fees_and_shows_the_meetings_attended(client, ada):
    coalition = world.organisation("Coalition of Lanterns")
    meeting = world.activity("Board of the lanterns", occurrences=11)
    editing.add(Participation(activity=meeting, side="partner", organisation=coalition), by=None)
    row = editing.create(Membership, by=None, name_en="Coalition of Lanterns", organisation=coalition)
    client.force_login(ada)
    client.post(reverse("desk:part_new", args=["memberships", row.pk, "fees"]), {"year": "2031", "amount": "250", "currency": "USD", "paid_on": "2031-02-01"})

    assert MembershipFee.objects.get().amount == 250
    shown = client.get(reverse("desk:record", args=["memberships", row.pk])).content.decode()
    assert 'id="attended"' in shown and "Board of the lanterns" in shown and "held 11 times" in shown
