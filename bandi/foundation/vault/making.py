"""Making members, compartments and subjects; letting members in and out. Every act leaves a journal entry.

Guards against: a compartment without an heir, a member let in without a key or with a key and no membership row.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bandi.foundation.audit import journal
from bandi.foundation.vault.errors import NoSuchLock
from bandi.foundation.vault.holding import AUDIT, grant_to_server, publish_auditor
from bandi.foundation.vault.models import (
    Compartment,
    CompartmentVersion,
    Grant,
    Member,
    MemberLock,
    Membership,
    Subject,
    SubjectKey,
    Tier,
)
from bandi.foundation.vault.turning import write_under
from bandi.keyholder import purposes
from bandi.keyholder.asking import LockAsk
from bandi.keyholder.memory import wipe
from bandi.locks import pairs, unlocking
from bandi.locks.pairs import PrivateHalf


@transaction.atomic
def make_member(*, passphrase: str, by: uuid.UUID | None = None, cost: unlocking.Cost | None = None) -> Member:
    """Make a key pair locked under a passphrase and return its member. The passphrase is not kept."""
    private = PrivateHalf.new()
    member = Member.objects.create(public=private.public)
    _add_lock(member, private.seed, passphrase, None, b"", cost or unlocking.Cost(**settings.UNLOCK_COST))
    wipe(private.seed)
    journal.append("vault:member:make", by=by, record=member.id, change={"fingerprint": member.fingerprint})
    return member


@transaction.atomic
def change_passphrase(*, member: Member, old: str, new: str, by: uuid.UUID | None = None) -> None:
    """Lock the same key pair under another passphrase. Locks with a security key are dropped; enrol the key again.

    Raises: locks.WrongPassphrase.
    """
    seed = seed_of(member, old, None)
    cost = unlocking.Cost(**member.locks.all()[0].cost)
    member.locks.all().delete()
    _add_lock(member, seed, new, None, b"", cost)
    wipe(seed)
    journal.append("vault:member:relock", by=by, record=member.id)


@transaction.atomic
def add_key_lock(
    *, member: Member, passphrase: str, credential: bytes, secret: bytes, only: bool = False, by: uuid.UUID | None = None
) -> None:
    """Add a lock that needs a security key's secret beside the passphrase.

    only:   drop the lock of the passphrase alone, so that guessing it is of no use; wise only with two keys enrolled.
    Raises: locks.WrongPassphrase; NoSuchLock.
    """
    seed = seed_of(member, passphrase, None)
    _add_lock(member, seed, passphrase, secret, credential, unlocking.Cost(**member.locks.all()[0].cost))
    wipe(seed)
    if only:
        member.locks.filter(credential=b"").delete()
    journal.append("vault:member:add_key", by=by, record=member.id)


def seed_of(member: Member, passphrase: str, secret: bytes | None) -> bytes:
    """Return a member's seed for an act on her own locks; the caller wipes it. Raises: WrongPassphrase, NoSuchLock."""
    found: Exception = NoSuchLock("no lock")
    for lock in member.locks.all():
        cost = unlocking.Cost(**lock.cost)
        stretched = unlocking.stretched(passphrase, salt=bytes(lock.salt), cost=cost)
        try:
            return unlocking.unlock(bytes(lock.sealed), stretched_passphrase=stretched, key_secret=secret, member=member.id.bytes)
        except unlocking.WrongPassphrase as error:
            found = error
    raise found


def lock_asks(member: Member) -> list[LockAsk]:
    """Return a member's locks as the holder understands them."""
    return [
        LockAsk(bytes(lock.sealed), bytes(lock.salt), lock.cost["memory_kib"], lock.cost["passes"], lock.cost["lanes"])
        for lock in member.locks.order_by("made_at")
    ]


@transaction.atomic
def make_compartment(
    *,
    key: str,
    name_en: str,
    name_ko: str,
    tier: int,
    stewards: Iterable[Member] = (),
    recovery: bytes | None = None,
    needs_assignment: bool = False,
    about_en: str = "",
    about_ko: str = "",
    by: uuid.UUID | None = None,
) -> Compartment:
    """Make a compartment with its first key pair, wrapped to its stewards and to the recovery key.

    recovery: public half of the recovery key; None only for the throw-away sample.
    Raises:   ValidationError (key taken, unknown tier).
    """
    compartment = Compartment(
        key=key, name_en=name_en, name_ko=name_ko, about_en=about_en, about_ko=about_ko, tier=tier, needs_assignment=needs_assignment
    )
    compartment.full_clean()
    compartment.save()
    private = PrivateHalf.new()
    version = CompartmentVersion.objects.create(compartment=compartment, number=1, public=private.public)
    if tier == Tier.INTERNAL:
        Grant.objects.create(version=version, to_server=True, wrap=grant_to_server(version, private))
    if recovery is not None:
        grant_to(version, private.seed, purposes.RECOVERY, recovery)
    for steward in stewards:
        grant_to(version, private.seed, steward.id, bytes(steward.public))
        Membership.objects.create(compartment=compartment, member=steward, is_steward=True)
    wipe(private.seed)
    if key == AUDIT:
        transaction.on_commit(publish_auditor)
    journal.append("vault:compartment:make", by=by, record=compartment.id, change={"key": key, "tier": int(tier)})
    return compartment


def grant_to(version: CompartmentVersion, seed: bytes, member: uuid.UUID, public: bytes) -> Grant:
    """Wrap a version's seed to a member or the recovery key and keep the wrap."""
    info = purposes.grant(version.compartment_id, version.number, version.compartment.tier, member)
    wrap = pairs.wrap(seed, public=public, info=info)
    return Grant.objects.create(version=version, member_id=None if member == purposes.RECOVERY else member, wrap=wrap)


@transaction.atomic
def make_subject(compartment: Compartment) -> Subject:
    """Make a subject with its own key pair, wrapped to its compartment. Needs no secret.

    The returned object knows its seed for as long as it lives, so that what is written at once stands under it directly.
    """
    private = PrivateHalf.new()
    write_under(compartment)
    subject = Subject.objects.create(compartment=compartment, public=private.public)
    version = compartment.current
    info = purposes.subject(compartment.id, version.number, subject.id)
    SubjectKey.objects.create(subject=subject, version=version, wrap=pairs.wrap(private.seed, public=bytes(version.public), info=info))
    subject.fresh_seed = private.seed  # type: ignore[attr-defined]
    return subject


def retire_member(member: Member, *, by: uuid.UUID | None = None) -> None:
    """Close a member: her locks and wraps go, her memberships end. Compartments she knew should be rotated."""
    with transaction.atomic():
        now = timezone.now()
        member.locks.all().delete()
        member.grants.all().delete()
        member.memberships.now().update(until=now)
        Member.objects.filter(pk=member.pk).update(retired_at=now)
        journal.append("vault:member:retire", by=by, record=member.id)


def _add_lock(member: Member, seed: bytes, passphrase: str, secret: bytes | None, credential: bytes, cost: unlocking.Cost) -> None:
    salt = unlocking.new_salt()
    stretched = unlocking.stretched(passphrase, salt=salt, cost=cost)
    sealed = unlocking.lock(seed, stretched_passphrase=stretched, key_secret=secret, member=member.id.bytes)
    wipe(stretched)
    MemberLock.objects.create(member=member, credential=credential, salt=salt, cost=cost.as_dict(), sealed=sealed)
