"""Columns as they stand in a backup: the same text whichever database wrote it and whichever reads it.

    int, text, bool, float      as in JSON
    uuid                        32 hexadecimal digits
    date, moment                ISO 8601; moments in UTC with microseconds
    decimal:N                   text with N decimals
    bytes                       base64
    json                        the value itself
    duration                    microseconds
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.expressions import Col

from bandi.foundation.backup.errors import NotKept

_TEXTS = {"CharField", "TextField", "SlugField", "URLField", "EmailField", "FileField", "FilePathField", "GenericIPAddressField"}
_NUMBERS = {
    "AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField", "PositiveIntegerField",
    "PositiveBigIntegerField", "PositiveSmallIntegerField",
}  # fmt: skip
_OTHERS = {
    "BooleanField": "bool", "DateField": "date", "DateTimeField": "moment", "FloatField": "float", "JSONField": "json",
    "UUIDField": "uuid", "BinaryField": "bytes", "DurationField": "duration", "TimeField": "time",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table as it is written: its name, its columns with their types, its primary key."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: str

    def as_json(self) -> dict[str, object]:
        return {"table": self.name, "columns": [list(column) for column in self.columns], "key": self.key}

    @classmethod
    def of(cls, value: Any) -> Table:
        """Return a table as it was read. Raises: KeyError, TypeError, ValueError."""
        return cls(str(value["table"]), tuple((str(name), str(kind)) for name, kind in value["columns"]), str(value["key"]))


def table_of(model: type[models.Model]) -> Table:
    """Return how a model's table is written. Raises: NotKept for a column of an unknown type."""
    meta = model._meta
    columns = tuple((field.column, type_of(field)) for field in meta.concrete_fields)
    return Table(meta.db_table, columns, meta.pk.column)


def type_of(field: models.Field[Any, Any]) -> str:
    """Return the type of a column. Raises: NotKept."""
    while field.remote_field is not None:
        field = field.target_field
    kind = field.get_internal_type()
    if kind in _TEXTS:
        return "text"
    if kind in _NUMBERS:
        return "int"
    if kind == "DecimalField":
        return f"decimal:{field.decimal_places}"  # type: ignore[attr-defined]
    if kind not in _OTHERS:
        raise NotKept(f"columns of type {kind}")
    return _OTHERS[kind]


def all_models() -> Iterator[type[models.Model]]:
    """Yield every model that has a table, tables of many-to-many relations included, in a steady order."""
    found = (model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy)
    yield from sorted(found, key=lambda model: model._meta.db_table)


def plain_field(kind: str) -> models.Field[Any, Any]:
    """Return a field of Django's own for a type: what a custom field does to values is none of a backup's business."""
    name, _, places = kind.partition(":")
    makers: dict[str, Callable[[], models.Field[Any, Any]]] = {
        "int": models.BigIntegerField, "text": models.TextField, "bool": models.BooleanField, "float": models.FloatField,
        "uuid": models.UUIDField, "date": models.DateField, "moment": models.DateTimeField, "bytes": models.BinaryField,
        "json": models.JSONField, "duration": models.DurationField, "time": models.TimeField,
        "decimal": lambda: models.DecimalField(max_digits=40, decimal_places=int(places)),
    }  # fmt: skip
    if name not in makers:
        raise NotKept(f"columns of type {kind}")
    field = makers[name]()
    field.set_attributes_from_name("value")
    return field


def readers(table: Table, connection: Any) -> list[Callable[[Any], Any]]:
    """Return for each column what turns the driver's value into the value of a backup."""
    return [_reader(kind, connection) for _name, kind in table.columns]


def writers(table: Table, connection: Any) -> list[Callable[[Any], Any]]:
    """Return for each column what turns the value of a backup into one for the driver."""
    return [_writer(kind, connection) for _name, kind in table.columns]


def _reader(kind: str, connection: Any) -> Callable[[Any], Any]:
    field = plain_field(kind)
    expression = Col("t", field)
    steps = [] if kind == "json" else connection.ops.get_db_converters(expression)
    encode = _ENCODE.get(kind.partition(":")[0], lambda value: value)

    def read(value: Any) -> Any:
        for step in steps:
            value = step(value, expression, connection)
        return None if value is None else encode(value)

    return read


def _writer(kind: str, connection: Any) -> Callable[[Any], Any]:
    field = plain_field(kind)
    decode = _DECODE.get(kind.partition(":")[0], lambda value: value)

    def write(value: Any) -> Any:
        return None if value is None and kind != "json" else field.get_db_prep_value(decode(value), connection, prepared=False)

    if kind == "json":
        return lambda value: None if value is None else write(value[0])
    return write


_ENCODE: dict[str, Callable[[Any], Any]] = {
    "bool": bool,
    "int": int,
    "float": float,
    "uuid": lambda value: value.hex if isinstance(value, UUID) else UUID(str(value)).hex,
    "date": lambda value: value.isoformat(),
    "time": lambda value: value.isoformat(),
    "moment": lambda value: value.astimezone(UTC).isoformat(timespec="microseconds"),
    "decimal": str,
    "bytes": lambda value: base64.b64encode(bytes(value)).decode(),
    "json": lambda value: [json.loads(value) if isinstance(value, str) else value],
    "duration": lambda value: value if isinstance(value, int) else value // timedelta(microseconds=1),
}
"""A JSON column's value is written in a list of one, so that the JSON value null and no value stay two things."""

_DECODE: dict[str, Callable[[Any], Any]] = {
    "uuid": lambda value: UUID(value),
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "moment": datetime.fromisoformat,
    "decimal": Decimal,
    "bytes": base64.b64decode,
    "duration": lambda value: timedelta(microseconds=value),
}
