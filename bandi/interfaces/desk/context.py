"""What every page of the desk knows: the rail, the palette, who is signed in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access import approvals as four_eyes
from bandi.foundation.access.clearance import compartments_of, keys_of
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.visits import is_confined
from bandi.foundation.records.sealing import OFFICE
from bandi.foundation.reference.statements import Statement
from bandi.foundation.reference.texts import Text, language_of
from bandi.foundation.vault.holding import AUDIT
from bandi.foundation.vault.models import BreakGlass
from bandi.interfaces.desk.addresses import address
from bandi.interfaces.desk.tables import KINDS
from bandi.register.people.models import Organisation

Piece = dict[str, Any]

AREAS = (
    ("year", _lazy("Year"), "desk:home", "", ""),
    ("activities", _lazy("Activities"), "desk:record_list", "activities", ""),
    ("calendar", _lazy("Calendar"), "desk:calendar", "", ""),
    ("due", _lazy("What is due"), "desk:due", "", ""),
    ("report", _lazy("Report"), "desk:report", "", ""),
    ("advocacy", _lazy("Advocacy"), "desk:record_list", "letters", _lazy("Work")),
    ("programmes", _lazy("Programmes"), "desk:record_list", "programmes", _lazy("Work")),
    ("volunteers", _lazy("Volunteers"), "desk:record_list", "volunteers", _lazy("Work")),
    ("publications", _lazy("Publications"), "desk:record_list", "publications", _lazy("Work")),
    ("media", _lazy("Media"), "desk:record_list", "media", _lazy("Work")),
    ("money", _lazy("Money"), "desk:record_list", "amounts", _lazy("Work")),
    ("people", _lazy("People"), "desk:record_list", "people", _lazy("Register")),
    ("protected", _lazy("Protected people"), "desk:record_list", "protected", _lazy("Register")),
    ("places", _lazy("Places"), "desk:record_list", "places", _lazy("Register")),
    ("claims", _lazy("Claims"), "desk:claims", "", _lazy("Proof")),
    ("figures", _lazy("Figures"), "desk:figures", "", _lazy("Proof")),
    ("series", _lazy("Sources outside"), "desk:record_list", "series", _lazy("Proof")),
    ("headings", _lazy("Headings and pictures"), "desk:record_list", "headings", _lazy("Proof")),
)
ICONS = {"volunteers": "star", "protected": "lock", "series": "info", "headings": "settings"}

_OWN: Statement[tuple[str, str]] = Statement(
    lambda: Organisation.objects.filter(is_own=True, is_removed=False).order_by("record__created_at").values_list("name_en", "name_ko")[:1]
)


def desk(request: HttpRequest) -> Piece:
    """Context of the frame around every page. What asks the database is asked when the frame is drawn: a cell or a table alone has none."""
    account = getattr(request, "user", None)
    common: Piece = {"sign_out_url": address("desk:sign_out"), "home_url": address("desk:home") or "/"}
    if not isinstance(account, Account):
        return common
    common["lock_url"] = address("desk:lock")
    visit = getattr(request, "visit", None)
    if visit is not None and (visit.locked_at or is_confined(visit)):
        return common
    menu = [{"label": _("Sign-in and security"), "url": address("desk:security"), "icon": "key"}]
    if account.may(Permission.ACCOUNTS_MANAGE):
        menu.append({"label": _("Accounts"), "url": address("desk:accounts"), "icon": "person"})
    decides = any(account.may(kind.approves) for kind in four_eyes.KINDS.values())
    menu.append({"label": _("Approvals"), "url": address("desk:approvals"), "icon": "agrees"})
    if account.may(Permission.RECORDS_READ):
        menu.append({"label": _("Release gate"), "url": address("desk:gates"), "icon": "download"})
    if account.may(Permission.AUDIT_READ):
        menu.append({"label": _("Journal"), "url": address("desk:audit"), "icon": "history"})
    if account.may(Permission.RECORDS_EDIT):
        menu.append({"label": _("Vocabularies"), "url": address("desk:vocabularies"), "icon": "settings"})
    common["user_menu"] = [item for item in menu if item["url"]]
    common["idle_seconds"] = settings.IDLE_SECONDS
    common["rail"] = SimpleLazyObject(lambda: [*(_rail(request) if account.may(Permission.RECORDS_READ) else []), *_keeping(request, account, decides)])
    if account.may(Permission.RECORDS_READ):
        common |= {
            "palette_url": address("desk:palette"), "search_url": address("desk:search"),
            "organisation": SimpleLazyObject(lambda: _organisation(request)),
        }  # fmt: skip
    return common


def _rail(request: HttpRequest) -> list[Piece]:
    current, areas = area_of(request), _areas(get_language(), get_script_prefix())
    shown = areas if _has_compartments(request) else tuple(one for one in areas if one[0] != "protected")
    return [{"label": label, "url": url, "icon": drawing, "group": group, "current": area == current} for area, label, url, drawing, group in shown]


@lru_cache(maxsize=16)
def _areas(language: str | None, prefix: str) -> tuple[tuple[str, str, str, str, str], ...]:
    """Return each area that has a page: its name, its words in this language, its address, its icon, its group. The same for everybody."""
    found = ((area, str(label), address(name, key) if key else address(name), ICONS.get(area, area), str(group)) for area, label, name, key, group in AREAS)
    return tuple(one for one in found if one[2])


def _has_compartments(request: HttpRequest) -> bool:
    """Whoever belongs to no compartment is not shown that there is anything protected."""
    return isinstance(request.user, Account) and bool(set(keys_of(request.user)) - {OFFICE, AUDIT})


def _keeping(request: HttpRequest, account: Account, decides: bool) -> list[Piece]:
    """Return the areas of those who keep the house: accounts, what waits for a second person, the journal."""
    current = area_of(request)
    keeping: list[tuple[str, Any, str, int]] = []
    sees_records = account.may(Permission.RECORDS_READ)
    if account.may(Permission.ACCOUNTS_MANAGE):
        keeping.append(("person", _("Accounts"), "accounts", 0))
    if decides:
        is_asked = getattr(getattr(request, "visit", None), "has_requests", False)
        keeping.append(("agrees", _("Approvals"), "approvals", four_eyes.waiting_for(account).count() if is_asked else 0))
    if account.may(Permission.AUDIT_READ) and not sees_records:
        keeping.append(("history", _("Journal"), "audit", 0))
    if account.member_id is not None and account.may(Permission.RECORDS_READ):
        waiting = BreakGlass.objects.filter(
            compartment__in=compartments_of(account), until__isnull=True, refused_at__isnull=True
        ).exclude(member=account.member_id)
        keeping.append(("key", _("Compartments"), "vault", waiting.count()))
    return [
        {
            "label": label, "url": address(f"desk:{name}"), "icon": icon, "group": _("House"), "count": count,
            "current": current in {name, name.rstrip("s")},
        }
        for icon, label, name, count in keeping
    ]  # fmt: skip


def area_of(request: HttpRequest) -> str:
    """Return the area of the rail that a page belongs to."""
    match = request.resolver_match
    if match is None:
        return ""
    kind = match.kwargs.get("kind")
    if kind is not None and getattr(kind, "key", "") in KINDS:
        return {"figures": "series", "report": "headings"}.get(kind.area, kind.area)
    name = (match.url_name or "").split("_")[0]
    return {"home": "year", "claim": "claims", "figure": "figures", "vocabularies": "headings", "vocabulary": "headings", "library": "advocacy", "asks": "due", "coverage": "media", "clippings": "media", "round": "programmes", "meeting": "programmes", "group": "programmes", "shift": "volunteers", "volunteer": "volunteers"}.get(name, name)


def _organisation(request: HttpRequest) -> str:
    own = _OWN.first()
    return str(Text(*own).in_language(language_of(getattr(request, "LANGUAGE_CODE", "")))) if own else ""
