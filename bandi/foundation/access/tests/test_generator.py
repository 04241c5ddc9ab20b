"""A number from the app opens once, near its time; its secret lies sealed. Recovery codes open once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.core.management import CommandError, call_command
from django.utils import timezone

from bandi.foundation.access import approvals, visits
from bandi.foundation.access.errors import ApprovalMissing, FactorRefused, NotPermitted
from bandi.foundation.access.factors import generator, recovery
from bandi.foundation.access.models import Account, CodeGenerator, Notice, NoticeKind, RecoveryCode, Visit
from bandi.foundation.audit.models import Entry
from bandi.locks.errors import Unreadable

pytestmark = pytest.mark.django_db
SECRET = b"12345678901234567890"


def number(secret: bytes, steps: int = 0) -> str:
    """Return the number an app shows now, or some steps before or after."""
    return TOTP(secret, 6, SHA1(), 30).generate(timezone.now().timestamp() + 30 * steps).decode()


@pytest.fixture
def app(ada: Account) -> bytes:
    generator.set_up(account=ada, secret=SECRET, code=number(SECRET, -1))
    return SECRET


def test_the_numbers_are_those_of_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 6238, appendix B, SHA-1, the last six of eight digits."""
    for seconds, digits in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037")):
        moment = timezone.datetime.fromtimestamp(seconds, tz=timezone.get_default_timezone())  # type: ignore[attr-defined]
        monkeypatch.setattr(generator.timezone, "now", lambda moment=moment: moment)
        assert generator.matching_step(SECRET, digits, 0) == seconds // 30


def test_a_number_is_taken_once(ada: Account, app: bytes) -> None:
    code = number(app)

    assert generator.check(account=ada, code=code)
    assert not generator.check(account=ada, code=code)


def test_an_older_number_is_not_taken_after_a_newer_one(ada: Account, app: bytes) -> None:
    assert generator.check(account=ada, code=number(app, 1))
    assert not generator.check(account=ada, code=number(app))


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_number_of_another_time_is_refused(ada: Account, app: bytes, steps: int) -> None:
    assert not generator.check(account=ada, code=number(app, steps))


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5x"])
def test_what_is_no_number_is_refused(ada: Account, app: bytes, code: str) -> None:
    assert not generator.check(account=ada, code=code)


def test_the_secret_lies_sealed_and_bound_to_its_account(ada: Account, ben: Account, app: bytes) -> None:
    row = CodeGenerator.objects.get(account=ada)
    assert SECRET not in bytes(row.sealed)

    CodeGenerator.objects.create(account=ben, sealed=row.sealed)
    with pytest.raises(Unreadable):
        generator.check(account=ben, code=number(app, 1))


def test_it_is_taken_up_only_with_its_first_number(ada: Account) -> None:
    with pytest.raises(FactorRefused):
        generator.set_up(account=ada, secret=SECRET, code="000000" if number(SECRET) != "000000" else "000001")

    assert not CodeGenerator.objects.filter(account=ada).exists()


def test_the_picture_holds_no_style_and_no_script(ada: Account) -> None:
    drawn = generator.picture(SECRET, ada).decode()

    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "script" not in drawn


def test_a_recovery_code_works_once_for_its_own_account(ada: Account, ben: Account) -> None:
    codes = recovery.print_codes(account=ada, by=ada)

    assert len(set(codes)) == recovery.COUNT
    assert not any(code in str(row) for code in codes for row in RecoveryCode.objects.values())
    assert not recovery.use(account=ben, code=codes[0])
    assert recovery.use(account=ada, code=f" {codes[0].upper().replace('-', ' ')} ")
    assert not recovery.use(account=ada, code=codes[0])
    assert recovery.left(ada) == recovery.COUNT - 1
    assert Notice.objects.filter(account=ada, kind=NoticeKind.RECOVERY_USED).exists()


def test_new_codes_make_the_old_ones_void(ada: Account) -> None:
    old = recovery.print_codes(account=ada, by=ada)[0]
    recovery.print_codes(account=ada, by=ada)

    assert not recovery.use(account=ada, code=old)


def test_codes_are_printed_by_their_holder_only(ada: Account, cho: Account) -> None:
    with pytest.raises(FactorRefused):
        recovery.print_codes(account=ada, by=cho)


@pytest.fixture
def agreed(ben: Account, cho: Account, ada: Account) -> Any:
    asked = approvals.ask(kind=recovery.KIND, subjects=[ben.pk], reason="Ben lost his key on the ferry", by=cho)
    return approvals.decide(approval=asked, approve=True, by=ada)


def test_a_recovery_code_needs_the_word_of_a_second_person(ben: Account, cho: Account, ada: Account) -> None:
    asked = approvals.ask(kind=recovery.KIND, subjects=[ben.pk], reason="Ben lost his key on the ferry", by=cho)

    for approval in (None, asked):
        with pytest.raises(ApprovalMissing):
            recovery.issue(account=ben, by=cho, approval=approval)
    with pytest.raises(NotPermitted):
        approvals.decide(approval=asked, approve=True, by=cho)
    with pytest.raises(NotPermitted):
        approvals.decide(approval=asked, approve=True, by=ben)
    approvals.decide(approval=asked, approve=False, by=ada)
    asked.refresh_from_db()
    with pytest.raises(ApprovalMissing):
        recovery.issue(account=ben, by=cho, approval=asked)


def test_an_issued_code_takes_the_lost_factors_with_it(ben: Account, cho: Account, agreed: Any) -> None:
    Visit.objects.create(account=ben)
    code = recovery.issue(account=ben, by=cho, approval=agreed)

    assert not Visit.objects.filter(account=ben).exists()
    assert visits.has_factor(ben), "the lost key opens until the code is used, so that a false alarm does no harm"
    assert recovery.use(account=ben, code=code)
    assert not visits.has_factor(ben)
    assert {"access:approval:ask", "access:approval:approve", "access:approval:use", "access:code:issue", "access:code:use"} <= set(
        Entry.objects.values_list("kind", flat=True)
    )


def test_an_approval_is_used_once_and_for_nobody_else(ben: Account, ada: Account, cho: Account, agreed: Any) -> None:
    with pytest.raises(ApprovalMissing):
        recovery.issue(account=ada, by=cho, approval=agreed)
    recovery.issue(account=ben, by=cho, approval=agreed)
    with pytest.raises(ApprovalMissing):
        recovery.issue(account=ben, by=cho, approval=agreed)


def test_an_issued_code_lasts_a_day(ben: Account, cho: Account, agreed: Any) -> None:
    code = recovery.issue(account=ben, by=cho, approval=agreed)
    RecoveryCode.objects.filter(account=ben).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert not recovery.use(account=ben, code=code)


def test_the_server_itself_recovers_when_nobody_is_left(ben: Account, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("accounts_recover", "BEN")

    assert recovery.use(account=ben, code=capsys.readouterr().out.strip())
    assert Entry.objects.filter(kind="access:code:issue", actor=None, record=ben.pk).exists()
    with pytest.raises(CommandError):
        call_command("accounts_recover", "nobody")
