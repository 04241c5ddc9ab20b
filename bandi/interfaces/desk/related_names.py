"""What related records are called, asked for many rows at once: the names that a list which is taken along writes into its cells.

Guards against: a name in a cell that the reader may not see; it is left out, as on the list's own page.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, cast

from django.db import models

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Text
from bandi.interfaces.desk.reading import Reader

REMEMBERED = 5_000
"""Names of one kind that are kept while a list is read; a longer list asks for them anew, so that it never holds as many names as there are records."""


class RelatedNames:
    """The English names of related records by their ids, empty where the reader may not know them; terms by their keys."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[type[models.Model], dict[Any, str]] = defaultdict(dict)

    def of(self, field: models.ForeignKey[Any, Any], keys: Collection[Any]) -> dict[Any, str]:
        """Return what the records of some ids are called that a foreign key leads to."""
        if field.related_model is Term:
            return self._reader.term_keys
        model = cast("type[models.Model]", field.related_model)
        known = self._known[model]
        missing = {key for key in keys if key is not None and key not in known}
        if len(known) + len(missing) > REMEMBERED:
            known = self._known[model] = {}  # a new one: who asked before still holds the other
            missing = {key for key in keys if key is not None}
        if missing:
            known.update((row.pk, self._said(row)) for row in model._base_manager.filter(pk__in=missing).order_by())  # type: ignore[arg-type]
        return known

    def tied(self, field: models.ManyToManyField[Any, Any], keys: list[Any]) -> dict[Any, str]:
        """Return for each of these rows what the records are called that it is tied to, in their own order, parted by semicolons."""
        own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        through = cast("type[models.Model]", field.remote_field.through)
        rows: dict[Any, list[Any]] = defaultdict(list)
        for row, target in through._default_manager.filter(**{f"{own}__in": keys}).values_list(own, other):
            rows[target].append(row)
        names: dict[Any, list[str]] = defaultdict(list)
        targets = field.related_model._default_manager.filter(pk__in=list(rows)) if rows else ()  # type: ignore[union-attr]
        for target in targets:
            if self._reader.sees(target):
                for row in rows[target.pk]:
                    names[row].append(name_of(target))
        return {row: "; ".join(said) for row, said in names.items()}

    def _said(self, row: RecordBase) -> str:
        return name_of(row) if self._reader.sees(row) else ""


def name_of(row: RecordBase) -> str:
    """Return what a record is called in English, or in Korean where it has no English name."""
    return str(Text(*row.labels()).in_language("en"))
