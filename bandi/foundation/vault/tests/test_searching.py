"""Searching rows: the second question finds what the first found, and what changed since."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from bandi.foundation.vault import erasure
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.models import Blob
from bandi.foundation.vault.reading import Reader
from bandi.foundation.vault.searching import Found, find
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
