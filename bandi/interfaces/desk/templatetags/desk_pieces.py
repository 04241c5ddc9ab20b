"""Tags for what many pages hold several of: heads of columns, tabs, numbers of pages, the dock. Drawn in Python, as rows are.

A template asks for each value three or four times (is it there, which kind, then its words); here each is read once. Every text is escaped, one by one.
Shapes stand in the templates that hold the tags: `parts/table.html`, `parts/tabs.html`, `parts/pagination.html`, `base.html`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.templatetags.desk_icons import icon

register = template.Library()
_SORTED = {"ascending": "up", "descending": "down"}


def _reader(thing: Any) -> Any:
    return thing.get if isinstance(thing, Mapping) else partial(_attribute, thing)


def _attribute(thing: object, name: str, otherwise: Any = None) -> Any:
    return getattr(thing, name, otherwise)


@register.simple_tag
def column_heads(table: Mapping[str, Any]) -> SafeString:
    """Return the `<th>` of each column; one that can be sorted holds the address that does so."""
    block, drawn = escaped(table.get("id") or ""), []
    for column in table.get("columns") or ():
        read = _reader(column)
        kind, order, label, url = read("kind"), read("sorted"), escaped(read("label") or ""), read("sort_url")
        looks = f'{f"is-{escaped(kind)}" if kind else ""}{" is-minor" if read("is_minor") else ""}'
        head = f'\n        <th role="columnheader" scope="col" class="{looks}"{f" aria-sort={chr(34)}{escaped(order)}{chr(34)}" if order else ""}>'
        if url:
            url = escaped(url)
            label = (
                f'<a class="sort" href="{url}" hx-get="{url}" hx-target="#{block}" hx-swap="outerHTML" hx-push-url="true">'
                f'{label}{icon(_SORTED.get(order, "sort"))}</a>'
            )
        drawn.append(f"{head}{label}</th>")
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped


@register.simple_tag
def tab_links(tabs: Iterable[Any]) -> SafeString:
    """Return a link for each tab, with its icon and its count where it has them."""
    drawn = []
    for tab in tabs:
        read = _reader(tab)
        count = read("count")
        counted = f'<span class="count">{escaped(count)}</span>' if count is not None and count != "" else ""
        here = ' aria-current="page"' if read("is_current") else ""
        drawn.append(f'<a href="{escaped(read("url"))}"{here}>{icon(read("icon") or "")}{escaped(read("label"))}{counted}</a>')
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped


@register.simple_tag
def dock_items(rail: Iterable[Any] | None) -> SafeString:
    """Return the first four areas, for a phone."""
    drawn = []
    for item in list(rail or ())[:4]:
        here = ' aria-current="page"' if item.get("current") else ""
        drawn.append(f'<a class="dock-item" href="{escaped(item["url"])}"{here}>{icon(item["icon"])}<span>{escaped(item["label"])}</span></a>')
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped


@register.simple_tag
def crumb_items(crumbs: Iterable[Any] | None) -> SafeString:
    """Return where we are, outermost first; the last one is this page and leads nowhere."""
    way, drawn = list(crumbs or ()), []
    for place, crumb in enumerate(way, 1):
        read = _reader(crumb)
        url, label = read("url"), escaped(read("label"))
        if place == len(way):
            inner = f'<span aria-current="page">{label}</span>'
        else:
            inner = f'<a href="{escaped(url)}">{label}</a>' if url else f"<span>{label}</span>"
        drawn.append(f"\n        <li>{inner}</li>")
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped


@register.simple_tag
def page_numbers(links: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return a line for each page that can be gone to, this page, and the gaps between."""
    drawn = []
    for item in links:
        if item.get("is_gap"):
            inner = '<span class="gap" aria-hidden="true">…</span>'
        elif item.get("is_current"):
            inner = f'<span class="at" aria-current="page">{escaped(item["number"])}</span>'
        else:
            number = escaped(item["number"])
            words = escaped(gettext("Page %(number)s")) % {"number": number}
            inner = f'<a href="{escaped(item["url"])}" aria-label="{words}">{number}</a>'
        drawn.append(f"<li>{inner}</li>")
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped
