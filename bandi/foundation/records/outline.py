"""The outline of a year: the headings under which its records are told, for whoever prints them.

Publishing stands behind a wall and does not know activities; whoever holds headings offers them here.
May import: reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from bandi.foundation.reference.texts import Text


@dataclass(frozen=True)
class OutlineEntry:
    """A heading of a year.

    key:     stable word within the year, the same in every language; parent: key of the heading above, or empty.
    level:   1 for a section, 2 for a theme within it (or a heading directly beneath a section), 3 below a theme.
    content: names of the blocks that stand here, in order ("entries", "letters_table").
    intro:   text that introduces it, with bound numbers as {F043}.
    """

    key: str
    parent: str
    heading: UUID
    level: int
    order: int
    title: Text
    intro: Text
    content: tuple[str, ...] = ()


Provider = Callable[[int], Iterable[OutlineEntry]]

_providers: dict[str, Provider] = {}


def provide(name: str, provider: Provider) -> None:
    """Offer headings; called once from the package's `AppConfig.ready`. Raises: ValueError for a second of the same name."""
    if name in _providers:
        raise ValueError(f"two outlines are called {name}")
    _providers[name] = provider


def headings_of(year: int) -> list[OutlineEntry]:
    """Return the headings of a year in the order in which they are read."""
    entries = [entry for name in sorted(_providers) for entry in _providers[name](year)]
    return sorted(entries, key=lambda entry: (entry.order, entry.key))
