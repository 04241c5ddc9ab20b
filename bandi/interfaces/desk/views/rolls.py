"""Taking the attendance of a shift or a meeting; members of a group on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import clock
from bandi.foundation.records.errors import Conflict
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.saving import newest_entry, undo_since, version_in
from bandi.interfaces.desk.screens.rolls import RollPage, roll_of_meeting, roll_of_shift
from bandi.interfaces.desk.screens.volunteering import members_panel
from bandi.interfaces.desk.tables import KINDS
from bandi.work.programmes.actions.rolls import call_meeting, call_shift
from bandi.work.programmes.models import MemberGroup


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def shift_roll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who came to a shift, and how long."""
    return _roll(request, "shifts", pk)


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def meeting_roll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who came to a meeting."""
    return _roll(request, "meetings", pk)


def _roll(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    reader, kind = Reader(account_of(request)), KINDS[key]
    row = get_object_or_404(kind.rows(reader), pk=pk)
    read, call = (roll_of_shift, call_shift) if key == "shifts" else (roll_of_meeting, call_meeting)
    page, marks, others = read(row, reader, request.POST if request.method == "POST" else None)  # type: ignore[operator]
    problem = ""
    overtaken = _("Somebody else changed the same meanwhile. What she or he saved stands beside what you chose; save again if yours is right.")
    if page.is_overtaken and not page.is_wrong:
        problem = overtaken
    elif request.method == "POST" and not page.is_wrong:
        version = request.POST.get("version", "")
        try:
            with transaction.atomic():
                before = newest_entry()
                changed = call(row, marks=marks, others=others, by=reader.account, version=version_in(version) or row.version, seen=page.seen)  # type: ignore[operator]
                undo = undo_since(before)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        except Conflict:
            page, problem = read(kind.rows(reader).get(pk=pk), reader, request.POST)[0], overtaken  # type: ignore[operator]
        else:
            words = ngettext("%(count)s entry changed.", "%(count)s entries changed.", changed) % {"count": changed}
            messages.success(request, words if changed else _("Nothing was changed."), extra_tags=undo)
            return redirect("desk:record", key, pk)
    return _page(request, key, page, problem, row.handling)


def _page(request: HttpRequest, key: str, page: RollPage, problem: str, handling: str) -> HttpResponse:
    context = {"page": page, "problem": problem, "visibility": visibility_of(handling), "crumbs": crumbs_to(KINDS[key], (page.title, page.url), (_("Attendance"), ""))}
    return render(request, "desk/programmes/roll.html", context, status=409 if page.is_overtaken and problem else 400 if problem or page.is_wrong else 200)


@needs(Permission.RECORDS_READ)
@require_GET
def group_members(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many members a group had on a day (?on=2024-12-31), by country, without a name."""
    reader = Reader(account_of(request))
    row: MemberGroup = get_object_or_404(KINDS["groups"].rows(reader), pk=pk)
    day = _day(request.GET.get("on", ""))
    name = reader.name(row).text
    context = {
        "panel": members_panel(row, day, reader), "on": day.isoformat(), "name": name, "visibility": visibility_of(row.handling),
        "crumbs": crumbs_to(KINDS["groups"], (name, reverse("desk:record", args=["groups", pk])), (_("Members on a day"), "")),
    }  # fmt: skip
    return render(request, "desk/programmes/members.html", context)


def _day(text: str) -> date:
    try:
        return parse_date(text) or clock.today()
    except ValueError:
        return clock.today()


rolls_patterns = [
    path("shifts/<uuid:pk>/roll/", shift_roll, name="shift_roll"),
    path("meetings/<uuid:pk>/roll/", meeting_roll, name="meeting_roll"),
    path("groups/<uuid:pk>/on/", group_members, name="group_members"),
]
