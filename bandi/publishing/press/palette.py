"""The colours of the press: few, and told apart by lightness, so that they hold on a grey printer.

Lightness (CIELAB L*) of the series in turn: 14, 70, 48, 84, 38, 60, 27. Neighbours in a stack differ by 20 or more.
"""

from __future__ import annotations

INK = "#16243a"
TEXT = "#26324a"
SOFT = "#5b6675"
RULE = "#d5dae1"
LAND = "#e3e7ec"
SHORE = "#ffffff"
AMBER = "#e0a526"
AMBER_DEEP = "#8f5f13"
TEAL = "#3f7a80"

SERIES: tuple[str, ...] = (INK, AMBER, TEAL, "#ccd3dc", "#7a5212", "#8d97a6", "#33415c")

FACE = "Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', sans-serif"


def series_colour(index: int) -> str:
    """Return the colour of the series at `index`, beginning again after the last."""
    return SERIES[index % len(SERIES)]
