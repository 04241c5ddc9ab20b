"""From the lines of a text extraction to numbered units and notes.

Built for what official documents really look like after extraction: headers, page numbers and job numbers in the middle
of a paragraph, paragraphs that run over a page, notes at the foot or at the end, a note number alone on its line, two
notes or two recommendations on one line, words split at line ends. One pass over the lines; linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .document import Mark, Note, Unit
from .marks import detach
from .symbols import SYMBOL

_PARAGRAPH = re.compile(r"^\s*(\d{1,4})\.(?:\s+|$)(?=\D|\d)(.*)$")
_RECOMMENDATION = re.compile(r"^\s*(\d{1,4})\.(\d{1,4})\.?\s+(\S.*)$")
_NOTE = re.compile(r"^\s*(?:\[|주\s*)?(\d{1,4})(?:(?:\]|\)|\.)?\s+(?=\S)|(?=[A-Z“‘\"(「가-힣]))(.*)$")
_NOTE_ALONE = re.compile(r"^\s*\[?(\d{1,4})[\])]?\s*$")
_BULLET = re.compile(r"^\s*(?:[□ㅇ○●■▪▫•◦◎❍※]|[-–]\s|[①-⑳]|\([0-9가-하a-z]\)\s|[가-하]\.\s)\s*")
_RULE = re.compile(r"^\s*[_‗─—-]{5,}\s*$")
_NOTES_HEAD = re.compile(r"^\s*(?:notes|endnotes|footnotes|각주|미주|주석|주)\s*$", re.IGNORECASE)
_FURNITURE = re.compile(r"^\s*(?:GE\.\d\d-\d+.*|\d{1,4}|-\s*\d{1,4}\s*-|(?:page|쪽)\s*\d+.*|\d+\s*/\s*\d+|\*\s+The present document .*|Please recycle.*)\s*$", re.IGNORECASE)
_TWO_NOTES = re.compile(r"(?<=[.;)”\"])\s+(\d{1,4})\s+(?=[A-Z“\"(])")
_TWO_RECOMMENDATIONS = re.compile(r"(?<=[;.)])\s+(?=\d{1,4}\.\d{1,4}\.?\s+[A-Z])")
_ENDED = re.compile(r"[.:;!?。)”\"]\s*(?:\d{0,4}|[\ue000-\uf8ff]+)\s*$")
_SURE_MARK = re.compile(r"[\ue000-\uf8ff]")
_DOUBTFUL = "\u200b"
FIRST_MARK = 0xE000
"""A mark that is known for sure stands in the text as one private character, this plus its number."""


@dataclass
class Laid:
    """The parts of a text: what stood before the first unit, the units, the notes."""

    masthead: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def lay_out(text: str, *, notes: dict[int, str] | None = None) -> Laid:
    """Return the units and notes of an extracted text; pages are parted by form feeds.

    notes: notes that were read apart already (from a Word file), their marks standing in the text as `FIRST_MARK` plus
           their number; otherwise notes are looked for in the text, and marks judged.
    """
    pages = _without_furniture(text)
    body, note_lines = ([line for page in pages for line in page], []) if notes else _split_notes(pages)
    found = [Note(number, words) for number, words in sorted((notes or {}).items())] or _read_notes(note_lines)
    laid = _read_body(body)
    laid.notes = found
    _settled(laid, text)
    is_sure = bool(_SURE_MARK.search(text))
    laid.units = [_with_sure_marks(unit) for unit in laid.units] if is_sure else _with_marks(laid.units, laid.notes)
    return laid


def _without_furniture(text: str) -> list[list[tuple[int, str]]]:
    """Return the lines of each page with their page number, without headers, page numbers and job numbers.

    A blank line beside furniture goes too: there a paragraph may run on to the next page.
    """
    pages = [page.split("\n") for page in text.replace("\r\n", "\n").replace("\r", "\n").split("\f")]
    edges = Counter(line.strip() for lines in pages for line in {*_edge(lines)} if line.strip())
    repeated = {line for line, times in edges.items() if times >= 3 and len(pages) > 3 and not _PARAGRAPH.match(line)}
    symbols = {match.group() for match in SYMBOL.finditer(text[:6000])}
    kept: list[list[tuple[int, str]]] = []
    for number, lines in enumerate(pages, start=1):
        lines = list(lines)
        changed = True
        while changed and lines:
            changed = False
            for at in (0, -1):
                if lines and (not lines[at].strip() or _is_furniture(lines[at], repeated, symbols, first=number == 1 and at == 0)):
                    if number == 1 and at == 0:
                        continue
                    lines.pop(at)
                    changed = True
        kept.append([(number, line) for line in lines if not _FURNITURE.match(line) or line.strip().isdigit()])
    return kept


def _edge(lines: list[str]) -> list[str]:
    written = [line for line in lines if line.strip()]
    return written[:2] + written[-2:]


def _is_furniture(line: str, repeated: set[str], symbols: set[str], *, first: bool) -> bool:
    line = line.strip()
    return not first and (line in symbols or line in repeated or bool(_FURNITURE.match(line)))


Line = tuple[int, str]


def _split_notes(pages: list[list[Line]]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the body and those of the notes, be they at the foot of each page or at the end."""
    body: list[Line] = []
    notes: list[Line] = []
    at_end = False
    for index, lines in enumerate(pages):
        in_notes = at_end
        for position, (page, line) in enumerate(lines):
            if not in_notes and _NOTES_HEAD.match(line) and _opens_notes(lines[position + 1 :], pages[index + 1 :]):
                in_notes = at_end = True
                continue
            if not in_notes and _RULE.match(line) and _opens_notes(lines[position + 1 :], []):
                in_notes = True
                continue
            if not in_notes and not body and _RULE.match(line):
                continue
            if not in_notes and line.lstrip()[:1].isdigit() and _is_foot(lines, position, int(_number(notes)) + 1):
                in_notes = True
            (notes if in_notes else body).append((page, line))
    return body, notes


