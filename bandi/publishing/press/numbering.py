"""Numbers of figures and tables, and the table behind each drawing, the same in all three formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bandi.foundation.records.blocks import Block, Chart, Column, Document, Inline, Map, Section, Table, plain
from bandi.publishing.press.lettering import number_text
from bandi.publishing.press.words import Words, words_of


@dataclass(frozen=True)
class Drawing:
    """A chart or map with its number and the table of its values."""

    number: int
    block: Chart | Map
    data: Table

    def title(self, words: Words) -> str:
        return f"{words.figure} {self.number}"


@dataclass(frozen=True)
class Numbering:
    """Numbers by identity of the block: the same chart printed twice keeps two places but one number."""

    drawings: dict[int, Drawing]
    tables: dict[int, int]

    def drawing(self, block: Chart | Map) -> Drawing:
        return self.drawings[id(block)]

    def table(self, block: Table) -> int:
        return self.tables[id(block)]


def numbered(document: Document) -> Numbering:
    """Return the numbers of all charts, maps and tables in the order in which they are printed."""
    words = words_of(document.language)
    drawings: dict[int, Drawing] = {}
    tables: dict[int, int] = {}
    for block in _blocks(document.sections):
        if isinstance(block, Chart | Map) and id(block) not in drawings:
            drawings[id(block)] = Drawing(len(drawings) + 1, block, data_table(block, words))
        elif isinstance(block, Table) and id(block) not in tables:
            tables[id(block)] = len(tables) + 1
    return Numbering(drawings, tables)


def data_table(block: Chart | Map, words: Words) -> Table:
    """Return the values of a drawing as a table; charts of several series, and their sums, in columns."""
    return _map_data(block, words) if isinstance(block, Map) else _chart_data(block, words)


def _blocks(sections: tuple[Section, ...]) -> Iterator[Block]:
    for section in sections:
        yield from section.blocks
        yield from _blocks(section.children)


def _chart_data(chart: Chart, words: Words) -> Table:
    several = len(chart.series) > 1
    labels = [series.label for series in chart.series] + ([words.total] if several else [])
    if chart.unit and labels == [chart.caption]:
        labels = [chart.unit]
    rows: list[tuple[Inline, ...]] = []
    for index, name in enumerate(chart.categories):
        values = [series.values[index] if index < len(series.values) else Decimal(0) for series in chart.series]
        if several:
            values.append(sum(values, Decimal(0)))
        rows.append((plain(name), *(plain(number_text(value)) for value in values)))
    sums = [sum(series.values[: len(chart.categories)], Decimal(0)) for series in chart.series]
    if several:
        sums.append(sum(sums, Decimal(0)))
    unit = f" ({chart.unit})" if chart.unit else ""
    return Table(
        caption=chart.caption + unit,
        columns=(Column("", 2), *(Column(label, 1, "end") for label in labels)),
        rows=tuple(rows),
        total=(plain(words.total), *(plain(number_text(value)) for value in sums)),
        source=chart.source,
    )


def _map_data(block: Map, words: Words) -> Table:
    points = sorted(block.points, key=lambda point: (-point.count, point.label))
    countries = any(point.country for point in points)
    columns = [
        Column(words.place, 2),
        *([Column(words.country, 2)] if countries else []),
        Column(words.records, 1, "end"),
    ]
    rows = tuple(
        (plain(point.label), *((plain(point.country),) if countries else ()), plain(number_text(point.count)))
        for point in points
    )
    total = (plain(words.total), *((plain(""),) if countries else ()), plain(number_text(sum(p.count for p in points))))
    return Table(block.caption, tuple(columns), rows, total, block.source)
