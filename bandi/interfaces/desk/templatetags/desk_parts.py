"""The rows of parts on a record's page, drawn in Python: a roll shows hundreds of cells, and a template decides anew for each.

Every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.templatetags.desk_icons import icon

register = template.Library()
Piece = Mapping[str, Any]


@register.simple_tag(takes_context=True)
def part_rows(context: Context, rows: Iterable[Piece]) -> SafeString:
    """Return the rows of a panel of parts (`detail.parts_of`): their values, and for editors the ways to change and remove them."""
    token = CsrfTokenNode().render(context)
    edit, remove, missing, elsewhere = map(escaped, (_("Edit"), _("Remove"), _("missing"), _("Not yet in this language")))
    empty = f'<span class="missing">—<span class="visually-hidden">{missing}</span></span>'
    to_edit, to_remove = icon("edit"), icon("delete")

    def cell_of(cell: Piece) -> str:
        text, look, lang = escaped(cell["text"]), cell["kind"], cell["lang"]
        shown = f'<a href="{escaped(cell["url"])}">{text}</a>' if cell["url"] else text or empty
        mark = f' <abbr class="fallback" title="{elsewhere}">{escaped(cell["mark"])}</abbr>' if cell["mark"] else ""
        kind, speaks = f"is-{escaped(look)}" if look else "", f' lang="{escaped(lang)}"' if lang else ""
        return f'<td role="cell" class="{kind}" data-label="{escaped(cell["label"])}"{speaks}>{shown}{mark}</td>'

    def tools_of(row: Piece) -> str:
        return (
            f'<td role="cell" class="is-actions"><a class="tool" href="{escaped(row["edit_url"])}" title="{edit}" aria-label="{edit}">{to_edit}</a>'
            f'<form class="inline" method="post" action="{escaped(row["remove_url"])}">{token}<button class="tool" title="{remove}" aria-label="{remove}">'
            f"{to_remove}</button></form></td>"
        )

    drawn = (f'<tr role="row">{"".join(map(cell_of, row["cells"]))}{tools_of(row) if row["edit_url"] else ""}</tr>' for row in rows)
    return mark_safe("".join(drawn))  # noqa: S308  every text was escaped
