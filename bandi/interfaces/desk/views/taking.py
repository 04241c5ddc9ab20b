"""The form before a list or the numbers of a year are taken along: what for, for whom, in which form people appear."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records.models import Attachment
from bandi.foundation.vault import blobs
from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.reading import current_reader
from bandi.interfaces.desk import taking_along
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.unsealing import is_sealed_record
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters

FORMATS = (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))


@needs(Permission.RECORDS_EXPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def record_take(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """Say for what a list is taken along; then fetch it."""
    if is_sealed_record(kind.model):
        raise Http404
    return asked(request, str(kind.title), "desk:record_export", [kind.key], reverse("desk:record_list", args=[kind.key]), crumbs_to(kind, (_("Take along"), "")))


@needs(Permission.RECORDS_EXPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def claims_take(request: HttpRequest) -> HttpResponse:
    """Say for what the numbers of a year are taken along; then fetch them."""
    url = reverse("desk:claims")
    return asked(request, _("Numbers of a year"), "desk:claims_export", [], url, [{"label": _("Numbers"), "url": url}, {"label": _("Take along")}])


@needs(Permission.RECORDS_EXPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def file_take(request: HttpRequest, kind: ListOf, pk: UUID, file: UUID) -> HttpResponse:
    """Say for what a file of a record is taken out of the house; then fetch it."""
    reader = Reader(account_of(request))
    row = get_object_or_404(kind.rows(reader), pk=pk)
    attachment = get_object_or_404(Attachment.objects.select_related("blob__subject__compartment"), pk=file, record=pk)
    try:
        facts = blobs.facts_of(attachment.blob, by=current_reader(), why="desk")
    except VaultError:
        raise Http404 from None
    url = f"{reverse('desk:record', args=[kind.key, pk])}#files"
    crumbs = crumbs_to(kind, (reader.name(row).text, url), (_("Take along"), ""))
    return asked(request, facts.name, "desk:file_open", [kind.key, str(pk), str(file)], url, crumbs, is_file=True)


def asked(request: HttpRequest, title: str, name: str, args: list[str], back: str, crumbs: list[Any], *, is_file: bool = False) -> HttpResponse:
    """Show the form, or lead to the file once everything is said. What the list is narrowed to travels along."""
    state = QueryDict(request.POST.get("state", "") if request.method == "POST" else request.META.get("QUERY_STRING", ""), mutable=True)
    given = {key: state.pop(key)[-1] if key in state else "" for key in (*taking_along.FIELDS, "file")}
    if request.method == "POST":
        given = {key: request.POST.get(key, "") for key in given}
    elif not any(given[key] for key in taking_along.FIELDS):
        given |= taking_along.remembered(request)
    form = given["file"] if given["file"] in dict(FORMATS) else "xlsx"
    forms = taking_along.FILE_FORMS if is_file else taking_along.FORMS
    problems = taking_along.problems_of(given, forms) if request.method == "POST" else {}
    choice = taking_along.choice_of(given, forms)
    if request.method == "POST" and choice is not None:
        taking_along.remember(request, choice)
        state.update(choice.as_query())
        return redirect(f"{reverse(name, args=args if is_file else [*args, form])}?{state.urlencode()}")
    fields = [
        {"name": "purpose", "label": _("What it is for"), "options": taking_along.PURPOSES, "value": given["purpose"], "problem": problems.get("purpose", "")},
        {"name": "audience", "label": _("Who gets it"), "options": taking_along.AUDIENCES, "value": given["audience"], "problem": problems.get("audience", "")},
        {"name": "identity", "label": _("How people appear in it"), "options": taking_along.identities(forms), "value": given["identity"], "problem": problems.get("identity", "")},
    ]  # fmt: skip
    count = len([one for one in state.get("ids", "").split(",") if one])
    context = {"title": title, "fields": fields, "formats": () if is_file else FORMATS, "is_file": is_file, "form": form, "state": state.urlencode(), "chosen": count, "back": back, "crumbs": crumbs, "has_problems": bool(problems)}
    return render(request, "desk/gate/take.html", context, status=400 if problems else 200)


taking_patterns = [
    path("<record_kind:kind>/export/", record_take, name="record_take"),
    path("<record_kind:kind>/<uuid:pk>/files/<uuid:file>/take/", file_take, name="file_take"),
    path("claims/export/", claims_take, name="claims_take"),
]
