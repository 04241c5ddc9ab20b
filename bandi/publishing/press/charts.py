"""Charts as SVG: columns and bars, stacked where there are several series.

The same SVG stands in the PDF, in Word (as a picture), in the exported page and on the desk. It therefore holds no
style element or attribute, loads nothing, and names its parts by class (`c-ink`, `c-soft`, `c-grid`, `c-s0` …) so that
a page may recolour them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from bandi.foundation.records.blocks import Chart, Language
from bandi.publishing.press import palette
from bandi.publishing.press.lettering import broken, escaped, number_text, shortened, svg_frame, svg_text, text_width

_SIZE = 12.0
_SMALL = 11.0
_GAP = 1.5
NARROW = 320
"""User units of a chart on a phone: about as many as it has pixels for it, so that letters keep their size."""


@dataclass(frozen=True)
class _Scale:
    """An axis from `low` to `high` (zero always on it) with round `ticks`, mapped to 0 … 1."""

    low: float
    high: float
    ticks: tuple[Decimal, ...]

    def place(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class _Piece:
    """One value in its stack: from `start` to `end` on the axis."""

    series: int
    start: float
    end: float
    value: Decimal


def draw_chart(chart: Chart, *, language: Language, width: int = 720) -> str:
    """Return the chart as an SVG of `width` user units; the height follows from what is drawn."""
    stacks = [_stack(chart, index) for index in range(len(chart.categories))]
    scale = _scale(stacks)
    if chart.kind == "bars":
        body, height = _bars(chart, stacks, scale, width)
    else:
        body, height = _columns(chart, stacks, scale, width)
    return svg_frame(
        body,
        width=width,
        height=math.ceil(height),
        title=chart.caption,
        description=chart.alt,
        language=language,
        face=palette.FACE,
    )


def draw_for_screen(chart: Chart, *, language: Language, width: int = 720) -> str:
    """Return the chart twice: `width` wide, and drawn anew for a phone, where the wide one would shrink its letters to half their size.

    The page shows one of them (`is-wide`, `is-narrow`) and hides the other, from its readers who do not see as well.
    """
    drawn = ((name, draw_chart(chart, language=language, width=size)) for name, size in (("is-wide", width), ("is-narrow", NARROW)))
    return "".join(svg.replace('class="press-drawing"', f'class="press-drawing {name}"', 1) for name, svg in drawn)


def _stack(chart: Chart, index: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    above, below = 0.0, 0.0
    for number, series in enumerate(chart.series):
        value = series.values[index] if index < len(series.values) else Decimal(0)
        if value > 0:
            pieces.append(_Piece(number, above, above + float(value), value))
            above += float(value)
        elif value < 0:
            pieces.append(_Piece(number, below + float(value), below, value))
            below += float(value)
    return pieces


def _scale(stacks: list[list[_Piece]]) -> _Scale:
    ends = [edge for stack in stacks for piece in stack for edge in (piece.start, piece.end)] or [0.0]
    low, high = min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
    if low == high:
        high = 1.0
    rough = (high - low) / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    if high >= 1 and step < 1:
        step = 1.0
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(Decimal(f"{number * step:.10g}") for number in range(first, last + 1))
    return _Scale(first * step, last * step, ticks)


def _total(stack: list[_Piece]) -> Decimal:
    return sum((piece.value for piece in stack), Decimal(0))


def _columns(chart: Chart, stacks: list[list[_Piece]], scale: _Scale, width: int) -> tuple[str, float]:
    tick_texts = [number_text(tick) for tick in scale.ticks]
    left = max((text_width(text, _SMALL) for text in tick_texts), default=0) + 12
    legend, legend_height = _legend(chart, 0, width)
    top = legend_height + (28.0 if chart.unit else 16.0)
    plot = max(150.0, min(250.0, width * 0.335))
    slot = (width - left) / max(1, len(chart.categories))
    last = [text_width(number_text(_total(stacks[-1])), _SMALL)] if stacks else [0.0]
    if chart.categories and chart.categories[-1].strip().isdecimal():
        last.append(text_width(chart.categories[-1], _SMALL))
    right = max(0.0, (max(last) - slot) / 2 + 2)
    slot = (width - left - right) / max(1, len(chart.categories))
    bar = min(slot * 0.66, 54.0)
    parts = [legend]
    if chart.unit:
        parts.append(svg_text(chart.unit, left, legend_height + 12, size=_SMALL, fill=palette.SOFT, hook="c-soft"))

    def height_of(value: float) -> float:
        return top + plot * (1 - scale.place(value))

    for tick, text in zip(scale.ticks, tick_texts, strict=True):
        y = height_of(float(tick))
        zero = tick == 0
        colour, hook = (palette.SOFT, "c-axis") if zero else (palette.RULE, "c-grid")
        parts.append(
            f'<line x1="{left:.1f}" x2="{width}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}" class="{hook}" stroke-width="{1 if zero else 0.75}"/>'
        )
        parts.append(svg_text(text, left - 8, y + 4, size=_SMALL, fill=palette.SOFT, hook="c-soft", anchor="end"))
    totals = [number_text(_total(stack)) for stack in stacks]
    labelled = all(text_width(text, _SMALL) <= slot + 1 for text in totals)
    highest = max(range(len(stacks)), key=lambda index: _total(stacks[index]), default=0)
    for index, (name, stack) in enumerate(zip(chart.categories, stacks, strict=True)):
        x = left + slot * index + (slot - bar) / 2
        for piece in stack:
            y, end = height_of(piece.end), height_of(piece.start)
            parts.append(_block(chart, piece, name, x, y, bar, end - y, upright=True))
        if stack and (labelled or index in (highest, len(stacks) - 1)):
            peak = height_of(max(piece.end for piece in stack))
            parts.append(
                svg_text(
                    totals[index], x + bar / 2, peak - 5, size=_SMALL, fill=palette.TEXT, anchor="middle", weight=600
                )
            )
    names, depth = _column_names(chart.categories, left, slot, top + plot)
    return "".join([*parts, names]), top + plot + depth


def _column_names(categories: tuple[str, ...], left: float, slot: float, floor: float) -> tuple[str, float]:
    """Draw the names beneath the columns: whole, in two lines, every second (years), or slanted, whichever fits first."""
    middles = [left + slot * (index + 0.5) for index in range(len(categories))]

    def line(text: str, x: float, y: float) -> str:
        return svg_text(text, x, y, size=_SMALL, fill=palette.TEXT, anchor="middle")

    widest = max((text_width(name, _SMALL) for name in categories), default=0)
    if widest <= slot - 4:
        return "".join(line(name, x, floor + 17) for name, x in zip(categories, middles, strict=True)), 26
    if all(name.strip().isdecimal() for name in categories):
        every = math.ceil((widest + 6) / slot)
        offset = (len(categories) - 1) % every
        kept = [(n, x) for index, (n, x) in enumerate(zip(categories, middles, strict=True)) if index % every == offset]
        return "".join(line(name, x, floor + 17) for name, x in kept), 26
    if all(
        text_width(word, _SMALL) <= slot - 4 for name in categories for word in broken(name, _SMALL, slot - 4, 3)
    ) and not any(part.endswith("…") for name in categories for part in broken(name, _SMALL, slot - 4, 3)):
        rows = [broken(name, _SMALL, slot - 4, 3) for name in categories]
        text = "".join(
            line(part, x, floor + 17 + 14 * number)
            for row, x in zip(rows, middles, strict=True)
            for number, part in enumerate(row)
        )
        return text, 26 + 14 * (max(len(row) for row in rows) - 1)
    short = [
        shortened(name, _SMALL, min(150.0, (x - 6) / math.cos(math.radians(40))))
        for name, x in zip(categories, middles, strict=True)
    ]
    depth = max(text_width(name, _SMALL) for name in short) * math.sin(math.radians(40)) + 24
    slanted = (
        svg_text(name, x + 4, floor + 15, size=_SMALL, fill=palette.TEXT, anchor="end", turned=-40)
        for name, x in zip(short, middles, strict=True)
    )
    return "".join(slanted), depth


def _bars(chart: Chart, stacks: list[list[_Piece]], scale: _Scale, width: int) -> tuple[str, float]:
    names = [broken(name, _SIZE, width * 0.34) for name in chart.categories]
    left = max((text_width(part, _SIZE) for lines in names for part in lines), default=0) + 14
    totals = [number_text(_total(stack)) for stack in stacks]
    right = max((text_width(text, _SIZE) for text in totals), default=0) + 12
    legend, top = _legend(chart, left, width)
    room = width - left - right
    parts = [legend]
    if chart.unit:
        parts.append(svg_text(chart.unit, left, top + 12, size=_SMALL, fill=palette.SOFT, hook="c-soft"))
        top += 22

    def across(value: float) -> float:
        return left + room * (value - scale.low) / (
            max(edge for edge in (*_edges(stacks), scale.low + 1e-9)) - scale.low
        )

    y = top + 2
    for index, (name, stack) in enumerate(zip(chart.categories, stacks, strict=True)):
        row = 23.0 if len(names[index]) < 2 else 35.0
        middle = y + row / 2
        for number, part in enumerate(names[index]):
            lift = -7.5 * (len(names[index]) - 1) + 15 * number
            parts.append(svg_text(part, left - 10, middle + 4.2 + lift, size=_SIZE, fill=palette.TEXT, anchor="end"))
        for piece in stack:
            x, end = across(piece.start), across(piece.end)
            parts.append(_block(chart, piece, name, x, middle - 8, end - x, 16, upright=False))
        end = across(max((piece.end for piece in stack), default=0.0))
        parts.append(svg_text(totals[index], end + 7, middle + 4.2, size=_SIZE, fill=palette.TEXT, weight=600))
        y += row
    zero = across(0.0)
    parts.append(
        f'<line x1="{zero:.1f}" x2="{zero:.1f}" y1="{top:.1f}" y2="{y + 2:.1f}" stroke="{palette.SOFT}" class="c-axis" stroke-width="1"/>'
    )
    return "".join(parts), y + 6


def _edges(stacks: list[list[_Piece]]) -> list[float]:
    return [piece.end for stack in stacks for piece in stack] or [1.0]


def _block(
    chart: Chart, piece: _Piece, name: str, x: float, y: float, width: float, height: float, *, upright: bool
) -> str:
    """Draw one value; stacked neighbours are parted by a hair of paper, so that they also part in grey."""
    if piece.start > 0:
        if upright:
            height = max(0.4, height - _GAP)
        else:
            x, width = x + _GAP, max(0.4, width - _GAP)
    label = f"{name} · {chart.series[piece.series].label}: {number_text(piece.value)}"
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0.4, width):.1f}" height="{max(0.4, height):.1f}" '
        f'fill="{palette.series_colour(piece.series)}" class="c-s{piece.series % len(palette.SERIES)}"><title>{escaped(label)}</title></rect>'
    )


def _legend(chart: Chart, left: float, width: float) -> tuple[str, float]:
    """Draw the names of the series in rows above the chart; a single series needs none."""
    if len(chart.series) < 2:
        return "", 0.0
    parts: list[str] = []
    x, y = left, 12.0
    for number, series in enumerate(chart.series):
        label = shortened(series.label, _SIZE, width - left - 30)
        step = 17 + text_width(label, _SIZE) + 20
        if x > left and x + step - 20 > width:
            x, y = left, y + 20
        parts.append(
            f'<rect x="{x:.1f}" y="{y - 10:.1f}" width="11" height="11" fill="{palette.series_colour(number)}" '
            f'class="c-s{number % len(palette.SERIES)}"/>'
        )
        parts.append(svg_text(label, x + 17, y, size=_SIZE, fill=palette.TEXT))
        x += step
    return "".join(parts), y + 14
