"""In which state a consent is on a day. Nothing of this is stored: a state follows from facts and the day of the house.

Guards against: a consent that comes to life again. What is withdrawn stays so whatever the clock says; what ran out is judged by a day
                that does not go back (`audit.clock`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Approval, Decision
from bandi.foundation.records.release import Audience, IdentityForm
from bandi.register.people.models import Consent
from bandi.register.people.models.consent import ASK_AGAIN_YEARS, RENEW_DAYS

KIND = "consent"
"""Key of the approval that a consent of great reach needs from a second person."""


class State(models.TextChoices):
    """Where a consent stands. Given, limited and to be renewed hold; the others allow nothing."""

    GIVEN = "given", _("consent given")
    LIMITED = "limited", _("limited")
    TO_RENEW = "to_renew", _("to be renewed")
    WAITING = "waiting", _("waits for a second person")
    NOT_YET = "not_yet", _("not valid yet")
    EXPIRED = "expired", _("expired")
    REPLACED = "replaced", _("replaced by a newer one")
    WITHDRAWN = "withdrawn", _("consent withdrawn")
    ERASED = "erased", _("erased")


HOLDING = frozenset({State.GIVEN, State.LIMITED, State.TO_RENEW})


def state_of(consent: Consent, on: date, *, all_withdrawn_at: datetime | None = None, confirmed: Collection[str] | None = None) -> State:
    """Return the state on a day.

    confirmed: ids of consents that a second person confirmed, where they were read for many at once.
    all_withdrawn_at: when the person took everything back, as `withdrawn_for` gives it; what was entered before counts as withdrawn.
    """
    if consent.subject.erased_at is not None:
        return State.ERASED
    if consent.withdrawn_at is not None or (all_withdrawn_at is not None and consent.record.created_at <= all_withdrawn_at):
        return State.WITHDRAWN
    if any(not newer.is_removed for newer in consent.replaced_by.all()):
        return State.REPLACED
    if consent.ends_on is not None and consent.ends_on < on:
        return State.EXPIRED
    if needs_second(consent) and not (str(consent.pk) in confirmed if confirmed is not None else is_confirmed(consent)):
        return State.WAITING
    begins = consent.starts_on or consent.given_from
    if begins is not None and begins > on:
        return State.NOT_YET
    if consent.renew_on is not None and consent.renew_on <= on:
        return State.TO_RENEW
    return State.LIMITED if consent.limited_at is not None else State.GIVEN


def needs_second(consent: Consent) -> bool:
    """Return whether a second person has to confirm it before it counts: a child before the public or by name, and anybody before the public in full."""
    is_public = Audience.PUBLIC in consent.audiences
    if consent.is_child:
        return is_public or consent.identity in (IdentityForm.FULL, IdentityForm.FIRST_NAME)
    return is_public and consent.identity == IdentityForm.FULL


def is_confirmed(consent: Consent) -> bool:
    """Return whether another person than who entered it confirmed it."""
    return Approval.objects.filter(kind=KIND, subjects=[str(consent.pk)], decision=Decision.APPROVED).exists()


def withdrawn_for(people: Iterable[object]) -> dict[object, datetime]:
    """Return when each of these people took everything back, for those who did."""
    rows = Consent.objects.filter(withdraws_all=True).filter(Q(person__in=list(people)) | Q(statement__person__in=list(people)))
    latest: dict[object, datetime] = {}
    for row in rows.select_related("statement"):
        key = row.person_id or (row.statement.person_id if row.statement else None)
        if row.withdrawn_at is not None and (key not in latest or row.withdrawn_at > latest[key]):
            latest[key] = row.withdrawn_at
    return latest


def holding(on: date) -> Q:
    """Return the condition under which a row holds on a day, but for a second person's word and a withdrawal of everything."""
    began = Q(starts_on__lte=on) | Q(starts_on__isnull=True, given_from__lte=on)
    return began & Q(withdrawn_at__isnull=True) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on)) & ~_replaced()


def to_renew(on: date) -> Q:
    """Return the condition under which a row that holds is to be renewed by a day."""
    old = _years_before(on, ASK_AGAIN_YEARS)
    without_end = Q(ends_on__isnull=True, ask_again_on__isnull=True, given_from__lte=old)
    return holding(on) & (Q(ask_again_on__lte=on) | Q(ends_on__lte=on + timedelta(days=RENEW_DAYS)) | without_end)


def expired(on: date) -> Q:
    """Return the condition under which a row has run out."""
    return Q(withdrawn_at__isnull=True, ends_on__lt=on) & ~_replaced()


def _replaced() -> Q:
    return Q(pk__in=Consent.objects.filter(replaces__isnull=False, is_removed=False).values("replaces"))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
