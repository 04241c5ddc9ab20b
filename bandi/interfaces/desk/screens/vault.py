"""What the pages of compartments show: members with their fingerprints, emergencies, what does not agree; and legal holds.

May import: the foundation, people, Django.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bandi.foundation.access.clearance import compartments_of, is_steward
from bandi.foundation.access.compartments import needs_approval
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.sealing import OFFICE
from bandi.foundation.reference.texts import language_of
from bandi.foundation.vault.membership import disagreements
from bandi.foundation.vault.models import BreakGlass, Compartment, Member, Membership
from bandi.foundation.vault.recovery import recovery_public
from bandi.register.people.erasing import is_erased
from bandi.register.people.holding import holds_of
from bandi.register.people.models import ProtectedPerson

Piece = dict[str, Any]


def crumbs(label: str = "") -> list[Piece]:
    """Return the way to a page of the vault."""
    way: list[Piece] = [{"label": _("Compartments"), "url": reverse("desk:vault")}]
    return [*way, {"label": label}] if label else way


def overview(account: Account, *, is_unlocked: bool) -> Piece:
    """Return the compartments that are mine with their members' number, and by name those I may ask for in an emergency."""
    mine = list(compartments_of(account).exclude(key=OFFICE))
    may_ask = account.may(Permission.BREAKGLASS_REQUEST) and account.member_id is not None
    others = Compartment.objects.filter(is_retired=False, tier__gt=1).exclude(pk__in=[one.pk for one in mine]) if may_ask else []
    return {
        "mine": [
            {
                "compartment": one, "url": reverse("desk:compartment", args=[one.key]), "is_steward": is_steward(account, one),
                "members": Membership.objects.now().filter(compartment=one).count(),
                "waiting": BreakGlass.objects.filter(compartment=one, until__isnull=True, refused_at__isnull=True).exclude(member=account.member_id).count(),
            }
            for one in mine
        ],
        "others": [{"compartment": one, "url": reverse("desk:emergency", args=[one.key])} for one in others],
        "is_unlocked": is_unlocked, "has_keys": account.member_id is not None, "fingerprint": account.member.fingerprint if account.member else "",
        "may_open": account.may(Permission.COMPARTMENT_MANAGE), "has_recovery": recovery_public() is not None, "crumbs": crumbs(),
    }  # fmt: skip


def compartment_page(compartment: Compartment, account: Account, *, is_unlocked: bool) -> Piece:
    """Return the page of a compartment for one of its members."""
    memberships = Membership.objects.now().filter(compartment=compartment).select_related("member__account").order_by("since")
    members = [_member(one) for one in memberships]
    inside = {one.member_id for one in memberships}
    steward = is_steward(account, compartment)
    outside = Account.objects.filter(is_active=True, member__isnull=False).exclude(member__in=inside) if steward else []
    return {
        "compartment": compartment, "about": str(compartment.about.in_language(language_of(get_language()))), "members": members, "is_steward": steward, "is_unlocked": is_unlocked,
        "outside": [{"account": one, "fingerprint": one.member.fingerprint} for one in outside],
        "emergencies": [_emergency(one, account) for one in BreakGlass.objects.filter(compartment=compartment)[:20]],
        "disagrees": [one for one in disagreements() if one[0] == compartment.pk], "few_stewards": sum(one["is_steward"] for one in members) < 2,
        "has_recovery": compartment.current.grants.filter(member__isnull=True, to_server=False).exists(),
        "version": compartment.current, "crumbs": crumbs(str(compartment)), "me": account.pk, "takes_two": needs_approval(compartment),
    }  # fmt: skip


def _member(membership: Membership) -> Piece:
    account = getattr(membership.member, "account", None)
    return {
        "name": account.display_name if account else _("a person without an account"), "account": account, "since": membership.since,
        "is_steward": membership.is_steward, "fingerprint": membership.member.fingerprint,
    }  # fmt: skip


def _emergency(asked: BreakGlass, account: Account) -> Piece:
    is_mine = asked.member_id == account.member_id
    is_open = asked.until is not None and asked.until > timezone.now()
    return {
        "asked": asked, "by": _name(asked.member), "approved_by": _name(asked.approved_by) if asked.approved_by else "", "is_open": is_open,
        "may_decide": asked.until is None and asked.refused_at is None and not is_mine,
        "may_review": asked.until is not None and not is_open and asked.reviewed_at is None and not is_mine,
    }  # fmt: skip


def _name(member: Member) -> str:
    account = getattr(member, "account", None)
    return account.display_name if account else _("a person without an account")


def hold_page(person: ProtectedPerson, problem: str, reason: str) -> Piece:
    """Return the page of a person's legal holds."""
    holds = holds_of(person)
    names = {account.pk: account.display_name for account in Account.objects.filter(pk__in=[who for hold in holds for who in (hold.set_by, hold.lifted_by) if who])}
    house, url = _("the house"), reverse("desk:record", args=["protected", person.pk])
    return {
        "person": person, "problem": problem, "reason": reason if problem else "", "record_url": url, "is_erased": is_erased(person),
        "holds": [{"hold": hold, "set_by": names.get(hold.set_by, house), "lifted_by": names.get(hold.lifted_by, house)} for hold in holds],
        "crumbs": [{"label": _("Protected people"), "url": reverse("desk:record_list", args=["protected"])}, {"label": person.code, "url": url}, {"label": _("Legal hold")}],
    }  # fmt: skip
