"""The recovery key at work: made once, granted every compartment, rehearsed, renewed, and used when people are lost.

Guards against: the office losing its data because people leave, forget or are taken; and any one or two holders opening it.
Guarantees:     the private half is in memory while three shares are on the table, and nowhere else.
How not to use: on a machine that others can look into; the printed page says which.

May import: audit, keyholder (purposes), locks, Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bandi.foundation.audit import journal
from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.models import Compartment, CompartmentVersion, Grant, Member, Membership, RecoveryKey
from bandi.keyholder import purposes
from bandi.locks import pairs, shares
from bandi.locks.errors import LockError
from bandi.locks.pairs import PrivateHalf


class NotTheRecoveryKey(VaultError):
    """The shares go together, but they are not those of the recovery key in use."""


class NoRecoveryKey(VaultError):
    """No recovery key was made yet."""


class OldSharesNeeded(VaultError):
    """There is a recovery key, and compartments are granted to it: three of its shares must pass them on to the new one."""


def current() -> RecoveryKey | None:
    """Return the recovery key in use, or None."""
    return RecoveryKey.objects.filter(retired_at__isnull=True).order_by("-made_at").first()


def recovery_public() -> bytes | None:
    """Return the public half to which every compartment is granted, None before `bandi keys shares --new` made it."""
    key = current()
    return bytes(key.public) if key else None


def opened(lists: Sequence[str]) -> PrivateHalf:
    """Return the private half that three shares bring back. Raises: ShareError; NoRecoveryKey; NotTheRecoveryKey."""
    private = PrivateHalf.of(shares.recover(lists))
    key = current()
    if key is None:
        raise NoRecoveryKey("no recovery key")
    if bytes(key.public) != private.public:
        raise NotTheRecoveryKey("another recovery key")
    return private


@transaction.atomic
def make(*, by: UUID | None, old: PrivateHalf | None = None) -> tuple[RecoveryKey, list[str]]:
    """Make a recovery key, or renew it; return it and its five shares, which exist nowhere else.

    old:    the private half in use, needed to pass on what is granted to it.
    Raises: OldSharesNeeded; NotTheRecoveryKey when `old` is another key.
    """
    before = current()
    grants = _grants()
    if before is not None and old is None and grants:
        raise OldSharesNeeded("old shares are needed")
    if old is not None and (before is None or bytes(before.public) != old.public):
        raise NotTheRecoveryKey("another recovery key")
    fresh = PrivateHalf.new()
    RecoveryKey.objects.filter(retired_at__isnull=True).update(retired_at=timezone.now())
    key = RecoveryKey.objects.create(public=fresh.public)
    if old is not None:
        for held in grants:
            seed = old.unwrap(bytes(held.wrap), info=_info(held.version))
            held.delete()
            grant(held.version, seed)
    verb = "vault:recovery:make" if before is None else "vault:recovery:renew"
    journal.append(verb, by=by, record=key.id, change={"public": bytes(key.public).hex()})
    return key, shares.split(fresh.seed)


def grant(version: CompartmentVersion, seed: bytes) -> Grant:
    """Grant a compartment version to the recovery key. Raises: NoRecoveryKey."""
    key = current()
    if key is None:
        raise NoRecoveryKey("no recovery key")
    return Grant.objects.create(version=version, wrap=pairs.wrap(seed, public=bytes(key.public), info=_info(version)))


def without_grant() -> list[CompartmentVersion]:
    """Return the compartment versions that the recovery key could not open: they would be lost with their members."""
    granted = _grants().values("version")
    versions = CompartmentVersion.objects.filter(retired_at__isnull=True, compartment__tier__gt=1)
    return list(versions.exclude(pk__in=granted).select_related("compartment").order_by("made_at"))


@transaction.atomic
def rehearse(lists: Sequence[str], *, by: UUID | None) -> tuple[RecoveryKey, int]:
    """Prove that three shares open every compartment; journal it, reveal nothing. Return the key and how many versions it opens.

    Raises: ShareError; NoRecoveryKey; NotTheRecoveryKey; LockError when a grant does not open.
    """
    private = opened(lists)
    count = 0
    for held in _grants():
        seed = private.unwrap(bytes(held.wrap), info=_info(held.version))
        if PrivateHalf.of(seed).public != bytes(held.version.public):
            raise LockError("a grant holds another key than its compartment's")
        count += 1
    key = current()
    assert key is not None
    key.rehearsed_at = timezone.now()
    key.save(update_fields=["rehearsed_at"])
    journal.append("vault:recovery:rehearse", by=by, record=key.id, change={"versions": count})
    return key, count


@transaction.atomic
def let_in(private: PrivateHalf, member: Member, compartments: Iterable[Compartment], *, by: UUID | None) -> int:
    """Grant a member all versions of compartments with the recovery key's private half; return how many wraps were made.

    A row says she belongs, as a steward: whoever is left lets the others in. Versions that were retired hold nothing any more.
    """
    made = 0
    chosen = {compartment.pk for compartment in compartments}
    for held in _grants().filter(version__compartment__in=chosen):
        version = held.version
        seed = private.unwrap(bytes(held.wrap), info=_info(version))
        info = purposes.grant(version.compartment_id, version.number, version.compartment.tier, member.id)
        wrap = pairs.wrap(seed, public=bytes(member.public), info=info)
        _, is_new = Grant.objects.update_or_create(version=version, member=member, defaults={"wrap": wrap})
        made += is_new
        Membership.objects.now().update_or_create(
            compartment=version.compartment, member=member, defaults={"is_steward": True, "until": None}
        )
    journal.append("vault:recovery:let-in", by=by, record=member.id, change={"compartments": sorted(pk.hex for pk in chosen)})
    return made


def _grants() -> QuerySet[Grant]:
    return Grant.objects.filter(member__isnull=True, to_server=False).select_related("version__compartment")


def _info(version: CompartmentVersion) -> bytes:
    return purposes.grant(version.compartment_id, version.number, version.compartment.tier, purposes.RECOVERY)
