"""What a list shows and a form offers from kept words is what the long way gives, now, to who asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bandi.foundation.records import editing
from bandi.interfaces.desk import choosing, lists, offering
from bandi.interfaces.desk.forms import form_for
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.unsealing import is_sealed_record
from bandi.register.activities.models import Programme

pytestmark = pytest.mark.django_db


def test_a_page_of_a_list_reads_no_long_text(client: Any, ada: Any) -> None:
    world.activity(summary_en="A long account of the evening.")
    client.force_login(ada)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("desk:record_list", args=["activities"]))

    assert not [query["sql"] for query in captured if "summary_en" in query["sql"]]


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if not is_sealed_record(kind.model)])
def test_the_pages_of_every_kind_are_kept_and_are_those_asked_for_the_long_way(key: str, ada: Any, dan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world.activity("Alder", title_ko="오리나무")
    world.protected("The hidden harbour")
    kind = KINDS[key]
    monkeypatch.setattr(lists, "_pages_kept", {})
    for account in (ada, dan):
        for sort in ("", *(column.name for column in kind.columns if column.sort)):
            reader = Reader(account, "en")
            asked = lists.fetched(kind, lists.ordered(kind, kind.rows(reader), sort, reader))

            for start in (0, 1):
                assert lists._kept_page(kind, lists.State(sort=sort), reader, start) == list(asked[start : start + lists.PAGE])


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if any(one.kept for one in kind.filters)])
def test_a_filter_of_a_kept_page_narrows_as_its_own_question_does(key: str, ada: Any, dan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world.activity("Alder", on=date(2021, 5, 4))
    world.activity("Birch", on=date(2022, 12, 31))
    world.protected("The hidden harbour")
    kind = KINDS[key]
    monkeypatch.setattr(lists, "_pages_kept", {})
    for one in kind.filters if not is_sealed_record(kind.model) else ():
        for value in ("2021", "2022", "1900", "open", "protected", "no such word", "0", "²", "99999") if one.kept else ():
            for account in (ada, dan):
                state, reader = lists.State(asked={one.name: value}), Reader(account, "en")
                kept = lists._kept_page(kind, state, reader, 0)

                assert kept is None or kept == list(lists.fetched(kind, lists.ordered(kind, lists.narrowed(kind, state, reader), "", reader))[: lists.PAGE])


def test_a_year_is_answered_by_a_statement_that_is_kept(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_pages_kept", {})
    for day in (date(2021, 5, 4), date(2022, 12, 31), date(2022, 1, 1)):
        world.activity(f"On {day}", on=day)
    found = {year: lists._kept_page(KINDS["activities"], lists.State(asked={"year": year}), Reader(ada, "en"), 0) for year in ("2021", "2022", "2020")}

    assert {year: rows and [row.title_en for row in rows] for year, rows in found.items()} == {"2021": ["On 2021-05-04"], "2022": ["On 2022-12-31", "On 2022-01-01"], "2020": []}


def test_a_kept_first_page_shows_what_was_written_since_and_to_nobody_more_than_she_may_see(ada: Any, dan: Any) -> None:
    kind, state = KINDS["activities"], lists.State()
    world.protected("The hidden harbour")
    assert [row.title_en for row in lists.shown(kind, state, Reader(ada, "en")).rows] == ["The hidden harbour"]
    assert lists.shown(kind, state, Reader(dan, "en")).rows == []

    world.activity("Alder")

    assert [row.title_en for row in lists.shown(kind, state, Reader(dan, "en")).rows] == ["Alder"]


def test_options_of_filters_are_those_of_now_and_of_who_asks(client: Any, ada: Any, dan: Any) -> None:
    kind = KINDS["activities"]

    def offered(account: Any) -> list[str]:
        filters = choosing.filters_of(kind, lists.State(), Reader(account, "en"))
        return [option["label"] for select in filters["selects"] if select["name"] == "programme" for option in select["options"]]

    assert offered(ada) == []
    editing.create(Programme, by=ada, name_en="Lantern school", handling="protected")
    assert "Lantern school" in offered(ada) and offered(dan) == []

    editing.create(Programme, by=ada, name_en="Reading nights")

    assert "Reading nights" in offered(dan) and "Reading nights" in offered(ada)


def test_what_a_form_offers_is_that_of_now_and_of_who_asks(ada: Any, dan: Any) -> None:
    kind = KINDS["activities"]

    def offered(account: Any) -> list[str]:
        return [one.drawn for one in form_for(kind, ["programme"], Reader(account, "en")).fields["programme"].widget.offers]

    def long(account: Any) -> list[str]:
        return [Reader(account, "en").name(row).text for row in Programme.objects.visible_to(account)]

    assert offered(ada) == offered(dan) == []
    hidden = editing.create(Programme, by=ada, name_en="Lantern school", handling="protected")
    assert offered(ada) == ["Lantern school"] == long(ada) and offered(dan) == [] == long(dan)
    form = form_for(kind, ["programme"], Reader(dan, "en"), data={"programme": str(hidden.pk)})
    assert not form.is_valid()

    other = editing.create(Programme, by=ada, name_en="Reading <b>nights")

    assert offered(dan) == ["Reading &lt;b&gt;nights"] and sorted(offered(ada)) == ["Lantern school", "Reading &lt;b&gt;nights"]
    editing.remove(other, by=ada)
    assert offered(dan) == []


def test_a_form_offers_sealed_records_by_the_compartments_of_who_asks_and_keeps_nothing(ada: Any, dan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: Any, **_more: Any) -> Any:
        raise AssertionError("kept")

    monkeypatch.setattr(offering, "remembered", refuse)
    sealed = [field for kind in KINDS.values() for field in kind.model._meta.concrete_fields if field.is_relation and is_sealed_record(field.related_model)]

    assert sealed and all(offering.offers_of(field, Reader(account)) is not None for field in sealed for account in (ada, dan))
