"""The door of every view: whose visit it is, and whether this view answers her; or no answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import resolve
from django.utils import translation

from bandi.foundation.access import binding, unlocking, visits
from bandi.foundation.access.errors import NotPermitted, UndeclaredView
from bandi.foundation.access.models import Account, Visit
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import ATTRIBUTE, PUBLIC, Declared
from bandi.foundation.access.unlocking import reader_of
from bandi.foundation.vault.reading import reading_as

Respond = Callable[[HttpRequest], HttpResponse]


class KeptVisits:
    """Finds the visit of a request, and ends it when it is over, or was copied into another browser.

    Stands where Django's AuthenticationMiddleware would: `request.user` is the visit's account, or nobody. The visit is asked for in
    the database at every request, so an ended one counts for nothing from the next request on.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visit = visits.present(request)
        shown = binding.Shown.NOTHING
        if visit is not None:
            shown = binding.judge(visit, request.COOKIES.get(settings.BINDING_COOKIE, ""))
            if shown is binding.Shown.COPY:
                visits.end_as_copied(visit)
            if shown in {binding.Shown.COPY, binding.Shown.NOTHING}:
                visit = None
        if visit is None and visits.SESSION_KEY in request.session:
            _forget_vault(request)
            request.session.flush()
        if visit is not None:
            was_locked = visit.locked_at
            visits.keep(visit, shown)
            if visit.locked_at and not was_locked:
                _forget_vault(request)
        request.visit = visit  # type: ignore[attr-defined]
        request.user = visit.account if visit else AnonymousUser()
        response = self.respond(request)
        return _bound(request, response)


def _forget_vault(request: HttpRequest) -> None:
    if token := request.COOKIES.get(unlocking.KEY_COOKIE):
        unlocking.end(token)


def _bound(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Hand the browser the present value of its binding cookie unless it showed it, and take it away when the visit ended."""
    visit: Visit | None = getattr(request, "visit", None)
    shown = request.COOKIES.get(settings.BINDING_COOKIE, "")
    if visit is not None and visits.SESSION_KEY in request.session:
        value = binding.value(visit, visit.generation)
        if value != shown:
            response.set_cookie(
                settings.BINDING_COOKIE, value, httponly=True, samesite="Strict", secure=settings.SECURE_COOKIES,
                max_age=settings.VISIT_HOURS * 3600,
            )  # fmt: skip
    elif shown:
        for name in {settings.BINDING_COOKIE, unlocking.KEY_COOKIE} - set(response.cookies):
            response.delete_cookie(name, samesite="Strict")
    return response


class DeclaredPermissions:
    """Refuses a view that declares no permission, sends strangers to the sign-in page, hides what may not be seen.

    Acts on records answer 403 to who may read but not act, and 404 to who may not read. Pages to read answer 404 to
    everybody without their permission: what a person may not see does not exist for her. Before that, a locked desk asks who is
    there, and a visit without the second factor its role needs is led to the page where it is set up.
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
        if not isinstance(declared, Declared):
            raise UndeclaredView(getattr(view, "__qualname__", repr(view)))
        if not isinstance(request.user, Account):
            return _to_the_door(request)
        visit: Visit | None = getattr(request, "visit", None)
        if visit is not None:
            if visit.locked_at and not declared.locked:
                return _ask_again(request)
            if not declared.confined and visits.is_confined(visit):
                return _to_the_factors(request)
        if not request.user.may(declared.permission):
            if not request.user.may(hides(declared)):
                raise Http404
            raise PermissionDenied
        if declared.fresh and visit is not None and not visits.is_fresh(visit):
            return _ask_again(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotPermitted):
            raise PermissionDenied from exception
        return None


def hides(declared: Declared) -> Permission:
    """Return the permission without which a view does not exist: for acts on records that to read them."""
    return declared.to_see or (Permission.RECORDS_READ if declared.permission in _ACTS else declared.permission)


def _elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """Send a whole page to `address`, also when only a fragment of it was asked for."""
    if not request.headers.get("HX-Request"):
        return redirect(address)
    response = HttpResponse(status=401)
    response["HX-Redirect"] = address
    return response


def _to_the_door(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _elsewhere(request, resolve_url(settings.LOGIN_URL))
    return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))


def _to_the_factors(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        raise PermissionDenied
    return _elsewhere(request, resolve_url(settings.FACTORS_URL))


def _ask_again(request: HttpRequest) -> HttpResponse:
    """Ask who is there. A page comes back afterwards; a form that was sent is kept within the question."""
    again = resolve_url(settings.AGAIN_URL)
    if request.headers.get("HX-Request"):
        page = urlsplit(request.headers.get("HX-Current-URL", "/"))
        return _elsewhere(request, f"{again}?{urlencode({'next': page.path + ('?' + page.query if page.query else '')})}")
    if request.method in {"GET", "HEAD"}:
        return redirect(f"{again}?{urlencode({'next': request.get_full_path()})}")
    return resolve(again).func(request, kept=True)


_ACTS = {
    Permission.RECORDS_EDIT,
    Permission.RECORDS_EXPORT,
    Permission.CLAIMS_ACCEPT,
    Permission.FIGURES_MEASURE,
    Permission.EDITION_WRITE,
    Permission.EDITION_PUBLISH,
    Permission.YEAR_LOAD,
    Permission.TEXT_CLEAR,
    Permission.TEXT_FILE,
}
