"""What is quick is still right: every shortcut of the desk gives what the long way gives."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.template import Context, Engine, Library
from django.templatetags import i18n
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from bandi.foundation.records import editing, search
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Text
from bandi.interfaces.desk import choosing, lists, offering, probing
from bandi.interfaces.desk.addresses import page_url, record_url
from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.forms import form_for
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.templatetags.desk_icons import icon
from bandi.interfaces.desk.templatetags.desk_rail import rail_list
from bandi.interfaces.desk.templatetags.desk_rows import table_rows
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.unsealing import is_sealed_record
from bandi.register.activities.models import Activity, Headcount, Heading, Programme
from bandi.register.people.models import Place

pytestmark = pytest.mark.django_db

HOSTILE = ["", "등불 모임", "<script>alert(1)</script>", 'a "quoted" & \'single\'', 7, None, mark_safe("<b>bold</b>"), gettext_lazy("Year")]


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_escaping_gives_what_django_gives(value: Any) -> None:
    assert escaped(value) == conditional_escape(value)


def test_an_address_put_together_is_the_one_worked_out() -> None:
    one, other = uuid4(), uuid4()

    assert record_url("people", one) == reverse("desk:record", args=["people", one])
    assert page_url("desk:report_section", one, other) == reverse("desk:report_section", args=[other, one])


@pytest.mark.parametrize("key", list(KINDS))
def test_every_kind_of_relation_can_be_asked_for_at_once(key: str) -> None:
    assert probing.filled(KINDS[key], uuid4()) == frozenset()


def test_the_question_for_all_relations_finds_those_that_hold_something() -> None:
    kind = KINDS["activities"]
    row, child = world.activity(), world.activity("Part of it")
    Headcount.objects.create(activity=row, count=5, unit="participants")
    Activity.objects.filter(pk=child.pk).update(part_of=row)
    row.places.add(world.place())

    holding = probing.filled(kind, row.pk)

    held = {one.key for one in kind.parts if id(one) in holding}
    belonging = {one.lookup for one in kind.related if id(one) in holding}
    assert held == {"headcounts"}
    assert belonging == {"part_of"}
    assert {one.name for one in kind.several if id(one) in holding} == {"places"}
    assert probing.filled(kind, child.pk) == frozenset()


def test_an_empty_record_costs_one_question_for_all_its_relations(client: Any, ada: Any) -> None:
    client.force_login(ada)
    address = reverse("desk:record", args=["activities", world.activity().pk])
    for _visit in range(2):
        client.get(address)  # a new visit is bound to its browser first
    with CaptureQueriesContext(connection) as captured:
        client.get(address)

    asked = [query["sql"] for query in captured]
    assert sum(sql.startswith("SELECT EXISTS(") for sql in asked) == 1
    assert len(asked) <= 18


def _many(count: int) -> None:
    for number in range(count):
        world.activity(f"Lantern walk {number:02}", on=date(2031, 1 + number % 9, 1 + number % 28))
    world.activity("Acorn walk", on=date(2031, 5, 5))


@pytest.mark.parametrize("page", [1, 2, 9])
def test_words_in_a_list_give_the_same_rows_in_order_and_sorted_the_long_way(ada: Any, page: int) -> None:
    _many(lists.PAGE + 20)
    kind, reader = KINDS["activities"], Reader(ada, "en")

    quick = lists.shown(kind, lists.State(query="lantern", page=page), reader)
    long = list(lists.ordered(kind, lists.narrowed(kind, lists.State(query="lantern"), Reader(ada, "en")), "", reader))

    start = (quick.page - 1) * lists.PAGE
    assert quick.count == len(long) == lists.PAGE + 20
    assert [row.starts_on for row in quick.rows] == [row.starts_on for row in long[start : start + lists.PAGE]]
    assert quick.page == min(page, 2)


def test_pages_of_an_answer_do_not_overlap_and_reach_everything(ada: Any) -> None:
    _many(lists.PAGE + 20)
    kind, reader = KINDS["activities"], Reader(ada, "en")

    seen = [row.pk for page in (1, 2) for row in lists.shown(kind, lists.State(query="lantern", page=page), reader).rows]

    assert len(seen) == len(set(seen)) == lists.PAGE + 20


def test_a_protected_record_is_found_beside_the_index_and_counted(ada: Any, dan: Any) -> None:
    world.activity("Harbour walk")
    world.protected("The hidden harbour")
    asked = lists.State(query="harbour")

    assert lists.shown(KINDS["activities"], asked, Reader(ada, "en")).count == 2
    assert lists.shown(KINDS["activities"], asked, Reader(dan, "en")).count == 1


def test_an_answer_that_was_cut_says_so(ada: Any, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from bandi.interfaces.desk import searching

    monkeypatch.setattr(searching, "FOUND_TO", 5)
    _many(8)
    client.force_login(ada)

    page = client.get(reverse("desk:record_list", args=["activities"]), {"q": "lantern"})

    assert page.context["table"]["count_label"] in ("Activities: more than 5", "활동 5건 이상")
    assert lists.shown(KINDS["activities"], lists.State(query="lantern"), Reader(ada, "en")).is_cut
    assert len(search.find_rows("lantern", limit=5)) == 5


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


def test_a_hostile_name_in_the_journal_and_the_rail_stays_a_text(client: Any, ada: Any) -> None:
    world_row = editing.create(Activity, by=ada, title_en="<script>alert(1)</script>", kind=world.term(), when="2024")
    client.force_login(ada)

    page = client.get(reverse("desk:audit")).content.decode()

    assert "<script>alert(1)</script>" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page and str(world_row.pk) in page
    hostile = [{"group": "<b>", "label": "<i>", "url": '"><script>', "icon": "lock", "count": "<u>"}]
    drawn = rail_list(hostile)
    assert not any(tag in drawn for tag in ("<b>", "<i>", "<u>", "<script>"))


WORDS_OF_A_TEMPLATE = '{% load i18n %}{% translate "Search" %}|{% trans "Year" %}|{% translate "Not yet & never" %}|{% translate "Year"|upper %}|{% translate "Year" as here %}{{ here }}|{% translate word %}'


def test_words_kept_for_each_language_are_those_that_django_says() -> None:
    ours, own = Engine.get_default(), Engine()
    own.template_libraries = {"i18n": Library()}
    own.template_libraries["i18n"].tags = {"translate": i18n.do_translate, "trans": i18n.do_translate}
    said = {}
    for language in ("en", "ko", "en"):
        with translation.override(language):
            said[language], long = (engine.from_string(WORDS_OF_A_TEMPLATE).render(Context({"word": "Activities"})) for engine in (ours, own))
        assert said[language] == long
    kept = ours.from_string(WORDS_OF_A_TEMPLATE)
    for language in ("en", "ko", "en"):
        with translation.override(language):
            assert kept.render(Context({"word": "Activities"})) == said[language]
    assert said["en"] != said["ko"]


def test_an_icon_written_out_is_the_one_whose_name_is_given() -> None:
    drawn = Engine.get_default().from_string('{% load desk_icons %}{% icon "lock" %}|{% icon name %}|{% icon "lock" True %}|{% icon "" %}').render(Context({"name": "lock"}))

    assert drawn == f"{icon('lock')}|{icon('lock')}|{icon('lock', small=True)}|"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL gives ids itself")
def test_ids_read_directly_are_ids() -> None:
    given = uuid4()
    read = connection.ops.convert_uuidfield_value(given.hex, None, connection)

    assert read == given and hash(read) == hash(given) and str(read) == str(given) and pickle.loads(pickle.dumps(read)) == given
    assert connection.ops.convert_uuidfield_value(None, None, connection) is None
    assert connection.ops.convert_uuidfield_value(str(given), None, connection) == given


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if kind.beside])
def test_what_stands_beside_a_row_is_what_would_be_fetched_with_it(key: str, ada: Any) -> None:
    kind, places = KINDS[key], [world.place(name) for name in ("Acorn hall", "Birch house", "Cedar room")]
    rows = [world.activity(f"Lantern walk {number}") for number in range(3)]
    rows[0].places.add(places[2], places[0])
    rows[2].places.add(places[1])
    for order, (row, count) in enumerate(((rows[0], 5), (rows[0], 7), (rows[1], 9))):
        Headcount.objects.create(activity=row, count=count, unit="participants", group="children" if count == 7 else "", order=order)
    found = lists.complete(kind, list(lists.near(kind, Activity.objects.order_by("pk"))))
    long = list(lists.fetched(kind, Activity.objects.order_by("pk")))

    assert [row.pk for row in found] == [row.pk for row in long] and len(found) == 3
    for one in kind.beside:
        for quick, slow in zip(found, long, strict=True):
            fields = [name for name in one.make._fields if name != "pk"]  # type: ignore[attr-defined]
            assert [[getattr(each, name) for name in fields] for each in getattr(quick, one.name)] == [[getattr(each, name) for name in fields] for each in getattr(slow, one.name)]
    assert any(getattr(row, one.name) for one in kind.beside for row in found)
    assert lists.complete(kind, []) == []


def test_a_place_that_may_not_be_named_is_not_named_in_a_list(ada: Any, dan: Any) -> None:
    kind, row = KINDS["activities"], world.activity("Lantern walk", place_text="as printed")
    open_place, hidden = world.place("Acorn hall"), world.place("The hidden harbour")
    Place.objects.filter(pk=hidden.pk).update(handling="protected")
    row.places.add(open_place, hidden)

    def told(account: Any) -> str:
        return lists.read(kind, lists.shown(kind, lists.State(), Reader(account, "en")).rows[0], "place", Reader(account, "en")).text

    assert told(dan) == "Acorn hall" and told(ada) == "Acorn hall, The hidden harbour"
    Place.objects.filter(pk=open_place.pk).update(is_removed=True)
    assert told(dan) == "as printed"


@pytest.mark.parametrize("english", ["", "Lamp"])
@pytest.mark.parametrize("korean", ["", "등불"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_pair_is_shown_as_the_phrase_it_makes(english: str, korean: str, language: Any, ada: Any) -> None:
    reader = Reader(ada, language)

    assert reader.pair(english, korean) == reader.phrase(Text(english, korean))


def test_a_heading_that_many_rows_point_to_is_named_once_and_within_what_the_reader_sees(ada: Any, dan: Any) -> None:
    heading = editing.create(Heading, by=ada, title_en="Water", level="section", handling="protected")
    rows = [world.activity(f"Lantern walk {number}") for number in range(2)]
    Activity.objects.update(heading=heading)
    seen = [[Reader(account, "en").value(row, "heading").text for row in Activity.objects.filter(pk__in=[row.pk for row in rows])] for account in (ada, dan)]

    assert seen == [["Water", "Water"], ["", ""]]
    reader = Reader(ada, "en")
    assert [reader.value(row, "heading").text for row in Activity.objects.select_related("heading")] == ["Water", "Water"]


def test_a_text_that_was_not_marked_safe_never_gains_by_one_that_was() -> None:
    hostile = "<b>bold</b>"
    safe, plain = ({"id": "t", "rows": [{"id": "1", "cells": [{"text": "x", "label": label, "edit_url": "/"}]}]} for label in (mark_safe(hostile), hostile))

    assert hostile in table_rows(safe)
    assert hostile not in table_rows(plain) and "&lt;b&gt;" in table_rows(plain)


@pytest.mark.parametrize("shown", [3, 7, 100])
def test_protected_records_stand_where_their_day_belongs_on_every_page(ada: Any, dan: Any, monkeypatch: pytest.MonkeyPatch, shown: int) -> None:
    """Whatever the length of a page, and wherever the protected ones fall: before all others, between, behind, and without a day."""
    monkeypatch.setattr(lists, "PAGE", shown)
    monkeypatch.setattr(lists, "_answers", {})
    for day in range(2, 22, 2):
        world.activity(f"Lantern walk {day}", on=date(2031, 5, day))
    for day in (1, 9, 11, 25):
        world.protected(f"Lantern of the harbour {day}", on=date(2031, 5, day))
    world.protected("Lantern without a day", on=None)
    kind, asked = KINDS["activities"], lists.State(query="lantern")
    long = [row.pk for row in lists.ordered(kind, lists.narrowed(kind, asked, Reader(ada, "en")), "", Reader(ada, "en"))]

    pages = [lists.shown(kind, lists.State(query="lantern", page=page), Reader(ada, "en")) for page in range(1, -(-15 // shown) + 1)]

    assert [row.pk for page in pages for row in page.rows] == long and len(long) == 15
    assert {page.count for page in pages} == {15}
    seen = lists.shown(kind, asked, Reader(dan, "en"))
    assert seen.count == 10 and not [row for row in seen.rows if row.handling == "protected"]


def test_a_removed_protected_record_is_neither_shown_nor_counted(ada: Any) -> None:
    world.activity("Lantern walk")
    editing.remove(world.protected("Lantern of the harbour"), by=ada)

    answer = lists.shown(KINDS["activities"], lists.State(query="lantern"), Reader(ada, "en"))

    assert answer.count == 1 and [row.title_en for row in answer.rows] == ["Lantern walk"]


def test_a_count_is_that_of_now_and_of_who_asks(ada: Any, dan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 1)
    kind = KINDS["activities"]
    editing.create(Activity, by=ada, title_en="Alder", kind=world.term(), when="2031-03-12", starts_on=date(2031, 3, 12))
    editing.create(Activity, by=ada, title_en="Birch", kind=world.term(), when="2032-03-12", starts_on=date(2032, 3, 12))
    editing.create(Activity, by=ada, title_en="Cedar", kind=world.term(), when="2031-04-12", starts_on=date(2031, 4, 12), handling="protected")

    def counted(account: Any, **asked: str) -> int:
        return lists.shown(kind, lists.State(asked=asked), Reader(account, "en")).count

    for _asking in range(2):
        assert (counted(ada), counted(dan), counted(ada, year="2031"), counted(dan, year="2031")) == (3, 2, 2, 1)
    editing.create(Activity, by=ada, title_en="Elm", kind=world.term(), when="2031-05-12", starts_on=date(2031, 5, 12))
    assert (counted(ada), counted(dan), counted(ada, year="2031"), counted(dan, year="2031")) == (4, 3, 3, 2)


def test_terms_are_those_of_now_in_the_language_that_is_asked_for(ada: Any) -> None:
    first = world.term()
    assert dict(Reader(ada, "en").terms_of(first.vocabulary))[first.key] == first.label_en

    Term.objects.filter(pk=first.pk).update(label_en="Renamed", label_ko="새 이름")

    assert dict(Reader(ada, "en").terms_of(first.vocabulary))[first.key] == "Renamed"
    assert Reader(ada, "ko").term(first.vocabulary, first.key) == "새 이름"
    for language in ("en", "ko"):
        long = [(term.key, str(term.label.in_language(language)) or term.key.replace("_", " ")) for term in Term.objects.filter(vocabulary=first.vocabulary).order_by("order", "key")]
        assert Reader(ada, language).terms_of(first.vocabulary) == long
