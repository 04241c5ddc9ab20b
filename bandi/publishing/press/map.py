"""The map as SVG: where records stand, by bubbles whose area is their number.

When more than half of the records stand in one country, that country (with those it is always drawn with) is enlarged
beside the world, and the world shows it as one bubble.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from bandi.foundation.records.blocks import Language, Map, Point
from bandi.publishing.press import palette
from bandi.publishing.press.geography import Country, Degrees, countries, country_at, equal_earth, region_of
from bandi.publishing.press.labels import Box, Bubble, Label, place_labels
from bandi.publishing.press.lettering import number_text, svg_frame, svg_text

_SIZE = 11.0
_WORLD = (-168.0, -55.0, 179.0, 76.0)
_ANTARCTICA = "010"
_MANY = 6

Projection = Callable[[float, float], Degrees]
Scale = Literal["110m", "50m"]


@dataclass(frozen=True)
class _Panel:
    """A window on the plane: what is inside `view` (plane units, y north) is drawn in `box` (drawing units, y down)."""

    projection: Projection
    view: Box
    box: Box

    def place(self, longitude: float, latitude: float) -> Degrees:
        x, y = self.projection(longitude, latitude)
        scale = (self.box.right - self.box.left) / (self.view.right - self.view.left)
        return self.box.left + (x - self.view.left) * scale, self.box.top + (self.view.bottom - y) * scale

    def may_show(self, country: Country) -> bool:
        """Return whether anything of a country can lie in the window; only the flat projection can tell by degrees."""
        if not isinstance(self.projection, _Flat):
            return True
        west, south, east, north = country.box
        squeeze = self.projection.squeeze
        return west * squeeze <= self.view.right and east * squeeze >= self.view.left and south <= self.view.bottom and north >= self.view.top


@dataclass(frozen=True)
class _Flat:
    """The projection for a country: degrees as they are, longitudes narrowed by `squeeze` (the cosine of its latitude)."""

    squeeze: float

    def __call__(self, longitude: float, latitude: float) -> Degrees:
        return longitude * self.squeeze, latitude


def draw_map(map: Map, *, language: Language, width: int = 720) -> str:
    """Return the map as an SVG of `width` user units; the height follows from what is shown."""
    points = tuple(
        point for point in map.points if point.count > 0 and abs(point.latitude) <= 90 and abs(point.longitude) <= 180
    )
    home = _country_of_most(points)
    inside = tuple(point for point in points if home and home.code in _codes(point))
    if home and len(points) > 1:
        side = width * 0.34
        world = _world_panel(points, Box(0, 0, width - side - 14, 0))
        height = max(world.box.bottom, side * 1.22)
        world = _world_panel(points, Box(0, 0, width - side - 14, height))
        near = _home_panel(home, Box(width - side, 0, width, height), inside)
        gathered = [*(point for point in points if point not in inside), *_gathered(inside)]
        body = _drawn(world, gathered, {home.code}, "110m", points) + _drawn(
            near, inside, set(region_of(home.code)), "50m", points
        )
        body += _lines_between(world, near, inside)
    else:
        world = _world_panel(points, Box(0, 0, width, 0))
        height = world.box.bottom
        body = _drawn(world, points, set(), "110m", points)
    return svg_frame(
        body,
        width=width,
        height=math.ceil(height),
        title=map.caption,
        description=map.alt,
        language=language,
        face=palette.FACE,
    )


def _codes(point: Point) -> tuple[str, ...]:
    country = country_at(point.longitude, point.latitude)
    return (country.code,) if country else ()


def _country_of_most(points: Sequence[Point]) -> Country | None:
    """Return the country in which more than half of the records stand, if there is one."""
    counts: Counter[str] = Counter()
    found: dict[str, Country] = {}
    for point in points:
        country = country_at(point.longitude, point.latitude)
        if country:
            counts[country.code] += point.count
            found[country.code] = country
    if not counts:
        return None
    code, count = counts.most_common(1)[0]
    return found[code] if count * 2 > sum(point.count for point in points) else None


def _gathered(points: Iterable[Point]) -> list[Point]:
    """Return the points of the enlarged country as one, at their greatest, under the country's name if it is known."""
    ordered = sorted(points, key=lambda point: (-point.count, point.label))
    if not ordered:
        return []
    first = ordered[0]
    name = first.country if len(first.country) > 3 or not first.country.isascii() else ""
    return [Point(name, first.latitude, first.longitude, sum(point.count for point in ordered), first.country)]


