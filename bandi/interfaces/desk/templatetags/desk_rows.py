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
from functools import partial
from typing import Any, Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from bandi.interfaces.desk.escaping import escaped as escape
from bandi.interfaces.desk.templatetags.desk_icons import icon, state_icon

register = template.Library()


class Reader(Protocol):
    """Answers the value of a name, or None."""

    def __call__(self, name: str) -> Any: ...


def _attribute(thing: object, name: str) -> Any:
    return getattr(thing, name, None)


def _reader(thing: object) -> Reader:
    return thing.get if isinstance(thing, Mapping) else partial(_attribute, thing)


@register.simple_tag
def table_rows(table: object) -> SafeString:
    """Return the `<tr>` elements of `table`, whose rows are described above."""
    read = _reader(table)
    table_id = read("id") or ""
    selectable = bool(read("selectable"))
    words = {
        "missing": escape(gettext("missing")),
        "edit": escape(gettext("edit")),
        "mark": escape(gettext("Not yet in this language")),
    }
    rows: Iterable[object] = read("rows") or ()
    drawn = [_row(_reader(row), table_id=table_id, selectable=selectable, words=words) for row in rows]
    return mark_safe("".join(drawn))  # noqa: S308 - every value was escaped by _row


def _row(read: Reader, *, table_id: str, selectable: bool, words: Mapping[str, str]) -> str:
    row_id = escape(read("id"))
    label = escape(read("label") or read("id"))
    kind = " ".join(name for name, wanted in (("is-new", read("is_new")), ("is-group", read("is_group"))) if wanted)
    parts = [f'<tr role="row" id="row-{row_id}" tabindex="-1"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>']
    if selectable:
        parts.append(
            f'<td class="is-select" role="cell"><input type="checkbox" name="selected" value="{row_id}" '
            f'form="{escape(table_id)}-bulk" aria-label="{label}"></td>'
        )
    has_name = False
    for cell in read("cells") or ():
        look = _reader(cell)
        is_name = not has_name and bool(look("url")) and not look("state") and look("kind") != "bare"
        has_name = has_name or is_name
        parts.append(_cell(look, words, is_name=is_name))
    parts.append("</tr>")
    return "".join(parts)


def _cell(read: Reader, words: Mapping[str, str], *, is_name: bool) -> str:
    state, kind = read("state"), read("kind")
    names = [
        name
        for name, wanted in (
            ("is-main", is_name),
            (f"is-{kind}", kind),
            ("is-state", state and kind != "state"),
            ("is-minor", read("is_minor")),
        )
        if wanted
    ]
    head = f'<td role="cell" class="{escape(" ".join(names))}"'
    if label := read("label"):
        head += f' data-label="{escape(label)}"'
    if language := read("lang"):
        head += f' lang="{escape(language)}"'
    sub, mark = read("sub"), read("mark")
    value = _value(read, words, is_name=is_name)
    if mark:
        value += f' <abbr class="fallback" title="{words["mark"]}">{escape(mark)}</abbr>'
    return f"{head}>{value}{f'<span class={chr(34)}sub{chr(34)}>{escape(sub)}</span>' if sub else ''}</td>"


def _value(read: Reader, words: Mapping[str, str], *, is_name: bool) -> str:
    """Return the inside of a cell: a state, tags, a field to edit, a link, a text, or the mark of what is missing."""
    text, url = read("text"), read("url")
    shown = (
        escape(text)
        if text not in (None, "")
        else f'<span class="missing">—<span class="visually-hidden">{words["missing"]}</span></span>'
    )
    if state := read("state"):
        inner = f'class="badge is-{escape(state)}">{icon(state_icon(state))}{shown}'
        return f'<a href="{escape(url)}" {inner}</a>' if url else f"<span {inner}</span>"
    if tags := read("tags"):
        return " ".join(_tag(_reader(tag)) for tag in tags)
    if edit_url := read("edit_url"):
        address = escape(edit_url)
        return (
            f'<a class="cell-open" href="{address}" hx-get="{address}" hx-target="closest td" hx-swap="outerHTML">'
            f'{shown}<span class="visually-hidden">, {words["edit"]} {escape(read("label") or "")}</span>'
            f"{icon('edit')}</a>"
        )
    if url:
        return f'<a class="{"title" if is_name else "cell-link"}" href="{escape(url)}">{shown}</a>'
    return str(shown)


def _tag(read: Reader) -> str:
    label, url = escape(read("label")), read("url")
    return (
        f'<a class="badge is-plain" href="{escape(url)}">{label}</a>'
        if url
        else f'<span class="badge is-plain">{label}</span>'
    )
