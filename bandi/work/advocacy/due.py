"""What is due in advocacy: days of mechanisms, requests and promises, tasks, answers we wait for, sessions that begin.

May import: the foundation, the register, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from bandi.foundation.records.due import NOTHING, Due, Kind, Window, source
from bandi.foundation.records.due import may_be_named as _shown
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.texts import Text
from bandi.register.activities.models import Activity, Ask, FollowUp
from bandi.work.advocacy.models import OUT, Deadline, Letter, MechanismSession, Signatory, Stage, Submission

ANSWER_DAYS = 400


@source
def deadlines(window: Window) -> Iterator[Due]:
    """Yield the open deadlines; one without a day yet has no line."""
    rows = Deadline.objects.visible_to(window.account).waiting().with_day().filter(day__isnull=False)  # type: ignore[attr-defined]
    if window.upto:
        rows = rows.filter(day__lte=window.upto)
    for row in rows.select_related("mechanism", "session__mechanism", "owner").order_by("day")[: window.most]:
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
    rows = Ask.objects.filter(answered_on__isnull=True, due_on__isnull=False, activity__is_removed=False)
    rows = rows.filter(activity__in=Activity.objects.visible_to(window.account))
    if window.upto:
        rows = rows.filter(due_on__lte=window.upto)
    for row in rows.select_related("activity", "owner").order_by("due_on", "order")[: window.most]:
        words = row.text if row.text.en or row.text.ko else Text(row.counterpart)
        yield Due(
            on=row.due_on, kind=Kind.PROMISED if row.direction == Ask.Direction.PROMISED else Kind.ASKED, what=words,
            model=row.activity._meta.label_lower, record=row.activity_id, about=row.activity.title, is_open=row.activity.handling == Handling.OPEN,
            owner=row.owner_id, owner_name=Text(*row.owner.labels()) if row.owner and _shown(row.owner) else NOTHING,
        )  # fmt: skip


@source
def tasks(window: Window) -> Iterator[Due]:
    """Yield the tasks of activities that have a day and are not done."""
    rows = FollowUp.objects.filter(done_on__isnull=True, due_on__isnull=False, activity__in=Activity.objects.visible_to(window.account))
    if window.upto:
        rows = rows.filter(due_on__lte=window.upto)
    for row in rows.select_related("activity", "owner").order_by("due_on", "order")[: window.most]:
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
    rows = Signatory.objects.filter(answer_by__isnull=False, signed_on__isnull=True, declined_on__isnull=True)
    if window.upto:
        rows = rows.filter(answer_by__lte=window.upto)
    waiting = list(rows.select_related("organisation", "person").order_by("answer_by")[: window.most])
    keys = {row.record_id for row in waiting}
    texts: dict[UUID, Letter | Submission] = {}
    for model in (Letter, Submission):
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
    rows = Submission.objects.visible_to(window.account).filter(
        status=Stage.FILED, filed_on__gte=window.today - timedelta(days=ANSWER_DAYS), addressed_to__response_days__isnull=False
    )
    for row in rows.select_related("addressed_to", "owner").order_by("filed_on")[: window.most]:
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
    rows = MechanismSession.objects.visible_to(window.account).filter(starts_on__gte=window.today)
    if window.upto:
        rows = rows.filter(starts_on__lte=window.upto)
    for row in rows.select_related("mechanism").order_by("starts_on")[: window.most]:
        yield Due(
            on=row.starts_on, kind=Kind.SESSION, what=Text(*row.labels()), model=row._meta.label_lower, record=row.pk,
            about=Text(*row.mechanism.labels()) if _shown(row.mechanism) else NOTHING, mechanism=row.mechanism_id,
            is_estimate=not row.is_confirmed, is_open=row.handling == Handling.OPEN, until=row.ends_on,
        )  # fmt: skip
