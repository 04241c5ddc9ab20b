"""Ways to narrow a list: by a term, a related record, a choice, a year, what is missing.

May import: the foundation, Django. A filter that is given a value it does not know narrows nothing.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.clearance import compartments_of
from bandi.foundation.records.models import Handling, RecordBase, SealedRecordBase
from bandi.foundation.records.sealing import OFFICE
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.statements import DATE_VALUE, TEXT_VALUE, Given
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import month_name
from bandi.foundation.vault.holding import AUDIT
from bandi.interfaces.desk.reading import Reader, as_id
from bandi.interfaces.desk.tables.description import Choices, Filter, Kept, Label

Rows = models.QuerySet[Any]
MOST_OPTIONS = 400
MOST_YEARS = 40


def by_term(name: str, label: Label, vocabulary: str, *, field: str = "", is_first: bool = False) -> Filter:
    """Rows whose foreign key points to a term of `vocabulary`; chosen by its key."""

    def options(reader: Reader) -> Choices:
        return reader.terms_of(vocabulary)

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        ids = Term.objects.filter(vocabulary=vocabulary, key=value).values_list("pk", flat=True)
        return rows.filter(**{f"{field or name}__in": list(ids)})

    return Filter(name, label, options, apply, is_first=is_first)


def by_word(name: str, label: Label, vocabulary: str, *, field: str = "") -> Filter:
    """Rows whose text holds the key of a term."""

    def options(reader: Reader) -> Choices:
        return reader.terms_of(vocabulary)

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        return rows.filter(**{field or name: value})

    return Filter(name, label, options, apply, kept=_kept_text(name, field or name))


def _kept_text(name: str, field: str) -> Kept:
    """Return how rows are narrowed to one text in a field."""
    return Kept(lambda rows: rows.filter(**{field: Given(f"chosen_{name}", TEXT_VALUE)}), lambda value: {f"chosen_{name}": value})


def by_record(
    name: str, label: Label, model: type[RecordBase], *, field: str = "", through: str = "",
    order: str = "", is_first: bool = False, only: dict[str, Any] | None = None,
) -> Filter:  # fmt: skip
    """Rows that point to a record; chosen by its id. Only records that the reader may see are offered and answer.

    field:   foreign key or many-to-many field of the rows. through: field of the rows' parts, asked as a subquery.
    """

    def visible(reader: Reader) -> Rows:
        return model.objects.visible_to(reader.account).filter(**(only or {}))

    def options(reader: Reader) -> Choices:
        rows = visible(reader).order_by(order) if order else visible(reader)
        names = rows.values_list("pk", "record__label_en", "record__label_ko")[: MOST_OPTIONS + 1]
        found = [(str(pk), reader.phrase(Text(english, korean)).text) for pk, english, korean in names]
        return found if len(found) <= MOST_OPTIONS else []

    def said(value: str, reader: Reader) -> str:
        key = as_id(value)
        row = visible(reader).filter(pk=key).first() if key else None
        return reader.name(row).text if row else ""

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        key = as_id(value)
        if key is None or not visible(reader).filter(pk=key).exists():
            return rows.none()
        if through:
            path = rows.model._meta.get_field(through)
            part, owner = path.related_model, path.field.name
            return rows.filter(pk__in=part._default_manager.filter(**{field: key}).values(f"{owner}_id"))
        return rows.filter(**{field or name: key})

    return Filter(name, label, options, apply, said, is_first, is_steady=not issubclass(model, SealedRecordBase))


def by_choice(name: str, label: Label, choices: Any, *, field: str = "") -> Filter:
    """Rows with one of the choices of a field."""

    def options(reader: Reader) -> Choices:
        return [(str(value), str(words)) for value, words in choices.choices]

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        return rows.filter(**{field or name: value})

    return Filter(name, label, options, apply)


def by_answer(name: str, label: Label, *, yes: Q, no: Q, words: tuple[Label, Label] | None = None, unknown: Q | None = None) -> Filter:
    """Rows for which something is so, or not, or (where that can be) nobody knows."""

    def options(reader: Reader) -> Choices:
        said = words or (_("yes"), _("no"))
        return [("yes", str(said[0])), ("no", str(said[1]))] + ([("unknown", _("not known"))] if unknown else [])

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        asked = {"yes": yes, "no": no, "unknown": unknown}.get(value)
        return rows.filter(asked) if asked is not None else rows

    return Filter(name, label, options, apply)


def has_parts(name: str, label: Label, field: str, words: tuple[Label, Label], **only: Any) -> Filter:
    """Rows that have parts of some kind, asked as a subquery so that no row stands twice."""

    def options(reader: Reader) -> Choices:
        return [("yes", str(words[0])), ("no", str(words[1]))]

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        relation = rows.model._meta.get_field(field)
        parts = relation.related_model._default_manager.filter(**only)
        owners = parts.exclude(**{f"{relation.field.name}__isnull": True}).values(f"{relation.field.name}_id")
        return rows.filter(pk__in=owners) if value == "yes" else rows.exclude(pk__in=owners)

    return Filter(name, label, options, apply)


def by_year(model: type[RecordBase], field: str, *, is_first: bool = True) -> Filter:
    """Rows that begin in a year."""

    def options(reader: Reader) -> Choices:
        return [(str(year), _year(year, reader)) for year in years_of(model, field)]

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        if not value.isdecimal() or len(value) > 4 or not 1 <= int(value) <= 9998:
            return rows
        return rows.filter(**{f"{field}__range": (date(int(value), 1, 1), date(int(value), 12, 31))})

    def given(value: str) -> dict[str, Any] | None:
        if not value.isdecimal() or len(value) > 4 or not 1 <= int(value) <= 9998:
            return None
        return {"year_begins": date(int(value), 1, 1), "year_ends": date(int(value), 12, 31)}

    kept = Kept(lambda rows: rows.filter(**{f"{field}__range": (Given("year_begins", DATE_VALUE), Given("year_ends", DATE_VALUE))}), given)
    return Filter("year", _lazy("Years"), options, apply, is_first=is_first, is_steady=not issubclass(model, SealedRecordBase), kept=kept)


def by_month(model: type[RecordBase], field: str) -> Filter:
    """Rows that begin in a month of whichever year: one range for each year, so that the index is used."""

    def options(reader: Reader) -> Choices:
        return [(str(month), month_name(month, reader.language)) for month in range(1, 13)]

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        if not value.isdecimal() or len(value) > 2 or not 1 <= int(value) <= 12:
            return rows
        month = int(value)
        spans = [(date(year, month, 1), date(year, month, monthrange(year, month)[1])) for year in years_of(model, field)]
        return rows.filter(Q(*[(f"{field}__range", span) for span in spans], _connector=Q.OR)) if spans else rows.none()

    return Filter("month", _lazy("Month"), options, apply)


def years_of(model: type[RecordBase], field: str) -> list[int]:
    """Return the years in which rows begin, newest first, from both ends of the index."""
    known = model.objects.in_use().filter(**{f"{field}__isnull": False})
    first = known.order_by(field).values_list(field, flat=True).first()
    last = known.order_by(f"-{field}").values_list(field, flat=True).first()
    if first is None or last is None:
        return []
    return list(range(last.year, max(first.year, last.year - MOST_YEARS) - 1, -1))


def by_translation(base: str) -> Filter:
    """Rows of which one of the two languages is missing."""

    def options(reader: Reader) -> Choices:
        return [("ko", _("Korean missing")), ("en", _("English missing"))]

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        return rows.filter(**{f"{base}_{value}": ""}) if value in ("ko", "en") else rows

    return Filter("translation", _lazy("Translation"), options, apply)


def by_handling() -> Filter:
    """Rows by who may see them."""

    def options(reader: Reader) -> Choices:
        shown = [Handling.OPEN, Handling.INTERNAL] + ([Handling.PROTECTED] if reader.sees_protected else [])
        return [(level.value, str(level.label)) for level in shown]

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        return rows.filter(handling=value) if value in Handling.values else rows

    return Filter("handling", _lazy("Who sees it"), options, apply)


def by_compartment() -> Filter:
    """Sealed rows by the compartment that holds them; only those of the reader are offered."""

    def options(reader: Reader) -> Choices:
        return [(compartment.key, str(compartment)) for compartment in compartments_of(reader.account).exclude(key__in=(OFFICE, AUDIT))]

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        return rows.filter(compartment__key=value)

    return Filter("compartment", _lazy("Compartment"), options, apply, is_first=True)


def in_words(name: str, label: Label, options: Callable[[], list[tuple[str, Label, Q]]], *, is_first: bool = False) -> Filter:
    """Rows that meet one of several named conditions."""

    def shown(reader: Reader) -> Choices:
        return [(value, str(words)) for value, words, _condition in options()]

    def apply(rows: Rows, value: str, reader: Reader) -> Rows:
        found = next((condition for key, _words, condition in options() if key == value), None)
        return rows.filter(found) if found is not None else rows

    return Filter(name, label, shown, apply, is_first=is_first)


def _year(year: int, reader: Reader) -> str:
    return f"{year}년" if reader.language == "ko" else str(year)
