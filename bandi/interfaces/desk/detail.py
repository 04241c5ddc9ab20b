"""The page of one record: what it says, what belongs to it, where it was counted.

Everything named here that is another record is asked with `visible_to`: a protected one leaves no trace, not even a count.

May import: the foundation, the register, Django.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.records.models import Link, RecordBase
from bandi.foundation.records.sight import BySight
from bandi.foundation.reference.statements import UUID_VALUE, Given, GivenIds, Statement
from bandi.foundation.reference.texts import Language
from bandi.interfaces.desk import belonging, lists
from bandi.interfaces.desk.addresses import (
    STAND_IN,
    address,
    list_url,
    page_url,
    page_within,
    record_url,
    url_of,
    url_of_kind,
    with_state,
)
from bandi.interfaces.desk.reading import Reader, Shown, is_pair, languages_of
from bandi.interfaces.desk.tables import KINDS, kind_of
from bandi.interfaces.desk.tables.description import ListOf, PartOf, Related, Several
from bandi.interfaces.desk.unsealing import is_fixed, is_sealed_record, unseal
from bandi.register.claims.models import Claim

SHOWN = belonging.SHOWN
PARTS_SHOWN = 200
_RECORD = Given("record", UUID_VALUE)
_LINKS: Statement[Link] = Statement(lambda: Link.objects.filter(Q(from_record=_RECORD) | Q(to_record=_RECORD)).select_related("from_record", "to_record"))
_COUNTING: BySight[Claim] = BySight(
    lambda sight: Claim.objects.visible_to(sight)  # type: ignore[arg-type,return-value]
    .filter(measurements__is_current=True, measurements__counted__record=_RECORD)
    .order_by("year", "order")[:SHOWN]
)

Piece = dict[str, Any]


def row_of(kind: ListOf, pk: Any, reader: Reader) -> Any:
    """Return a record with what its columns name, None where it does not exist for the reader."""
    if is_sealed_record(kind.model):
        return kind.joined(kind.rows(reader)).filter(pk=pk).first()
    return next(iter(_of_kind(kind.key, reader.language).all(reader.account, pk=pk)), None)


@lru_cache(maxsize=128)
def _of_kind(key: str, language: Language) -> BySight[Any]:
    kind = KINDS[key]
    return BySight(lambda sight: kind.joined(kind.rows(Reader(sight, language))).filter(pk=Given("pk", UUID_VALUE)).order_by())


def facts_of(kind: ListOf, row: Any, reader: Reader) -> list[Piece]:
    """Return the groups of a record's values; editors see what is not entered yet, readers only what is."""
    groups = []
    base = record_url(kind.key, row.pk)
    for group in kind.groups:
        names = [one for name in group.names if name != "handling" for one in languages_of(kind.model, name)]
        facts = [fact for name in names if (fact := _fact(kind, row, name, reader, base))]
        if facts:
            groups.append({"title": group.title, "facts": facts})
    return groups


def _fact(kind: ListOf, row: Any, name: str, reader: Reader, base: str) -> Piece | None:
    shown = lists.read(kind, row, name, reader)
    if not shown.text and not reader.edits:
        return None
    fact: Piece = {"label": lists.label_of_field(kind.model, name), "text": shown.text, "lang": shown.lang}
    if shown.url:
        fact["links"] = [{"label": shown.text, "url": shown.url}]
    elif shown.is_sealed:
        fact["is_sealed"] = True
    elif reader.edits and not is_fixed(kind.model, name):
        fact["edit_url"] = f"{base}cell/{name}/?in=dd"
    return fact


def parts_of(kind: ListOf, row: Any, reader: Reader, holding: frozenset[int]) -> list[Piece]:
    """Return a panel for each kind of part; empty ones only where they can be filled. holding: as `probing.filled` gives it."""
    panels = []
    for part in kind.parts:
        if id(part) not in holding:
            panels += [_part_panel(kind, part, row, [], reader)] if reader.edits else []
            continue
        key = row.record_id if part.model.OWNER == "record" else row.pk  # type: ignore[attr-defined]
        rows = _rows_of(kind.key, part.key).all(owner=key)
        unseal(rows, part.columns)
        if rows or reader.edits:
            panels.append(_part_panel(kind, part, row, rows, reader))
    return panels


@lru_cache(maxsize=256)
def _rows_of(kind: str, key: str) -> Statement[Any]:
    """Return the question for the parts of a record, by the keys of its kind and of the kind of part."""
    part = KINDS[kind].part(key)
    assert part is not None
    owner = {f"{part.model.OWNER}_id": Given("owner", UUID_VALUE)}  # type: ignore[attr-defined]
    return Statement(lambda: part.model._default_manager.filter(**owner).select_related(*_keys(part))[:PARTS_SHOWN])


