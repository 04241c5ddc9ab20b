"""Legal hold: what is lodged with a court or a mechanism must not be erased while that lasts, whoever asks for it.

Guards against: destroying evidence by an erasure or by destroying a file, also of what is added while the hold stands.
Guarantees:     who placed it, when and why stays in the list after it was lifted; a hold opens nothing and shows nothing sealed.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.vault import erasure
from bandi.foundation.vault.models import Hold
from bandi.register.people.erasing import is_erased, subjects_of
from bandi.register.people.models import ProtectedPerson

LONGEST = 400


@transaction.atomic
def place_hold(*, person: ProtectedPerson, reason: str, by: Account | None) -> Hold:
    """Forbid erasing a person and what she told. The reason is not sealed: no name, no testimony.

    Raises: NotPermitted; ValidationError without a reason, or when the keys are destroyed already.
    """
    require(by, Permission.PERSON_ERASE)
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why: the court or body, and its file number."))
    if len(reason) > LONGEST:
        raise ValidationError(_("At most %(most)d characters.") % {"most": LONGEST})
    if is_erased(person):
        raise ValidationError(_("The keys of this person are destroyed; there is nothing left to hold."))
    who = by.id if by else None
    placed = erasure.hold(person.subject, reason=reason, by=who)
    journal.append("people:protectedperson:hold", by=who, record=person.pk, change={"hold": placed.id})
    return placed


@transaction.atomic
def lift_hold(*, hold: Hold, person: ProtectedPerson, by: Account | None) -> None:
    """Lift one hold; others may still stand. Raises: NotPermitted; ValidationError for a hold of somebody else."""
    require(by, Permission.PERSON_ERASE)
    if hold.subject_id not in {subject.id for subject in subjects_of(person)}:
        raise ValidationError(_("That hold is not of this person."))
    who = by.id if by else None
    erasure.lift(hold, by=who)
    journal.append("people:protectedperson:lift", by=who, record=person.pk, change={"hold": hold.id})


def holds_of(person: ProtectedPerson) -> list[Hold]:
    """Return all holds on a person and on what she told, standing ones first, then the newest."""
    found: Iterable[Hold] = Hold.objects.filter(subject__in=subjects_of(person)).order_by("-set_at")
    return sorted(found, key=lambda hold: hold.lifted_at is not None)


def is_held(person: ProtectedPerson) -> bool:
    """Return whether a hold stands."""
    return Hold.objects.filter(subject__in=subjects_of(person), lifted_at__isnull=True).exists()
