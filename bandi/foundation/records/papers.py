"""Papers: the vocabulary in which a package hands a letter or a submission to the press.

Like `blocks`, a paper holds finished text in one language; it knows no model and no file format. A package that writes
papers builds one, the press draws it, and whoever sees both (the desk) brings them together.

May import: blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bandi.foundation.records.blocks import Bullets, Fact, Inline, Language, Table


@dataclass(frozen=True)
class Head:
    """A heading within a paper; level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Passage:
    """A paragraph; `is_quote` sets it apart. In a numbered paper every passage bears the next number, a quotation none."""

    runs: Inline
    is_quote: bool = False


@dataclass(frozen=True)
class Signature:
    """Who signs: the name, what stands beneath it, and whether she has signed yet."""

    name: str
    beneath: str = ""
    is_signed: bool = True


@dataclass(frozen=True)
class Ticks:
    """Boxes to tick by hand, one beneath the other; `ticked` names the places of those that are ticked already."""

    items: tuple[Inline, ...]
    ticked: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Blank:
    """A line to write on, with what belongs there; `value` is printed where it is known already. lines: how many."""

    label: str
    value: str = ""
    lines: int = 1


PaperBlock = Head | Passage | Bullets | Table | Ticks | Blank


@dataclass(frozen=True)
class Paper:
    """A letter, a submission, or a form to fill in by hand, ready to be drawn. A form is set in large type.

    letterhead: the sender's name and lines of address. place_and_day: as printed at the top. to: lines of the address.
    facts:      labelled lines beneath the title of a submission (mechanism, session, who submits).
    is_numbered: whether passages bear numbers, as UN bodies ask.
    signatures: titled groups of who signs ("Initiators", "Co-signatories"). annexes: their titles in order.
    mark:       a word over every page of what is not final ("DRAFT"), empty for what was cleared.
    """

    kind: Literal["letter", "submission", "form"]
    language: Language
    title: str
    sender: str
    letterhead: tuple[str, ...] = ()
    day: str = ""
    to: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    body: tuple[PaperBlock, ...] = ()
    is_numbered: bool = False
    closing: str = ""
    signatures: tuple[tuple[str, tuple[Signature, ...]], ...] = ()
    annexes: tuple[str, ...] = ()
    annexes_title: str = ""
    mark: str = ""
    dated_on: date | None = None
    records: tuple[str, ...] = field(default=())
