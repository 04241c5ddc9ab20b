"""Where a record was used: the places at which packages above know of it, gathered for whoever must take something back.

Content travels up: a package that keeps texts or files offers a source; the page of a withdrawal collects them. What left the house
stands in receipts (`models.release.uses_of`) and needs no source.

May import: access, the standard library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from bandi.foundation.access.models import Account


@dataclass(frozen=True)
class Sought:
    """What is looked for: ids of records (a person, her statements) and the codes by which texts name them.

    reader: for whom; a source names only what she may see.
    """

    records: frozenset[UUID]
    codes: frozenset[str]
    reader: Account | None


@dataclass(frozen=True)
class Use:
    """A place where it is used. record: whose page leads there, of the kind `model`. is_out: it left the house already."""

    model: str
    record: UUID
    label_en: str
    label_ko: str
    is_out: bool = False


Source = Callable[[Sought], Iterable[Use]]
Writings = Callable[[Account | None], Iterable[tuple[Use, str]]]
_sources: list[Source] = []
_writings: list[Writings] = []


def source(function: Source) -> Source:
    """Offer a source; called once, when the package is ready."""
    if function not in _sources:
        _sources.append(function)
    return function


def writings(function: Writings) -> Writings:
    """Offer the words of texts that a reader may see, each with its place: they may repeat a record without naming it. Called once."""
    if function not in _writings:
        _writings.append(function)
    return function


def written(reader: Account | None) -> Iterator[tuple[Use, str]]:
    """Yield every text that is offered, with its place."""
    for one in _writings:
        yield from one(reader)


def found(sought: Sought) -> list[Use]:
    """Return all places, each once, those that are still within the house first."""
    uses = dict.fromkeys(use for one in _sources for use in one(sought))
    return sorted(uses, key=lambda use: (use.is_out, use.model, use.label_en))
