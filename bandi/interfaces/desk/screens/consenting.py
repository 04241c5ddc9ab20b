"""Consents on the pages of people and statements, and the page of a withdrawal.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.records.release import IdentityForm
from bandi.foundation.reference.writing import write_day
from bandi.interfaces.desk.addresses import url_of, url_of_kind, with_state
from bandi.interfaces.desk.panels import Panel, offer_panel, offer_way
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Action, Item
from bandi.interfaces.desk.tables.consents import state_of, today_of
from bandi.register.people.consents.asking import Reach, survey
from bandi.register.people.consents.states import HOLDING, State
from bandi.register.people.consents.withdrawing import Found, Place, places
from bandi.register.people.models import Consent, ConsentTask, Person
from bandi.register.people.models.consent import ConsentAudience, ConsentPurpose

ABOUT = {"protectedperson": "person", "statement": "statement", "heldtext": "about"}
"""By which field a consent names what it is about."""


@offer_panel("protected", "statements", "held-texts")
def may_be_used(row: Any, reader: Reader) -> Iterable[Panel]:
    """What may be done with it today, purpose by purpose: before whom and under which name, or why not."""
    items = tuple(_for_purpose(row, reach, reader) for reach in survey(row.pk, reader=reader.account, on=today_of(reader)))
    note = _("Asked of the consents you may know of. The gate asks again whenever something leaves.")
    yield Panel("may-be-used", _("What may be done with it"), items, icon="check", note=note)


def _for_purpose(row: Any, reach: Reach, reader: Reader) -> Item:
    label = str(ConsentPurpose(reach.purpose).label)
    label = label[:1].upper() + label[1:]
    said = reach.answer.said(reader.language)[0]
    if not reach.answer.may or reach.answer.consent is None:
        key = ABOUT[row._meta.model_name]
        url = with_state(reverse("desk:record_new", args=["consents"]), {key: str(row.pk)}) if reader.edits else url_of(row)
        return Item(label, url, sub=said, icon="close")
    shown = ", ".join(str(ConsentAudience(audience).label) for audience in reach.audiences)
    form = str(IdentityForm(reach.identity_form).label)
    return Item(label, url_of_kind("people.consent", reach.answer.consent), sub=f"{shown} · {form} · {said}", icon="check")


@offer_way("consents")
def from_a_consent(row: Consent, reader: Reader) -> Iterable[Action]:
    """Lead to its form on paper, to renewing and withdrawing it."""
    yield Action(_("Form to sign"), reverse("desk:consent_form", args=[row.pk, reader.language, "child" if row.is_child else "adult"]), "download")
    if not reader.edits:
        return
    yield Action(_("Renew"), with_state(reverse("desk:record_new", args=["consents"]), {"replaces": str(row.pk)}), "history")
    yield Action(_("Where it was used") if row.withdrawn_at else _("Withdraw"), reverse("desk:consent_withdraw", args=[row.pk]), "close")


@offer_way("protected", "statements", "held-texts")
def to_a_new_consent(row: Any, reader: Reader) -> Iterable[Action]:
    """Lead to a new consent about it."""
    if reader.edits:
        name = ABOUT[row._meta.model_name]
        yield Action(_("New consent"), with_state(reverse("desk:record_new", args=["consents"]), {name: str(row.pk)}), "check")


@offer_panel("consents")
def standing(row: Consent, reader: Reader) -> Iterable[Panel]:
    """Why it does not hold today, or until when it does."""
    state = state_of(row, reader)
    said = {
        State.WAITING: _("Another person confirms it under Approvals; until then it allows nothing."), State.WITHDRAWN: _("Nothing more may leave. See to what left before."),
        State.EXPIRED: _("Nothing more may leave until she or he consents again."), State.TO_RENEW: _("It holds. Ask her or him in time whether it shall go on."),
        State.REPLACED: _("A newer consent says what is allowed."), State.ERASED: _("The keys were destroyed; nothing may leave."),
        State.NOT_YET: _("It begins later."), State.LIMITED: _("It holds, narrower than it was first given."), State.GIVEN: _("It holds."),
    }[state]  # fmt: skip
    renew = row.renew_on
    sub = _("To be renewed from %(day)s") % {"day": write_day(renew, reader.language)} if renew and state in HOLDING else ""
    if row.is_child and not (row.guardian_agreed and row.child_agreed) and state in HOLDING:
        said, state = _("It allows nothing: for a child its guardian and the child itself must agree."), State.WAITING
    yield Panel("standing", str(state.label).capitalize(), (Item(said, url_of(row), sub=sub),), icon="check" if state in HOLDING else "warning", is_first=True)


@dataclass(frozen=True)
class Line:
    """A place of the page: where it was used, whether it can be taken back, and its task."""

    key: str
    title: str
    sub: str
    says: str
    task: str
    url: str
    may_be_taken_back: bool
    is_started: bool


@dataclass(frozen=True)
class WithdrawalPage:
    """What `desk/consents/withdraw.html` shows. owners: who may see to a task: id and name. is_compared: copies of what was said were looked for."""

    code: str
    url: str
    is_withdrawn: bool
    withdraws_all: bool
    about_person: bool
    can: tuple[Line, ...]
    cannot: tuple[Line, ...]
    owners: tuple[tuple[str, str], ...]
    open_tasks: int
    is_compared: bool
    new_url: str = ""


def withdrawal_page(consent: Consent, reader: Reader, found: Found) -> WithdrawalPage:
    """Return the page."""
    lines = [_line(place, reader) for place in found.places]
    return WithdrawalPage(
        code=consent.code, url=url_of(consent), is_withdrawn=consent.withdrawn_at is not None, withdraws_all=consent.withdraws_all,
        about_person=bool(consent.person_id or (consent.statement and consent.statement.person_id)),
        can=tuple(line for line in lines if line.may_be_taken_back), cannot=tuple(line for line in lines if not line.may_be_taken_back),
        owners=tuple((str(row.pk), reader.name(row).text) for row in staff()), open_tasks=consent.tasks.filter(done_on__isnull=True).count(),
        is_compared=found.is_compared,
    )  # fmt: skip


def staff() -> list[Person]:
    """Return our own people, who can be given a task."""
    return list(Person.objects.in_use().filter(relation="own_staff").exclude(handling="protected").order_by("full_name")[:200])


def found_for(consent: Consent, reader: Reader) -> Found:
    """Return every place that has to be looked at: of everything the person allowed, if it was or may be all withdrawn."""
    return places(consent, reader.account, everything=consent.withdraws_all or not consent.withdrawn_at)


def _line(place: Place, reader: Reader) -> Line:
    when = write_day(place.when, reader.language) if place.when else ""
    about = reader.phrase(place.about).text
    title = f"{about} ({place.title})" if about else str(place.title)
    sub = " · ".join(str(part) for part in (when, place.purpose, place.to) if part)
    url = url_of_kind(place.model, place.record) if place.model and place.record else ""
    return Line(str(place.key), title[:1].upper() + title[1:], sub, str(place.says), str(ConsentTask.Kind(place.task).label), url, place.may_be_taken_back, place.is_started)