def _world_panel(points: Sequence[Point], box: Box) -> _Panel:
    """Frame the places with room around them: at least a third of the world, at most all of it without Antarctica.

    A box without height gets the one its width asks for; a box with height is filled, and the view widened to fit.
    """
    west, south, east, north = _WORLD
    if points:
        west = max(west, min(point.longitude for point in points) - 24)
        east = min(east, max(point.longitude for point in points) + 24)
        south = max(south, min(min(point.latitude for point in points) - 16, 8))
        north = min(north, max(max(point.latitude for point in points) + 12, 66))
    x1, x2 = equal_earth(west, (south + north) / 2)[0], equal_earth(east, (south + north) / 2)[0]
    y1, y2 = equal_earth(0, south)[1], equal_earth(0, north)[1]
    if x2 - x1 < 1.8:
        middle = (x1 + x2) / 2
        x1, x2 = middle - 0.9, middle + 0.9
    width = box.right - box.left
    height = box.bottom - box.top
    if height <= 0:
        height = min(width * 0.52, max(width * 0.42, width * (y2 - y1) / (x2 - x1)))
    return _fitted(equal_earth, Box(x1, y1, x2, y2), Box(box.left, box.top, box.right, box.top + height))


def _home_panel(home: Country, box: Box, inside: Iterable[Point]) -> _Panel:
    """Frame the mainlands of the country's region; islands far out do not shrink it.

    Where many places stand close together the frame goes nearer, so that they can be told apart.
    """
    codes = region_of(home.code)
    mainlands = [max(country.rings, key=_extent) for country in countries("50m") if country.code in codes]
    places = [place for ring in mainlands for place in ring]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    south -= (north - south) * 0.1
    squeeze = math.cos(math.radians((south + north) / 2))
    shown = list(inside)
    if len(shown) > _MANY:
        room = max(0.6, (north - south) * 0.07)
        west, east = min(point.longitude for point in shown) - room, max(point.longitude for point in shown) + room
        south, north = min(point.latitude for point in shown) - room, max(point.latitude for point in shown) + room
    margin = max(east - west, north - south) * 0.05
    view = Box((west - margin) * squeeze, south - margin, (east + margin) * squeeze, north + margin)
    return _fitted(_Flat(squeeze), view, box)


def _fitted(projection: Projection, view: Box, box: Box) -> _Panel:
    """Widen or heighten `view` about its middle until it has the shape of `box`."""
    shape = (box.right - box.left) / (box.bottom - box.top)
    wide, high = view.right - view.left, view.bottom - view.top
    wide, high = max(wide, high * shape), max(high, wide / shape)
    x, y = (view.left + view.right) / 2, (view.top + view.bottom) / 2
    return _Panel(projection, Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), box)


def _extent(ring: Sequence[Degrees]) -> float:
    return (max(x for x, _ in ring) - min(x for x, _ in ring)) * (max(y for _, y in ring) - min(y for _, y in ring))


@lru_cache(maxsize=8)
def _land(panel: _Panel, scale: Scale, marked: frozenset[str]) -> str:
    """Return sea and countries; kept, because the same window on the same world is asked for again and again."""
    box = panel.box
    parts = [
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}" '
        f'height="{box.bottom - box.top:.1f}" fill="#f4f6f8" class="c-sea"/>',
        f'<g stroke="{palette.SHORE}" stroke-width="0.6" class="c-shore">',
    ]
    for country in countries(scale):
        path = "" if country.code == _ANTARCTICA or not panel.may_show(country) else _path(country, panel)
        if path:
            fill, hook = ("#c3cbd6", "c-land-marked") if country.code in marked else (palette.LAND, "c-land")
            parts.append(f'<path d="{path}" fill="{fill}" class="{hook}"/>')
    return "".join([*parts, "</g>"])


def _drawn(panel: _Panel, points: Iterable[Point], marked: set[str], scale: Scale, everything: Sequence[Point]) -> str:
    box = panel.box
    parts = [_land(panel, scale, frozenset(marked))]
    greatest = max((point.count for point in everything), default=1)
    bubbles = [_bubble(panel, point, greatest) for point in sorted(points, key=lambda point: -point.count)]
    parts.extend(
        f'<circle cx="{bubble.x:.1f}" cy="{bubble.y:.1f}" r="{bubble.radius:.1f}" fill="{palette.AMBER}" fill-opacity="0.82" '
        f'stroke="{palette.AMBER_DEEP}" stroke-width="0.8" class="c-bubble"/>'
        for bubble in bubbles
    )
    frame = Box(box.left + 3, box.top + 3, box.right - 3, box.bottom - 3)
    parts.extend(_label(label) for label in place_labels([bubble for bubble in bubbles if bubble.text], frame, _SIZE))
    return "".join(parts)


