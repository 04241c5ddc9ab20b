"""What people do with claims: accept a difference with a note, take the acceptance back, bind a claim to a figure.

May import: the foundation, this package.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.figures import all_figures
from bandi.register.claims.measuring import ACCEPTED, kept_values, measure_year
from bandi.register.claims.models import Claim, Measurement, State


@transaction.atomic
def accept_difference(claim: Claim, *, note: str, by: Account, version: int | None = None) -> Claim:
    """Accept that a printed number differs from the records, and return the claim as it then stands.

    It holds until the printed or the computed value changes.
    note:   why it is right all the same; it is printed in the list of the check.
    Raises: NotPermitted; ValidationError without a note, or when there is no difference to accept.
    """
    require(by, Permission.CLAIMS_ACCEPT)
    if not note.strip():
        raise ValidationError({"accepted_note": _("Say why the difference is accepted.")})
    current = Measurement.objects.filter(claim=claim, is_current=True).first()
    if current is None or current.state not in (State.DIFFERS, State.ACCEPTED):
        raise ValidationError(_("There is no difference to accept."))
    changes = {
        "accepted_note": note.strip(), "accepted_by_id": by.pk, "accepted_at": timezone.now(),
        "parameters": {**claim.parameters, ACCEPTED: kept_values(claim.value, current.value)},
    }  # fmt: skip
    editing.edit(claim, changes, by=by, version=version)
    measure_year(claim.year)
    return Claim.objects.get(pk=claim.pk)


@transaction.atomic
def withdraw_acceptance(claim: Claim, *, by: Account, version: int | None = None) -> Claim:
    """Take an acceptance back and return the claim as it then stands. Raises: NotPermitted."""
    require(by, Permission.CLAIMS_ACCEPT)
    parameters = {name: value for name, value in claim.parameters.items() if name != ACCEPTED}
    changes = {"accepted_note": "", "accepted_by_id": None, "accepted_at": None, "parameters": parameters}
    editing.edit(claim, changes, by=by, version=version)
    measure_year(claim.year)
    return Claim.objects.get(pk=claim.pk)


@transaction.atomic
def undo_edit(revision: Revision, *, by: Account | None) -> Revision:
    """Take an edit of a claim back, count its year anew and return the revision that did so. Raises: as `editing.undo`.

    What was accepted or bound decides how a claim stands; taken back without counting it would show the old state.
    """
    undone = editing.undo(revision, by=by)
    measure_year(Claim.objects.values_list("year", flat=True).get(pk=revision.record))
    return undone


@transaction.atomic
def bind_to_figure(claim: Claim, *, figure: str, by: Account, version: int | None = None) -> Claim:
    """Bind a claim to a figure by hand; an empty key leaves the choice to its words again.

    Raises: NotPermitted; ValidationError for a figure that does not exist.
    """
    require(by, Permission.RECORDS_EDIT)
    if figure and figure not in {each.key for each in all_figures()}:
        raise ValidationError({"figure": _("There is no figure of this name.")})
    editing.edit(claim, {"figure": figure}, by=by, version=version)
    measure_year(claim.year)
    return Claim.objects.get(pk=claim.pk)
