"""The filters of a list as they are chosen from: selects in the bar, and the further ones fetched when they are opened.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bandi.foundation.records.sight import sight_of
from bandi.interfaces.desk.addresses import address, list_url, with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.remembering import data_version, remembered
from bandi.interfaces.desk.tables.description import Filter, ListOf

if TYPE_CHECKING:
    from bandi.interfaces.desk.lists import State

Piece = dict[str, Any]


def said(one: Filter, value: str, reader: Reader) -> str:
    """Return a chosen value of a filter in words."""
    words = dict(options_of(one, reader)).get(value) or (one.said(value, reader) if one.said else "")
    return words or _("not found")


def options_of(one: Filter, reader: Reader) -> list[tuple[str, str]]:
    """Return what can be chosen, asked once for a page."""
    found: list[tuple[str, str]] = reader.once(id(one), lambda: one.options(reader))
    return found


def filters_of(kind: ListOf, state: State, reader: Reader) -> Piece:
    """Return the context of the filter bar; the further filters are fetched when they are opened."""
    first = [one for one in kind.filters if one.is_first]
    more = [one for one in kind.filters if not one.is_first]
    kept = [{"name": one.name, "value": state.asked[one.name]} for one in more if one.name in state.asked]
    asked = {"q": state.query, **state.asked, "sort": state.sort}
    return {
        "url": list_url(kind.key), "target": f"{kind.key}-table", "query": state.query,
        "selects": selects_of(kind, first, state, reader), "kept": kept,
        "hidden": [{"name": "sort", "value": state.sort}] if state.sort else [],
        "more_url": with_state(address("desk:record_filters", kind.key), asked) if more else "",
    }  # fmt: skip


def further_filters(kind: ListOf, state: State, reader: Reader) -> list[Piece]:
    """Return the filters that do not stand in the bar."""
    return selects_of(kind, [one for one in kind.filters if not one.is_first], state, reader, is_labelled=True)


def _recall(kind: ListOf, chosen: list[Filter], reader: Reader) -> None:
    """Let the page have the options of steady filters as they were asked for last, unless something was written since."""
    steady = [one for one in chosen if one.is_steady]
    if not steady:
        return
    key = f"options:{kind.key}:{reader.language}:{sight_of(reader.account)}:{','.join(one.name for one in steady)}"
    known = remembered(key, lambda: [one.options(reader) for one in steady], version=reader.once("version", data_version))
    for filter_, options in zip(steady, known, strict=True):
        reader.once(id(filter_), lambda options=options: options)


def selects_of(kind: ListOf, chosen: Iterable[Filter], state: State, reader: Reader, *, is_labelled: bool = False) -> list[Piece]:
    """Return filters as selects; one without anything to choose from is left out.

    is_labelled: the name of the filter stands beside the select, and not within it.
    """
    found = []
    chosen = list(chosen)
    _recall(kind, chosen, reader)
    for one in chosen:
        value = state.asked.get(one.name, "")
        options = options_of(one, reader)
        if value and value not in dict(options):
            options = [(value, said(one, value, reader)), *options]
        if options:
            label = str(one.label)
            choices = [{"value": "", "label": _("all") if is_labelled else _all(label)}, *[{"value": key, "label": words} for key, words in options]]
            found.append({"name": one.name, "label": label, "value": value, "options": choices})
    return found


def _all(label: str | Promise) -> str:
    return _("%(filter)s: all") % {"filter": label}
