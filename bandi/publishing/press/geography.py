"""Country outlines and their projections.

Source: Natural Earth (public domain) as TopoJSON, see `../outlines/PROVENANCE.md`. TopoJSON holds shared borders once,
as arcs of quantised deltas; here they become rings of longitude and latitude.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Literal

_FOLDER = Path(__file__).resolve().parent.parent / "outlines"

_COAST = 0.5

Degrees = tuple[float, float]
Ring = tuple[Degrees, ...]


@dataclass(frozen=True)
class Country:
    """A country's outline: `code` is ISO 3166-1 numeric, rings are (longitude, latitude), holes among them."""

    code: str
    name: str
    rings: tuple[Ring, ...]

    def holds(self, longitude: float, latitude: float) -> bool:
        """Return whether a place lies within (even-odd rule over all rings)."""
        return sum(_crossings(ring, longitude, latitude) for ring in self.rings) % 2 == 1

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all rings."""
        xs = [x for ring in self.rings for x, _ in ring]
        ys = [y for ring in self.rings for _, y in ring]
        return min(xs), min(ys), max(xs), max(ys)

    def may_hold(self, longitude: float, latitude: float, *, within: float = 0.0) -> bool:
        """Return whether a place lies in the country's box, or less than `within` degrees outside it."""
        west, south, east, north = self.box
        return west - within <= longitude <= east + within and south - within <= latitude <= north + within


@cache
def countries(scale: Literal["110m", "50m"]) -> tuple[Country, ...]:
    """Return all countries at one scale."""
    topology = json.loads((_FOLDER / f"countries-{scale}.json").read_text(encoding="utf-8"))
    arcs = [_unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    return tuple(
        Country(
            str(shape.get("id", "")),
            shape["properties"]["name"],
            tuple(_ring(indices, arcs) for indices in _rings(shape)),
        )
        for shape in topology["objects"]["countries"]["geometries"]
        if shape.get("arcs")
    )


@cache
def _regions() -> dict[str, list[str]]:
    return json.loads((_FOLDER / "regions.json").read_text(encoding="utf-8"))


def region_of(code: str) -> tuple[str, ...]:
    """Return the codes of the countries that are drawn together with `code`, itself among them."""
    return tuple(_regions().get(code, [code]))


@lru_cache(maxsize=4096)
def country_at(longitude: float, latitude: float) -> Country | None:
    """Return the country a place lies in, or, on a coast drawn too roughly, the nearest within half a degree."""
    around = [country for country in countries("50m") if country.may_hold(longitude, latitude, within=_COAST)]
    for country in around:
        if country.may_hold(longitude, latitude) and country.holds(longitude, latitude):
            return country
    near = [
        (math.hypot(x - longitude, y - latitude), country)
        for country in around
        for ring in country.rings
        for x, y in ring
        if abs(x - longitude) < _COAST and abs(y - latitude) < _COAST
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def equal_earth(longitude: float, latitude: float) -> Degrees:
    """Return the place on a plane; areas keep their proportion. The world is about 5.41 wide and 2.63 high.

    Source: Šavrič, Patterson, Jenny, "The Equal Earth map projection", 2018, equations 1 and 2.
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    return x, theta * (a4 * sixth * square + a3 * sixth + a2 * square + a1)


def _crossings(ring: Ring, x: float, y: float) -> int:
    count = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            count += 1
    return count


def _unpacked(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Degrees]:
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(steps) for steps in zip(*arc, strict=True))
    return [(x * scale_x + shift_x, y * scale_y + shift_y) for x, y in zip(xs, ys, strict=True)]


def _rings(shape: dict) -> Iterable[list[int]]:
    if shape["type"] == "Polygon":
        return shape["arcs"]
    return (ring for polygon in shape["arcs"] for ring in polygon)


def _ring(indices: list[int], arcs: list[list[Degrees]]) -> Ring:
    points: list[Degrees] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)
