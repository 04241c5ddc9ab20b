"""The tag `{% rail_list rail %}`: the areas as a list, drawn in Python because every page holds it twice.

Context: rail as in base.html. Every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.templatetags.desk_icons import icon

register = template.Library()


@register.simple_tag
def rail_list(rail: Iterable[dict[str, Any]] | None) -> SafeString:
    """Return the list: a line for each area, and before the first of a group its name."""
    drawn, group = [], ""
    for item in rail or ():
        name, label = escaped(item["group"]), escaped(item["label"])
        if name and name != group:
            drawn.append(f'<li class="rail-group">{name}</li>')
        group = name
        here = ' aria-current="page"' if item.get("current") else ""
        count = f'<span class="rail-count">{escaped(item["count"])}</span>' if item.get("count") else ""
        drawn.append(
            f'<li><a class="rail-link" href="{escaped(item["url"])}"{here} title="{label}">{icon(item["icon"])}<span>{label}</span>{count}</a></li>'
        )
    return mark_safe(f'<ul class="rail-list">{"".join(drawn)}</ul>')  # noqa: S308  every text was escaped
