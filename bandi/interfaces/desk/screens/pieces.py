"""The small shapes that all these pages share: a tile, a line of a worklist, an empty place, a crumb.

They are what `templates/desk/parts` expects; see the README there. May import: Django.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """A button that leads somewhere."""

    label: str
    url: str
    icon: str = ""
    is_primary: bool = False


@dataclass(frozen=True)
class Tile:
    """One number, large, that leads to its records. `qualifier` stands before it ("about"), `note` beneath."""

    label: str
    value: str
    url: str = ""
    unit: str = ""
    qualifier: str = ""
    state: str = ""
    note: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to look at. `at` stands at the end of the line; `anchor` is the id of the line, where another place leads to it."""

    label: str
    url: str
    sub: str = ""
    state: str = ""
    icon: str = ""
    at: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Empty:
    """A place where nothing is yet: what belongs here and how to begin."""

    title: str
    text: str
    icon: str = "star"
    actions: tuple[Action, ...] = ()
    is_small: bool = False


@dataclass(frozen=True)
class Choice:
    """One option of a select, or one link among several of which one is current."""

    value: str
    label: str
    url: str = ""
    is_current: bool = False
    count: str = ""
