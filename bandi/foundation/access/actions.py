"""Everything that may be done to accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bandi.foundation.access import throttle, unlocking, visits
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account, Notice, NoticeKind, Visit
from bandi.foundation.access.passphrases import passphrase
from bandi.foundation.access.permissions import Permission, Role
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.vault.making import change_passphrase, make_member, retire_member


@transaction.atomic
def open_account(
    *, username: str, roles: Iterable[Role], by: Account | None, name_en: str = "", name_ko: str = "", language: str = "ko",
    is_sample: bool = False,
) -> tuple[Account, str]:  # fmt: skip
    """Open an account and return it with its generated passphrase, which is shown once and stored only as a hash.

    Raises: NotPermitted; ValidationError when the name is taken or empty, or no role is given.
    """
    require(by, Permission.ACCOUNTS_MANAGE)
    account = Account(
        username=username.strip().lower(), name_en=name_en, name_ko=name_ko, language=language, roles=_keys(roles),
        is_sample=is_sample,
    )  # fmt: skip
    secret = passphrase()
    account.set_password(secret)
    account.full_clean()
    if unlocking.holds_keys(account):
        account.member = make_member(passphrase=secret, by=by.id if by else None)
    account.save(force_insert=True)
    journal.append("access:account:open", by=by.id if by else None, record=account.id, change={"roles": account.roles})
    return account, secret


@transaction.atomic
def change_account(*, account: Account, roles: Iterable[Role], is_active: bool, by: Account | None) -> Account:
    """Change roles, close or reopen an account; either ends its sessions, but not the asker's own when only roles change.

    Raises: NotPermitted; ValidationError when it would leave nobody who manages accounts.
    """
    require(by, Permission.ACCOUNTS_MANAGE)
    before = set(account.roles)
    account.roles, account.is_active = _keys(roles), is_active
    account.full_clean(exclude=["password"])
    account.save(update_fields=["roles", "is_active"])
    if not any(other.may(Permission.ACCOUNTS_MANAGE) for other in Account.objects.filter(is_active=True)):
        raise ValidationError(_("Somebody must be left who can manage accounts."))
    is_self = by is not None and by.pk == account.pk
    if not is_active or (set(account.roles) != before and not is_self):
        visits.end_all(account, by=by)
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
    account.member = make_member(passphrase=secret, by=by.id if by else None) if unlocking.holds_keys(account) else None
    account.save(update_fields=["password", "member"])
    visits.end_all(account, by=by)
    throttle.forgive(account.username)
    Notice.objects.create(account=account, kind=NoticeKind.PASSPHRASE_RENEWED)
    journal.append("access:account:renew", by=by.id if by else None, record=account.id)
    return secret


@transaction.atomic
def choose_passphrase(*, account: Account, old: str, new: str, keeping: Visit | None = None) -> None:
    """Let a person choose her own passphrase; her other sessions end.

    Raises: ValidationError when the old one is wrong or the new one weak.
    """
    if not account.check_password(old):
        raise ValidationError(_("The present passphrase is not right."))
    validate_password(new, account)
    if account.member is not None:
        change_passphrase(member=account.member, old=old, new=new, by=account.id)
    account.set_password(new)
    account.save(update_fields=["password"])
    visits.end_all(account, by=account, keeping=keeping)
    journal.append("access:account:choose", by=account.id, record=account.id)


@transaction.atomic
def allow_passkey(*, account: Account, allowed: bool, by: Account) -> None:
    """Let a passkey alone open the door for one's own account, or no longer. Raises: NotPermitted for another's."""
    if account.pk != by.pk:
        raise NotPermitted(Permission.SIGNED_IN.value)
    account.allows_passkey = allowed
    account.save(update_fields=["allows_passkey"])
    journal.append("access:account:passkey", by=by.id, record=account.id, change={"allows_passkey": allowed})


def _keys(roles: Iterable[Role]) -> list[str]:
    keys = sorted({Role(role).value for role in roles})
    if not keys:
        raise ValidationError(_("Choose at least one role."))
    return keys
