"""Reading a document of the library: its words with symbols as links, and what stands in it of ours.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bandi.foundation.records.reader_words import remarks, why_not
from bandi.interfaces.desk.addresses import url_of, with_state
from bandi.interfaces.desk.panels import Panel, offer_panel, offer_way
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.passages import Piece, pieces_of
from bandi.interfaces.desk.screens.pieces import Action, Item
from bandi.parsing import Block
from bandi.parsing.recognising import languages
from bandi.work.advocacy.models import IncomingFile, Letter, LibraryDocument, Submission, TextVersion
from bandi.work.advocacy.passages import reading_of, source_of
from bandi.work.advocacy.symbols import symbols_in

PART = 60_000  # characters on one page


@dataclass(frozen=True)
class ReadingPage:
    """What `desk/library/read.html` shows.

    pages_url: the same page by page, where it came from a file. again_url: has letters recognised on pages without text.
    """

    name: str
    url: str
    lang: str
    pieces: tuple[Piece, ...]
    part: int
    previous_url: str
    next_url: str
    parts: int
    symbols: tuple[Item, ...]
    problems: tuple[str, ...] = ()
    pages_url: str = ""
    again_url: str = ""
    progress: dict[str, Any] = field(default_factory=dict)


def reading_page(document: LibraryDocument, reader: Reader, part: int) -> ReadingPage:
    """Return one part of a document's words, its symbols linked; in their structure where they came from a file."""
    file = source_of(document)
    parts: Sequence[Sequence[Block]] = parts_of_blocks(reading_of(file).blocks) if file else [[Block("paragraph", line) for line in one.splitlines() if line.strip()] for one in parts_of(document.text)]
    part = max(1, min(part, len(parts)))
    url = reverse("desk:library_read", args=[document.pk])
    own = file or IncomingFile.objects.filter(document=document).defer("blocks").order_by("-added_at").first()
    return ReadingPage(
        name=reader.name(document).text, url=url_of(document), lang=document.language if document.language in ("en", "ko") else "",
        pieces=tuple(pieces_of(parts[part - 1] if parts else (), saying(document, reader))), part=part, parts=len(parts),
        previous_url=with_state(url, {"part": str(part - 1)}) if part > 1 else "", next_url=with_state(url, {"part": str(part + 1)}) if part < len(parts) else "",
        symbols=tuple(_symbol_items(document.text, document.symbol, reader)), **(_of_file(own, file is not None, reader) if own else {}),
    )  # fmt: skip


def _of_file(file: IncomingFile, is_source: bool, reader: Reader) -> dict[str, Any]:
    """Return what the page says of the file a document came with."""
    said: dict[str, Any] = {"problems": (*remarks(file.problems), *([why_not(file.problem)] if file.problem else []))}
    if is_source and file.pages:
        said["pages_url"] = reverse("desk:library_pages", args=[file.document_id])
    if reader.edits and file.blob_id and "scanned" in file.problems and languages():
        said["again_url"] = reverse("desk:library_file_again", args=[file.pk])
    if file.state in (IncomingFile.State.WAITING, IncomingFile.State.READING) and not file.is_silent:
        said["progress"] = {"id": "reading", "label": _("The file is being read"), "poll_url": reverse("desk:library_read_progress", args=[file.document_id])} if reader.edits else {}
        said["again_url"] = ""
    return said


def saying(document: LibraryDocument, reader: Reader) -> Callable[[str], SafeString]:
    """Return how the words of a document are written: known symbols as links, everything else escaped."""
    known = known_symbols({found.text for found in symbols_in(document.text)} - {document.symbol}, reader)
    return lambda text: linked(text, known)


def parts_of_blocks(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return passages in parts, each short enough for one page."""
    parts: list[list[Block]] = [[]]
    length = 0
    for block in blocks:
        if length + len(block.text) > PART and parts[-1]:
            parts.append([])
            length = 0
        parts[-1].append(block)
        length += len(block.text)
    return parts


def parts_of(text: str) -> list[str]:
    """Return a text cut into parts between lines, each short enough for one page."""
    parts, current, length = [], [], 0
    for line in text.splitlines():
        if length + len(line) > PART and current:
            parts.append("\n".join(current))
            current, length = [], 0
        current.append(line)
        length += len(line) + 1
    return [*parts, "\n".join(current)] if current else parts


def known_symbols(symbols: set[str], reader: Reader) -> dict[str, str]:
    """Return the addresses of the documents of the library that bear these symbols, as the reader may see them."""
    rows = LibraryDocument.objects.visible_to(reader.account).filter(symbol__in=symbols)
    return {row.symbol: url_of(row) for row in rows if row.symbol}


def linked(text: str, known: dict[str, str]) -> SafeString:
    """Return a line with each known symbol as a link, everything else escaped."""
    pieces, place = [], 0
    for found in symbols_in(text):
        pieces.append(escape(text[place : found.start]))
        url = known.get(found.text)
        pieces.append(format_html('<a href="{}">{}</a>', url, found.text) if url else escape(found.text))
        place = found.end
    pieces.append(escape(text[place:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped above


def _symbol_items(text: str, own: str, reader: Reader, most: int = 40) -> Iterable[Item]:
    counts: dict[str, int] = {}
    for found in symbols_in(text):
        if found.text != own:
            counts[found.text] = counts.get(found.text, 0) + 1
    names = sorted(counts, key=lambda name: (-counts[name], name))[:most]
    if not names:
        return
    known = known_symbols(set(names), reader)
    for name in names:
        new = with_state(reverse("desk:library_add"), {"symbol": name})
        yield Item(name, known.get(name) or new, sub="" if name in known else _("not in the library yet"), icon="publications" if name in known else "add", at=f"{counts[name]}×")


@offer_way("documents")
def to_the_words(row: Any, reader: Reader) -> Iterable[Action]:
    """Lead to a document's words, or to putting them in."""
    if row.text:
        yield Action(_("Read"), reverse("desk:library_read", args=[row.pk]), "visible")
        yield Action(_("Against our texts"), reverse("desk:library_findings", args=[row.pk]), "search")
    elif row.source_files.exists():
        yield Action(_("Read"), reverse("desk:library_read", args=[row.pk]), "visible")
    elif reader.edits:
        yield Action(_("Put in its words"), with_state(reverse("desk:library_add"), {"symbol": row.symbol, "title": row.title_en or row.title_ko}), "paste")


@offer_panel(
    "documents", "submissions", "letters", "uptakes", "activities", "publications", "media", "recommendations", "mechanisms", "mechanism-sessions", "deadlines", "memberships", "organisations",
)  # fmt: skip
def symbols_named(row: Any, reader: Reader) -> Iterable[Panel]:
    """Show the symbols of documents that a record's words name, linked where the library has them."""
    own = row.symbol if isinstance(row, LibraryDocument) else ""
    words = "\n".join(value for value in vars(row).values() if isinstance(value, str))
    if isinstance(row, Letter | Submission):
        words += "\n" + "\n".join(TextVersion.objects.filter(record=row.pk).order_by("-number").values_list("body", flat=True)[:2])
    yield Panel("symbols", _("Documents named in it"), tuple(_symbol_items(words, own, reader, most=12)), "publications")
