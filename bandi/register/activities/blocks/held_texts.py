"""Personal texts in print: their words while their authors consent, else a neutral line that says how many places are held.

Guards against: words that stay in print after a consent ran out or was withdrawn. It is asked anew for every edition that is built; the gate
                asks once more for what leaves, and each text that left stands in its receipt.
May import: the foundation, people, this package's models.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from bandi.foundation.records.blocks import Block, Entry, Paragraph, Request, Run, plain
from bandi.foundation.records.inline import capital, said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.terms import Terms
from bandi.register.activities.blocks.words import word
from bandi.register.activities.models import HeldText
from bandi.register.activities.models.material import may_be_printed


def texts_of(activity: UUID, request: Request, terms: Terms) -> Iterator[Block]:
    """Yield the texts of an activity that may be printed, each on its own, and a line for those that wait."""
    waiting = 0
    for row, may in request.once("activities.held_texts", _read).get(activity, ()):
        words = said(row.text, request.language)
        if not may or not words:
            waiting += 1
            continue
        body = [Paragraph(words, "quote")]
        if byline := said(row.byline, request.language):
            body.append(Paragraph((Run("— "), *byline), "small"))
        title = capital(said(terms.label("personal_text_kind", row.kind, request.language), request.language))
        yield Entry(title=title, body=tuple(body), level=1, records=(str(row.pk),))
    if waiting:
        yield Paragraph(plain(word("text_held" if waiting == 1 else "texts_held", request.language, count=waiting)), "small")


def _read() -> dict[UUID, list[tuple[HeldText, bool]]]:
    """Return the texts by activity, in their order, each with whether it may be printed today."""
    rows = list(HeldText.objects.in_use().exclude(handling=Handling.PROTECTED).filter(activity__isnull=False).order_by("order", "pk"))
    problems = may_be_printed(rows)
    found: dict[UUID, list[tuple[HeldText, bool]]] = defaultdict(list)
    for row in rows:
        if row.activity_id is not None:
            found[row.activity_id].append((row, problems[row.pk] is None))
    return found
