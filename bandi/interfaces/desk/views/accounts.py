"""Accounts: who may sign in and what each may do. For administrators, who see no records."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access import approvals as four_eyes
from bandi.foundation.access.actions import change_account, open_account, renew_passphrase
from bandi.foundation.access.errors import ApprovalMissing
from bandi.foundation.access.factors import recovery
from bandi.foundation.access.forms import ROLE_LABELS, AccountForm, ChangeAccountForm, ReasonForm
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Permission, Role
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.access.visits import end_all

_MANAGE = needs(Permission.ACCOUNTS_MANAGE)
_MANAGE_FRESH = needs(Permission.ACCOUNTS_MANAGE, fresh=True)


@_MANAGE
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts with their roles."""
    counted = Account.objects.annotate(
        key_count=Count("security_keys", distinct=True), generator_count=Count("code_generator", distinct=True)
    )
    rows = [{"account": account, "roles": [ROLE_LABELS[role] for role in account.role_names], "factor": _factor(account)} for account in counted]
    return render(request, "desk/door/accounts.html", {"rows": rows, "crumbs": [{"label": _("Accounts")}]})


def _factor(account: Account) -> str:
    """Return in words which second factors an account has, as `key_count` and `generator_count` say."""
    parts = []
    if keys := account.key_count:  # type: ignore[attr-defined]
        parts.append(ngettext("%(count)s key", "%(count)s keys", keys) % {"count": keys})
    if account.generator_count:  # type: ignore[attr-defined]
        parts.append(_("app"))
    if parts:
        return ", ".join(parts)
    if account.is_sample and settings.SAMPLE:
        return _("none: throw-away account")
    return _("none yet: sees nothing else") if account.needs_second_factor else _("none")


@_MANAGE_FRESH
@never_cache
@require_http_methods(["GET", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    """Open an account; its passphrase is shown once."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("username", "name_en", "name_ko", "language")}
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        account, secret = open_account(roles=roles, by=account_of(request), **values)
        return render(request, "desk/door/passphrase_shown.html", {"account": account, "secret": secret})
    return render(request, "desk/door/account_form.html", {"form": form, "crumbs": _crumbs(_("New account"))})


@_MANAGE_FRESH
@require_http_methods(["GET", "POST"])
def account_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the roles of an account, close or reopen it."""
    account = get_object_or_404(Account, pk=pk)
    form = ChangeAccountForm(request.POST or None, initial={"roles": account.roles, "is_active": account.is_active})
    if request.method == "POST" and form.is_valid():
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        try:
            change_account(account=account, roles=roles, is_active=form.cleaned_data["is_active"], by=account_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The account is changed."))
            return redirect("desk:accounts")
    context = {
        "form": form, "account": account, "reason_form": ReasonForm(), "requests": _requests(request, account),
        "visits": account.visits.count(), "crumbs": _crumbs(account.display_name),
    }  # fmt: skip
    return render(request, "desk/door/account_form.html", context)


@_MANAGE_FRESH
@never_cache
@require_POST
def account_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a new passphrase for somebody who lost hers; it is shown once."""
    account = get_object_or_404(Account, pk=pk)
    secret = renew_passphrase(account=account, by=account_of(request))
    return render(request, "desk/door/passphrase_shown.html", {"account": account, "secret": secret})


def _requests(request: HttpRequest, account: Account) -> list[Approval]:
    """Return this administrator's requests for a recovery code for `account`."""
    own = four_eyes.asked_by(account_of(request)).filter(kind=recovery.KIND)
    return [approval for approval in own if approval.subjects == [str(account.pk)]]


@_MANAGE_FRESH
@require_POST
def account_recover(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a second person to agree to a recovery code for somebody who lost her second factor."""
    account, form = get_object_or_404(Account, pk=pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why, in a sentence: the second person decides by it."))
    elif not any(approval.is_waiting or approval.is_usable for approval in _requests(request, account)):
        four_eyes.ask(kind=recovery.KIND, subjects=[account.pk], reason=form.cleaned_data["reason"], by=account_of(request))
        messages.success(request, _("Asked. Another administrator, a director or a steward must agree."))
    return redirect("desk:account_change", account.pk)


@_MANAGE_FRESH
@never_cache
@require_POST
def account_recovery(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Issue the recovery code that a second person agreed to; it is shown once."""
    account = get_object_or_404(Account, pk=pk)
    approval = next((one for one in _requests(request, account) if one.is_usable), None)
    try:
        code = recovery.issue(account=account, by=account_of(request), approval=approval)
    except ApprovalMissing:
        messages.error(request, _("Nobody has agreed to this yet."))
        return redirect("desk:account_change", account.pk)
    return render(request, "desk/door/passphrase_shown.html", {"account": account, "secret": code, "is_recovery": True})


@_MANAGE_FRESH
@require_POST
def account_sign_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign an account out everywhere, at once."""
    account = get_object_or_404(Account, pk=pk)
    ended = end_all(account, by=account_of(request))
    messages.success(request, ngettext("%(count)s browser is signed out.", "%(count)s browsers are signed out.", ended) % {"count": ended})
    return redirect("desk:account_change", account.pk)


def _crumbs(label: str) -> list[dict[str, str]]:
    return [{"label": _("Accounts"), "url": reverse("desk:accounts")}, {"label": label}]


accounts_patterns = [
    path("accounts/", accounts, name="accounts"),
    path("accounts/new/", account_new, name="account_new"),
    path("accounts/<uuid:pk>/", account_change, name="account_change"),
    path("accounts/<uuid:pk>/renew/", account_renew, name="account_renew"),
    path("accounts/<uuid:pk>/recover/", account_recover, name="account_recover"),
    path("accounts/<uuid:pk>/recovery/", account_recovery, name="account_recovery"),
    path("accounts/<uuid:pk>/sign-out/", account_sign_out, name="account_sign_out"),
]
