"""Blocks: the vocabulary in which any package offers content to an edition.

A package that holds records describes them as blocks (a heading, an entry, a table, a chart, a map);
`publishing` arranges the blocks and draws them as PDF, Word and HTML. Blocks hold finished text in one
language and the ids of the records they came from; they know no model and no file format.

May import: later and the standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar, cast

from bandi.foundation.records.later import Later

Language = Literal["en", "ko"]
T = TypeVar("T")


@dataclass(frozen=True)
class Run:
    """A stretch of text with one appearance.

    note:         text of a footnote whose mark stands after this run, or empty.
    claim:        reference of the claim this number is bound to ("F043"), or empty.
    untranslated: the text stands in another language than the edition's and is marked as such.
    """

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""
    claim: str = ""
    untranslated: bool = False


Inline = tuple[Run, ...]


def plain(text: str) -> Inline:
    """Return `text` as one run without any appearance of its own."""
    return (Run(text),) if text else ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is one of body, lead (an introduction), quote, small (notes beneath a table)."""

    runs: Inline
    style: Literal["body", "lead", "quote", "small"] = "body"


@dataclass(frozen=True)
class Bullets:
    """A list without order; `numbered` counts the items."""

    items: tuple[Inline, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Fact:
    """One labelled line of an entry: "Partners" and their names."""

    label: str
    value: Inline


@dataclass(frozen=True)
class Entry:
    """One activity as it is printed: heading, when, where, facts, text.

    level:   depth beneath its section: 0 for an activity, 1 for a meeting within a trip.
    records: ids of the records it was written from.
    """

    title: Inline
    when: str = ""
    where: str = ""
    kind: str = ""
    facts: tuple[Fact, ...] = ()
    body: tuple[Paragraph | Bullets, ...] = ()
    level: int = 0
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table; `weight` is its share of the width, `align` start or end (numbers)."""

    label: str
    weight: float = 1.0
    align: Literal["start", "end"] = "start"


@dataclass(frozen=True)
class Table:
    """A table with a caption; rows hold one inline text for each column.

    total: a last row set apart (a sum), or empty.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inline, ...], ...]
    total: tuple[Inline, ...] = ()
    source: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChartSeries:
    """The values of one kind over all categories, in the order of the chart's categories."""

    label: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True)
class Chart:
    """Columns or horizontal bars over categories; several series are stacked.

    alt:  the picture in words, for readers who do not see it.
    unit: what one is, as printed on the axis ("people", "명").
    """

    caption: str
    alt: str
    kind: Literal["columns", "bars"]
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    unit: str = ""
    source: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """A place on the map: degrees north and east (WGS 84), and how many records stand there."""

    label: str
    latitude: float
    longitude: float
    count: int
    country: str = ""


@dataclass(frozen=True)
class Map:
    """Where records stand. Withheld places never reach this block."""

    caption: str
    alt: str
    points: tuple[Point, ...]
    source: str = ""
    records: tuple[str, ...] = ()


Block = Paragraph | Bullets | Entry | Table | Chart | Map


@dataclass(frozen=True)
class Section:
    """A section of an edition with its blocks and sub-sections.

    key:   stable name within the edition, also the anchor in HTML.
    level: 1 for a chapter, 2 for a theme, 3 for a heading.
    """

    key: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Colophon:
    """Who publishes: lines as they are printed, each with its label."""

    lines: tuple[Fact, ...]
    note: str = ""


@dataclass(frozen=True)
class CoverPicture:
    """A picture on the cover. image: JPEG that the house made from pixels. alt: what it shows. credit: caption and who took it, for the colophon."""

    image: bytes
    alt: str
    credit: str = ""


@dataclass(frozen=True)
class Document:
    """A whole edition, ready to be drawn."""

    title: str
    organisation: str
    abbreviation: str
    period: str
    language: Language
    sections: tuple[Section, ...]
    colophon: Colophon
    mission: tuple[str, ...] = ()
    statement: str = ""
    dated_on: date | None = None
    untranslated: int = 0
    cover: CoverPicture | None = None


@dataclass(frozen=True)
class Request:
    """What an edition asks of a provider: the period, the language, and for which heading.

    starts_on, ends_on: first and last day of the period, both included.
    heading:            id of the heading whose records are wanted, or empty for all.
    keep:               column and value ("channel", "own"): only these rows of a table, or None for all.
    shared:             what a provider reads once for all requests of one edition; see `once`.
    """

    starts_on: date
    ends_on: date
    language: Language
    heading: str = ""
    keep: tuple[str, str] | None = None
    shared: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: str, read: Callable[[], T]) -> T:
        """Return what `read` gives, read once for all requests that share an edition (few queries, not one per heading)."""
        if key not in self.shared:
            self.shared[key] = read()
        return cast(T, self.shared[key])


Provider = Callable[[Request], Iterable[Block]]


@dataclass
class _Registry:
    providers: dict[str, Provider] = field(default_factory=dict)


_registry = _Registry()


def provide(name: str, provider: Provider) -> None:
    """Offer blocks under `name` ("advocacy.letters").

    Raises: ValueError if another provider bears the name.
    """
    if name in _registry.providers:
        raise ValueError(f"two providers are called {name}")
    _registry.providers[name] = provider


_held = Later(lambda module: module.offer())
held_in = _held.hold
"""Remember the module whose `offer` provides a package's blocks, loaded when an edition is assembled; called once from its `AppConfig.ready`."""


def provided(name: str, request: Request) -> tuple[Block, ...]:
    """Return the blocks of provider `name`. Raises: KeyError if there is none."""
    _held.fetch()
    return tuple(_registry.providers[name](request))


def providers() -> tuple[str, ...]:
    """Return the names of all providers, sorted."""
    _held.fetch()
    return tuple(sorted(_registry.providers))
