"""Blocks of an edition as they read on the desk: the preview beside a text, and the whole edition on one page.

A number bound to a claim is coloured after its state and leads to it; a number in a text that is bound to nothing is
underlined. Every text is escaped here; drawings come from the press, which escapes its own.
May import: records, publishing, claims, Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Chart,
    Entry,
    Fact,
    Inline,
    Map,
    Paragraph,
    Run,
    Section,
    Table,
)
from bandi.foundation.reference.texts import OTHER, Language
from bandi.interfaces.desk.addresses import page_url
from bandi.interfaces.desk.screens.claims import NEWEST_OF, measured
from bandi.publishing.press.charts import draw_for_screen
from bandi.publishing.press.map import draw_map
from bandi.publishing.texts import marked, with_current
from bandi.register.claims.numbers import unbound

SHOWN_ROWS = 40
EMPTY = mark_safe("")


@dataclass(frozen=True)
class Known:
    """A number of the year: where it leads, how it stands, why."""

    url: str
    state: str
    reason: str


@dataclass
class Page:
    """What one drawing shares: the numbers of the year, the language of the edition, the notes met so far.

    shows_all: tables stand whole; otherwise their first rows.
    """

    language: Language
    known: dict[str, Known]
    shows_all: bool = False
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, year: int, language: Language, *, marks: frozenset[str] | None = None, shows_all: bool = False) -> Page:
        """Read the numbers of a year, in two queries; of some marks alone, where any are named."""
        if marks is not None and not marks:
            return cls(language, {}, shows_all)
        known = {}
        for claim in with_current(marked(year, marks), NEWEST_OF):
            newest = measured(claim)
            reason = str(newest.reason.in_language(language)) if newest else ""
            known[claim.mark] = Known(page_url("desk:claim", claim.pk), claim.state, reason)
        return cls(language, known, shows_all)


def parts_of(body: str) -> int:
    """Return how many blocks a text makes: its paragraphs and lists."""
    return sum(bool(part.strip()) for part in re.split(r"\n\s*\n", body.strip()))


def section_html(section: Section, page: Page, *, written: int, level: int = 2) -> SafeString:
    """Return a section with what stands beneath it. written: how many of its blocks are somebody's text."""
    heading = format_html("<h{0} id=\"{1}\">{2}</h{0}>", min(level, 6), section.key, section.title)
    blocks = (block_html(block, page, is_text=place < written) for place, block in enumerate(section.blocks))
    children = (section_html(child, page, written=0, level=level + 1) for child in section.children)
    return _together(chain((heading,), blocks, children))


def notes_html(page: Page) -> SafeString:
    """Return the footnotes that were met, in their order."""
    if not page.notes:
        return EMPTY
    return format_html('<ol class="footnotes">{}</ol>', format_html_join("", "<li>{}</li>", ((note,) for note in page.notes)))


def block_html(block: Block, page: Page, *, is_text: bool = False) -> SafeString:
    """Return one block. is_text: somebody wrote it, so that its numbers must be bound."""
    if isinstance(block, Paragraph):
        return format_html('<p class="print-{}">{}</p>', block.style, inline_html(block.runs, page, is_text=is_text))
    if isinstance(block, Bullets):
        items = format_html_join("", "<li>{}</li>", ((inline_html(item, page, is_text=is_text),) for item in block.items))
        return format_html("<ol>{}</ol>" if block.numbered else "<ul>{}</ul>", items)
    if isinstance(block, Entry):
        return _entry(block, page)
    if isinstance(block, Table):
        return _table(block, page)
    drawing = draw_map(block, language=page.language) if isinstance(block, Map) else draw_for_screen(block, language=page.language)
    return _figure(block, mark_safe(drawing))  # noqa: S308 - the press escapes what it draws


def inline_html(runs: Inline, page: Page, *, is_text: bool = False) -> SafeString:
    """Return a text with its appearances, its bound numbers and its notes."""
    return _together(_run(run, page, is_text=is_text) for run in runs)


def _run(run: Run, page: Page, *, is_text: bool) -> SafeString:
    if run.claim:
        words = _bound(run, page)
    elif is_text:
        words = _with_unbound(run.text)
    else:
        words = format_html("{}", run.text)
    if run.bold:
        words = format_html("<strong>{}</strong>", words)
    if run.italic:
        words = format_html("<em>{}</em>", words)
    if run.untranslated:
        words = format_html('<span class="untranslated" lang="{}">{}</span>', OTHER[page.language], words)
    return format_html("{}{}", words, _note(run.note, page)) if run.note else words


