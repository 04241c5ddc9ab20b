"""Searching in what is sealed, and erasing a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
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
from bandi.foundation.vault.searching import FOREVER, MOST_HITS, look, prepare
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
SEARCHES = 1.5
"""Seconds for which texts are searched before the page answers with what was found so far; it goes on by itself."""
SEARCHED = (("statements", "text"), ("protected", "name"), ("protected", "note"))


@needs(Permission.RECORDS_READ)
@never_cache
@require_http_methods(["GET", "POST"])
def sealed_search(request: HttpRequest) -> HttpResponse:
    """Search in sealed texts. The words are posted, never in an address, so that no log and no history keeps them."""
    reader = Reader(account_of(request))
    query = request.POST.get("q", "").strip()[:LONGEST]
    context: dict[str, Any] = {
        "query": query, "is_unlocked": is_unlocked(request), "problem": "",
        "crumbs": [{"label": str(KINDS["protected"].title), "url": reverse("desk:record_list", args=["protected"])}, {"label": _("Search")}],
    }  # fmt: skip
    is_going = bool(query) and "after" in request.POST and "whole" not in request.POST
    is_preparing = not query and "prepare" in request.POST
    try:
        if is_preparing:
            context["prepared"] = _prepared(reader)
        elif query and context["is_unlocked"]:
            if not is_going:
                context["names"], context["is_whole"] = _people_called(query, reader)
            context["search"] = _searched(query, reader, request.POST)
    except Sealed:
        context["is_unlocked"] = False
    except QuotaReached as error:
        context["problem"] = _("You have read as many protected records as an hour allows. In %(minutes)s minutes some open again.") % {
            "minutes": error.again_in // 60 + 1
        }
    except HolderAway:
        context["problem"] = _("The key holder does not answer. Ask whoever keeps the server.")
    is_piece = request.headers.get("HX-Request") == "true" and (is_preparing or is_going)
    return render(request, f"desk/vault/{('_prepared' if is_preparing else '_searched') if is_piece else 'search'}.html", context)


@dataclass
class Searched:
    """How far a search in sealed texts came. after: where it goes on ("0:id": which field, after which row), empty when it is over."""

    hits: list[dict[str, Any]] = field(default_factory=list)
    found: int = 0
    looked: int = 0
    whole: int = 0
    after: str = ""

    @property
    def is_full(self) -> bool:
        """Whether as many were found as are shown."""
        return self.found >= MOST_HITS


def _searched(query: str, reader: Reader, posted: Mapping[str, str]) -> Searched:
    """Search on from where the form says the search was, for a while; a wrong place begins anew. `whole`: all of it, however long that takes."""
    until, posted = (FOREVER, {}) if "whole" in posted else (monotonic() + SEARCHES, posted)
    start, _colon, last = posted.get("after", "").partition(":")
    at, after = int(start) if start in {"0", "1", "2"} else 0, as_id(last) if last else None
    done = Searched(found=_count(posted, "found"), looked=_count(posted, "looked"), whole=sum(KINDS[key].rows(reader).count() for key, _field in SEARCHED))
    for number in range(at, len(SEARCHED)):
        key, name = SEARCHED[number]
        kind = KINDS[key]
        rows = kind.rows(reader).order_by("-pk").only("pk", "code", name)
        looked = look(rows.filter(pk__lt=after) if after else rows, name, query, seconds=until - monotonic(), most=MOST_HITS - done.found)
        done.hits += [
            {"label": one.row.code, "url": reverse("desk:record", args=[key, one.row.pk]), "kind": str(kind.one), "icon": kind.icon, "count": one.count,
             "before": one.before, "found": one.found, "after": one.after}
            for one in looked.found
        ]  # fmt: skip
        done.found, done.looked, after = done.found + len(looked.found), done.looked + looked.rows, None
        if done.is_full:
            break
        if looked.last is not None or (monotonic() > until and number + 1 < len(SEARCHED)):
            done.after = f"{number}:{looked.last}" if looked.last is not None else f"{number + 1}:"
            break
    return done


def _count(posted: Mapping[str, str], name: str) -> int:
    text = posted.get(name, "")
    return min(int(text), 10**9) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _prepared(reader: Reader) -> dict[str, Any]:
    """Hand over for a while what her session does not keep yet; how many texts are ready, of how many, and whether that is all."""
    until, ready, is_over = monotonic() + SEARCHES, 0, True
    for key, name in SEARCHED:
        some, is_done = prepare(KINDS[key].rows(reader).order_by("-pk").only("pk", "code", name), name, seconds=until - monotonic())
        ready, is_over = ready + some, is_over and is_done
    return {"ready": ready, "whole": sum(KINDS[key].rows(reader).count() for key, _name in SEARCHED), "is_over": is_over}


def _people_called(query: str, reader: Reader) -> tuple[list[dict[str, Any]], bool]:
    """Return the protected people whose name may be `query`, with why, and whether all names were looked at."""
    is_whole = sealed_names.advance(reader.account, TAKES)
    kind = KINDS["protected"]
    return [
        {"label": found.person.code, "url": reverse("desk:record", args=[kind.key, found.person.pk]), "kind": str(kind.one), "icon": kind.icon, "why": naming.why(found, reader)}
        for found in sealed_names.find(query, reader.account, most=20)
    ], is_whole


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
