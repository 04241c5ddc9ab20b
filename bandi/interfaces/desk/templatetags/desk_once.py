"""The tag `{% once %}`: what tells a form pressed twice from two forms (`desk/once.py`)."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bandi.interfaces.desk.once import FIELD, token

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """Return a hidden field that no other opened form has."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, token())
