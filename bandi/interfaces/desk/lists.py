"""Lists: from the state in an address to rows, chips and pages. Every kind of record goes through here.

A page costs the same number of queries however many rows it shows, and reads no more than it shows: sorts stand on
indices, counting stops at `COUNT_TO`, and pages reach as far as counting does. Beyond that one filters or turns the order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from bandi.foundation.records.search import GivenPlaces
from bandi.foundation.records.sight import BySight, sight_of
from bandi.foundation.reference.statements import FROM, GivenIds
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk import searching
from bandi.interfaces.desk.addresses import STAND_IN, address, list_url, record_url, with_state
from bandi.interfaces.desk.choosing import said
from bandi.interfaces.desk.paging import PAGE, pages_of, within
from bandi.interfaces.desk.reading import Reader, languages_of
from bandi.interfaces.desk.reading import Shown as Value
from bandi.interfaces.desk.screens.remembering import data_version, remembered
from bandi.interfaces.desk.tables.description import Column, ListOf
from bandi.interfaces.desk.tables.labels import LABELS
from bandi.interfaces.desk.unsealing import is_sealed_record, unseal

COUNT_TO = 10_000
LONGEST_CELL = 140
MOST_KEPT = 240
"""Orders and filters of lists whose question is kept; what comes after them is asked the long way."""

Piece = dict[str, Any]
_CODE = re.compile(r"[A-Z]{1,4}-\d{4}-\d{2,5}")
"""A code of ours (S-2031-009): it stands on one line, whatever else a table has to hold."""


@dataclass(frozen=True)
class State:
    """What an address asks of a list.

    asked: chosen values by filter name, only known filters, never empty ones. sort: a column's name, "-" for descending.
    """

    query: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    def address(self, of: ListOf, /, **changed: Any) -> str:
        """Return the address of the list in this state, with some of it changed; a new filter begins at page one."""
        state = {"q": self.query, **self.asked, "sort": self.sort, "page": str(self.page) if self.page > 1 else ""}
        state.update({name: str(value or "") for name, value in changed.items()})
        return with_state(list_url(of.key), state)


def state_of(kind: ListOf, data: QueryDict) -> State:
    """Return the state in the query of an address; what is unknown in it is ignored."""
    asked = {f.name: value for f in kind.filters if (value := data.get(f.name, "").strip()[:80])}
    sort = data.get("sort", "")
    column = kind.column(sort.lstrip("-"))
    page = data.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    return State(
        query=data.get("q", "").strip()[:200],
        asked=asked,
        sort=f"{'-' if sort.startswith('-') else ''}{column.name}" if column and column.sort else "",
        page=max(1, min(number, COUNT_TO // PAGE)),
    )


def narrowed(kind: ListOf, state: State, reader: Reader) -> models.QuerySet[Any]:
    """Return the rows that the state asks for, in no order."""
    rows = kind.rows(reader)
    for one in kind.filters:
        if one.name in state.asked:
            rows = one.apply(rows, state.asked[one.name], reader)
    return searching.holding(kind, rows, state.query, reader) if state.query else rows


def ordered(kind: ListOf, rows: models.QuerySet[Any], sort: str, reader: Reader) -> models.QuerySet[Any]:
    """Return rows in the order of a column, ids deciding between equals so that pages never overlap."""
    asked = sort or kind.default_sort
    column = kind.column(asked.lstrip("-"))
    way = "-" if asked.startswith("-") else ""
    if column is None or not column.sort:
        return rows.order_by("-record_id")
    name = in_language(column.sort, reader.language)
    if name == "kind_id" and not way:
        return rows.order_by("kind_id", "-starts_on", "-record_id")
    return rows.order_by(f"{way}{name}", f"{way}record_id")


def in_language(name: str, language: str) -> str:
    """Return a field's name for a language: "title_{lang}", or "full_name|name_ko" (English first)."""
    english, _bar, korean = name.partition("|")
    return (korean if language == "ko" and korean else english).format(lang=language)


