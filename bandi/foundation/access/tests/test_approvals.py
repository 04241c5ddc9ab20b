"""Four eyes: nobody decides her own request, an expired one counts for nothing, and the database holds to it as well."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from bandi.foundation.access import approvals
from bandi.foundation.access.errors import ApprovalMissing, NotPermitted
from bandi.foundation.access.models import Account, Approval, Decision

pytestmark = pytest.mark.django_db
KIND = approvals.RECOVERY.key


@pytest.fixture
def asked(ben: Account, cho: Account) -> Approval:
    return approvals.ask(kind=KIND, subjects=[ben.pk], reason="Ben lost his key on the ferry", by=cho)


def test_a_request_waits_for_those_who_may_decide_it(
    asked: Approval, ada: Account, cho: Account, dan: Account, eva: Account, fay: Account
) -> None:
    assert list(approvals.waiting_for(ada)) == list(approvals.waiting_for(eva)) == [asked]
    assert not any(approvals.waiting_for(account) for account in (cho, dan, fay))


def test_a_request_about_oneself_waits_for_others(cho: Account, ada: Account, eva: Account) -> None:
    about = approvals.ask(kind=KIND, subjects=[ada.pk], reason="Ada lost her key", by=cho)

    assert list(approvals.waiting_for(ada)) == []
    with pytest.raises(NotPermitted):
        approvals.decide(approval=about, approve=True, by=ada)
    assert approvals.decide(approval=about, approve=True, by=eva).decision == Decision.APPROVED


def test_only_who_may_ask_asks_and_says_why(cho: Account, dan: Account, ben: Account) -> None:
    with pytest.raises(NotPermitted):
        approvals.ask(kind=KIND, subjects=[ben.pk], reason="because", by=dan)
    with pytest.raises(ValidationError):
        approvals.ask(kind=KIND, subjects=[ben.pk], reason="  ", by=cho)


def test_the_reason_lies_sealed(asked: Approval) -> None:
    assert b"ferry" not in bytes(Approval.objects.get().sealed_reason)
    assert Approval.objects.get().reason == "Ben lost his key on the ferry"


def test_an_expired_request_can_neither_be_decided_nor_used(asked: Approval, ada: Account, cho: Account, ben: Account) -> None:
    Approval.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(ApprovalMissing):
        approvals.decide(approval=asked, approve=True, by=ada)
    Approval.objects.update(decision="approved", decided_by=ada)
    with pytest.raises(ApprovalMissing):
        approvals.use(asked, kind=KIND, subjects=[ben.pk], by=cho)


def test_what_is_decided_stays_decided(asked: Approval, ada: Account, eva: Account) -> None:
    approvals.decide(approval=asked, approve=False, by=ada)

    with pytest.raises(ApprovalMissing):
        approvals.decide(approval=asked, approve=True, by=eva)


def test_only_the_asker_takes_a_request_back_or_uses_it(asked: Approval, ada: Account, cho: Account, ben: Account) -> None:
    with pytest.raises(NotPermitted):
        approvals.withdraw(approval=asked, by=ada)
    approvals.decide(approval=asked, approve=True, by=ada)
    with pytest.raises(ApprovalMissing):
        approvals.use(asked, kind=KIND, subjects=[ben.pk], by=ada)
    approvals.withdraw(approval=asked, by=cho)
    with pytest.raises(ApprovalMissing):
        approvals.use(asked, kind=KIND, subjects=[ben.pk], by=cho)


@pytest.mark.parametrize("wrong", ["self", "nobody", "used unapproved"])
def test_the_database_itself_refuses_an_approval_by_oneself(asked: Approval, cho: Account, wrong: str) -> None:
    values = {
        "self": {"decision": "approved", "decided_by": cho}, "nobody": {"decision": "approved"}, "used unapproved": {"used_at": timezone.now()},
    }[wrong]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.update(**values)


def test_two_kinds_do_not_share_a_key() -> None:
    other = approvals.Kind(KIND, "another", approvals.RECOVERY.asks, approvals.RECOVERY.approves, timedelta(days=9))

    with pytest.raises(ValueError, match="two kinds"):
        approvals.register(other)
