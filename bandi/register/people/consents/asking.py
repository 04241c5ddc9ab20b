"""May this be used, for this purpose, before these people, in this form? The default is no.

Guards against: a story used for what it was not given for. What is asked is answered from consents alone: no role and no hurry allows it.
Guarantees:     a reader who may not know of a record, or of its consent, is told "no" in the very words of a record that has none.

A consent for one statement, record or file stands before the person's general one: where one was ever given for the thing itself, the
general one says nothing about it any more. Whoever took back everything took back both.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Account
from bandi.foundation.audit import clock
from bandi.foundation.records.models import Attachment, Record, RecordBase, SealedRecordBase
from bandi.foundation.records.release import Audience, IdentityForm, Purpose
from bandi.foundation.reference.texts import Language, language_of
from bandi.foundation.reference.writing import write_day
from bandi.register.people.consents.states import HOLDING, State, state_of, withdrawn_for
from bandi.register.people.models import Consent, ProtectedPerson, Statement
from bandi.register.people.models.consent import ConsentAudience, ConsentPurpose

PORTION = 2000
COVERED: dict[str, frozenset[str]] = {
    IdentityForm.FULL: frozenset(IdentityForm.values),
    IdentityForm.FIRST_NAME: frozenset({IdentityForm.FIRST_NAME, IdentityForm.PSEUDONYM, IdentityForm.CODE, IdentityForm.ABSENT}),
    IdentityForm.SURNAME: frozenset({IdentityForm.SURNAME, IdentityForm.PSEUDONYM, IdentityForm.CODE, IdentityForm.ABSENT}),
    IdentityForm.MASKED: frozenset({IdentityForm.MASKED, IdentityForm.SURNAME, IdentityForm.PSEUDONYM, IdentityForm.CODE, IdentityForm.ABSENT}),
    IdentityForm.PSEUDONYM: frozenset({IdentityForm.PSEUDONYM, IdentityForm.CODE, IdentityForm.ABSENT}),
    IdentityForm.CODE: frozenset({IdentityForm.CODE, IdentityForm.ABSENT}),
    IdentityForm.ABSENT: frozenset({IdentityForm.ABSENT}),
}
"""Which forms a consent to one form covers: those that tell less. A given name is no surname, and the reverse."""
PICTURES = frozenset({"activities.picture"})
_words: Any = lazy(lambda template, given: str(template) % {name: _said(value) for name, value in given.items()}, str)


def _said(value: Any) -> str:
    return write_day(value, language_of(get_language() or "en")) if isinstance(value, date) else str(value)


def words(template: str | Promise, **given: Any) -> Promise:
    """Return a sentence that is put into the reader's language when it is shown, days included."""
    return _words(template, given)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Answer:
    """May, or may not, because.

    code:    of the first reason ("expired", "purpose"), "given" where it may. reasons: sentences, lazily translated, without a name in them.
    consent: the one that allows it, or came nearest; None where the reader may know of none.
    """

    may: bool
    code: str
    reasons: tuple[str | Promise, ...] = ()
    consent: UUID | None = None

    def said(self, language: Language) -> tuple[str, ...]:
        """Return the reasons in one language."""
        with override(language):
            return tuple(str(reason) for reason in self.reasons)


NONE = Answer(False, "none", (_("No consent that you may know of allows this."),))
"""The answer for everything without consent, for what does not exist, and for whom it does not concern: nobody can tell them apart."""
FREE = Answer(True, "free", (_("It needs nobody’s consent."),))
WITHIN = Answer(True, "within", (_("It does not leave the house."),))


@dataclass(frozen=True)
class Wanted:
    """What one wants to do. on: the day of the house where none is given. file: the id of an attachment, where it is about one."""

    purpose: str
    audience: str
    identity_form: str = IdentityForm.FULL
    on: date | None = None


