"""The door: name and passphrase, then the second factor, then in. And out again."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bandi.foundation.access import browsers, throttle, unlocking, visits
from bandi.foundation.access.errors import FactorRefused
from bandi.foundation.access.factors import keys
from bandi.foundation.access.forms import SignInForm
from bandi.foundation.access.models import Account, Visit
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs, public, visit_of
from bandi.foundation.audit import journal
from bandi.interfaces.desk.screens import entering


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step. A wrong name and a wrong passphrase get the same answer after the same work."""
    vouched = entering.vouched(request)
    form = SignInForm(request.POST or None, initial={"username": vouched.username if vouched else ""})
    status = 200
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"].strip().lower()
        attempt = throttle.Try(username, entering.lane(request, username), browsers.source(request))
        if not throttle.admits(attempt):
            form.add_error(None, _("Too many tries. Wait a while, use a browser you were in before, or show your security key first."))
            status = 429
        elif account := _known(request, username, form.cleaned_data["password"]):
            return _passphrase_was_right(request, account, attempt, form.cleaned_data["password"])
        else:
            form.add_error(None, _("The user name or the passphrase is not right. Nothing else was checked."))
    context = {
        "form": form, "next": request.POST.get("next") or request.GET.get("next", ""), "vouched": vouched,
        "has_keys": keys.usable_at(request), "is_sample": settings.SAMPLE,
    }  # fmt: skip
    return render(request, "desk/door/sign_in.html", context, status=status)


def _known(request: HttpRequest, username: str, password: str) -> Account | None:
    account = authenticate(request, username=username, password=password)
    return account if isinstance(account, Account) else None


def _passphrase_was_right(request: HttpRequest, account: Account, attempt: throttle.Try, passphrase: str) -> HttpResponse:
    strangers = throttle.strangers_failures(account.username)
    failures = max(throttle.succeeded(attempt), strangers - (attempt.lane == throttle.STRANGER))
    token = unlocking.begin(account, passphrase)
    pending = entering.begin(request, account, attempt.lane, failures)
    if visits.has_factor(account):
        return entering.with_token(redirect("desk:second"), token)
    return entering.enter(request, pending, Visit.Way.PASSPHRASE, token=token, secret=None)


@public
@never_cache
@require_POST
def key_question(request: HttpRequest) -> HttpResponse:
    """Ask for a passkey that says itself whose it is; the answer comes to `key_answer`."""
    question = keys.ask(None)
    request.session["key"] = question.state
    return JsonResponse({"options": question.options})


@public
@never_cache
@require_POST
def key_answer(request: HttpRequest) -> HttpResponse:
    """Let a passkey in where its holder allowed that; otherwise the key keeps the way free for her passphrase."""
    state = request.session.pop("key", None)
    try:
        if state is None:
            raise FactorRefused("nothing was asked")
        key = keys.check(state=state, answer=request.POST.get("credential", ""), account=None)
    except FactorRefused:
        return _not_known(request)
    if not key.account.is_active:
        return _not_known(request)
    if key.account.allows_passkey:
        pending = entering.begin(request, key.account, f"key:{key.pk}", throttle.strangers_failures(key.account.username))
        return entering.enter(request, pending, Visit.Way.PASSKEY, token=None, secret=None)
    entering.vouch(request, key)
    return redirect(entering.at_the_door(request.POST.get("next", "")))


def _not_known(request: HttpRequest) -> HttpResponse:
    form = SignInForm()
    said = _("This key is not known here. Sign in with name and passphrase.")
    context = {"form": form, "said": said, "next": request.POST.get("next", ""), "has_keys": keys.usable_at(request)}
    return render(request, "desk/door/sign_in.html", context, status=400)


@needs(Permission.SIGNED_IN, confined=True, locked=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the visit, forget the vault's keys, and have the browser forget its copies."""
    visits.end(visit_of(request), by=account_of(request))
    if token := request.COOKIES.get(unlocking.KEY_COOKIE):
        unlocking.end(token)
    request.session.flush()
    response = redirect("desk:sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@needs(Permission.SIGNED_IN, confined=True, locked=True)
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the desk in this browser: nothing answers until its holder proves who she is."""
    with transaction.atomic():
        visits.lock(visit_of(request), request.COOKIES.get(unlocking.KEY_COOKIE, ""))
        journal.append("access:session:lock", by=account_of(request).pk, record=account_of(request).pk)
    return redirect("desk:again")


door_patterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/key/question/", key_question, name="key_question"),
    path("sign-in/key/", key_answer, name="key_answer"),
    path("sign-out/", sign_out, name="sign_out"),
    path("lock/", lock, name="lock"),
]
