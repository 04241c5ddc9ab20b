"""Visits: beginning, keeping, locking and ending them; each is asked for at every request, so an end counts at once.

May import: access.models and what lies below; Django.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from bandi.foundation.access import binding, browsers, unlocking
from bandi.foundation.access.models import Account, Approval, CodeGenerator, Notice, NoticeKind, SecurityKey, Visit
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.reference.statements import MOMENT_VALUE, UUID_VALUE, Given, Statement

SESSION_KEY = "visit"
SEEN_EVERY = timedelta(minutes=1)
FRESH_FOR = timedelta(minutes=10)


def begin(request: HttpRequest, account: Account, way: Visit.Way = Visit.Way.PASSPHRASE) -> Visit:
    """Begin a visit in the browser of `request`, whose Django session must have been made anew just before."""
    visit = Visit.objects.create(account=account, browser=browsers.in_words(request), way=way)
    request.session[SESSION_KEY] = str(visit.id)
    request.visit = visit  # type: ignore[attr-defined]
    return visit


def _on_login(sender: object, request: HttpRequest, user: Account, **_more: object) -> None:
    """Whoever calls Django's `login` gets a visit: there is no way in that is not listed."""
    begin(request, user, getattr(request, "way_in", Visit.Way.PASSPHRASE))


user_logged_in.connect(_on_login, dispatch_uid="access.visits")


def present(request: HttpRequest) -> Visit | None:
    """Return the visit of this request, or None when there is none, it has ended, or it is past its hours.

    One query: the visit, its account, and whether that account has a second factor (`visit.has_factor`).
    """
    key = request.session.get(SESSION_KEY)
    if not key:
        return None
    try:
        visit = _PRESENT.first(key=UUID(str(key)), now=timezone.now())
    except ValueError:
        return None
    if visit is None or not visit.account.is_active:
        return None
    if not constant_time_compare(request.session.get(HASH_SESSION_KEY, ""), visit.account.get_session_auth_hash()):
        return None
    if timezone.now() - visit.opened_at > timedelta(hours=settings.VISIT_HOURS):
        return None
    return visit if visit.browser == browsers.in_words(request) else None


def with_factors(now: Any = None) -> Any:
    """Return visits that say whether their account has a second factor, and whether anybody else's request waits for approval at this moment."""
    keys = SecurityKey.objects.filter(account=OuterRef("account"))
    generators = CodeGenerator.objects.filter(account=OuterRef("account"))
    requests = Approval.objects.waiting(now).exclude(asked_by=OuterRef("account"))
    return Visit.objects.annotate(has_key=Exists(keys), has_generator=Exists(generators), has_requests=Exists(requests))


_PRESENT = Statement(
    lambda: with_factors(Given("now", MOMENT_VALUE)).select_related("account").filter(pk=Given("key", UUID_VALUE)).order_by()
)


def has_factor(account: Account) -> bool:
    """Return whether an account has a security key or a code generator."""
    return account.security_keys.exists() or CodeGenerator.objects.filter(account=account).exists()


def is_confined(visit: Visit) -> bool:
    """Return whether this visit reaches only the pages where a second factor is set up."""
    if not visit.account.needs_second_factor:
        return False
    known = getattr(visit, "has_key", None)
    return not (has_factor(visit.account) if known is None else known or visit.has_generator)  # type: ignore[attr-defined]


def is_fresh(visit: Visit) -> bool:
    """Return whether the holder proved who she is within the last ten minutes."""
    return timezone.now() - visit.fresh_at < FRESH_FOR


def keep(visit: Visit, shown: binding.Shown) -> None:
    """Write down that the visit was used, at most once a minute; lock it when nobody was there for too long."""
    now = timezone.now()
    changed = binding.turn(visit, shown)
    if visit.locked_at is None and now - visit.seen_at > timedelta(seconds=settings.IDLE_SECONDS):
        visit.locked_at = now
        changed += ["locked_at"]
    elif visit.locked_at is None and now - visit.seen_at > SEEN_EVERY:
        visit.seen_at = now
        changed += ["seen_at"]
    if changed:
        Visit.objects.filter(pk=visit.pk).update(**{name: getattr(visit, name) for name in changed})


def lock(visit: Visit, token: str) -> None:
    """Lock the desk in this browser; the vault's keys are forgotten at once."""
    unlocking.end(token)
    visit.locked_at = timezone.now()
    visit.save(update_fields=["locked_at"])


@transaction.atomic
def refresh(visit: Visit) -> None:
    """The holder proved who she is: open a locked desk, and let sensitive steps through for a while."""
    now = timezone.now()
    visit.locked_at, visit.seen_at, visit.fresh_at = None, now, now
    visit.save(update_fields=["locked_at", "seen_at", "fresh_at"])
    journal.append("access:self:confirm", by=visit.account_id, record=visit.account_id)


@transaction.atomic
def end(visit: Visit, *, by: Account | None, kind: str = "access:session:close") -> None:
    """End one visit, at the next request at the latest. Raises: NotPermitted for somebody else's unless `by` manages accounts."""
    if by is not None and by.pk != visit.account_id:
        require(by, Permission.ACCOUNTS_MANAGE)
    journal.append(kind, by=by.id if by else None, record=visit.account_id, change={"visit": visit.pk})
    Visit.objects.filter(pk=visit.pk).delete()


@transaction.atomic
def end_all(account: Account, *, by: Account | None, keeping: Visit | None = None) -> int:
    """End all visits of an account, `keeping` one if given, and forget the browsers that were known; return how many ended.

    The vault is locked in all of them, the kept one too: the holder of the keys knows persons, not browsers.
    """
    if by is not None and by.pk != account.pk:
        require(by, Permission.ACCOUNTS_MANAGE)
    visits = Visit.objects.filter(account=account)
    if keeping is not None:
        visits = visits.exclude(pk=keeping.pk)
    ended = visits.count()
    visits.delete()
    unlocking.end_all(account)
    account.browsers_known_from = timezone.now()
    account.save(update_fields=["browsers_known_from"])
    journal.append("access:session:end", by=by.id if by else None, record=account.pk, change={"ended": ended})
    return ended


@transaction.atomic
def end_as_copied(visit: Visit) -> None:
    """End a visit whose cookie was shown by two browsers, and leave its holder a notice."""
    Notice.objects.create(account_id=visit.account_id, kind=NoticeKind.VISIT_COPIED)
    end(visit, by=None, kind="access:session:copied")
