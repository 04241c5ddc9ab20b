"""Copies at the gate: a text that repeats the words of a statement uses that statement, whatever it is called and wherever it was copied from.

Compared in memory under the reader's own clearance. One who could read them and whose keys are locked is asked to unlock them, because otherwise
nothing can be said. A copy that may leave stands in the receipt as a use, so that a withdrawal finds it. For whom nothing can be compared (the house itself, a colleague without clearance) what others found in the same thing counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Account
from bandi.foundation.audit import clock
from bandi.foundation.records.models.release import Receipt, ReceiptObjection
from bandi.foundation.records.release import Asked, IdentityForm, Objection, Outgoing, Severity, checker
from bandi.foundation.vault.comparing import Repeated, repeated
from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.register.people.consents.asking import NONE, Answer, Wanted, answers
from bandi.register.people.models import Statement

SHORTEST = 8
"""Texts of fewer letters (a number, a name) are not compared."""


@checker("consent-copies")
def check(outgoing: Outgoing, asked: Asked) -> Iterator[Objection]:
    """Object to passages that repeat a statement of which no consent allows this use."""
    if not outgoing.leaves_the_house:
        return
    rows = Statement.objects.visible_to(asked.reader).filter(subject__erased_at__isnull=True)
    if asked.reader is None or not rows.exists():
        yield from _found_by_others(outgoing)
        return
    whole = _joined(outgoing)
    try:
        found = repeated(rows.only("record", "subject", "text").iterator(chunk_size=500), "text", whole.text) if whole.text else []
    except (Sealed, QuotaReached, HolderAway):
        reason = _("Texts could not be compared with the statements you may read: unlock your keys, or let somebody read it who may.")
        yield Objection("consent:uncompared", Severity.ASK, "", reason, needs_second=True)
        return
    for one in found:
        if one.is_long or one.is_near:
            asked.note_use(one.row.pk)
    yield from _objections(outgoing, whole, found, asked.reader, max(asked.on, clock.today()))


def _found_by_others(outgoing: Outgoing) -> Iterator[Objection]:
    """Object where somebody who may read more found a copy in the same thing, and it has not left since: the house and others build it no sooner."""
    if outgoing.about is None:
        return
    waiting = ReceiptObjection.objects.filter(receipt__about=outgoing.about, receipt__state=Receipt.State.WAITING)
    if waiting.filter(severity=Severity.BLOCKS, code__startswith="consent:copy-").exists():
        yield Objection("consent:known-copy", Severity.BLOCKS, "", NONE.reasons[0])


@dataclass
class _Whole:
    """All passages as one text. starts: where each begins; wheres: its place."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    wheres: list[str] = field(default_factory=list)

    def place(self, start: int, end: int) -> tuple[str, int, int]:
        at = max(0, bisect_right(self.starts, start) - 1)
        return self.wheres[at], start - self.starts[at], end - self.starts[at]


def _joined(outgoing: Outgoing) -> _Whole:
    whole, parts, at = _Whole(), [], 0
    for passage in outgoing.passages:
        if len(passage.text) < SHORTEST:
            continue
        whole.starts.append(at)
        whole.wheres.append(passage.where)
        parts.append(passage.text)
        at += len(passage.text) + 1
    whole.text = "\n".join(parts)
    return whole


def _objections(outgoing: Outgoing, whole: _Whole, found: list[Repeated], reader: Account, day: date) -> Iterator[Objection]:
    if not found:
        return
    wanted = Wanted(outgoing.purpose, outgoing.audience, IdentityForm.ABSENT, day)
    asked = answers([one.row.pk for one in found], wanted, reader=reader)
    for one in found:
        answer: Answer | None = asked.get(one.row.pk)
        if answer is not None and answer.may:
            continue
        where, start, end = whole.place(one.start, one.end)
        if one.is_long:
            reason = answer.reasons[0] if answer else _("No consent that you may know of allows this.")
            # A copy with words changed carries the consent of its origin.
            yield Objection(f"consent:copy-{answer.code if answer else 'none'}", Severity.BLOCKS, where, reason, start, end, record=one.row.pk)
        elif one.is_near:
            reason = _("This reads like a statement of which no consent allows this use, in words that were changed. Is it taken from it?")
            yield Objection("consent:near-copy", Severity.ASK, where, reason, start, end, record=one.row.pk, needs_second=True)
        else:
            yield Objection(
                "consent:sentence", Severity.ASK, where, _("This sentence stands in a statement of which no consent allows this use. Was it said by somebody else too?"),
                start, end, record=one.row.pk,
            )  # fmt: skip
