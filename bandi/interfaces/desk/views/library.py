"""The library of documents of others: taking words in, reading them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.library import reading_page
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.uploads import text_of
from bandi.work.advocacy.actions.library import take_in
from bandi.work.advocacy.models import LibraryDocument

FIELDS = ("symbol", "title", "issued", "body", "address", "source")


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def library_add(request: HttpRequest) -> HttpResponse:
    """Take the words of a document in: pasted, or from a text file."""
    given = {name: (request.POST.get(name) or request.GET.get(name, "")).strip()[:600] for name in FIELDS}
    text, errors = request.POST.get("text", ""), {}
    if request.method == "POST":
        try:
            text = text_of(request, "file") or text
            row = take_in(text=text, by=account_of(request), **given)
        except ValidationError as problem:
            errors = problem.message_dict if hasattr(problem, "error_dict") else {"text": problem.messages}
        else:
            messages.success(request, _("Taken in: %(name)s") % {"name": Reader(account_of(request)).name(row).text})
            return redirect(url_of(row))
    kind = KINDS["documents"]
    context = {"given": given, "text": text, "errors": errors, "crumbs": crumbs_to(kind, (_("Take in a document"), "")), "kind": kind}
    return render(request, "desk/library/add.html", context)


@needs(Permission.RECORDS_READ)
@require_GET
def library_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The words of a document, symbols linked."""
    reader, kind = Reader(account_of(request)), KINDS["documents"]
    document = get_object_or_404(LibraryDocument.objects.visible_to(reader.account), pk=pk)
    asked = request.GET.get("part", "")
    page = reading_page(document, reader, int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
    crumbs = crumbs_to(kind, (page.name, reverse("desk:record", args=[kind.key, pk])), (_("Text"), ""))
    return render(request, "desk/library/read.html", {"page": page, "crumbs": crumbs, "visibility": visibility_of(document.handling)})


library_patterns = [
    path("library/add/", library_add, name="library_add"),
    path("library/<uuid:pk>/read/", library_read, name="library_read"),
]