def _part_panel(kind: ListOf, part: PartOf, owner: Any, rows: list[Any], reader: Reader) -> Piece:
    words = {field: vocabulary for (label, field), vocabulary in _words_of_parts() if label == part.model._meta.label_lower}
    columns = [name for name in part.columns if name not in part.sparse or any(reader.value(row, name).text for row in rows)]
    heads = [lists.label_of_field(part.model, name) for name in columns]
    kinds = [_cell_kind(part.model, name) for name in columns]
    drawn = []
    for row in rows:
        if part.model.OWNER != "record":  # type: ignore[attr-defined]
            setattr(row, part.model.OWNER, owner)  # type: ignore[attr-defined]
        cells = [reader.value(row, name, words=words.get(name, "")) for name in columns]
        if all(not cell.text for cell in cells):
            continue
        base = page_within("desk:part_edit", kind.key, owner.pk, part.key, STAND_IN).replace(str(STAND_IN), str(row.pk))
        drawn.append(
            {
                "id": row.pk, "edit_url": base if reader.edits else "", "remove_url": f"{base}remove/" if reader.edits else "",
                "cells": [{"text": cell.text, "url": cell.url, "lang": cell.lang, "mark": cell.mark, "label": head, "kind": look}
                          for cell, head, look in zip(cells, heads, kinds, strict=True)],
            }
        )  # fmt: skip
    return {
        "title": part.title, "icon": part.icon, "id": part.key, "hint": part.hint, "heads": list(zip(heads, kinds, strict=True)), "rows": drawn,
        "count": len(drawn) or "", "add_url": page_within("desk:part_new", kind.key, owner.pk, part.key) if reader.edits else "",
        "add_label": _("Add %(thing)s") % {"thing": part.one}, "one": part.one,
    }  # fmt: skip


def several_of(kind: ListOf, row: Any, reader: Reader, holding: frozenset[int]) -> list[Piece]:
    """Return a panel for each many-to-many field, with what is tied."""
    return [_several_panel(kind, one, row, reader, has_any=id(one) in holding) for one in kind.several]


def _several_panel(kind: ListOf, one: Several, row: Any, reader: Reader, *, has_any: bool) -> Piece:
    model = row._meta.get_field(one.name).related_model
    tied = _tied(kind, one, row, reader) if has_any else ()
    items = []
    for other in tied:
        name = reader.name(other)
        untie = reverse("desk:untie", args=[kind.key, row.pk, one.name, other.pk]) if reader.edits else ""
        items.append({"label": name.text, "mark": name.mark, "lang": name.lang, "url": url_of(other), "untie_url": untie})
    return {
        "title": one.title, "icon": one.icon, "items": items, "name": one.name, "kind": lists_key(model),
        "tie_url": page_within("desk:tie", kind.key, row.pk, one.name) if reader.edits else "",
    }  # fmt: skip


def _tied(kind: ListOf, one: Several, row: Any, reader: Reader) -> list[Any]:
    model = row._meta.get_field(one.name).related_model
    if is_sealed_record(model):
        return list(getattr(row, one.name).filter(pk__in=model.objects.visible_to(reader.account).values("pk"))[:PARTS_SHOWN])
    return _tied_to(kind.key, one.name).all(reader.account, owner=row.pk)


@lru_cache(maxsize=64)
def _tied_to(kind: str, name: str) -> BySight[Any]:
    """Return the question for what is tied to a record by a many-to-many field, as far as somebody sees."""
    field: Any = KINDS[kind].model._meta.get_field(name)
    model, owner = field.related_model, {field.related_query_name(): Given("owner", UUID_VALUE)}
    return BySight(lambda sight: model._default_manager.filter(**owner).filter(pk__in=model.objects.visible_to(sight).values("pk"))[:PARTS_SHOWN])


def related_of(kind: ListOf, row: Any, reader: Reader, holding: frozenset[int]) -> list[Piece]:
    """Return a table for each kind of records that belong to this one; the first ones, and a way to all of them."""
    panels = []
    for one in kind.related:
        if id(one) not in holding:
            continue
        if found := belonging.rows_of(kind, one, row.pk, reader):
            panels.append(_related_panel(KINDS[one.kind], one, row, found, reader))
    return panels


