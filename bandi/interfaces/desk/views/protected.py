"""Searching in what is sealed, and erasing a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.access.unlocking import is_unlocked
from bandi.foundation.vault.erasure import BASES
from bandi.foundation.vault.errors import Held, HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.searching import find
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.register.people.erasing import erase_person, is_erased, subjects_of
from bandi.register.people.models import ProtectedPerson

LONGEST = 200
SEARCHED = (("statements", "text"), ("protected", "name"), ("protected", "other_names"), ("protected", "note"))


@needs(Permission.RECORDS_READ)
@never_cache
@require_http_methods(["GET", "POST"])
def sealed_search(request: HttpRequest) -> HttpResponse:
    """Search in sealed texts. The words are posted, never in an address, so that no log and no history keeps them."""
    reader = Reader(account_of(request))
    query = request.POST.get("q", "").strip()[:LONGEST]
    context: dict[str, Any] = {
        "query": query, "is_unlocked": is_unlocked(request), "hits": [], "problem": "",
        "crumbs": [{"label": str(KINDS["protected"].title), "url": reverse("desk:record_list", args=["protected"])}, {"label": _("Search")}],
    }  # fmt: skip
    if query:
        try:
            context["hits"] = list(_hits(query, reader))
        except Sealed:
            context["is_unlocked"] = False
        except QuotaReached as error:
            context["problem"] = _("You have read as many protected records as an hour allows. In %(minutes)s minutes some open again.") % {
                "minutes": error.again_in // 60 + 1
            }
        except HolderAway:
            context["problem"] = _("The key holder does not answer. Ask whoever keeps the server.")
    return render(request, "desk/vault/search.html", context)


def _hits(query: str, reader: Reader) -> Any:
    for key, field in SEARCHED:
        kind = KINDS[key]
        rows = kind.rows(reader).select_related("compartment").order_by("-pk")
        for found in find(rows.iterator(chunk_size=500), field, query):
            url = reverse("desk:record", args=[key, found.row.pk])
            yield {"label": found.row.code, "url": url, "kind": str(kind.one), "icon": kind.icon, "count": found.count,
                   "before": found.before, "found": found.found, "after": found.after}  # fmt: skip


@needs(Permission.PERSON_ERASE)
@require_http_methods(["GET", "POST"])
def person_erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy a person's keys after she withdrew; shows first what goes and what stays."""
    reader = Reader(account_of(request))
    person = get_object_or_404(ProtectedPerson.objects.visible_to(reader.account), pk=pk)
    url = reverse("desk:record", args=["protected", pk])
    problem = ""
    if request.method == "POST":
        if request.POST.get("code", "").strip() != person.code:
            problem = _("Type the code exactly: it must be the right person.")
        elif request.POST.get("basis") not in BASES:
            problem = _("Choose why.")
        else:
            try:
                erased = erase_person(person=person, basis=request.POST["basis"], by=reader.account)
            except Held:
                problem = _("A legal hold stands on this person; lift it first.")
            else:
                messages.success(request, _("The keys of %(code)s are destroyed. In 30 days no backup can bring them back.") % {"code": erased.code})
                return redirect(url)
    context = {
        "person": person, "problem": problem, "subjects": len(subjects_of(person)), "is_erased": is_erased(person), "record_url": url,
        "bases": [("withdrawal", _("she or he withdrew")), ("retention", _("kept as long as allowed")), ("mistake", _("entered by mistake")), ("law", _("ordered by law"))],
        "crumbs": [{"label": str(KINDS["protected"].title), "url": reverse("desk:record_list", args=["protected"])}, {"label": person.code, "url": url}, {"label": _("Erase")}],
    }  # fmt: skip
    return render(request, "desk/vault/erase.html", context, status=400 if problem else 200)


protected_patterns = [
    path("protected/search/", sealed_search, name="sealed_search"),
    path("protected/<uuid:pk>/erase/", person_erase, name="person_erase"),
]
