"""Ties between records that have no columns of their own and stand in a many-to-many field: places of an activity.

Like every write they are checked, journalled and can be undone; `editing` keeps the fields, this module the ties.

May import: audit, reference, access and the other modules of this package.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import indexing
from bandi.foundation.records.errors import NotUndoable
from bandi.foundation.records.models import RecordBase


@transaction.atomic
def tie(row: RecordBase, field: str, other: RecordBase, *, by: Account | None) -> Revision | None:
    """Tie `other` to `row` by the many-to-many `field`; None when they are tied already. Raises: NotPermitted."""
    require(by, Permission.RECORDS_EDIT)
    through, ends = _through(type(row), field)
    values = {ends[0]: row.pk, ends[1]: other.pk}
    if through._default_manager.filter(**values).exists():
        return None
    made = through._default_manager.create(**values)
    return _note(row, made, "add", None, values, by=by)


@transaction.atomic
def untie(row: RecordBase, field: str, other: RecordBase, *, by: Account | None) -> Revision | None:
    """Take a tie away; None when there is none. Raises: NotPermitted."""
    require(by, Permission.RECORDS_EDIT)
    through, ends = _through(type(row), field)
    values = {ends[0]: row.pk, ends[1]: other.pk}
    found = through._default_manager.filter(**values).first()
    if found is None:
        return None
    revision = _note(row, found, "remove", values, None, by=by)
    found.delete()
    return revision


def is_tie(revision: Revision) -> bool:
    """Return whether a revision is about a tie, so that `undo_tie` takes it back rather than `editing.undo`."""
    return bool(apps.get_model(revision.model)._meta.auto_created)


@transaction.atomic
def undo_tie(revision: Revision, *, by: Account | None) -> Revision:
    """Take back a tie or its removal. Raises: NotPermitted; NotUndoable when that happened already."""
    require(by, Permission.RECORDS_EDIT)
    through = apps.get_model(revision.model)
    owner = through._meta.auto_created
    if Revision.objects.filter(undoes=revision).exists():
        raise NotUndoable
    values = dict(revision.after or revision.before or {})
    found = through._default_manager.filter(**values).first()
    row = owner._default_manager.get(pk=revision.record)
    if revision.before is None and found is not None:
        undone = _note(row, found, "undo", values, None, by=by, undoes=revision)
        found.delete()
    elif revision.after is None and found is None:
        made = through._default_manager.create(**values)
        undone = _note(row, made, "undo", None, values, by=by, undoes=revision)
    else:
        raise NotUndoable
    return undone


def _through(model: type[models.Model], field: str) -> tuple[Any, tuple[str, str]]:
    relation: Any = model._meta.get_field(field)
    through = relation.remote_field.through
    return through, (f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id")


def _note(
    row: RecordBase, tied: Any, verb: str, before: dict[str, Any] | None, after: dict[str, Any] | None,
    *, by: Account | None, undoes: Revision | None = None,
) -> Revision:  # fmt: skip
    label = tied._meta.label_lower
    before, after = _plain(before), _plain(after)
    entry = journal.append(
        f"{label.replace('.', ':')}:{verb}", by=by.id if by else None, record=row.pk,
        change={"row": str(tied.pk), "before": before, "after": after},
    )  # fmt: skip
    manager = type(row)._default_manager
    manager.filter(pk=row.pk).update(version=F("version") + 1)
    version = manager.values_list("version", flat=True).get(pk=row.pk)
    indexing.refresh([manager.get(pk=row.pk)])
    return Revision.objects.create(
        entry=entry, record=row.pk, model=label, row=str(tied.pk), before=before, after=after, version=version, undoes=undoes
    )


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return {name: str(value) for name, value in values.items()} if values is not None else None
