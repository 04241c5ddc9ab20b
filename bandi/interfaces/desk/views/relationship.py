"""The history of a relationship, and requests and promises by counterpart."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.paging import number_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.asks import asks_page
from bandi.interfaces.desk.screens.network import network_of
from bandi.interfaces.desk.screens.relationship import relationship_page
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.register.people.models import Organisation, Person


@needs(Permission.RECORDS_READ)
@require_GET
def relationship(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """What we did with an organisation or a person, what was asked, promised and answered."""
    if kind.model not in (Organisation, Person):
        raise Http404
    reader = Reader(account_of(request))
    row = get_object_or_404(kind.rows(reader), pk=pk)
    number = number_of(request.GET.get("page", ""))
    page, network = relationship_page(row, reader, number), network_of(row, reader) if number == 1 else None
    crumbs = crumbs_to(kind, (page.name, page.url), (_("Relationship"), ""))
    return render(request, "desk/relationship/relationship.html", {"page": page, "network": network, "kind": kind, "row": row, "crumbs": crumbs, "visibility": visibility_of(row.handling)})


@needs(Permission.RECORDS_READ)
@require_GET
def asks(request: HttpRequest) -> HttpResponse:
    """Requests and promises by counterpart."""
    page = asks_page(Reader(account_of(request)), request.GET)
    return render(request, "desk/due/asks.html", {"page": page, "crumbs": [{"label": _("Requests and promises")}]})


relationship_patterns = [
    path("due/asks/", asks, name="asks"),
    path("<record_kind:kind>/<uuid:pk>/relationship/", relationship, name="relationship"),
]
