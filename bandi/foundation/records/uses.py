"""Where a record was used: the places at which packages above know of it, gathered for whoever must take something back.

Content travels up: a package that keeps texts or files offers a source; the page of a withdrawal collects them. What left the house
stands in receipts (`models.release.uses_of`) and needs no source.

May import: access, the standard library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
_sources: list[Source] = []


def source(function: Source) -> Source:
    """Offer a source; called once, when the package is ready."""
    if function not in _sources:
        _sources.append(function)
    return function


def found(sought: Sought) -> list[Use]:
    """Return all places, each once, those that are still within the house first."""
    uses = dict.fromkeys(use for one in _sources for use in one(sought))
    return sorted(uses, key=lambda use: (use.is_out, use.model, use.label_en))
