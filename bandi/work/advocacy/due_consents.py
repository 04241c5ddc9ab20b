"""What is due about consents: to be renewed, tasks after a withdrawal, withdrawals of everything that reached another compartment.

Only consents that exist for the account are asked for, and none of these lines leaves the house in a calendar feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from bandi.foundation.audit import clock
from bandi.foundation.records.due import NOTHING, Due, Kind, Window, source
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.statements import Statement
from bandi.foundation.reference.texts import Text
from bandi.register.people.consents.states import expired, holding, withdrawn_for
from bandi.register.people.models import Consent, ConsentTask, Person

AHEAD_DAYS = 180
REMEMBERED_DAYS = 90
# What nobody could see is not looked for under anybody's compartments: three small questions, whoever asks; their answers are shown to nobody.
_ANY_CONSENT = Statement(lambda: Consent.objects.in_use().filter(withdrawn_at__isnull=True).order_by().values_list("pk")[:1])
_ANY_TASK = Statement(lambda: ConsentTask.objects.filter(done_on__isnull=True, due_on__isnull=False).order_by().values_list("pk")[:1])
_TOOK_EVERYTHING_BACK = Statement(lambda: Consent.objects.filter(withdraws_all=True).order_by().values_list("person", "statement__person"))


@source
def renewals(window: Window) -> Iterator[Due]:
    """Yield the consents that are to be renewed, and those that ran out lately and were not."""
    if _ANY_CONSENT.first() is None:
        return
    today = clock.today()
    upto = window.upto or today + timedelta(days=AHEAD_DAYS)
    rows = Consent.objects.visible_to(window.account).filter(holding(today) | (expired(today) & Q(ends_on__gte=today - timedelta(days=REMEMBERED_DAYS))))
    for row in rows.select_related("taken_by", "subject").order_by("ends_on", "given_from"):
        on = row.ends_on if row.ends_on is not None and row.ends_on < today else row.renew_on
        if on is not None and on <= upto and row.subject.erased_at is None:
            yield _line(row, Kind.CONSENT, on, Text(*row.labels()), row.taken_by)


@source
def tasks(window: Window) -> Iterator[Due]:
    """Yield what is to be done after withdrawals and is not done."""
    if _ANY_TASK.first() is None:
        return
    rows = ConsentTask.objects.filter(done_on__isnull=True, due_on__isnull=False, consent__in=Consent.objects.visible_to(window.account))
    if window.upto:
        rows = rows.filter(due_on__lte=window.upto)
    for row in rows.select_related("consent", "owner").order_by("due_on", "order")[: window.most]:
        if row.due_on is not None:
            yield _line(row.consent, Kind.TASK, row.due_on, _both(row), row.owner, about=Text(*row.consent.labels()))


@source
def withdrawn_elsewhere(window: Window) -> Iterator[Due]:
    """Yield consents whose person took everything back in another compartment: whoever sees them looks where they were used, and withdraws them."""
    people = {person or told_by for person, told_by in _TOOK_EVERYTHING_BACK.all() if person or told_by}
    gone = withdrawn_for(people) if people else {}
    if not gone:
        return
    about = Q(person__in=list(gone)) | Q(statement__person__in=list(gone))
    rows = Consent.objects.visible_to(window.account).filter(about, withdrawn_at__isnull=True)
    for row in rows.select_related("record", "statement", "taken_by").order_by("code")[: window.most]:
        at = gone.get(row.person_id or (row.statement.person_id if row.statement else None))
        if at is not None and row.record.created_at <= at:
            yield _line(row, Kind.WITHDRAWN, timezone.localtime(at).date(), Text(*row.labels()), row.taken_by)


def _line(row: Consent, kind: Kind, on: object, what: Text, owner: Person | None, *, about: Text = NOTHING) -> Due:
    shown = owner is not None and owner.handling != Handling.PROTECTED and not owner.is_removed
    return Due(
        on=on, kind=kind, what=what, model=row._meta.label_lower, record=row.pk, about=about, owner=owner.pk if owner else None,  # type: ignore[arg-type]
        owner_name=Text(*owner.labels()) if shown and owner else NOTHING, is_open=False,
    )  # fmt: skip


def _both(task: ConsentTask) -> Text:
    from django.utils.translation import override

    label = ConsentTask.Kind(task.kind).label
    with override("en"):
        english = str(label)
    with override("ko"):
        return Text(english, str(label))
