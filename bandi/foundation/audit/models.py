"""Entries of the chain, checkpoints over it, and revisions beside it.

Entries and checkpoints can be added and never changed: the database itself refuses (`append_only`). Revisions can be erased.

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


class Checkpoint(models.Model):
    """How large the journal was and which root its tree had, signed; made to be handed to witnesses outside.

    size:   number of entries it covers; there is never a second one of the same size.
    root:   root of the tree over them, as the note says.
    note:   the signed note itself (C2SP checkpoint).
    signer: public half of the key that signed, as a verifier key. To be told apart, not to be trusted: it lies beside the note.
    """

    size = models.BigIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signer = models.CharField(max_length=200)

    class Meta:
        ordering = ["size"]


class Tile(models.Model):
    """Root over 256 entries that follow each other; kept so that checkpoints and proofs need not read the whole journal.

    Derived: it can be thrown away, and `audit verify` compares it with the entries.
    """

    number = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["number"]
