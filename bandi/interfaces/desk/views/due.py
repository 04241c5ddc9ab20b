"""What is due, and the calendar feed with its keys."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs, public
from bandi.foundation.records import releasing
from bandi.foundation.records.errors import Withheld
from bandi.interfaces.desk.leaving import outgoing_calendar
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.due import Asked, days_of, due_page
from bandi.work.advocacy.actions.feeds import make_calendar_key, reader_of, revoke_calendar_key
from bandi.work.advocacy.icalendar import write_calendar
from bandi.work.advocacy.models import CalendarKey


@needs(Permission.RECORDS_READ)
@require_GET
def due(request: HttpRequest) -> HttpResponse:
    """What is late, what comes soon, what comes next."""
    page = due_page(Reader(account_of(request)), Asked.of(request.GET))
    return render(request, "desk/due/due.html", {"page": page, "crumbs": [{"label": _("What is due")}]})


@needs(Permission.RECORDS_READ)
@require_POST
def calendar_key_make(request: HttpRequest) -> HttpResponse:
    """Make a key of one's own feed; its address is shown this once."""
    reader = Reader(account_of(request))
    try:
        _key, secret = make_calendar_key(name=request.POST.get("name", ""), language=reader.language, by=reader.account)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("desk:due")
    url = request.build_absolute_uri(reverse("desk:calendar_feed", args=[secret]))
    page = due_page(reader, Asked(), secret_url=url)
    return render(request, "desk/due/due.html", {"page": page, "crumbs": [{"label": _("What is due")}]})


@needs(Permission.RECORDS_READ)
@require_POST
def calendar_key_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a key of one's own back."""
    account = account_of(request)
    key = get_object_or_404(CalendarKey, pk=pk, account=account)
    revoke_calendar_key(key=key, by=account)
    messages.success(request, _("The key is taken back; its address answers no more."))
    return redirect("desk:due")


@public
@require_GET
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed that a key opens; whoever has no key learns nothing, not even whether there was one."""
    key = reader_of(secret)
    if key is None:
        raise Http404
    with translation.override(key.language):
        name, days = _("Bandi: what is due"), list(days_of(key))
        what = outgoing_calendar(days, name=name, key=key.pk, language=key.language)
        try:
            releasing.leave_again(what, by=key.account)
        except Withheld:
            days = []  # a program cannot answer: it gets an empty calendar until somebody looks at the gate
        body = write_calendar(name, days, at=timezone.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="bandi.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


due_patterns = [
    path("due/", due, name="due"),
    path("due/keys/", calendar_key_make, name="calendar_key_make"),
    path("due/keys/<uuid:pk>/revoke/", calendar_key_revoke, name="calendar_key_revoke"),
    path("feeds/<str:secret>.ics", calendar_feed, name="calendar_feed"),
]
