"""What we asked, recommended and submitted, and what became of it, as tables.

May import: the foundation, activities, this package's models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Prefetch

from bandi.foundation.records.blocks import Block, Column, Inline, Language, Paragraph, Request, Run, Table, plain
from bandi.foundation.records.inline import capital, joined, said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import has_hangul, write_day, write_edtf, write_number, write_span
from bandi.register.activities.models import Ask, Outcome
from bandi.work.advocacy.blocks.documents import touches, uptakes_of
from bandi.work.advocacy.models import HandedTo, Recommendation, Stage, Submission

_STAGES = {
    Stage.FILED: Text("filed", "제출"), Stage.PUBLISHED: Text("published", "발행"), Stage.TAKEN_UP: Text("taken up", "반영"),
}  # fmt: skip
ATTRIBUTIONS = {
    Outcome.Attribution.CITES_US: Text("cites us", "우리를 인용"), Outcome.Attribution.OUR_WORDS: Text("uses our words", "우리의 표현을 사용"),
    Outcome.Attribution.SAME_DEMAND: Text("same demand", "같은 요구"), Outcome.Attribution.AFTER_US: Text("after us", "우리 활동 이후"),
}  # fmt: skip
_PROGRESS = {
    Recommendation.Progress.NOTHING: Text("nothing seen", "변화 없음"), Recommendation.Progress.BEGUN: Text("begun", "시작됨"),
    Recommendation.Progress.DONE: Text("carried out", "이행됨"), Recommendation.Progress.AGAINST: Text("the opposite was done", "반대로 시행됨"),
}  # fmt: skip


def submissions_table(request: Request) -> Iterator[Block]:
    """Yield the submissions of the heading, or of the period: to whom, for which session, filed when, what became of it."""
    language = request.language
    every = Submission.objects.in_use().out().filter(handling=Handling.OPEN)  # type: ignore[attr-defined]
    rows = list(every.select_related("addressed_to", "activity", "meeting__mechanism").order_by("filed"))
    if request.heading and (own := [row for row in rows if row.activity and row.activity.heading_id == UUID(request.heading)]):
        rows = own
    else:
        rows = [row for row in rows if touches(row.filed, request)]
    if not rows:
        return
    taken = {row.submission_id: row for row in uptakes_of(request) if row.submission_id and row.times}
    labels = {"en": ("Submission", "To", "Session", "Filed", "State"), "ko": ("의견서", "제출처", "회기", "제출일", "상태")}[language]
    yield Table(
        caption={"en": "Submissions", "ko": "의견서"}[language],
        columns=tuple(Column(label, weight) for label, weight in zip(labels, (3, 2.2, 1.6, 1.3, 1.4), strict=True)),
        rows=tuple(
            (
                said(row.title, language), said(row.addressed_to.name, language) if row.addressed_to else plain(row.mechanism), _session(row, language),
                plain(write_edtf(row.filed, language)), _state(row, taken.get(row.pk), language),
            )
            for row in rows
        ),
        records=tuple(str(row.id) for row in rows),
    )  # fmt: skip


def _session(row: Submission, language: Language) -> Inline:
    number = (row.meeting.number if row.meeting else None) or row.session
    named = "" if not number else (f"제{number}차" if language == "ko" else f"Session {number}")
    about = said(row.meeting.subject, language) if row.meeting else ()
    return joined([plain(named), about], ", ")


def _state(row: Submission, taken: object, language: Language) -> Inline:
    times = getattr(taken, "times", None)
    if times:
        cited = f"{write_number(times)}회 인용" if language == "ko" else ("cited once" if times == 1 else f"cited {write_number(times)} times")
        return plain(cited)
    return said(_STAGES.get(Stage(row.status), Text("being corrected", "정정 중")), language)


def recommendations_table(request: Request) -> Iterator[Block]:
    """Yield our recommendations in the texts of the heading, or of the period: to whom, to whom handed, what became of each."""
    language = request.language
    every = list(
        Recommendation.objects.in_use().filter(is_own=True, handling=Handling.OPEN).select_related("publication", "submission__activity")
        .prefetch_related(Prefetch("handed", HandedTo.objects.select_related("organisation")), "steps", "publication__activities").order_by("order", "number")
    )  # fmt: skip
    rows = [row for row in every if request.heading and _stands_under(row, UUID(request.heading))] or [row for row in every if _in_period(row, request)]
    if not rows:
        return
    labels = {"en": ("Recommendation", "To whom", "Handed to", "Since then"), "ko": ("권고", "대상", "전달", "그 뒤")}[language]
    told = any(row.progress or row.steps.all() for row in rows)
    columns = [Column(label, weight) for label, weight in zip(labels[:3], (3, 1.4, 2.4), strict=True)] + ([Column(labels[3], 1.8)] if told else [])
    yield Table(
        caption={"en": "What we recommended", "ko": "우리의 권고"}[language], columns=tuple(columns),
        rows=tuple(
            (
                joined([plain(row.number), said(row.text, language)], " "), said(row.addressee, language),
                joined([said(one.organisation.name, language) if one.organisation else plain(one.name) for one in row.handed.all()], "; "),
                *((_since(row, language),) if told else ()),
            )
            for row in rows
        ),
        records=tuple(str(row.id) for row in rows),
    )  # fmt: skip


def _stands_under(row: Recommendation, heading: UUID) -> bool:
    if row.publication and any(activity.heading_id == heading for activity in row.publication.activities.all()):
        return True
    return bool(row.submission and row.submission.activity and row.submission.activity.heading_id == heading)


def _in_period(row: Recommendation, request: Request) -> bool:
    return bool((row.publication and touches(row.publication.issued, request)) or (row.submission and touches(row.submission.filed, request)))


def _since(row: Recommendation, language: Language) -> Inline:
    steps = [joined([plain(write_edtf(step.on, language)), said(step.text, language)], ": ") for step in row.steps.all()]
    progress = said(_PROGRESS[Recommendation.Progress(row.progress)], language) if row.progress else ()
    return joined([capital(progress), *steps], "; ")


def asks_table(request: Request) -> Iterator[Block]:
    """Yield what we asked and were promised in the period: of whom, in which words, and the answer."""
    language = request.language
    rows = list(
        Ask.objects.filter(activity__is_removed=False, activity__handling=Handling.OPEN, activity__starts_on__lte=request.ends_on, activity__ends_on__gte=request.starts_on)
        .select_related("activity", "organisation").order_by("activity__starts_on", "order")
    )  # fmt: skip
    if not rows:
        return
    labels = {"en": ("Date", "Of whom", "Request or promise", "Answer"), "ko": ("일자", "상대", "요청·약속", "답변")}[language]
    yield Table(
        caption={"en": "Requests, promises and answers", "ko": "요청과 약속, 답변"}[language],
        columns=tuple(Column(label, weight) for label, weight in zip(labels, (1.3, 2, 3.4, 2), strict=True)),
        rows=tuple(
            (
                plain(write_span(row.activity.span, language)),
                said(row.organisation.name, language) if row.organisation and row.organisation.handling == Handling.OPEN else plain(row.counterpart),
                joined([said(_PROMISE, language) if row.direction == Ask.Direction.PROMISED else (), said(row.text, language)], ": "), _answer(row, language),
            )
            for row in rows
        ),
        records=tuple(dict.fromkeys(str(row.activity_id) for row in rows)),
    )  # fmt: skip
    yield Paragraph(plain(_open_note(rows, language)), "small")


_PROMISE = Text("Promise", "약속")


def _answer(row: Ask, language: Language) -> Inline:
    if row.is_open:
        return plain({"en": "open", "ko": "답변 대기"}[language])
    day = write_day(row.answered_on, language) if row.answered_on else ""
    lag = row.lag_days
    after = "" if lag is None else {"en": f"after {write_number(lag)} {'day' if lag == 1 else 'days'}", "ko": f"{write_number(lag)}일 만에"}[language]
    return joined([said(row.answered, language), plain(day), plain(after)], ", ")


def _open_note(rows: list[Ask], language: Language) -> str:
    waiting = sum(row.is_open for row in rows)
    if language == "ko":
        return f"{write_number(len(rows))}건 가운데 {write_number(waiting)}건은 답을 기다립니다." if waiting else f"{write_number(len(rows))}건 모두 답을 받았습니다."
    return f"{write_number(waiting)} of {write_number(len(rows))} wait for an answer." if waiting else f"All {write_number(len(rows))} were answered."


def outcomes_table(request: Request) -> Iterator[Block]:
    """Yield the outcomes of which it is said how far they are ours, with their source: never more than was observed."""
    language = request.language
    found = Outcome.objects.filter(activity__is_removed=False, activity__handling=Handling.OPEN).exclude(attribution="").select_related("activity")
    rows = [row for row in found if _observed(row, request)]
    if not rows:
        return
    order = list(ATTRIBUTIONS)
    rows.sort(key=lambda row: (order.index(Outcome.Attribution(row.attribution)), row.activity.order))
    labels = {"en": ("Outcome", "Of what", "How far it is ours", "Source"), "ko": ("성과", "활동", "우리와의 관련", "출처")}[language]
    yield Table(
        caption={"en": "What changed, and how far it is ours", "ko": "달라진 것과 우리와의 관련"}[language],
        columns=tuple(Column(label, weight) for label, weight in zip(labels, (2.6, 2.4, 1.4, 2), strict=True)),
        rows=tuple(
            (
                said(row.text, language), said(row.activity.title, language),
                joined([said(ATTRIBUTIONS[Outcome.Attribution(row.attribution)], language), _lag(row, language)], ", "), _source(row.source, language),
            )
            for row in rows
        ),
        records=tuple(dict.fromkeys(str(row.activity_id) for row in rows)),
    )  # fmt: skip
    yield Paragraph(plain({"en": "An order of days, not a proof of cause.", "ko": "날짜의 앞뒤일 뿐 인과를 증명하지는 않습니다."}[language]), "small")


def _observed(row: Outcome, request: Request) -> bool:
    if row.observed_on:
        return request.starts_on <= row.observed_on <= request.ends_on
    starts, ends = row.activity.starts_on, row.activity.ends_on
    return bool(starts and starts <= request.ends_on and (ends or starts) >= request.starts_on)


_WORDS = re.compile(r"[a-z]{4}")


def _source(text: str, language: Language) -> Inline:
    """Return a source as it was entered; words of the other language are marked as such, a bare symbol is of none."""
    foreign = has_hangul(text) if language == "en" else bool(_WORDS.search(text)) and not has_hangul(text)
    return (Run(text, untranslated=foreign),) if text else ()


def _lag(row: Outcome, language: Language) -> Inline:
    days = row.lag_days
    if not days:
        return ()
    return (Run(f"{write_number(days)}일 뒤" if language == "ko" else f"{write_number(days)} {'day' if days == 1 else 'days'} later"),)
