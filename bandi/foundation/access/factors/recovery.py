"""Recovery codes: ten on paper for the holder, or one that two other people issue when everything is lost.

Guarantees: a code works once; only its keyed digest is kept; an issued one needs an approval by a second person, lasts a day, and
            takes the lost factors away when it is used. The holder is told either way.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandi.foundation.access import approvals, visits
from bandi.foundation.access.errors import FactorRefused
from bandi.foundation.access.models import (
    Account,
    Approval,
    CodeGenerator,
    CodeKind,
    Notice,
    NoticeKind,
    RecoveryCode,
)
from bandi.foundation.access.passphrases import syllables
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.vault import operational

COUNT = 10
LIFE = timedelta(days=1)
KIND = "factor-recovery"


def _digest(account: Account, code: str) -> bytes:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hmac.new(operational.derived("recovery code"), f"{account.pk}:{plain}".encode(), hashlib.sha256).digest()


@transaction.atomic
def print_codes(*, account: Account, by: Account) -> list[str]:
    """Return ten new codes (50.6 bits each), shown once; the printed ones from before are void. Raises: FactorRefused for another."""
    if account.pk != by.pk:
        raise FactorRefused("codes are printed by their holder")
    RecoveryCode.objects.filter(account=account, kind=CodeKind.PRINTED).delete()
    codes = [syllables(8) for _ in range(COUNT)]
    RecoveryCode.objects.bulk_create([RecoveryCode(account=account, digest=_digest(account, code)) for code in codes])
    journal.append("access:code:print", by=by.id, record=account.id)
    return codes


def left(account: Account) -> int:
    """Return how many printed codes are still unused."""
    return RecoveryCode.objects.filter(account=account, kind=CodeKind.PRINTED, used_at__isnull=True).count()


@transaction.atomic
def use(*, account: Account, code: str) -> bool:
    """Return whether `code` was right, and use it up. An issued one takes the lost factors and remembered browsers with it."""
    now = timezone.now()
    live = RecoveryCode.objects.filter(account=account, digest=_digest(account, code), used_at__isnull=True).exclude(
        expires_at__lt=now
    )
    found = live.first()
    if found is None or not RecoveryCode.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=now):
        return False
    if found.kind == CodeKind.ISSUED:
        _forget_factors(account)
    Notice.objects.create(account=account, kind=NoticeKind.RECOVERY_USED)
    journal.append("access:code:use", by=account.id, record=account.id, change={"kind": found.kind})
    return True


def _forget_factors(account: Account) -> None:
    account.security_keys.all().delete()
    if account.member is not None and account.member.locks.filter(credential=b"").exists():
        account.member.locks.exclude(credential=b"").delete()
    CodeGenerator.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    account.allows_passkey = False
    account.save(update_fields=["allows_passkey"])
    visits.end_all(account, by=None)
    journal.append("access:factor:forget", by=None, record=account.pk)


@transaction.atomic
def issue(*, account: Account, by: Account | None, approval: Approval | None) -> str:
    """Return a code that stands in for the lost factors once, within a day; all sessions of the account end.

    by None: the house itself, at the command line of the server.
    Raises:  NotPermitted; ApprovalMissing unless a second person approved it for this account and this asker.
    """
    require(by, Permission.ACCOUNTS_MANAGE)
    if by is not None:
        approvals.use(approval, kind=KIND, subjects=[account.pk], by=by)
    RecoveryCode.objects.filter(account=account, kind=CodeKind.ISSUED).delete()
    code = syllables(12)
    RecoveryCode.objects.create(
        account=account, kind=CodeKind.ISSUED, digest=_digest(account, code), expires_at=timezone.now() + LIFE
    )
    visits.end_all(account, by=by)
    Notice.objects.create(account=account, kind=NoticeKind.RECOVERY_ISSUED)
    journal.append("access:code:issue", by=by.id if by else None, record=account.pk)
    return code
