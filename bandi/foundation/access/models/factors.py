"""Second factors: security keys, a code generator, recovery codes.

May import: Django, access.models.account.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models.account import Account


class SecurityKey(models.Model):
    """A security key or passkey of an account (a WebAuthn credential).

    credential:    id that the key itself chose.
    public:        attested credential data as the key sent it: public only, worthless to a thief.
    sign_count:    the key's own counter when it was last used; one that goes back means a copied key.
    is_discoverable: the key can say by itself whose it is, so it can open the door without a name.
    has_secret:    the key can give a secret of its own (PRF), with which the vault's lock can be bound to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="security_keys")
    name = models.CharField(_("name of the key"), max_length=60)
    credential = models.BinaryField(max_length=1024, unique=True)
    public = models.BinaryField(max_length=4096)
    sign_count = models.BigIntegerField(default=0)
    is_discoverable = models.BooleanField(default=False)
    has_secret = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at"]


class CodeGenerator(models.Model):
    """An app on a phone that shows a new number every thirty seconds (TOTP, RFC 6238); made when its first number was typed.

    sealed:       the shared secret, sealed under the operational key and bound to this account.
    last_counter: the newest thirty seconds whose number was taken; an older or equal one is a replay.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="code_generator", primary_key=True)
    sealed = models.BinaryField(max_length=512)
    last_counter = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)


class CodeKind(models.TextChoices):
    """Where a recovery code comes from: printed by the holder, or issued by two other people after a loss."""

    PRINTED = "printed", _("printed by the holder")
    ISSUED = "issued", _("issued after a loss")


class RecoveryCode(models.Model):
    """A code that stands in for the second factor once. Only its keyed digest is kept.

    expires_at: null for printed codes; issued ones last a day.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    kind = models.CharField(max_length=10, choices=CodeKind.choices, default=CodeKind.PRINTED)
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "digest"], name="code_by_digest")]
