"""What a document says of itself: symbol, title, date, whose it is, language. Proposed, never taken without a person.

A symbol counts only where a document prints it of itself; what its file is called is no symbol, but a reason to doubt.
May import: the foundation, `bandi.citations`, this package.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bandi.parsing import Block, Reading
from bandi.work.advocacy.actions.holdings import symbol_in_head
from bandi.work.advocacy.symbols import joined, symbol_of

_HEAD_LINES = 40
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_NAMES = "|".join(_MONTHS)
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_NAMES}),?\s+(?P<year>\d{{4}})(?!\d)", re.I)
_MONTH_FIRST = re.compile(rf"\b(?P<month>{_NAMES})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)", re.I)
_MONTH_ONLY = re.compile(rf"\b(?P<month>{_NAMES})\s+(?P<year>\d{{4}})(?!\d)", re.I)
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_KOREAN = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[.년]\s*(?P<month>\d{1,2})\s*[.월](?:\s*(?P<day>\d{1,2})\s*[.일]?)?(?!\d)")
_DATES = (_ISO, _KOREAN, _DAY_FIRST, _MONTH_FIRST, _MONTH_ONLY)
_MADE_BY_PROGRAM = re.compile(r"^(?:microsoft word|untitled|document\d*|제목 ?없음|slide \d+|scan\w*)\b|\.(?:docx?|hwpx?|pdf|indd)$", re.I)
_LONGEST_TITLE = 300

BODIES = (
    ("A/HRC/WG.6/", "Human Rights Council, Working Group on the Universal Periodic Review", "인권이사회 보편적 정례인권검토 실무그룹"),
    ("A/HRC/WGEID/", "Working Group on Enforced or Involuntary Disappearances", "강제실종 실무그룹"),
    ("A/HRC/WGAD/", "Working Group on Arbitrary Detention", "자의적 구금 실무그룹"),
    ("A/HRC/", "Human Rights Council", "인권이사회"), ("A/", "General Assembly", "총회"), ("S/", "Security Council", "안전보장이사회"),
    ("CCPR/", "Human Rights Committee", "자유권규약위원회"), ("E/C.12/", "Committee on Economic, Social and Cultural Rights", "사회권규약위원회"),
    ("CEDAW/", "Committee on the Elimination of Discrimination against Women", "여성차별철폐위원회"), ("CAT/", "Committee against Torture", "고문방지위원회"),
    ("CRC/", "Committee on the Rights of the Child", "아동권리위원회"), ("CRPD/", "Committee on the Rights of Persons with Disabilities", "장애인권리위원회"),
    ("CERD/", "Committee on the Elimination of Racial Discrimination", "인종차별철폐위원회"), ("CED/", "Committee on Enforced Disappearances", "강제실종위원회"),
    ("CMW/", "Committee on Migrant Workers", "이주노동자위원회"), ("E/CN.4/", "Commission on Human Rights", "인권위원회"),
)  # fmt: skip
"""Whose a document is, by the beginning of its symbol."""


@dataclass(frozen=True)
class Proposal:
    """What a document says of itself. doubts: codes of what a person should look at before she takes it in.

    issued: as EDTF text, as exact as it is printed. named_like: the symbol that the file's name looks like, where the document prints another.
    """

    symbol: str = ""
    title: str = ""
    issued: str = ""
    body: str = ""
    language: str = ""
    named_like: str = ""
    doubts: tuple[str, ...] = field(default=())

    def kept(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return asdict(self)


def proposed(reading: Reading, *, name: str, known: Sequence[str] = ()) -> Proposal:
    """Return what a document says of itself.

    name:  how the file is called; only compared. known: names of organisations, looked for in the head.
    """
    lines = head_of(reading.blocks)
    head = "\n".join(lines)
    symbol = symbol_in_head(joined(head))
    language = language_of(reading.blocks)
    named_like = symbol_in_name(name)
    doubts = []
    if named_like and named_like != symbol:
        doubts.append("named-like-another")
    issued = date_in(head)
    if not issued:
        doubts.append("no-date")
    body = body_of(symbol, lines, language, known)
    return Proposal(symbol, title_of(reading, lines, symbol), issued, body, language, named_like if named_like != symbol else "", tuple(doubts))


def head_of(blocks: Iterable[Block]) -> list[str]:
    """Return the first lines of a document, its page headers among them; where it has pages, those of the first with words."""
    lines: list[str] = []
    first = None
    for block in blocks:
        first = first or block.page
        if block.page == first and block.kind in {"paragraph", "heading", "header", "cell"}:
            lines += [" ".join(line.split()) for line in block.text.split("\n") if line.strip()]
        if len(lines) >= _HEAD_LINES:
            break
    return lines[:_HEAD_LINES]


def language_of(blocks: Iterable[Block]) -> str:
    """Return "ko" or "en" by the letters of the first pages; empty where there are none."""
    text = "".join(block.text for block, _place in zip(blocks, range(200), strict=False))[:20_000]
    letters = sum(character.isalpha() for character in text)
    hangul = sum("가" <= character <= "힣" for character in text)
    return "" if not letters else "ko" if hangul / letters > 0.3 else "en"


def date_in(head: str) -> str:
    """Return the first date that a head prints, as exact as it is printed; empty where it prints none or an impossible one."""
    found = []
    for order, pattern in enumerate(_DATES):
        for match in pattern.finditer(head):
            written = _written(match.groupdict())
            if written:
                found.append((len(written) < 10, match.start(), order, written))  # a day before a month, then what stands first
    return min(found)[3] if found else ""


def _written(parts: dict[str, str | None]) -> str:
    year, name, day = int(parts["year"] or 0), (parts["month"] or "").lower(), parts.get("day")
    month = _MONTHS.index(name) + 1 if name in _MONTHS else int(name)
    if not 1 <= month <= 12 or not 1900 <= year <= 2200:
        return ""
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(day):02}" if 1 <= int(day) <= monthrange(year, month)[1] else ""


def symbol_in_name(name: str) -> str:
    """Return the symbol that a file's name looks like ("A_HRC_57_46_E.pdf"), or an empty text."""
    stem = re.sub(r"\s*\(\d+\)$", "", name.rpartition(".")[0] or name)
    for joint in ("_", "-"):
        words = stem.split(joint)
        for count in range(len(words), 2, -1):
            found = symbol_of("/".join(words[:count]))
            if found:
                return found
    return ""


