"""The tag `{% fact_lines facts %}`: the labelled values of a record, of which a page has thirty, the plain ones drawn in Python.

A state, tags or a drawing of its own are left to `parts/_fact.html`, which says how every one looks. Every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.templatetags.desk_icons import icon
from bandi.interfaces.desk.templatetags.desk_rows import Reader, reader_of

register = template.Library()
LEFT_TO_THE_TEMPLATE = ("template", "state", "tags")
TEXTS = ("label", "text", "lang", "url", "edit_url", "note")


@register.simple_tag(takes_context=True)
def fact_lines(context: Context, facts: Iterable[object]) -> SafeString:
    """Return the `<div>` elements of `facts`, described in `parts/facts.html`."""
    drawn = []
    for fact in facts or ():
        look = reader_of(fact)
        drawn.append(_line(look) if is_plain(look) else _drawn_by_template(context, fact))
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped by _line, or by the template


def is_plain(look: Reader) -> bool:
    """Return whether a value is drawn here: nothing but texts, which a template writes as they are."""
    return not any(look(name) for name in LEFT_TO_THE_TEMPLATE) and all(isinstance(look(name) or "", str) for name in TEXTS)


def _drawn_by_template(context: Context, fact: object) -> str:
    with context.push(fact=fact):
        return str(context.template.engine.get_template("desk/parts/_fact.html").render(context))


def _line(look: Reader) -> str:
    text, lang, note = look("text"), look("lang"), look("note")
    shown = escaped(text) if text else _words(get_language())[0]
    if look("is_sealed"):
        value = f'<span class="sealed">{icon("lock")}{escaped(text or "")}</span>'
    elif edit_url := look("edit_url"):
        address = escaped(edit_url)
        value = f'<a class="cell-open" href="{address}" hx-get="{address}" hx-target="closest dd" hx-swap="outerHTML">{shown}{_words(get_language())[1]}</a>'
    elif links := look("links"):
        value = ", ".join(f'<a href="{escaped(link("url"))}">{escaped(link("label"))}</a>' for link in map(reader_of, links))
    elif url := look("url"):
        value = f'<a href="{escaped(url)}">{escaped(text or "")}</a>'
    else:
        value = shown
    head = f'<dd lang="{escaped(lang)}">' if lang else "<dd>"
    end = f' <span class="small faint">{escaped(note)}</span>' if note else ""
    return f"<div><dt>{escaped(look('label') or '')}</dt>{head}{value}{end}</dd></div>"


@lru_cache(maxsize=8)
def _words(language: str | None) -> tuple[str, str]:
    """Return what stands where nothing was entered, and what ends a value that can be edited."""
    missing = f'<span class="missing">{escaped(gettext("Not entered"))}</span>'
    return missing, f'<span class="visually-hidden">, {escaped(gettext("edit"))}</span>{icon("edit")}'
