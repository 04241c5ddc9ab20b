"""Who works on a record of a compartment that shows its records only to those who do. By stewards of the compartment, each act in the journal.

Guards against: a record that a whole compartment sees because nobody said who works on it; somebody who goes on seeing a case she has handed over.
Not against:    a steward, who can assign herself. It stands in the journal and on the page of the compartment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access.clearance import is_member, is_steward
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records.models import Assignment, SealedRecordBase
from bandi.foundation.vault.models import Compartment


@transaction.atomic
def assign(*, row: SealedRecordBase, account: Account, until: date | None, by: Account | None) -> Assignment:
    """Let a member of the compartment see and work on one record, from now on and, where `until` is given, to the end of that day.

    Who is assigned already gets the new end.
    Raises: NotPermitted; ValidationError for somebody who is no member, and for a day that is over.
    """
    _may(row.compartment, by)
    if not is_member(account, row.compartment) or not account.may(Permission.RECORDS_READ):
        raise ValidationError(_("Only members of the compartment can be assigned. Let her in first."))
    if until is not None and until < timezone.localdate():
        raise ValidationError(_("The last day is over already."))
    return _assigned(row, account, _end_of(until), by)


@transaction.atomic
def unassign(*, assignment: Assignment, of: Compartment, by: Account | None) -> None:
    """End an assignment now; it stays in the list with its days. Who is assigned may end her own. Raises: NotPermitted."""
    if by is None or by.pk != assignment.account_id:
        _may(of, by)
    if Assignment.objects.now().filter(pk=assignment.pk).update(until=timezone.now()):
        change = {"account": assignment.account_id}
        journal.append("records:assignment:end", by=by.id if by else None, record=assignment.record_id, change=change)


def assign_maker(row: SealedRecordBase, by: Account | None) -> None:
    """Assign who makes a record in a compartment that asks for assignments; otherwise nobody could see it. In the caller's transaction."""
    if by is not None and row.compartment.needs_assignment:
        _assigned(row, by, None, by)


def rows_of(compartment: Compartment) -> Iterator[SealedRecordBase]:
    """Yield the records of a compartment, of all kinds, removed ones left out. For stewards: they see the codes and nothing sealed."""
    for model in apps.get_models():
        if issubclass(model, SealedRecordBase):
            rows = model._default_manager.filter(compartment=compartment, is_removed=False)
            yield from rows.select_related("record").order_by("-record__created_at")


def _assigned(row: SealedRecordBase, account: Account, until: datetime | None, by: Account | None) -> Assignment:
    open_one = Assignment.objects.now().filter(record_id=row.pk, account=account).first()
    if open_one is not None:
        Assignment.objects.filter(pk=open_one.pk).update(until=until)
        open_one.until, made = until, open_one
    else:
        made = Assignment.objects.create(record_id=row.pk, account=account, until=until, assigned_by=by)
    change = {"account": account.pk, "until": until}
    journal.append("records:assignment:grant", by=by.id if by else None, record=row.pk, change=change)
    return made


def _may(compartment: Compartment, by: Account | None) -> None:
    require(by, Permission.MEMBERSHIP_GRANT)
    if by is not None and not (is_steward(by, compartment) and is_member(by, compartment)):
        raise NotPermitted(Permission.MEMBERSHIP_GRANT.value)


def _end_of(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
