"""Asking for permission, and declaring what a view needs.

Guards against: a new page that somebody forgot to protect. `DeclaredPermissions` refuses every view without a declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "bandi_permission"
PUBLIC = "public"


def needs(permission: Permission, *, to_see: Permission | None = None) -> Callable[[View], View]:
    """Declare that a view needs `permission`.

    to_see: who lacks this one gets 404 instead of 403. By default that is the permission to read records for acts on
            records, and the permission itself for pages to read.
    """

    def declare(view: View) -> View:
        setattr(view, ATTRIBUTE, (permission, to_see))
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


def account_of(request: HttpRequest) -> Account:
    """Return the account of a signed-in request. Raises: NotPermitted when nobody is signed in."""
    if isinstance(request.user, Account):
        return request.user
    raise NotPermitted(Permission.SIGNED_IN.value)