def _bound(run: Run, page: Page) -> SafeString:
    known = page.known.get(run.claim)
    if known is None:
        return format_html('<span class="claim is-unbound">{}</span>', run.text)
    return format_html(
        '<a class="claim is-{}" href="{}" title="{}">{}<span class="visually-hidden"> ({})</span></a>',
        known.state, known.url, f"{run.claim} · {known.reason}", run.text, said_state(known.state),
    )  # fmt: skip


def _with_unbound(text: str) -> SafeString:
    parts: list[SafeString] = []
    at = 0
    for found in unbound(text):
        parts.append(format_html("{}", text[at : found.start]))
        parts.append(
            format_html(
                '<span class="claim is-unbound">{}<span class="visually-hidden"> ({})</span></span>',
                text[found.start : found.end], said_state("unbound"),
            )
        )  # fmt: skip
        at = found.end
    return _together([*parts, format_html("{}", text[at:])])


def said_state(state: str) -> str:
    """Return the state of a number in a word."""
    words = {"agrees": _("Agrees"), "differs": _("Differs"), "accepted": _("Accepted"), "unbound": _("Unbound")}
    return words.get(state) or _("No evidence")


def _note(note: str, page: Page) -> SafeString:
    page.notes.append(note)
    return format_html('<sup class="footnote" title="{}">{}</sup>', note, len(page.notes))


def _entry(entry: Entry, page: Page) -> SafeString:
    head = " · ".join(part for part in (entry.when, entry.where, entry.kind) if part)
    facts = _facts(entry.facts, page)
    body = _together(block_html(part, page) for part in entry.body)
    title = inline_html(entry.title, page)
    if entry.records and (url := _record_url(entry.records[0])):
        title = format_html('<a href="{}">{}</a>', url, title)
    return format_html(
        '<article class="print-entry is-level-{}"><h4>{}</h4>{}{}{}</article>',
        entry.level, title, format_html('<p class="print-when">{}</p>', head) if head else EMPTY, facts, body,
    )  # fmt: skip


def _record_url(record: str) -> str:
    from django.urls import NoReverseMatch

    try:
        return page_url("desk:record_by_id", record)
    except NoReverseMatch:
        return ""


def _facts(facts: Iterable[Fact], page: Page) -> SafeString:
    rows = format_html_join(
        "", "<div><dt>{}</dt><dd>{}</dd></div>", ((fact.label, inline_html(fact.value, page)) for fact in facts)
    )
    return format_html('<dl class="print-facts">{}</dl>', rows) if rows else EMPTY


def _table(table: Table, page: Page) -> SafeString:
    ends = tuple("is-number" if column.align == "end" else "" for column in table.columns)
    heads = format_html_join(
        "", '<th scope="col" class="{}">{}</th>', zip(ends, (column.label for column in table.columns), strict=True)
    )
    rows = table.rows if page.shows_all else table.rows[:SHOWN_ROWS]
    body = format_html_join("", "<tr>{}</tr>", ((_cells(row, ends, page),) for row in rows))
    more = len(table.rows) - len(rows)
    total = format_html("<tfoot><tr>{}</tr></tfoot>", _cells(table.total, ends, page)) if table.total else EMPTY
    foot = " ".join(part for part in ((_("and %(count)s more rows") % {"count": more}) if more else "", table.source) if part)
    return format_html(
        '<figure class="print-figure"><figcaption>{}</figcaption><div class="table-scroll" role="region" tabindex="0" aria-label="{}">'
        '<table class="table is-compact"><thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table></div>{}</figure>',
        table.caption, table.caption or _("Table"), heads, body, total,
        format_html('<p class="print-small">{}</p>', foot) if foot else EMPTY,
    )  # fmt: skip


def _cells(row: Iterable[Inline], ends: tuple[str, ...], page: Page) -> SafeString:
    return format_html_join(
        "", '<td class="{}">{}</td>', ((end, inline_html(cell, page)) for end, cell in zip(ends, row, strict=False))
    )


def _figure(block: Chart | Map, drawing: SafeString) -> SafeString:
    source = format_html('<p class="print-small">{}</p>', block.source) if block.source else EMPTY
    return format_html(
        '<figure class="print-figure"><figcaption>{}</figcaption><div class="drawing">{}</div>{}</figure>',
        block.caption, drawing, source,
    )  # fmt: skip


def _together(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped when it was made
