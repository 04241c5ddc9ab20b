"""A row made straight is the row that Django would have made."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models.signals import post_init

from bandi.foundation.records.models import ImportedRow
from bandi.foundation.reference.straight import from_row, is_plain

STRAIGHT = [model for model in apps.get_models() if getattr(model.from_db, "__func__", None) is from_row]


def _long_way(model: Any, names: list[str], values: list[Any]) -> Any:
    return models.Model.from_db.__func__(model, "default", names, values)  # type: ignore[attr-defined]


def _values(model: Any) -> dict[str, Any]:
    return {field.attname: f"value of {field.attname}" for field in model._meta.concrete_fields}


def test_records_and_their_parts_are_made_straight() -> None:
    assert len([model for model in STRAIGHT if is_plain(model)]) > 40


@pytest.mark.parametrize("model", [model for model in STRAIGHT if is_plain(model)], ids=lambda model: model._meta.label_lower)
def test_a_row_made_straight_holds_what_the_long_way_gives(model: Any) -> None:
    given = _values(model)
    names = list(given)
    for some in (names, names[:1] + names[2:]):  # whole, and with a field left out
        quick, slow = model.from_db("default", some, [given[name] for name in some]), _long_way(model, some, [given[name] for name in some])

        assert {name: value for name, value in vars(quick).items() if name != "_state"} == {name: value for name, value in vars(slow).items() if name != "_state"}
        assert (quick._state.adding, quick._state.db) == (slow._state.adding, slow._state.db) == (False, "default")
        assert quick.get_deferred_fields() == slow.get_deferred_fields()


def test_a_model_whose_values_are_drawn_by_a_descriptor_of_their_own_goes_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImportedRow, "source", property(lambda self: "drawn"))
    is_plain.cache_clear()
    try:
        assert not is_plain(ImportedRow)
    finally:
        is_plain.cache_clear()


def test_whoever_listens_for_new_rows_hears_of_them() -> None:
    heard: list[Any] = []

    def listen(sender: Any, instance: Any, **_more: Any) -> None:
        heard.append(instance)

    model = next(model for model in STRAIGHT if is_plain(model))
    post_init.connect(listen, sender=model)
    try:
        row = model.from_db("default", list(_values(model)), list(_values(model).values()))
    finally:
        post_init.disconnect(listen, sender=model)

    assert heard == [row]
