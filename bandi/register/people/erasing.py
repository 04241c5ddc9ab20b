"""Erasing a person: her own keys and those of everything she told us.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.vault import erasure, naming
from bandi.foundation.vault.models import RecordKey, Shred, Subject
from bandi.register.people.models import ProtectedPerson, SealedName, SealedPairDecision, SealedRelation, Statement


@dataclass(frozen=True)
class Erased:
    """What was destroyed: the code that stays as a tombstone, and how many subjects' keys."""

    code: str
    subjects: int


@transaction.atomic
def erase_person(*, person: ProtectedPerson, basis: str, by: Account | None) -> Erased:
    """Destroy the keys of a person and of all her statements; the code stays, everything sealed is unreadable for ever.

    Raises: NotPermitted; vault.Held while a legal hold stands on any of them (then nothing is destroyed); ValueError.
    """
    require(by, Permission.PERSON_ERASE)
    subjects = subjects_of(person)
    for subject in subjects:
        erasure.erase(subject, basis=basis, by=by.id if by else None)
    change = {"basis": basis, "subjects": len(subjects)}
    journal.append("people:protectedperson:erase", by=by.id if by else None, record=person.pk, change=change)
    return Erased(person.code, len(subjects))


def subjects_of(person: ProtectedPerson) -> list[Subject]:
    """Return every subject under which something of a person stands."""
    keys = {person.subject_id, *person.statements.values_list("subject_id", flat=True)}
    return list(Subject.objects.filter(pk__in=keys).select_related("compartment"))


def is_erased(person: ProtectedPerson) -> bool:
    """Return whether a person's keys were destroyed."""
    return Shred.objects.filter(subject=person.subject_id).exists()


def take_what_names(subject: Subject) -> None:
    """Delete the names and relations that stood under a subject, and every decision about the person, on whichever side she stood.

    A decision is sealed under the one of two people; where the other is erased, its key goes too. Sessions that hold her names forget them.
    """
    people = list(ProtectedPerson.objects.filter(subject=subject).values_list("pk", flat=True))
    SealedName.objects.filter(subject=subject).delete()
    SealedRelation.objects.filter(subject=subject).delete()
    decisions = SealedPairDecision.objects.filter(Q(one__in=people) | Q(other__in=people))
    RecordKey.objects.filter(record__in=list(decisions.values_list("pk", flat=True))).delete()
    decisions.delete()
    for person in people:
        transaction.on_commit(lambda person=person: naming.drop_name(person))


def holds_over(subject: Subject) -> list[UUID]:
    """Return the subjects whose legal hold covers this one: that of the person who told it."""
    return list(Statement.objects.filter(subject=subject, person__isnull=False).values_list("person__subject_id", flat=True))