def allows(
    record: RecordBase | UUID, *, purpose: str, audience: str, identity_form: str = IdentityForm.FULL, on: date | None = None, reader: Account | None
) -> Answer:
    """Return whether a record (or an attachment, by its id) may be used, with plain reasons.

    reader: who asks; None is the house itself, which knows of every consent. on: a day in the past asks how it was then.
    """
    key = record.pk if isinstance(record, RecordBase) else record
    found = answers([key], Wanted(purpose, audience, identity_form, on), reader=reader)
    if key in found:
        return found[key]
    is_there = isinstance(record, RecordBase) or Record.objects.filter(pk=key).exists()
    return FREE if is_there else NONE


def answers(keys: Collection[UUID], wanted: Wanted, *, reader: Account | None, forms: Mapping[UUID, str] | None = None) -> dict[UUID, Answer]:
    """Return an answer for each of these ids that needs consent; the others are not among them.

    forms: the form in which a record appears where it is another than `wanted` says.
    """
    if wanted.audience == Audience.INTERNAL:
        return dict.fromkeys((target.key for target in _targets(keys)), WITHIN)
    day = wanted.on or clock.today()
    targets = list(_targets(keys))
    visible = _visible(targets, reader)
    by_thing, by_person = _consents(targets, reader)
    gone = withdrawn_for({target.person for target in targets if target.person})
    return {
        target.key: NONE if target.key not in visible else _answer(
            target, by_thing[target.key] or by_person[target.person] if target.person else by_thing[target.key],
            Wanted(wanted.purpose, wanted.audience, (forms or {}).get(target.key, wanted.identity_form), day), gone.get(target.person),
        )
        for target in targets
    }  # fmt: skip


@dataclass(frozen=True)
class Reach:
    """How far one purpose goes: before whom at most, under which name at most; empty where it is not allowed."""

    purpose: str
    answer: Answer
    audiences: tuple[str, ...] = ()
    identity_form: str = ""


def survey(key: UUID, *, reader: Account | None, on: date | None = None) -> list[Reach]:
    """Return for each purpose how far the use of one thing goes; nothing for what needs no consent."""
    targets = list(_targets([key]))
    if not targets:
        return []
    target, day = targets[0], on or clock.today()
    if target.key not in _visible(targets, reader):
        return [Reach(purpose, NONE) for purpose in ConsentPurpose.values]
    by_thing, by_person = _consents(targets, reader)
    consents = by_thing[target.key] or (by_person[target.person] if target.person else [])
    gone = withdrawn_for([target.person]).get(target.person) if target.person else None
    return [_reach(target, consents, purpose, day, gone) for purpose in ConsentPurpose.values]


def _reach(target: _Target, consents: list[Consent], purpose: str, day: date, gone: datetime | None) -> Reach:
    for consent in consents:
        if purpose not in consent.purposes or not consent.audiences:
            continue
        form = consent.identity
        if _problem(consent, target, Wanted(purpose, consent.audiences[0], form, day), gone) is None:
            return Reach(purpose, Answer(True, "given", (_allowed(consent),), consent.pk), tuple(consent.audiences), form)
    return Reach(purpose, _answer(target, consents, Wanted(purpose, Audience.PUBLIC, IdentityForm.ABSENT, day), gone))


# ------------------------------------------------------------------ what needs consent


@dataclass(frozen=True)
class _Target:
    """A thing that needs consent. owner: the record whose existence decides; person: of whom it tells, where known."""

    key: UUID
    model: str
    owner: UUID
    person: UUID | None = None
    is_file: bool = False


Needing = Callable[[Collection[UUID]], Iterable[UUID]]
_needing: dict[str, Needing] = {}


def needs_consent(model: str, which: Needing) -> None:
    """Let open records of a kind need consent: `which` returns those of some ids that do. Called when a package is ready."""
    _needing[model] = which


def _targets(keys: Collection[UUID]) -> Iterator[_Target]:
    """Yield what needs consent: everything sealed and its files, open records whose package says so, and whatever a consent was given for."""
    listed = list(keys)
    for at in range(0, len(listed), PORTION):
        yield from _portion(listed[at : at + PORTION])


