"""Where we work: a map of the places of the period's activities and a table of countries.

May import: the foundation, people, this package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from bandi.foundation.records.blocks import Block, Column, Map, Point, Request, Table, plain
from bandi.foundation.records.inline import joined, literal
from bandi.foundation.reference.centroids import centroid_of
from bandi.foundation.reference.writing import write_number
from bandi.register.activities.blocks.reading import printable_places, world
from bandi.register.people.models import Place


@dataclass
class _Spot:
    """Places that fall together on the map: a city with its venues, or a country of which no more is known."""

    place: Place
    activities: set[UUID] = field(default_factory=set)


def where_we_work(request: Request) -> Iterator[Block]:
    """Yield the map and its table. Withheld places and protected activities are on neither."""
    language = request.language
    rows = world(request).within(request)
    spots: dict[tuple[float, float], _Spot] = {}
    countries: dict[str, set[UUID]] = defaultdict(set)
    cities: dict[str, dict[str, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    placed: set[UUID] = set()
    for row in rows:
        for place in printable_places(row)[0]:
            country = str(place.country.in_language(language))
            point = _point(place)
            if country:
                countries[country].add(row.id)
                placed.add(row.id)
                if city := _city(place, request):
                    cities[country][city].add(row.id)
            if point:
                spots.setdefault(point, _Spot(place)).activities.add(row.id)
    if not spots:
        return
    points = [
        Point(_label(spot.place, request), north, east, len(spot.activities), str(spot.place.country.in_language(language)))
        for (north, east), spot in spots.items()
    ]
    points.sort(key=lambda point: (-point.count, point.label))
    ranked = sorted(countries.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    unplaced = len(rows) - len(placed)
    yield Map(
        caption={"en": "Places of the year's activities", "ko": "한 해 활동이 이루어진 곳"}[language],
        alt=_in_words(points, [(name, len(ids)) for name, ids in ranked], len(placed), request),
        points=tuple(points),
        source=_note(len(placed), unplaced, request),
        records=tuple(str(record) for record in sorted(placed, key=str)),
    )
    labels = {"en": ("Country", "Places", "Activities"), "ko": ("국가", "지역", "활동")}[language]
    yield Table(
        caption={"en": "Activities by country", "ko": "국가별 활동"}[language],
        columns=(Column(labels[0], 1.4), Column(labels[1], 4.2), Column(labels[2], 1, "end")),
        rows=tuple(
            (
                literal(name, language),
                joined([literal(f"{city} ({len(found)})" if language == "en" else f"{city}({len(found)})", language)
                        for city, found in _by_count(cities[name])], ", "),
                plain(write_number(len(ids))),
            )
            for name, ids in ranked
        ),
    )  # fmt: skip


def _point(place: Place) -> tuple[float, float] | None:
    if place.latitude is not None and place.longitude is not None:
        return round(place.latitude, 2), round(place.longitude, 2)
    return centroid_of(place.country_code) if place.country_code and not place.city_en else None


def _label(place: Place, request: Request) -> str:
    """Return the city where there is one: venues of a city share its point."""
    return _city(place, request) or str(place.name.in_language(request.language))


def _city(place: Place, request: Request) -> str:
    return str(place.city.in_language(request.language))


def _by_count(found: dict[str, set[UUID]]) -> list[tuple[str, set[UUID]]]:
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _note(placed: int, unplaced: int, request: Request) -> str:
    if request.language == "ko":
        return f"장소가 기록된 활동 {write_number(placed)}건 기준. {write_number(unplaced)}건은 온라인이거나 장소가 기록되지 않음."
    return (
        f"{write_number(placed)} activities with a place on record; {write_number(unplaced)} were held online or have none. "
        "An activity in two places counts in both."
    )


def _in_words(points: list[Point], ranked: list[tuple[str, int]], placed: int, request: Request) -> str:
    most = ranked[0] if ranked else ("", 0)
    others = ranked[1:6]
    if request.language == "ko":
        rest = ", ".join(f"{name} {count}건" for name, count in others)
        text = f"활동 {placed}건이 {len(ranked)}개 국가 {len(points)}곳에서 이루어졌습니다. 가장 많은 곳은 {most[0]}({most[1]}건)"
        return f"{text}이며, 그다음은 {rest}입니다." if rest else f"{text}입니다."
    rest = ", ".join(f"{name} {count}" for name, count in others)
    text = f"{placed} activities at {len(points)} places in {len(ranked)} countries; most in {most[0]} ({most[1]})"
    return f"{text}, followed by {rest}." if rest else f"{text}."
