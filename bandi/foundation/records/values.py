"""Values of model fields as JSON and back: what revisions keep and what conflicts compare.

May import: the vault, Django.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from bandi.foundation.vault.values import SealedValue


def editable_fields(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """Return the fields a revision keeps, by attribute name: everything but the key and the counters of the spine."""
    skipped = {"version", "updated_at"}
    return {
        field.attname: field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in skipped
    }


def as_json(value: Any) -> Any:
    """Return `value` as JSON would give it back: dates and decimals as text, a sealed value as its cell."""
    if isinstance(value, SealedValue):
        return value.as_json()
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def snapshot(row: models.Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the named fields of `row` (all editable ones by default) as JSON values."""
    fields = editable_fields(type(row))
    return {name: as_json(getattr(row, name)) for name in (names if names is not None else fields)}


def from_json(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` of a revision as the Python values of the model's fields."""
    fields = editable_fields(model)
    return {name: fields[name].to_python(value) for name, value in values.items() if name in fields}


def differences(row: models.Model, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `changes` that are not what `row` holds already, as Python values.

    Raises: ValidationError when a value does not fit its field.
    """
    fields = editable_fields(type(row))
    cleaned = {name: fields[name].to_python(value) for name, value in changes.items()}
    return {name: value for name, value in cleaned.items() if not _same(value, getattr(row, name))}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, SealedValue):
        return one == other or (not one and not other)
    return bool(as_json(one) == as_json(other))
