"""Reading a document from a file: plain text and our JSON here; everything else through the house's jailed reader.

PDF, Word, HWP and web pages are never parsed here: they come from strangers, and `bandi.parsing` reads them in a jail.
"""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from .document import Document, Mark, Note, Unit
from .errors import EmptyDocument, UnreadableInput
from .layout import Laid, lay_out
from .marks import detach
from .symbols import first_symbol, parse_date, session_in

_TEXT_SUFFIXES = {".txt", ".text", ".md"}
_ENCODINGS = ("utf-8-sig", "cp949", "utf-16", "latin-1")
_STATES = re.compile(r"(?:\s*\((?:[^()]|\([^()]*\))*\))+\s*[;.]?\s*$")


def read_document(path: Path) -> Document:
    """Return the document in a file.

    Raises: UnreadableInput if there is nothing readable in it; EmptyDocument if it is a scan without text.
    """
    path = Path(path)
    if not path.is_file():
        raise UnreadableInput(f"{path}: there is no such file.")
    suffix = path.suffix.lower()
    if suffix == ".json":
        return document_from_json(load_json(path), name=path.stem)
    if suffix in _TEXT_SUFFIXES:
        text, problem = decode(path.read_bytes())
        document = document_from_text(text, name=path.stem)
        return document.with_problem(*problem) if problem else document
    return _through_the_jail(path)


def load_json(path: Path) -> Any:
    """Return the JSON of a file. Raises: UnreadableInput, with the line at fault."""
    try:
        return json.loads(decode(path.read_bytes())[0])
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror or error}.") from error
    except json.JSONDecodeError as error:
        raise UnreadableInput(f"{path}: not valid JSON (line {error.lineno}: {error.msg}).") from error


