"""Labelled questions for measuring and training: a file like pairs.jsonl, beside its documents.

One line is one question: does this paragraph cite this organisation, does it echo this ask. The documents are looked for
in the folder of the file by their id; of a document that is not there, the paragraphs of the lines are what can be asked.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from .document import Document, Mark, Note, Unit
from .errors import UnreadableInput
from .ours import Organisation, organisations_from_json, texts_from_json
from .reading import decode, document_from_json
from .symbols import parse_date


@dataclass(frozen=True, slots=True)
class LabelledAsk:
    """An ask with its place in the sets, and the day of its text. passage: the longer text it summarises."""

    id: str
    text: str
    dated: date | None = None
    passage: str = ""


@dataclass
class Labelled:
    """The questions on one document. Answers: "yes", "no", "theme_only".

    cites:   (organisation id, unit id) → answer; ways: the same → how, where given.
    echoes:  (ask id, unit id) → answer.
    why:     the reason given for a "no", by ("cites" or "echoes", organisation or ask id, unit id).
    ignored: units that count neither way (lists of contributors).
    """

    document: Document
    organisations: dict[str, Organisation]
    asks: dict[str, LabelledAsk] = field(default_factory=dict)
    cites: dict[tuple[str, str], str] = field(default_factory=dict)
    ways: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    echoes: dict[tuple[str, str], str] = field(default_factory=dict)
    why: dict[tuple[str, str, str], str] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    is_whole: bool = True


def load_labelled(path: Path) -> list[Labelled]:
    """Return the questions of a pairs file, by document. Raises: UnreadableInput, with the line at fault."""
    path = Path(path)
    if not path.is_file():
        raise UnreadableInput(f"{path}: there is no such file.")
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, line in enumerate(decode(path.read_bytes())[0].splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            grouped[str(row["document"])].append({**row, "paragraph": str(row["paragraph"]), "answer": str(row["answer"]), "question": str(row["question"])})
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise UnreadableInput(f'{path}: line {number} is not a question (it needs "document", "paragraph", "question", "answer").') from error
    if not grouped:
        raise UnreadableInput(f"{path}: no question in it.")
    beside = _Beside(path.parent)
    return [_labelled(name, rows, beside) for name, rows in sorted(grouped.items())]


class _Beside:
    """The JSON files in the folder of the pairs: documents by id, organisations, submissions."""

    def __init__(self, folder: Path) -> None:
        self.documents: dict[str, dict[str, Any]] = {}
        self.organisations: dict[str, Organisation] = {}
        self.asks: dict[str, list[LabelledAsk]] = {}
        for file in sorted(folder.rglob("*.json")):
            try:
                data = json.loads(decode(file.read_bytes())[0])
            except json.JSONDecodeError:
                continue
            if not isinstance(data, dict):
                continue
            if "organizations" in data or "organisations" in data:
                self.organisations.update(organisations_from_json(data, name=file.name))
            elif "submissions" in data and isinstance(data["submissions"], dict):
                for text in texts_from_json(data, name=file.name):
                    self.asks[text.id] = [LabelledAsk(f"{text.id}.{ask.id}", ask.text, text.dated) for ask in text.asks]
            elif "paragraphs" in data or "recommendations" in data:
                self.documents[str(data.get("id") or file.stem)] = data


def _labelled(name: str, rows: list[dict[str, Any]], beside: _Beside) -> Labelled:
    data = beside.documents.get(name)
    document = document_from_json(data, name=name) if data else _from_rows(name, rows)
    found = Labelled(document, _organisations(document, rows, beside), is_whole=data is not None)
    gold = (data or {}).get("gold") or {}
    found.ignored = {str(item.get("n")) for item in gold.get("ignore") or ()}
    for organisation in gold.get("citing") or {}:
        if organisation in found.organisations:
            found.cites.setdefault((organisation, ""), "asked")
    for submission in (data or {}).get("submissions") or ():
        found.asks.update((ask.id, ask) for ask in beside.asks.get(submission, ()))
    by_name = {organisation.names[0].lower(): key for key, organisation in found.organisations.items()}
    for row in rows:
        if row["question"] == "cites":
            organisation = str(row.get("label") or by_name.get(_plain(row.get("organization")).lower(), row.get("organization")))
            found.cites[organisation, row["paragraph"]] = row["answer"]
            if row.get("how"):
                found.ways[organisation, row["paragraph"]] = tuple(row["how"])
            if row.get("why"):
                found.why["cites", organisation, row["paragraph"]] = row["why"]
        else:
            ask = _ask(row)
            found.asks.setdefault(ask.id, ask)
            found.echoes[ask.id, row["paragraph"]] = row["answer"]
            if row.get("why"):
                found.why["echoes", ask.id, row["paragraph"]] = row["why"]
    return found


def _ask(row: dict[str, Any]) -> LabelledAsk:
    """Return the ask of a line. Some lines name it by id, others give its words and the passage they summarise."""
    text, said = str(row.get("submission_excerpt") or ""), str(row.get("ask") or "")
    dated = parse_date(str(row.get("submission_date") or ""))
    if " " in said:
        passage = re.sub(r"(?<=[.,;”\"])\s?\d{1,3}(?=\s|$)", "", text)
        return LabelledAsk(f"{row.get('submission_excerpt_from', '')}|{said}", said, dated, passage)
    return LabelledAsk(f"{row.get('submission', '')}.{said}" if said else text, text or said, dated)


def _plain(name: object) -> str:
    return re.sub(r"\s*\([^()]*\)", "", str(name or "")).strip()


def _organisations(document: Document, rows: Iterable[dict[str, Any]], beside: _Beside) -> dict[str, Organisation]:
    """Return those a document's lines ask about, and all that come with the folder, to tell apart."""
    found = {} if document.names else dict(beside.organisations)
    known = {organisation.names[0].lower() for organisation in found.values()}
    for label, names in document.names.items():
        plain = tuple(_plain(name) or name for name in names)
        found[label] = Organisation(label, plain, () if re.fullmatch(r"(?:\w+/)?JS\d+", label) else (label,))
    for row in rows:
        label, name = str(row.get("label") or ""), _plain(row.get("organization"))
        if row["question"] == "cites" and name and label not in found and name.lower() not in known:
            key = label or name
            found[key] = Organisation(key, (name,), (label,) if label else ())
            known.add(name.lower())
    return found


def _from_rows(name: str, rows: list[dict[str, Any]]) -> Document:
    """Return what the lines show of a document: their paragraphs, with their notes numbered anew."""
    units: dict[str, Unit] = {}
    notes: list[Note] = []
    for row in rows:
        if row["paragraph"] in units:
            continue
        marks = []
        for text in row.get("notes") or ():
            notes.append(Note(len(notes) + 1, str(text)))
            marks.append(Mark(len(notes), len(str(row.get("text", "")))))
        units[row["paragraph"]] = Unit(row["paragraph"], str(row.get("text", "")), tuple(marks))
    first = rows[0]
    document = Document(name, tuple(units.values()), tuple(notes), symbol=str(first.get("symbol") or ""))
    return replace(document, dated=parse_date(str(first.get("date") or ""), last=True))
