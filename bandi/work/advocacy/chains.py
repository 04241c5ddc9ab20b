"""Chains: from what we said to what was taken up, and back. Which records hang together, in the order of their days.

A chain is walked in both directions over a few kinds of ties: an activity and its letters, submissions and publications;
a text of ours and the citations of it; a citation and the document it stands in; recommendations and where they are
echoed; activities that are related. Two steps far; each record of it has its own chain.

May import: the foundation, activities, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Link, Record
from bandi.foundation.reference.dates import DateError, DateSpan
from bandi.foundation.reference.statements import UUID_VALUE, Given, Statement
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
        keys = {key for one in _tied(front) for key in [one] if key not in found}
        front = list(_visible(keys, account))
        for one in front:
            found[one.pk] = (one, distance)
        if not front or len(found) >= MOST:
            break
    steps = [_step(one, distance) for one, distance in found.values()]
    return sorted(steps, key=lambda step: (step.on is None, step.on or date.max, step.label.en))[:MOST]


def _tied(rows: Iterable[Any]) -> Iterator[UUID]:
    """Yield the ids of what is tied to rows, with a constant number of queries for each kind of tie."""
    rows = list(rows)
    if len(rows) == 1 and type(rows[0]) is Activity:
        for statement in _OF_ACTIVITY:
            for keys in statement.all(activity=rows[0].pk):
                yield from keys
        return
    by: dict[type[Model], list[UUID]] = {}
    for row in rows:
        by.setdefault(type(row), []).append(row.pk)
    activities, letters, submissions = by.get(Activity, []), by.get(Letter, []), by.get(Submission, [])
    publications, documents, uptakes, advice = by.get(Publication, []), by.get(LibraryDocument, []), by.get(Uptake, []), by.get(Recommendation, [])
    if activities:
        for link in Link.objects.filter(Q(from_record__in=activities) | Q(to_record__in=activities), kind__in=LINKS).values_list("from_record", "to_record"):
            yield from link
        yield from Letter.activities.through.objects.filter(activity__in=activities).values_list("letter_id", flat=True)
        yield from Publication.activities.through.objects.filter(activity__in=activities).values_list("publication_id", flat=True)
        yield from Submission.objects.filter(activity__in=activities).values_list("pk", flat=True)
    if letters:
        yield from Letter.activities.through.objects.filter(letter__in=letters).values_list("activity_id", flat=True)
    if publications:
        yield from Publication.activities.through.objects.filter(publication__in=publications).values_list("activity_id", flat=True)
    yield from _keys(Submission.objects.filter(pk__in=submissions), "activity_id")
    cited = Q(own_activity__in=activities) | Q(activity__in=activities) | Q(letter__in=letters) | Q(submission__in=submissions)
    cited |= Q(publication__in=publications) | Q(found_document__in=documents)
    if activities or letters or submissions or publications or documents:
        yield from Uptake.objects.filter(cited).values_list("pk", flat=True)
    yield from _keys(Uptake.objects.filter(pk__in=uptakes), "own_activity_id", "activity_id", "letter_id", "submission_id", "publication_id", "found_document_id")
    if publications or submissions or documents:
        advised = Q(publication__in=publications) | Q(submission__in=submissions) | Q(document__in=documents)
        yield from Recommendation.objects.filter(advised).values_list("pk", flat=True)
    yield from _keys(Recommendation.objects.filter(pk__in=advice), "publication_id", "submission_id", "document_id")
    if advice:
        ties = Recommendation.echoes.through.objects.filter(Q(from_recommendation__in=advice) | Q(to_recommendation__in=advice))
        for tie in ties.values_list("from_recommendation", "to_recommendation"):
            yield from tie


_ONE = Given("activity", UUID_VALUE)
_OF_ACTIVITY: tuple[Statement[tuple[UUID, ...]], ...] = (  # how most chains begin, and where most end
    Statement(lambda: Link.objects.filter(Q(from_record=_ONE) | Q(to_record=_ONE), kind__in=LINKS).values_list("from_record", "to_record")),
    Statement(lambda: Letter.activities.through.objects.filter(activity=_ONE).values_list("letter_id")),
    Statement(lambda: Publication.activities.through.objects.filter(activity=_ONE).values_list("publication_id")),
    Statement(lambda: Submission.objects.filter(activity=_ONE).order_by().values_list("pk")),
    Statement(lambda: Uptake.objects.filter(Q(own_activity=_ONE) | Q(activity=_ONE)).order_by().values_list("pk")),
)


def _keys(rows: Any, *names: str) -> Iterator[UUID]:
    for values in rows.values_list(*names):
        yield from (value for value in values if value)


def _visible(keys: set[UUID], account: Account | None) -> Iterator[Any]:
    kinds: dict[str, list[UUID]] = {}
    for key, kind in Record.objects.filter(pk__in=keys).values_list("pk", "kind"):
        kinds.setdefault(kind, []).append(key)
    for kind, wanted in kinds.items():
        model: Any = apps.get_model(kind)
        if model in (Activity, Letter, Submission, Publication, LibraryDocument, Uptake, Recommendation):
            yield from model.objects.visible_to(account).filter(pk__in=wanted)


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
