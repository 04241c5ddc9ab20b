"""Sealed files on the disk.

May import: locks, Django.
"""

from __future__ import annotations

import uuid

from django.db import models

from bandi.foundation.vault.models.subjects import RecordKey, Subject


class Blob(models.Model):
    """One sealed file in the blob folder, named by its id. Its key is derived from its record key.

    sealed_digest: SHA-256 of the bytes on the disk, so that they can be checked without a key.
    facts:         sealed JSON: name, media type, length, SHA-256 of the plaintext.
    is_complete:   false from the first byte until everything is written and synced; what stays false is swept away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="blobs")
    key = models.ForeignKey(RecordKey, null=True, on_delete=models.SET_NULL, related_name="+")
    sealed_length = models.BigIntegerField(default=0)
    sealed_digest = models.BinaryField(max_length=32, default=bytes)
    facts = models.BinaryField(default=bytes)
    is_complete = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