def decode(data: bytes) -> tuple[str, tuple[str, str] | None]:
    """Return the text of some bytes, and a remark if the encoding had to be guessed or bytes were lost."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), None
    for encoding in _ENCODINGS[:2]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        guess = ("The file is not UTF-8; it was read as Korean CP949.", "UTF-8 파일이 아니어서 CP949로 읽었습니다.")
        return text.replace("\x00", ""), None if encoding == "utf-8-sig" else guess
    lost = data.decode("utf-8", errors="replace").count("\ufffd")
    return data.decode("utf-8", errors="replace").replace("\x00", ""), (
        f"The file mixes encodings; {lost} characters could not be read.",
        f"인코딩이 섞여 있어 {lost}자를 읽지 못했습니다.",
    )


def document_from_text(text: str, *, name: str = "", notes: dict[int, str] | None = None, language: str = "") -> Document:
    """Return the document in an extracted text; pages are parted by form feeds.

    Raises: EmptyDocument if there is no letter in it.
    """
    if not any(character.isalpha() for character in text):
        raise EmptyDocument(_NO_TEXT)
    laid = lay_out(text, notes=notes)
    return _finished(laid, text, name=name, language=language)


def _finished(laid: Laid, text: str, *, name: str, language: str) -> Document:
    masthead = laid.masthead or [unit.text for unit in laid.units[:4]]
    head = "\n".join(masthead) or text[:3000]
    hangul = sum("가" <= character <= "힣" for character in text[:20000])
    letters = sum(character.isalpha() for character in text[:20000])
    problems = []
    if laid.units and laid.notes:
        marked = {mark.number for unit in laid.units for mark in unit.marks}
        if missing := [note.number for note in laid.notes if note.number not in marked]:
            shown = ", ".join(map(str, missing[:10])) + (" …" if len(missing) > 10 else "")
            problems.append((f"No mark was found in the text for notes {shown}.", f"본문에서 각주 표시를 찾지 못했습니다: {shown}"))
    titles = [line for line in masthead if len(line) > 20 and not first_symbol(line)]
    return Document(
        id=name,
        units=tuple(_without_states(unit) for unit in laid.units),
        notes=tuple(laid.notes),
        symbol=first_symbol(head),
        title=titles[-1] if titles else "",
        session=session_in(head),
        language=language or ("ko" if letters and hangul / letters > 0.4 else "en"),
        dated=parse_date(head, last=True),
        problems=tuple(problems),
    )


def _without_states(unit: Unit) -> Unit:
    """Return a recommendation without the recommending States in brackets at its end."""
    if "." not in unit.id:
        return unit
    return Unit(unit.id, _STATES.sub("", unit.text).strip() or unit.text, unit.marks, unit.heading, unit.page)


def document_from_json(data: Any, *, name: str = "") -> Document:
    """Return the document of our JSON form. Raises: UnreadableInput, naming what is missing."""
    rows = data.get("paragraphs", data.get("recommendations")) if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise UnreadableInput(f'{name}: a document needs a list "paragraphs" (or "recommendations").')
    noted, named = data.get("notes"), data.get("names")
    notes = tuple(Note(int(n["n"]), str(n["text"])) for n in (noted if isinstance(noted, list) else ()) if _is_numbered(n))
    units, problems, heading = [], [], ""
    for row, item in enumerate(rows, start=1):
        if isinstance(item, dict) and "heading" in item:
            heading = str(item["heading"])
        elif isinstance(item, dict) and item.get("text") is not None:
            units.append(_unit(item, heading, row))
        else:
            problems.append((f"Paragraph {row} has no text and was left out.", f"{row}번째 문단에 글이 없어 제외했습니다."))
    names = {}
    for label, value in (named if isinstance(named, dict) else {}).items():
        names[str(label)] = tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    return Document(
        id=str(data.get("id") or name),
        units=tuple(units),
        notes=notes,
        symbol=str(data.get("symbol") or ""),
        title=str(data.get("title") or ""),
        issuer=str(data.get("issuer") or ""),
        kind=str(data.get("kind") or ""),
        session=session_in(str(data.get("issuer") or "")),
        language=str(data.get("language") or "en"),
        dated=parse_date(str(data.get("date") or ""), last=True),
        names=names,
        problems=tuple(problems),
    )


def _is_numbered(note: Any) -> bool:
    return isinstance(note, dict) and _is_number(note.get("n")) and note.get("text") is not None


def _is_number(value: Any) -> bool:
    return str(value).isascii() and str(value).isdigit() and len(str(value)) < 7


def _unit(item: dict[str, Any], heading: str, row: int) -> Unit:
    noted = item.get("notes")
    numbers = [int(n) for n in (noted if isinstance(noted, list) else ()) if _is_number(n)]
    text, found = detach(str(item["text"]), numbers) if numbers else (str(item["text"]), [])
    marks = [Mark(number, at) for number, at in found]
    marks.extend(Mark(number, len(text)) for number in numbers if number not in {n for n, _at in found})
    return _without_states(Unit(str(item.get("n", row)), text, tuple(sorted(marks, key=lambda mark: mark.number)), heading))


_NO_TEXT = (
    "There is no text in this document; it is probably a scan. Recognise its text first (OCR: `bandi` offers it on the "
    "document's page, or use any OCR program), then try again. / 글이 없는 문서입니다(스캔본일 수 있습니다). 먼저 문자 인식(OCR)을 하십시오."
)


def _through_the_jail(path: Path) -> Document:
    """Return a document read by `bandi.parsing`. Raises: UnreadableInput, EmptyDocument."""
    try:
        read = import_module("bandi.parsing").read
    except (ImportError, AttributeError) as error:
        raise UnreadableInput(f"{path}: only .txt and .json can be read here, the reader of other files is not installed.") from error
    try:
        reading = read(path)
    except Exception as error:
        raise UnreadableInput(f"{path}: could not be read ({error}).") from error
    document = document_from_reading(reading, name=path.stem)
    for problem in reading.problems:
        document = document.with_problem(f"Read in part: {problem}", f"일부만 읽었습니다: {problem}")
    return document


def document_from_reading(reading: Any, *, name: str) -> Document:
    """Return the document of a `bandi.parsing.Reading`. Raises: EmptyDocument if it holds no text."""
    lines: list[str] = []
    notes: dict[int, str] = {}
    cells: list[Unit] = []
    page = 1
    for block in reading.blocks:
        if block.page and block.page > page:
            lines.append("\f" * (block.page - page))
            page = block.page
        mark = re.sub(r"\D", "", block.mark or "")
        if block.kind == "note" and mark:
            notes[int(mark)] = f"{notes.get(int(mark), '')} {block.text}".strip()
        elif block.kind == "cell" and block.text.strip():
            cells.append(Unit(f"t{len(cells) + 1}", block.text.strip(), page=block.page))
        elif block.kind in {"paragraph", "heading"}:
            number = f"{block.mark.strip()} " if block.mark and not block.text.lstrip().startswith(block.mark.strip()) else ""
            lines.append(f"{number}{block.text}\n")
    text = "\n".join(lines)
    if not any(character.isalpha() for character in text) and not cells and not notes:
        raise EmptyDocument(_NO_TEXT)
    laid = lay_out(text, notes=notes or None)
    laid.units.extend(cells)
    document = _finished(laid, text, name=name, language="")
    facts = reading.facts or {}
    return Document(**{
        **{slot: getattr(document, slot) for slot in Document.__slots__},
        "title": document.title or facts.get("title", ""),
        "dated": document.dated or parse_date(facts.get("date", ""), last=True),
    })
