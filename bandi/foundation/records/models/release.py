"""Receipts: what left the house, when, to whom, for what, from which records, who answered which objection, who signed.

Guarantees: no plaintext of anything protected stands here. Titles, excerpts and names are never kept; reasons that people typed are
            sealed under the server's key and destroyed with the person whom they may concern.

May import: access, the vault's operational key, Django.
"""

from __future__ import annotations

import json
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.masks import NOTHING, Masks
from bandi.foundation.records.release import Audience, Purpose, Severity
from bandi.foundation.vault import operational


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts by where they stand."""

    def left(self) -> Self:
        return self.filter(state=Receipt.State.LEFT)

    def waiting(self) -> Self:
        return self.filter(state=Receipt.State.WAITING)


class Receipt(models.Model):
    """One thing that left, or waits to leave.

    kind:    the path ("list", "paper"). about: id of the record or edition that it is. digest: SHA-256 of the file, null until it is known.
    key:     keyed digest of what it is, so that the same thing is known when it is made once more.
    sealed_made: how it is made again for the gate's page (an address), sealed under the server's key.
    first_reader: who lets it leave; null is the house itself (a command). second_reader: who signed where one must.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for answers")
        LEFT = "left", _("has left")
        DROPPED = "dropped", _("was given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    about = models.UUIDField(null=True)
    key = models.BinaryField(max_length=32, null=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    language = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    digest = models.BinaryField(max_length=32, null=True)
    sealed_made = models.BinaryField(max_length=16_384, null=True)
    first_reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    second_reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    objects = ReceiptQuerySet.as_manager()
    masks: Masks = NOTHING
    """How names are printed in what just left; never stored."""

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state", "-asked_at"], name="receipt_by_state"), models.Index(fields=["key"], name="receipt_by_key")]
        constraints = [
            models.CheckConstraint(
                name="receipt_signed_by_another",
                condition=models.Q(second_reader__isnull=True) | models.Q(first_reader__isnull=True) | ~models.Q(first_reader=models.F("second_reader")),
            ),
            models.CheckConstraint(name="receipt_left_at", condition=~models.Q(state="left") | models.Q(left_at__isnull=False)),
        ]

    @property
    def made(self) -> dict[str, Any]:
        """How it is made again: an address and what stands in its query."""
        if self.sealed_made is None:
            return {}
        plain = operational.open_(bytes(self.sealed_made), purpose="receipt", place=str(self.id))
        return json.loads(plain)  # type: ignore[no-any-return]

    @made.setter
    def made(self, how: dict[str, Any]) -> None:
        plain = json.dumps(how, ensure_ascii=False).encode()
        self.sealed_made = operational.seal(plain, purpose="receipt", place=str(self.id)) if how else None


class ReceiptUse(models.Model):
    """That a record was used in something. `record` is an id, not a key: it stays when the record is gone."""

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="uses")
    record = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "record"], name="one_use_in_a_receipt")]
        indexes = [models.Index(fields=["record"], name="receipt_use_by_record")]


class ReceiptObjection(models.Model):
    """What was objected, and who answered it with which reason.

    mark:  keyed digest by which the answer finds its objection again when the same thing is made once more.
    where: place in what left, without words of it. sealed_answer: the reason, sealed under the server's key; null when there is none,
           or when it was destroyed with a person. rule: by which a name is masked instead ("surname"); the name stands in its record alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="objections")
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    where = models.CharField(max_length=200, blank=True)
    record = models.UUIDField(null=True)
    mark = models.BinaryField(max_length=32)
    sealed_answer = models.BinaryField(max_length=8192, null=True)
    rule = models.CharField(max_length=20, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["severity", "code", "where"]

    @property
    def answer(self) -> str:
        """The reason, or nothing."""
        if self.sealed_answer is None:
            return ""
        return operational.open_(bytes(self.sealed_answer), purpose="receipt answer", place=str(self.id)).decode()

    @answer.setter
    def answer(self, words: str) -> None:
        self.sealed_answer = operational.seal(words.encode(), purpose="receipt answer", place=str(self.id)) if words else None


def uses_of(record: uuid.UUID) -> ReceiptQuerySet:
    """Return the receipts of everything that left and used a record, newest first."""
    return Receipt.objects.left().filter(pk__in=ReceiptUse.objects.filter(record=record).values("receipt")).order_by("-left_at")
