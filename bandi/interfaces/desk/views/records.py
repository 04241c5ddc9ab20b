"""Pages of single records, whatever their kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk import detail, history, panels, probing
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.closed import opening_of
from bandi.interfaces.desk.linking import visible_record
from bandi.interfaces.desk.pages import area_tabs, crumbs_to, visibility_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens import (  # noqa: F401  ten offer panels
    answers,
    attached,
    chain,
    consenting,
    coverage,
    duplicates,
    funding,
    reading_room,
    relationship,
    rolls,
    volunteering,
)
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.unsealing import unseal
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.register.people.holding import is_held
from bandi.register.people.models import ProtectedPerson


@needs(Permission.RECORDS_READ)
@require_GET
def record(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """One record with everything that belongs to it."""
    reader = Reader(account_of(request))
    row = detail.row_of(kind, pk, reader)
    if row is None:
        raise Http404
    unseal([row])
    closed = opening_of(request, row)
    name = detail.shown_name(row, reader)
    entries, has_older = history.entries_of(row.pk, reader, count=5)
    holding = probing.filled(kind, row.pk)
    context: dict[str, Any] = {
        "kind": kind, "row": row, "name": name, "visibility": visibility_of(row.handling, getattr(row, "compartment", None)), "edits": reader.edits,
        "crumbs": crumbs_to(kind, (name.text, "")), "tabs": area_tabs(kind), "groups": detail.facts_of(kind, row, reader),
        "parts": detail.parts_of(kind, row, reader, holding), "several": detail.several_of(kind, row, reader, holding),
        "related": detail.related_of(kind, row, reader, holding), "links": detail.links_of(row, reader),
        "counted": detail.counted_in(row, reader), "additions": detail.additions(kind, row) if reader.edits else [],
        "entries": entries, "has_older": has_older, "version": row.version, "closed": closed,
        "brief": detail.brief_of(kind, row, reader), **attached.panels_of(kind, row, reader),
        "ways": panels.ways_from(kind.key, row, reader), "panels": panels.panels_of(kind.key, row, reader),
    }  # fmt: skip
    if kind.model is ProtectedPerson and reader.account.may(Permission.PERSON_ERASE):
        context["erase_url"], context["hold_url"] = (reverse(f"desk:person_{what}", args=[pk]) for what in ("erase", "hold"))
    if kind.model is ProtectedPerson:
        context["is_held"] = is_held(row)
    context["can_add"] = reader.edits and (context["additions"] or any(not panel["rows"] for panel in context["parts"]))
    return render(request, "desk/record.html", context)


@needs(Permission.RECORDS_READ)
@require_GET
def record_by_id(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lead to a record's page by its id alone; of a record that may not be seen not even its kind is told."""
    row = visible_record(pk, Reader(account_of(request)))
    url = url_of(row) if row is not None else ""
    if not url:
        raise Http404
    return redirect(url)


@needs(Permission.HISTORY_READ)
@require_GET
def record_history(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Everything that happened to a record, newest first."""
    reader = Reader(account_of(request))
    row = get_object_or_404(kind.rows(reader), pk=pk)
    page = request.GET.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 5 else 1
    entries, has_older = history.entries_of(row.pk, reader, start=(max(number, 1) - 1) * history.PAGE)
    name, url = detail.shown_name(row, reader).text, reverse("desk:record", args=[kind.key, pk])
    context = {
        "kind": kind, "row": row, "entries": entries, "visibility": visibility_of(row.handling, getattr(row, "compartment", None)), "record_url": url, "name": name,
        "older_url": f"?page={number + 1}" if has_older else "", "newer_url": f"?page={number - 1}" if number > 1 else "",
        "crumbs": crumbs_to(kind, (name, url), (_("History"), "")),
    }  # fmt: skip
    return render(request, "desk/history.html", context)


records_patterns = [
    path("records/<uuid:pk>/", record_by_id, name="record_by_id"),
    path("<record_kind:kind>/<uuid:pk>/", record, name="record"),
    path("<record_kind:kind>/<uuid:pk>/history/", record_history, name="record_history"),
]
