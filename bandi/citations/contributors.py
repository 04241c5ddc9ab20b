"""Who contributed to a document: its list of abbreviations and joint submissions, which hold for this document only.

Summaries of stakeholders' information print the list in an early note ("AI Amnesty International, London (United
Kingdom)"; "JS4 Joint submission 4 submitted by: …"). JS4 of another year is another group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .document import Document
from .names_in_text import NameFinder

_LIST = re.compile(r"stakeholders listed below|individual submissions?:|joint submissions?:|joint submission \d+ submitted by", re.IGNORECASE)
_JOINT = re.compile(
    r"(?<![A-Za-z])(?:(?P<own>[A-Z][A-Za-z&-]{1,30})/)?JS\s?(?P<number>\d{1,3})\b[\s:–-]*(?:\(?joint submission(?: no\.?)? ?\d*\)?)?[^.;:]{0,60}?"
    r"\b(?:submitted (?:jointly )?by|comprising|consisting of|composed of|on behalf of|made by|members?(?: are)?)\b:?",
    re.IGNORECASE,
)
_JOINT_INLINE = re.compile(r"joint submission(?: no\.?)? ?(?P<number>\d{1,3}),? \(JS\s?\d+\)[^.;:]{0,60}?\b(?:submitted (?:jointly )?by|comprising|by|of|from)\b:?", re.IGNORECASE)
_SECTION = re.compile(r"national human rights institution|regional intergovernmental|individual submissions?:|joint submissions?:|united nations ", re.IGNORECASE)
_ENTRY = re.compile(r"(?:^|[;:])\s*(?P<label>[A-Z][A-Za-z0-9&/-]*(?: [A-Z][a-z]+)?)\s+(?P<name>(?:The )?[A-Z][^;]{5,})")


@dataclass
class Contributors:
    """The contributors of one document.

    abbreviations: label → owner ("" for somebody we do not look for).
    joint:         number of a joint submission → owners among its members.
    own_names:     a joint submission's own label (PTPR/JS3) → its number.
    notes, units:  the notes that are the list, and the units carrying their marks: not a citation.
    """

    abbreviations: dict[str, str] = field(default_factory=dict)
    joint: dict[int, set[str]] = field(default_factory=dict)
    own_names: dict[str, int] = field(default_factory=dict)
    notes: set[int] = field(default_factory=set)


def contributors_of(document: Document, finder: NameFinder) -> Contributors:
    """Return the contributors a document prints, or came with."""
    found = Contributors()
    for note in document.notes:
        if len(_LIST.findall(note.text)) and (len(note.text) > 120 or "listed below" in note.text):
            found.notes.add(note.number)
            _read_list(note.text, finder, found)
    for unit in document.units:
        _read_joint(unit.text, finder, found)
    for note in document.notes:
        if note.number not in found.notes:
            _read_joint(note.text, finder, found)
    for label, members in document.names.items():
        joint = re.fullmatch(r"(?:([A-Z][\w-]*)/)?JS\s?(\d+)", label)
        text = "; ".join(members)
        if joint:
            found.joint.setdefault(int(joint.group(2)), set()).update(_owners(text, finder))
            if joint.group(1):
                found.own_names[joint.group(1)] = int(joint.group(2))
        else:
            owners = _owners(text, finder)
            found.abbreviations[label] = next(iter(owners), "")
    return found


def _owners(text: str, finder: NameFinder) -> list[str]:
    return [name.owner for name in finder.find(text) if name.owner and not name.is_short]


def _read_list(text: str, finder: NameFinder, found: Contributors) -> None:
    _read_joint(text, finder, found)
    first_joint = _JOINT.search(text)
    for start, end in _individual_parts(text, first_joint.start() if first_joint else len(text)):
        part = text[start:end]
        for match in _ENTRY.finditer(part):
            label = match.group("label")
            names = [n for n in finder.find(part) if n.start >= match.start("label") and n.start < match.end() and n.owner and not n.is_short]
            before = part[match.start("label") : names[0].start].strip().removesuffix("The").strip() if names else ""
            if names and before:
                found.abbreviations[before] = names[0].owner
            elif not names and label not in found.abbreviations:
                found.abbreviations[label] = ""


def _individual_parts(text: str, joint_at: int) -> list[tuple[int, int]]:
    """Return the stretches of the list that name one contributor per line."""
    start = re.search(r"individual submissions?:", text, re.IGNORECASE)
    parts = [(start.end(), joint_at)] if start and start.end() < joint_at else []
    later = re.search(r"(?:national human rights institution|regional intergovernmental organization)[^:]*:", text[joint_at:], re.IGNORECASE)
    if later:
        parts.append((joint_at + later.end(), len(text)))
    return parts


def _read_joint(text: str, finder: NameFinder, found: Contributors) -> None:
    if "JS" not in text:
        return
    heads = [*_JOINT.finditer(text), *_JOINT_INLINE.finditer(text)]
    heads.sort(key=lambda match: match.start())
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        section = _SECTION.search(text, head.end(), end)
        members = text[head.end() : section.start() if section else end]
        owners = _owners(members, finder)
        number = int(head.group("number"))
        if owners or number not in found.joint:
            found.joint.setdefault(number, set()).update(owners)
        own = head.groupdict().get("own")
        if own:
            found.own_names[own] = number
