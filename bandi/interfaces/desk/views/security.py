"""One's own door: second factors, recovery codes, passphrase, and the browsers in which one is signed in."""

from __future__ import annotations

import base64
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access import unlocking, visits
from bandi.foundation.access.actions import allow_passkey, choose_passphrase
from bandi.foundation.access.errors import FactorRefused
from bandi.foundation.access.factors import generator, keys, recovery
from bandi.foundation.access.forms import ChoosePassphraseForm, CodeForm, NewKeyForm
from bandi.foundation.access.models import Account, SecurityKey, Visit
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs, visit_of
from bandi.interfaces.desk.screens.own_door import security_page

WAITING = "generator"
_OWN = needs(Permission.SIGNED_IN, confined=True)
_OWN_FRESH = needs(Permission.SIGNED_IN, confined=True, fresh=True)


def _crumbs(label: str) -> list[dict[str, str]]:
    return [{"label": _("Sign-in and security"), "url": reverse("desk:security")}, {"label": label}]


@_OWN
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """What guards one's own account, and where it is in use."""
    token = unlocking.reader_of(request).token
    page = security_page(account_of(request), visit_of(request), has_keys_here=keys.usable_at(request), token=token)
    return render(request, "desk/door/security.html", {"page": page, "crumbs": [{"label": _("Sign-in and security")}]})


@_OWN_FRESH
@sensitive_post_parameters("credential", "prf")
@require_http_methods(["GET", "POST"])
def key_new(request: HttpRequest) -> HttpResponse:
    """Add a security key or passkey."""
    account = account_of(request)
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        state = request.session.pop("new_key", None)
        try:
            if state is None:
                raise FactorRefused("nothing was asked")
            key = keys.add(account=account, state=state, answer=form.cleaned_data["credential"], name=form.cleaned_data["name"])
        except FactorRefused:
            form.add_error(None, _("The key's answer did not fit. Try again; if it is in your list already, it need not be added."))
        else:
            _lock_with(request, account, key, form)
            return _added(request, _("The key is added."))
    question = keys.ask_to_add(account)
    request.session["new_key"] = question.state
    context = {"form": form, "options": question.options, "can": keys.usable_at(request), "crumbs": _crumbs(_("New key"))}
    return render(request, "desk/door/key_new.html", context)


def _lock_with(request: HttpRequest, account: Account, key: SecurityKey, form: NewKeyForm) -> None:
    """If the passphrase was typed, let the new key's touch open what lives depend on, and, if it gave a secret, the vault together with the passphrase."""
    secret, words = keys.secret_from(form.cleaned_data["prf"]), form.cleaned_data["password"]
    if not words or not account.check_password(words):
        return
    unlocking.bind_key(account, unlocking.reader_of(request).token, words, bytes(key.public))
    if secret:
        unlocking.add_key(account, words, bytes(key.credential), secret)


