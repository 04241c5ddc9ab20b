"""A long list that is being taken along: made beside the desk, kept sealed for a day, for who asked for it alone.

Guarantees: what was asked for (a filter may hold a name) and the key of the file stand sealed under the server's key; without the row the file
            is nothing, so that taking the row away destroys it.
May import: the vault's operational key, Django.
"""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from bandi.foundation.vault import operational

SILENT = timedelta(seconds=60)


class ListExport(models.Model):
    """The making of one file, in a process of its own.

    step:      what is being done now (`Step`); empty until the process has begun. rows: of the list. at: the row that is being looked at.
    reading:   how often the gate has begun to read the list.
    sealed_made: kind, form and query of the list. sealed_key: of the file; null while there is none.
    protected: it holds protected records too: whoever may not see those any more does not get it.
    seen_at:   when the process last said that it lives. receipt: of the gate: that with which it left, or that which waits for answers.
    problem:   why there is no file, in a word the page explains.
    """

    class Step(models.TextChoices):
        REVIEW = "review"
        WRITE = "write"

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"
        INTERRUPTED = "interrupted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sealed_made = models.BinaryField(max_length=16_384)
    sealed_key = models.BinaryField(max_length=200, null=True)
    protected = models.BooleanField(default=False)
    step = models.CharField(max_length=8, blank=True)
    rows = models.PositiveIntegerField(default=0)
    at = models.PositiveIntegerField(default=0)
    reading = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    receipt = models.UUIDField(null=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["asked_by", "-started_at"], name="list_export_by_person")]

    @property
    def state(self) -> State:
        """How it stands. A process that has not been heard of for a minute is taken to have been killed."""
        if self.stopped_at:
            return self.State.STOPPED
        if self.ended_at:
            return self.State.FAILED if self.problem else self.State.DONE
        return self.State.RUNNING if timezone.now() - self.seen_at < SILENT else self.State.INTERRUPTED

    @property
    def made(self) -> dict[str, Any]:
        """What was asked for."""
        plain = operational.open_(bytes(self.sealed_made), purpose="list export", place=f"{self.id}.made")
        return dict(json.loads(plain))

    @made.setter
    def made(self, what: dict[str, Any]) -> None:
        self.sealed_made = operational.seal(json.dumps(what, ensure_ascii=False).encode(), purpose="list export", place=f"{self.id}.made")

    @property
    def key(self) -> bytes | None:
        """The key of the file, None while there is none."""
        sealed = self.sealed_key
        return operational.open_(bytes(sealed), purpose="list export", place=f"{self.id}.key") if sealed is not None else None

    @key.setter
    def key(self, key: bytes) -> None:
        self.sealed_key = operational.seal(key, purpose="list export", place=f"{self.id}.key")
