"""Break glass: somebody without membership opens a compartment for an hour, because somebody's safety depends on it.

The key itself is lent in the holder's memory and stands nowhere else; this row says who asked, why, who let her, and until when.

May import: Django.
"""

from __future__ import annotations

import uuid

from django.db import models

from bandi.foundation.vault.models.compartments import Compartment
from bandi.foundation.vault.models.members import Member


class BreakGlass(models.Model):
    """One emergency. until: null while nobody approved it. reviewed_at: when a steward has read what was read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="emergencies")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="emergencies")
    reason = models.CharField(max_length=400)
    asked_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("member")),
                name="nobody_breaks_glass_alone",
            )
        ]