@_OWN_FRESH
@sensitive_post_parameters("password")
@require_POST
def key_know(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make one of one's own keys known to the key holder, whose touch then opens what lives depend on; then let it be touched, which shows that it is hers.

    Only when she asks, with her passphrase: the holder takes the first key on trust, and each raises an alarm that somebody must be able to explain.
    """
    account, token = account_of(request), unlocking.reader_of(request).token
    key = get_object_or_404(SecurityKey, pk=pk, account=account)
    words, touch = request.POST.get("password", ""), f"{reverse('desk:unlock')}?{urlencode({'next': reverse('desk:security')})}"
    if not account.check_password(words):
        messages.error(request, _("The passphrase is not right. Nothing was changed."))
    elif unlocking.bind_key(account, token, words, bytes(key.public)):
        messages.success(request, _("The key is known. Touch it once now: so you see that it is this one that opens."))
        return redirect(touch)
    elif unlocking.touch_wanted(token) == "touch":
        messages.error(request, _("First touch a key that is known already, then come back within two minutes. Nothing was changed."))
        return redirect(touch)
    else:
        messages.error(request, _("Your keys are locked, or a security key belongs to their lock. Sign out, sign in again, and repeat it. Nothing was changed."))
    return redirect("desk:security")


def _added(request: HttpRequest, words: str) -> HttpResponse:
    """Say that a factor was added, and lead to the recovery codes if there are none yet."""
    messages.success(request, words)
    return redirect("desk:security" if recovery.left(account_of(request)) else "desk:codes")


@_OWN_FRESH
@require_POST
def key_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one of one's own keys away."""
    account = account_of(request)
    keys.remove(key=get_object_or_404(SecurityKey, pk=pk, account=account), by=account)
    messages.success(request, _("The key is removed. It no longer opens this desk."))
    return redirect("desk:security")


@_OWN_FRESH
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def generator_new(request: HttpRequest) -> HttpResponse:
    """Set up an app that shows numbers; the secret waits sealed in the session until its first number was typed."""
    account = account_of(request)
    if request.method == "GET" or WAITING not in request.session:
        request.session[WAITING] = base64.b64encode(generator.new_secret()).decode()
    secret = base64.b64decode(request.session[WAITING])
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            generator.set_up(account=account, secret=secret, code=form.cleaned_data["code"])
        except FactorRefused:
            form.add_error("code", _("The number does not fit. Is the phone's clock right? Try the next number."))
        else:
            del request.session[WAITING]
            return _added(request, _("The app is set up."))
    by_hand = base64.b32encode(secret).decode()
    groups = " ".join(by_hand[start : start + 4] for start in range(0, len(by_hand), 4))
    return render(request, "desk/door/generator_new.html", {"form": form, "by_hand": groups, "crumbs": _crumbs(_("Code app"))})


@_OWN_FRESH
@require_GET
def generator_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the secret that waits to be set up: an image that no cache may keep."""
    held = request.session.get(WAITING)
    if held is None:
        raise Http404
    drawn = generator.picture(base64.b64decode(held), account_of(request))
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "no-store, private"})


@_OWN_FRESH
@require_POST
def generator_remove(request: HttpRequest) -> HttpResponse:
    """Take the code app away."""
    generator.remove(account=account_of(request), by=account_of(request))
    messages.success(request, _("The app is removed. Its numbers no longer open this desk."))
    return redirect("desk:security")


@_OWN_FRESH
@never_cache
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Recovery codes: what they are for, and, once asked for, ten new ones, shown this once."""
    account = account_of(request)
    made = recovery.print_codes(account=account, by=account) if request.method == "POST" else []
    context = {"codes": made, "left": recovery.left(account), "holder": account, "crumbs": _crumbs(_("Recovery codes"))}
    return render(request, "desk/door/codes.html", context)


@_OWN_FRESH
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Let a passkey alone open the door, or no longer."""
    account = account_of(request)
    allow_passkey(account=account, allowed=request.POST.get("allowed") == "yes", by=account)
    messages.success(request, _("Changed."))
    return redirect("desk:security")


@_OWN
@require_POST
def visit_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign out one of one's own browsers."""
    account = account_of(request)
    visits.end(get_object_or_404(Visit, pk=pk, account=account), by=account)
    unlocking.end_all(account)
    messages.success(request, _("That browser is signed out."))
    return redirect("desk:security")


@_OWN
@require_POST
def visits_end(request: HttpRequest) -> HttpResponse:
    """Sign out all one's other browsers, and forget those that were known."""
    visits.end_all(account_of(request), by=account_of(request), keeping=visit_of(request))
    messages.success(request, _("All other browsers are signed out."))
    return redirect("desk:security")


@_OWN_FRESH
@never_cache
@sensitive_post_parameters("old", "new")
@require_http_methods(["GET", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    """Choose one's own passphrase; other browsers are signed out."""
    form = ChoosePassphraseForm(request.POST or None)
    account = account_of(request)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            choose_passphrase(account=account, old=old, new=new, keeping=visit_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            update_session_auth_hash(request, account)
            messages.success(request, _("Your passphrase is changed. Other browsers are signed out."))
            return redirect("desk:security")
    return render(request, "desk/door/passphrase.html", {"form": form, "crumbs": _crumbs(_("Passphrase"))})


security_patterns = [
    path("passphrase/", passphrase, name="passphrase"),
    path("security/", security, name="security"),
    path("security/keys/new/", key_new, name="key_new"),
    path("security/keys/<uuid:pk>/remove/", key_remove, name="key_remove"),
    path("security/keys/<uuid:pk>/know/", key_know, name="key_know"),
    path("security/app/", generator_new, name="generator_new"),
    path("security/app/picture.svg", generator_picture, name="generator_picture"),
    path("security/app/remove/", generator_remove, name="generator_remove"),
    path("security/codes/", codes, name="codes"),
    path("security/passkey/", passkey, name="passkey"),
    path("security/browsers/<uuid:pk>/end/", visit_end, name="visit_end"),
    path("security/browsers/end/", visits_end, name="visits_end"),
]
