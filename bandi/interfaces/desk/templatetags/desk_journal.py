"""The tag `{% journal_rows page signed %}`: the entries of the journal, drawn in Python because a page holds a hundred.

Context: page (screens.journal.JournalPage), signed (screens.checkpoints.CheckpointsPanel). Every text is escaped here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext

from bandi.interfaces.desk.addresses import address, page_url
from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.screens.checkpoints import CheckpointsPanel
from bandi.interfaces.desk.screens.journal import Change, JournalPage

register = template.Library()
STAND_IN = 987_654_321


@dataclass(frozen=True)
class _Words:
    """What stands in every row, asked for once. proof: the address of an entry's proof, around its number."""

    number: str
    who: str
    what: str
    proof: str
    entry: str
    record: str
    uncovered: str
    of_entry: str
    of_record: str
    url: tuple[str, str]


@register.simple_tag
def journal_rows(page: JournalPage, signed: CheckpointsPanel) -> SafeString:
    """Return the `<tr>` elements."""
    head, _number, tail = address("desk:audit_proof", STAND_IN).partition(str(STAND_IN))
    words = _Words(
        escaped(gettext("No.")), escaped(gettext("Who")), escaped(gettext("What")), escaped(gettext("Proof to hand out")), escaped(gettext("Entry")),
        escaped(gettext("Record")), escaped(gettext("No checkpoint covers this entry yet.")), gettext("Proof of entry %(number)s"),
        gettext("Proofs of all entries about the record of entry %(number)s"), (head, tail),
    )  # fmt: skip
    return mark_safe("".join(_row(change, signed.newest_size, words) for change in page.changes))  # noqa: S308  every text was escaped by _row


def _row(change: Change, covered: int, words: _Words) -> str:
    at = localtime(change.at)
    return (
        f'<tr role="row"><td role="cell" class="is-number" data-label="{words.number}">{change.sequence}</td>'
        f'<td role="cell" class="is-date"><time datetime="{at.isoformat()}">{at:%Y-%m-%d %H:%M}</time></td>'
        f'<td role="cell" data-label="{words.who}">{escaped(change.by)}</td>'
        f'<td role="cell" data-label="{words.what}">{escaped(change.summary)}<span class="sub">{escaped(change.kind)}</span></td>'
        f'<td role="cell" class="is-main">{_named(change)}</td>'
        f'<td role="cell" data-label="{words.proof}">{_proof(change, covered, words)}</td></tr>'
    )


def _named(change: Change) -> str:
    if change.url:
        lang = f' lang="{escaped(change.lang)}"' if change.lang else ""
        return f'<a class="title" href="{escaped(change.url)}"{lang}>{escaped(change.label)}</a>'
    return escaped(change.label) if change.label else '<span class="missing">—</span>'


def _proof(change: Change, covered: int, words: _Words) -> str:
    if change.sequence > covered:
        return f'<span class="missing" title="{words.uncovered}">—</span>'
    number = {"number": change.sequence}
    url = f"{words.url[0]}{change.sequence}{words.url[1]}"
    entry = f'<a href="{url}" aria-label="{escaped(words.of_entry % number)}">{words.entry}</a>'
    if not change.record:
        return entry
    of_record = page_url("desk:audit_record_proofs", change.record)
    return f'{entry} · <a href="{of_record}" aria-label="{escaped(words.of_record % number)}">{words.record}</a>'
