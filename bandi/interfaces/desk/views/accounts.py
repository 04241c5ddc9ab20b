"""Accounts: who may sign in and what each may do. For administrators, who see no records."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access.actions import change_account, open_account, renew_passphrase
from bandi.foundation.access.forms import ROLE_LABELS, AccountForm, ChangeAccountForm
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission, Role
from bandi.foundation.access.policies import account_of, needs

_MANAGE = needs(Permission.ACCOUNTS_MANAGE)


@_MANAGE
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts with their roles."""
    rows = [
        {"account": account, "roles": [ROLE_LABELS[role] for role in account.role_names]}
        for account in Account.objects.all()
    ]
    return render(request, "desk/door/accounts.html", {"rows": rows, "crumbs": [{"label": _("Accounts")}]})


@_MANAGE
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


@_MANAGE
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
    context = {"form": form, "account": account, "crumbs": _crumbs(account.display_name)}
    return render(request, "desk/door/account_form.html", context)


@_MANAGE
@never_cache
@require_POST
def account_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a new passphrase for somebody who lost hers; it is shown once."""
    account = get_object_or_404(Account, pk=pk)
    secret = renew_passphrase(account=account, by=account_of(request))
    return render(request, "desk/door/passphrase_shown.html", {"account": account, "secret": secret})


def _crumbs(label: str) -> list[dict[str, str]]:
    return [{"label": _("Accounts"), "url": reverse("desk:accounts")}, {"label": label}]


accounts_patterns = [
    path("accounts/", accounts, name="accounts"),
    path("accounts/new/", account_new, name="account_new"),
    path("accounts/<uuid:pk>/", account_change, name="account_change"),
    path("accounts/<uuid:pk>/renew/", account_renew, name="account_renew"),
]
