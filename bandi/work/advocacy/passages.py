"""The passages of a document as they are kept: paragraphs, headings, notes and table cells, with the page each stands on.

May import: the parsing library, this package's models.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bandi.parsing import Block, Reading
from bandi.work.advocacy.models import IncomingFile, LibraryDocument
from bandi.work.advocacy.symbols import joined

Kept = list[list[Any]]
MOST_CHARACTERS = 1_900_000  # a little below the longest text of a document, which has line ends besides
_CELL = re.compile(r"(\d+)\.[A-Z]{1,3}(\d+)")


def kept(blocks: Iterable[Block], *, most: int = MOST_CHARACTERS) -> tuple[Kept, bool]:
    """Return passages as they are stored, and whether some had to be left out because there are too many."""
    rows: Kept = []
    for block in blocks:
        most -= len(block.text) + 1
        if most < 0:
            return rows, True
        rows.append([block.kind, block.text, block.page, block.mark])
    return rows, False


def restored(rows: Kept) -> tuple[Block, ...]:
    """Return stored passages as the reader gave them."""
    return tuple(Block(kind, text, page, mark) for kind, text, page, mark in rows)


def words_of(blocks: Iterable[Block]) -> str:
    """Return passages as one text, a line each; the cells of one row of a table share a line. Page headers are left out."""
    lines: list[str] = []
    row = ""
    for block in blocks:
        if block.kind in {"header", "footer"}:
            continue
        text = " ".join(joined(block.text).split())
        found = _CELL.fullmatch(block.mark) if block.kind == "cell" else None
        here = ".".join(found.groups()) if found else ""
        if here and here == row:
            lines[-1] += f" | {text}"
        else:
            lines.append(f"[^{block.mark}] {text}" if block.kind == "note" and block.mark else text)
        row = here
    return joined("\n".join(lines)).strip()


def source_of(document: LibraryDocument) -> IncomingFile | None:
    """Return the file a document's words were read from, if they still are what was read."""
    for file in IncomingFile.objects.filter(document=document, state=IncomingFile.State.TAKEN).order_by("-added_at")[:3]:
        if file.blocks and words_of(restored(file.blocks)) == document.text:
            return file
    return None


def reading_of(file: IncomingFile) -> Reading:
    """Return what was read of a file, as the reader gave it; metadata was not kept."""
    return Reading(file.kind, restored(file.blocks), file.pages, tuple(file.problems), {})