def _portion(keys: list[UUID]) -> Iterator[_Target]:
    kinds = dict(Record.objects.filter(pk__in=keys).values_list("pk", "kind"))
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for key, kind in kinds.items():
        by_kind[kind].append(key)
    bound = set(Consent.objects.filter(about__in=keys, is_removed=False).values_list("about", flat=True))
    for kind, found in by_kind.items():
        needing = set(_needing[kind](found)) if kind in _needing else set()
        if _is_sealed(kind):
            people = _people(kind, found)
            yield from (_Target(key, kind, key, people.get(key)) for key in found)
        else:
            yield from (_Target(key, kind, key) for key in found if key in bound or key in needing)
    rest = [key for key in keys if key not in kinds]
    for row in Attachment.objects.filter(pk__in=rest).select_related("record") if rest else ():
        if _is_sealed(row.record.kind) or Consent.objects.filter(file=row.pk).exists():
            yield _Target(row.pk, row.record.kind, row.record_id, _people(row.record.kind, [row.record_id]).get(row.record_id), is_file=True)


def _is_sealed(kind: str) -> bool:
    try:
        return issubclass(apps.get_model(kind), SealedRecordBase)
    except LookupError:
        return True


def _people(kind: str, keys: list[UUID]) -> dict[UUID, UUID]:
    if kind == Statement._meta.label_lower:
        return {key: person for key, person in Statement.objects.filter(pk__in=keys).values_list("pk", "person") if person}
    if kind == Consent._meta.label_lower:
        rows = Consent.objects.filter(pk__in=keys).values_list("pk", "person", "statement__person")
        return {key: person or told_by for key, person, told_by in rows if person or told_by}
    return {key: key for key in keys} if kind == ProtectedPerson._meta.label_lower else {}


def _visible(targets: Iterable[_Target], reader: Account | None) -> set[UUID]:
    """Return the things that exist for the reader."""
    by_kind: dict[str, list[_Target]] = defaultdict(list)
    for target in targets:
        by_kind[target.model].append(target)
    seen: set[UUID] = set()
    for kind, found in by_kind.items():
        model: Any = apps.get_model(kind)
        owners = list({target.owner for target in found})
        known: set[UUID] = set()
        for at in range(0, len(owners), PORTION):
            known |= set(model.objects.visible_to(reader).filter(pk__in=owners[at : at + PORTION]).values_list("pk", flat=True))
        seen |= {target.key for target in found if target.owner in known}
    return seen


def _consents(targets: list[_Target], reader: Account | None) -> tuple[dict[UUID, list[Consent]], dict[UUID, list[Consent]]]:
    """Return the consents the reader may know of: by the thing they were given for, and the general ones by person."""
    by_thing: dict[UUID, list[Consent]] = defaultdict(list)
    by_person: dict[UUID, list[Consent]] = defaultdict(list)
    things = [target.key for target in targets]
    people = list({target.person for target in targets if target.person})
    rows = Consent.objects.visible_to(reader).select_related("record", "subject").prefetch_related("replaced_by").order_by("-given_from", "code")
    for at in range(0, max(len(things), len(people)), PORTION):
        some, persons = things[at : at + PORTION], people[at : at + PORTION]
        general = Q(person__in=persons, statement=None, about=None, file=None)
        for row in rows.filter(Q(statement__in=some) | Q(about__in=some) | Q(file__in=some) | general):
            thing = row.file or row.statement_id or row.about_id
            if thing is not None:
                by_thing[thing].append(row)
            elif row.person_id is not None:
                by_person[row.person_id].append(row)
    return by_thing, by_person


# ------------------------------------------------------------------ what a consent says


