"""The calendar: month, year, day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.calendar import Asked, day_page, month_page, month_to_show, year_page
from bandi.interfaces.desk.screens.remembering import remembered

T = TypeVar("T")
EARLIEST, LATEST = 1900, 2200
_READ = needs(Permission.RECORDS_READ)


@_READ
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Leads to the month that is worth looking at."""
    return redirect("desk:calendar_month", *month_to_show(Reader(account_of(request))))


@_READ
@require_GET
def calendar_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month; htmx gets the grid alone."""
    if not (EARLIEST <= year <= LATEST and 1 <= month <= 12):
        raise Http404
    reader, asked = Reader(account_of(request)), _asked(request)
    page = month_page(reader, year, month, asked, keep=lambda read: _kept(f"month:{year}-{month}", reader, asked, read))
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == "month":
        return render(request, "desk/calendar/_month.html", {"page": page})
    return render(request, "desk/calendar/month.html", {"page": page, "crumbs": _crumbs((str(year), page.year_url), (page.calendar.title, ""))})


@_READ
@require_GET
def calendar_year(request: HttpRequest, year: int) -> HttpResponse:
    """A year as twelve small months."""
    if not EARLIEST < year < LATEST:
        raise Http404
    reader, asked = Reader(account_of(request)), _asked(request)
    page = _kept(f"year:{year}", reader, asked, lambda: year_page(reader, year, asked))
    return render(request, "desk/calendar/year.html", {"page": page, "crumbs": _crumbs((str(year), ""))})


@_READ
@require_GET
def calendar_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """What was on a day."""
    try:
        shown = date(year, month, day)
    except ValueError as error:
        raise Http404 from error
    if not EARLIEST < year < LATEST:
        raise Http404
    page = day_page(Reader(account_of(request)), shown, _asked(request))
    return render(request, "desk/calendar/day.html", {"page": page, "crumbs": _crumbs((page.title, ""))})


def _kept(name: str, reader: Reader, asked: Asked, read: Callable[[], T]) -> T:
    """Return what was from memory while nothing was written since; one for each language, sight and day. Nothing that hangs on compartments may be in it."""
    sight = "all" if reader.sees_protected else "open"
    return remembered(f"calendar:{name}:{reader.language}:{sight}:{timezone.localdate()}:{asked.kind}:{asked.section}", read)


def _asked(request: HttpRequest) -> Asked:
    return Asked(request.GET.get("kind", "")[:120], request.GET.get("section", "")[:36])


def _crumbs(*further: tuple[str, str]) -> list[dict[str, str]]:
    way = [(_("Calendar"), reverse("desk:calendar")), *further]
    return [{"label": label, "url": url} for label, url in way]


calendar_patterns = [
    path("calendar/", calendar, name="calendar"),
    path("calendar/<int:year>/", calendar_year, name="calendar_year"),
    path("calendar/<int:year>/<int:month>/", calendar_month, name="calendar_month"),
    path("calendar/<int:year>/<int:month>/<int:day>/", calendar_day, name="calendar_day"),
]