def _opens_notes(lines: list[Line], later: list[list[Line]]) -> bool:
    """True if the first written line that follows begins like a note."""
    for lines_here in (lines, *later):
        for _page, line in lines_here:
            if line.strip():
                return bool(_NOTE.match(line) or _NOTE_ALONE.match(line)) or line.strip().startswith("*")
    return False


def _number(notes: list[Line]) -> str:
    """Return the last note number seen, "0" for none."""
    for _page, line in reversed(notes):
        if match := _NOTE.match(line) or _NOTE_ALONE.match(line):
            return match.group(1)
    return "0"


def _is_foot(lines: list[Line], position: int, expected: int) -> bool:
    """True if from here to the end of the page there are only notes, the first with the number that is due.

    Its mark must stand in the page above: a line that happens to begin with that number ("1 May") is no note.
    """
    match = _NOTE.match(lines[position][1])
    if not match or int(match.group(1)) != expected or _PARAGRAPH.match(lines[position][1]):
        return False
    if any(_PARAGRAPH.match(line) or _RECOMMENDATION.match(line) for _page, line in lines[position:]):
        return False
    mark = re.compile(rf"[^\W\d_.,;:”)\]][.,;:”)\]]?{expected}(?!\d)|[.,;:”)\]]{expected}(?!\d)")
    return any(mark.search(line) for _page, line in lines[:position])


def _read_notes(lines: list[Line]) -> list[Note]:
    """Return the notes of their lines. A number opens a note only if it is due, so page references stay text."""
    found: list[tuple[int, list[str]]] = []
    waiting: int | None = None
    for _page, line in lines:
        if not line.strip() or _RULE.match(line):
            continue
        last = found[-1][0] if found else 0
        alone, opened = _NOTE_ALONE.match(line), _NOTE.match(line)
        if alone and last < int(alone.group(1)) <= last + 5:
            waiting = int(alone.group(1))
            found.append((waiting, []))
        elif opened and last < int(opened.group(1)) <= last + 5 and not (waiting and not found[-1][1]):
            found.append((int(opened.group(1)), [opened.group(2)]))
            waiting = None
        elif found:
            found[-1][1].append(line.strip())
            waiting = None
    notes: list[Note] = []
    following = {number for number, _parts in found}
    for number, parts in found:
        text = _join(parts)
        while match := next((m for m in _TWO_NOTES.finditer(text) if int(m.group(1)) == number + 1 and number + 1 not in following), None):
            notes.append(Note(number, text[: match.start()].strip()))
            number, text = number + 1, text[match.end() :]
        notes.append(Note(number, text))
    return notes


def _read_body(lines: list[Line]) -> Laid:
    """Return masthead and units. Paragraph numbers must rise; a line that only begins with a number is text."""
    laid = Laid()
    state = _Body(laid)
    numbered = sum(bool(_PARAGRAPH.match(line) or _RECOMMENDATION.match(line)) for _page, line in lines) >= 3
    blank = True
    for page, line in lines:
        if not line.strip():
            blank = True
            continue
        for part in _TWO_RECOMMENDATIONS.split(line) if numbered else (line,):
            state.take(page, part, after_blank=blank, numbered=numbered)
            blank = False
    state.close()
    return laid


