"""The tag `{% table_rows table %}`: the ordinary rows of a table, drawn in Python.

A list shows fifty rows of eight cells within a few milliseconds; a template that decides for each cell how it looks
took ten times as long. Every text is escaped here, one by one; nothing arrives as markup unless it was
marked safe before.

Shape of a row:  {id, label, is_new?, is_group?, cells}
Shape of a cell: {text, label, kind?, url?, sub?, edit_url?, state?, tags? [{label, url?}], lang?, mark?, is_minor?}
                 mark: "EN" where the text is a fallback for a missing translation
The first cell of a row with a url is the row's name, unless its kind is "bare".
Both may be dictionaries or objects with attributes of these names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple, Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from bandi.interfaces.desk.escaping import escaped as escape
from bandi.interfaces.desk.templatetags.desk_icons import icon, state_icon

register = template.Library()


class Reader(Protocol):
    """Answers the value of a name, or None."""

    def __call__(self, name: str) -> Any: ...


class Words(NamedTuple):
    """What is said in every row, in the page's language, escaped."""

    missing: str
    edit: str
    mark: str


def _attribute(thing: object, name: str) -> Any:
    return getattr(thing, name, None)


def reader_of(thing: object) -> Reader:
    """Return what answers the names of a dictionary, or of an object with attributes."""
    if type(thing) is dict:
        return thing.get
    return thing.get if isinstance(thing, Mapping) else partial(_attribute, thing)


@register.simple_tag
def table_rows(table: object) -> SafeString:
    """Return the `<tr>` elements of `table`, whose rows are described above."""
    read = reader_of(table)
    table_id = read("id") or ""
    selectable = bool(read("selectable"))
    words = Words(
        f'<span class="missing">—<span class="visually-hidden">{escape(gettext("missing"))}</span></span>', escape(gettext("edit")), escape(gettext("Not yet in this language"))
    )
    rows: Iterable[object] = read("rows") or ()
    drawn = [_row(reader_of(row), table_id=table_id, selectable=selectable, words=words) for row in rows]
    return mark_safe("".join(drawn))  # noqa: S308 - every value was escaped by _row


def _row(read: Reader, *, table_id: str, selectable: bool, words: Words) -> str:
    row_id = escape(read("id"))
    kind = " ".join(name for name in ("is-new", "is-group") if read(name.replace("-", "_")))
    drawn = f'<tr role="row" id="row-{row_id}" tabindex="-1"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>'
    if selectable:
        label = escape(read("label") or read("id"))
        drawn += (
            f'<td class="is-select" role="cell"><input type="checkbox" name="selected" value="{row_id}" '
            f'form="{escape(table_id)}-bulk" aria-label="{label}"></td>'
        )
    has_name = False
    for cell in read("cells") or ():
        look = reader_of(cell)
        is_name = not has_name and bool(look("url")) and not look("state") and look("kind") != "bare"
        has_name = has_name or is_name
        drawn += _cell(look, words, is_name=is_name)
    return f"{drawn}</tr>"


def _cell(read: Reader, words: Words, *, is_name: bool) -> str:
    state, label = read("state"), read("label") or ""
    value = _head(is_name, read("kind") or "", bool(state), bool(read("is_minor")), label, read("lang") or "") + _value(read, words, state, label, is_name=is_name)
    if mark := read("mark"):
        value += f' <abbr class="fallback" title="{words.mark}">{escape(mark)}</abbr>'
    if sub := read("sub"):
        value += f'<span class="sub">{escape(sub)}</span>'
    return f"{value}</td>"


@lru_cache(maxsize=2048, typed=True)  # a text that was marked safe is never taken for the same text that was not
def _head(is_name: bool, kind: Any, has_state: bool, is_minor: bool, label: Any, language: Any) -> str:
    """Return how a cell begins: of a column there are three or four ways, not fifty."""
    looks = (("is-main", is_name), (f"is-{kind}", kind), ("is-state", has_state and kind != "state"), ("is-minor", is_minor))
    head = f'<td role="cell" class="{escape(" ".join(name for name, wanted in looks if wanted))}"'
    if label:
        head += f' data-label="{escape(label)}"'
    return f'{head} lang="{escape(language)}">' if language else f"{head}>"


def _value(read: Reader, words: Words, state: Any, label: Any, *, is_name: bool) -> str:
    """Return the inside of a cell: a state, tags, a field to edit, a link, a text, or the mark of what is missing."""
    text = read("text")
    shown = escape(text) if text not in (None, "") else words.missing
    if state:
        url, inner = read("url"), f'class="badge is-{escape(state)}">{icon(state_icon(state))}{shown}'
        return f'<a href="{escape(url)}" {inner}</a>' if url else f"<span {inner}</span>"
    if tags := read("tags"):
        return " ".join(_tag(reader_of(tag)) for tag in tags)
    if edit_url := read("edit_url"):
        address = escape(edit_url)
        return f'<a class="cell-open" href="{address}" hx-get="{address}" hx-target="closest td" hx-swap="outerHTML">{shown}{_pencil(label, words.edit)}</a>'
    if url := read("url"):
        return f'<a class="{"title" if is_name else "cell-link"}" href="{escape(url)}">{shown}</a>'
    return str(shown)


@lru_cache(maxsize=512, typed=True)
def _pencil(label: Any, edit: str) -> str:
    """Return what ends a value that can be edited. edit: the word for it, escaped."""
    return f'<span class="visually-hidden">, {edit} {escape(label)}</span>{icon("edit")}'


def _tag(read: Reader) -> str:
    label, url = escape(read("label")), read("url")
    return (
        f'<a class="badge is-plain" href="{escape(url)}">{label}</a>'
        if url
        else f'<span class="badge is-plain">{label}</span>'
    )
