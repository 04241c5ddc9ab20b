"""What editing asks before it touches something sealed: clearance, a subject to stand under, fields that never change.

Guards against: an edit, an undo or a new part by somebody who belongs to another compartment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.clearance import belongs, compartments_of
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.models import Handling, Record, RecordBase, SealedPart, SealedRecordBase
from bandi.foundation.vault.fields import SealedRow
from bandi.foundation.vault.holding import AUDIT
from bandi.foundation.vault.making import make_compartment, make_subject
from bandi.foundation.vault.models import Compartment, Subject, Tier
from bandi.foundation.vault.values import SealedValue

OFFICE = "office"
"""Key of the compartment of tier 1 that holds notes and files of open records."""
ERASED = _lazy("The keys of this record were destroyed. Nothing more can be kept with it.")
FIXED = frozenset({"compartment_id", "subject_id", "handling"})


def rooms_for_records(account: Account) -> QuerySet[Compartment]:
    """Return the compartments in which this person may put a sealed record: hers that are in use, but not the office's own and not the auditors', which hold no people."""
    return compartments_of(account).filter(is_retired=False).exclude(key__in=(OFFICE, AUDIT))


def prepared(row: SealedRecordBase, by: Account | None) -> str:
    """Give a new sealed record its subject and return its handling.

    Raises: NotPermitted; ValidationError without a compartment, or where the keys it would stand under were destroyed.
    """
    if row.subject_id is None and (shared := row.stands_under()) is not None:
        if shared.erased_at is not None:
            raise ValidationError(ERASED)
        row.subject, row.compartment = shared, shared.compartment
    if row.compartment_id is None:
        raise ValidationError({"compartment": _("Choose the compartment: it decides who can read this.")})
    if by is not None and not belongs(by, row.compartment):
        raise NotPermitted(Permission.RECORDS_EDIT.value)
    if row.subject_id is None and row.compartment.key in (OFFICE, AUDIT):
        raise ValidationError({"compartment": _("No people are kept in this compartment. Choose another.")})
    if row.subject_id is None:
        row.subject = make_subject(row.compartment)
    row.handling = Handling.PROTECTED
    return Handling.PROTECTED


def permit(row: models.Model, by: Account | None) -> None:
    """Refuse whoever may not see the sealed record that `row` is, or belongs to. Gives a sealed part its subject."""
    owner = row if isinstance(row, RecordBase) else _owner_of(row)
    if isinstance(owner, SealedRecordBase):
        visible = type(owner).objects.visible_to(by)  # type: ignore[attr-defined]
        if by is not None and not visible.filter(pk=owner.pk).exists() and not _is_removed(owner, by):
            raise NotPermitted(Permission.RECORDS_EDIT.value)
    if isinstance(row, SealedPart) and row.subject_id is None:
        row.subject = subject_for(owner)


def keep_fixed(row: models.Model, changes: Mapping[str, Any]) -> None:
    """Refuse changes that would move a sealed record to other people, and words for which there is no key any more."""
    written = [name for name, value in changes.items() if isinstance(value, SealedValue) and value.is_fresh]
    if written and isinstance(row, SealedRow) and row.subject.erased_at is not None:
        raise ValidationError(dict.fromkeys(written, ERASED))
    if isinstance(row, SealedRecordBase) and FIXED & changes.keys():
        raise ValidationError(_("A sealed record stays in its compartment. Make a new one in the other compartment instead."))
    for field, value in changes.items():
        if isinstance(value, SealedValue) and value.plain is None and not value.sealed:
            raise ValidationError({field: _("This value is sealed for you and was not changed.")})


def subject_for(owner: object) -> Subject:
    """Return the subject under which notes and files of a record stand: its own, or a fresh one of the office.

    Raises: ValidationError when the keys of the record's subject were destroyed.
    """
    if isinstance(owner, SealedRecordBase):
        if owner.subject.erased_at is not None:
            raise ValidationError(ERASED)
        return owner.subject
    return make_subject(office())


def office() -> Compartment:
    """Return the compartment that the server itself opens, made when it is first needed."""
    found = Compartment.objects.filter(key=OFFICE).first()
    return found or make_compartment(
        key=OFFICE, name_en="Office", name_ko="사무실", tier=Tier.INTERNAL,
        about_en="Notes and files of open records. The server itself can open them.",
        about_ko="공개 기록의 메모와 파일. 서버가 스스로 열 수 있습니다.",
    )  # fmt: skip


def record_row(record: Record) -> Any:
    """Return the domain row of a spine."""
    return apps.get_model(record.kind)._default_manager.filter(pk=record.pk).first()


def _owner_of(row: models.Model) -> Any:
    key = getattr(row, "parent_record", None)
    spine = Record.objects.filter(pk=key).first() if key else None
    return record_row(spine) if spine else None


def _is_removed(owner: SealedRecordBase, by: Account) -> bool:
    """A removed record is visible to nobody, and may still be brought back by those who could see it."""
    return owner.is_removed and bool(type(owner).objects.known_to(by).filter(pk=owner.pk).exists())  # type: ignore[attr-defined]
