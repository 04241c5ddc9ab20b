"""Searching rows: the second question finds what the first found, and what changed since."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from bandi.foundation.vault import erasure, searching
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.models import Blob
from bandi.foundation.vault.reading import Reader
from bandi.foundation.vault.searching import Found, find, look, prepare
from bandi.foundation.vault.tests.world import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def searched(query: str, reader: Reader) -> list[Found]:
    return find(Blob.objects.order_by("pk").only("pk", "facts"), "facts", query, by=reader)


def keys_of(found: list[Found]) -> list[object]:
    return [one.row.pk for one in found]


def test_a_second_search_sends_no_text_and_answers_alike(office: Office):
    rows = sorted((office.row(text) for text in ("강을 건넜다", "산을 넘었다", "강가의 집")), key=lambda row: str(row.pk))
    reader = office.reader(office.steward)
    first = searched("강", reader)
    with patch.object(type(holder()), "search", side_effect=AssertionError("the texts were sent again")):
        second = searched("강", reader)

    assert keys_of(first) == [row.pk for row in rows if row.pk in set(keys_of(first))]
    assert len(first) == 2
    assert [(one.row.pk, one.before, one.found, one.after) for one in second] == [(one.row.pk, one.before, one.found, one.after) for one in first]


def test_what_was_written_or_changed_meanwhile_is_found(office: Office):
    row = office.row("산을 넘었다")
    reader = office.reader(office.steward)
    assert searched("강", reader) == []
    row.facts = "강을 건넜다"
    row.save()
    other = office.row("강가의 집")

    assert set(keys_of(searched("강", reader))) == {row.pk, other.pk}
    assert searched("산", reader) == []


def test_an_erased_person_is_in_no_session_any_more(office: Office, django_capture_on_commit_callbacks):
    row = office.row("강을 건넜다")
    reader = office.reader(office.steward)
    assert keys_of(searched("강", reader)) == [row.pk]
    with django_capture_on_commit_callbacks(execute=True), patch("bandi.foundation.vault.erasure.settle_after_all"):
        erasure.erase(row.subject, basis="withdrawal", by=None)

    session = holder()._sessions.get(reader.token)
    assert len(session.kept) == 0
    assert all(at[-1] != row.subject_id for kept in (session.opener._subjects, session.opener._records) for at in kept)
    assert searched("강", reader) == []


def test_who_has_no_grant_finds_nothing(office: Office):
    office.row("강을 건넜다")
    searched("강", office.reader(office.steward))

    assert searched("강", office.reader(office.stranger)) == []


def test_a_search_that_is_short_of_time_says_how_far_it_came_and_goes_on_from_there(office: Office, monkeypatch):
    monkeypatch.setattr(searching, "PORTION", 2)
    wanted = {office.row(f"강가의 집 {number}").pk for number in range(5)}
    reader, rows = office.reader(office.steward), Blob.objects.order_by("-pk").only("pk", "facts")
    found, steps, after = [], [], None
    while True:
        looked = look(rows.filter(pk__lt=after) if after else rows, "facts", "강", by=reader, seconds=0)
        found += keys_of(looked.found)
        steps.append(looked.rows)
        if (after := looked.last) is None:
            break
    assert set(found) == wanted
    assert len(found) == len(wanted), "nothing is found twice"
    assert steps == [2, 2, 1]


def test_what_was_prepared_is_searched_without_sending_it_again(office: Office):
    rows = Blob.objects.order_by("pk").only("pk", "facts")
    here = office.row("강을 건넜다")
    reader = office.reader(office.steward)

    assert prepare(rows, "facts", by=reader) == (rows.count(), True)
    with patch.object(type(holder()), "search", side_effect=AssertionError("the texts were sent")):
        assert keys_of(searched("강", reader)) == [here.pk]
    assert prepare(rows, "facts", by=reader) == (rows.count(), True)


def test_preparing_in_pieces_comes_to_an_end_where_there_is_no_room(office: Office, monkeypatch):
    office.row("강을 건넜다")
    reader = office.reader(office.steward)
    monkeypatch.setattr(holder()._room, "left", 0)

    assert prepare(Blob.objects.order_by("pk"), "facts", by=reader)[1] is True
