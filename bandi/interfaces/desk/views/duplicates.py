"""Two records that may be one person: the queue, deciding, linking after an approval, and taking a decision back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.errors import ApprovalMissing
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records.errors import NotUndoable
from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens import duplicates as screen
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.register.people import linking

FURTHEST = 100_000


@needs(Permission.RECORDS_READ)
@never_cache
@require_GET
def duplicates(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """Pairs that may be one person, likeliest first; or what was decided."""
    _of_people(kind)
    reader = Reader(account_of(request))
    start = request.GET.get("start", "")
    page = screen.duplicates_page(kind, reader, show=request.GET.get("show", ""), start=int(start) if start.isdecimal() and len(start) < 7 else 0)
    context = {"page": page, "may_decide": reader.account.may(Permission.PAIR_DECIDE), "crumbs": crumbs_to(kind, (_("Duplicates"), ""))}
    return render(request, "desk/duplicates/duplicates.html", context)


@needs(Permission.PAIR_DECIDE, to_see=Permission.RECORDS_READ)
@require_POST
def pair_decide(request: HttpRequest, kind: ListOf, pk: UUID, other_pk: UUID) -> HttpResponse:
    """Decide about two people; the message offers to take it back."""
    _of_people(kind)
    reader = Reader(account_of(request))
    one, other = (get_object_or_404(kind.rows(reader), pk=key) for key in (pk, other_pk))
    try:
        made = linking.decide_pair(one=one, other=other, outcome=request.POST.get("outcome", ""), why=request.POST.get("why", ""), by=reader.account)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        is_asked = kind.key == "protected" and request.POST.get("outcome") == "same" and linking.needs_approval(one, other)
        said = _("Asked. A second person must approve this link; you find it under “Decided”.") if is_asked else _("Decided and remembered.")
        messages.success(request, said, extra_tags=reverse("desk:pair_undo", args=[kind.key, made.pk]))
    return redirect("desk:duplicates", kind.key)


@needs(Permission.PAIR_DECIDE, to_see=Permission.RECORDS_READ)
@require_POST
def pair_link(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Make a link that a second person approved."""
    if kind.key != "protected":
        raise Http404  # people of public role are linked by one alone
    reader, decision = _decision(request, kind, pk)
    try:
        linking.finish_link(decision=decision, by=reader.account)
    except ApprovalMissing:
        messages.error(request, _("Somebody else who may see both must approve this first."))
    except (Sealed, QuotaReached, HolderAway):
        messages.error(request, _("Your keys do not open this now. Nothing was changed."))
    else:
        messages.success(request, _("Linked."), extra_tags=reverse("desk:pair_undo", args=[kind.key, pk]))
    return redirect(f"{reverse('desk:duplicates', args=[kind.key])}?show=decided")


@needs(Permission.PAIR_DECIDE, to_see=Permission.RECORDS_READ)
@require_POST
def pair_undo(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Take a decision back: linked people are two again, and the pair is offered anew."""
    reader, decision = _decision(request, kind, pk)
    try:
        linking.undo_decision(decision=decision, by=reader.account)
    except NotUndoable:
        messages.info(request, _("This was taken back already."))
    else:
        messages.success(request, _("Taken back. The two are separate, and the pair is offered again."))
    return redirect("desk:duplicates", kind.key)


def _decision(request: HttpRequest, kind: ListOf, pk: UUID) -> tuple[Reader, Any]:
    """A decision in force about people whom I see both; all others do not exist."""
    _of_people(kind)
    reader = Reader(account_of(request))
    return reader, get_object_or_404(linking.in_force(kind.model, reader.account), pk=pk)


def _of_people(kind: ListOf) -> None:
    if kind.key not in screen.ASKED_OF:
        raise Http404


duplicates_patterns = [
    path("<record_kind:kind>/duplicates/", duplicates, name="duplicates"),
    path("<record_kind:kind>/duplicates/<uuid:pk>/<uuid:other_pk>/", pair_decide, name="pair_decide"),
    path("<record_kind:kind>/duplicates/<uuid:pk>/link/", pair_link, name="pair_link"),
    path("<record_kind:kind>/duplicates/<uuid:pk>/undo/", pair_undo, name="pair_undo"),
]
