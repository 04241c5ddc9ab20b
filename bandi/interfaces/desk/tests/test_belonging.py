"""What belongs to a record is the same, asked in kept words as asked the long way: for few rows and for many, and for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bandi.foundation.records import editing
from bandi.interfaces.desk import belonging, detail, lists
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens import relationship
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf, Related
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.unsealing import is_sealed_record
from bandi.register.activities.models import Activity, Participation
from bandi.work.advocacy.models import Letter, MediaItem

pytestmark = pytest.mark.django_db


def _relation(key: str, to: str) -> Related:
    return next(one for one in KINDS[key].related if one.kind == to)


def _long(kind: ListOf, one: Related, row: Any, account: Any) -> list[Any]:
    other, reader = KINDS[one.kind], Reader(account, "en")
    rows = other.rows(reader).filter(pk__in=other.model.objects.filter(**{one.lookup: row.pk}).values("pk"))
    return list(lists.fetched(other, lists.ordered(other, rows, "", reader))[: belonging.SHOWN + 1])


def _took_part(organisation: Any, *activities: Any) -> None:
    Participation.objects.bulk_create([Participation(activity=activity, side="counterpart", organisation=organisation) for activity in activities])


@pytest.fixture(params=["few", "many"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let what belongs be looked up by its keys, or be found by walking the list, however much of it there is."""
    if request.param == "many":
        for place in (belonging, relationship):
            monkeypatch.setattr(place, "FEW", 0)
    belonging._keys.cache_clear()
    yield request.param
    belonging._keys.cache_clear()


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if kind.related])
def test_every_relation_can_be_asked_for_in_both_ways(key: str, ada: Any) -> None:
    for place, one in enumerate(KINDS[key].related):
        if is_sealed_record(KINDS[one.kind].model):
            assert belonging.rows_of(KINDS[key], one, uuid4(), Reader(ada)) == []
            continue
        assert belonging._keys(key, place).plain(record=uuid4()) == []
        assert belonging._question(key, place, "en", 0).all(ada, record=uuid4()) == []
        assert belonging._question(key, place, "en", 8).all(ada, keys=[uuid4()]) == []


def test_what_belongs_is_what_is_asked_the_long_way_and_within_what_is_seen(way: str, ada: Any, dan: Any) -> None:
    mill, hall = world.organisation("Ministry of the Mill"), world.place("Acorn hall")
    met = [world.activity(f"Meeting {day}", on=date(2031, 3, day)) for day in (9, 2, 5)]
    _took_part(mill, *met, met[0], world.protected())
    world.activity("Elsewhere").places.add(world.place("Birch house"))
    met[1].places.add(hall)
    world.media_item("Lanterns return", outlet=mill, activity=met[0])
    world.person("Willow Birch", organisation=mill)

    for key, to, row, count in (("organisations", "activities", mill, 4), ("places", "activities", hall, 1), ("organisations", "media", mill, 1), ("activities", "media", met[0], 1), ("organisations", "people", mill, 1)):
        kind, one = KINDS[key], _relation(key, to)
        for account in (ada, dan):
            assert belonging.rows_of(kind, one, row.pk, Reader(account, "en")) == _long(kind, one, row, account), (key, to)
        assert len(belonging.rows_of(kind, one, row.pk, Reader(ada, "en"))) == count
    seen = belonging.rows_of(KINDS["organisations"], _relation("organisations", "activities"), mill.pk, Reader(dan, "en"))
    assert [each.title_en for each in seen] == ["Meeting 9", "Meeting 5", "Meeting 2"]
    editing.edit(met[2], {"handling": "protected"}, by=ada, version=1)
    seen = belonging.rows_of(KINDS["organisations"], _relation("organisations", "activities"), mill.pk, Reader(dan, "en"))
    assert [each.title_en for each in seen] == ["Meeting 9", "Meeting 2"], "permission is asked each time"


def test_who_took_part_several_times_in_a_few_activities_loses_none_of_them(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(belonging, "FEW", 3)
    belonging._keys.cache_clear()
    mill = world.organisation("Ministry of the Mill")
    met = [world.activity(f"Meeting {day}", on=date(2031, 3, day)) for day in (2, 5, 9)]
    _took_part(mill, met[0], met[0], met[0], met[0], met[1], met[2])

    found = belonging.rows_of(KINDS["organisations"], _relation("organisations", "activities"), mill.pk, Reader(ada, "en"))

    assert [row.title_en for row in found] == ["Meeting 9", "Meeting 5", "Meeting 2"]
    belonging._keys.cache_clear()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_panel_reads_what_it_shows_and_nothing_else(language: Any, ada: Any) -> None:
    mill = world.organisation("Ministry of the Mill")
    met = world.activity("Meeting", title_ko="면담", summary_en="A long account of the evening.")
    _took_part(mill, met)
    world.media_item("Lanterns return", outlet=mill, activity=met)
    editing.create(Letter, by=None, recipients_en="Minister", message_en="Open the gate", sent="2030-05-09", sent_on=date(2030, 5, 9)).activities.add(met)
    world.person("Willow Birch", organisation=mill, name_ko="버들")
    kinds = {"organisations": mill, "activities": met}
    told = 0
    for key, row in kinds.items():
        for one in KINDS[key].related:
            other, reader = KINDS[one.kind], Reader(ada, language)
            found = belonging.rows_of(KINDS[key], one, row.pk, reader)
            if not found or not other.brief_fields:
                continue
            reader.terms_of("")  # a page asks for all terms once
            with CaptureQueriesContext(connection) as captured:
                panel = detail._related_panel(other, one, row, found, reader)
            assert not captured.captured_queries, one
            told += 1
            assert panel == detail._related_panel(other, one, row, _long(KINDS[key], one, row, ada), Reader(ada, language))
    assert told >= 4


def test_the_page_of_an_organisation_reads_no_long_text_of_what_belongs_to_it(client: Any, ada: Any) -> None:
    mill = world.organisation("Ministry of the Mill")
    _took_part(mill, world.activity("Meeting", summary_en="A long account of the evening."))
    client.force_login(ada)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse("desk:record", args=["organisations", mill.pk])).content.decode()

    assert "Meeting" in page
    assert not [query["sql"] for query in captured if "summary_en" in query["sql"]]


