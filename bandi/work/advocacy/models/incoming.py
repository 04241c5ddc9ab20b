"""Files given to the library: what was read of each, and how far its reading is."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.beside import SILENT
from bandi.foundation.vault.models import Blob
from bandi.work.advocacy.models.holdings import LibraryDocument


class IncomingFile(models.Model):
    """A file of somebody else, from the moment it was given to the library; afterwards it is the source of a document's words.

    blob:     the file itself, sealed; null once the file of the document was destroyed.
    name:     as it was called, for showing and for its extension; never a path to write to.
    digest:   SHA-256 of the file, hexadecimal: the same file is not kept twice.
    wanted:   what is to be done: read it, or recognise letters on its pages that have none.
    problem:  why it was not read, in a code of the reader. problems: what is missing of what was read, in codes.
    blocks:   passages as the reader gave them, [kind, text, page, mark]; the finder reads them, not the plain text.
    proposal: what the document says of itself: symbol, title, issued, body, language, and doubts about it.
    done, total: pages whose letters were recognised, and that are to be. seen_at: when its reader last said that it lives.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be read")
        READING = "reading", _("is being read")
        READ = "read", _("read")
        NOT_READ = "not_read", _("not read")
        TAKEN = "taken", _("in the library")

    class Wanted(models.TextChoices):
        TEXT = "text", _("its text")
        LETTERS = "letters", _("letters on its pictures")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    blob = models.OneToOneField(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField(default=0)
    is_from_folder = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    wanted = models.CharField(max_length=10, choices=Wanted.choices, default=Wanted.TEXT)
    seen_at = models.DateTimeField(default=timezone.now)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=12, blank=True)
    pages = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    problems = models.JSONField(default=list, blank=True)
    blocks = models.JSONField(default=list, blank=True)
    proposal = models.JSONField(default=dict, blank=True)
    document = models.ForeignKey(LibraryDocument, null=True, blank=True, on_delete=models.SET_NULL, related_name="source_files")

    class Meta:
        ordering = ["-added_at", "name"]

    @property
    def is_silent(self) -> bool:
        """Whether it is said to be read and its reader was not heard of for a while: taken to have been killed."""
        return self.state == self.State.READING and timezone.now() - self.seen_at > SILENT
