"""The second step of the door, and proving oneself again before a sensitive step or after a break."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bandi.foundation.access import browsers, throttle, unlocking, visits
from bandi.foundation.access.errors import FactorRefused
from bandi.foundation.access.factors import generator, keys, recovery
from bandi.foundation.access.forms import AgainForm, CodeForm, RecoveryForm
from bandi.foundation.access.models import Account, CodeGenerator, Visit
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs, public, visit_of
from bandi.interfaces.desk.screens import entering

WAYS = {"key": Visit.Way.KEY, "code": Visit.Way.CODE, "recovery": Visit.Way.RECOVERY}


@public
@never_cache
@sensitive_post_parameters("code", "credential", "prf")
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """The second factor of somebody whose passphrase was right less than five minutes ago."""
    pending = entering.pending(request)
    account = pending.holder if pending else None
    if pending is None or account is None:
        return redirect("desk:sign_in")
    said, status = "", 200
    if request.method == "POST":
        way = WAYS.get(request.POST.get("way", ""))
        attempt = throttle.Try(f"second factor of {account.pk}", pending.lane, browsers.source(request))
        if not throttle.admits(attempt):
            said, status = _("Too many tries. Wait a while, or use your security key."), 429
        elif way and _is_right(request, account, way):
            throttle.succeeded(attempt)
            secret = keys.secret_from(request.POST.get("prf", "")) if way is Visit.Way.KEY else None
            return entering.enter(request, pending, way, token=request.COOKIES.get(unlocking.KEY_COOKIE), secret=secret)
        else:
            said = _("That was not right. A number from the app is taken once; wait for the next one.")
    return render(request, "desk/door/second.html", _second_page(request, account, said), status=status)


def _is_right(request: HttpRequest, account: Account, way: Visit.Way) -> bool:
    code = request.POST.get("code", "")[:80]
    if way is Visit.Way.CODE:
        return generator.check(account=account, code=code)
    if way is Visit.Way.RECOVERY:
        return recovery.use(account=account, code=code)
    return _answers(request, account)


def _answers(request: HttpRequest, account: Account) -> bool:
    """Return whether a key of the account answered the question of this browser; a question is answered once."""
    state = request.session.pop("key", None)
    try:
        return state is not None and bool(keys.check(state=state, answer=request.POST.get("credential", ""), account=account))
    except FactorRefused:
        return False


def _question(request: HttpRequest, account: Account) -> str:
    if not account.security_keys.exists() or not keys.usable_at(request):
        return ""
    question = keys.ask(account)
    request.session["key"] = question.state
    return question.options


def _second_page(request: HttpRequest, account: Account, said: str) -> dict[str, object]:
    has_generator = CodeGenerator.objects.filter(account=account).exists()
    return {
        "said": said, "options": _question(request, account), "has_key": account.security_keys.exists(), "has_generator": has_generator,
        "code_form": CodeForm(auto_id="code_%s"), "recovery_form": RecoveryForm(auto_id="recovery_%s"), "key_host": _other_address(request),
    }  # fmt: skip


def _other_address(request: HttpRequest) -> str:
    """Return the address at which keys work, when they do not at this one."""
    if keys.usable_at(request):
        return ""
    port = request.get_port()
    return f"http://localhost:{port}/" if settings.KEY_HOST == "localhost" else f"https://{settings.KEY_HOST}/"


@needs(Permission.SIGNED_IN, confined=True, locked=True)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, kept: bool = False) -> HttpResponse:
    """Ask who is there, before a sensitive step or after a break; then go on where she was, with what she had written.

    kept: a form was sent to another address, and the door stopped it here; its fields go into the question.
    """
    account, visit = account_of(request), visit_of(request)
    if kept:
        fields = [[name, value] for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
        return _ask(request, AgainForm(), request.get_full_path(), json.dumps(fields), lost_files=bool(request.FILES))
    target = entering.safe_target(request, request.POST.get("next") or request.GET.get("next", ""))
    form = AgainForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, form, target, request.POST.get("kept", ""))
    attempt = throttle.Try(f"again {account.pk}", f"visit:{visit.pk}", browsers.source(request))
    if not throttle.admits(attempt):
        form.add_error(None, _("Too many tries. Wait a while."))
        return _ask(request, form, target, request.POST.get("kept", ""), status=429)
    passphrase, credential = form.cleaned_data["password"], form.cleaned_data["credential"]
    proofs = [account.check_password(passphrase)] if passphrase else []
    proofs += [_answers(request, account)] if credential else []
    if not proofs or not all(proofs):
        form.add_error(None, _("That was not right."))
        return _ask(request, form, target, request.POST.get("kept", ""))
    throttle.succeeded(attempt)
    token = unlocking.begin(account, passphrase) if passphrase and visit.locked_at else None
    if token:
        unlocking.finish(token, keys.secret_from(form.cleaned_data["prf"]))
    visits.refresh(visit)
    return entering.with_token(_go_on(request, target, request.POST.get("kept", "")), token)


def _ask(
    request: HttpRequest, form: AgainForm, target: str, kept: str, *, lost_files: bool = False, status: int = 200
) -> HttpResponse:
    account = account_of(request)
    context = {
        "form": form, "next": target, "kept": kept, "lost_files": lost_files, "options": _question(request, account),
        "is_locked": visit_of(request).locked_at is not None, "holder": account,
    }  # fmt: skip
    return render(request, "desk/door/again.html", context, status=status)


def _go_on(request: HttpRequest, target: str, kept: str) -> HttpResponse:
    """Go to `target`; what was kept is sent there once more, by the browser itself or by a button."""
    try:
        fields = [(str(name), str(value)) for name, value in json.loads(kept)] if kept else []
    except (ValueError, TypeError):
        fields = []
    if not fields:
        return redirect(target)
    return render(request, "desk/door/go_on.html", {"target": target, "fields": fields})


second_patterns = [
    path("sign-in/second/", second, name="second"),
    path("again/", again, name="again"),
]
