"""The door of every view: declared, signed in, permitted; or no answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import translation

from bandi.foundation.access.errors import NotPermitted, UndeclaredView
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import ATTRIBUTE, PUBLIC
from bandi.foundation.access.unlocking import reader_of
from bandi.foundation.vault.reading import reading_as

Respond = Callable[[HttpRequest], HttpResponse]


class DeclaredPermissions:
    """Refuses a view that declares no permission, sends strangers to the sign-in page, hides what may not be seen.

    Acts on records answer 403 to who may read but not act, and 404 to who may not read. Pages to read answer 404 to
    everybody without their permission: what a person may not see does not exist for her.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Account) and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        with reading_as(reader_of(request)):
            return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        declared = getattr(view, ATTRIBUTE, None) or getattr(getattr(view, "view_class", None), ATTRIBUTE, None)
        if declared == PUBLIC:
            return None
        if declared is None:
            raise UndeclaredView(getattr(view, "__qualname__", repr(view)))
        permission, to_see = declared
        if not isinstance(request.user, Account):
            if request.headers.get("HX-Request"):
                response = HttpResponse(status=401)
                response["HX-Redirect"] = resolve_url(settings.LOGIN_URL)
                return response
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if request.user.may(permission):
            return None
        if not request.user.may(to_see or (Permission.RECORDS_READ if permission in _ACTS else permission)):
            raise Http404
        raise PermissionDenied

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotPermitted):
            raise PermissionDenied from exception
        return None



_ACTS = {
    Permission.RECORDS_EDIT,
    Permission.RECORDS_EXPORT,
    Permission.CLAIMS_ACCEPT,
    Permission.FIGURES_MEASURE,
    Permission.EDITION_WRITE,
    Permission.EDITION_PUBLISH,
    Permission.YEAR_LOAD,
}
