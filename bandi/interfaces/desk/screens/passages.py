"""Passages of a read file as a page shows them: headings, paragraphs, notes, tables; every word escaped.

May import: the parsing library, Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from bandi.parsing import Block, Sheet

_CELL = re.compile(r"(\d{1,4})\.([A-Z]{1,3})(\d{1,6})")
_POINTER = re.compile(r"\[\^([^\]\s<>&]{1,12})\]")
WIDEST, LONGEST = 40, 400
Say = Callable[[str], SafeString]
NOTHING = SafeString("")


@dataclass(frozen=True)
class Piece:
    """One thing on the page. kind: heading, paragraph, note, aside (page header or footer), table."""

    kind: str
    words: SafeString = NOTHING
    mark: str = ""
    rows: tuple[tuple[SafeString, ...], ...] = ()
    is_cut: bool = False


@dataclass
class _Table:
    number: str
    cells: dict[tuple[int, int], SafeString] = field(default_factory=dict)

    def piece(self) -> Piece:
        rows = sorted({row for row, _column in self.cells})
        widest = min(max((column for _row, column in self.cells), default=0), WIDEST)
        drawn = tuple(tuple(self.cells.get((row, column), NOTHING) for column in range(1, widest + 1)) for row in rows[:LONGEST])
        return Piece("table", rows=drawn, is_cut=len(rows) > LONGEST or any(column > WIDEST for _row, column in self.cells))


def pieces_of(blocks: Iterable[Block], say: Say = escape) -> list[Piece]:
    """Return passages as pieces of a page. say: how words are written, links and all; it must escape."""
    pieces: list[Piece] = []
    table: _Table | None = None
    for block in blocks:
        found = _CELL.fullmatch(block.mark) if block.kind == "cell" else None
        if table is not None and (found is None or found[1] != table.number):
            pieces.append(table.piece())
            table = None
        words = _with_pointers(say(" ".join(block.text.split())))
        if found is not None:
            table = table or _Table(found[1])
            table.cells[int(found[3]), _column(found[2])] = words
        elif block.kind in ("heading", "note"):
            pieces.append(Piece(block.kind, words, block.mark))
        else:
            pieces.append(Piece("aside" if block.kind in ("header", "footer") else "paragraph", words))
    return [*pieces, table.piece()] if table is not None else pieces


def pieces_of_sheets(sheets: Iterable[Sheet]) -> list[Piece]:
    """Return the tables of a spreadsheet as pieces of a page."""
    pieces = []
    for sheet in sheets:
        if sheet.name:
            pieces.append(Piece("heading", escape(sheet.name)))
        rows = tuple(tuple(escape("" if cell is None else str(cell)) for cell in row[:WIDEST]) for row in sheet.rows[:LONGEST])
        pieces.append(Piece("table", rows=rows, is_cut=len(sheet.rows) > LONGEST or any(len(row) > WIDEST for row in sheet.rows)))
    return pieces


def _with_pointers(words: SafeString) -> SafeString:
    """Return escaped words in which a pointer to a note ("[^3]") stands raised."""
    return mark_safe(_POINTER.sub(r'<sup class="faint">\1</sup>', words)) if "[^" in words else words  # noqa: S308 - escaped, and the mark has no sign of markup


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