class _Body:
    """The state of reading a body: which paragraph is open, what number is due."""

    def __init__(self, laid: Laid) -> None:
        self.laid, self.heading = laid, ""
        self.id, self.parts, self.page = "", [], 1
        self.last, self.last_sub = 0, 0
        self.pending: list[str] = []

    def take(self, page: int, line: str, *, after_blank: bool, numbered: bool) -> None:
        if numbered:
            sub, paragraph = _RECOMMENDATION.match(line), _PARAGRAPH.match(line)
            if sub and self._is_due_sub(int(sub.group(1)), int(sub.group(2))):
                self.last, self.last_sub = int(sub.group(1)), int(sub.group(2))
                return self._open(f"{sub.group(1)}.{sub.group(2)}", sub.group(3), page)
            if paragraph and self._is_due(int(paragraph.group(1)), after_blank):
                self.last, self.last_sub = int(paragraph.group(1)), 0
                return self._open(paragraph.group(1), paragraph.group(2), page)
            if self.id and not (after_blank and _ENDED.search(self.parts[-1] if self.parts else "")):
                return self.parts.append(line.strip()) if not self.pending else self.pending.append(line.strip())
        elif self.parts and not after_blank and not _BULLET.match(line):
            return self.parts.append(line.strip())
        else:
            return self._open(str(len(self.laid.units) + 1 + bool(self.parts)), _BULLET.sub("", line).strip(), page)
        if self.laid.units or self.id:
            self.close()
            self.heading = line.strip()
        else:
            self.laid.masthead.append(line.strip())
        return None

    def _is_due(self, number: int, after_blank: bool) -> bool:
        if not self.laid.units and not self.id:
            return True
        ended = after_blank or bool(_ENDED.search(self.parts[-1])) if self.parts else True
        return number == self.last + 1 or (ended and self.last < number <= self.last + 5)

    def _is_due_sub(self, number: int, sub: int) -> bool:
        if number == self.last:
            return self.last_sub < sub <= self.last_sub + 60 or self.last_sub == 0
        return self.last < number and (sub == 1 or not self.laid.units)

    def _open(self, name: str, first: str, page: int) -> None:
        self.close()
        self.id, self.parts, self.page = name, [first] if first.strip() else [], page

    def close(self) -> None:
        text = _join(self.parts)
        if self.id and text:
            self.laid.units.append(Unit(self.id, text, heading=self.heading, page=self.page))
        self.id, self.parts = "", []


def _join(parts: list[str]) -> str:
    """Return lines as one text. A hyphen at a line end is marked as doubtful; `_settled` decides on it later."""
    out = ""
    for part in parts:
        part = part.strip()
        if not part:
            continue
        glued = out.endswith("-") and part[:1].isalpha() and out[-2:-1].isalpha()
        out += _DOUBTFUL + part if glued else part if not out else " " + part
    return re.sub(r"\s+", " ", out).strip()


def _settled(laid: Laid, text: str) -> None:
    """Decide on every hyphen at a line end: "asylum-seekers" keeps it, "recommen-dation" does not.

    The document itself is the dictionary: what it writes elsewhere in one word is one word, and so is a word whose
    second half it never writes alone.
    """
    if not any(_DOUBTFUL in part.text for part in (*laid.units, *laid.notes)):
        return
    unbroken = re.sub(r"[^\W\d_]+-[ \t\r]*\n\s*[^\W\d_]+", " ", text.lower())
    written = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", unbroken))

    def settle(match: re.Match[str]) -> str:
        first, second = match.groups()
        whole = (first + second).lower()
        if whole in written or (f"{first}-{second}".lower() not in written and second.lower() not in written):
            return first + second
        return f"{first}-{second}"

    doubtful = re.compile(rf"([^\W\d_]+)-{_DOUBTFUL}([^\W\d_]+)")
    laid.units = [Unit(u.id, doubtful.sub(settle, u.text).replace(_DOUBTFUL, ""), u.marks, u.heading, u.page) for u in laid.units]
    laid.notes = [Note(n.number, doubtful.sub(settle, n.text).replace(_DOUBTFUL, "")) for n in laid.notes]


def _with_sure_marks(unit: Unit) -> Unit:
    marks = [Mark(ord(match.group()) - FIRST_MARK, match.start() - before) for before, match in enumerate(_SURE_MARK.finditer(unit.text))]
    return Unit(unit.id, _SURE_MARK.sub("", unit.text), tuple(marks), unit.heading, unit.page)


def _with_marks(units: list[Unit], notes: list[Note]) -> list[Unit]:
    """Return the units with their marks taken out of the text; the sequence is judged over the whole body."""
    numbers = {note.number for note in notes}
    if not numbers or not units:
        return units
    clean, marks = detach("\n".join(unit.text for unit in units), numbers)
    texts = clean.split("\n")
    found: list[Unit] = []
    at = mark = 0
    for unit, text in zip(units, texts, strict=True):
        here = []
        while mark < len(marks) and marks[mark][1] <= at + len(text):
            here.append(Mark(marks[mark][0], marks[mark][1] - at))
            mark += 1
        found.append(Unit(unit.id, text.strip(), tuple(here), unit.heading, unit.page))
        at += len(text) + 1
    return found
