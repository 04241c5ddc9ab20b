"""A form pressed twice makes one thing, in a row or at the same moment; changed words after going back make another."""

from __future__ import annotations

import re
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Note
from bandi.interfaces.desk.once import once
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Activity, Minutes
from bandi.work.programmes.models import Sheet
from bandi.work.programmes.tests import programme_world

pytestmark = pytest.mark.django_db


def token_of(client: Any, url: str) -> str:
    """Return what the opened form bears."""
    found = re.search(r'name="once" value="(\w+)"', client.get(url).content.decode())
    assert found, "the form bears no token"
    return found[1]


def test_a_record_saved_twice_by_a_double_click_is_one(client: Any, dan: Account) -> None:
    client.force_login(dan)
    url = reverse("desk:record_new", args=["activities"])
    data = {"kind": world.term().pk, "title_en": "Lanterns", "when": "2031", "handling": "open", "order": "0", "once": token_of(client, url)}

    first, second = client.post(url, data), client.post(url, data)

    assert Activity.objects.count() == 1 and first["Location"] == second["Location"]
    client.post(url, {**data, "title_en": "Other lanterns"})
    client.post(url, {**data, "once": token_of(client, url)})
    assert Activity.objects.count() == 3, "other words, or a form opened anew, are meant"


def test_what_was_refused_may_be_pressed_again(client: Any, dan: Account) -> None:
    client.force_login(dan)
    url = reverse("desk:record_new", args=["activities"])
    data = {"title_en": "Lanterns", "handling": "open", "order": "0", "once": token_of(client, url)}

    assert [client.post(url, data).status_code for _time in range(2)] == [200, 200]


def test_a_note_that_was_refused_is_never_said_to_be_saved(client: Any, dan: Account) -> None:
    row = world.activity()
    client.force_login(dan)
    page = reverse("desk:record", args=["activities", row.pk])
    data = {"text": "  ", "once": token_of(client, page)}

    shown = [client.post(reverse("desk:note_add", args=["activities", row.pk]), data, follow=True).content.decode() for _time in range(2)]

    assert all("saved already" not in page and "이미 저장" not in page for page in shown), "nothing was"
    assert Note.objects.count() == 0


def test_a_part_a_note_and_a_sheet_are_one_as_well(client: Any, dan: Account) -> None:
    row, used = world.activity(), programme_world.used()
    client.force_login(dan)
    page = reverse("desk:record", args=["activities", row.pk])
    for opened, url, data in (
        (None, reverse("desk:part_new", args=["activities", row.pk, "minutes"]), {"text": "We met.", "order": "0"}),
        (page, reverse("desk:note_add", args=["activities", row.pk]), {"text": "Bring the lanterns."}),
        (None, reverse("desk:round_sheet", args=[used.pk]), {"q1": "O"}),
    ):
        data["once"] = token_of(client, opened or url)
        answers = [client.post(url, data) for _time in range(2)]
        assert [one.status_code for one in answers] == [302, 302], url

    assert (Minutes.objects.count(), Note.objects.count(), Sheet.objects.count()) == (1, 1, 1)


def test_the_second_of_two_presses_at_the_same_moment_waits(dan: Account) -> None:
    made, ready = [], Barrier(2)

    @once
    def making(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return redirect("/made/")

    def press() -> None:
        request = RequestFactory().post("/new/", {"once": "a", "title": "Lanterns"})
        request.user, request.session = dan, {}  # type: ignore[assignment]
        request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
        ready.wait()
        answers.append(making(request)["Location"])

    answers: list[str] = []
    presses = [Thread(target=press) for _time in range(2)]
    [one.start() for one in presses]
    [one.join() for one in presses]
    assert len(made) == 1 and answers == ["/made/", "/made/"]


def test_one_person_learns_nothing_of_what_another_pressed(client: Any, dan: Account, ada: Account) -> None:
    data = {"kind": world.term().pk, "title_en": "Lanterns", "when": "2031", "handling": "open", "order": "0", "once": "the same"}
    for account in (dan, ada):
        client.force_login(account)
        client.post(reverse("desk:record_new", args=["activities"]), data)

    assert Activity.objects.count() == 2
