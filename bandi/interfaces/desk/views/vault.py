"""Compartments: who belongs, letting in and out, emergencies; unlocking one's keys and locking everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access import compartments, unlocking
from bandi.foundation.access.clearance import is_member, is_steward
from bandi.foundation.access.errors import ApprovalMissing
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.vault.errors import HolderAway, Sealed, Untouched
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.membership import rotate
from bandi.foundation.vault.models import BreakGlass, Compartment
from bandi.interfaces.desk.addresses import next_or
from bandi.interfaces.desk.reading import as_id
from bandi.interfaces.desk.screens import vault as screen
from bandi.interfaces.desk.screens.vault_forms import CompartmentForm


@needs(Permission.RECORDS_READ)
@require_GET
def vault(request: HttpRequest) -> HttpResponse:
    """All compartments: which are mine, which I may ask for in an emergency."""
    context = screen.overview(account_of(request), is_unlocked=unlocking.is_unlocked(request))
    return render(request, "desk/vault/vault.html", context)


@needs(Permission.COMPARTMENT_MANAGE)
@require_http_methods(["GET", "POST"])
def compartment_new(request: HttpRequest) -> HttpResponse:
    """Open a compartment with its first stewards."""
    form = CompartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = compartments.open_compartment(**form.cleaned_data, by=account_of(request))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("The compartment is open: %(name)s") % {"name": made})
            return redirect("desk:compartment", made.key)
    return render(request, "desk/vault/compartment_form.html", {"form": form, "crumbs": screen.crumbs(_("New compartment"))})


@needs(Permission.RECORDS_READ)
@require_GET
def compartment(request: HttpRequest, key: str) -> HttpResponse:
    """One compartment for those who belong to it: members, emergencies, what does not agree."""
    account = account_of(request)
    found = _mine(account, key)
    context = screen.compartment_page(found, account, is_unlocked=unlocking.is_unlocked(request))
    return render(request, "desk/vault/compartment.html", context)


@needs(Permission.MEMBERSHIP_GRANT)
@sensitive_post_parameters("passphrase")
@require_POST
def member_in(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody in. The steward gives her passphrase again in the same form."""
    account, found = account_of(request), _stewarded(request, key)
    other = get_object_or_404(Account, pk=as_id(request.POST.get("account", "")) or UUID(int=0))
    whom = {"compartment": found, "account": other, "is_steward_too": bool(request.POST.get("steward")), "by": account}
    try:
        return _act(
            request, found, _("%(name)s belongs to this compartment now.") % {"name": other.display_name},
            lambda: compartments.let_in(**whom, reader=unlocking.reader_of(request)),
        )  # fmt: skip
    except ApprovalMissing:
        return _ask_first(request, found, whom)


