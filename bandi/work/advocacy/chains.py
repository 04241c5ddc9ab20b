"""Chains: from what we said to what was taken up, and back. Which records hang together, in the order of their days.

A chain is walked in both directions over a few kinds of ties: an activity and its letters, submissions and publications;
a text of ours and the citations of it; a citation and the document it stands in; recommendations and where they are
echoed; activities that are related. Two steps far; each record of it has its own chain.

May import: the foundation, activities, this package's models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Link, Record
from bandi.foundation.records.sight import BySight
from bandi.foundation.reference.dates import DateError, DateSpan
from bandi.foundation.reference.statements import GivenIds, Statement
from bandi.foundation.reference.texts import Text
from bandi.register.activities.models import Activity
from bandi.work.advocacy.models import Letter, LibraryDocument, Publication, Recommendation, Submission, Uptake

FAR = 2
MOST = 80
LINKS = ("related", "follows", "reported_by")


@dataclass(frozen=True)
class Step:
    """One record of a chain. on: its first possible day; written: its date as EDTF text; distance: ties from the start."""

    model: str
    record: UUID
    label: Text
    on: date | None
    written: str
    distance: int


def chain_of(row: Any, account: Account | None) -> list[Step]:
    """Return the chain of a record, itself included, by day; what `account` may not see is left out and walked past by nobody."""
    found: dict[UUID, tuple[Model, int]] = {row.pk: (row, 0)}
    front = [row]
    for distance in range(1, FAR + 1):
        keys = {key for key in _tied(front) if key not in found}
        front = list(_visible(keys, account))
        for one in front:
            found[one.pk] = (one, distance)
        if not front or len(found) >= MOST:
            break
    steps = [_step(one, distance) for one, distance in found.values()]
    return sorted(steps, key=lambda step: (step.on is None, step.on or date.max, step.label.en))[:MOST]


def _tied(rows: Iterable[Any]) -> Iterator[UUID]:
    """Yield the ids of what is tied to rows, with a constant number of queries for each kind of tie."""
    by: dict[type[Model], list[UUID]] = {}
    for row in rows:
        by.setdefault(type(row), []).append(row.pk)
    for model, ids in by.items():
        for statement in _TIES.get(model, ()):
            for keys in statement.all(ids=ids):
                yield from (key for key in keys if key)


_IDS = GivenIds("ids")
Tie = Statement[tuple[UUID | None, ...]]
_CITED = {Letter: "letter", Submission: "submission", Publication: "publication", LibraryDocument: "found_document"}
_ADVISED = {Submission: "submission", Publication: "publication", LibraryDocument: "document"}


def _found(make: Callable[[], Any], *names: str) -> Tie:
    return Statement(lambda: make().order_by().values_list(*names))


def _cited(model: type[Model]) -> Tie:
    return _found(lambda: Uptake.objects.filter(**{f"{_CITED[model]}__in": _IDS}), "pk")


def _advised(model: type[Model]) -> Tie:
    return _found(lambda: Recommendation.objects.filter(**{f"{_ADVISED[model]}__in": _IDS}), "pk")


_TIES: dict[type[Model], tuple[Tie, ...]] = {
    Activity: (
        _found(lambda: Link.objects.filter(Q(from_record__in=_IDS) | Q(to_record__in=_IDS), kind__in=LINKS), "from_record", "to_record"),
        _found(lambda: Letter.activities.through.objects.filter(activity__in=_IDS), "letter_id"),
        _found(lambda: Publication.activities.through.objects.filter(activity__in=_IDS), "publication_id"),
        _found(lambda: Submission.objects.filter(activity__in=_IDS), "pk"),
        _found(lambda: Uptake.objects.filter(Q(own_activity__in=_IDS) | Q(activity__in=_IDS)), "pk"),
    ),
    Letter: (_found(lambda: Letter.activities.through.objects.filter(letter__in=_IDS), "activity_id"), _cited(Letter)),
    Submission: (_found(lambda: Submission.objects.filter(pk__in=_IDS), "activity_id"), _cited(Submission), _advised(Submission)),
    Publication: (_found(lambda: Publication.activities.through.objects.filter(publication__in=_IDS), "activity_id"), _cited(Publication), _advised(Publication)),
    LibraryDocument: (_cited(LibraryDocument), _advised(LibraryDocument)),
    Uptake: (
        _found(lambda: Uptake.objects.filter(pk__in=_IDS), "own_activity_id", "activity_id", "letter_id", "submission_id", "publication_id", "found_document_id"),
    ),
    Recommendation: (
        _found(lambda: Recommendation.objects.filter(pk__in=_IDS), "publication_id", "submission_id", "document_id"),
        _found(
            lambda: Recommendation.echoes.through.objects.filter(Q(from_recommendation__in=_IDS) | Q(to_recommendation__in=_IDS)),
            "from_recommendation", "to_recommendation",
        ),
    ),
}  # fmt: skip
_KINDS: Statement[tuple[UUID, str]] = Statement(lambda: Record.objects.filter(pk__in=_IDS).values_list("pk", "kind"))


def _rows_of(model: Any) -> BySight[Any]:
    return BySight(lambda sight: model.objects.visible_to(sight).filter(pk__in=_IDS).order_by())  # in an order, SQLite would walk the whole list for them


_ROWS: dict[str, BySight[Any]] = {model._meta.label_lower: _rows_of(model) for model in _TIES}


def _visible(keys: set[UUID], account: Account | None) -> Iterator[Any]:
    if not keys:
        return
    kinds: dict[str, list[UUID]] = {}
    for key, kind in _KINDS.all(ids=list(keys)):
        kinds.setdefault(kind, []).append(key)
    for kind, wanted in kinds.items():
        if kind in _ROWS:
            yield from _ROWS[kind].all(account, ids=wanted)


def _step(row: Any, distance: int) -> Step:
    written = written_of(row)
    try:
        on = DateSpan.parse(written.partition(" (")[0].split("/")[0]).starts_on if written else None
    except DateError:
        on = None
    return Step(row._meta.label_lower, row.pk, Text(*row.labels()), on, written, distance)


def written_of(row: Any) -> str:
    """Return the date of a record as EDTF text, empty where it has none."""
    names = {Activity: "when", Letter: "sent", Submission: "filed", Publication: "issued", LibraryDocument: "issued", Uptake: "document_date"}
    return str(getattr(row, names[type(row)])) if type(row) in names else ""
