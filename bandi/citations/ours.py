"""Our side: the organisations that may be named, and our texts with what they ask for.

Read from the JSON described in docs/citations.md, or from a folder of such files and of plain texts. Forms are read
generously: what is missing is empty, what cannot be understood is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .document import sentences
from .errors import CitationError, UnreadableInput
from .reading import document_from_text, load_json, read_document
from .symbols import parse_date

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_ALSO = re.compile(r"^also\s+([A-Z][\w/-]+)$")
_ASKING = re.compile(
    r"\b(?:recommend|urge|call(?:s|ed)? (?:on|upon|for)|request|should|must|demand|appeal|ask)\w*\b"
    r"|(?:권고|촉구|요청|요구|호소|당부|제안)(?:하|한|합|드)|(?:해야|하여야|해 주|하여 주|바랍니다|바란다|하라)",
    re.IGNORECASE,
)
_ASKS_HEAD = re.compile(r"recommendations?|requests?|asks|we (?:ask|urge|call)|권고|요청|요구|촉구", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as it may be named.

    names:     full names and variants, the first is the proper one; Hangul names stand among them.
    short:     forms that count only where the document defines them ("the Alliance").
    others:    (name, abbreviations) of similar organisations that are not this one.
    """

    id: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    seat: str = ""
    short: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """Something a text of ours asks for. context: the passage it stands in, where the ask is only its summary."""

    id: str
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class OurText:
    """A submission, letter or report of ours. dated: the day it was sent; an older document cannot take it up."""

    id: str
    organisation: str
    asks: tuple[Ask, ...]
    dated: date | None = None
    title: str = ""
    to: str = ""
    members: tuple[str, ...] = ()


def load_organisations(path: Path) -> dict[str, Organisation]:
    """Return the organisations of a JSON file by their id. Raises: UnreadableInput."""
    return organisations_from_json(load_json(_existing(path)), name=str(path))


def organisations_from_json(data: Any, *, name: str = "organisations") -> dict[str, Organisation]:
    """Return organisations by id. Accepts `{"organizations": {id: {…}}}`, `{"organization": {…}}`, a list, or one alone.

    If any is marked `"ours": true`, only those are looked for; the rest serve to tell them apart.
    """
    rows = data
    if isinstance(data, dict):
        for key in ("organisations", "organizations", "organisation", "organization"):
            if key in data:
                rows = data[key]
                break
    if isinstance(rows, dict) and "name" in rows:
        rows = [rows]
    if isinstance(rows, dict):
        rows = [{"id": key, **row} for key, row in rows.items() if isinstance(row, dict)]
    if not isinstance(rows, list) or not rows:
        raise UnreadableInput(f"{name}: no organisation in it.")
    marked = any(isinstance(row, dict) and row.get("ours") for row in rows)
    found: dict[str, Organisation] = {}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not str(row.get("name") or "").strip():
            raise UnreadableInput(f"{name}: organisation {number} has no name.")
        organisation = _organisation(row, number, is_ours=bool(row.get("ours")) or not marked)
        found[organisation.id] = organisation
    return found


def _organisation(row: dict[str, Any], number: int, *, is_ours: bool) -> Organisation:
    names, short = [str(row["name"])], []
    for variant in (*_listed(row, "ko"), *_listed(row, "name_ko"), *_listed(row, "variants"), *_listed(row, "variants_seen"), *_listed(row, "aliases")):
        remarks = " ".join(_BRACKETS.findall(variant))
        bare = _BRACKETS.sub("", variant).strip()
        (short if "defined" in remarks or re.fullmatch(r"[Tt]he [A-Z]\w+", bare) else names).append(bare)
    others = []
    for other in (*_listed(row, "not_same"), *_listed(row, "not_us")):
        remarks = [match.group(1) for remark in _BRACKETS.findall(other) if (match := _ALSO.match(remark))]
        others.append((_BRACKETS.sub("", other).strip(), tuple(remarks)))
    abbreviations = tuple(dict.fromkeys((*_listed(row, "abbr"), *_listed(row, "abbreviations"), *_listed(row, "abbreviation"))))
    return Organisation(
        id=str(row.get("id") or (abbreviations[0] if abbreviations else number)),
        names=tuple(dict.fromkeys(_BRACKETS.sub("", name).strip() or name for name in names)),
        abbreviations=abbreviations,
        seat=str(row.get("seat") or ""),
        short=tuple(short),
        others=tuple(others),
        is_ours=is_ours,
    )


