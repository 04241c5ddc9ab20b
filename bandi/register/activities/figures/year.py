"""The activities of a year with everything that can be counted on them, read once for a round of measuring.

May import: this package's models, claims' numbers, records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from bandi.foundation.records.asking import closest, distinct
from bandi.foundation.records.figures import Question
from bandi.foundation.records.models import Handling, Link
from bandi.foundation.reference.terms import Terms
from bandi.foundation.reference.texts import Text
from bandi.register.activities.models import (
    Activity,
    Amount,
    Headcount,
    HeldText,
    InKind,
    Outcome,
    Participation,
    Programme,
    RollEntry,
    Session,
)


@dataclass
class Year:
    """The activities of a year, by id and by ref, and what hangs on each of them."""

    activities: dict[UUID, Activity]
    by_ref: dict[str, Activity]
    parts: dict[UUID, list[Activity]] = field(default_factory=dict)
    related: dict[UUID, list[UUID]] = field(default_factory=dict)
    counts: dict[UUID, list[Headcount]] = field(default_factory=dict)
    people: dict[UUID, list[Participation]] = field(default_factory=dict)
    sessions: dict[UUID, list[Session]] = field(default_factory=dict)
    session_of: dict[UUID, Session] = field(default_factory=dict)
    roll: dict[UUID, list[RollEntry]] = field(default_factory=dict)
    amounts: dict[UUID, list[Amount]] = field(default_factory=dict)
    gifts: dict[UUID, list[InKind]] = field(default_factory=dict)
    outcomes: dict[UUID, list[Outcome]] = field(default_factory=dict)
    texts: dict[UUID, list[HeldText]] = field(default_factory=dict)
    programmes: list[Programme] = field(default_factory=list)
    terms: Terms = field(default_factory=lambda: Terms({}))

    @classmethod
    def read(cls, year: int) -> Year:
        """Return what the records hold about `year`: what happened in it, and what its report tells."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        told = Q(starts_on__lte=last, ends_on__gte=first) | Q(starts_on__lte=last, ends_on=None) | Q(heading__year=year)
        rows = list(
            Activity.objects.in_use()
            .filter(told)
            .select_related("record", "kind", "heading__parent__parent", "programme")
            .order_by("order", "pk")
        )
        activities = {row.pk: row for row in rows}
        found = cls(activities, {})
        for row in rows:
            found.by_ref[row.record.ref.removeprefix(f"{year}/")] = row
        found.parts = _grouped(rows, lambda row: row.part_of_id)
        found._read_parts(Q(activity__in=Activity.objects.in_use().filter(told).values("pk")))
        return found

    def _read_parts(self, theirs: Q) -> None:
        ids = self.activities.keys()

        def under(rows: Iterable[Any], key: str = "activity_id") -> dict[UUID, list[Any]]:
            return _grouped(rows, lambda row: getattr(row, key))

        self.counts = under(Headcount.objects.filter(theirs))
        self.people = under(Participation.objects.filter(theirs).select_related("person", "organisation"))
        self.session_of = {row.activity_id: row for row in Session.objects.filter(theirs)}
        self.sessions = under(self.session_of.values(), "series_id")
        self.roll = under(RollEntry.objects.filter(theirs))
        self.amounts = under(Amount.objects.in_use().filter(theirs))
        self.gifts = under(InKind.objects.filter(theirs))
        self.outcomes = under(Outcome.objects.filter(theirs))
        self.texts = under(HeldText.objects.in_use().filter(theirs))
        self.terms = Terms.read()
        self.programmes = list(Programme.objects.in_use())
        self.related = defaultdict(list)
        for link in Link.objects.filter(kind="related").only("from_record_id", "to_record_id"):
            if link.from_record_id in ids or link.to_record_id in ids:
                self.related[link.from_record_id].append(link.to_record_id)
                self.related[link.to_record_id].append(link.from_record_id)

    def all(self) -> Iterable[Activity]:
        """All activities in the order of print."""
        return self.activities.values()

    def named(self, refs: Iterable[str]) -> list[Activity]:
        """Return the activities of these refs that are on record, in their order."""
        return distinct(self.by_ref[ref] for ref in refs if ref in self.by_ref)

    def term_words(self, vocabulary: str, key: str) -> str:
        """Return a key of a vocabulary with its labels in both languages, for comparing it with a statement."""
        label = self.terms.labels.get((vocabulary, key), Text())
        return f"{key.replace('_', ' ')} {label.en} {label.ko}"

    def words(self, activity: Activity) -> str:
        """Return the words of an activity by which a statement may mean it."""
        units = " ".join(f"{count.unit} {count.group}" for count in self.counts.get(activity.pk, ()))
        return f"{activity.title_en} {activity.title_ko} {activity.kind.key.replace('_', ' ')} {units}"

    def meant(self, question: Question, has: Callable[[Activity], bool] = lambda activity: True) -> list[Activity]:
        """Return the activities that a question names, or that its sentence names, or the one its words mean."""
        named = self.named(question.evidence) or self.named(question.near)
        if named or question.evidence:
            return named
        candidates = [activity for activity in self.all() if has(activity)]
        for here in (True, False):
            among = [a for a in candidates if here == (a.heading is not None and self._section(a) == question.section)]
            best = closest(question.statement, [(a, self.words(a)) for a in among], least=0.3)
            if best:
                return [best]
        return []

    def _section(self, activity: Activity) -> str:
        heading, seen = activity.heading, 0
        while heading is not None and heading.parent_id and seen < 5:
            heading, seen = heading.parent, seen + 1
        return (heading.title_en or heading.title_ko) if heading else ""


def the_year(question: Question) -> Year:
    """Return the year of a question's edition, read once for the round."""
    return question.once(f"activities.year.{question.year}", lambda: Year.read(question.year))


def is_protected(activity: Activity) -> bool:
    """Whether only the place of an activity is held."""
    return activity.handling == Handling.PROTECTED


def texts_of(year: Year, activity: Activity) -> list[str]:
    """Return what a record says in words: title, summary, rhythm, outcomes; of a held place nothing."""
    if is_protected(activity):
        return []
    outcomes = [outcome.text_en or outcome.text_ko for outcome in year.outcomes.get(activity.pk, ())]
    summary = activity.summary_en or activity.summary_ko
    return [text for text in (summary, activity.rhythm_text, activity.title_en or activity.title_ko, *outcomes) if text]


def _grouped(rows: Iterable[Any], key: Callable[[Any], UUID | None]) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        owner = key(row)
        if owner is not None:
            groups[owner].append(row)
    return groups