def fetched(kind: ListOf, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Return rows with what their columns need, and without the long texts that no column shows."""
    return near(kind, rows).prefetch_related(*kind.many)


def near(kind: ListOf, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Return rows as `fetched` does, but for what `complete` gives them."""
    return kind.joined(rows).defer(*kind.spares)


def complete(kind: ListOf, rows: list[Any]) -> list[Any]:
    """Give the rows of a page what belongs to them, all of them at once, and return them."""
    for one in kind.beside:
        one.give(rows)
    if kind.far:
        models.prefetch_related_objects(rows, *kind.far)
    return rows


_answers: dict[tuple[str, str, bool], BySight[Any]] = {}
_pages_kept: dict[tuple[Any, ...], BySight[Any]] = {}


def _kept_page(kind: ListOf, state: State, reader: Reader, start: int) -> list[Any] | None:
    """Return the rows of a page from `start` on, asked with SQL that is kept; None where words are asked for, a filter cannot be kept, or rows hang on compartments.

    One statement answers all pages of a list in an order and with the same filters, whatever is chosen in them.
    """
    chosen = [one for one in kind.filters if one.name in state.asked]
    key = (kind.key, state.sort, reader.language, tuple(one.name for one in chosen))
    if state.query or is_sealed_record(kind.model) or (key not in _pages_kept and len(_pages_kept) >= MOST_KEPT):
        return None
    given: dict[str, Any] = {"start": start}
    for one in chosen:
        values = one.kept.given(state.asked[one.name]) if one.kept else None
        if values is None:
            return None
        given |= values

    def make(sight: Any) -> models.QuerySet[Any]:
        anybody = Reader(sight, reader.language)
        rows = kind.rows(anybody)
        for one in chosen:
            rows = one.kept.apply(rows) if one.kept else rows.none()
        return near(kind, ordered(kind, rows, state.sort, anybody))[FROM : FROM + PAGE]

    return _pages_kept.setdefault(key, BySight(make)).all(reader.account, **given)


@dataclass(frozen=True)
class Shown:
    """The rows of one page, how many there are in all, and which page it is. is_cut: there may be more than `count`."""

    rows: list[Any]
    count: int
    page: int
    is_cut: bool = False


def shown(kind: ListOf, state: State, reader: Reader) -> Shown:
    """Return the rows of the page that the state asks for; of the last page where it asks for one beyond."""
    found = searching.newest_first(kind, state, reader)
    if found is not None:
        page = _page_within(state.page, len(found))
        return Shown(complete(kind, _of_answer(kind, found, page, reader)), len(found), page, found.is_cut)
    first = _rows_from(kind, state, reader, 0) if state.page == 1 else []
    if state.page == 1 and len(first) < PAGE:
        return Shown(complete(kind, first), len(first), 1)  # a rare answer is found by walking all rows; once is enough
    count = _count(kind, state, reader)
    page = _page_within(state.page, count)
    rows = first if state.page == 1 else _rows_from(kind, state, reader, (page - 1) * PAGE)
    return Shown(complete(kind, rows), min(count, COUNT_TO), page, count > COUNT_TO)


def _rows_from(kind: ListOf, state: State, reader: Reader, start: int) -> list[Any]:
    """Return the rows of the page that begins at `start`, with SQL that is kept where it can be."""
    kept = _kept_page(kind, state, reader, start)
    if kept is not None:
        return kept
    return list(near(kind, ordered(kind, narrowed(kind, state, reader), state.sort, reader))[start : start + PAGE])


def _count(kind: ListOf, state: State, reader: Reader) -> int:
    """Return how many rows there are, as far as they are counted. What hangs on the records and on how far the reader sees alone is kept until something is written."""

    def counted() -> int:
        return int(narrowed(kind, state, reader).order_by().values("pk")[: COUNT_TO + 1].count())

    chosen = [one for one in kind.filters if one.name in state.asked]
    if state.query or is_sealed_record(kind.model) or not all(one.is_steady for one in chosen):
        return counted()
    return remembered(f"count:{kind.key}:{sight_of(reader.account)}:{sorted(state.asked.items())}", counted, version=reader.once("version", data_version))


def _of_answer(kind: ListOf, found: searching.Answer, page: int, reader: Reader) -> list[Any]:
    """Return the rows of a page of what the index found, asked with SQL that is kept."""
    places, beside = found.part((page - 1) * PAGE, PAGE)

    def make(sight: Any) -> models.QuerySet[Any]:
        anybody, asked = Reader(sight, reader.language), Q(pk__in=GivenPlaces("places"))
        return near(kind, ordered(kind, kind.rows(anybody).filter(asked | Q(pk__in=GivenIds("beside")) if beside else asked), "", anybody))

    return _answers.setdefault((kind.key, reader.language, bool(beside)), BySight(make)).all(reader.account, places=places, beside=beside)


def _page_within(page: int, count: int) -> int:
    return within(page, min(count, COUNT_TO), PAGE)


def page_of(kind: ListOf, state: State, reader: Reader) -> Piece:
    """Return the context of `parts/table.html` for the list in this state."""
    part = shown(kind, state, reader)
    unseal(part.rows, [column.name for column in kind.columns])
    why = searching.called(kind, state.query, reader) if state.query else {}
    return {
        "id": f"{kind.key}-table", "kept": [{"name": "sort", "value": state.sort}] if state.sort else [],
        "caption": str(kind.title),
        "columns": _columns(kind, state),
        "rows": [row_of(kind, row, reader, why=why.get(row.pk, "")) for row in part.rows],
        "is_tall": True,
        "selectable": reader.edits or reader.exports,
        "bulk_url": address("desk:record_chosen", kind.key),
        "bulk_actions": _bulk(reader),
        "count_label": _counted(part, kind),
        "chips": chips(kind, state, reader),
        "clear_url": list_url(kind.key),
        "exports": exports(kind, state) if reader.exports and part.count and not is_sealed_record(kind.model) else [],
        "paste_url": address("desk:record_paste", kind.key) if reader.edits and kind.paste else "",
        "pages": _pages(kind, state, part),
        "empty": _empty(kind, state, reader),
    }


def row_of(kind: ListOf, row: Any, reader: Reader, columns: tuple[Column, ...] = (), *, edits: bool = True, why: str = "") -> Piece:
    """Return one row of a table. why: what made it fit the words asked for, shown beneath its name."""
    key, main = str(row.pk), ""
    head, tail = reader.once(("address", kind.key), lambda: record_url(kind.key, STAND_IN).split(str(STAND_IN)))
    url = f"{head}{key}{tail}"
    cells = []
    for column in columns or kind.columns:
        cell = cell_of(kind, row, column, reader, url=url, edits=edits)
        cells.append(cell)
        if column.is_main:
            main = cell["text"]
            cell["sub"] = " · ".join(part for part in (cell["sub"], why) if part)
    return {"id": key, "label": main or key, "cells": cells}


def cell_of(kind: ListOf, row: Any, column: Column, reader: Reader, *, url: str, edits: bool = True) -> Piece:
    """Return one cell of a table."""
    shown = column.read(row, reader) if column.read else read(kind, row, column.name, reader, column)
    text, link, lang, mark, sub, is_fixed, is_sealed = shown
    cell: Piece = {
        "text": _cut(text), "label": reader.once((kind.key, column.name), lambda: heading_of(kind, column)), "kind": column.kind,
        "lang": lang, "mark": mark, "sub": sub, "is_minor": column.is_minor, "is_sealed": is_sealed,
    }  # fmt: skip
    if column.is_main:
        cell["url"] = url
        cell["text"] = cell["text"] or _("(without a name)")
    elif column.edit and edits and reader.edits and not is_fixed:
        name = column.edit.format(lang=reader.language)
        cell["edit_url"] = f"{url}cell/{name}/?column={column.name}"
    elif link:
        cell["url"], cell["kind"] = link, column.kind or ("code" if _CODE.fullmatch(text) else "bare")
    return cell


def read(kind: ListOf, row: Any, name: str, reader: Reader, column: Column | None = None) -> Value:
    """Return what an attribute of a row says, drawn as the column or the declaration has it."""
    column = column or kind.column(name)
    if column and column.read:
        return column.read(row, reader)
    return reader.value(row, name, words=kind.words.get(name, ""), is_date=name in kind.date_names)


def heading_of(kind: ListOf, column: Column) -> str:
    """Return the heading of a column."""
    return str(column.label) if column.label else label_of_field(kind.model, column.name)


def label_of_field(model: Any, name: str) -> str:
    """Return the name of a field, with a capital; of a pair of languages, without the language where it has such a name."""
    return _label(model, name, get_language())


@lru_cache(maxsize=4096)
def _label(model: Any, name: str, language: str | None) -> str:
    words = str(LABELS.get((model._meta.label_lower, name)) or model._meta.get_field(languages_of(model, name)[0]).verbose_name)
    return words[:1].upper() + words[1:]


def chips(kind: ListOf, state: State, reader: Reader) -> list[Piece]:
    """Return the filters in use, each with the address without it."""
    found = []
    for one in kind.filters:
        value = state.asked.get(one.name)
        if value:
            remove = state.address(kind, **{one.name: "", "page": ""})
            found.append({"label": str(one.label), "value": said(one, value, reader), "remove_url": remove})
    if state.query:
        found.append({"label": _("Text"), "value": state.query, "remove_url": state.address(kind, q="", page="")})
    return found


def exports(kind: ListOf, state: State) -> list[Piece]:
    """Return the ways to take the list along, as it is filtered and sorted now."""
    names = (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
    asked = {"q": state.query, **state.asked, "sort": state.sort}
    return [
        {"label": label, "note": f".{form}", "url": with_state(address("desk:record_take", kind.key), {"file": form, **asked})}
        for form, label in names
    ]


def _columns(kind: ListOf, state: State) -> list[Piece]:
    asked = state.sort or kind.default_sort
    drawn = []
    for column in kind.columns:
        piece: Piece = {"key": column.name, "label": heading_of(kind, column), "kind": column.kind, "is_minor": column.is_minor}
        if column.sort:
            is_down = asked == f"-{column.name}"
            is_up = asked == column.name
            turn = column.name if is_down or (not is_up and column.kind not in {"date", "number"}) else f"-{column.name}"
            piece["sort_url"] = state.address(kind, sort=turn, page="")
            if is_down or is_up:
                piece["sorted"] = "descending" if is_down else "ascending"
        drawn.append(piece)
    return drawn


def _pages(kind: ListOf, state: State, part: Shown) -> Piece | None:
    return pages_of(part.page, part.count, lambda number: state.address(kind, page=number), size=PAGE, is_cut=part.is_cut)


def _counted(part: Shown, kind: ListOf) -> str:
    if kind.counts_people:
        words = pgettext("people", "%(kind)s: more than %(count)s") if part.is_cut else pgettext("people", "%(kind)s: %(count)s")
    else:
        words = _("%(kind)s: more than %(count)s") if part.is_cut else _("%(kind)s: %(count)s")
    return words % {"kind": kind.title, "count": write_number(part.count)}


def _bulk(reader: Reader) -> list[Piece]:
    actions: list[Piece] = []
    if reader.edits:
        actions.append({"label": _("Change a field"), "value": "change", "icon": "edit"})
    if reader.exports:
        actions.append({"label": _("Export"), "value": "export", "icon": "download"})
    if reader.edits:
        actions.append({"label": _("Remove"), "value": "remove", "icon": "delete"})
    return actions


def _empty(kind: ListOf, state: State, reader: Reader) -> Piece:
    if state.query or state.asked:
        return {
            "icon": "search", "title": _("Nothing fits these filters"),
            "text": _("Take a filter away, or write fewer letters. Hangul, romanised names and first consonants are understood."),
            "actions": [{"label": _("Show all"), "url": list_url(kind.key), "icon": "close"}],
        }  # fmt: skip
    actions = []
    if reader.edits:
        actions.append({"label": kind.new, "url": address("desk:record_new", kind.key), "icon": "add", "is_primary": True})
        if kind.paste:
            actions.append({"label": _("Paste rows"), "url": address("desk:record_paste", kind.key), "icon": "paste"})
    return {"icon": kind.icon, "title": _("Nothing here yet"), "text": kind.hint, "actions": actions}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1].rstrip()}…"
