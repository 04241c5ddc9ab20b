"""Four eyes: asking for an approval, deciding it, using it once.

Guarantees: nobody approves her own request (database constraint); only who holds the kind's permission decides; an approval counts for one
            kind, the same subjects and the same asker, once, until it expires; each step stands in the journal.
A kind is registered by the package whose act it guards: `register(Kind(...))`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.errors import ApprovalMissing, NotPermitted
from bandi.foundation.access.models import Account, Approval, Decision
from bandi.foundation.access.models.approval import Approvals
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal

LONGEST_REASON = 1000


@dataclass(frozen=True)
class Kind:
    """An act that needs a second person.

    asks, approves: the permissions to ask for it and to decide it.
    lasts:          how long a request waits, and how long an approval may be used.
    """

    key: str
    label: str | Promise
    asks: Permission
    approves: Permission
    lasts: timedelta


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known. Raises: ValueError when its key is taken by another."""
    if KINDS.get(kind.key, kind) != kind:
        raise ValueError(f"two kinds of approval are called {kind.key}")
    KINDS[kind.key] = kind
    return kind


RECOVERY = register(
    Kind(
        "factor-recovery", _lazy("A recovery code for somebody who lost her second factor"),
        Permission.ACCOUNTS_MANAGE, Permission.RECOVERY_APPROVE, timedelta(days=2),
    )
)  # fmt: skip


@transaction.atomic
def ask(*, kind: str, subjects: Iterable[UUID | str], reason: str, by: Account) -> Approval:
    """Ask for an approval. Raises: NotPermitted; ValidationError without a reason; KeyError for an unknown kind."""
    described = KINDS[kind]
    require(by, described.asks)
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON:
        raise ValidationError(_("Say why, in a sentence: the second person decides by it."))
    approval = Approval(kind=kind, subjects=_texts(subjects), asked_by=by, expires_at=timezone.now() + described.lasts)
    approval.reason = words
    approval.save(force_insert=True)
    journal.append("access:approval:ask", by=by.id, record=approval.id, change={"kind": kind, "subjects": approval.subjects})
    return approval


@transaction.atomic
def decide(*, approval: Approval, approve: bool, by: Account) -> Approval:
    """Approve or refuse a waiting request.

    Raises: NotPermitted for who may not decide this kind, for the asker, and for an account that it is about; ApprovalMissing when
            it no longer waits.
    """
    held = Approval.objects.select_for_update().get(pk=approval.pk)
    if not may_decide(held, by):
        raise NotPermitted(KINDS[held.kind].approves.value)
    if not held.is_waiting:
        raise ApprovalMissing("it no longer waits")
    held.decision = Decision.APPROVED if approve else Decision.REFUSED
    held.decided_by, held.decided_at = by, timezone.now()
    held.save(update_fields=["decision", "decided_by", "decided_at"])
    journal.append("access:approval:approve" if approve else "access:approval:refuse", by=by.id, record=held.id)
    return held


@transaction.atomic
def withdraw(*, approval: Approval, by: Account) -> None:
    """Take back one's own request while it waits or is unused. Raises: NotPermitted for another's; ApprovalMissing if too late."""
    held = Approval.objects.select_for_update().get(pk=approval.pk)
    if held.asked_by_id != by.pk:
        raise NotPermitted(KINDS[held.kind].asks.value)
    if held.used_at or held.decision in {Decision.REFUSED, Decision.WITHDRAWN}:
        raise ApprovalMissing("it is decided")
    held.decision = Decision.WITHDRAWN
    held.save(update_fields=["decision"])
    journal.append("access:approval:withdraw", by=by.id, record=held.id)


@transaction.atomic
def use(approval: Approval | None, *, kind: str, subjects: Iterable[UUID | str], by: Account) -> Approval:
    """Use an approval up, within the transaction of the act. Raises: ApprovalMissing unless it fits kind, subjects and asker."""
    held = Approval.objects.select_for_update().filter(pk=approval.pk).first() if approval else None
    fits = held and held.is_usable and held.kind == kind and held.subjects == _texts(subjects) and held.asked_by_id == by.pk
    if not held or not fits:
        raise ApprovalMissing("no approval fits")
    held.used_at = timezone.now()
    held.save(update_fields=["used_at"])
    journal.append("access:approval:use", by=by.id, record=held.id)
    return held


def may_decide(approval: Approval, account: Account) -> bool:
    """Return whether `account` may decide a request: another than the asker, not the one it is about, with the permission."""
    described = KINDS.get(approval.kind)
    is_party = account.pk == approval.asked_by_id or str(account.pk) in approval.subjects
    return described is not None and not is_party and account.may(described.approves)


def waiting_for(account: Account) -> Approvals:
    """Return the waiting requests that `account` may decide, oldest first."""
    kinds = [kind.key for kind in KINDS.values() if account.may(kind.approves)]
    waiting = Approval.objects.waiting().filter(kind__in=kinds).exclude(asked_by=account).order_by("asked_at")
    about = [row.pk for row in waiting.only("pk", "subjects") if str(account.pk) in row.subjects]
    return waiting.exclude(pk__in=about) if about else waiting


def asked_by(account: Account) -> Approvals:
    """Return what `account` asked for and has not used, newest first; nothing older than a month."""
    since = timezone.now() - timedelta(days=30)
    return Approval.objects.filter(asked_by=account, asked_at__gt=since, used_at__isnull=True)


def _texts(subjects: Iterable[UUID | str]) -> list[str]:
    return sorted(str(subject) for subject in subjects)
