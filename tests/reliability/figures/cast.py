"""Accounts for figures that work at the desk in a process of their own. Needs Django set up."""

from __future__ import annotations

from bandi.foundation.access.models import Account, SecurityKey
from bandi.foundation.access.permissions import Role


def director(username: str) -> Account:
    """Return a new account that reads and edits everything, with the security key that its role asks for."""
    account = Account(username=username, name_en=username.title(), name_ko=username, language="en", roles=[Role.DIRECTOR.value])
    account.set_unusable_password()
    account.save()
    SecurityKey.objects.create(account=account, name="Acorn key", credential=account.id.bytes, public=b"a key of no use")
    return account
