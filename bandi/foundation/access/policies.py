"""Asking for permission, and declaring what a view needs.

Guards against: a new page that somebody forgot to protect. `DeclaredPermissions` refuses every view without a declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account, Visit
from bandi.foundation.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "bandi_permission"
PUBLIC = "public"


@dataclass(frozen=True)
class Declared:
    """What a view needs. See `needs`."""

    permission: Permission
    to_see: Permission | None = None
    fresh: bool = False
    confined: bool = False
    locked: bool = False


def needs(
    permission: Permission, *, to_see: Permission | None = None, fresh: bool = False, confined: bool = False, locked: bool = False
) -> Callable[[View], View]:
    """Declare that a view needs `permission`.

    to_see:   who lacks this one gets 404 instead of 403. By default that is the permission to read records for acts on
              records, and the permission itself for pages to read.
    fresh:    a sensitive step: who did not prove who she is within ten minutes is asked again, and what she sent is kept.
    confined: answers also while a second factor that the role needs is not set up.
    locked:   answers also while the desk is locked.
    """

    def declare(view: View) -> View:
        setattr(view, ATTRIBUTE, Declared(permission, to_see, fresh, confined, locked))
        return view

    return declare


def public(view: View) -> View:
    """Declare that a view answers everybody (sign-in, the language switch, static files)."""
    setattr(view, ATTRIBUTE, PUBLIC)
    return view


def require(by: Account | None, permission: Permission) -> None:
    """Raise NotPermitted unless `by` has `permission`. `by` None is the house itself (loading, the command line)."""
    if by is not None and not by.may(permission):
        raise NotPermitted(permission.value)


def visit_of(request: HttpRequest) -> Visit:
    """Return the visit of a signed-in request. Raises: NotPermitted when nobody is signed in."""
    visit = getattr(request, "visit", None)
    if isinstance(visit, Visit):
        return visit
    raise NotPermitted(Permission.SIGNED_IN.value)


def account_of(request: HttpRequest) -> Account:
    """Return the account of a signed-in request. Raises: NotPermitted when nobody is signed in."""
    if isinstance(request.user, Account):
        return request.user
    raise NotPermitted(Permission.SIGNED_IN.value)
