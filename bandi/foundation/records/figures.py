"""Figures: named, documented queries over records that may be published. Each package contributes its own.

A figure answers a `Question` with an `Answer`. The question never holds the printed value: a figure that could see it
could copy it. Which figure answers a claim is written on the claim (`figure`), or found by `bound_to` from the words
in which the year's file says how the number is computed.

May import: later, reference, the standard library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast
from uuid import UUID

from bandi.foundation.records.later import Later

T = TypeVar("T")


@dataclass(frozen=True)
class Question:
    """What is asked of a figure.

    how, statement, unit, section: words of the claim, in English as the file has them.
    starts_on, ends_on: first and last day of the claim's period (the year of the edition when the claim names none).
    evidence:   refs of the records the claim names; parameters: set by hand on the claim.
    near:       refs that other claims of the same sentence name, for a claim that names none.
    year:       of the edition. shared: what figures read once for all questions of one round; see `once`.
    """

    how: str
    statement: str
    unit: str
    section: str
    starts_on: date
    ends_on: date
    year: int
    evidence: tuple[str, ...] = ()
    source_line: int | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    qualifier: str = ""
    shared: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: str, read: Callable[[], T]) -> T:
        """Return what `read` gives, read once for all questions that share a round of measuring."""
        if key not in self.shared:
            self.shared[key] = read()
        return cast(T, self.shared[key])


@dataclass(frozen=True)
class Answer:
    """What the records say.

    value:   None when the records hold no evidence; then the reasons say what is missing.
    records: ids of the records counted, in order.
    reason_en, reason_ko: one sentence in words: how the value came about, or why there is none.
    """

    value: Decimal | None
    records: tuple[UUID, ...] = ()
    reason_en: str = ""
    reason_ko: str = ""


@dataclass(frozen=True)
class Figure:
    """A named query.

    key:     "activities.sessions". label, help: what it counts and how, for people, in both languages.
    answer:  measures it; None means "not mine after all", and the next figure is asked.
    fits:    how well the question's words fit this figure: 0 not at all, 1 certainly.
    """

    key: str
    label_en: str
    label_ko: str
    help_en: str
    help_ko: str
    answer: Callable[[Question], Answer | None]
    fits: Callable[[Question], float]


_figures: dict[str, Figure] = {}


def contribute(*figures: Figure) -> None:
    """Add figures. Raises: ValueError for a second of the same key."""
    for figure in figures:
        if figure.key in _figures:
            raise ValueError(f"two figures are called {figure.key}")
        _figures[figure.key] = figure


_held = Later(lambda module: contribute(*module.FIGURES))
held_in = _held.hold
"""Remember the module that holds a package's `FIGURES`, loaded when somebody asks for one; called once from its `AppConfig.ready`."""


def all_figures() -> Iterable[Figure]:
    """Return all figures, by key."""
    _held.fetch()
    return tuple(_figures[key] for key in sorted(_figures))


def figure(key: str) -> Figure:
    """Return one figure. Raises: KeyError."""
    _held.fetch()
    return _figures[key]


def bound_to(question: Question, *, among: Iterable[Figure] | None = None) -> list[Figure]:
    """Return the figures that may answer `question`, the best fitting first; of all, or `among` some."""
    _held.fetch()
    candidates = _figures.values() if among is None else among
    scored = [(candidate.fits(question), candidate.key, candidate) for candidate in candidates]
    return [candidate for score, _, candidate in sorted(scored, key=lambda row: (-row[0], row[1])) if score > 0]
