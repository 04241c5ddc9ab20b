"""Subjects: people and cases whose data can be destroyed by destroying a key.

May import: locks, Django.
"""

from __future__ import annotations

import uuid

from django.db import models

from bandi.foundation.vault.models.compartments import Compartment, CompartmentVersion


class Subject(models.Model):
    """One survivor, donor, student; from tier 4 on one case. Everything about it is sealed under its key.

    public:     public half of its key pair: anybody may write to it.
    erased_at:  when its keys were destroyed; the row stays as a tombstone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="subjects")
    public = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True)


class SubjectKey(models.Model):
    """The seed of a subject's key pair, wrapped to a version of its compartment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="keys")
    version = models.ForeignKey(CompartmentVersion, on_delete=models.PROTECT, related_name="subject_keys")
    wrap = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "version"], name="one_subject_key_per_version")]


class RecordKey(models.Model):
    """A record's key: under the subject's seed where the writer had it, else to the subject's public half.

    id:     stands in every cell sealed under it.
    record: the row it belongs to, so that erasing and rotating find it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="record_keys")
    record = models.UUIDField(db_index=True)
    wrap = models.BinaryField()


class Hold(models.Model):
    """A legal hold: this subject's evidence is lodged with a tribunal and must not be erased. Visible, with who and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=400)
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)


class Shred(models.Model):
    """A line of the shred ledger: this subject's keys were destroyed. Restoring a backup applies it again.

    basis: why, in a word of the vocabulary (withdrawal, retention, mistake), never who.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(unique=True)
    compartment = models.UUIDField()
    basis = models.CharField(max_length=40)
    at = models.DateTimeField()
    entry = models.BigIntegerField(help_text="sequence in the journal")
