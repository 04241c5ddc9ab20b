"""What a reader may answer, and the check that it is nothing else.

Against whom: a reader taken over by its file. Its answer is data of a stranger: every field is checked for type, length
and membership before it becomes one of these frozen values, and anything unexpected is `Crashed`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal, cast, get_args

from bandi.parsing.errors import Crashed
from bandi.parsing.kinds import KNOWN
from bandi.parsing.limits import (
    ATTACHMENTS,
    BLOCKS,
    CELL,
    COLUMNS,
    ENTRIES,
    PAGES,
    ROWS,
    SHEETS,
    SIDE,
    UNSEEN,
    UNSEEN_TEXT,
)

BlockKind = Literal["paragraph", "heading", "note", "cell", "header", "footer"]
BLOCK_KINDS = frozenset({"paragraph", "heading", "note", "cell", "header", "footer"})

PROBLEMS = frozenset(
    {
        "no-text",  # nothing to read in it; a picture perhaps
        "scanned",  # pages that are pictures without text
        "cells-cut",  # a cell held more than a cell may
        "truncated",  # a limit was reached; what is here is the beginning
        "rendition-incomplete",  # less came out than the file itself says it holds
        "recognised",  # letters recognised on a picture: a guess
        "encoding-guessed",  # the letters may be wrong
        "letters-lost",  # some bytes were no letters of the encoding
        "pictures-left-out",  # the file holds pictures or drawings that the text cannot show
        "remote-left-out",  # it points to other people's servers; nothing was fetched
        "active-left-out",  # scripts, macros or actions; nothing was run
        "attachments-inside",  # it carries other files, which are separate items
        "entries-refused",  # an archive holds entries that are not listed (links, strange names)
        "formulas-as-text",  # cells hold formulas, given as text
        "notes-unread",  # footnotes could not be read
        "damaged-parts",  # some parts could not be read
        "changes-inside",  # tracked changes: inserted text is read, deleted text is not
    }
)

Cell = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True)
class Block:
    """A passage of a document.

    page: counted from 1, None where the format knows no pages.
    mark: how the document names the passage: level of a heading ("1"), mark of a note ("3"; the text refers to it
          as [^3]), address of a cell ("2.B5": second table, column B, row 5), else empty.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    mark: str = ""


@dataclass(frozen=True)
class Reading:
    """What was read of a document. `facts` are its metadata (author, title, dates): show them only under clearance."""

    kind: str
    blocks: tuple[Block, ...]
    pages: int
    problems: tuple[str, ...]
    facts: dict[str, str]

    @property
    def text(self) -> str:
        """The passages, one below the other."""
        return "\n".join(block.text for block in self.blocks)


UnseenKind = Literal[
    "comment", "deleted", "inserted", "hidden_text", "hidden_sheet", "hidden_row", "hidden_column", "notes", "property", "author", "place", "device", "attachment"
]  # fmt: skip
UNSEEN_KINDS: frozenset[str] = frozenset(get_args(UnseenKind))


@dataclass(frozen=True)
class Unseen:
    """A piece of a file that its page does not show. where: its place as the format counts ("document 3", "comments1 B2", "gps"). text: what it says, cut."""

    kind: UnseenKind
    where: str
    text: str


