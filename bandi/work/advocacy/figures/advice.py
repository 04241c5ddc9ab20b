"""Figures of recommendations and submissions.

May import: this package's models, activities' figures, records.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bandi.foundation.records.asking import Wording, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.activities.figures.narrowing import named_activities, narrowings, said_as, within
from bandi.work.advocacy.models import Recommendation, Submission

_STATES: dict[str, Callable[[Recommendation], bool]] = {
    "handed": lambda row: bool(row.handed.all()), "supported": lambda row: row.position == "supported", "noted": lambda row: row.position == "noted",
    "begun": lambda row: row.progress == "begun", "done": lambda row: row.progress == "done", "nothing": lambda row: row.progress == "nothing",
    "against": lambda row: row.progress == "against", "taken_up": lambda row: bool(row.echoed_in.all()),
}  # fmt: skip


def measure_recommendations(question: Question) -> Answer | None:
    """Answer how many recommendations stand on record, ours unless the words say those of States, and what became of them."""
    by, named = narrowings(question), named_activities(question)
    read: list[Recommendation] = question.once(
        "advocacy.recommendations",
        lambda: list(Recommendation.objects.in_use().select_related("publication", "submission", "document", "meeting").prefetch_related("handed", "echoed_in", "publication__activities")),
    )
    own = by.get("whose", "ours").lower() not in ("states", "bodies", "others")
    rows = [row for row in read if row.is_own == own and (_of(row, named) if question.evidence else _when(row, question))]
    if state := by.get("state", "").lower().replace(" ", "_"):
        rows = [row for row in rows if state in _STATES and _STATES[state](row)]
    if not rows and not state:
        return None
    handed = sum(_STATES["handed"](row) for row in rows)
    return Answer(
        Decimal(len(rows)), tuple(row.pk for row in rows), f"{len(rows)} {'recommendation is' if len(rows) == 1 else 'recommendations are'} on record; {handed} handed to somebody.",
        f"권고 {len(rows)}건이 기록되어 있으며, 전달한 권고는 {handed}건입니다.",
    )  # fmt: skip


def _of(row: Recommendation, named: set[Any]) -> bool:
    own = {activity.pk for activity in row.publication.activities.all()} if row.publication else set()
    own |= {row.submission.activity_id} if row.submission else set()
    return bool(own & named)


def _when(row: Recommendation, question: Question) -> bool:
    """Whether a recommendation belongs to the period: by the text it stands in, otherwise by its session."""
    if row.publication:
        return within(question, None, row.publication.issued)
    if row.submission:
        return within(question, row.submission.filed_on, row.submission.filed)
    if row.document:
        return within(question, row.document.issued_on, row.document.issued)
    return within(question, row.meeting.starts_on) if row.meeting else False


def measure_submissions(question: Question) -> Answer | None:
    """Answer how many submissions went out in the period, narrowed by mechanism, form or joint."""
    by, named = narrowings(question), named_activities(question)
    read: list[Submission] = question.once("advocacy.submissions", lambda: list(Submission.objects.in_use().out().select_related("addressed_to")))  # type: ignore[attr-defined]
    rows = [row for row in read if (row.activity_id in named if question.evidence else within(question, row.filed_on, row.filed))]
    if "mechanism" in by:
        rows = [row for row in rows if said_as(by["mechanism"], (row.mechanism, *_names(row)))]
    if "form" in by:
        rows = [row for row in rows if said_as(by["form"], (row.form,))]
    if "joint" in by:
        rows = [row for row in rows if row.is_joint == (by["joint"].lower() in ("yes", "true"))]
    taken = sum(row.status == Submission.Status.TAKEN_UP for row in rows)
    return Answer(
        Decimal(len(rows)), tuple(row.pk for row in rows), f"{len(rows)} {'submission' if len(rows) == 1 else 'submissions'} went out; {taken} marked as taken up.",
        f"의견서 {len(rows)}건을 제출했으며, 반영되었다고 표시한 것은 {taken}건입니다.",
    )  # fmt: skip


def _names(row: Submission) -> tuple[str, ...]:
    body = row.addressed_to
    return (body.name_en, body.name_ko, body.abbreviation) if body else ()


FIGURES = (
    Figure(
        "advocacy.recommendations", "Recommendations", "권고",
        "Recommendations of our texts of the period; narrowed by “with state = handed, taken_up, begun, done, nothing or against”. “whose = states” counts those of States, with state = supported or noted.",
        "기간 중 우리 글의 권고입니다. “with state = …”로 좁히며, “whose = states”이면 국가의 권고를 셉니다.",
        measure_recommendations, worded(Wording(0.97, how=r"\brecommendation records\b")),
    ),
    Figure(
        "advocacy.submissions", "Submissions", "의견서",
        "Submissions that went out in the period; narrowed by “with mechanism = …”, “form = …”, “joint = yes”.",
        "기간 중에 제출한 의견서입니다. “with mechanism = …”, “form = …”, “joint = yes”로 좁힐 수 있습니다.",
        measure_submissions, worded(Wording(0.97, how=r"\bsubmission records\b")),
    ),
)  # fmt: skip
