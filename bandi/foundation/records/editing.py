"""The one way in which records are made, changed, removed and restored: check, change, journal, search, in one transaction.

Guards against: losing what somebody else wrote. An edit names the version it was made on; when the same fields
                changed since, nothing is written and both versions are shown.
Guarantees:     every write leaves an entry in the chain and a revision from which it can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import assigning, indexing, sealing
from bandi.foundation.records.errors import Conflict, NotUndoable
from bandi.foundation.records.models import PartBase, Record, RecordBase, SealedRecordBase
from bandi.foundation.records.rules import clean_changed
from bandi.foundation.records.values import differences, from_json, snapshot
from bandi.foundation.reference.statements import UUID_VALUE, Given, Statement

RecordRow = TypeVar("RecordRow", bound=RecordBase)
Part = TypeVar("Part", bound=PartBase)
Row = RecordBase | PartBase


def kind_of(model: type[models.Model] | models.Model) -> str:
    """Return the label under which a model's rows are journalled: "activities.activity"."""
    return model._meta.label_lower


@transaction.atomic
def create(
    model: type[RecordRow],
    *,
    by: Account | None,
    ref: str = "",
    handling: str = "",
    **values: Any,
) -> RecordRow:
    """Make a record with its spine and return it.

    by:       None for the house itself (loading a folder, the command line).
    handling: who may see it; the model's own beginning where nobody says.
    Raises:   NotPermitted, ValidationError (from the model's own rules), IntegrityError (a second record with this ref).
    """
    require(by, Permission.RECORDS_EDIT)
    handling = handling or model._meta.get_field("handling").get_default()
    row = model(handling=handling, **values)
    if isinstance(row, SealedRecordBase):
        handling = sealing.prepared(row, by)
    spine = Record(kind=kind_of(model), ref=ref, handling=handling, created_by=by)
    row.record = spine
    row.full_clean(exclude=["record"])
    spine.label_en, spine.label_ko = _labels(row)
    spine.save(force_insert=True)
    row.save(force_insert=True)
    if isinstance(row, SealedRecordBase):
        assigning.assign_maker(row, by)
    _revise(row, "create", None, snapshot(row), by=by, version=1)
    indexing.refresh([row])
    return row


@transaction.atomic
def add(part: Part, *, by: Account | None) -> Part:
    """Add a part (a headcount, an alias) to its record and return it. Raises: NotPermitted, ValidationError."""
    require(by, Permission.RECORDS_EDIT)
    sealing.permit(part, by)
    _ask_guard(part, {})
    part.full_clean()
    part.save(force_insert=True)
    _revise(part, "add", None, snapshot(part), by=by, version=_count_edit(part))
    return part


@transaction.atomic
def edit(row: Row, changes: Mapping[str, Any], *, by: Account | None, version: int | None = None) -> Row:
    """Change fields of a record or a part and return it as it now stands, with `newest_revision` if anything was changed.

    changes: attribute names (`kind_id` for foreign keys) and new values.
    version: version of the record the editor saw; None when she cannot have been overtaken (within one transaction).
    Raises:  NotPermitted, ValidationError, Conflict when the same fields changed since `version`.
    """
    require(by, Permission.RECORDS_EDIT)
    sealing.permit(row, by)
    current = _locked(row)
    new = differences(current, changes)
    if not new:
        return current
    if version is not None and (overtaken := _changed_since(current, version) & new.keys()):
        raise Conflict(
            version=_version_of(current),
            theirs={name: getattr(current, name) for name in overtaken},
            yours={name: new[name] for name in overtaken},
        )
    _ask_guard(current, new)
    before = snapshot(current, new)
    for name, value in new.items():
        setattr(current, name, value)
    exclude = ["record"] if isinstance(current, RecordBase) else []
    sealing.keep_fixed(current, new)
    clean_changed(current, new, exclude=exclude)
    _save(current, new)
    current.newest_revision = _revise(current, "edit", before, snapshot(current, new), by=by, version=_count_edit(current))
    indexing.refresh([current])
    return current


@transaction.atomic
def remove(row: Row, *, by: Account | None) -> Revision:
    """Remove a record (it stays in the history and can be restored) or delete a part; return the revision to undo it by."""
    require(by, Permission.RECORDS_EDIT)
    sealing.permit(row, by)
    current = _locked(row)
    _ask_guard(current, None)
    if isinstance(current, RecordBase):
        before = snapshot(current, ["is_removed"])
        current.is_removed = True
        _save(current, {"is_removed": True})
        revision = _revise(current, "remove", before, {"is_removed": True}, by=by, version=_count_edit(current))
        indexing.refresh([current])
        return revision
    before = snapshot(current)
    version = _count_edit(current)
    revision = _revise(current, "remove", before, None, by=by, version=version)
    current.delete()
    return revision


_guards: dict[str, Callable[[Any, Mapping[str, Any] | None], None]] = {}


