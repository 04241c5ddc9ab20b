"""Opening compartments, letting people in and out, and emergencies. Stewards decide; the holder wraps the keys.

Guards against: an administrator or a director who lets herself in; somebody who lets in a person under another's key (both read
                the fingerprint to each other); an emergency approved by the person who asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access import approvals
from bandi.foundation.access.clearance import belongs, is_member, is_steward
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.vault import membership
from bandi.foundation.vault.errors import HolderAway, Sealed, Untouched
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.making import make_compartment
from bandi.foundation.vault.models import BreakGlass, Compartment, Membership, Tier
from bandi.foundation.vault.reading import Reader, version_asks
from bandi.foundation.vault.recovery import recovery_public
from bandi.keyholder import errors

MEMBER, STEWARD = (
    approvals.register(approvals.Kind(key, label, Permission.MEMBERSHIP_GRANT, Permission.BREAKGLASS_APPROVE, timedelta(days=2)))
    for key, label in (
        ("membership-grant", _lazy("Somebody to be let into a compartment on which lives depend")),
        ("steward-grant", _lazy("Somebody to become a steward of a compartment on which lives depend")),
    )
)
"""From tier 4 on nobody lets in alone. A request to make a member is none to make a steward."""
EMERGENCY = timedelta(minutes=60)
REVIEW_WITHIN = timedelta(hours=72)


@transaction.atomic
def open_compartment(
    *, key: str, name_en: str, name_ko: str, tier: int, stewards: Sequence[Account], by: Account | None,
    needs_assignment: bool = False, about_en: str = "", about_ko: str = "",
) -> Compartment:  # fmt: skip
    """Open a compartment with its first stewards, who need key pairs. Raises: NotPermitted, ValidationError."""
    require(by, Permission.COMPARTMENT_MANAGE)
    members = [steward.member for steward in stewards if steward.member is not None]
    if not members:
        raise ValidationError({"stewards": _("Choose at least one steward who has keys; two are wise.")})
    return make_compartment(
        key=key, name_en=name_en, name_ko=name_ko, tier=tier, stewards=members, recovery=recovery_public(),
        needs_assignment=needs_assignment, about_en=about_en, about_ko=about_ko, by=by.id if by else None,
    )  # fmt: skip


@transaction.atomic
def let_in(*, compartment: Compartment, account: Account, is_steward_too: bool, by: Account, reader: Reader) -> Membership:
    """Let a person into a compartment.

    reader: the steward's unlocked session, whose passphrase was given again a moment ago.
    Raises: NotPermitted for who is no steward of it; ApprovalMissing where lives depend on it and nobody else has approved; ValidationError;
            vault.Sealed; vault.HolderAway. An approval is used up by what was done, not by what failed.
    """
    _require_can_come(compartment, account, by)
    assert account.member is not None
    if needs_approval(compartment):
        kind, subjects = _asked_for(compartment, account, is_steward_too)
        found = next((one for one in Approval.objects.usable().filter(kind=kind, asked_by=by) if one.subjects == subjects), None)
        approvals.use(found, kind=kind, subjects=subjects, by=by)
    return membership.let_in(compartment=compartment, member=account.member, is_steward=is_steward_too, by=reader)


@transaction.atomic
def ask_to_let_in(*, compartment: Compartment, account: Account, is_steward_too: bool, reason: str, by: Account) -> Approval:
    """Ask a second person to approve that somebody is let in; a request that waits already is returned. Raises: NotPermitted, ValidationError."""
    _require_can_come(compartment, account, by)
    kind, subjects = _asked_for(compartment, account, is_steward_too)
    waiting = next((one for one in Approval.objects.waiting().filter(kind=kind, asked_by=by) if one.subjects == subjects), None)
    return waiting or approvals.ask(kind=kind, subjects=subjects, reason=f"{compartment.key}: {reason.strip()}" if reason.strip() else "", by=by)


def needs_approval(compartment: Compartment) -> bool:
    """Return whether letting somebody in takes two people."""
    return compartment.tier >= Tier.LETHAL


def _asked_for(compartment: Compartment, account: Account, is_steward_too: bool) -> tuple[str, list[str]]:
    return (STEWARD if is_steward_too else MEMBER).key, sorted([str(compartment.pk), str(account.pk)])


def _require_can_come(compartment: Compartment, account: Account, by: Account) -> None:
    _require_steward(by, compartment)
    if account.member is None or not account.is_active:
        raise ValidationError(_("This person has no keys yet. She gets them when she signs in for the first time."))
    if account.pk == by.pk:
        raise ValidationError(_("You are in already. Another steward changes what you may do here."))


def let_out(*, compartment: Compartment, account: Account, by: Account, reader: Reader) -> None:
    """End a person's membership and turn the lock. Raises: NotPermitted, ValidationError, vault.Sealed, vault.HolderAway."""
    _require_steward(by, compartment)
    if account.member is None:
        raise ValidationError(_("This person has no keys."))
    try:
        membership.let_out(compartment=compartment, member=account.member, by=reader)
    except membership.LastSteward:
        raise ValidationError(_("A compartment must keep a steward. Make somebody else one first.")) from None


