"""How wide the columns of a table are: as wide as their words ask for, and only then by the shares they were given.

A date or a number is never broken for the sake of a neighbour that has room to spare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bandi.foundation.records.blocks import Table
from bandi.foundation.records.inline import text_of
from bandi.publishing.press.lettering import text_width

_MILLIMETRES, _SIZE, _PADDING = 170.0, 2.93, 4.5
_SHORT = 32.0
_PIECE = re.compile(r"\S*?[/–—-](?=\S)|\S+")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LONGEST_UNIT = 16


@dataclass(frozen=True)
class Columns:
    """shares: of the width, in thousandths, in the order of the columns. holds: whether every word fits into its column."""

    shares: tuple[int, ...]
    holds: bool


def columns_of(table: Table) -> Columns:
    """Return the shares of a table's columns.

    A column of dates and numbers is as wide as the longest of them; the others are at least as wide as their longest word,
    and share what is left by their weights.
    """
    weights = [max(0.1, column.weight) for column in table.columns]
    given = [_MILLIMETRES * weight / sum(weights) for weight in weights]
    needs = [_need(table, index) for index in range(len(weights))]
    if sum(needs) > _MILLIMETRES:
        return Columns(_thousandths(given), False)
    widths = [max(pair) for pair in zip(given, needs, strict=True)]
    surplus = sum(widths) - _MILLIMETRES
    slack = [width - need for width, need in zip(widths, needs, strict=True)]
    if surplus > 0:
        widths = [width - surplus * room / sum(slack) for width, room in zip(widths, slack, strict=True)]
    return Columns(_thousandths(widths), True)


def _need(table: Table, index: int) -> float:
    """Return the least width of a column in millimetres."""
    texts = [text_of(row[index]) for row in (*table.rows, table.total) if index < len(row)]
    dates = (part for text in texts for part in re.split(r"(?<=;) ", text) if any(letter.isdecimal() for letter in part))
    whole = max((text_width(part, _SIZE) for part in dates), default=0.0)
    word = max((text_width(piece, _SIZE) for text in (*texts, table.columns[index].label) for piece in _pieces(text)), default=0.0)
    return max(word, whole if whole <= _SHORT else 0.0) * 1.1 + _PADDING


def _pieces(text: str) -> list[str]:
    """Return what may not be broken: words; of a long word without a place to break, what the press leaves together."""
    return [piece if len(piece) <= 30 else piece[:14] for piece in _PIECE.findall(text) if len(piece) <= _LONGEST_UNIT or not _HANGUL.search(piece)]


def _thousandths(widths: list[float]) -> tuple[int, ...]:
    return tuple(max(1, round(1000 * width / sum(widths))) for width in widths)
