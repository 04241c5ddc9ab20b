"""The tag `{% edition_tree page %}`: the sections of an edition, drawn in Python because there are more than a hundred.

Every tool of a section is a button of one form, which stands before the tree and holds the token once. Every text is
escaped here. Context: page (screens.report.EditionPage).
"""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.screens.report import EditionPage, Leaf
from bandi.interfaces.desk.templatetags.desk_icons import icon

register = template.Library()
FORM = "tree-tools"


@register.simple_tag
def edition_tree(page: EditionPage) -> SafeString:
    """Return the `<li>` elements of the tree."""
    lang = escaped(page.card.lang)
    drawn = [_leaf(leaf, lang, may_write=page.may_write) for leaf in page.leaves]
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped by _leaf


def _leaf(leaf: Leaf, lang: str, *, may_write: bool) -> str:
    left_out = " is-left-out" if leaf.is_hidden or not leaf.is_printed else ""
    title = escaped(leaf.title)
    name = f'<a href="{escaped(leaf.url)}" lang="{lang}">{title}</a>' if may_write else f'<span lang="{lang}">{title}</span>'
    twin = f'<span class="sub" lang="{escaped(leaf.twin_lang)}">{escaped(leaf.twin)}</span>' if leaf.twin else ""
    return (
        f'<li class="leaf is-level-{leaf.level}{left_out}" id="section-{escaped(leaf.id)}">'
        f'<div class="leaf-title">{name}{twin}</div><div class="leaf-marks small faint">{_marks(leaf)}</div>'
        f"{_tools(leaf) if may_write else ''}</li>"
    )


def _marks(leaf: Leaf) -> str:
    marks = []
    if leaf.has_text:
        numbers = ngettext("%(count)s number", "%(count)s numbers", leaf.bound) % {"count": leaf.bound} if leaf.bound else ""
        marks.append(f"<span>{' · '.join(escaped(word) for word in (gettext('text'), numbers) if word)}</span>")
    if leaf.unbound:
        words = gettext("%(count)s unbound") % {"count": leaf.unbound}
        marks.append(f'<span class="badge is-unbound">{icon("unbound")}{escaped(words)}</span>')
    if leaf.content:
        marks.append(f'<span class="leaf-content">{escaped(leaf.content)}</span>')
    if not leaf.is_printed:
        marks.append(f'<span class="badge is-no_evidence">{escaped(gettext("left out"))}</span>')
    return "".join(marks)


def _tools(leaf: Leaf) -> str:
    title = {"title": leaf.title}
    turn = ("visible", gettext("Leave out: %(title)s"), "no") if leaf.is_printed else ("add", gettext("Print: %(title)s"), "yes")
    return (
        '<div class="leaf-tools">'
        + _button(leaf.up_url, "up", gettext("Move up: %(title)s") % title, is_off=leaf.is_first)
        + _button(leaf.down_url, "down", gettext("Move down: %(title)s") % title, is_off=leaf.is_last)
        + _button(leaf.print_url, turn[0], turn[1] % title, more=f' name="print" value="{turn[2]}"')
        + "</div>"
    )


def _button(url: str, drawing: str, label: str, *, is_off: bool = False, more: str = "") -> str:
    return (
        f'<button class="button is-quiet" form="{FORM}" formaction="{escaped(url)}" aria-label="{escaped(label)}"{more}'
        f"{' disabled' if is_off else ''}>{icon(drawing)}</button>"
    )
