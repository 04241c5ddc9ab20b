"""Between the passphrase and the desk: what is remembered of somebody who stands in the door, and letting her in.

What is remembered lies sealed in the session of her browser for five minutes: which account, through which lane, where she wants to go.
May import: the foundation, Django.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.access import browsers, throttle, unlocking, visits
from bandi.foundation.access.models import Account, NoticeKind, SecurityKey, Visit
from bandi.foundation.audit import journal

PATIENCE_SECONDS = 300
STEP, VOUCH = "door", "vouched"


@dataclass(frozen=True)
class Pending:
    """Somebody whose passphrase was right and whose second factor is asked. at: seconds since 1970."""

    account: str
    lane: str
    next: str
    failures: int
    at: float

    @property
    def holder(self) -> Account | None:
        return Account.objects.filter(pk=self.account, is_active=True).first()


def begin(request: HttpRequest, account: Account, lane: str, failures: int) -> Pending:
    """Remember that `account` stands in the door, under a new key of the browser's session."""
    if isinstance(was := getattr(request, "visit", None), Visit):
        visits.end(was, by=None)
    pending = Pending(str(account.pk), lane, request.POST.get("next", ""), failures, timezone.now().timestamp())
    request.session.flush()
    request.session[STEP] = asdict(pending)
    return pending


def pending(request: HttpRequest) -> Pending | None:
    """Return who stands in the door of this browser, unless it is longer ago than five minutes."""
    held: dict[str, Any] | None = request.session.get(STEP)
    if held is None or timezone.now().timestamp() - held["at"] > PATIENCE_SECONDS:
        return None
    return Pending(**held)


def vouch(request: HttpRequest, key: SecurityKey) -> None:
    """Remember that a key of an account was shown here: its holder may try her passphrase whatever strangers do."""
    request.session.flush()
    request.session[VOUCH] = {"account": str(key.account_id), "key": str(key.pk), "at": timezone.now().timestamp()}


def vouched(request: HttpRequest) -> Account | None:
    """Return the account whose key was shown in this browser within five minutes."""
    held = request.session.get(VOUCH)
    if held is None or timezone.now().timestamp() - held["at"] > PATIENCE_SECONDS:
        return None
    return Account.objects.filter(pk=held["account"], is_active=True).first()


def lane(request: HttpRequest, username: str) -> str:
    """Return the lane of a try: after a key, from a known browser, or a stranger's. The same work for known and unknown names."""
    account = Account.objects.filter(username=username).first()
    browser = browsers.known(request, account)
    holder = vouched(request)
    if holder is not None and holder.username == username:
        return f"key:{request.session[VOUCH]['key']}"
    return f"browser:{browser}" if browser else throttle.STRANGER


@transaction.atomic
def enter(
    request: HttpRequest, stands: Pending, way: Visit.Way, *, token: str | None, secret: bytes | None
) -> HttpResponse:
    """Let somebody in who has shown all that is asked: a new visit, a journal entry, what she must be told."""
    account = Account.objects.get(pk=stands.account)
    is_open = unlocking.finish(token, secret) if token else True
    request.session.flush()
    request.way_in = way  # type: ignore[attr-defined]
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    journal.append("access:session:open", by=account.id, record=account.id, change={"way": way.value})
    _sweep()
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    with translation.override(translation.get_language() if chosen else account.language):
        _tell(request, account, stands.failures, is_open)
    response = redirect(_safe(request, stands.next))
    browsers.remember(request, response, account)
    return with_token(response, token)


def _safe(request: HttpRequest, target: str) -> str:
    is_safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_safe else reverse("desk:home")


def safe_target(request: HttpRequest, target: str) -> str:
    """Return `target` if it lies within this desk, otherwise the first page."""
    return _safe(request, target)


def at_the_door(target: str) -> str:
    """Return the address of the sign-in page that leads on to `target`."""
    return f"{reverse('desk:sign_in')}?{urlencode({'next': target})}" if target else reverse("desk:sign_in")


def with_token(response: HttpResponse, token: str | None) -> HttpResponse:
    """Hand the browser the token of the vault's key holder; it is kept nowhere else."""
    return unlocking.keep(response, token)


def _tell(request: HttpRequest, account: Account, failures: int, is_open: bool) -> None:
    notices = list(account.notices.filter(told_at__isnull=True).order_by("at"))
    for kind in dict.fromkeys(notice.kind for notice in notices):
        messages.warning(request, str(NoticeKind(kind).label))
    account.notices.filter(pk__in=[notice.pk for notice in notices]).update(told_at=timezone.now())
    if failures >= throttle.FREE:
        words = ngettext(
            "Somebody tried %(count)s wrong passphrase for your name since you last came in.",
            "Somebody tried %(count)s wrong passphrases for your name since you last came in.", failures,
        )  # fmt: skip
        messages.warning(request, words % {"count": failures})
    if not is_open:
        messages.warning(request, _("The vault stays locked: it needs the security key it was closed with."))


def _sweep() -> None:
    """Throw away what is past its hours: nobody else does it in a small office."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Visit.objects.filter(opened_at__lt=now - timedelta(hours=settings.VISIT_HOURS)).delete()
