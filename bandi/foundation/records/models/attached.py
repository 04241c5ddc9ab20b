"""Notes and files on any record. Their content is sealed, on an open record under the server's key, else under its subject's.

May import: the vault, access, Django.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from bandi.foundation.records.models.sealed import SealedPart
from bandi.foundation.records.models.spine import PartBase, Record
from bandi.foundation.vault.fields import SealedText
from bandi.foundation.vault.models import Blob


class Note(SealedPart):
    """What somebody wrote down about a record for her colleagues."""

    OWNER = "record"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="notes")
    text = SealedText(pgettext_lazy("attached", "note"), longest=20_000, blank=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(pgettext_lazy("attached", "written"), auto_now_add=True)

    class Meta:
        ordering = ["-written_at"]


class Attachment(PartBase):
    """A file of a record. Name, type, length and content stand sealed in the blob."""

    OWNER = "record"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="attachments")
    blob = models.OneToOneField(Blob, on_delete=models.PROTECT, related_name="attachment")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(pgettext_lazy("attached", "added"), auto_now_add=True)

    class Meta:
        ordering = ["-added_at"]
