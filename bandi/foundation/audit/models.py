"""Entries of the chain, and revisions beside it.

May import: Django. Knows no other package: actors and records are plain ids.
"""

from __future__ import annotations

import uuid

from django.db import models


class Entry(models.Model):
    """One link of the append-only chain.

    kind:     what was done, in the grammar `area:thing:verb`.
    digest:   SHA-256 over what was changed (canonical JSON), never the change itself.
    previous: `link` of the entry before; thirty-two zero bytes for the first.
    link:     SHA-256 over previous and all fields of this entry, as `journal.link_of` says.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField(null=True)
    kind = models.CharField(max_length=80)
    record = models.UUIDField(null=True)
    digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    link = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["record", "sequence"], name="entry_by_record")]


class Revision(models.Model):
    """What one edit changed in one row, so that it can be shown and undone.

    record:    the record whose history this belongs to (a headcount's revisions belong to its activity).
    model:     label of the model, `activities.headcount`; `row` is its primary key as text.
    before:    the changed fields as they were; null when the row was created.
    after:     the same fields as they became; null when the row was removed.
    version:   version of the record after this edit.
    undoes:    the revision that this one takes back, if it does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="revisions")
    record = models.UUIDField()
    model = models.CharField(max_length=80)
    row = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    undoes = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="undone_by")

    class Meta:
        ordering = ["-entry_id"]
        indexes = [models.Index(fields=["record", "-entry"], name="revision_by_record")]