@transaction.atomic
def ask_emergency(*, compartment: Compartment, reason: str, by: Account) -> BreakGlass:
    """Ask to open a compartment for an hour. Raises: NotPermitted; ValidationError without a reason or when it is hers already."""
    require(by, Permission.BREAKGLASS_REQUEST)
    if by.member is None:
        raise NotPermitted(Permission.BREAKGLASS_REQUEST.value)
    if len(reason.strip()) < 10:
        raise ValidationError({"reason": _("Say in a sentence why it cannot wait; it is read afterwards.")})
    if belongs(by, compartment):
        raise ValidationError(_("This compartment is open to you already."))
    asked = BreakGlass.objects.create(compartment=compartment, member=by.member, reason=reason.strip())
    journal.append("vault:breakglass:request", by=by.id, record=asked.id, change={"compartment": compartment.key})
    return asked


@transaction.atomic
def approve_emergency(*, asked: BreakGlass, by: Account, reader: Reader) -> BreakGlass:
    """Let somebody open a compartment for an hour: the key is lent in the holder's memory and stands nowhere else.

    Raises: NotPermitted for who is not of the compartment, or asked herself; vault.Sealed; vault.HolderAway.
    """
    asked = BreakGlass.objects.select_for_update().select_related("compartment").get(pk=asked.pk)
    if by.member_id is None or by.member_id == asked.member_id or not is_member(by, asked.compartment):
        raise NotPermitted(Permission.MEMBERSHIP_GRANT.value)
    if asked.until is not None or asked.refused_at is not None:
        raise ValidationError(_("This was decided already."))
    seconds = EMERGENCY.total_seconds()
    versions = list(asked.compartment.versions.filter(retired_at__isnull=True))
    asks = version_asks({version.id for version in versions}, reader)
    try:
        for version in versions:
            holder().lend(reader.token, asks[version.id], asked.member_id, seconds, asked.id.hex, asked.reason)
    except errors.NotTouched:
        raise Untouched("the key was not touched") from None
    except (errors.NotUnlocked, errors.NotGranted, errors.NotFresh) as error:
        raise Sealed("the passphrase is needed again") from error
    except errors.HolderError as error:
        raise HolderAway("the key holder does not answer") from error
    asked.approved_by_id, asked.until = by.member_id, timezone.now() + EMERGENCY
    asked.save(update_fields=["approved_by", "until"])
    change = {"compartment": asked.compartment.key, "minutes": seconds / 60}
    journal.append("vault:breakglass:approve", by=by.id, record=asked.id, change=change)
    return asked


@transaction.atomic
def refuse_emergency(*, asked: BreakGlass, by: Account) -> None:
    """Refuse an emergency. Raises: NotPermitted."""
    if by.member_id is None or by.member_id == asked.member_id or not is_member(by, asked.compartment):
        raise NotPermitted(Permission.MEMBERSHIP_GRANT.value)
    BreakGlass.objects.filter(pk=asked.pk, until__isnull=True).update(refused_at=timezone.now())
    journal.append("vault:breakglass:refuse", by=by.id, record=asked.id)


@transaction.atomic
def review_emergency(*, asked: BreakGlass, by: Account) -> None:
    """Say that what was read in an emergency was looked at. Raises: NotPermitted for whoever asked herself."""
    _require_steward(by, asked.compartment)
    if by.member_id == asked.member_id:
        raise NotPermitted(Permission.MEMBERSHIP_GRANT.value)
    BreakGlass.objects.filter(pk=asked.pk).update(reviewed_by=by.member_id, reviewed_at=timezone.now())
    journal.append("vault:breakglass:review", by=by.id, record=asked.id)


def _require_steward(by: Account, compartment: Compartment) -> None:
    require(by, Permission.MEMBERSHIP_GRANT)
    if not is_steward(by, compartment):
        raise NotPermitted(Permission.MEMBERSHIP_GRANT.value)
