"""The tag `{% rail_list rail %}`: the areas as a list, drawn in Python because every page holds it twice.

Context: rail as in base.html. Every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.templatetags.desk_icons import icon

register = template.Library()


@lru_cache(maxsize=512, typed=True)  # typed: a text that was marked safe is never taken for the same text that was not
def _line(label: Any, url: Any, name: str, is_current: bool, count: Any) -> str:
    label = escaped(label)
    here = ' aria-current="page"' if is_current else ""
    counted = f'<span class="rail-count">{escaped(count)}</span>' if count else ""
    return f'<li><a class="rail-link" href="{escaped(url)}"{here} title="{label}">{icon(name)}<span>{label}</span>{counted}</a></li>'


@register.simple_tag
def rail_list(rail: Iterable[dict[str, Any]] | None) -> SafeString:
    """Return the list: a line for each area, and before the first of a group its name."""
    drawn, group = [], ""
    for item in rail or ():
        name = escaped(item["group"])
        if name and name != group:
            drawn.append(f'<li class="rail-group">{name}</li>')
        group = name
        drawn.append(_line(item["label"], item["url"], item["icon"], bool(item.get("current")), item.get("count") or ""))
    return mark_safe(f'<ul class="rail-list">{"".join(drawn)}</ul>')  # noqa: S308  every text was escaped
