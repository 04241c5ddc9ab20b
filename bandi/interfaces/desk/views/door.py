"""Signing in and out, and one's own passphrase."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bandi.foundation.access import throttle
from bandi.foundation.access.actions import choose_passphrase
from bandi.foundation.access.forms import ChoosePassphraseForm, SignInForm
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs, public
from bandi.foundation.audit import journal


def _source(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door. A wrong name and a wrong passphrase get the same answer in the same time."""
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        username, source = form.cleaned_data["username"], _source(request)
        if throttle.refuses(username, source):
            form.add_error(None, _("Too many tries from here. Wait an hour, or ask whoever keeps the accounts."))
            status = 429
        elif account := _known(request, username, form.cleaned_data["password"]):
            return _enter(request, account, source)
        else:
            throttle.failed(username, source)
            form.add_error(None, _("The user name or the passphrase is not right. Nothing else was checked."))
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "desk/door/sign_in.html", context, status=status)


def _known(request: HttpRequest, username: str, password: str) -> Account | None:
    account = authenticate(request, username=username.strip().lower(), password=password)
    return account if isinstance(account, Account) else None


@transaction.atomic
def _enter(request: HttpRequest, account: Account, source: str) -> HttpResponse:
    throttle.succeeded(account.username, source)
    login(request, account)
    journal.append("access:session:open", by=account.id, record=account.id)
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if safe else reverse("desk:home"))


@needs(Permission.SIGNED_IN)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session."""
    account = account_of(request)
    with transaction.atomic():
        journal.append("access:session:close", by=account.id, record=account.id)
    logout(request)
    return redirect("desk:sign_in")


@needs(Permission.SIGNED_IN)
@never_cache
@sensitive_post_parameters("old", "new")
@require_http_methods(["GET", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    """Choose one's own passphrase."""
    form = ChoosePassphraseForm(request.POST or None)
    account = account_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            choose_passphrase(account=account, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            update_session_auth_hash(request, account)
            messages.success(request, _("Your passphrase is changed."))
            return redirect("desk:home")
    return render(request, "desk/door/passphrase.html", {"form": form, "crumbs": [{"label": _("Passphrase")}]})


door_patterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-out/", sign_out, name="sign_out"),
    path("passphrase/", passphrase, name="passphrase"),
]
