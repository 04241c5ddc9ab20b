"""Visits: one for each browser in which somebody is signed in. And notices that wait for the holder of an account.

A visit is what other systems call a session; in this house a session is a lesson.
May import: Django, access.models.account.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models.account import Account


class Visit(models.Model):
    """A browser in which somebody is signed in; it ends when this row is gone.

    browser:      the browser in words, from what it says about itself: "Firefox, Windows".
    way:          how the door was opened, `Way`.
    fresh_at:     when the holder last proved who she is; sensitive steps ask again after a while.
    locked_at:    since when the desk is locked in this browser; nothing answers until the holder proves herself again.
    generation:   which value of the binding cookie is the present one; see `access.binding`.
    turned_at:    when that value was made; confirmed_at: when the browser first showed it.
    """

    class Way(models.TextChoices):
        PASSPHRASE = "passphrase", _("passphrase alone")
        KEY = "key", _("passphrase and security key")
        CODE = "code", _("passphrase and code from the app")
        RECOVERY = "recovery", _("passphrase and recovery code")
        PASSKEY = "passkey", _("passkey")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="visits")
    browser = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=12, choices=Way.choices, default=Way.PASSPHRASE)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    fresh_at = models.DateTimeField(default=timezone.now)
    locked_at = models.DateTimeField(null=True)
    generation = models.PositiveIntegerField(default=0)
    turned_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-seen_at"]


class NoticeKind(models.TextChoices):
    """What the holder of an account is told when she next comes in."""

    PASSPHRASE_RENEWED = "passphrase-renewed", _("Somebody who keeps the accounts gave you a new passphrase. If you did not ask for it, say so at once.")
    RECOVERY_ISSUED = "recovery-issued", _("Two people issued a recovery code for your account. If you did not ask for it, say so at once.")
    RECOVERY_USED = "recovery-used", _("A recovery code was used to come in. If it was not you, end all sessions and say so at once.")
    KEY_COPIED = "key-copied", _("One of your security keys seems to exist twice. It was refused. Remove it and tell whoever keeps the accounts.")
    VISIT_COPIED = "visit-copied", _("One of your sessions was used from two browsers at once, as if it had been copied. It was ended.")
    FACTOR_ADDED = "factor-added", _("A second factor was added to your account.")
    FACTOR_REMOVED = "factor-removed", _("A second factor was removed from your account.")


class Notice(models.Model):
    """Something the holder of an account must learn; shown once at the next sign-in, then kept in her list."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24, choices=NoticeKind.choices)
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