def guard_changes(model: type[models.Model], check: Callable[[Any, Mapping[str, Any] | None], None]) -> None:
    """Let `check(row as it stands, new values)` refuse what may never become of a row of `model`, whoever asks and by whichever way.

    It is asked before an edit, an undo of an edit, and a removal (new values None), and before a part is added or brought back (no new
    values); it raises ValidationError.
    Called once from the package's `AppConfig.ready`.
    """
    _guards[kind_of(model)] = check


def _ask_guard(row: Row, changes: Mapping[str, Any] | None) -> None:
    if check := _guards.get(kind_of(row)):
        check(row, changes)


_undo_guards: dict[str, Callable[[Revision, Account | None], None]] = {}


def guard_undo(model: type[models.Model], check: Callable[[Revision, Account | None], None]) -> None:
    """Let `check` refuse the undoing of revisions of `model`; called once from the package's `AppConfig.ready`.

    Guards against: taking back by undo what one was not permitted to do, such as accepting a claim or publishing.
    """
    _undo_guards[kind_of(model)] = check


@transaction.atomic
def undo(revision: Revision, *, by: Account | None) -> Revision:
    """Take one edit back and return the new revision that does so.

    Raises: NotPermitted; NotUndoable when the same fields changed again later, or when it was undone already.
    """
    require(by, Permission.RECORDS_EDIT)
    if check := _undo_guards.get(revision.model):
        check(revision, by)
    if Revision.objects.filter(undoes=revision).exists():
        raise NotUndoable
    model = apps.get_model(revision.model)
    row = model._default_manager.filter(pk=revision.row).first()
    if row is not None:
        sealing.permit(row, by)
    if revision.after is None:
        restored = model(pk=revision.row, **from_json(model, revision.before or {}))
        sealing.permit(restored, by)
        try:
            _ask_guard(restored, {})
        except ValidationError as refused:
            raise NotUndoable from refused
        restored.save(force_insert=True)
        return _revise(restored, "restore", None, revision.before, by=by, version=_count_edit(restored), undoes=revision)
    if row is None or snapshot(row, revision.after) != revision.after:
        raise NotUndoable
    if revision.before is None:
        try:
            undone = remove(row, by=by)
        except ValidationError as refused:
            raise NotUndoable from refused
        undone.undoes = revision
        undone.save(update_fields=["undoes"])
        return undone
    earlier = from_json(model, revision.before)
    try:
        _ask_guard(row, earlier)
    except ValidationError as refused:
        raise NotUndoable from refused
    for name, value in earlier.items():
        setattr(row, name, value)
    _save(row, revision.before)
    undone = _revise(
        row, "undo", revision.after, revision.before, by=by, version=_count_edit(row), undoes=revision
    )
    indexing.refresh([row])
    return undone


def _labels(row: RecordBase) -> tuple[str, str]:
    english, korean = row.labels()
    return english[:400], korean[:400]


def _locked(row: Row) -> Any:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _save(row: Any, names: Mapping[str, Any]) -> None:
    fields = [*names, "updated_at"] if isinstance(row, RecordBase) else list(names)
    row.save(update_fields=fields)
    if isinstance(row, RecordBase):
        english, korean = _labels(row)
        Record.objects.filter(pk=row.pk).update(label_en=english, label_ko=korean, handling=row.handling)


def _owner(row: Any) -> tuple[type[models.Model], UUID]:
    if isinstance(row, RecordBase):
        return type(row), row.id
    kind = Record.objects.values_list("kind", flat=True).get(pk=row.parent_record)
    return apps.get_model(kind), row.parent_record


def _version_of(row: Any) -> int:
    model, key = _owner(row)
    version: int | None = _versions(model).first(key=key)
    if version is None:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return version


@lru_cache(maxsize=256)
def _versions(model: type[models.Model]) -> Statement[int]:
    """Return the question for the version of a row, kept as SQL because every edit asks it."""
    return Statement(lambda: model._default_manager.filter(pk=Given("key", UUID_VALUE)).order_by().values_list("version", flat=True))


def _count_edit(row: Any) -> int:
    model, key = _owner(row)
    model._default_manager.filter(pk=key).update(version=F("version") + 1)
    return _version_of(row)


def _changed_since(row: Any, version: int) -> set[str]:
    if isinstance(row, RecordBase) and row.version <= version:
        return set()  # every revision under a record counts it up
    revisions = Revision.objects.filter(
        record=row.parent_record, model=kind_of(row), row=str(row.pk), version__gt=version
    )
    return {name for revision in revisions for name in (revision.after or {})}


def _revise(
    row: Any,
    verb: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    by: Account | None,
    version: int,
    undoes: Revision | None = None,
) -> Revision:
    entry = journal.append(
        f"{kind_of(row).replace('.', ':')}:{verb}",
        by=by.id if by else None,
        record=row.parent_record,
        change={"row": str(row.pk), "before": before, "after": after},
    )
    return Revision.objects.create(
        entry=entry, record=row.parent_record, model=kind_of(row), row=str(row.pk),
        before=before, after=after, version=version, undoes=undoes,
    )  # fmt: skip
