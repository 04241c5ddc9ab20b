"""What somebody decided about two records that may be one person. Kept for ever, with why; taken back by an entry of its own.

A decision *same* is the link: nothing is moved or joined, so taking it back separates the two again, and what each source said stays
under its own record. Of protected people the verdict is sealed: a thief of the database learns that two codes were looked at together,
not what was found.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bandi.foundation.vault.fields import SealedRow, SealedText
from bandi.register.people.models.person import Person
from bandi.register.people.models.protected import ProtectedPerson


class Outcome(models.TextChoices):
    """What can be decided."""

    SAME = "same", _("the same person")
    OTHER = "other", _("not the same person")
    UNCLEAR = "unclear", _("cannot be told")


class Decided(models.Model):
    """Who decided about two records, and whether it was taken back. `one` has the smaller id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class PairDecision(Decided):
    """A decision about two people of public role."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome.choices)
    why = models.CharField(_("why"), max_length=400, blank=True)

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
            models.UniqueConstraint(fields=["one", "other"], condition=Q(undone_at__isnull=True), name="one_decision_on_a_pair"),
        ]


class SealedPairDecision(SealedRow, Decided):
    """A decision about two protected people, sealed under the subject of `one`; erasing either takes it.

    verdict: a word of `Outcome`, or "asked" and the id under which a second person was asked to approve the link.
    """

    one = models.ForeignKey(ProtectedPerson, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(ProtectedPerson, on_delete=models.CASCADE, related_name="+")
    verdict = SealedText(_("decision"), longest=60, is_long=False, blank=False)
    why = SealedText(_("why"), longest=400)

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="sealed_pair_in_order"),
            models.UniqueConstraint(fields=["one", "other"], condition=Q(undone_at__isnull=True), name="one_sealed_decision_on_a_pair"),
        ]
