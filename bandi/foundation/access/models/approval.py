"""Approvals: what one person may not do alone.

May import: Django, access.models.account, the vault's operational key.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models.account import Account
from bandi.foundation.vault import operational


class Decision(models.TextChoices):
    """What became of a request. One that is past its time and still waiting counts as expired."""

    WAITING = "waiting", _("waits for a second person")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Approvals(models.QuerySet["Approval"]):
    """Requests by where they stand."""

    def waiting(self, now: Any = None) -> Approvals:
        """Requests that wait for a word at this moment, or at `now`, which may be a place in a statement."""
        return self.filter(decision=Decision.WAITING, expires_at__gt=timezone.now() if now is None else now)

    def usable(self) -> Approvals:
        return self.filter(decision=Decision.APPROVED, used_at__isnull=True, expires_at__gt=timezone.now())


class Approval(models.Model):
    """A request of one person that needs the word of another.

    kind:       key of `access.approvals.KINDS`: "factor-recovery", "break-glass".
    subjects:   ids of what it is about (accounts, members, compartments), as text.
    sealed_reason: the asker's own words, sealed under the operational key; read through `reason`.
    expires_at: after it neither can it be decided nor, once approved, be used.
    used_at:    when the approved act was done; it can be done once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subjects = models.JSONField(default=list)
    sealed_reason = models.BinaryField(max_length=8192)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = Approvals.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["decision", "expires_at"], name="approval_waiting")]
        constraints = [
            models.CheckConstraint(
                name="approval_by_another",
                condition=~models.Q(decision__in=["approved", "refused"])
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("asked_by"))),
            ),
            models.CheckConstraint(
                name="approval_used_if_approved", condition=models.Q(used_at__isnull=True) | models.Q(decision="approved")
            ),
        ]

    @property
    def reason(self) -> str:
        """The asker's own words."""
        return operational.open_(bytes(self.sealed_reason), purpose="approval reason", place=str(self.id)).decode()

    @reason.setter
    def reason(self, words: str) -> None:
        self.sealed_reason = operational.seal(words.encode(), purpose="approval reason", place=str(self.id))

    @property
    def is_waiting(self) -> bool:
        return self.decision == Decision.WAITING and self.expires_at > timezone.now()

    @property
    def is_usable(self) -> bool:
        return self.decision == Decision.APPROVED and self.used_at is None and self.expires_at > timezone.now()
