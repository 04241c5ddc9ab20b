"""A file of an edition that is being built: how far it is, and how it ended."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from bandi.publishing.models.edition import Edition

SILENT = timedelta(seconds=20)


class Build(models.Model):
    """The building of one file, in a process of its own.

    step:    what is being done now ("count", "assemble", "review", "draw", "write"); empty until the process has begun.
    seen_at: when the process last said that it lives; it does so every few seconds.
    receipt: of the gate: that with which it left, or that which waits for answers.
    problem: why there is no file, in a word the page explains ("interrupted" is never written: nobody is left to write it).
    """

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        INTERRUPTED = "interrupted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="builds")
    format = models.CharField(max_length=8)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    step = models.CharField(max_length=12, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    size = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    receipt = models.UUIDField(null=True)

    class Meta:
        ordering = ["-started_at"]

    @property
    def state(self) -> State:
        """How it stands. A process that has not been heard of for a while is taken to have been killed."""
        if self.ended_at:
            return self.State.FAILED if self.problem else self.State.DONE
        return self.State.RUNNING if timezone.now() - self.seen_at < SILENT else self.State.INTERRUPTED