def _ask_first(request: HttpRequest, found: Compartment, whom: dict[str, Any]) -> HttpResponse:
    """Ask a second person, where nobody is let in by one alone."""
    try:
        compartments.ask_to_let_in(**whom, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Asked. When somebody else has approved it under Approvals, let her in here once more."))
    return redirect("desk:compartment", found.key)


@needs(Permission.MEMBERSHIP_GRANT)
@sensitive_post_parameters("passphrase")
@require_POST
def member_out(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """End a membership and turn the lock."""
    account, found = account_of(request), _stewarded(request, key)
    other = get_object_or_404(Account, pk=pk)
    return _act(
        request, found, _("%(name)s is out, and the lock was turned.") % {"name": other.display_name},
        lambda: compartments.let_out(compartment=found, account=other, by=account, reader=unlocking.reader_of(request)),
    )  # fmt: skip


@needs(Permission.MEMBERSHIP_GRANT)
@sensitive_post_parameters("passphrase")
@require_POST
def lock_turn(request: HttpRequest, key: str) -> HttpResponse:
    """Turn the lock and let nobody out: after a machine was taken, what was copied opens nothing new."""
    found = _stewarded(request, key)
    return _act(
        request, found, _("The lock was turned. Everybody who belongs here keeps her way in."),
        lambda: rotate(compartment=found, by=unlocking.reader_of(request)),
    )  # fmt: skip


@needs(Permission.BREAKGLASS_REQUEST)
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for an hour in a compartment that is not mine, because somebody's safety depends on it."""
    found = get_object_or_404(Compartment, key=key, is_retired=False, tier__gt=1)
    problem = ""
    if request.method == "POST":
        try:
            compartments.ask_emergency(compartment=found, reason=request.POST.get("reason", ""), by=account_of(request))
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("Asked. Call a member of the compartment now: she sees it on her first page."))
            return redirect("desk:vault")
    context = {"compartment": found, "problem": problem, "reason": request.POST.get("reason", ""), "crumbs": screen.crumbs(_("Emergency"))}
    return render(request, "desk/vault/emergency.html", context, status=400 if problem else 200)


@needs(Permission.MEMBERSHIP_GRANT)
@sensitive_post_parameters("passphrase")
@require_POST
def emergency_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve, refuse or review an emergency of my compartment."""
    account = account_of(request)
    asked = get_object_or_404(BreakGlass.objects.select_related("compartment"), pk=pk)
    if not is_member(account, asked.compartment):
        raise Http404
    verb = request.POST.get("verb", "")
    if verb == "approve":
        return _act(
            request, asked.compartment, _("Open for an hour. Every reading is written down."),
            lambda: compartments.approve_emergency(asked=asked, by=account, reader=unlocking.reader_of(request)),
        )  # fmt: skip
    if verb == "refuse":
        compartments.refuse_emergency(asked=asked, by=account)
        messages.success(request, _("Refused."))
    elif verb == "review":
        compartments.review_emergency(asked=asked, by=account)
        messages.success(request, _("Marked as read."))
    return redirect("desk:compartment", asked.compartment.key)


@needs(Permission.RECORDS_READ)
@never_cache
@sensitive_post_parameters("passphrase", "credential")
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock one's keys again after they were locked: the passphrase alone, for the session has its second factor.

    While they are unlocked, the page asks for the touch without which nothing lethal opens; the holder itself makes the question and checks the answer.
    """
    account, held = account_of(request), unlocking.reader_of(request).token
    problem = ""
    if request.method == "POST" and "credential" in request.POST:
        if unlocking.touch(held, request.POST["credential"]):
            return redirect(next_or(request, reverse("desk:vault")))
        problem = _("The key's answer did not fit. Try again.")
    elif request.method == "POST":
        token = unlocking.begin(account, request.POST.get("passphrase", "")) if account.check_password(request.POST.get("passphrase", "")) else None
        if token and unlocking.finish(token):
            return unlocking.keep(redirect(next_or(request, reverse("desk:vault"))), token)
        problem = _("That did not unlock your keys. If a security key belongs to them, sign out and sign in again with it.")
    back = next_or(request, "")
    context = {"problem": problem, "options": unlocking.touch_question(held), "is_unlocked": unlocking.is_unlocked(request), "next": back, "crumbs": screen.crumbs(_("Unlock"))}
    return render(request, "desk/vault/unlock.html", context, status=400 if problem else 200)


@needs(Permission.PANIC_USE)
@require_POST
def panic(request: HttpRequest) -> HttpResponse:
    """Lock the keys of everybody at once. Nothing is lost; each person unlocks again with her passphrase."""
    from django.db import transaction

    ended = holder().panic()
    unlocking.forget_names()
    with transaction.atomic():
        journal.append("vault:panic:use", by=account_of(request).id, change={"sessions": ended})
    messages.success(request, _("Everything is locked. Nobody can read anything protected until she unlocks her own keys again."))
    return unlocking.forget(redirect("desk:vault"))


def _act(request: HttpRequest, found: Compartment, done: str, act: Callable[[], Any]) -> HttpResponse:
    """Take the passphrase again, act, and say what came of it."""
    account, token = account_of(request), unlocking.reader_of(request).token
    if not unlocking.renew(account, token, request.POST.get("passphrase", "")):
        messages.error(request, _("Your keys are locked, or the passphrase was not right. Nothing was changed."))
        return redirect("desk:compartment", found.key)
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Untouched:
        messages.error(request, _("Lives depend on this compartment: touch your security key, then do it again within two minutes. Nothing was changed."))
        return redirect(f"{reverse('desk:unlock')}?{urlencode({'next': reverse('desk:compartment', args=[found.key])})}")
    except Sealed:
        messages.error(request, _("Your keys do not open this compartment. Ask another steward. Nothing was changed."))
    except HolderAway:
        messages.error(request, _("The key holder does not answer. Nothing was changed."))
    else:
        messages.success(request, done)
    return redirect("desk:compartment", found.key)


def _mine(account: Account, key: str) -> Compartment:
    """A compartment that I belong to; all others do not exist."""
    found = get_object_or_404(Compartment, key=key)
    if not is_member(account, found):
        raise Http404
    return found


def _stewarded(request: HttpRequest, key: str) -> Compartment:
    found = _mine(account_of(request), key)
    if not is_steward(account_of(request), found):
        raise Http404
    return found


vault_patterns = [
    path("vault/", vault, name="vault"),
    path("vault/unlock/", unlock, name="unlock"),
    path("vault/panic/", panic, name="panic"),
    path("vault/new/", compartment_new, name="compartment_new"),
    path("vault/emergencies/<uuid:pk>/", emergency_decide, name="emergency_decide"),
    path("vault/<slug:key>/", compartment, name="compartment"),
    path("vault/<slug:key>/in/", member_in, name="member_in"),
    path("vault/<slug:key>/out/<uuid:pk>/", member_out, name="member_out"),
    path("vault/<slug:key>/turn/", lock_turn, name="lock_turn"),
    path("vault/<slug:key>/emergency/", emergency, name="emergency"),
]