@dataclass(frozen=True)
class Hidden:
    """Everything unseen in a file, as far as the limits go: is_cut says that there is more."""

    kind: str
    pieces: tuple[Unseen, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its name and its rows. Formulas are text that begins with `=`."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A file inside a file, as its container describes it. `name` is for showing, never a path to write to."""

    name: str
    size: int
    kind: str


@dataclass(frozen=True)
class Pixels:
    """A page or picture as plain pixels: width × height × 3 bytes, red, green, blue."""

    width: int
    height: int
    rgb: bytes


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise Crashed
    return value


def _count(value: Any, highest: int) -> int:
    if type(value) is not int or not 0 <= value <= highest:
        raise Crashed
    return value


def _list(value: Any, longest: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > longest:
        raise Crashed
    return value


def _problems(value: Any) -> tuple[str, ...]:
    found = _list(value, len(PROBLEMS))
    if not all(isinstance(one, str) and one in PROBLEMS for one in found):
        raise Crashed
    return tuple(found)


def _block(value: Any) -> Block:
    kind, text, page, mark = _list(value, 4) if isinstance(value, list) and len(value) == 4 else (None,) * 4
    if not isinstance(kind, str) or kind not in BLOCK_KINDS:
        raise Crashed
    if page is not None:
        page = _count(page, 1_000_000)
    return Block(kind, _text(text, 64_000_000), page, _text(mark, 64))


def reading(value: Any, *, kind: str) -> Reading:
    """Return the checked reading. Raises: Crashed if it is anything but a reading."""
    if not isinstance(value, dict) or set(value) != {"blocks", "pages", "problems", "facts"}:
        raise Crashed
    facts = value["facts"]
    if not isinstance(facts, dict) or len(facts) > 100:
        raise Crashed
    return Reading(
        kind=kind,
        blocks=tuple(_block(one) for one in _list(value["blocks"], BLOCKS)),
        pages=_count(value["pages"], 1_000_000),
        problems=_problems(value["problems"]),
        facts={_text(name, 64): _text(words, 2_000) for name, words in facts.items()},
    )


def hidden(value: Any, *, kind: str) -> Hidden:
    """Return the checked pieces that a file hides. Raises: Crashed if it is anything but that."""
    if not isinstance(value, dict) or set(value) != {"unseen", "is_cut"} or not isinstance(value["is_cut"], bool):
        raise Crashed
    pieces = []
    for one in _list(value["unseen"], UNSEEN):
        what, where, text = _list(one, 3) if isinstance(one, list) and len(one) == 3 else (None,) * 3
        if not isinstance(what, str) or what not in UNSEEN_KINDS:
            raise Crashed
        pieces.append(Unseen(cast(UnseenKind, what), _text(where, 120), _text(text, UNSEEN_TEXT)))
    return Hidden(kind, tuple(pieces), value["is_cut"])


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return _text(value, CELL)
    if value is None or isinstance(value, bool | float):
        return value
    if type(value) is int and abs(value) < 10**40:
        return value
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value):
        shape = {"date": date, "datetime": datetime, "time": time}.get(value[0])
        if shape:
            try:
                return shape.fromisoformat(value[1])  # type: ignore[no-any-return, attr-defined]
            except ValueError as problem:
                raise Crashed from problem
    raise Crashed


def sheet(value: Any) -> Sheet:
    """Return a checked table without its rows, which follow in parts."""
    if not isinstance(value, dict) or set(value) != {"name", "rows", "problems"}:
        raise Crashed
    return Sheet(
        name=_text(value["name"], 255),
        rows=tuple(tuple(_cell(cell) for cell in _list(row, COLUMNS)) for row in _list(value["rows"], ROWS)),
        problems=_problems(value["problems"]),
    )


def sheets(parts: list[Any]) -> tuple[Sheet, ...]:
    """Return the tables of a file, put together from parts in order. Raises: Crashed."""
    gathered: list[Sheet] = []
    for part in parts:
        if not isinstance(part, dict):
            raise Crashed
        continues = part.pop("continues", False)
        one = sheet(part)
        if continues is True and gathered:
            last = gathered[-1]
            one = Sheet(last.name, last.rows + one.rows, tuple(dict.fromkeys(last.problems + one.problems)))
            gathered[-1] = one
        else:
            gathered.append(one)
        if len(gathered) > SHEETS or sum(len(each.rows) for each in gathered) > ROWS:
            raise Crashed
    return tuple(gathered)


def items(value: Any) -> tuple[Item, ...]:
    """Return the checked list of what a container holds. Raises: Crashed."""
    found = []
    for one in _list(value, max(ENTRIES, ATTACHMENTS)):
        if not isinstance(one, dict) or set(one) != {"name", "size", "kind"}:
            raise Crashed
        kind = _text(one["kind"], 32)
        if kind not in KNOWN | {"unknown"}:
            raise Crashed
        found.append(Item(_text(one["name"], 255), _count(one["size"], 2**63), kind))
    return tuple(found)


def pixels(payload: bytes) -> Pixels:
    """Return a picture: two 2-byte numbers, then exactly as many bytes as they promise. Raises: Crashed."""
    if len(payload) < 4:
        raise Crashed
    width, height = struct.unpack(">HH", payload[:4])
    if not (0 < width <= SIDE and 0 < height <= SIDE) or len(payload) != 4 + width * height * 3:
        raise Crashed
    return Pixels(width, height, payload[4:])


def page_count(value: Any) -> int:
    """Return how many pages follow. Raises: Crashed."""
    return _count(value, PAGES)
