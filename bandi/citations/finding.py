"""What was found: the two passages side by side, their shared parts, how sure it is, and why, in words.

The key of a finding is made of what it is about, not of how it was computed, so a person's decision on it survives a
better model, a new run, and the same document read from another file.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

from .document import Document


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the parts that count. marks: (start, end) in characters, rising, without overlap."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    kind:       "named" or "echo".
    text, ask:  the text of ours it is about, "" where a naming cannot be tied to one.
    note:       the note that names us, None if the paragraph itself does.
    how:        the ways of naming, as listed in docs/citations.md; empty for an echo.
    is_joint:   named only as a member of a joint submission: never to be shown as a citation of our own.
    confidence: 0 to 1; 1 once a person has confirmed it, 0 once rejected.
    verdict:    "open", "confirmed" or "rejected".
    reason:     why, in English and Korean.
    measures:   what the confidence was computed from; a decision keeps them to learn from.
    """

    key: str
    kind: str
    organisation: str
    text: str
    ask: str
    paragraph: str
    note: int | None
    confidence: float
    ours: Passage
    theirs: Passage
    reason: tuple[str, str]
    how: tuple[str, ...] = ()
    is_joint: bool = False
    notes: tuple[tuple[int, Passage], ...] = ()
    page: int | None = None
    verdict: str = "open"
    measures: tuple[float, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return the documented form."""
        row = asdict(self)
        row["reason"] = {"en": self.reason[0], "ko": self.reason[1]}
        row["notes"] = [{"n": number, "text": passage.text, "marks": passage.marks} for number, passage in self.notes]
        row["confidence"] = round(self.confidence, 4)
        row["measures"] = [round(measure, 4) for measure in self.measures]
        return row


def key_of(document: Document, kind: str, organisation: str, text: str, ask: str, paragraph: str) -> str:
    """Return the stable key of a finding: 16 hexadecimal digits over what it is about.

    A document is known by its symbol; without one by its title and date, else by its name.
    """
    identity = document.symbol or (f"{document.title}|{document.dated}" if document.title else document.id)
    parts = (" ".join(identity.split()).upper(), kind, organisation, text, ask, paragraph)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def merged(spans: list[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Return spans in order, neighbours joined over spaces and hyphens."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip(" -\u00a0")):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
