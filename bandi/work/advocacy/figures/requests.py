"""Figures of requests, promises, answers and what came of them: how many, of whom, how soon, how far it is ours.

May import: this package's models, activities, records.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from bandi.foundation.records.asking import Wording, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.foundation.reference.dates import DateError, DateSpan
from bandi.register.activities.figures.narrowing import middle, named_activities, narrowings, said_as, within
from bandi.register.activities.models import Ask, Outcome
from bandi.work.advocacy.models import Uptake


def asks_of(question: Question, direction: str) -> list[Ask]:
    """Return the requests or promises of the period, narrowed as the question says: state (open, late, answered), counterpart."""
    read = question.once(
        "advocacy.asks", lambda: list(Ask.objects.filter(activity__is_removed=False).select_related("activity", "organisation", "person").order_by("activity__starts_on", "order"))
    )
    named, by = named_activities(question), narrowings(question)
    if question.evidence and not named:
        return []
    rows = [row for row in read if row.direction == direction and (row.activity_id in named if named else within(question, row.activity.starts_on, row.activity.when))]
    return [row for row in rows if _has(row, by, question.ends_on)]


def _has(row: Ask, by: dict[str, str], on: date) -> bool:
    state = by.get("state", "")
    if state:
        late = row.is_open and row.due_on is not None and row.due_on < on
        if not {"open": row.is_open, "answered": not row.is_open, "late": late}.get(state.lower(), False):
            return False
    if "counterpart" in by:
        whole = [row.counterpart, *(row.organisation.labels() if row.organisation else ()), *(row.person.labels() if row.person else ())]
        return said_as(by["counterpart"], whole)
    return True


def _counted(rows: list[Ask], one: str, several: str, korean: str) -> Answer:
    waiting = sum(row.is_open for row in rows)
    records = tuple(dict.fromkeys(row.activity_id for row in rows))
    noun = one if len(rows) == 1 else several
    return Answer(
        Decimal(len(rows)), records, f"{len(rows)} {noun} on record; {waiting} without an answer.", f"{korean} {len(rows)}건이 기록되어 있으며, 답이 없는 것은 {waiting}건입니다."
    )


def measure_asks(question: Question) -> Answer | None:
    """Answer how many requests we made."""
    return _counted(asks_of(question, Ask.Direction.ASKED), "request of ours is", "requests of ours are", "우리의 요청")


def measure_promises(question: Question) -> Answer | None:
    """Answer how many promises we were given."""
    return _counted(asks_of(question, Ask.Direction.PROMISED), "promise to us is", "promises to us are", "받은 약속")


def measure_answer_days(question: Question) -> Answer | None:
    """Answer how many days lie between a request and its answer, in the middle of all answers whose days are known."""
    rows = [row for direction in Ask.Direction.values for row in asks_of(question, direction) if row.lag_days is not None]
    return _days([(row.lag_days or 0, row.activity_id) for row in rows], "answers", "답변")


def measure_uptake_days(question: Question) -> Answer | None:
    """Answer how many days lie between a text of ours and the document that took it up, in the middle of those known to the day."""
    rows = [(days, row.pk) for row in uptakes_of(question) if (days := lag_of(row)) is not None]
    return _days(rows, "documents", "문서")


def _days(rows: list[tuple[int, Any]], what: str, korean: str) -> Answer | None:
    days = middle(days for days, _key in rows)
    if days is None:
        return None
    least, most = min(days for days, _key in rows), max(days for days, _key in rows)
    return Answer(
        Decimal(days), tuple(dict.fromkeys(key for _days, key in rows)), f"{days} days in the middle of {len(rows)} {what} whose days are known; {least} at the least, {most} at the most.",
        f"날짜를 아는 {korean} {len(rows)}건의 가운데 값은 {days}일입니다(가장 짧게 {least}일, 가장 길게 {most}일).",
    )  # fmt: skip


def lag_of(row: Uptake) -> int | None:
    """Return the days from our text to the document, None unless both are known to the day and in that order."""
    ours, theirs = _day(row.own_date), _day(row.document_date)
    if ours is None and row.own_activity is not None and row.own_activity.starts_on == row.own_activity.ends_on:
        ours = row.own_activity.starts_on
    return (theirs - ours).days if ours and theirs and theirs >= ours else None


def _day(written: str) -> date | None:
    try:
        span = DateSpan.parse(written.partition(" (")[0]) if written else None
    except DateError:
        return None
    return span.starts_on if span and span.starts_on == span.ends_on else None


def uptakes_of(question: Question) -> list[Uptake]:
    """Return the citations of the period, narrowed: attribution, symbol, body. The period is that of the later document."""
    read: list[Uptake] = question.once("advocacy.all_uptakes", lambda: list(Uptake.objects.in_use().select_related("own_activity")))
    named, by = named_activities(question), narrowings(question)
    if question.evidence and not named:
        return []
    rows: Iterable[Uptake] = (
        row for row in read if (({row.activity_id, row.own_activity_id} & named) if named else within(question, None, row.document_date.partition(" (")[0]))
    )
    if "attribution" in by:
        rows = (row for row in rows if said_as(by["attribution"], (row.attribution, row.get_attribution_display())) or _is(row.attribution, by["attribution"]))
    if "symbol" in by:
        rows = (row for row in rows if row.symbol == by["symbol"])
    if "body" in by:
        rows = (row for row in rows if said_as(by["body"], (row.body_en, row.body_ko)))
    return list(rows)


def _is(value: str, words: str) -> bool:
    """Whether an attribution is meant, whatever language the process speaks just now."""
    return bool(value) and words.strip().lower().replace(" ", "_") in {value, {"our_words": "uses_our_words"}.get(value, value)}


def measure_uptakes(question: Question) -> Answer | None:
    """Answer how many documents of others took up a text of ours in the period."""
    rows = uptakes_of(question)
    told = ", ".join(f"{label} {count}" for label, count in _by_attribution(row.attribution for row in rows))
    return Answer(
        Decimal(len(rows)), tuple(row.pk for row in rows), f"{len(rows)} {'document of others is' if len(rows) == 1 else 'documents of others are'} on record{f' ({told})' if told else ''}.",
        f"우리 글을 받아 쓴 다른 기관의 문서 {len(rows)}건이 기록되어 있습니다.",
    )  # fmt: skip


def measure_attributed(question: Question) -> Answer | None:
    """Answer how many outcomes are on record that somebody said how far they are ours."""
    named, by = named_activities(question), narrowings(question)
    if question.evidence and not named:
        return None
    read = question.once("advocacy.outcomes", lambda: list(Outcome.objects.filter(activity__is_removed=False).exclude(attribution="").select_related("activity")))
    rows = [row for row in read if (row.activity_id in named if named else within(question, row.observed_on or row.activity.starts_on, row.activity.when))]
    if "attribution" in by:
        rows = [row for row in rows if _is(row.attribution, by["attribution"])]
    told = ", ".join(f"{label} {count}" for label, count in _by_attribution(row.attribution for row in rows))
    return Answer(
        Decimal(len(rows)), tuple(dict.fromkeys(row.activity_id for row in rows)),
        f"{len(rows)} {'outcome says' if len(rows) == 1 else 'outcomes say'} how far {'it is' if len(rows) == 1 else 'they are'} ours{f' ({told})' if told else ''}.",
        f"우리와의 관련을 밝힌 성과 {len(rows)}건이 기록되어 있습니다.",
    )  # fmt: skip


def _by_attribution(values: Iterable[str]) -> list[tuple[str, int]]:
    words = {"cites_us": "cites us", "our_words": "uses our words", "same_demand": "same demand", "after_us": "after us"}
    found = list(values)
    return [(words[key], found.count(key)) for key in words if key in found]


FIGURES = (
    Figure(
        "advocacy.asks", "Requests of ours", "우리의 요청",
        "Requests made on the occasions of the period; narrowed by “with state = open, late or answered” and “counterpart = …”.",
        "기간 중에 한 요청입니다. “with state = open·late·answered”와 “counterpart = …”로 좁힐 수 있습니다.",
        measure_asks, worded(Wording(0.97, how=r"\brequest records\b")),
    ),
    Figure(
        "advocacy.promises", "Promises to us", "받은 약속",
        "Promises given on the occasions of the period; narrowed like requests.", "기간 중에 받은 약속입니다. 요청과 같이 좁힐 수 있습니다.",
        measure_promises, worded(Wording(0.97, how=r"\bpromise records\b")),
    ),
    Figure(
        "advocacy.answer_days", "Days until an answer", "답변까지 걸린 날",
        "Days from a request to its answer, in the middle of all answers whose days are known.", "요청에서 답변까지 걸린 날의 가운데 값입니다.",
        measure_answer_days, worded(Wording(0.98, how=r"days (?:from|until|between).*\b(?:request|answer)")),
    ),
    Figure(
        "advocacy.uptakes", "Documents that took us up", "우리 글을 받아 쓴 문서",
        "Documents of others that took up a text of ours in the period; narrowed by “with attribution = cites_us, our_words, same_demand or after_us”, “symbol = …”, “body = …”.",
        "기간 중에 우리 글을 받아 쓴 다른 기관의 문서입니다. “with attribution = …”, “symbol = …”, “body = …”로 좁힐 수 있습니다.",
        measure_uptakes, worded(Wording(0.97, how=r"\b(?:uptake|document) records (?:that|which|of others|with)|\buptake records\b")),
    ),
    Figure(
        "advocacy.uptake_days", "Days until it was taken up", "반영까지 걸린 날",
        "Days from a text of ours to the document that took it up, in the middle of those known to the day.", "우리 글에서 이를 받아 쓴 문서까지 걸린 날의 가운데 값입니다.",
        measure_uptake_days, worded(Wording(0.98, how=r"days (?:from|until|between).*\b(?:taken up|uptake|took)")),
    ),
    Figure(
        "advocacy.attributed", "Outcomes with their attribution", "관련을 밝힌 성과",
        "Outcomes of which somebody said how far they are ours: cites us, uses our words, same demand, after us.", "우리와의 관련을 밝힌 성과입니다.",
        measure_attributed, worded(Wording(0.97, how=r"outcome records with attribution|attributed outcomes")),
    ),
)  # fmt: skip
