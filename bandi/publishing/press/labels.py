"""Where labels go on a map: beside their bubble, over no other label or bubble, farther off on a line if crowded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bandi.publishing.press.lettering import text_width


@dataclass(frozen=True)
class Box:
    """A rectangle in drawing units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Bubble:
    """A circle with its words; the greater `weight` is labelled first."""

    x: float
    y: float
    radius: float
    text: str
    weight: int

    @property
    def box(self) -> Box:
        reach = self.radius * 0.9
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


@dataclass(frozen=True)
class Label:
    """A placed label: `x`, `y` is the start of its baseline; `led` if a line must lead from the bubble to `box`."""

    bubble: Bubble
    x: float
    y: float
    box: Box
    led: bool


def place_labels(bubbles: Sequence[Bubble], frame: Box, size: float) -> list[Label]:
    """Return the labels that fit into `frame`; a label for which there is no room is left to the data table."""
    taken = [bubble.box for bubble in bubbles]
    placed: list[Label] = []
    for bubble in sorted(bubbles, key=lambda item: -item.weight):
        others = [box for box in taken if box is not bubble.box and box != bubble.box]
        for label in _candidates(bubble, size):
            if label.box.within(frame) and not any(label.box.meets(box) for box in others):
                placed.append(label)
                taken.append(label.box)
                break
    return placed


def _candidates(bubble: Bubble, size: float) -> Iterator[Label]:
    width, height = text_width(bubble.text, size) + 4, size * 1.12
    for distance in (3.0, 10.0, 20.0, 32.0, 46.0):
        reach = bubble.radius + distance
        slant = reach * 0.74
        for dx, dy in (
            (reach, 0),
            (-reach, 0),
            (0, -reach),
            (0, reach),
            (slant, -slant),
            (slant, slant),
            (-slant, -slant),
            (-slant, slant),
        ):
            left = bubble.x + dx - (width / 2 if dx == 0 else width if dx < 0 else 0)
            top = bubble.y + dy - (height / 2 if dy == 0 else height if dy < 0 else 0)
            box = Box(left, top, left + width, top + height)
            yield Label(bubble, left + 2, top + height * 0.78, box, distance > 5)