def _bubble(panel: _Panel, point: Point, greatest: int) -> Bubble:
    """Return the bubble of a place; the greatest is as large as the panel bears, a single record still a visible dot."""
    x, y = panel.place(point.longitude, point.latitude)
    largest = min(20.0, (panel.box.bottom - panel.box.top) / 14, 3.2 + 1.6 * math.sqrt(greatest))
    radius = max(3.2, largest * math.sqrt(min(1.0, point.count / greatest)))
    text = f"{point.label} {number_text(point.count)}".strip()
    return Bubble(x, y, radius, text, point.count)


def _label(label: Label) -> str:
    """Draw a label with a halo of paper, and the line that leads to it where it stands apart."""
    line = ""
    if label.led:
        bubble, box = label.bubble, label.box
        end_x = min(max(bubble.x, box.left), box.right)
        end_y = min(max(bubble.y, box.top), box.bottom)
        line = (
            f'<line x1="{bubble.x:.1f}" y1="{bubble.y:.1f}" x2="{end_x:.1f}" y2="{end_y:.1f}" stroke="{palette.SOFT}" '
            f'stroke-width="0.6" class="c-axis"/>'
        )
    words = svg_text(label.bubble.text, label.x, label.y, size=_SIZE, fill=palette.TEXT, weight=600)
    halo = svg_text(label.bubble.text, label.x, label.y, size=_SIZE, fill="#ffffff", hook="c-halo", weight=600)
    halo = halo.replace(
        "<text ",
        '<text stroke="#ffffff" stroke-width="2.6" stroke-linejoin="round" stroke-opacity="0.85" aria-hidden="true" ',
        1,
    )
    return line + halo + words


def _lines_between(world: _Panel, near: _Panel, inside: Iterable[Point]) -> str:
    """Tie the enlarged part to its place in the world by two hairlines."""
    first = next(iter(_gathered(inside)), None)
    if first is None:
        return ""
    x, y = world.place(first.longitude, first.latitude)
    corners = (near.box.top + 3, near.box.bottom - 3)
    return "".join(
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{near.box.left:.1f}" y2="{corner:.1f}" stroke="{palette.AMBER_DEEP}" '
        f'stroke-width="0.6" stroke-dasharray="2 2" class="c-tie"/>'
        for corner in corners
    )


def _path(country: Country, panel: _Panel) -> str:
    """Return the outline as path data, without the rings that lie outside the view or are too small to be seen."""
    pieces: list[str] = []
    for ring in country.rings:
        for part in _unwrapped(ring):
            places = _clipped([panel.place(x, y) for x, y in part], panel.box)
            if len(places) < 3:
                continue
            left, right = min(x for x, _ in places), max(x for x, _ in places)
            top, bottom = min(y for _, y in places), max(y for _, y in places)
            if right - left >= 0.7 or bottom - top >= 0.7:
                pieces.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + "Z")
    return "".join(pieces)


def _clipped(places: Sequence[Degrees], box: Box) -> list[Degrees]:
    """Return a polygon cut to `box` (Sutherland and Hodgman, one edge after another)."""
    edges: tuple[tuple[int, float, int], ...] = (
        (0, box.left, 1),
        (0, box.right, -1),
        (1, box.top, 1),
        (1, box.bottom, -1),
    )
    result = list(places)
    for axis, limit, sign in edges:
        source, result = result, []
        for before, after in zip([source[-1], *source[:-1]] if source else [], source, strict=True):
            was, is_ = (before[axis] - limit) * sign >= 0, (after[axis] - limit) * sign >= 0
            if was != is_:
                share = (limit - before[axis]) / (after[axis] - before[axis])
                crossing = [before[0] + (after[0] - before[0]) * share, before[1] + (after[1] - before[1]) * share]
                crossing[axis] = limit
                result.append((crossing[0], crossing[1]))
            if is_:
                result.append(after)
    return result


def _unwrapped(ring: Sequence[Degrees]) -> list[list[Degrees]]:
    """Part a ring where it leaps over the antimeridian, so that no line crosses the whole map."""
    parts: list[list[Degrees]] = [[ring[0]]]
    for before, after in pairwise(ring):
        if abs(after[0] - before[0]) > 180:
            parts.append([])
        parts[-1].append(after)
    return [part for part in parts if len(part) > 2]