def _related_panel(other: ListOf, one: Related, row: Any, found: list[Any], reader: Reader) -> Piece:
    columns = tuple(column for column in other.columns if column.name in other.brief)
    title = str(one.title or other.title)
    all_url = ""
    if len(found) > SHOWN and one.filter:
        all_url = with_state(list_url(other.key), {one.filter: str(row.pk)})
    return {
        "title": title, "icon": other.icon, "count": f"{SHOWN}+" if len(found) > SHOWN else len(found), "all_url": all_url,
        "list_url": with_state(list_url(other.key), {one.filter: str(row.pk)}) if one.filter else "",
        "table": {
            "id": f"related-{other.key}-{one.lookup.replace('__', '-')}", "caption": title,
            "columns": [{"key": column.name, "label": lists.heading_of(other, column), "kind": column.kind} for column in columns],
            "rows": [lists.row_of(other, each, reader, columns, edits=False) for each in found[:SHOWN]],
        },
    }  # fmt: skip


def counted_in(row: Any, reader: Reader) -> list[Piece]:
    """Return the claims whose newest measurement counted this record."""
    return [
        {"label": reader.phrase(claim.statement).text, "url": url_of(claim), "state": claim.state, "at": claim.year}
        for claim in _COUNTING.all(reader.account, record=row.pk)
    ]


def links_of(row: Any, reader: Reader) -> list[Piece]:
    """Return the records that links connect with this one, in both directions."""
    links = _LINKS.all(record=row.pk)
    far = {link.pk: link.to_record if link.from_record_id == row.pk else link.from_record for link in links}
    by_kind: dict[str, set[Any]] = defaultdict(set)
    for record in far.values():
        by_kind[record.kind].add(record.pk)
    visible: dict[Any, RecordBase] = {}
    for label, keys in by_kind.items():
        visible.update(_visible(label, keys, reader))
    items = []
    told: set[Any] = set()
    for link in links:
        other = visible.get(far[link.pk].pk)
        if other is None or (other.pk, link.note) in told:
            continue
        told.add((other.pk, link.note))
        name, kind = reader.name(other), kind_of(other._meta.label_lower)
        items.append(
            {
                "label": name.text, "mark": name.mark, "lang": name.lang, "url": url_of_kind(other._meta.label_lower, other.pk),
                "sub": " · ".join(part for part in (str(kind.one) if kind else "", link.note) if part),
                "untie_url": page_url("desk:link_remove", link.pk) if reader.edits else "",
            }
        )  # fmt: skip
    return items


def additions(kind: ListOf, row: Any) -> list[Piece]:
    """Return the records that can be made from here, already tied to this one."""
    found = {}
    for one in kind.related:
        other = KINDS[one.kind]
        if "__" in one.lookup or one.lookup not in {field.name for field in other.model._meta.concrete_fields} or one.title:
            continue
        url = with_state(address("desk:record_new", other.key), {one.lookup: str(row.pk)})
        found[other.key] = {"label": other.new, "url": url, "icon": other.icon}
    return list(found.values())


def lists_key(model: type[models.Model]) -> str:
    """Return the key of the kind that shows a model."""
    kind = kind_of(model._meta.label_lower)
    return kind.key if kind else ""


def brief_of(kind: ListOf, row: Any, reader: Reader) -> list[str]:
    """Return the few words beneath a record's name: its kind, and what its brief columns say."""
    columns = [column for column in kind.columns if column.name in kind.brief and not column.is_main]
    texts = [lists.read(kind, row, column.name, reader, column).text for column in columns]
    return [str(kind.one), *[text for text in texts if text]]


def shown_name(row: Any, reader: Reader) -> Shown:
    """Return the heading of a record's page."""
    return reader.name(row)


def _visible(label: str, keys: set[Any], reader: Reader) -> dict[Any, RecordBase]:
    model: Any = apps.get_model(label)
    if is_sealed_record(model):
        return {row.pk: row for row in model.objects.visible_to(reader.account).filter(pk__in=keys).select_related("record")}
    return {row.pk: row for row in _of_keys(label).all(reader.account, keys=keys)}


@lru_cache(maxsize=128)
def _of_keys(label: str) -> BySight[Any]:
    """Return the question for some records of a kind that are not sealed, as far as somebody sees."""
    model: Any = apps.get_model(label)
    return BySight(lambda sight: model.objects.visible_to(sight).filter(pk__in=GivenIds("keys")).select_related("record").order_by())


def _keys(part: PartOf) -> list[str]:
    fields = (part.model._meta.get_field(name) for name in part.columns if name in {f.name for f in part.model._meta.fields})
    return [field.name for field in fields if isinstance(field, models.ForeignKey)]


def _cell_kind(model: type[models.Model], name: str) -> str:
    if name not in {field.name for field in model._meta.fields} and not is_pair(model, name):
        return "number"
    field = model._meta.get_field(languages_of(model, name)[0])
    if isinstance(field, models.DateField):
        return "date"
    return "number" if isinstance(field, (models.IntegerField, models.DecimalField, models.FloatField)) else ""


def _words_of_parts() -> Any:
    from bandi.interfaces.desk.forms import TERMS_OF_PARTS

    return TERMS_OF_PARTS.items()
