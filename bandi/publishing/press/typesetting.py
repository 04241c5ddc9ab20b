"""A document as plain data for the typesetter: what `templates/report.typ` reads.

Text travels as data and is never pasted into the template's source, so nothing a person writes can become a command.
Words with Hangul are handed over apart from the rest (`pieces`): the typesetter breaks Korean between any two
syllables, readers want it broken between words, so each word is set as a unit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Chart,
    Document,
    Entry,
    Fact,
    Inline,
    Map,
    Paragraph,
    Run,
    Section,
    Table,
)
from bandi.foundation.records.inline import text_of
from bandi.publishing.press.charts import draw_chart
from bandi.publishing.press.columns import columns_of
from bandi.publishing.press.faces import MISSING_IN_DRAWING, printable
from bandi.publishing.press.lettering import text_width
from bandi.publishing.press.map import draw_map
from bandi.publishing.press.motif import cover_of
from bandi.publishing.press.notes import colophon_notes
from bandi.publishing.press.numbering import Drawing, Numbering, numbered
from bandi.publishing.press.words import Words, other_language, words_of

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_WORD = re.compile(r"\S*?[·/,~–—](?=\S)|\S+")
_LONG = re.compile(r"[^\s\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3]{30,}")
_LONGEST_UNIT = 16
_LONGEST_SOLID_CELL = 500
_LONGEST_SHORT_CHAPTER = 300
_SMALL_TABLE = 24
"""Lines of a table that is not broken over two pages."""

Data = dict[str, Any]


def typeset_data(document: Document) -> str:
    """Return the document as JSON for the template, its drawings as SVG within."""
    return json.dumps(_Writer(document).document(), ensure_ascii=False)


class _Writer:
    def __init__(self, document: Document) -> None:
        self.source = document
        self.words: Words = words_of(document.language)
        self.numbering: Numbering = numbered(document)

    def document(self) -> Data:
        source, words = self.source, self.words
        return {
            "title": pieces(source.title),
            "titleText": printable(source.title),
            "organisation": pieces(source.organisation),
            "organisationText": printable(source.organisation),
            "abbreviation": pieces(source.abbreviation or source.organisation),
            "period": printable(source.period),
            "language": source.language,
            "statement": pieces(source.statement),
            "mission": [pieces(point) for point in source.mission],
            "sections": [self.section(section, 1) for section in source.sections],
            "drawings": [self.data(drawing) for drawing in self.numbering.drawings.values()],
            "colophon": [self.fact(line) for line in source.colophon.lines],
            "colophonNotes": [pieces(note) for note in colophon_notes(source, words)],
            "cover": cover_of(source),
            "coverAlt": printable(source.cover.alt) if source.cover else "",
            "words": {name: printable(value) for name, value in vars(words).items()},
        }

    def section(self, section: Section, depth: int) -> Data:
        blocks: list[Data] = []
        within = False
        before: Block | None = None
        for block in section.blocks:
            note, before = _is_note(block, before), block
            if note and blocks[-1]["kind"] == "table":
                blocks[-1]["notes"].append(self.runs(block.runs))  # type: ignore[union-attr]
                continue
            if note:
                blocks[-1]["stays"] = True
            if isinstance(block, Entry):
                nested = block.level > 0 and within
                within = within or block.level == 0
                blocks.append(self.entry(block, min(6, depth + (2 if nested else 1))))
            else:
                blocks.append(self.block(block))
        return {
            "title": pieces(section.title),
            "depth": min(6, depth),
            "short": depth == 1 and self.is_short(section),
            "blocks": blocks,
            "children": [self.section(child, depth + 1) for child in section.children],
        }

    def is_short(self, chapter: Section) -> bool:
        """Return whether a chapter is a few lines only: the one after it then begins on the same page."""
        if chapter.children or not all(isinstance(block, Paragraph | Bullets) for block in chapter.blocks):
            return False
        length = sum(len(text_of(_runs_of(block))) for block in chapter.blocks)  # type: ignore[arg-type]
        return length < self.ample(_LONGEST_SHORT_CHAPTER)

    def ample(self, letters: int) -> float:
        """Return a length in letters of this script: Korean says in one what English says in two."""
        return letters * (0.55 if self.source.language == "ko" else 1)

    def block(self, block: Block) -> Data:
        if isinstance(block, Paragraph):
            return {"kind": "paragraph", "style": block.style, "runs": self.runs(block.runs), "stays": False}
        if isinstance(block, Bullets):
            return {"kind": "bullets", "numbered": block.numbered, "items": [self.runs(item) for item in block.items], "stays": False}
        if isinstance(block, Table):
            return {"kind": "table", "notes": [], **self.table(block, f"{self.words.table} {self.numbering.table(block)}")}
        if isinstance(block, Chart | Map):
            return self.drawing(block)
        return self.entry(block, 6)

    def entry(self, entry: Entry, depth: int) -> Data:
        length = sum(len(run.text) + len(run.note) for part in entry.body for run in _runs_of(part))
        return {
            "kind": "entry",
            "depth": depth,
            "nested": entry.level > 0,
            "title": self.runs(entry.title),
            "when": pieces(entry.when),
            "where": pieces(entry.where),
            "sort": pieces(entry.kind),
            "facts": [self.fact(fact) for fact in entry.facts],
            "body": [self.block(part) for part in entry.body],
            "short": length < self.ample(420),
            "stays": False,
        }

    def fact(self, fact: Fact) -> Data:
        return {"label": pieces(fact.label), "value": self.runs(fact.value)}

    def drawing(self, block: Chart | Map) -> Data:
        language = self.source.language
        svg = draw_map(block, language=language) if isinstance(block, Map) else draw_chart(block, language=language)
        drawing = self.numbering.drawing(block)
        return {
            "kind": "drawing",
            "number": drawing.number,
            "label": drawing.title(self.words),
            "caption": pieces(block.caption),
            "alt": printable(block.alt or block.caption),
            "svg": printable(svg, missing=MISSING_IN_DRAWING),
            "stays": False,
            "source": pieces(block.source),
        }

    def data(self, drawing: Drawing) -> Data:
        return {"number": drawing.number, **self.table(drawing.data, drawing.title(self.words))}

    def table(self, table: Table, label: str) -> Data:
        width, columns = len(table.columns), columns_of(table)
        return {
            "label": label,
            "whole": _lines_in(table, columns.shares) <= _SMALL_TABLE,
            "hyphenate": not columns.holds,
            "caption": pieces(table.caption),
            "columns": [
                {"label": pieces(column.label), "weight": share, "end": column.align == "end"}
                for column, share in zip(table.columns, columns.shares, strict=True)
            ],
            "rows": [[self.cell(cell) for cell in _fitted(row, width)] for row in table.rows],
            "total": [self.cell(cell) for cell in _fitted(table.total, width)] if table.total else [],
            "source": pieces(table.source),
        }

    def cell(self, cell: Inline) -> Data:
        return {"runs": self.runs(cell), "solid": sum(len(run.text) for run in cell) < _LONGEST_SOLID_CELL}

    def runs(self, inline: Inline) -> list[Data]:
        """Return the runs; `joined` tells that no line may break before this one, `opens` that its mark is due."""
        result: list[Data] = []
        before: Run | None = None
        for run in inline:
            joined = bool(
                before and before.text and run.text and not (before.text[-1].isspace() or run.text[0].isspace())
            )
            result.append(
                {
                    "pieces": pieces(run.text),
                    "bold": run.bold,
                    "italic": run.italic,
                    "note": pieces(run.note),
                    "foreign": other_language(self.source.language) if run.untranslated else "",
                    "opens": run.untranslated and not (before and before.untranslated),
                    "joined": joined,
                }
            )
            before = run
        return result


def _runs_of(part: Paragraph | Bullets) -> Inline:
    return part.runs if isinstance(part, Paragraph) else tuple(run for item in part.items for run in item)


def _is_note(block: Block, before: Block | None) -> bool:
    """Return whether a block is a small note that belongs to what stands before it."""
    return isinstance(block, Paragraph) and block.style == "small" and before is not None


def _lines_in(table: Table, shares: Sequence[int]) -> int:
    """Return about how many lines the rows of a table have, when its columns have these shares of 170 mm."""
    rows = (*table.rows, *([table.total] if table.total else []))
    return sum(
        max((1 + int(text_width(text_of(cell), 2.93) * 1.12 // max(10.0, share * 0.17 - 4.4)) for cell, share in zip(row, shares, strict=False)), default=1)
        for row in rows
    )


def _fitted(row: tuple[Inline, ...], width: int) -> tuple[Inline, ...]:
    """Return a row with exactly `width` cells: a short row is filled, a long one keeps its surplus in the last cell."""
    if len(row) > width > 0:
        surplus = tuple(run for cell in row[width - 1 :] for run in (*cell, Run(" ")))
        return (*row[: width - 1], surplus)
    return (*row, *(() for _ in range(width - len(row))))


def pieces(text: str) -> list[str]:
    """Return the text in turns: ordinary, a unit not to be broken, ordinary, a unit, …; empty text gives no piece.

    Very long strings without a space (addresses of pages) get places where they may break.
    """
    text = _LONG.sub(lambda found: _breakable(found[0]), printable(text))
    if not text:
        return []
    result = [""]
    position = 0
    for found in _WORD.finditer(text):
        word = found[0]
        if len(word) <= _LONGEST_UNIT and _HANGUL.search(word):
            result[-1] += text[position : found.start()]
            result += [word, ""]
            position = found.end()
    result[-1] += text[position:]
    return result


def _breakable(text: str) -> str:
    return "\u200b".join(re.findall(r".{1,14}?[/.?&=_#-]+|.{1,14}", text))
