"""Which compartments a person belongs to at this moment: by membership, or for an hour by an emergency that was approved.

Roles say what may be done, compartments which data, assignment which records, tier which ceremony.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.reference.statements import MOMENT_VALUE, Given, Statement
from bandi.foundation.vault.models import BreakGlass, Compartment, Membership


def compartments_of(account: Account) -> QuerySet[Compartment]:
    """Return the compartments whose records exist for this person; asked anew each time, so that leaving takes effect at once."""
    if account.member_id is None or not account.is_active:
        return Compartment.objects.none()
    return _of_member(account.member_id, timezone.now())


def _of_member(member: Any, now: Any) -> QuerySet[Compartment]:
    belonging = Membership.objects.now(now).filter(member=member).values("compartment")
    emergency = BreakGlass.objects.filter(member=member, until__gt=now).order_by().values("compartment")
    return Compartment.objects.filter(Q(pk__in=belonging) | Q(pk__in=emergency))


def keys_of(account: Account) -> list[str]:
    """Return the keys of these compartments. Every page asks for them, so the question is kept as SQL; it is asked anew each time."""
    if account.member_id is None or not account.is_active:
        return []
    return [key for (key,) in _KEYS.all(member=account.member_id, now=timezone.now())]


_KEYS: Statement[tuple[str]] = Statement(
    lambda: _of_member(Given("member", Membership._meta.get_field("member").target_field), Given("now", MOMENT_VALUE)).order_by().values_list("key")
)


def stewards_of(compartment: Compartment) -> QuerySet[Account]:
    """Return the accounts of a compartment's stewards."""
    members = Membership.objects.now().filter(compartment=compartment, is_steward=True).values("member")
    return Account.objects.filter(member__in=members, is_active=True)


def is_steward(account: Account, compartment: Compartment) -> bool:
    """Return whether a person lets others into a compartment."""
    return bool(account.member_id) and stewards_of(compartment).filter(pk=account.pk).exists()


def is_member(account: Account, compartment: Compartment) -> bool:
    """Return whether a person is a member at this moment; a guest of an emergency is not."""
    return bool(account.member_id) and Membership.objects.now().filter(member=account.member_id, compartment=compartment).exists()


def belongs(account: Account, compartment: Compartment) -> bool:
    """Return whether a compartment's records exist for a person."""
    return compartments_of(account).filter(pk=compartment.pk).exists()
