"""What advocacy adds to the entries of activities: who a letter went to, who took a text up, who reported.

May import: the foundation, activities, this package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from bandi.foundation.records.blocks import Fact, Inline, Request, plain
from bandi.foundation.records.inline import joined, said
from bandi.foundation.reference.writing import write_number
from bandi.register.activities.blocks.annotations import Annotation
from bandi.work.advocacy.blocks.documents import document, letters_of, uptakes_of
from bandi.work.advocacy.blocks.media import items_of
from bandi.work.advocacy.models import Uptake


def letters_added(request: Request) -> Iterator[Annotation]:
    """Yield recipients, signatories and outcome of each letter to the activities that tell of it."""
    language = request.language
    to, signed, came = {
        "en": ("Sent to", "Signatories", "Outcome"),
        "ko": ("수신", "연명", "결과"),
    }[language]
    for letter in letters_of(request):
        facts = [
            Fact(to, said(letter.recipients, language)),
            Fact(signed, plain(write_number(letter.signatories)) if letter.signatories else ()),
            Fact(came, said(letter.outcome, language)),
        ]
        table = "letters_table" if letter.in_printed_table else ""
        for activity in letter.activities.all():
            yield Annotation(activity.record_id, tuple(fact for fact in facts if fact.value), table=table)


def uptakes_added(request: Request) -> Iterator[Annotation]:
    """Yield the later documents to the activity whose text they took up."""
    label = {"en": "Taken up in", "ko": "반영된 문서"}[request.language]
    found: dict[UUID, list[Uptake]] = defaultdict(list)
    for row in uptakes_of(request):
        if row.own_activity_id and row.own_activity_id != row.activity_id:
            found[row.own_activity_id].append(row)
    for activity, rows in found.items():
        value: Inline = joined([document(row, request) for row in rows], "; ")
        yield Annotation(activity, (Fact(label, value),))


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
