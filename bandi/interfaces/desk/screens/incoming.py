"""Files given to the library: what is being read, what is ready to be looked over, what could not be read.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi import parsing
from bandi.foundation.records.previews import pages_drawn
from bandi.foundation.records.reader_words import PARTIAL, remarks, why_not
from bandi.foundation.reference.writing import write_edtf
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.passages import Piece, pieces_of
from bandi.interfaces.desk.screens.pieces import Choice
from bandi.parsing.limits import LARGEST_DOCUMENT
from bandi.parsing.recognising import languages
from bandi.work.advocacy.models import IncomingFile, LibraryDocument
from bandi.work.advocacy.passages import reading_of, restored

SHOWN = 200
FIRST_CHARACTERS = 6_000
State, Wanted = IncomingFile.State, IncomingFile.Wanted
ACCEPT = ".pdf,.docx,.hwp,.hwpx,.html,.htm,.txt,.md,.csv,.xlsx,.ods,.png,.jpg,.jpeg,.tif,.tiff,.webp"


@dataclass(frozen=True)
class Line:
    """A file in a list. told: what it proposes, in short; problems: what to know of it."""

    id: str
    name: str
    url: str
    told: str
    sub: str
    problems: tuple[str, ...]
    why: str
    is_ready: bool


@dataclass(frozen=True)
class TrayPage:
    """What `desk/library/tray.html` shows. no_jail: why no file can be read here, empty where they can."""

    no_jail: str
    progress: dict[str, Any]
    ready: tuple[Line, ...]
    failed: tuple[Line, ...]
    more: int
    largest: int
    accept: str = ACCEPT


@dataclass(frozen=True)
class FilePage:
    """What `desk/library/file.html` shows."""

    id: str
    name: str
    sub: str
    is_reading: bool
    progress: dict[str, Any]
    why: str
    problems: tuple[str, ...]
    is_partial: bool
    pieces: tuple[Piece, ...]
    is_cut: bool
    picture_url: str
    has_words: bool
    can_recognise: bool
    no_letters: str
    can_read_again: bool
    known_url: str
    values: dict[str, str]
    languages: tuple[Choice, ...]
    errors: dict[str, list[str]] = field(default_factory=dict)


def tray_page(reader: Reader) -> TrayPage:
    """Return the files that are not in the library yet, the newest first."""
    rows = IncomingFile.objects.exclude(state=State.TAKEN).defer("blocks").select_related("added_by")
    ready = list(rows.filter(state=State.READ)[: SHOWN + 1])
    failed = [*rows.filter(state=State.NOT_READ)[:SHOWN], *(row for row in rows.filter(state=State.READING)[:SHOWN] if row.is_silent)]
    state = parsing.available()
    return TrayPage(
        no_jail="" if state.ok else why_not("no-jail"), progress=progress_of(), ready=tuple(_line(row, reader) for row in ready[:SHOWN]),
        failed=tuple(_line(row, reader) for row in failed), more=max(0, len(ready) - SHOWN), largest=min(settings.LARGEST_UPLOAD, LARGEST_DOCUMENT),
    )  # fmt: skip


def progress_of() -> dict[str, Any]:
    """Return how far the reading of all files is, as `desk/parts/progress.html` wants it; empty where nothing is read."""
    rows = [row for row in IncomingFile.objects.filter(state__in=[State.WAITING, State.READING]).defer("blocks", "proposal") if not row.is_silent]
    if not rows:
        return {}
    now = next((row for row in rows if row.state == State.READING), None)
    label = ngettext("%(count)s file is being read or waits", "%(count)s files are being read or wait", len(rows)) % {"count": len(rows)}
    return {"id": "reading", "label": label, "note": _doing(now) if now else "", "poll_url": reverse("desk:library_files_progress"), **_pages(now)}


def _pages(row: IncomingFile | None) -> dict[str, int]:
    return {"value": row.done, "maximum": row.total} if row and row.total else {}


def _doing(row: IncomingFile) -> str:
    if row.wanted == Wanted.LETTERS:
        return _("%(name)s: letters are being recognised, page %(done)s of %(total)s") % {"name": row.name, "done": min(row.done + 1, row.total) or 1, "total": row.total or "…"}
    return row.name


def _line(row: IncomingFile, reader: Reader) -> Line:
    told = row.proposal or {}
    date = write_edtf(told["issued"], reader.language) if told.get("issued") else ""
    by = _("watch folder") if row.is_from_folder else row.added_by.display_name if row.added_by else ""
    facts = [row.name if told.get("title") else "", filesizeformat(row.size), _pages_in_words(row.pages), by]
    why = _interrupted() if row.is_silent else why_not(row.problem) if row.problem else ""
    return Line(
        str(row.pk), row.name, reverse("desk:library_file", args=[row.pk]), told.get("title") or row.name, " · ".join(part for part in (told.get("symbol", ""), date, told.get("body", ""), *facts) if part),
        tuple(remarks(row.problems)), why, row.state == State.READ,
    )  # fmt: skip


def _pages_in_words(pages: int) -> str:
    return ngettext("%(count)s page", "%(count)s pages", pages) % {"count": pages} if pages else ""


def _interrupted() -> str:
    return _("The reading was interrupted: its process ended without a word. Read it again; the file is kept.")


def file_page(file: IncomingFile, reader: Reader, *, values: dict[str, str] | None = None, errors: dict[str, list[str]] | None = None) -> FilePage:
    """Return one file with what it proposes. values: as a person left them, errors: what is wrong with them."""
    given = {name: str((values or file.proposal or {}).get(name, "")) for name in ("symbol", "title", "issued", "body", "language", "address")}
    blocks, is_cut = _first(file)
    is_scan = bool({"scanned", "no-text"} & set(file.problems)) and pages_drawn(file.kind, file.pages) > 0
    has_letters = bool(languages())
    reading = file.state in (State.WAITING, State.READING) and not file.is_silent
    known = LibraryDocument.objects.visible_to(reader.account).filter(symbol=given["symbol"]).first() if given["symbol"] else None
    return FilePage(
        id=str(file.pk), name=file.name, sub=" · ".join(part for part in (filesizeformat(file.size), _pages_in_words(file.pages), file.kind.upper()) if part), is_reading=reading,
        progress={"id": "reading", "label": _doing(file), "poll_url": reverse("desk:library_file_progress", args=[file.pk]), **_pages(file)} if reading else {},
        why=_interrupted() if file.is_silent else why_not(file.problem) if file.problem else "", problems=(*remarks(file.problems), *_doubts(file)), is_partial=bool(PARTIAL & set(file.problems)),
        pieces=tuple(pieces_of(blocks)), is_cut=is_cut, picture_url=reverse("desk:library_file_page", args=[file.pk, 1]) if pages_drawn(file.kind, file.pages) and file.blob_id else "",
        has_words=bool(file.blocks), can_recognise=is_scan and has_letters and file.blob_id is not None,
        no_letters=_("No program that recognises letters is installed on this machine (tesseract with Korean and English). Whoever keeps the server can add it.") if is_scan and not has_letters else "",
        can_read_again=file.blob_id is not None and (bool(file.problem) or file.is_silent), known_url=reverse("desk:record", args=["documents", known.pk]) if known else "",
        values=given, languages=tuple(Choice(code, str(name), is_current=code == given["language"]) for code, name in (("", _("not known")), ("ko", _("Korean")), ("en", _("English")))), errors=errors or {},
    )  # fmt: skip


def _doubts(file: IncomingFile) -> list[str]:
    told = file.proposal or {}
    said = []
    if "named-like-another" in told.get("doubts", ()):
        words = {"name": told.get("named_like", ""), "symbol": told.get("symbol", "")}
        said.append(
            _("The file is called like %(name)s, but the document prints %(symbol)s of itself. Look which is right.") % words if words["symbol"]
            else _("The file is called like %(name)s, but the document does not print this symbol of itself. Write it below if it is right.") % words
        )  # fmt: skip
    return said


def _first(file: IncomingFile) -> tuple[list[Any], bool]:
    """Return the first passages of a file, for looking it over."""
    chosen, length = [], 0
    for block in restored(file.blocks):
        length += len(block.text)
        if length > FIRST_CHARACTERS and chosen:
            return chosen, True
        chosen.append(block)
    return chosen, False


@dataclass(frozen=True)
class PagePage:
    """What `desk/library/pages.html` shows: one page of a document as a picture, and its words beside it."""

    name: str
    url: str
    read_url: str
    lang: str
    number: int
    pages: int
    picture_url: str
    pieces: tuple[Piece, ...]
    previous_url: str
    next_url: str
    problems: tuple[str, ...]


def page_page(document: LibraryDocument, file: IncomingFile, number: int, reader: Reader, say: Any) -> PagePage:
    """Return one page of a document. say: how its words are written, symbols linked."""
    pages = max(1, file.pages)
    number = max(1, min(number, pages))
    url = reverse("desk:library_pages", args=[document.pk])
    blocks = [block for block in reading_of(file).blocks if (block.page or 1) == number]
    return PagePage(
        name=reader.name(document).text, url=reverse("desk:record", args=["documents", document.pk]), read_url=reverse("desk:library_read", args=[document.pk]),
        lang=document.language if document.language in ("en", "ko") else "", number=number, pages=pages,
        picture_url=reverse("desk:library_file_page", args=[file.pk, number]) if file.blob_id and number <= pages_drawn(file.kind, file.pages) else "",
        pieces=tuple(pieces_of(blocks, say)), previous_url=f"{url}?page={number - 1}" if number > 1 else "", next_url=f"{url}?page={number + 1}" if number < pages else "",
        problems=tuple(remarks(file.problems)),
    )  # fmt: skip
