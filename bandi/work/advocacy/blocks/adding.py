"""What advocacy adds to the entries of activities: who a letter went to, who took a text up, who reported.

May import: the foundation, activities, this package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from bandi.foundation.records.blocks import Fact, Inline, Request, Run, plain
from bandi.foundation.records.inline import capital, joined, lowered, said
from bandi.foundation.reference.terms import Terms
from bandi.foundation.reference.writing import write_number
from bandi.register.activities.blocks.annotations import Annotation
from bandi.register.activities.models import Measure, Side
from bandi.work.advocacy.blocks.documents import document, letters_of, uptakes_of
from bandi.work.advocacy.blocks.media import items_of
from bandi.work.advocacy.models import Uptake


def letters_added(request: Request) -> Iterator[Annotation]:
    """Yield recipients, signatories, demands and outcome to the first activity that tells of a letter, as far as it does not say them."""
    language = request.language
    to, signed, demanded, came = {
        "en": ("Sent to", "Signatories", "Demands", "Outcome"),
        "ko": ("수신", "연명", "요구 사항", "결과"),
    }[language]
    for letter in letters_of(request):
        table = "letters_table" if letter.in_printed_table else ""
        activities = sorted(letter.activities.all(), key=lambda row: (row.order == 0, row.order))
        for place, activity in enumerate(activities):
            facts: list[Fact] = []
            if place == 0:
                counted = any(count.measure == Measure.ORGANISATIONS for count in activity.headcounts.all())
                addressed = any(row.side == Side.COUNTERPART for row in activity.participations.all())
                facts = [
                    Fact(to, () if addressed else said(letter.recipients, language)),
                    Fact(signed, plain(write_number(letter.signatories)) if letter.signatories and not counted else ()),
                    Fact(demanded, plain(write_number(letter.demands)) if letter.demands else ()),
                    Fact(came, capital(said(letter.outcome, language))),
                ]
            yield Annotation(activity.record_id, tuple(fact for fact in facts if fact.value), table=table)


def uptakes_added(request: Request) -> Iterator[Annotation]:
    """Yield the later documents to the activity whose text they took up, each with how sure it is."""
    language = request.language
    label = {"en": "Uptake", "ko": "반영"}[language]
    terms = request.once("reference.terms", Terms.read)
    found: dict[UUID, list[Uptake]] = defaultdict(list)
    for row in uptakes_of(request):
        if row.own_activity_id and row.own_activity_id != row.activity_id and (row.taken_up.en or row.taken_up.ko):
            found[row.own_activity_id].append(row)
    for activity, rows in found.items():
        value: Inline = joined([_with_status(row, terms, request) for row in rows], "; ")
        yield Annotation(activity, (Fact(label, value),))


def _with_status(row: Uptake, terms: Terms, request: Request) -> Inline:
    status = lowered(said(terms.label("citation_status", row.status, request.language), request.language))
    found = document(row, request)
    opening = "(" if request.language == "ko" else " ("
    return (*found, Run(opening), *status, Run(")")) if status else found


def media_added(request: Request) -> Iterator[Annotation]:
    """Yield how many media items report on an activity; the items themselves stand in the media list."""
    label = {"en": "In the media", "ko": "언론보도"}[request.language]
    counts: dict[UUID, int] = defaultdict(int)
    for item in items_of(request):
        if item.activity_id and item.duplicate_of_id is None:
            counts[item.activity_id] += 1
    for activity, count in counts.items():
        english = "1 item" if count == 1 else f"{count} items"
        yield Annotation(activity, (Fact(label, plain(f"{count}건" if request.language == "ko" else english)),))
