"""Everything that may be done to accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access import unlocking
from bandi.foundation.access.models import Account
from bandi.foundation.access.passphrases import passphrase
from bandi.foundation.access.permissions import Permission, Role
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.vault.making import change_passphrase, make_member, retire_member


@transaction.atomic
def open_account(
    *, username: str, roles: Iterable[Role], by: Account | None, name_en: str = "", name_ko: str = "", language: str = "ko"
) -> tuple[Account, str]:
    """Open an account and return it with its generated passphrase, which is shown once and stored only as a hash.

    Raises: NotPermitted; ValidationError when the name is taken or empty, or no role is given.
    """
    require(by, Permission.ACCOUNTS_MANAGE)
    account = Account(
        username=username.strip().lower(), name_en=name_en, name_ko=name_ko, language=language, roles=_keys(roles)
    )
    secret = passphrase()
    account.set_password(secret)
    account.full_clean()
    if _holds_keys(account):
        account.member = make_member(passphrase=secret, by=by.id if by else None)
    account.save(force_insert=True)
    journal.append("access:account:open", by=by.id if by else None, record=account.id, change={"roles": account.roles})
    return account, secret


@transaction.atomic
def change_account(*, account: Account, roles: Iterable[Role], is_active: bool, by: Account | None) -> Account:
    """Change roles, close or reopen an account; closing ends its sessions.

    Raises: NotPermitted; ValidationError when it would leave nobody who manages accounts.
    """
    require(by, Permission.ACCOUNTS_MANAGE)
    account.roles, account.is_active = _keys(roles), is_active
    account.full_clean(exclude=["password"])
    account.save(update_fields=["roles", "is_active"])
    if not any(other.may(Permission.ACCOUNTS_MANAGE) for other in Account.objects.filter(is_active=True)):
        raise ValidationError(_("Somebody must be left who can manage accounts."))
    if not is_active:
        end_sessions(account)
    change = {"roles": account.roles, "is_active": is_active}
    journal.append("access:account:change", by=by.id if by else None, record=account.id, change=change)
    return account


@transaction.atomic
def renew_passphrase(*, account: Account, by: Account | None) -> str:
    """Give an account a new generated passphrase, end its sessions, and return the passphrase once.

    Its key pair was locked under the lost one: it gets a new pair, and the stewards let it into its compartments again.
    """
    require(by, Permission.ACCOUNTS_MANAGE)
    secret = passphrase()
    account.set_password(secret)
    if account.member is not None:
        retire_member(account.member, by=by.id if by else None)
    account.member = make_member(passphrase=secret, by=by.id if by else None) if _holds_keys(account) else None
    account.save(update_fields=["password", "member"])
    end_sessions(account)
    journal.append("access:account:renew", by=by.id if by else None, record=account.id)
    return secret


@transaction.atomic
def choose_passphrase(*, account: Account, old: str, new: str) -> None:
    """Let a person choose her own passphrase. Raises: ValidationError when the old one is wrong or the new one weak."""
    if not account.check_password(old):
        raise ValidationError(_("The present passphrase is not right."))
    validate_password(new, account)
    if account.member is not None:
        change_passphrase(member=account.member, old=old, new=new, by=account.id)
    account.set_password(new)
    account.save(update_fields=["password"])
    journal.append("access:account:choose", by=account.id, record=account.id)


def end_sessions(account: Account) -> int:
    """End all sessions of an account and return how many there were."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
            ended += 1
    unlocking.end_all(account)
    return ended


def _holds_keys(account: Account) -> bool:
    """Whoever reads records has a key pair; whoever only manages accounts has none."""
    return account.may(Permission.RECORDS_READ)


def _keys(roles: Iterable[Role]) -> list[str]:
    keys = sorted({Role(role).value for role in roles})
    if not keys:
        raise ValidationError(_("Choose at least one role."))
    return keys
