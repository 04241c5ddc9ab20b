"""What pages hold several of, drawn in Python: every text of somebody stays a text; and what a thread keeps stays its own."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from django.utils.html import escape

from bandi.foundation.access.clearance import compartments_of, keys_of
from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Record
from bandi.foundation.vault.models import Membership
from bandi.interfaces.desk import searching
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.templatetags.desk_pieces import (
    column_heads,
    crumb_items,
    dock_items,
    page_numbers,
    tab_links,
)
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.tests.sealed_world import Office

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account) -> Office:
    return Office(ada, dan, ben)


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: column_heads({"id": HOSTILE, "columns": [{"label": HOSTILE, "kind": HOSTILE, "sorted": HOSTILE, "sort_url": HOSTILE}, {"label": HOSTILE}]}),
        lambda: tab_links([{"label": HOSTILE, "url": HOSTILE, "count": HOSTILE}]),
        lambda: dock_items([{"label": HOSTILE, "url": HOSTILE, "icon": "lock", "current": False}]),
        lambda: crumb_items([{"label": HOSTILE, "url": HOSTILE}, {"label": HOSTILE, "url": HOSTILE}]),
        lambda: page_numbers([{"number": HOSTILE, "url": HOSTILE}, {"number": HOSTILE, "is_current": True}]),
    ],
)
def test_a_hostile_text_stays_a_text(drawn: Any) -> None:
    markup = drawn()

    assert "<script>" not in markup and escape(HOSTILE) in markup


def test_only_the_column_in_whose_order_a_list_stands_says_so() -> None:
    columns = [{"label": "Title", "sort_url": "?sort=title", "sorted": "ascending", "is_minor": True}, {"label": "When", "kind": "date", "sort_url": "?sort=-when"}]
    first, second = column_heads({"id": "t", "columns": columns}).strip().split("\n        ")

    assert 'aria-sort="ascending"' in first and "#up" in first and 'class=" is-minor"' in first
    assert "aria-sort" not in second and "#sort" in second and 'class="is-date"' in second


def test_each_thread_has_a_language_and_a_mounting_of_its_own() -> None:
    seen: list[Any] = []

    def elsewhere() -> None:
        seen.append((translation.get_language(), get_script_prefix()))
        translation.activate("en")
        set_script_prefix("/elsewhere/")
        seen.append((translation.get_language(), get_script_prefix()))

    with translation.override("ko"):
        other = threading.Thread(target=elsewhere)
        other.start()
        other.join()

        assert (translation.get_language(), get_script_prefix()) == ("ko", "/")
    assert seen[1] == ("en", "/elsewhere/") and seen[0][1] == "/"


def test_keys_of_compartments_are_those_of_the_membership_at_this_moment(office: Office) -> None:
    for account in (office.ada, office.ben, office.dan):
        assert set(keys_of(account)) == set(compartments_of(account).values_list("key", flat=True))
    assert keys_of(office.ada)
    Membership.objects.filter(member=office.ada.member).update(until=timezone.now() - timedelta(seconds=1))

    assert keys_of(office.ada) == [] and not compartments_of(office.ada).exists()
    office.ben.is_active = False
    assert keys_of(office.ben) == []


@pytest.mark.parametrize("query", ["harbour", "HARBOUR hidden", "100%", "a_b", "\\", "'", "등대", "%", "no such word", "hidden 등대"])
def test_protected_records_are_found_by_the_words_of_their_name_as_the_long_question_finds_them(query: str) -> None:
    for title in ("The hidden harbour", "100% of a_b", "1000 of aXb \\ it's"):
        world.protected(title, title_ko="등대")
    world.activity("The open harbour", title_ko="등대")
    asked = Q(kind="activities.activity", handling="protected")
    for word in query.split():
        asked &= Q(label_en__icontains=word) | Q(label_ko__icontains=word)

    assert sorted(searching._protected(KINDS["activities"], query)) == sorted(Record.objects.filter(asked).values_list("pk", flat=True))
