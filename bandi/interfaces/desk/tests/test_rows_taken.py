"""The rows of a list as they are taken along: read in columns, and the same as if each row were made and asked for its values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models

from bandi.foundation.records.errors import Changed
from bandi.foundation.records.masks import Mask, Masks
from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk import exporting, leaving, related_names
from bandi.interfaces.desk.reading import Reader, as_text, languages_of
from bandi.interfaces.desk.related_names import name_of
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Activity
from bandi.register.people.models import Place

pytestmark = pytest.mark.django_db


def the_long_way(kind: ListOf, rows: models.QuerySet[Any], reader: Reader) -> Iterator[list[Any]]:
    """Make every row and everything it is tied to, and ask each for its value."""
    names = [one for name in kind.field_names for one in languages_of(kind.model, name)]

    def value(row: Any, name: str) -> Any:
        if not isinstance(row._meta.get_field(name), models.ForeignKey):
            plain = getattr(row, name)
            return as_text(plain, "en") if isinstance(plain, (dict, list)) else plain
        other: RecordBase | Term | None = getattr(row, name)
        if isinstance(other, Term):
            return other.key
        return name_of(other) if other is not None and reader.sees(other) else ""

    for row in rows.select_related("record"):
        tied = ["; ".join(name_of(other) for other in getattr(row, one.name).all() if reader.sees(other)) for one in kind.several]
        yield [str(row.pk), row.record.ref, *(value(row, name) for name in names), *tied]


def many() -> None:
    hidden, shown = world.protected("The hidden harbour"), world.activity("Lantern walk", dates=["2024-05-03", "2024-05-04"])
    places = [world.place(name) for name in ("Pine Hill", "Dew Valley", "Acorn Mill")]
    for number, part_of in enumerate((hidden, shown, None)):
        row = world.activity(f"Part {number}", title_ko=f"부분 {number}", part_of=part_of, is_online=bool(number))
        row.places.set(places[number:])
    Place.objects.filter(pk=places[2].pk).update(is_removed=True)
    world.media_item("Lanterns", activity=hidden)
    world.media_item("Fireflies", activity=shown)


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_read_in_columns_the_rows_of_every_kind_are_the_same(who: str, request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(request.getfixturevalue(who), "en")
    many()
    told = 0
    for remembered, chunk in ((5_000, 500), (1, 2)):
        monkeypatch.setattr(related_names, "REMEMBERED", remembered)
        monkeypatch.setattr(exporting, "CHUNK", chunk)
        for kind in KINDS.values():
            rows = kind.rows(reader).order_by("pk")
            quick = list(exporting.rows_of(kind, rows, reader))
            assert quick == list(the_long_way(kind, rows, reader)), kind.key
            told += len(quick)

    assert told >= 2 * 8


def test_what_leaves_is_what_the_gate_read_though_somebody_changes_it_meanwhile(ada: Any) -> None:
    world.activity("Lantern walk")
    rows = leaving.Rows(KINDS["activities"], Activity.objects.all(), Reader(ada, "en"))
    read = [passage.text for passage in rows]
    Activity.objects.update(title_en="Somebody’s name")

    assert "Lantern walk" in read[0] and "Lantern walk" in next(rows.values())
    assert [passage.text for passage in rows] == read
    assert list(rows.written_from()) == [Activity.objects.get().pk]


def test_a_longer_list_is_read_anew_never_held_and_does_not_leave_otherwise_than_it_was_read(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "MOST_HELD", 1)
    for title in ("Alder", "Birch"):
        world.activity(title)
    rows = leaving.Rows(KINDS["activities"], Activity.objects.order_by("title_en"), Reader(ada, "en"))
    list(rows)
    Activity.objects.filter(title_en="Birch").update(title_en="Cedar")

    with pytest.raises(Changed):
        list(rows.values())
    assert not rows._values.held and not rows._passages.held
    assert set(rows.written_from()) == set(Activity.objects.values_list("pk", flat=True))


def test_a_mask_reaches_every_text_of_a_row(ada: Any) -> None:
    row = world.activity("With Kim Haneul", place_text="Kim Haneul’s house")
    row.record.ref = "kim-Kim Haneul"
    row.record.save()
    masks = Masks((Mask("Kim Haneul", "surname", "Kim"),))
    rows = leaving.Rows(KINDS["activities"], Activity.objects.all(), Reader(ada, "en"))

    for said in (next(rows.values(masks)), next(exporting.rows_of(KINDS["activities"], Activity.objects.all(), Reader(ada, "en"), masks))):
        assert "Haneul" not in " ".join(map(str, said)) and "With Kim" in said
