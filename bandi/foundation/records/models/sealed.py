"""Records whose content is sealed: who sees that they exist is decided by compartment and assignment, who reads them by keys.

May import: the vault, access, Django.
"""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.clearance import compartments_of
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.models.spine import Handling, PartBase, Record, RecordBase, RecordQuerySet
from bandi.foundation.vault.fields import SealedRow
from bandi.foundation.vault.models import Compartment, Subject


class SealedQuerySet(RecordQuerySet):
    """Queries over sealed records."""

    def visible_to(self, account: Account | None) -> Self:
        """Rows whose existence `account` may know: her compartments, and where they ask for it, her assignments.

        None is the house itself; it sees the rows and opens none of them.
        """
        return self.in_use().known_to(account)  # type: ignore[attr-defined,no-any-return]

    def known_to(self, account: Account | None) -> Self:
        """Rows whose existence `account` may know, removed ones too: whoever may bring one back is asked the same as whoever reads it."""
        rows: Self = self.all()
        if account is None:
            return rows
        if not account.may(Permission.RECORDS_READ):
            return rows.none()
        rows = rows.filter(compartment__in=compartments_of(account))
        assigned = Assignment.objects.now().filter(account=account).values("record")
        return rows.filter(Q(compartment__needs_assignment=False) | Q(record__in=assigned))


class SealedRecordBase(RecordBase, SealedRow):
    """What every sealed record has: a compartment that never changes, a subject whose key can be destroyed.

    handling is always protected: nothing of it is printed, indexed or named to others.
    """

    compartment = models.ForeignKey(Compartment, verbose_name=_("compartment"), on_delete=models.PROTECT, related_name="+")

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def stands_under(self) -> Subject | None:
        """Return the subject of another record under whose keys a new one of this kind stands, so that both are erased together; None for one of its own."""
        return None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.handling = Handling.PROTECTED
        super().save(*args, **kwargs)


class SealedPart(PartBase, SealedRow):
    """A part with sealed fields; its subject is its record's. GOES_ALONG: taken along in a file together with its record."""

    GOES_ALONG = False

    class Meta:
        abstract = True


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Queries over assignments."""

    def now(self) -> Self:
        """Assignments that hold at this moment."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))


class Assignment(models.Model):
    """That a person works on a record of a compartment which shows its records only to those who do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="assignments")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "account"], condition=Q(until__isnull=True), name="one_open_assignment")
        ]
