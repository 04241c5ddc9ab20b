"""Accounts.

May import: audit, reference, the vault, Django.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
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

    roles:  keys of `Role`; the permissions of all of them together apply.
    member: the key pair of this person; none for those who only manage accounts.
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
        """The account's name in its own language, or its user name."""
        return str(Text(self.name_en, self.name_ko).in_language(language_of(self.language))) or self.username

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
    def role_names(self) -> list[Role]:
        return [Role(role) for role in self.roles if role in set(Role)]


class Attempt(models.Model):
    """A failed sign-in, kept for an hour to slow down guessing; holds digests, never the name that was tried."""

    account_digest = models.BinaryField(max_length=32, db_index=True)
    source_digest = models.BinaryField(max_length=32, db_index=True)
    at = models.DateTimeField(db_index=True)
