"""Reading a document from a file: plain text and our JSON here; everything else through the house's jailed reader.

PDF, Word, HWP and web pages are never parsed here: they come from strangers, and `bandi.parsing` reads them in a jail.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .document import Document, Mark, Note, Unit
from .errors import EmptyDocument, UnreadableInput
from .foreign import NO_TEXT, read_foreign
from .layout import lay_out
from .marks import detach
from .masthead import finished, without_states
from .symbols import parse_date, session_in

_TEXT_SUFFIXES = {".txt", ".text", ".md"}
_ENCODINGS = ("utf-8-sig", "cp949", "utf-16", "latin-1")


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
    return read_foreign(path)


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


def document_from_text(text: str, *, name: str = "") -> Document:
    """Return the document in an extracted text; pages are parted by form feeds.

    Raises: EmptyDocument if there is no letter in it.
    """
    if not any(character.isalpha() for character in text):
        raise EmptyDocument(NO_TEXT)
    return finished(lay_out(text), text, name=name)


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
    return without_states(Unit(str(item.get("n", row)), text, tuple(sorted(marks, key=lambda mark: mark.number)), heading))