def _listed(row: dict[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key)
    values = value if isinstance(value, list) else [value]
    return tuple(str(one).strip() for one in values if one is not None and str(one).strip())


def load_texts(path: Path) -> tuple[list[OurText], list[tuple[str, str]]]:
    """Return our texts and (English, Korean) remarks about files that could not be read.

    path: a JSON file, a text file, or a folder of them. Raises: UnreadableInput if nothing could be read.
    """
    path = Path(path)
    if not path.exists():
        raise UnreadableInput(f"{path}: there is no such file or folder.")
    files = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")) if path.is_dir() else [path]
    texts: list[OurText] = []
    problems: list[tuple[str, str]] = []
    for file in files:
        try:
            texts.extend(_texts_of(file))
        except CitationError as error:
            if len(files) == 1:
                raise
            problems.append((f"Left out: {error}", f"제외했습니다: {error}"))
    if not texts:
        raise UnreadableInput(f"{path}: no text of ours in it.")
    return texts, problems


def _texts_of(file: Path) -> list[OurText]:
    if file.suffix.lower() == ".json":
        return texts_from_json(load_json(file), name=str(file))
    document = read_document(file)
    found = _asking_sentences((unit.id, unit.text, unit.heading) for unit in document.units)
    return [OurText(file.stem, "", tuple(found), document.dated, document.title)]


def texts_from_json(data: Any, *, name: str = "texts") -> list[OurText]:
    """Return our texts. Accepts `{"submissions": {id: {…}}}`, `{"texts": …}`, a list, or one alone.

    A text has "asks" (a list of {id, text} or of sentences), or a "text" whose asking sentences are taken.
    Raises: UnreadableInput, with the text at fault.
    """
    rows = data
    if isinstance(data, dict):
        rows = next((data[key] for key in ("submissions", "texts", "submission") if key in data), data)
    if isinstance(rows, dict) and ("asks" in rows or "text" in rows):
        rows = [rows]
    if isinstance(rows, dict):
        rows = [{"id": key, **row} for key, row in rows.items() if isinstance(row, dict)]
    if not isinstance(rows, list):
        raise UnreadableInput(f'{name}: no "submissions" or "texts" in it.')
    return [_text(row, number, name) for number, row in enumerate(rows, start=1)]


def _text(row: Any, number: int, name: str) -> OurText:
    if not isinstance(row, dict) or not ("asks" in row or "text" in row or "title" in row):
        raise UnreadableInput(f'{name}: text {number} has neither "asks" nor "text".')
    asks = []
    for place, ask in enumerate(row.get("asks") or (), start=1):
        if isinstance(ask, dict) and str(ask.get("text") or "").strip():
            asks.append(Ask(str(ask.get("id") or place), str(ask["text"]).strip(), str(ask.get("context") or "")))
        elif isinstance(ask, str) and ask.strip():
            asks.append(Ask(str(place), ask.strip()))
    if not asks and any(character.isalpha() for character in str(row.get("text") or "")):
        document = document_from_text(str(row["text"]))
        asks = _asking_sentences((unit.id, unit.text, unit.heading) for unit in document.units)
    return OurText(
        id=str(row.get("id") or number),
        organisation=str(row.get("org") or row.get("organisation") or row.get("organization") or ""),
        asks=tuple(asks),
        dated=parse_date(str(row.get("date") or "")),
        title=str(row.get("title") or row.get("publication") or ""),
        to=str(row.get("to") or ""),
        members=_listed(row, "members"),
    )


def _asking_sentences(units: Iterable[tuple[str, str, str]]) -> list[Ask]:
    """Return the sentences that ask for something, each with its paragraph as id; all of a list of recommendations."""
    found = []
    for unit_id, text, heading in units:
        in_list = bool(_ASKS_HEAD.search(heading))
        spans = [text[start:end] for start, end in sentences(text)]
        asking = [span for span in spans if in_list or _ASKING.search(span)]
        for place, span in enumerate(asking, start=1):
            if len(span) >= 12:
                found.append(Ask(unit_id if len(asking) == 1 else f"{unit_id}-{place}", span, text if len(spans) > 1 else ""))
    return found


def _existing(path: Path) -> Path:
    path = Path(path)
    if not path.is_file():
        raise UnreadableInput(f"{path}: there is no such file.")
    return path
