"""The tag `{% select_options select %}`: the options of a select, drawn in Python because there may be hundreds.

Shape of a select: {value, options [{value, label}]}.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from bandi.interfaces.desk.escaping import escaped as escape

register = template.Library()


@register.simple_tag
def select_options(select: Mapping[str, Any]) -> SafeString:
    """Return the options of a select, the chosen one marked."""
    chosen = str(select.get("value") or "")
    drawn = [
        f'<option value="{escape(option["value"])}"{" selected" if str(option["value"]) == chosen else ""}>{escape(option["label"])}</option>'
        for option in select["options"]
    ]
    return mark_safe("".join(drawn))  # noqa: S308  every value was escaped above
