"""The form before a list or the numbers of a year are taken along: what for, for whom, in which form people appear."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import needs
from bandi.interfaces.desk import taking_along
from bandi.interfaces.desk.pages import crumbs_to
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
    return _asked(request, str(kind.title), "desk:record_export", [kind.key], reverse("desk:record_list", args=[kind.key]), crumbs_to(kind, (_("Take along"), "")))


@needs(Permission.RECORDS_EXPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def claims_take(request: HttpRequest) -> HttpResponse:
    """Say for what the numbers of a year are taken along; then fetch them."""
    url = reverse("desk:claims")
    return _asked(request, _("Numbers of a year"), "desk:claims_export", [], url, [{"label": _("Numbers"), "url": url}, {"label": _("Take along")}])


def _asked(request: HttpRequest, title: str, name: str, args: list[str], back: str, crumbs: list[Any]) -> HttpResponse:
    """Show the form, or lead to the file once everything is said. What the list is narrowed to travels along."""
    state = QueryDict(request.POST.get("state", "") if request.method == "POST" else request.META.get("QUERY_STRING", ""), mutable=True)
    given = {key: state.pop(key)[-1] if key in state else "" for key in (*taking_along.FIELDS, "file")}
    if request.method == "POST":
        given = {key: request.POST.get(key, "") for key in given}
    elif not any(given[key] for key in taking_along.FIELDS):
        given |= taking_along.remembered(request)
    form = given["file"] if given["file"] in dict(FORMATS) else "xlsx"
    problems = taking_along.problems_of(given) if request.method == "POST" else {}
    choice = taking_along.choice_of(given)
    if request.method == "POST" and choice is not None:
        taking_along.remember(request, choice)
        state.update(choice.as_query())
        return redirect(f"{reverse(name, args=[*args, form])}?{state.urlencode()}")
    fields = [
        {"name": "purpose", "label": _("What it is for"), "options": taking_along.PURPOSES, "value": given["purpose"], "problem": problems.get("purpose", "")},
        {"name": "audience", "label": _("Who gets it"), "options": taking_along.AUDIENCES, "value": given["audience"], "problem": problems.get("audience", "")},
        {"name": "identity", "label": _("How people appear in it"), "options": taking_along.IDENTITIES, "value": given["identity"], "problem": problems.get("identity", "")},
    ]  # fmt: skip
    count = len([one for one in state.get("ids", "").split(",") if one])
    context = {"title": title, "fields": fields, "formats": FORMATS, "form": form, "state": state.urlencode(), "chosen": count, "back": back, "crumbs": crumbs, "has_problems": bool(problems)}
    return render(request, "desk/gate/take.html", context, status=400 if problems else 200)


taking_patterns = [
    path("<record_kind:kind>/export/", record_take, name="record_take"),
    path("claims/export/", claims_take, name="claims_take"),
]
