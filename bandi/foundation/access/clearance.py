"""Which compartments a person belongs to at this moment: by membership, or for an hour by an emergency that was approved.

Roles say what may be done, compartments which data, assignment which records, tier which ceremony.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.vault.models import BreakGlass, Compartment, Membership


def compartments_of(account: Account) -> QuerySet[Compartment]:
    """Return the compartments whose records exist for this person; asked anew each time, so that leaving takes effect at once."""
    if account.member_id is None or not account.is_active:
        return Compartment.objects.none()
    member = Membership.objects.now().filter(member=account.member_id).values("compartment")
    emergency = BreakGlass.objects.filter(member=account.member_id, until__gt=timezone.now()).order_by().values("compartment")
    return Compartment.objects.filter(Q(pk__in=member) | Q(pk__in=emergency))


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
