"""Names read ahead, beside the answering."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.access.unlocking import KEY_COOKIE
from bandi.foundation.records import editing
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.reading import Reader
from bandi.interfaces.desk import ahead
from bandi.interfaces.desk.tests.sealed_world import Office
from bandi.register.people import recognising
from bandi.register.people.following import FEWEST
from bandi.register.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[ahead.Ahead]:
    """What this process has to read ahead, as if it served; the pieces are done by the test."""
    recognising.forget_all()
    here = ahead.Ahead()
    monkeypatch.setattr(ahead, "_here", here)
    yield here
    recognising.forget_all()


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


def held(token: str) -> int:
    return int(holder().names_state(token)["people"])


def test_people_of_public_role_are_read_in_pieces_before_anybody_asks(work: ahead.Ahead, ada: Account):
    for number in range(3 * FEWEST):
        editing.create(Person, by=ada, full_name=f"Moss Heron {number}")
    pieces = 1
    while work.piece(0.0):
        pieces += 1
    assert pieces > 2
    assert len(recognising._index().shelf) == 3 * FEWEST


def test_a_question_takes_no_names_in_while_they_are_read_ahead(work: ahead.Ahead, ada: Account, client: Client):
    editing.create(Person, by=ada, full_name="Moss Heron")
    client.force_login(ada)
    asked = reverse("desk:palette")
    client.get(asked, {"q": "Moss Heron"})
    assert len(recognising._index().shelf) == 0

    while work.piece():
        pass
    editing.create(Person, by=ada, full_name="Fern Heron")
    client.get(asked, {"q": "Fern Heron"})
    assert len(recognising._index().shelf) == 2


def test_sealed_names_are_read_from_the_opening_of_the_palette_on_and_not_before(work: ahead.Ahead, office: Office):
    client = office.client(office.ada)
    token = client.cookies[KEY_COOKIE].value
    assert not work.piece(1)
    client.get(reverse("desk:home"))
    assert not work.piece(1)
    assert held(token) == 0
    client.post(reverse("desk:palette"), {"q": ""})
    while work.piece(1):
        pass
    assert held(token) == 1


def test_nothing_sealed_is_read_for_locked_keys_nor_for_who_left(work: ahead.Ahead, office: Office):
    work.piece(1)
    client = office.client(office.ada)
    token = client.cookies[KEY_COOKIE].value
    work.go_on(office.ada, Reader("no-such-session", office.ada.member_id))
    assert not work.piece(1), "locked keys end it"
    Account.objects.filter(pk=office.ada.pk).update(is_active=False)
    work.go_on(office.ada, Reader(token, office.ada.member_id))
    assert not work.piece(1)
    assert held(token) == 0


def test_one_unlocking_is_read_for_once_however_often_the_palette_opens(work: ahead.Ahead, office: Office):
    client = office.client(office.ada)
    for _ in range(3):
        client.post(reverse("desk:palette"), {"q": ""})
    assert len(work._sealed) == 1


def test_a_fault_is_logged_by_its_kind_alone_and_ends_the_reading(work: ahead.Ahead, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    def fault(_seconds: float) -> bool:
        raise OSError("a name that must not be logged")

    monkeypatch.setattr(recognising, "advance", fault)
    assert not work.piece()
    assert "OSError" in caplog.text and "must not be logged" not in caplog.text


def test_a_thread_reads_until_all_is_read_and_then_waits_for_more(monkeypatch: pytest.MonkeyPatch):
    pieces, enough = [], threading.Event()

    def advance(_seconds: float) -> bool:
        pieces.append(1)
        if len(pieces) == 3:
            enough.set()
        return len(pieces) == 3

    monkeypatch.setattr(ahead, "_here", None)
    monkeypatch.setattr(recognising, "advance", advance)
    monkeypatch.setattr(ahead.connections, "close_all", lambda: None)
    over = ahead.begin(first=0.01, pause=0.01)
    assert enough.wait(5)
    over.set()
    assert len(pieces) == 3
