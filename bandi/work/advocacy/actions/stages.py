"""Moving a text of ours along its way: clearing, filing, publishing, taken up; and back.

Guards against: filing what nobody cleared, and clearing with problems that nobody looked at. The stage stands in no form;
                it moves here only, and undo is no way round a permission (`check_undo`).
May import: the foundation, this package.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import NotUndoable
from bandi.work.advocacy.actions import keeping
from bandi.work.advocacy.models import OUT, Deadline, Filing, Letter, Stage, Submission, Uptake
from bandi.work.advocacy.problems import Draft, problems

Paper = TypeVar("Paper", Letter, Submission)
ORDER = [Stage.PLANNED, Stage.DRAFTED, Stage.CLEARED, Stage.FILED, Stage.PUBLISHED, Stage.TAKEN_UP]


@transaction.atomic
def clear_text(*, row: Paper, by: Account | None, note: str = "") -> Paper:
    """Clear a drafted text for filing and return it.

    note:   why it is cleared although grave problems are open; kept with the act.
    Raises: NotPermitted; ValidationError when nothing was drafted, or grave problems are open and no note says why not to wait.
    """
    require(by, Permission.TEXT_CLEAR)
    current = _current(row)
    if current.status != Stage.DRAFTED:
        raise ValidationError(_("Only a drafted text can be cleared. Write the text first."))
    grave = [problem for problem in problems(Draft.read(current)) if problem.is_grave]
    if grave and not note.strip():
        raise ValidationError(_("Grave problems are open. Repair them, or say in a note why it is cleared all the same."))
    return _move(current, Stage.CLEARED, {}, by=by, told={"note": note.strip(), "open": len(grave)})


@transaction.atomic
def file_text(*, row: Paper, filed_on: date, receipt: str = "", by: Account | None, outside: bool = False) -> Paper:
    """Note that a text was filed or sent, keep a copy of it, and return it; an open deadline of a submission is closed with it.

    outside: it went out without being written here; then it need not be cleared, but only who may clear may say so.
    Raises:  NotPermitted; ValidationError for a day in the future, or a text that was not cleared.
    """
    require(by, Permission.TEXT_FILE)
    if outside:
        require(by, Permission.TEXT_CLEAR)
    current = _current(row)
    if current.status not in ((Stage.PLANNED, Stage.DRAFTED, Stage.CLEARED) if outside else (Stage.CLEARED,)):
        raise ValidationError(_("Only a cleared text can be filed. Ask for its clearance first."))
    if filed_on > timezone.localdate():
        raise ValidationError(_("The day of filing lies in the future. Note it when it happened."))
    day = filed_on.isoformat()
    dates = {"filed": day, "filed_on": filed_on} if isinstance(current, Submission) else {"sent": day, "sent_on": filed_on}
    changes: dict[str, Any] = {**dates, "receipt": receipt.strip()[:200]}
    filed = _move(current, Stage.FILED, changes, by=by, told={"outside": outside})
    if not outside:
        keeping.keep(filed, by=by)
    if isinstance(filed, Submission) and filed.deadline_id:
        deadline = Deadline.objects.get(pk=filed.deadline_id)
        if deadline.closed_on is None:
            editing.edit(deadline, {"closed_on": filed_on}, by=by)
    return filed


@transaction.atomic
def publish_text(*, row: Paper, published_on: date | None = None, symbol: str = "", by: Account | None) -> Paper:
    """Note that a filed text was made public, and return it. Raises: NotPermitted; ValidationError when it was not filed."""
    require(by, Permission.TEXT_FILE)
    current = _current(row)
    if current.status != Stage.FILED:
        raise ValidationError(_("Only a filed text can be published."))
    changes = {"published_on": published_on, "symbol": symbol.strip()[:60]} if isinstance(current, Submission) else {}
    return _move(current, Stage.PUBLISHED, changes, by=by)


@transaction.atomic
def mark_taken_up(*, row: Paper, by: Account | None) -> Paper:
    """Note that a later document took the text up, and return it.

    Raises: NotPermitted; ValidationError when it was not filed, or no citation of it is on record.
    """
    require(by, Permission.TEXT_FILE)
    current = _current(row)
    if current.status not in (Stage.FILED, Stage.PUBLISHED):
        raise ValidationError(_("Only a text that went out can be taken up."))
    if not uptakes_of(current).exists():
        raise ValidationError(_("No citation of it is on record. Enter where it was taken up first."))
    return _move(current, Stage.TAKEN_UP, {}, by=by)


@transaction.atomic
def begin_correction(*, row: Paper, because: str, by: Account | None) -> Paper:
    """Take a text that went out in hand again, so that a corrected version can be filed, and return it; the first copy stays.

    because: why it is corrected; kept with the copy.
    Raises:  NotPermitted; ValidationError when it did not go out, or no reason is given.
    """
    require(by, Permission.TEXT_CLEAR)
    current = _current(row)
    if current.status not in OUT or not keeping.is_kept(current.pk):
        raise ValidationError(_("Only a text that went out, and of which a copy stands, can be corrected."))
    if not because.strip():
        raise ValidationError(_("Say why it is corrected: whoever compares the two copies will ask."))
    keeping.end(current, Filing.Ended.CORRECTED, because.strip(), by=by)
    return _move(current, Stage.DRAFTED, {}, by=by, told={"correction": True})


@transaction.atomic
def step_back(*, row: Paper, by: Account | None) -> Paper:
    """Take a text back to the stage before, and return it; what was noted with the stage stays until it is noted anew.

    A copy of what was filed stays, marked as noted by mistake; it counts no longer.

    Raises: NotPermitted: who may not clear takes nothing back that was cleared or filed; ValidationError at the first stage.
    """
    require(by, Permission.TEXT_CLEAR)
    current = _current(row)
    place = ORDER.index(Stage(current.status))
    if place == 0:
        raise ValidationError(_("It stands at the first stage already."))
    if current.status == Stage.FILED:
        keeping.end(current, Filing.Ended.MISTAKE, "", by=by)
    return _move(current, ORDER[place - 1], {}, by=by)


def uptakes_of(row: Letter | Submission) -> Any:
    """Return the citations of a text: its own, and those of its activities that name no text."""
    activities = [row.activity_id] if isinstance(row, Submission) else list(row.activities.values_list("pk", flat=True))
    own = Q(submission=row.pk) if isinstance(row, Submission) else Q(letter=row.pk)
    unnamed = Q(submission__isnull=True, letter__isnull=True, publication__isnull=True)
    return Uptake.objects.in_use().filter(own | (unnamed & Q(own_activity__in=[pk for pk in activities if pk])))


def check_undo(revision: Revision, by: Account | None) -> None:
    """Refuse to move a stage by undo without the permission to clear, and at all once it went out.

    Raises: NotPermitted; NotUndoable where a copy is kept: its page takes the stage back, and marks the copy.
    """
    if "status" in {**(revision.before or {}), **(revision.after or {})} and revision.before is not None:
        require(by, Permission.TEXT_CLEAR)
        if Filing.objects.filter(record=revision.record).exists():
            raise NotUndoable


def _current(row: Paper) -> Paper:
    return type(row).objects.select_for_update().get(pk=row.pk)


def _move(row: Paper, to: Stage, changes: dict[str, Any], *, by: Account | None, told: dict[str, Any] | None = None) -> Paper:
    moved = editing.edit(row, {**changes, "status": to}, by=by)
    kind = type(row)._meta.label_lower.replace(".", ":")
    journal.append(f"{kind}:{to}", by=by.id if by else None, record=row.pk, change=told or {})
    return moved  # type: ignore[return-value]
