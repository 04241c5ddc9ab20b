"""Roles grant what is written, an administrator sees no record, and the door denies unless declared."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from bandi.foundation.access.actions import change_account, open_account
from bandi.foundation.access.errors import NotPermitted, UndeclaredView
from bandi.foundation.access.middleware import DeclaredPermissions
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission, Role, granted
from bandi.foundation.access.policies import needs, public, require

pytestmark = pytest.mark.django_db


def asked(account: Account | None, view: object) -> HttpResponse | None:
    request = RequestFactory().get("/page/")
    request.user = account  # type: ignore[assignment]
    return DeclaredPermissions(lambda request: HttpResponse()).process_view(request, view, [], {})  # type: ignore[arg-type]


@needs(Permission.RECORDS_EDIT)
def page(request: object) -> HttpResponse:
    return HttpResponse()


def test_an_administrator_keeps_accounts_and_sees_no_record() -> None:
    assert granted([Role.ADMINISTRATOR]) == {
        Permission.SIGNED_IN, Permission.PANIC_USE, Permission.ACCOUNTS_MANAGE, Permission.RECOVERY_APPROVE,
    }  # fmt: skip


def test_a_steward_says_who_belongs_and_neither_sees_nor_changes_records() -> None:
    permissions = granted([Role.STEWARD])

    assert {Permission.COMPARTMENT_MANAGE, Permission.MEMBERSHIP_GRANT, Permission.BREAKGLASS_APPROVE} <= permissions
    assert not {permission for permission in permissions if permission.startswith(("records:", "claims:", "publishing:"))}


def test_an_auditor_reads_the_journal_and_nothing_else() -> None:
    assert granted([Role.AUDITOR]) == {Permission.SIGNED_IN, Permission.PANIC_USE, Permission.AUDIT_READ}


def test_nobody_who_asks_for_an_export_approves_one_by_the_same_role_alone() -> None:
    assert Permission.EXPORT_APPROVE not in granted([Role.OFFICER])
    assert Permission.BREAKGLASS_APPROVE not in granted([Role.OFFICER])


def test_roles_add_up_and_unknown_ones_grant_nothing() -> None:
    assert granted([Role.READER, Role.ADMINISTRATOR, "emperor"]) == granted([Role.READER]) | granted([Role.ADMINISTRATOR])
    assert granted(["emperor"]) == frozenset()


def test_a_closed_account_may_do_nothing(ada: Account) -> None:
    ada.is_active = False

    assert not ada.may(Permission.SIGNED_IN)
    with pytest.raises(NotPermitted):
        require(ada, Permission.RECORDS_READ)


def test_who_may_act_passes(ada: Account) -> None:
    assert asked(ada, page) is None


def test_who_may_only_read_is_refused(ben: Account) -> None:
    with pytest.raises(PermissionDenied):
        asked(ben, page)


def test_who_sees_no_record_does_not_learn_that_the_page_exists(cho: Account) -> None:
    with pytest.raises(Http404):
        asked(cho, page)


def test_a_stranger_is_sent_to_the_sign_in_page() -> None:
    response = asked(None, page)

    assert response is not None
    assert response.status_code == 302


def test_a_view_without_a_declaration_answers_nobody(ada: Account) -> None:
    def forgotten(request: object) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(UndeclaredView):
        asked(ada, forgotten)


def test_a_public_view_answers_everybody() -> None:
    assert asked(None, public(lambda request: HttpResponse())) is None


def test_only_who_manages_accounts_opens_one(ada: Account, cho: Account) -> None:
    with pytest.raises(NotPermitted):
        open_account(username="eve", roles=[Role.READER], by=ada)

    account, secret = open_account(username=" Eve ", roles=[Role.READER], by=cho)

    assert account.username == "eve"
    assert account.check_password(secret)
    assert secret not in account.password


def test_a_name_is_taken_whatever_its_capitals(cho: Account) -> None:
    open_account(username="eve", roles=[Role.READER], by=cho)

    with pytest.raises(ValidationError):
        open_account(username="EVE", roles=[Role.READER], by=cho)


def test_the_last_who_manages_accounts_cannot_be_closed(cho: Account) -> None:
    with pytest.raises(ValidationError):
        change_account(account=cho, roles=[Role.ADMINISTRATOR], is_active=False, by=cho)
