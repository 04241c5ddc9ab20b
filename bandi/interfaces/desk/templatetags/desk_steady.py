"""The tag `{% steady "desk/parts/_keys.html" %}`: a piece of the frame that is the same on every page of a language.

The frame holds four such pieces: the head's links, the palette's box, the table of keys, the words of the drafts. They are
drawn once for each language and kept while the process lives; a page does not draw two hundred words that never change.
Never for anything that depends on who is reading: a piece is given its own words and nothing of the request.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def steady(name: str, **words: str) -> SafeString:
    """Return the piece `name`, drawn with `words` alone."""
    return _drawn(name, get_language(), tuple(sorted(words.items())))


@lru_cache(maxsize=64)
def _drawn(name: str, language: str | None, words: tuple[tuple[str, str], ...]) -> SafeString:
    return render_to_string(name, dict(words))
