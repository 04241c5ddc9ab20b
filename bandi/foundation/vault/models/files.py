"""Sealed files on the disk.

May import: the sealed fields, Django.
"""

from __future__ import annotations

import uuid

from django.db import models

from bandi.foundation.vault.fields import SealedRow, SealedText
from bandi.locks.fixity import FIXITY_BYTES


class Blob(SealedRow):
    """One sealed file in the blob folder, named by its id. The key of the file is derived from the key of this row.

    sealed_digest: fixity of the file (`locks.fixity`): checked without a key, binding to its content; SHA-256 of the sealed bytes in older rows.
    facts:         JSON of name, media type, length, SHA-256 of the plaintext (`blobs.Facts`).
    is_complete:   written and synced.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed_length = models.BigIntegerField(default=0)
    sealed_digest = models.BinaryField(max_length=FIXITY_BYTES, default=bytes)
    facts = SealedText(is_long=False)
    is_complete = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
