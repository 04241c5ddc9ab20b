"""After a withdrawal: every place where it was used, what can be taken back and what cannot, and who sees to it.

May import: the foundation, this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Account
from bandi.foundation.audit import clock
from bandi.foundation.records import editing, uses
from bandi.foundation.records.models import Attachment, Record
from bandi.foundation.records.models.release import Receipt
from bandi.foundation.records.release import Audience, Purpose
from bandi.foundation.reference.texts import Text
from bandi.register.people.consents.copies import copied
from bandi.register.people.models import Consent, ConsentTask, Person, Statement

DUE_DAYS = 14
MOST = 500
KINDS: dict[str, Any] = {
    "report": _("report"), "list": _("list taken along"), "paper": _("letter or submission as a file"), "sealed-list": _("sealed records taken along"),
    "calendar": _("calendar feed"), "document": _("document"), "figures": _("figures taken along"), "file": _("file"),
}  # fmt: skip
CANNOT = {
    ConsentTask.Kind.ASK_TO_REDACT: _("It was filed: it cannot be called back. The body can be asked to withhold or to redact it."),
    ConsentTask.Kind.TELL_COUNSEL: _("It lies before a court or a prosecutor: it cannot be called back. Counsel must know at once."),
    ConsentTask.Kind.LEAVE_OUT_NEXT: _("What was printed and handed out stays out. It goes from the next printing and from the file on the web."),
    ConsentTask.Kind.ASK_TO_DELETE: _("It was sent: it cannot be called back. Who received it can be asked to delete it and to confirm."),
}  # fmt: skip
CAN = {
    ConsentTask.Kind.TAKE_DOWN: _("It can be taken down. Copies that others made stay out."),
    ConsentTask.Kind.LEAVE_OUT: _("It has not left the house: it can be taken out."),
}


@dataclass(frozen=True)
class Place:
    """A place where it was used.

    key: the receipt's id where it left, else the record's. task: what is to be done there; says: in a sentence, whether that takes it back.
    model, record: where its page stands, empty where there is none for this reader. is_started: a task for it is there already.
    """

    key: UUID
    title: str | Promise
    about: Text
    task: ConsentTask.Kind
    when: date | None = None
    to: str | Promise = ""
    purpose: str | Promise = ""
    is_receipt: bool = False
    model: str = ""
    record: UUID | None = None
    is_started: bool = False

    @property
    def may_be_taken_back(self) -> bool:
        return self.task in CAN

    @property
    def says(self) -> str | Promise:
        return CAN.get(self.task) or CANNOT[self.task]  # type: ignore[return-value]


@dataclass(frozen=True)
class Found:
    """Places, and whether the texts of the house could be compared with what she said: not while the reader's keys are locked."""

    places: list[Place]
    is_compared: bool = True


def places(consent: Consent, reader: Account | None, *, everything: bool = False) -> Found:
    """Return every place the reader may know of, what can still be taken back first.

    everything: of all the person allowed, not of what this consent is about alone.
    """
    keys, codes = _sought(consent, reader, everything=everything)
    started = set(consent.tasks.values_list("receipt", flat=True)) | set(consent.tasks.values_list("used_in", flat=True))
    out = list(_receipts(keys, reader, started))
    listed = {place.record for place in out if place.record}
    copies, is_compared = copied(keys, reader)
    named = uses.found(uses.Sought(frozenset(keys), frozenset(codes), reader))
    drafts = [place for place in _drafts(dict.fromkeys((*named, *copies)), started) if place.record not in listed]
    ordered = sorted([*drafts, *out], key=lambda place: (not place.may_be_taken_back, -(place.when.toordinal() if place.when else 0)))
    return Found(ordered, is_compared)


@transaction.atomic
def start_tasks(*, consent: Consent, chosen: Iterable[tuple[Place, Person | None]], due_on: date | None, by: Account | None) -> list[ConsentTask]:
    """Start a task for each chosen place, and one to tell the person what became of it; what was started before is left as it is."""
    due = due_on or clock.today() + timedelta(days=DUE_DAYS)
    at = consent.tasks.count()
    made = []
    for place, owner in chosen:
        if place.is_started:
            continue
        at += 1
        task = ConsentTask(
            consent=consent, kind=place.task, receipt=place.key if place.is_receipt else None, used_in=None if place.is_receipt else place.key,
            owner=owner, due_on=due, order=at,
        )  # fmt: skip
        made.append(editing.add(task, by=by))
    if made and not consent.tasks.filter(kind=ConsentTask.Kind.TELL_PERSON).exists():
        tell = ConsentTask(consent=consent, kind=ConsentTask.Kind.TELL_PERSON, owner=consent.taken_by, due_on=due + timedelta(days=DUE_DAYS), order=at + 1)
        made.append(editing.add(tell, by=by))
    return made


