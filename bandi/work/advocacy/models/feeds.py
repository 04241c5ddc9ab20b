"""Keys to the calendar feed. Only their digests are kept; a key is shown once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarKey(models.Model):
    """A key by which a calendar program reads the feed of one account.

    digest: SHA-256 of the key, which has 256 random bits; a copy of the database opens no feed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_keys")
    name = models.CharField(_("for which program"), max_length=80, blank=True)
    language = models.CharField(max_length=2, default="ko")
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
