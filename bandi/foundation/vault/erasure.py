"""Erasing a subject: its keys are destroyed, and everything made from what they opened goes too.

Guarantees: afterwards nothing of the subject opens with all keys of the house together; other subjects are untouched; the journal
            still verifies. After the backups' key-ring horizon (30 days) the same holds for every backup.
Blocked by: a legal hold, visibly.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from bandi.foundation.audit import journal
from bandi.foundation.vault import blobs
from bandi.foundation.vault.errors import Held
from bandi.foundation.vault.holding import drop_subject
from bandi.foundation.vault.models import Blob, Hold, RecordKey, Shred, Subject, SubjectKey
from bandi.foundation.vault.shredding import settle_disk

BASES = ("withdrawal", "retention", "mistake", "law")

_derived: list[Callable[[Subject], None]] = []
_covers: list[Callable[[Subject], Iterable[uuid.UUID]]] = []


def register(erase: Callable[[Subject], None]) -> None:
    """Let a package destroy what it made from a subject's data (previews, match decisions); called from `AppConfig.ready`."""
    if erase not in _derived:
        _derived.append(erase)


def register_cover(others: Callable[[Subject], Iterable[uuid.UUID]]) -> None:
    """Let a package say whose holds cover a subject too (a person's hold covers her statements); called from `AppConfig.ready`."""
    if others not in _covers:
        _covers.append(others)


def is_held(subject: Subject) -> bool:
    """Return whether a legal hold stands on a subject, or on one that covers it."""
    subjects = {subject.pk, *(other for cover in _covers for other in cover(subject))}
    return Hold.objects.filter(subject__in=subjects, lifted_at__isnull=True).exists()


def settle_after_all() -> None:
    """Let the disk forget, when the last transaction around an erasure is final."""
    if not transaction.get_connection().in_atomic_block:
        settle_disk()


@transaction.atomic
def erase(subject: Subject, *, basis: str, by: uuid.UUID | None) -> Shred:
    """Destroy a subject's keys and everything derived, and leave a tombstone and a line in the shred ledger.

    basis:  one of BASES: why, never who.
    Raises: Held while a legal hold stands; ValueError for an unknown basis.
    """
    if basis not in BASES:
        raise ValueError("unknown basis")
    if is_held(subject):
        raise Held("a legal hold stands on this subject")
    if known := Shred.objects.filter(subject=subject.id).first():
        _destroy(subject)
        return known
    now = timezone.now()
    erase_derived(subject)
    _destroy(subject)
    Subject.objects.filter(pk=subject.pk).update(erased_at=now)
    subject.erased_at = now
    transaction.on_commit(lambda: drop_subject(subject.id))
    transaction.on_commit(settle_after_all)
    entry = journal.append("vault:subject:erase", by=by, record=subject.id, change={"basis": basis})
    return Shred.objects.create(subject=subject.id, compartment=subject.compartment_id, basis=basis, at=now, entry=entry.sequence)


def erase_derived(subject: Subject) -> None:
    """Destroy what packages made from a subject's data; also after a restore, which brings such rows back with the data."""
    for derived in _derived:
        derived(subject)


@transaction.atomic
def hold(subject: Subject, *, reason: str, by: uuid.UUID | None) -> Hold:
    """Forbid erasing while evidence is lodged elsewhere."""
    placed = Hold.objects.create(subject=subject, reason=reason, set_by=by)
    journal.append("vault:subject:hold", by=by, record=subject.id)
    return placed


@transaction.atomic
def lift(placed: Hold, *, by: uuid.UUID | None) -> None:
    """Lift a hold; it stays in the list with who lifted it and when."""
    Hold.objects.filter(pk=placed.pk, lifted_at__isnull=True).update(lifted_at=timezone.now(), lifted_by=by)
    journal.append("vault:subject:lift", by=by, record=placed.subject_id)


def _destroy(subject: Subject) -> None:
    paths = [blobs.path_of(blob) for blob in Blob.objects.filter(subject=subject).values_list("pk", flat=True)]
    SubjectKey.objects.filter(subject=subject).delete()
    RecordKey.objects.filter(subject=subject).delete()
    transaction.on_commit(lambda: [path.unlink(missing_ok=True) for path in paths])
