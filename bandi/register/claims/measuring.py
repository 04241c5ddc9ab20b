"""Measuring the claims of a year: each is asked of its figure, compared with what is printed, and its history kept.

A measurement is stored only when the answer changes. From a number the way leads to its records (`Counted`), and from
a record to the claims that counted it (`counted_in`).
May import: the foundation, this package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records.figures import Answer, Question
from bandi.foundation.records.models import Record
from bandi.register.claims.binding import figures_for, questions
from bandi.register.claims.comparing import bare, state_of, year_or_bare
from bandi.register.claims.models import Claim, Counted, Measurement, State

ACCEPTED = "accepted"
_AT_ONCE = 500  # ids in one query; SQLite bounds the number of parameters
SURE = 0.95  # a figure whose words fit this well has the last word, even when it has no value


@dataclass(frozen=True)
class Measured:
    """What measuring a claim said: its figure, the value of the records, the state, and why in both languages."""

    claim: Claim
    figure: str
    value: Decimal | None
    state: State
    reason_en: str
    reason_ko: str
    records: tuple[UUID, ...] = field(default=())


def claims_of(year: int) -> list[Claim]:
    """Return the claims of a year in the order of print."""
    return list(Claim.objects.in_use().filter(year=year).select_related("record").order_by("order"))


def measure(claims: Iterable[Claim]) -> list[Measured]:
    """Return what the records say about each claim, without storing it."""
    return [_measured(claim, question) for claim, question in questions(claims)]


def measure_year(year: int, *, by: Account | None = None) -> list[Measured]:
    """Measure all claims of a year, keep what changed, and return what each of them said.

    Raises: NotPermitted.
    """
    return _measured_year(year, by)[0]


def measured_anew(year: int, *, by: Account | None = None) -> bool:
    """Measure all claims of a year, keep what changed, and return whether anything did. Raises: NotPermitted."""
    return _measured_year(year, by)[1]


@transaction.atomic
def _measured_year(year: int, by: Account | None) -> tuple[list[Measured], bool]:
    require(by, Permission.FIGURES_MEASURE)
    found = measure(claims_of(year))
    changed, states = _store(found)
    if changed:
        journal.append("claims:figure:measure", by=by.pk if by else None, change={"year": year, "changed": changed})
    return found, bool(changed or states)


def counted_in(record: UUID) -> list[Claim]:
    """Return the claims whose current number counted a record, in the order of print."""
    current = Counted.objects.filter(record_id=record, measurement__is_current=True).values("measurement__claim_id")
    return list(Claim.objects.in_use().filter(pk__in=current).select_related("record").order_by("year", "order"))


def records_of(claim: Claim) -> list[Record]:
    """Return the records that a claim's current number counted, in their order."""
    rows = Counted.objects.filter(measurement__claim=claim, measurement__is_current=True).select_related("record")
    return [row.record for row in rows]


def refs_of(records: Iterable[UUID]) -> dict[UUID, str]:
    """Return the ref of each record that exists, by its id, however many there are."""
    ids = list(records)
    refs: dict[UUID, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        refs.update(Record.objects.filter(pk__in=ids[start : start + _AT_ONCE]).values_list("pk", "ref"))
    return refs


def _measured(claim: Claim, question: Question) -> Measured:
    figure, answer = _asked(claim, question)
    state = state_of(claim.value, answer.value, claim.qualifier)
    if state == State.DIFFERS and holds(claim, answer.value):
        state = State.ACCEPTED
    english, korean = _reason(claim, answer, state)
    return Measured(claim, figure, answer.value, state, english, korean, answer.records)


def _asked(claim: Claim, question: Question) -> tuple[str, Answer]:
    """Return the first answer with a value, otherwise the first that says why there is none."""
    without: tuple[str, Answer] | None = None
    for figure in figures_for(claim, question):
        answer = figure.answer(question)
        if answer is None:
            continue
        if answer.value is not None:
            return figure.key, answer
        without = without or (figure.key, answer)
        if figure.fits(question) >= SURE or figure.key == claim.figure:
            break
    if without:
        return without
    return "", Answer(None, (), _nothing(claim)[0], _nothing(claim)[1])


def _nothing(claim: Claim) -> tuple[str, str]:
    if claim.value is None:
        return "The text names no number, and the records hold none for it.", "본문에 숫자가 없고 기록에도 해당하는 수가 없습니다."
    return "The records hold nothing that answers this.", "이 수를 뒷받침하는 기록이 없습니다."


def _reason(claim: Claim, answer: Answer, state: State) -> tuple[str, str]:
    english, korean = answer.reason_en, answer.reason_ko
    printed = claim.value
    if printed is None:
        return english, korean
    shown = year_or_bare(printed, claim.unit)
    if state == State.DIFFERS:
        return f"{english} {shown} is stated.", f"{korean} 본문에 적힌 수: {shown}."
    if state == State.ACCEPTED:
        return f"{english} {shown} is stated and accepted: {claim.accepted_note}", f"{korean} 본문의 {shown}은 다음 사유로 인정되었습니다: {claim.accepted_note}"
    if state == State.NO_EVIDENCE and claim.qualifier == "total_to_date" and answer.records:
        return f"{english} The stated total of {shown} cannot be checked.", f"{korean} 본문의 누계 {shown}은 확인할 수 없습니다."
    return english, korean


def holds(claim: Claim, computed: Decimal | None) -> bool:
    """Return whether an acceptance still holds: neither the printed nor the computed value changed since."""
    kept = claim.parameters.get(ACCEPTED)
    return bool(claim.accepted_note and isinstance(kept, dict) and kept == kept_values(claim.value, computed))


def kept_values(printed: Decimal | None, computed: Decimal | None) -> dict[str, str]:
    """Return the two values an acceptance is given for, as text."""
    return {"printed": "" if printed is None else bare(printed), "computed": "" if computed is None else bare(computed)}


def _digest(found: Measured) -> bytes:
    said = {
        "figure": found.figure, "value": None if found.value is None else bare(found.value), "state": found.state.value,
        "records": [str(record) for record in found.records], "reason": [found.reason_en, found.reason_ko],
    }  # fmt: skip
    return journal.digest_of(json.loads(json.dumps(said)))


def _store(found: list[Measured]) -> tuple[int, int]:
    """Write a measurement for each claim whose answer changed, bring the states of the claims up to date, and return how many of both."""
    current = {row.claim_id: row for row in Measurement.objects.filter(claim__in=[m.claim.pk for m in found], is_current=True)}
    known = refs_of({record for m in found for record in m.records})
    changed, counted, states, old = [], [], [], []
    now = timezone.now()
    for each in found:
        digest, before = _digest(each), current.get(each.claim.pk)
        if each.claim.state != each.state:
            each.claim.state = each.state
            states.append(each.claim)
        if before is not None and bytes(before.digest) == digest:
            continue
        if before is not None:
            old.append(before.pk)
        row = Measurement(
            claim=each.claim, figure=each.figure, value=each.value, state=each.state, reason_en=each.reason_en,
            reason_ko=each.reason_ko, measured_at=now, digest=digest,
        )  # fmt: skip
        changed.append(row)
        kept = [record for record in each.records if record in known]
        counted += [Counted(measurement=row, record_id=record, order=order) for order, record in enumerate(kept)]
    Measurement.objects.filter(pk__in=old).update(is_current=False)
    Measurement.objects.bulk_create(changed)
    Counted.objects.bulk_create(counted, batch_size=200)
    Claim.objects.bulk_update(states, ["state"])
    return len(changed), len(states)
