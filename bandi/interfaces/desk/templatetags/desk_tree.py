"""The tag `{% edition_tree page %}`: the sections of an edition, drawn in Python because there are more than a hundred.

Every tool of a section is a button of one form, which stands before the tree and holds the token once. Every text is
escaped here. Context: page (screens.report.EditionPage).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.screens.report import EditionPage, Leaf
from bandi.interfaces.desk.templatetags.desk_icons import icon

register = template.Library()
FORM = "tree-tools"


@dataclass(frozen=True)
class _Words:
    """What stands at every section, asked for once. numbers: kept by how many there are."""

    text: str
    unbound: str
    left_out: str
    up: str
    down: str
    leave: str
    put: str
    numbers: dict[int, str] = field(default_factory=dict)

    def bound(self, count: int) -> str:
        """Return "3 numbers"."""
        if count not in self.numbers:
            self.numbers[count] = ngettext("%(count)s number", "%(count)s numbers", count) % {"count": count}
        return self.numbers[count]


@register.simple_tag
def edition_tree(page: EditionPage) -> SafeString:
    """Return the `<li>` elements of the tree."""
    words = _Words(
        gettext("text"), gettext("%(count)s unbound"), gettext("left out"), gettext("Move up: %(title)s"), gettext("Move down: %(title)s"),
        gettext("Leave out: %(title)s"), gettext("Print: %(title)s"),
    )  # fmt: skip
    lang = escaped(page.card.lang)
    drawn = [_leaf(leaf, lang, words, may_write=page.may_write) for leaf in page.leaves]
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped by _leaf


def _leaf(leaf: Leaf, lang: str, words: _Words, *, may_write: bool) -> str:
    left_out = " is-left-out" if leaf.is_hidden or not leaf.is_printed else ""
    title = escaped(leaf.title)
    name = f'<a href="{escaped(leaf.url)}" lang="{lang}">{title}</a>' if may_write else f'<span lang="{lang}">{title}</span>'
    twin = f'<span class="sub" lang="{escaped(leaf.twin_lang)}">{escaped(leaf.twin)}</span>' if leaf.twin else ""
    return (
        f'<li class="leaf is-level-{leaf.level}{left_out}" id="section-{escaped(leaf.id)}">'
        f'<div class="leaf-title">{name}{twin}</div><div class="leaf-marks small faint">{_marks(leaf, words)}</div>'
        f"{_tools(leaf, words) if may_write else ''}</li>"
    )


def _marks(leaf: Leaf, words: _Words) -> str:
    marks = []
    if leaf.has_text:
        numbers = words.bound(leaf.bound) if leaf.bound else ""
        marks.append(f"<span>{' · '.join(escaped(word) for word in (words.text, numbers) if word)}</span>")
    if leaf.unbound:
        marks.append(f'<span class="badge is-unbound">{icon("unbound")}{escaped(words.unbound % {"count": leaf.unbound})}</span>')
    if leaf.content:
        marks.append(f'<span class="leaf-content">{escaped(leaf.content)}</span>')
    if not leaf.is_printed:
        marks.append(f'<span class="badge is-no_evidence">{escaped(words.left_out)}</span>')
    return "".join(marks)


def _tools(leaf: Leaf, words: _Words) -> str:
    title = {"title": leaf.title}
    turn = ("visible", words.leave, "no") if leaf.is_printed else ("add", words.put, "yes")
    return (
        '<div class="leaf-tools">'
        + _button(leaf.up_url, "up", words.up % title, is_off=leaf.is_first)
        + _button(leaf.down_url, "down", words.down % title, is_off=leaf.is_last)
        + _button(leaf.print_url, turn[0], turn[1] % title, more=f' name="print" value="{turn[2]}"')
        + "</div>"
    )


def _button(url: str, drawing: str, label: str, *, is_off: bool = False, more: str = "") -> str:
    return (
        f'<button class="button is-quiet" form="{FORM}" formaction="{escaped(url)}" aria-label="{escaped(label)}"{more}'
        f"{' disabled' if is_off else ''}>{icon(drawing)}</button>"
    )