def body_of(symbol: str, lines: Sequence[str], language: str, known: Sequence[str]) -> str:
    """Return whose the document is: by its symbol, otherwise the longest known name in its first lines."""
    for beginning, english, korean in BODIES:
        if symbol.startswith(beginning):
            return korean if language == "ko" else english
    head = " ".join(lines[:15]).casefold()
    return max((name for name in known if len(name) > 3 and name.casefold() in head), key=len, default="")


def title_of(reading: Reading, lines: Sequence[str], symbol: str) -> str:
    """Return a title: the first heading, otherwise what the finder takes for it, what the file says, its first line."""
    from bandi.citations import CitationError
    from bandi.citations.foreign import document_from_reading

    headings = (" ".join(block.text.split()) for block in reading.blocks[:60] if block.kind == "heading")
    stated = " ".join(reading.facts.get("title", "").split())
    try:
        understood = document_from_reading(reading, name="").title
    except CitationError:
        understood = ""
    for candidate in (*headings, understood, "" if _MADE_BY_PROGRAM.search(stated) else stated, *lines):
        if 3 < len(candidate) <= _LONGEST_TITLE and symbol_of(candidate) == "" and any(character.isalpha() for character in candidate) and not candidate.endswith((".", ";", ",")):
            return candidate
    return lines[0][:_LONGEST_TITLE] if lines else ""