def _answer(target: _Target, consents: list[Consent], wanted: Wanted, all_withdrawn_at: datetime | None) -> Answer:
    if wanted.purpose == Purpose.OFFICE:
        return Answer(False, "purpose", (_("The office’s own work stays within the house."),))
    refused: list[tuple[str, Promise | str, UUID]] = []
    for consent in consents:
        problem = _problem(consent, target, wanted, all_withdrawn_at)
        if problem is None:
            return Answer(True, "given", (_allowed(consent),), consent.pk)
        refused.append((*problem, consent.pk))
    if not refused:
        return NONE
    refused.sort(key=lambda one: _NEAREST.index(one[0]))
    reasons = dict.fromkeys(reason for _code, reason, _key in refused)
    return Answer(False, refused[0][0], tuple(reasons)[:4], refused[0][2])


_NEAREST = (
    "form", "voice", "picture", "audience", "purpose", "child", "to_confirm", "not_yet", "expired", "withdrawn", "replaced", "erased"
)
"""Reasons by how near a consent came; the nearest is said first."""


def _problem(consent: Consent, target: _Target, wanted: Wanted, all_withdrawn_at: datetime | None) -> tuple[str, Promise | str] | None:
    """Return why a consent does not allow what is wanted, or None."""
    assert wanted.on is not None
    state = state_of(consent, wanted.on, all_withdrawn_at=all_withdrawn_at)
    if state not in HOLDING:
        return _not_holding(consent, state)
    if consent.is_child and not (consent.guardian_agreed and consent.child_agreed):
        return "child", _("For a child its guardian and the child itself must agree; one of them is missing.")
    if wanted.purpose not in consent.purposes:
        return "purpose", words(_("Consent was not given for: %(purpose)s. It was given for: %(given)s."), purpose=_label(ConsentPurpose, wanted.purpose), given=_list(ConsentPurpose, consent.purposes))
    if wanted.audience not in consent.audiences and Audience.PUBLIC not in consent.audiences:
        return "audience", words(_("It may not be shown to: %(audience)s. It may be shown to: %(given)s."), audience=_label(ConsentAudience, wanted.audience), given=_list(ConsentAudience, consent.audiences))
    if (target.is_file or target.model in PICTURES) and consent.hides_picture and wanted.identity_form not in (IdentityForm.NO_PICTURE, IdentityForm.ABSENT):
        return "picture", _("No picture of her or him may be shown.")
    if target.is_file and consent.alters_voice and wanted.identity_form not in (IdentityForm.VOICE_ALTERED, IdentityForm.ABSENT):
        return "voice", _("The voice must be altered.")
    if wanted.identity_form in (IdentityForm.VOICE_ALTERED, IdentityForm.NO_PICTURE):
        return None
    if wanted.identity_form not in COVERED[consent.identity]:
        return "form", words(_("She or he may not appear as: %(form)s. At most: %(given)s."), form=_label(IdentityForm, wanted.identity_form), given=_label(IdentityForm, consent.identity))
    return None


def _not_holding(consent: Consent, state: State) -> tuple[str, Promise | str]:
    if state == State.WITHDRAWN:
        return "withdrawn", _("Consent was withdrawn.")
    if state == State.EXPIRED:
        return "expired", words(_("Consent ran out on %(day)s."), day=consent.ends_on)
    if state == State.NOT_YET:
        return "not_yet", words(_("Consent holds only from %(day)s."), day=consent.starts_on or consent.given_from)
    if state == State.WAITING:
        return "to_confirm", _("A second person has to confirm this consent first.")
    if state == State.REPLACED:
        return "replaced", _("A newer consent took its place.")
    return "erased", _("The person’s keys were destroyed.")


def _allowed(consent: Consent) -> Promise:
    if consent.ends_on is not None:
        return words(_("Consent %(code)s allows it until %(day)s."), code=consent.code, day=consent.ends_on)
    return words(_("Consent %(code)s allows it until it is withdrawn."), code=consent.code)


def _label(options: Any, value: str) -> Any:
    return dict(options.choices).get(value, value)


_list: Any = lazy(lambda options, values: ", ".join(str(_label(options, value)) for value in values) or "—", str)
