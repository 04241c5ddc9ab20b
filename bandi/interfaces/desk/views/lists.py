"""Lists of records: one view for all kinds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk import choosing, lists
from bandi.interfaces.desk.addresses import address
from bandi.interfaces.desk.closed import opening_of_list
from bandi.interfaces.desk.pages import area_tabs, crumbs_to
from bandi.interfaces.desk.panels import ways_of_list
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters


@needs(Permission.RECORDS_READ)
@require_GET
def record_list(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """The list of a kind; htmx gets the table alone."""
    reader = Reader(account_of(request))
    state = lists.state_of(kind, request.GET)
    table = lists.page_of(kind, state, reader)
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == table["id"]:
        answer = render(request, "desk/parts/table.html", {"table": table})
        answer["HX-Push-Url"] = state.address(kind)
        return answer
    context = {
        "kind": kind, "table": table, "filters": choosing.filters_of(kind, state, reader), "tabs": area_tabs(kind),
        "crumbs": crumbs_to(kind), "new_url": address("desk:record_new", kind.key) if reader.edits else "",
        "ways": ways_of_list(kind.key, reader), "closed": opening_of_list(request, kind.rows(reader), table),
    }  # fmt: skip
    return render(request, "desk/list.html", context)


@needs(Permission.RECORDS_READ)
@require_GET
def record_filters(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """The further filters of a list: fetched into the bar, or a page where scripts do not run."""
    reader = Reader(account_of(request))
    state = lists.state_of(kind, request.GET)
    context = {"kind": kind, "selects": choosing.further_filters(kind, state, reader)}
    if request.headers.get("HX-Request"):
        return render(request, "desk/records/_more_filters.html", context)
    context |= {"filters": choosing.filters_of(kind, state, reader), "crumbs": crumbs_to(kind, (_("More filters"), ""))}
    return render(request, "desk/filters.html", context)


lists_patterns = [
    path("<record_kind:kind>/", record_list, name="record_list"),
    path("<record_kind:kind>/filters/", record_filters, name="record_filters"),
]
