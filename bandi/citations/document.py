"""A document of others, taken apart: numbered units, notes, where each note mark stands, and what the masthead says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Mark:
    """A note mark: the number of the note, and where in the unit's text it stood (the mark itself is taken out)."""

    number: int
    at: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered paragraph, a recommendation (`140.61`), a table row, or an unnumbered paragraph in its order.

    id:      the number printed in the document; where none is printed, the place in order, or `t1` … for table rows.
    heading: the nearest heading above, "" if there is none.
    """

    id: str
    text: str
    marks: tuple[Mark, ...] = ()
    heading: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote; both are one sequence of numbers here."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document and what was understood of it.

    dated:     last day the date can mean ("2025-03" is the 31st of March), None if it has none.
    names:     a table of contributors that came with the document; documents usually print it in a note instead.
    problems:  what could not be read, in (English, Korean); the rest is usable.
    """

    id: str
    units: tuple[Unit, ...]
    notes: tuple[Note, ...] = ()
    symbol: str = ""
    title: str = ""
    issuer: str = ""
    kind: str = ""
    session: str = ""
    language: str = "en"
    dated: date | None = None
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()

    def with_problem(self, english: str, korean: str) -> Document:
        """Return the same document with one more remark about what could not be read."""
        return replace(self, problems=(*self.problems, (english, korean)))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence; abbreviations of citations (para. 4, No. 29, pp. 2) do not end one."""
    start = 0
    for index, character in enumerate(text):
        if character not in ".!?;。" or index + 1 >= len(text) or not text[index + 1].isspace():
            continue
        word = text[start:index].rsplit(None, 1)[-1].lower().lstrip("(“\"'") if text[start:index].strip() else ""
        if character == "." and (word in _SHORT or (len(word) == 1 and word.isalpha() and word.isascii())):
            continue
        if text[start : index + 1].strip():
            yield start, index + 1
        start = index + 1
        while start < len(text) and text[start].isspace():
            start += 1
    if text[start:].strip():
        yield start, len(text)


_SHORT = frozenset(["p", "pp", "para", "paras", "no", "nos", "art", "arts", "vol", "cf", "e.g", "i.e", "mr", "ms", "mrs", "dr", "op", "cit", "ibid", "id", "st", "ed", "eds", "seq", "al", "fig", "ch", "chap", "sect"])
