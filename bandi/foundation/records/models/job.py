"""A file that is being made beside the desk: kept sealed for a day, for who asked for it alone.

Guarantees: what was asked for (a filter may hold a name) and the key of the file stand sealed under the server's key; without the row the file
            is nothing, so that taking the row away destroys it.
May import: the vault's operational key, Django.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from bandi.foundation.records.beside import SILENT
from bandi.foundation.vault import operational


class Job(models.Model):
    """The making of one file, in a process of its own. What each kind does stands in `jobs.KINDS`.

    kind, form:  what is made ("list", "report") and as what ("xlsx", "pdf"). about: the record it is made of, where it is one.
    sealed_made: what was asked for, to make it and to begin anew. sealed_key: of the file; null while there is none.
    protected:   it may hold protected records: whoever may not see those any more does not get it.
    step:        what is being done now, in a word of its kind; empty until the process has begun. at, total: how far, where that can be counted.
    round:       how often it has begun from the first row.
    seen_at:     when the process last said that it lives. receipt: of the gate: that with which it left, or that which waits for answers.
    problem:     why there is no file, in a word the page explains ("interrupted" is never written: nobody is left to write it).
    """

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"
        INTERRUPTED = "interrupted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12)
    form = models.CharField(max_length=8)
    about = models.UUIDField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sealed_made = models.BinaryField(max_length=16_384)
    sealed_key = models.BinaryField(max_length=200, null=True)
    protected = models.BooleanField(default=False)
    step = models.CharField(max_length=12, blank=True)
    at = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    receipt = models.UUIDField(null=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["asked_by", "-started_at"], name="job_by_person")]

    @property
    def state(self) -> State:
        """How it stands. A process that has not been heard of for a while is taken to have been killed."""
        if self.stopped_at:
            return self.State.STOPPED
        if self.ended_at:
            return self.State.FAILED if self.problem else self.State.DONE
        return self.State.RUNNING if timezone.now() - self.seen_at < SILENT else self.State.INTERRUPTED

    @property
    def made(self) -> dict[str, Any]:
        """What was asked for."""
        return dict(json.loads(operational.open_(bytes(self.sealed_made), purpose="job", place=f"{self.id}.made")))

    @made.setter
    def made(self, what: dict[str, Any]) -> None:
        self.sealed_made = operational.seal(json.dumps(what, ensure_ascii=False).encode(), purpose="job", place=f"{self.id}.made")

    @property
    def key(self) -> bytes | None:
        """The key of the file, None while there is none."""
        sealed = self.sealed_key
        return operational.open_(bytes(sealed), purpose="job", place=f"{self.id}.key") if sealed is not None else None

    @key.setter
    def key(self, key: bytes) -> None:
        self.sealed_key = operational.seal(key, purpose="job", place=f"{self.id}.key")
