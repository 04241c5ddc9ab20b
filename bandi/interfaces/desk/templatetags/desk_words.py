"""The tag `{% translate "words" %}` of Django's library `i18n`, worked out once for each language.

A page says some ninety words that stand in its templates. Django looks each of them up anew, through five objects; here the answer of the first
time is kept, which is one word for each language and each place in a template. Words that are not written out in the
template, words with a context or a filter, and blocks with values in them go Django's way.
Django loads every module of tags when it makes its engine; this one then stands in the place of Django's tag, so that `{% load i18n %}` means it everywhere.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import BaseContext
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
"""Empty: Django asks every module of tags for one."""


class KeptWords(i18n.TranslateNode):
    """Words written out in a template. Kept by language, and by whether the template escapes."""

    def render(self, context: BaseContext) -> str:
        key = (get_language(), context.autoescape)
        kept: dict[Any, str] = vars(self).setdefault("kept", {})
        if key not in kept:
            kept[key] = super().render(context)
        return kept[key]


@i18n.register.tag("trans")
@i18n.register.tag("translate")
def translate(parser: Parser, token: Token) -> template.Node:
    """Django's tag; words that stand there as they are, and nothing else, are kept."""
    node: Any = i18n.do_translate(parser, token)
    asked = node.filter_expression
    if node.asvar or node.noop or node.message_context or asked.filters or not isinstance(asked.var.literal, str):
        return node  # type: ignore[no-any-return]
    return KeptWords(asked, node.noop)
