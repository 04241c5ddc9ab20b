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
from bandi.interfaces.desk import lists, probing
from bandi.interfaces.desk.addresses import page_url, record_url
from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.templatetags.desk_icons import icon
from bandi.interfaces.desk.templatetags.desk_rail import rail_list
from bandi.interfaces.desk.templatetags.desk_rows import table_rows
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Activity, Headcount, Heading
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
