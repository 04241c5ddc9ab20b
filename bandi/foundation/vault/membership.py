"""Letting members in and out of a compartment, and turning its lock. Membership is a row and a key wrap: both or nothing.

Guards against: a leaver who keeps access (the lock is turned, and she cannot open the new version); a compartment nobody can open.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bandi.foundation.audit import journal
from bandi.foundation.vault.errors import HolderAway, Sealed, Untouched
from bandi.foundation.vault.holding import AUDIT, drop_member, grant_to_server, holder, publish_auditor
from bandi.foundation.vault.models import (
    Compartment,
    CompartmentVersion,
    Grant,
    Member,
    Membership,
    SubjectKey,
    Tier,
)
from bandi.foundation.vault.reading import Reader, version_asks
from bandi.foundation.vault.recovery import recovery_public
from bandi.foundation.vault.turning import turn_alone, write_under
from bandi.keyholder import errors, purposes
from bandi.locks.pairs import PrivateHalf

BATCH = 500


class LastSteward(Exception):
    """A compartment must keep somebody who can let others in."""


@transaction.atomic
def let_in(*, compartment: Compartment, member: Member, is_steward: bool, by: Reader) -> Membership:
    """Let a member in: the holder wraps the key to her, and a row says so. A steward who is let in again stays one; only `let_out` takes that away.

    by:     an unlocked member of the compartment who gave her passphrase again a moment ago.
    Raises: Sealed (not unlocked, not fresh, or no member herself); HolderAway.
    """
    write_under(compartment)
    versions = _to_hand_on(compartment, by)
    asks = version_asks({version.id for version in versions}, by)
    for version in versions:
        wrap = _asked(lambda version=version: holder().regrant(by.token, asks[version.id], member.id, bytes(member.public)))
        Grant.objects.update_or_create(version=version, member=member, defaults={"wrap": wrap})
    is_steward = is_steward or Membership.objects.now().filter(compartment=compartment, member=member, is_steward=True).exists()
    membership, _made = Membership.objects.now().update_or_create(
        compartment=compartment, member=member, defaults={"is_steward": is_steward, "until": None}
    )
    change = {"compartment": compartment.key, "fingerprint": member.fingerprint, "steward": is_steward}
    journal.append("vault:membership:grant", by=by.member, record=member.id, change=change)
    return membership


def _to_hand_on(compartment: Compartment, by: Reader) -> list[CompartmentVersion]:
    """Return the versions that somebody who is let in gets: the present one; of the auditors' also the older that the steward holds."""
    versions = compartment.versions.order_by("number")
    if compartment.key == AUDIT:
        return list(versions.filter(Q(retired_at__isnull=True) | Q(grants__member=by.member)).distinct())
    return list(versions.filter(retired_at__isnull=True))


@transaction.atomic
def let_out(*, compartment: Compartment, member: Member, by: Reader) -> CompartmentVersion:
    """End a membership and turn the lock, so that what she may have copied opens nothing new. Returns the new version.

    Raises: LastSteward; Sealed; HolderAway.
    """
    turn_alone(compartment)
    memberships = Membership.objects.now().filter(compartment=compartment)
    if not memberships.exclude(member=member).filter(is_steward=True).exists():
        raise LastSteward
    memberships.filter(member=member).update(until=timezone.now())
    Grant.objects.filter(version__compartment=compartment, member=member).delete()
    journal.append("vault:membership:revoke", by=by.member, record=member.id, change={"compartment": compartment.key})
    transaction.on_commit(lambda: drop_member(member.id, compartment.id))
    return rotate(compartment=compartment, by=by)


@transaction.atomic
def rotate(*, compartment: Compartment, by: Reader, progress: Callable[[int, int], None] = lambda done, of: None) -> CompartmentVersion:
    """Make the next version of a compartment's lock and wrap every subject's key to it.

    progress: told how many subjects were wrapped, and of how many.
    Raises:   Sealed; HolderAway.
    """
    turn_alone(compartment)
    old = compartment.current
    members = [membership.member for membership in Membership.objects.now().filter(compartment=compartment).select_related("member")]
    heirs = [(member.id, bytes(member.public)) for member in members]
    if recovery := recovery_public():
        heirs.append((purposes.RECOVERY, recovery))
    if compartment.tier == Tier.INTERNAL:
        return _rotate_server(compartment, old)
    ask = version_asks({old.id}, by)[old.id]
    public, wraps = _asked(lambda: holder().rotate(by.token, ask, heirs))
    fresh = CompartmentVersion.objects.create(compartment=compartment, number=old.number + 1, public=public)
    for (heir, _public), wrap in zip(heirs, wraps, strict=True):
        Grant.objects.create(version=fresh, member_id=None if heir == purposes.RECOVERY else heir, wrap=wrap)
    next_ask = version_asks({fresh.id}, by)[fresh.id]
    keys = list(SubjectKey.objects.filter(version=old, subject__erased_at__isnull=True).values_list("subject_id", "wrap"))
    for start in range(0, len(keys), BATCH):
        batch = [(subject, bytes(wrap)) for subject, wrap in keys[start : start + BATCH]]
        fresh_wraps = _asked(lambda batch=batch: holder().rewrap(by.token, ask, next_ask, batch))
        SubjectKey.objects.bulk_create(
            [SubjectKey(subject_id=subject, version=fresh, wrap=wrap) for (subject, _old), wrap in zip(batch, fresh_wraps, strict=True)]
        )
        progress(start + len(batch), len(keys))
    SubjectKey.objects.filter(version=old).delete()
    if compartment.key != AUDIT:  # the read log stays sealed to the lock of its day; without that key nobody could read it any more
        old.grants.all().delete()
    CompartmentVersion.objects.filter(pk=old.pk).update(retired_at=timezone.now())
    if compartment.key == AUDIT:
        transaction.on_commit(publish_auditor)
    journal.append("vault:compartment:rotate", by=by.member, record=compartment.id, change={"number": fresh.number})
    return fresh


def disagreements() -> list[tuple[uuid.UUID, uuid.UUID, str]]:
    """Return where rows and wraps do not agree: compartment, member, "no-key" or "no-row". Checked nightly and shown to stewards."""
    rows = set(Membership.objects.now().filter(compartment__tier__gt=1).values_list("compartment_id", "member_id"))
    wraps = set(
        Grant.objects.filter(member__isnull=False, version__retired_at__isnull=True).values_list("version__compartment_id", "member_id")
    )
    return sorted(
        [(*pair, "no-key") for pair in rows - wraps] + [(*pair, "no-row") for pair in wraps - rows], key=lambda item: str(item)
    )


def _rotate_server(compartment: Compartment, old: CompartmentVersion) -> CompartmentVersion:
    private = PrivateHalf.new()
    fresh = CompartmentVersion.objects.create(compartment=compartment, number=old.number + 1, public=private.public)
    Grant.objects.create(version=fresh, to_server=True, wrap=grant_to_server(fresh, private))
    journal.append("vault:compartment:rotate", by=None, record=compartment.id, change={"number": fresh.number})
    return fresh


def _asked(question: Callable[[], object]) -> object:
    try:
        return question()
    except errors.NotTouched:
        raise Untouched("the key was not touched") from None
    except (errors.NotUnlocked, errors.NotGranted, errors.NotFresh) as error:
        raise Sealed("the passphrase is needed again") from error
    except errors.HolderError as error:
        raise HolderAway("the key holder does not answer") from error
