"""What the house's jailed reader gives, made into a document: PDF, Word, HWP, web pages.

Such files come from strangers and are never parsed here; `bandi.parsing` reads them in a jail and answers with typed
blocks. Notes of a Word file are sure, with `[^3]` in the text; those of a PDF are glued digits, judged like any others.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

from .document import Document, Unit
from .errors import EmptyDocument, UnreadableInput
from .layout import FIRST_MARK, lay_out
from .masthead import finished
from .symbols import parse_date

NO_TEXT = (
    "There is no text in this document; it is probably a scan. Recognise its text first (OCR), then try again. / "
    "글이 없는 문서입니다(스캔본일 수 있습니다). 먼저 문자 인식(OCR)을 하세요."
)
_POINTER = re.compile(r"\[\^([^\]\s]{1,12})\]")
_MOST_MARKS = 6000
_SAID = {
    "scanned": ("Some pages are pictures without text; recognise them first (OCR).", "일부 쪽은 글이 없는 그림입니다. 먼저 문자 인식(OCR)을 하세요."),
    "truncated": ("Only the beginning was read; the document is longer than may be read at once.", "문서가 너무 길어 앞부분만 읽었습니다."),
    "rendition-incomplete": ("Less text came out than the file holds.", "파일에 담긴 글의 일부만 나왔습니다."),
    "recognised": ("The letters were recognised on pictures and may be wrong.", "그림에서 인식한 글자라 틀릴 수 있습니다."),
    "encoding-guessed": ("The encoding was guessed; letters may be wrong.", "인코딩을 추정하였으므로 글자가 틀릴 수 있습니다."),
    "letters-lost": ("Some letters could not be read.", "일부 글자를 읽지 못했습니다."),
    "notes-unread": ("The notes could not be read.", "각주를 읽지 못했습니다."),
    "damaged-parts": ("Parts of the file are damaged; the rest was read.", "파일 일부가 손상되어 나머지만 읽었습니다."),
    "cells-cut": ("A table cell was cut.", "표의 칸 하나가 잘렸습니다."),
    "changes-inside": ("The file holds tracked changes; inserted text was read, deleted text was not.", "변경 내용 추적이 있습니다. 삽입된 글만 읽었습니다."),
}


def read_foreign(path: Path) -> Document:
    """Return a document read by the jailed reader. Raises: UnreadableInput, EmptyDocument."""
    try:
        read = import_module("bandi.parsing").read
    except (ImportError, AttributeError) as error:
        raise UnreadableInput(f"{path.name}: only .txt and .json can be read here, the reader of other files is not installed.") from error
    try:
        reading = read(path)
    except OSError as error:
        raise UnreadableInput(f"{path.name}: {error.strerror or error}.") from error
    except Exception as error:  # whatever way a stranger's file finds to fail, the answer is that it was not read
        raise UnreadableInput(f"{path.name}: could not be read ({getattr(error, 'code', '') or error}). / 파일을 읽지 못했습니다.") from error
    return document_from_reading(reading, name=path.stem)


def document_from_reading(reading: Any, *, name: str) -> Document:
    """Return the document of a `bandi.parsing.Reading`. Raises: EmptyDocument if it holds no text."""
    numbers = _numbers(reading.blocks)
    lines: list[str] = []
    notes: dict[int, str] = {}
    cells: list[Unit] = []
    page = 1
    for block in reading.blocks:
        if block.page and block.page > page:
            lines.append("\f" * (block.page - page))
            page = block.page
        if block.kind == "note" and block.mark in numbers:
            number = numbers[block.mark]
            notes[number] = f"{notes.get(number, '')} {_POINTER.sub('', block.text)}".strip()
        elif block.kind == "cell" and block.text.strip():
            cells.append(Unit(f"t{block.mark or len(cells) + 1}", _POINTER.sub("", block.text).strip(), page=block.page))
        elif block.kind in {"paragraph", "heading"}:
            text = _POINTER.sub(lambda match: chr(FIRST_MARK + numbers[match.group(1)]) if match.group(1) in numbers else "", block.text)
            lines.append(f"\n{text}\n" if block.kind == "heading" else f"{text}\n")
    text = "\n".join(lines)
    if not any(character.isalpha() for character in text) and not cells and not notes:
        raise EmptyDocument(NO_TEXT)
    laid = lay_out(text, notes=notes or None)
    laid.units.extend(cells)
    document = finished(laid, text, name=name)
    for code in reading.problems:
        if code in _SAID:
            document = document.with_problem(*_SAID[code])
    facts = reading.facts or {}
    slots = {slot: getattr(document, slot) for slot in Document.__slots__}
    return Document(**{**slots, "title": document.title or facts.get("title", ""), "dated": document.dated or parse_date(facts.get("date", ""), last=True)})


def _numbers(blocks: Any) -> dict[str, int]:
    """Return a number for each note mark: its own digits, or the next free one where two sequences share them."""
    found: dict[str, int] = {}
    for block in blocks:
        if block.kind == "note" and block.mark and block.mark not in found and len(found) < _MOST_MARKS:
            digits = re.sub(r"\D", "", block.mark)
            own = int(digits) if digits and len(digits) < 5 else 0
            found[block.mark] = own if 0 < own <= _MOST_MARKS and own not in found.values() else max(found.values(), default=0) + 1
    return found
