"""What is due in advocacy: days of mechanisms, requests and promises, tasks, answers we wait for, sessions that begin.

May import: the foundation, the register, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from bandi.foundation.records.due import NOTHING, Asked, Due, Kind, Window, source
from bandi.foundation.records.due import may_be_named as _shown
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.statements import DATE_VALUE, Given
from bandi.foundation.reference.texts import Text
from bandi.register.activities.models import Activity, Ask, FollowUp
from bandi.work.advocacy.models import OUT, Deadline, Letter, MechanismSession, Signatory, Stage, Submission

ANSWER_DAYS = 400
Rows = QuerySet[Any]


def _until(rows: Rows, field: str, upto: Given | None) -> Rows:
    return rows.filter(**{f"{field}__lte": upto}) if upto is not None else rows


def _deadlines(sight: Any, most: int, upto: Given | None) -> Rows:
    rows = Deadline.objects.visible_to(sight).waiting().with_day().filter(day__isnull=False)  # type: ignore[attr-defined]
    return _until(rows, "day", upto).select_related("mechanism", "session__mechanism", "owner").order_by("day")[:most]


def _may_be_seen(sight: Any) -> Exists:
    """Return the condition that a row's activity may be seen: looked up for each row that waits, instead of all activities that may be."""
    return Exists(Activity.objects.visible_to(sight).filter(pk=OuterRef("activity")))


def _asks(sight: Any, most: int, upto: Given | None) -> Rows:
    rows = Ask.objects.filter(answered_on__isnull=True, due_on__isnull=False, activity__is_removed=False)
    return _until(rows.filter(_may_be_seen(sight)), "due_on", upto).select_related("activity", "owner").order_by("due_on", "order")[:most]


def _tasks(sight: Any, most: int, upto: Given | None) -> Rows:
    rows = FollowUp.objects.filter(done_on__isnull=True, due_on__isnull=False).filter(_may_be_seen(sight))
    return _until(rows, "due_on", upto).select_related("activity", "owner").order_by("due_on", "order")[:most]


def _signatures(_sight: Any, most: int, upto: Given | None) -> Rows:
    rows = Signatory.objects.filter(answer_by__isnull=False, signed_on__isnull=True, declined_on__isnull=True)
    return _until(rows, "answer_by", upto).select_related("organisation", "person").order_by("answer_by")[:most]


def _answers(sight: Any, most: int, _upto: Given | None) -> Rows:
    filed = Submission.objects.visible_to(sight).filter(status=Stage.FILED, filed_on__gte=Given("since", DATE_VALUE))
    return filed.filter(addressed_to__response_days__isnull=False).select_related("addressed_to", "owner").order_by("filed_on")[:most]


def _sessions(sight: Any, most: int, upto: Given | None) -> Rows:
    rows = MechanismSession.objects.visible_to(sight).filter(starts_on__gte=Given("today", DATE_VALUE))
    return _until(rows, "starts_on", upto).select_related("mechanism").order_by("starts_on")[:most]


_DEADLINES: Asked[Any] = Asked(_deadlines)
_ASKS: Asked[Ask] = Asked(_asks)
_TASKS: Asked[FollowUp] = Asked(_tasks)
_SIGNATURES: Asked[Signatory] = Asked(_signatures)
_ANSWERS: Asked[Submission] = Asked(_answers)
_SESSIONS: Asked[Any] = Asked(_sessions)


@source
def deadlines(window: Window) -> Iterator[Due]:
    """Yield the open deadlines; one without a day yet has no line."""
    for row in _DEADLINES.of(window):
        about = Text(*row.session.labels()) if row.session and _shown(row.session) else NOTHING
        if not about.en and row.mechanism and _shown(row.mechanism):
            about = Text(*row.mechanism.labels())
        yield Due(
            on=row.day, kind=Kind.DEADLINE, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk, about=about,
            mechanism=row.mechanism_id, owner=row.owner_id, owner_name=Text(*row.owner.labels()) if row.owner and _shown(row.owner) else NOTHING,
            is_estimate=row.is_estimate, is_open=row.handling == Handling.OPEN,
        )  # fmt: skip


@source
def asks(window: Window) -> Iterator[Due]:
    """Yield requests and promises with a day and without an answer."""
    for row in _ASKS.of(window):
        words = row.text if row.text.en or row.text.ko else Text(row.counterpart)
        yield Due(
            on=row.due_on, kind=Kind.PROMISED if row.direction == Ask.Direction.PROMISED else Kind.ASKED, what=words,
            model=row.activity._meta.label_lower, record=row.activity_id, about=row.activity.title, is_open=row.activity.handling == Handling.OPEN,
            owner=row.owner_id, owner_name=Text(*row.owner.labels()) if row.owner and _shown(row.owner) else NOTHING,
        )  # fmt: skip


@source
def tasks(window: Window) -> Iterator[Due]:
    """Yield the tasks of activities that have a day and are not done."""
    for row in _TASKS.of(window):
        if row.due_on is None:
            continue
        yield Due(
            on=row.due_on, kind=Kind.TASK, what=Text(row.what, row.what), model=row.activity._meta.label_lower, record=row.activity_id,
            about=row.activity.title, owner=row.owner_id, owner_name=Text(*row.owner.labels()) if row.owner and _shown(row.owner) else NOTHING,
            is_open=row.activity.handling == Handling.OPEN,
        )  # fmt: skip


@source
def signatures(window: Window) -> Iterator[Due]:
    """Yield who was asked to sign by a day and has neither signed nor declined, while the text is not out yet."""
    waiting = _SIGNATURES.of(window)
    keys = {row.record_id for row in waiting}
    texts: dict[UUID, Letter | Submission] = {}
    for model in (Letter, Submission) if keys else ():
        texts.update({row.pk: row for row in model.objects.visible_to(window.account).filter(pk__in=keys).exclude(status__in=OUT)})
    for row in waiting:
        text = texts.get(row.record_id)
        if text is None or row.answer_by is None:
            continue
        yield Due(
            on=row.answer_by, kind=Kind.SIGNATURE, what=Text(row.printed("en"), row.printed("ko")), model=text._meta.label_lower, record=text.pk,
            about=Text(*text.labels()), mechanism=text.addressed_to_id, owner=text.owner_id, is_open=False,
        )  # fmt: skip


@source
def answers(window: Window) -> Iterator[Due]:
    """Yield the last day of the answer a mechanism gives, or asks a government for, after a text was filed."""
    for row in _ANSWERS.of(window, since=window.today - timedelta(days=ANSWER_DAYS)):
        mechanism = row.addressed_to
        if row.filed_on is None or mechanism is None or not _shown(mechanism):
            continue
        on = row.filed_on + timedelta(days=mechanism.response_days or 0)
        if window.upto is None or on <= window.upto:
            yield Due(
                on=on, kind=Kind.ANSWER, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk, about=Text(*mechanism.labels()),
                mechanism=mechanism.pk, owner=row.owner_id, owner_name=Text(*row.owner.labels()) if row.owner and _shown(row.owner) else NOTHING,
                is_open=row.handling == Handling.OPEN,
            )  # fmt: skip


@source
def sessions(window: Window) -> Iterator[Due]:
    """Yield sessions that have not ended: they are never late, they only come nearer."""
    for row in _SESSIONS.of(window, today=window.today):
        yield Due(
            on=row.starts_on, kind=Kind.SESSION, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk,
            about=Text(*row.mechanism.labels()) if _shown(row.mechanism) else NOTHING, mechanism=row.mechanism_id,
            is_estimate=not row.is_confirmed, is_open=row.handling == Handling.OPEN, until=row.ends_on,
        )  # fmt: skip
