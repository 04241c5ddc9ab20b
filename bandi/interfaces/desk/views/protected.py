"""Searching in what is sealed, and erasing a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bandi.foundation.access.clearance import compartments_of
from bandi.foundation.access.errors import ApprovalMissing
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.access.unlocking import is_unlocked
from bandi.foundation.records import taking
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.release import CONSENTED, Audience
from bandi.foundation.vault.erasure import BASES
from bandi.foundation.vault.errors import Held, HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.models import Hold
from bandi.foundation.vault.searching import find
from bandi.interfaces.desk import naming
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.reading import Reader, as_id
from bandi.interfaces.desk.screens.vault import hold_page
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.unsealing import is_sealed_record
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.register.people import sealed_names
from bandi.register.people.erasing import erase_person, is_erased, subjects_of
from bandi.register.people.holding import is_held, lift_hold, place_hold
from bandi.register.people.models import ProtectedPerson

LONGEST = 200
TAKES = 3.0
"""Seconds for which a search of the page takes names in before it answers with those it has."""
SEARCHED = (("statements", "text"), ("protected", "name"), ("protected", "note"))


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
            context["names"], context["is_whole"] = _people_called(query, reader)
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


def _people_called(query: str, reader: Reader) -> tuple[list[dict[str, Any]], bool]:
    """Return the protected people whose name may be `query`, with why, and whether all names were looked at."""
    is_whole = sealed_names.advance(reader.account, TAKES)
    kind = KINDS["protected"]
    return [
        {"label": found.person.code, "url": reverse("desk:record", args=[kind.key, found.person.pk]), "kind": str(kind.one), "icon": kind.icon, "why": naming.why(found, reader)}
        for found in sealed_names.find(query, reader.account, most=20)
    ], is_whole


def _hits(query: str, reader: Reader) -> Any:
    for key, field in SEARCHED:
        kind = KINDS[key]
        rows = kind.rows(reader).order_by("-pk").only("pk", "code", field)
        for found in find(rows, field, query):
            url = reverse("desk:record", args=[key, found.row.pk])
            yield {"label": found.row.code, "url": url, "kind": str(kind.one), "icon": kind.icon, "count": found.count,
                   "before": found.before, "found": found.found, "after": found.after}  # fmt: skip


@needs(Permission.RECORDS_EXPORT, fresh=True)
@never_cache
@require_http_methods(["GET", "POST"])
def sealed_export(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """Take sealed records along: ask with a purpose; when somebody else approved, one file with a manifest."""
    account = account_of(request)
    if not is_sealed_record(kind.model) or not compartments_of(account).exists():
        raise Http404
    approval = taking.waiting_or_usable(model=kind.model, by=account)
    problem = ""
    if request.method == "POST":
        try:
            if request.POST.get("verb") == "take":
                taken = taking.take(model=kind.model, approval=approval, by=account)
                answer = HttpResponse(taken.body, content_type="application/zip")
                answer["Content-Disposition"] = f'attachment; filename="{kind.key}-{timezone.localdate():%Y-%m-%d}.zip"'
                return answer
            use = taking.Use.of(request.POST.get("use", ""), request.POST.get("audience", ""))
            taking.ask(model=kind.model, purpose=request.POST.get("purpose", ""), by=account, use=use)
            messages.success(request, _("Asked. Somebody else must approve it; you find it here then."))
            return redirect("desk:sealed_export", kind.key)
        except ValidationError as error:
            problem = " ".join(error.messages)
        except Withheld as withheld:
            problem = " ".join(dict.fromkeys(str(one.reason) for one in withheld.verdict.objections))
        except ApprovalMissing:
            problem = _("Somebody else must approve this first. An approval is used up by one file.")
        except QuotaReached as error:
            problem = _("You have read as many protected records as an hour allows. In %(minutes)s minutes some open again.") % {
                "minutes": error.again_in // 60 + 1
            }
        except HolderAway:
            problem = _("The key holder does not answer. Ask whoever keeps the server.")
    context = {
        "kind": kind, "approval": approval, "problem": problem, "is_unlocked": is_unlocked(request), "use": taking.use_of(approval, kind.model) if approval else None,
        "purposes": [(one.value, one.label) for one in CONSENTED], "audiences": [(one.value, one.label) for one in Audience if one != Audience.INTERNAL],
        "crumbs": crumbs_to(kind, (_("Take along"), "")),
    }  # fmt: skip
    return render(request, "desk/vault/export.html", context, status=400 if problem else 200)


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
        "hold_url": reverse("desk:person_hold", args=[pk]), "is_held": is_held(person),
        "bases": [("withdrawal", _("she or he withdrew")), ("retention", _("kept as long as allowed")), ("mistake", _("entered by mistake")), ("law", _("ordered by law"))],
        "crumbs": [{"label": str(KINDS["protected"].title), "url": reverse("desk:record_list", args=["protected"])}, {"label": person.code, "url": url}, {"label": _("Erase")}],
    }  # fmt: skip
    return render(request, "desk/vault/erase.html", context, status=400 if problem else 200)


@needs(Permission.PERSON_ERASE)
@require_http_methods(["GET", "POST"])
def person_hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Legal holds of a person: place one with a reason, lift one; all of them stay in the list."""
    reader = Reader(account_of(request))
    person = get_object_or_404(ProtectedPerson.objects.visible_to(reader.account), pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            done = _lifted(request, person, reader.account) if request.POST.get("verb") == "lift" else _placed(request, person, reader.account)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, done)
            return redirect("desk:person_hold", pk)
    return render(request, "desk/vault/hold.html", hold_page(person, problem, request.POST.get("reason", "")), status=400 if problem else 200)


def _placed(request: HttpRequest, person: ProtectedPerson, by: Account) -> str:
    place_hold(person=person, reason=request.POST.get("reason", ""), by=by)
    return _("The hold stands. Nothing of %(code)s can be destroyed until it is lifted.") % {"code": person.code}


def _lifted(request: HttpRequest, person: ProtectedPerson, by: Account) -> str:
    hold = Hold.objects.filter(pk=as_id(request.POST.get("hold", "")) or UUID(int=0)).first()
    if hold is None:
        raise ValidationError(_("That hold is not of this person."))
    if request.POST.get("sure") != "yes":
        raise ValidationError(_("Tick the box first: what is erased afterwards cannot be brought back."))
    lift_hold(hold=hold, person=person, by=by)
    return _("The hold is lifted; it stays in the list.")


protected_patterns = [
    path("protected/<uuid:pk>/hold/", person_hold, name="person_hold"),
    path("protected/search/", sealed_search, name="sealed_search"),
    path("protected/<uuid:pk>/erase/", person_erase, name="person_erase"),
    path("<record_kind:kind>/take/", sealed_export, name="sealed_export"),
]
