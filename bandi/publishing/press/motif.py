"""The cover: a picture of the organisation's own, or fireflies over grass at night, one light for each activity of the report.

The lights stand where a fixed sequence puts them, so that the same report always has the same cover.
"""

from __future__ import annotations

import math
from base64 import b64encode

from bandi.foundation.records.blocks import Block, CoverPicture, Document, Entry, Section

WIDTH, HEIGHT = 210.0, 297.0
_GOLDEN_X, _GOLDEN_Y = 0.7548776662466927, 0.5698402909980532


def activities(document: Document) -> int:
    """Return how many activities the document holds: its entries that are not part of another."""
    return sum(_entries(section) for section in document.sections)


def _entries(section: Section) -> int:
    return sum(map(_is_activity, section.blocks)) + sum(_entries(child) for child in section.children)


def _is_activity(block: Block) -> bool:
    return isinstance(block, Entry) and block.level == 0


def cover_of(document: Document, *, height: float = HEIGHT, night: float = 0.42) -> str:
    """Return the cover of a document as an SVG of 210 by `height` millimetres. night: share of it above a picture, for the title."""
    return draw_picture(document.cover, height=height, night=night) if document.cover else draw_cover(activities(document), height=height)


def draw_picture(picture: CoverPicture, *, height: float, night: float) -> str:
    """Return a picture beneath the night, from edge to edge, cut where its shape is another."""
    top = height * night
    edge = f'<rect y="{top - 0.5:g}" width="{WIDTH:g}" height="0.7" fill="#e0a526"/>' if night else ""
    image = b64encode(picture.image).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" height="{height:g}" '
        'aria-hidden="true" preserveAspectRatio="xMidYMax slice">'
        f'<rect width="{WIDTH:g}" height="{height:g}" fill="#0d1828"/>'
        f'<image x="0" y="{top:g}" width="{WIDTH:g}" height="{height - top:g}" preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,{image}"/>'
        f"{edge}</svg>"
    )


def draw_cover(lights: int, *, height: float = HEIGHT) -> str:
    """Return the night as an SVG of 210 by `height` millimetres; it is decoration and says nothing to a screen reader.

    Source: the lights follow the R2 sequence (Roberts, 2018), which spreads points evenly without a grid.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" height="{height:g}" '
        'aria-hidden="true" preserveAspectRatio="xMidYMax slice">',
        '<defs><linearGradient id="night" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#0d1828"/>'
        '<stop offset="0.62" stop-color="#16243a"/><stop offset="1" stop-color="#23374f"/></linearGradient>'
        '<radialGradient id="glow"><stop offset="0" stop-color="#ffe9a8" stop-opacity="0.95"/>'
        '<stop offset="0.16" stop-color="#f6c453" stop-opacity="0.62"/><stop offset="0.5" stop-color="#e0a526" stop-opacity="0.16"/>'
        '<stop offset="1" stop-color="#e0a526" stop-opacity="0"/></radialGradient></defs>',
        f'<rect width="{WIDTH:g}" height="{height:g}" fill="url(#night)"/>',
        _grass(height, 46, 0.85, "#1c3047", 7),
    ]
    for number in range(1, lights + 1):
        x, y, radius = _light(number, height, lights)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 4.2:.1f}" fill="url(#glow)"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 0.5:.2f}" fill="#fff3cf"/>')
    parts.append(_grass(height, 30, 0.55, "#0c1727", 3))
    return "".join(parts) + "</svg>"


def _light(number: int, height: float, lights: int) -> tuple[float, float, float]:
    """Return place and size of a light: many near the ground and towards the right, few in the sky above the title."""
    across = (0.5 + number * _GOLDEN_X) % 1
    upward = (0.5 + number * _GOLDEN_Y) % 1
    rise = upward**1.6
    x = 8 + (WIDTH - 16) * across**0.9
    reach = 0.34 + 0.42 * across**1.6
    y = height * (0.945 - reach * rise) + 6 * math.sin(across * 11) * (1 - upward)
    size = 0.5 + 1.15 * ((number * 0.6180339887) % 1) ** 3
    return x, y, size * (1.3 if lights < 60 else 1.05) * (1.1 - 0.35 * rise)


def _grass(height: float, blades: int, reach: float, colour: str, seed: int) -> str:
    """Return blades bending in the same wind, each a closed curve from the ground to its tip."""
    paths: list[str] = []
    for number in range(blades):
        share = (seed * 0.37 + number * _GOLDEN_X) % 1
        x = WIDTH * (number + share) / blades
        tall = height * 0.16 * reach * (0.45 + 0.75 * ((number * 0.6180339887 + seed * 0.1) % 1))
        bend = (6 + 15 * share) * reach
        wide = 0.7 + 0.7 * share
        paths.append(
            f"M{x - wide:.1f} {height:g}Q{x:.1f} {height - tall * 0.6:.1f} {x + bend:.1f} {height - tall:.1f}"
            f"Q{x + wide * 2:.1f} {height - tall * 0.5:.1f} {x + wide:.1f} {height:g}Z"
        )
    return f'<path d="{"".join(paths)}" fill="{colour}"/>'