def task_for(purpose: str, audience: str) -> ConsentTask.Kind:
    """Return what can be done about something that left."""
    if purpose == Purpose.COURT or audience == Audience.COURT:
        return ConsentTask.Kind.TELL_COUNSEL
    if purpose == Purpose.UN_SUBMISSION or audience == Audience.UN_BODY:
        return ConsentTask.Kind.ASK_TO_REDACT
    if purpose == Purpose.WEB:
        return ConsentTask.Kind.TAKE_DOWN
    return ConsentTask.Kind.LEAVE_OUT_NEXT if purpose == Purpose.ANNUAL_REPORT else ConsentTask.Kind.ASK_TO_DELETE


def _sought(consent: Consent, reader: Account | None, *, everything: bool) -> tuple[set[UUID], set[str]]:
    """Return ids of the records concerned and the codes by which texts name them, of those that exist for the reader."""
    person = consent.person_id or (consent.statement.person_id if consent.statement else None)
    is_general = everything or not (consent.statement_id or consent.about_id or consent.file)
    if consent.file and not everything:
        return {consent.file}, set()
    keys: set[UUID] = {key for key in (consent.statement_id, consent.about_id, consent.file) if key}
    codes: set[str] = set()
    told = Q(pk=consent.statement_id) | (Q(person=person) if is_general and person else Q(pk=None))
    for key, code in Statement.objects.visible_to(reader).filter(told).values_list("pk", "code"):  # type: ignore[attr-defined]
        keys.add(key)
        codes.add(code)
    if is_general and person:
        from bandi.register.people.models import ProtectedPerson

        for key, code in ProtectedPerson.objects.visible_to(reader).filter(pk=person).values_list("pk", "code"):  # type: ignore[attr-defined]
            keys.add(key)
            codes.add(code)
        others = Consent.objects.visible_to(reader).filter(Q(person=person) | Q(statement__person=person)).values_list("about", "file")
        keys |= {key for pair in others for key in pair if key}
    keys |= set(Attachment.objects.filter(record__in=keys).values_list("pk", flat=True)) if not consent.file or everything else set()
    return keys, codes


def _receipts(keys: set[UUID], reader: Account | None, started: set[Any]) -> Iterator[Place]:
    rows = Receipt.objects.left().filter(Q(uses__record__in=keys) | Q(about__in=keys)).distinct().order_by("-left_at")[:MOST]
    for row in rows:
        model, record, about = _about(row.about, reader)
        yield Place(
            row.pk, KINDS.get(row.kind, row.kind), about, task_for(row.purpose, row.audience),
            when=timezone.localtime(row.left_at).date() if row.left_at else None, to=row.get_audience_display(), purpose=row.get_purpose_display(),
            is_receipt=True, model=model, record=record, is_started=row.pk in started,
        )  # fmt: skip


def _drafts(found: Iterable[uses.Use], started: set[Any]) -> Iterator[Place]:
    for use in found:
        task = ConsentTask.Kind.ASK_TO_DELETE if use.is_out else ConsentTask.Kind.LEAVE_OUT
        yield Place(use.record, _("text within the house") if not use.is_out else _("text that went out"), Text(use.label_en, use.label_ko), task, model=use.model, record=use.record, is_started=use.record in started)


def _about(key: UUID | None, reader: Account | None) -> tuple[str, UUID | None, Text]:
    """Return the record a receipt is about, as far as it exists for the reader."""
    spine = Record.objects.filter(pk=key).first() if key else None
    if spine is None:
        return "", None, Text()
    model: Any = apps.get_model(spine.kind)
    if not model.objects.visible_to(reader).filter(pk=spine.pk).exists():
        return "", None, Text()
    return spine.kind, spine.pk, spine.label
