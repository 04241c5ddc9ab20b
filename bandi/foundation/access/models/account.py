"""Accounts, and the tries that slow down guessing.

May import: audit, reference, the vault, Django.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.permissions import Permission, Role, granted
from bandi.foundation.reference.texts import Text, language_of
from bandi.foundation.vault.models import Member


class Accounts(BaseUserManager["Account"]):
    """Makes accounts; names are kept in lower case so that one person cannot have two by accident."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person who signs in.

    roles:               keys of `Role`; the permissions of all of them together apply.
    member:              the key pair of this person; none for those who only manage accounts.
    is_sample:           a throw-away account of a sample office; asked for no second factor while the office is marked as one.
    allows_passkey:      a passkey that checked its holder (finger, face, number) may stand for name and passphrase.
    browsers_known_from: browsers that were remembered before this moment are strangers again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(_("user name"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, default="ko", choices=[("ko", "한국어"), ("en", "English")])
    theme = models.CharField(max_length=5, blank=True, choices=[("", "auto"), ("light", "light"), ("dark", "dark")])
    roles = models.JSONField(default=list)
    member = models.OneToOneField(Member, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="account")
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    allows_passkey = models.BooleanField(default=False)
    browsers_known_from = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username

    @property
    def display_name(self) -> str:
        """The account's name in the language of the page, otherwise its own; without a name, its user name."""
        return str(Text(self.name_en, self.name_ko).in_language(language_of(get_language() or self.language))) or self.username

    def get_full_name(self) -> str:
        """The name that Django's templates ask for."""
        return self.display_name

    get_short_name = get_full_name

    @property
    def permissions(self) -> frozenset[Permission]:
        """All permissions of this account; none when it is closed."""
        return granted(self.roles) if self.is_active else frozenset()

    def may(self, permission: Permission) -> bool:
        """Return whether this account has `permission`."""
        return permission in self.permissions

    @property
    def needs_second_factor(self) -> bool:
        """Whether a role of this account asks for a second factor; a throw-away account of a sample office is exempt."""
        if self.is_sample and settings.SAMPLE:
            return False
        return bool(set(self.roles) & set(settings.SECOND_FACTOR_ROLES))

    @property
    def role_names(self) -> list[Role]:
        return [Role(role) for role in self.roles if role in set(Role)]


class Attempt(models.Model):
    """A try at the door that has not succeeded, kept to slow down guessing; holds digests, never the name that was tried.

    lane_digest: where the try came from in kind: any unknown browser, one known browser, or after a security key.
    """

    account_digest = models.BinaryField(max_length=32)
    lane_digest = models.BinaryField(max_length=32, default=b"")
    source_digest = models.BinaryField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account_digest", "lane_digest", "at"], name="attempt_by_lane"),
            models.Index(fields=["source_digest", "at"], name="attempt_by_source"),
        ]
