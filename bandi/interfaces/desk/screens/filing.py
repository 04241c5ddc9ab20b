"""What went out, as it went out: one copy of a filing on a page that prints well.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.records.blocks import Bullets, Inline
from bandi.foundation.records.paper_keeping import paper_from
from bandi.foundation.records.papers import Head, Paper, Passage
from bandi.foundation.reference.writing import write_day
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Choice
from bandi.interfaces.desk.tables.description import ListOf
from bandi.work.advocacy.models import Filing


@dataclass(frozen=True)
class Line:
    """One block of the text. kind: head, passage, quote or items; number: of a passage; notes: numbers of its footnotes."""

    kind: str
    text: str = ""
    number: int = 0
    notes: tuple[int, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilingPage:
    """What `desk/drafting/filing.html` shows. facts: labelled words about the copy; notes: the footnotes in order."""

    title: str
    heading: str
    language: str
    draft_url: str
    ended: str
    ended_because: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    signatures: tuple[tuple[str, tuple[str, ...]], ...]
    annexes: tuple[str, ...]
    files: tuple[Choice, ...]


def filing_title(copy: Filing) -> str:
    """Return how a copy is called: "Filing 2, Korean"."""
    return _("Filing %(number)s, %(language)s") % {"number": copy.number, "language": copy.get_language_display()}


def filing_page(kind: ListOf, row: Any, copy: Filing, reader: Reader) -> FilingPage:
    """Return the page of one copy; one that was filed before copies were kept shows its version's words only."""
    paper = paper_from(copy.paper) if copy.paper else None
    notes: list[str] = []
    lines = tuple(_lines(paper, notes)) if paper else (Line("passage", copy.version.body if copy.version else ""),)
    at = timezone.localtime(copy.filed_at).strftime("%Y-%m-%d %H:%M")
    facts = [
        (_("Filed on"), write_day(copy.filed_on, reader.language) if copy.filed_on else ""), (_("Receipt"), copy.receipt or (row.receipt if not copy.ended else "")),
        (_("Noted by"), f"{copy.filed_by.display_name}, {at}" if copy.filed_by else at), (_("Version of the text"), str(copy.version.number) if copy.version else ""),
        (_("Digest (SHA-256)"), copy.digest),
    ]  # fmt: skip
    printed = [(fact.label, _text(fact.value)) for fact in paper.facts] if paper else []
    printed += [(_("To"), ", ".join(paper.to))] if paper and paper.to else []
    return FilingPage(
        title=filing_title(copy), heading=paper.title if paper else reader.name(row).text, language=copy.language, draft_url=reverse("desk:draft", args=[kind.key, row.pk]),
        ended=copy.ended, ended_because=copy.ended_because, facts=tuple((label, value) for label, value in [*facts, *printed] if value), lines=lines, notes=tuple(notes),
        signatures=tuple((title, tuple(", ".join(part for part in (one.name, one.beneath) if part) for one in group)) for title, group in paper.signatures) if paper else (),
        annexes=paper.annexes if paper else (), files=_files(kind, row, copy) if reader.exports else (),
    )  # fmt: skip


def _lines(paper: Paper, notes: list[str]) -> Any:
    number = 0
    for block in paper.body:
        if isinstance(block, Head):
            yield Line("head", block.text)
        elif isinstance(block, Bullets):
            yield Line("items", items=tuple(_text(item) for item in block.items), notes=_noted([run for item in block.items for run in item], notes))
        elif isinstance(block, Passage):
            number += 0 if block.is_quote else 1
            yield Line("quote" if block.is_quote else "passage", _text(block.runs), number if paper.is_numbered and not block.is_quote else 0, _noted(block.runs, notes))


def _noted(runs: Any, notes: list[str]) -> tuple[int, ...]:
    found = [run.note for run in runs if run.note]
    notes.extend(found)
    return tuple(range(len(notes) - len(found) + 1, len(notes) + 1))


def _text(runs: Inline) -> str:
    return "".join(run.text for run in runs)


def _files(kind: ListOf, row: Any, copy: Filing) -> tuple[Choice, ...]:
    if not copy.paper:
        return ()
    return tuple(Choice(form, name, reverse("desk:draft_filing_paper", args=[kind.key, row.pk, copy.pk, form])) for form, name in (("docx", "Word"), ("pdf", "PDF")))