def test_the_newest_of_a_relationship_are_those_asked_the_long_way(way: str, ada: Any, dan: Any) -> None:
    mill, who = world.organisation("Ministry of the Mill"), world.person("Willow Birch")
    met = [world.activity(f"Meeting {day}", on=date(2031, 3, day)) for day in (9, 2, 5)]
    _took_part(mill, *met[:2], met[0], world.protected(), world.activity("Some day", on=None))
    Participation.objects.create(activity=met[2], side="counterpart", person=who)
    asked = world.activity("Talk under the oak", on=date(2031, 3, 4))
    relationship.Ask.objects.create(activity=asked, counterpart="Ministry of the Mill", text_en="Hold a hearing")

    for row, count in ((mill, 5), (who, 1)):
        for account in (ada, dan):
            reader = Reader(account, "en")
            asks = relationship.asks_of(row, reader)
            long = list(relationship._in_order(relationship._activities(row, asks, reader)))
            assert relationship._newest(row, asks, reader) == long
        assert len(relationship._newest(row, relationship.asks_of(row, Reader(ada, "en")), Reader(ada, "en"))) == count
    assert relationship._newest(world.place("Nowhere"), [], Reader(ada, "en")) == []


def test_requests_and_names_of_a_relationship_are_those_asked_the_long_way(ada: Any, dan: Any) -> None:
    mill = world.organisation("Ministry of the Mill", abbreviation="MoM")
    relationship.Alias.objects.create(record=mill.record, name="The Mill")
    for number, values in enumerate(({"counterpart": "The Mill"}, {"organisation": mill}, {"counterpart": "MoM"}, {"counterpart": "The mill"}, {"counterpart": "Nobody"})):
        relationship.Ask.objects.create(activity=world.activity(f"Talk {number}"), text_en=f"Ask {number}", **values)
    relationship.Ask.objects.create(activity=world.protected(), text_en="Hidden", organisation=mill)

    told = {account: sorted(ask.text_en for ask in relationship.asks_of(mill, Reader(account, "en"))) for account in (ada, dan)}

    assert told == {ada: ["Ask 0", "Ask 1", "Ask 2", "Hidden"], dan: ["Ask 0", "Ask 1", "Ask 2"]}


def test_what_is_kept_of_a_relationship_is_that_of_now_of_who_asks_and_of_the_language(client: Any, ada: Any, dan: Any) -> None:
    mill = world.organisation("Ministry of the Mill", name_ko="방앗간 부처")

    def told(account: Any, language: Any = "en") -> list[str]:
        page = relationship.relationship_page(mill, Reader(account, language))
        return [item.label for year in page.years for item in year.items]

    letter = {"by": ada, "message_en": "Open the gate", "sent": "2030-05-09", "sent_on": date(2030, 5, 9)}
    editing.create(Letter, recipients_en="Minister, Ministry of the Mill", recipients_ko="방앗간 부처 장관", **letter)
    for _asking in range(2):
        assert told(ada) == ["Minister, Ministry of the Mill"] == told(dan) and told(ada, "ko") == ["방앗간 부처 장관"]
    hidden = editing.create(Letter, recipients_en="Hidden, Ministry of the Mill", handling="protected", **letter)
    assert len(told(ada)) == 2 and told(dan) == ["Minister, Ministry of the Mill"]
    editing.remove(hidden, by=ada)
    assert told(ada) == ["Minister, Ministry of the Mill"]


def test_a_list_kind_says_what_its_brief_columns_read() -> None:
    assert set(KINDS["activities"].brief_fields) == {"starts_on", "ends_on", "precision", "when", "title_en", "title_ko", "kind"}
    assert KINDS["meetings"].brief_fields == (), "a column that counts what belongs to its row does not say what it reads"
    for model, key in ((Activity, "activities"), (MediaItem, "media")):
        assert {model._meta.get_field(name).name for name in KINDS[key].brief_fields} == set(KINDS[key].brief_fields)
