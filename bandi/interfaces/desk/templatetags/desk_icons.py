"""The tag `{% icon "name" %}`: one drawing of the sprite `desk/icons.svg`.

The word beside the icon says what it means; the drawing itself is hidden from screen readers. An icon that stands alone
needs a label on the button or link around it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import BaseContext
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

STATE_ICONS: dict[str, str] = {
    "agrees": "agrees",
    "differs": "differs",
    "no_evidence": "no-evidence",
    "accepted": "accepted",
    "unbound": "unbound",
}
LEVEL_ICONS: dict[str, str] = {
    "success": "agrees",
    "warning": "warning",
    "error": "warning",
    "info": "info",
    "debug": "info",
}


@lru_cache(maxsize=256)
def _drawing(name: str, small: bool) -> SafeString:
    """Return the markup for `name`; kept, because a table asks for the same few icons hundreds of times."""
    kind = "icon icon-s" if small else "icon"
    sprite = static("desk/icons.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', kind, sprite, name)


@register.simple_tag
def icon(name: str, small: bool = False) -> SafeString:
    """Return the icon `name`, 1.25 em high, or 1 em if `small`; nothing for an empty name."""
    return _drawing(name, small) if name else SafeString("")


class Drawing(template.Node):
    """An icon whose name is written out in the template: the same in every language, for everybody."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: BaseContext) -> SafeString:
        return icon(self.name)


_resolved = register.tags["icon"]


@register.tag("icon")
def icon_tag(parser: Parser, token: Token) -> template.Node:
    """Compile the tag; only a name from the context, or a size, has to be resolved for each page."""
    asked: Any = _resolved(parser, token)
    is_bare = len(asked.args) == 1 and not asked.kwargs and asked.target_var is None and not asked.args[0].filters
    name = asked.args[0].var if is_bare else None
    return Drawing(name) if isinstance(name, str) else asked  # type: ignore[no-any-return]


@register.filter
def state_icon(state: str) -> str:
    """Return the icon's name for the state of a claim; an unknown state looks like no evidence."""
    return STATE_ICONS.get(str(state), "no-evidence")


@register.filter
def level_icon(level: str) -> str:
    """Return the icon's name for the level of a message (`message.level_tag`)."""
    return LEVEL_ICONS.get(level, "info")
