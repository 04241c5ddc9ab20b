"""Taking edits back: one, or all rows of one paste."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing, relations
from bandi.foundation.records.errors import NotUndoable
from bandi.foundation.records.models import SealedRecordBase
from bandi.interfaces.desk.addresses import next_or
from bandi.interfaces.desk.linking import sees_ends, visible_record
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import kind_of
from bandi.register.claims import actions as claims
from bandi.register.claims.models import Claim

MOST_AT_ONCE = 5_000


@needs(Permission.RECORDS_EDIT)
@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one edit back, of a record that the account may see or has itself just removed."""
    account = account_of(request)
    revision = get_object_or_404(Revision.objects.select_related("entry"), pk=pk)
    if not _may_take_back(revision, Reader(account)):
        raise Http404
    try:
        undone = take_back(revision, by=account)
    except (NotUndoable, IntegrityError, ValidationError, ProtectedError):
        messages.warning(request, _("This cannot be taken back any more: the same was changed again later. Take the later change back first."))
        return redirect(next_or(request, _home(revision)))
    messages.success(request, _("Taken back."), extra_tags=reverse("desk:undo", args=[undone.pk]))
    return redirect(next_or(request, _home(revision)))


@needs(Permission.RECORDS_EDIT)
@require_POST
def undo_range(request: HttpRequest, first: int, last: int) -> HttpResponse:
    """Take back everything this account did between two entries of the journal: the rows of one paste."""
    account = account_of(request)
    asked = Revision.objects.filter(entry_id__gte=first, entry_id__lte=last, entry__actor=account.id, undoes=None).order_by("-entry_id")
    revisions = list(asked[: MOST_AT_ONCE + 1])
    if not revisions or len(revisions) > MOST_AT_ONCE:
        raise Http404
    taken, left, reader = 0, 0, Reader(account)
    with transaction.atomic():
        for revision in revisions:
            try:
                if not _may_take_back(revision, reader):
                    raise NotUndoable
                take_back(revision, by=account)
                taken += 1
            except (NotUndoable, IntegrityError, ValidationError, ProtectedError):
                left += 1
    messages.success(request, _("Taken back: %(taken)s. Changed again since and left as they are: %(left)s.") % {"taken": taken, "left": left})
    return redirect(next_or(request, _home(revisions[0])))


def take_back(revision: Revision, *, by: object) -> Revision:
    """Undo a revision, whatever it is about. Raises: NotUndoable."""
    act: Any = relations.undo_tie if relations.is_tie(revision) else editing.undo
    if revision.model == Claim._meta.label_lower:
        act = claims.undo_edit
    with transaction.atomic():
        undone: Revision = act(revision, by=by)
    return undone


def _may_take_back(revision: Revision, reader: Reader) -> bool:
    """Whether what was changed exists for the reader now: since she changed it, it may have become somebody else's to see."""
    return (visible_record(revision.record, reader) is not None or _may_bring_back(revision, reader)) and sees_ends(revision, reader)


def _may_bring_back(revision: Revision, reader: Reader) -> bool:
    """A removed record is invisible to everybody; who may see its kind of records may bring it back."""
    from django.apps import apps

    kind = kind_of(revision.model)
    if kind is None or "is_removed" not in (revision.before or {}):
        return False
    row = apps.get_model(revision.model)._default_manager.filter(pk=revision.row, is_removed=True).first()
    if isinstance(row, SealedRecordBase):
        return bool(type(row).objects.known_to(reader.account).filter(pk=row.pk).exists())  # type: ignore[attr-defined]
    return row is not None and (reader.sees_protected or row.handling != "protected")


def _home(revision: Revision) -> str:
    return reverse("desk:record_by_id", args=[revision.record])


history_patterns = [
    path("undo/<uuid:pk>/", undo, name="undo"),
    path("undo/<int:first>/<int:last>/", undo_range, name="undo_range"),
]
