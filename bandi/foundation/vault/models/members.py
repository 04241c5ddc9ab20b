"""Members: people who hold keys.

May import: locks, Django.
"""

from __future__ import annotations

import uuid

from django.db import models

from bandi.locks.pairs import fingerprint


class Member(models.Model):
    """One person's key pair. `public` is its public half (1,216 bytes); the private half stands sealed in the locks.

    A new passphrase keeps the pair; a lost passphrase makes a new member, whom stewards let in again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    @property
    def fingerprint(self) -> str:
        """What two people read to each other before one lets the other in."""
        return fingerprint(bytes(self.public))


class MemberLock(models.Model):
    """The private half of a member, sealed under her passphrase and, where `credential` is set, a security key's secret.

    cost:       how heavy guessing is (`locks.unlocking.Cost`).
    sealed:     `locks.unlocking.lock` of the seed.
    credential: id of the security key whose secret is in the lock; empty for the passphrase alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="locks")
    credential = models.BinaryField(max_length=1024, default=bytes)
    salt = models.BinaryField(max_length=16)
    cost = models.JSONField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)


class RecoveryKey(models.Model):
    """Public half of the recovery key, to which every compartment is granted. Its private half exists on paper only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
    rehearsed_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    @property
    def fingerprint(self) -> str:
        """What stands on every share, so that shares and backups can be matched by eye."""
        return fingerprint(bytes(self.public))
