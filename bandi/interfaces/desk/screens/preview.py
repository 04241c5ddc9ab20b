"""Looking at a file of a record without opening it: pages as pictures, words, tables, what is inside of it.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.records.previews import Preview
from bandi.foundation.records.reader_words import remarks, why_not
from bandi.foundation.vault.errors import HolderAway, QuotaReached
from bandi.interfaces.desk.screens.passages import Piece, pieces_of
from bandi.parsing import Block, ParsingError

PART = 30_000  # characters on one page, where a file knows no pages
MOST_INSIDE = 200
FACTS = {
    "title": _lazy("Title"), "author": _lazy("Author"), "subject": _lazy("Subject"), "keywords": _lazy("Keywords"), "creator": _lazy("Made with"),
    "producer": _lazy("Written by the program"), "creationdate": _lazy("Made on"), "moddate": _lazy("Changed on"), "date": _lazy("Date"), "taken": _lazy("Taken on"),
    "changed": _lazy("Changed on"), "maker": _lazy("Maker of the camera"), "camera": _lazy("Camera"), "software": _lazy("Program"), "place": _lazy("Place"),
    "encoding": _lazy("Way of writing letters"), "width": _lazy("Width in pixels"), "height": _lazy("Height in pixels"), "frames": _lazy("Pictures in it"), "pages": _lazy("Pages"),
    "last_modified_by": _lazy("Last changed by"), "created": _lazy("Made on"), "modified": _lazy("Changed on"), "language": _lazy("Language"),
}  # fmt: skip


@dataclass(frozen=True)
class PreviewPage:
    """What `desk/vault/preview.html` shows. why: why there is nothing to see; facts: what the file says about itself."""

    name: str
    sub: str
    why: str
    number: int
    pages: int
    picture_url: str
    pieces: tuple[Piece, ...]
    previous_url: str
    next_url: str
    problems: tuple[str, ...]
    inside: tuple[tuple[str, str, str], ...]
    facts: tuple[tuple[str, str], ...]
    lang: str = ""


def preview_page(shown: Preview, number: int, *, url: str, picture_url: Any) -> PreviewPage:
    """Return one page of a file. picture_url: the address of a page's picture, by its number."""
    parts = _parts(shown)
    number = max(1, min(number, len(parts)))
    facts = tuple((str(FACTS.get(name, name)), value) for name, value in shown.reading.facts.items())
    sub = " · ".join((shown.reading.kind.upper(), filesizeformat(shown.facts.length)))
    return PreviewPage(
        name=shown.facts.name, sub=sub, why="", number=number, pages=len(parts), picture_url=picture_url(number) if number <= shown.drawn else "",
        pieces=tuple(pieces_of(parts[number - 1])), previous_url=f"{url}?page={number - 1}" if number > 1 else "", next_url=f"{url}?page={number + 1}" if number < len(parts) else "",
        problems=tuple(remarks(shown.reading.problems)), inside=tuple((one.name, one.kind, filesizeformat(one.size)) for one in shown.inside[:MOST_INSIDE]), facts=facts,
    )  # fmt: skip


def no_preview(name: str, problem: Exception) -> PreviewPage:
    """Return the page of a file of which nothing can be shown, with the reason in words."""
    if isinstance(problem, QuotaReached):
        why = _("You have opened as many protected records as an hour allows. Some will open again in a while.")
    elif isinstance(problem, HolderAway):
        why = _("The key holder does not answer; nothing protected can be opened until it is back.")
    else:
        why = why_not(problem) if isinstance(problem, ParsingError) else why_not("not-read")
    return PreviewPage(name, "", why, 1, 1, "", (), "", "", (), (), ())


def _parts(shown: Preview) -> list[list[Block]]:
    """Return the passages by page, where the file knows pages; otherwise cut so that each part is short enough."""
    blocks = shown.reading.blocks
    if shown.drawn or any(block.page for block in blocks):
        pages = max(1, shown.reading.pages, shown.drawn)
        parts: list[list[Block]] = [[] for _page in range(pages)]
        for block in blocks:
            parts[min(block.page or 1, pages) - 1].append(block)
        return parts
    parts, length = [[]], 0
    for block in blocks:
        if length + len(block.text) > PART and parts[-1]:
            parts.append([])
            length = 0
        parts[-1].append(block)
        length += len(block.text)
    return parts
