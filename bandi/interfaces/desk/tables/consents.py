"""Consents, the words they were given on, and what is to be done after one was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Approval, Decision
from bandi.foundation.audit import clock
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.filters import as_id, by_compartment, by_record, in_words
from bandi.interfaces.desk.reading import Reader, Shown
from bandi.interfaces.desk.tables.description import Column, Filter, Group, ListOf, PartOf, TypedDate
from bandi.register.people.consents import states
from bandi.register.people.consents.acting import give_consent, next_code
from bandi.register.people.models import Consent, ConsentTask, ConsentText, ProtectedPerson, Statement
from bandi.register.people.models.consent import ConsentPurpose

COPIED = ("person", "statement", "about", "file", "purposes", "audiences", "identity", "alters_voice", "hides_picture", "language", "text", "taken_by", "is_child")
"""What a renewed consent begins with; the days, the words and the agreement itself are asked anew."""


def today_of(reader: Reader) -> date:
    """Return the day of the house, asked once for a page."""
    day: date = reader.once("day of the house", clock.today)
    return day


def state_of(row: Consent, reader: Reader) -> states.State:
    """Return in which state a consent is, at the same cost for one and for fifty."""
    gone = reader.once("withdrawn", lambda: states.withdrawn_for(_people()))
    confirmed = reader.once("confirmed consents", _confirmed)
    person = row.person_id or (row.statement.person_id if row.statement else None)
    return states.state_of(row, today_of(reader), all_withdrawn_at=gone.get(person), confirmed=confirmed)


def _people() -> list[Any]:
    rows = Consent.objects.filter(withdraws_all=True).values_list("person", "statement__person")
    return [person or told_by for person, told_by in rows if person or told_by]


def _confirmed() -> set[str]:
    rows = Approval.objects.filter(kind=states.KIND, decision=Decision.APPROVED).values_list("subjects", flat=True)
    return {key for subjects in rows for key in subjects}


def state(row: Any, reader: Reader) -> Shown:
    """In which state it is today."""
    return Shown(str(state_of(row, reader).label))


def about(row: Any, reader: Reader) -> Shown:
    """What it is about: the statement, the record or the person, by the code that everybody who sees the consent may know."""
    if row.statement_id:
        shown = reader.value(row, "statement")
        return shown if shown.text else Shown(row.statement.code)
    if row.about_id:
        return Shown(str(_("another record")) if not reader.sees_spine(row.about) else str(row.about.label.in_language(reader.language)))
    shown = reader.value(row, "person")
    return shown if shown.text or row.person is None else Shown(row.person.code)


def person(row: Any, reader: Reader) -> Shown:
    """The person, whose page exists for members of her compartment alone."""
    if row.person is None:
        return Shown()
    return Shown(row.person.code, url=url_of(row.person)) if reader.sees(row.person) else Shown(row.person.code)


def _states() -> list[tuple[str, Any, Q]]:
    day = clock.today()
    return [
        ("holds", _("holds"), states.holding(day)), ("to_renew", _("to be renewed"), states.to_renew(day)), ("expired", _("expired"), states.expired(day)),
        ("withdrawn", _("withdrawn"), Q(withdrawn_at__isnull=False)), ("limited", _("limited"), Q(limited_at__isnull=False, withdrawn_at__isnull=True)),
        ("undone", _("withdrawn, tasks open"), Q(withdrawn_at__isnull=False, tasks__done_on__isnull=True, tasks__isnull=False)),
    ]  # fmt: skip


def _purpose(rows: Any, value: str, reader: Reader) -> Any:
    return rows.filter(purposes__icontains=f'"{value}"') if value in ConsentPurpose.values else rows.none()


BY_PURPOSE = Filter("purpose", _("For"), lambda reader: [(key, str(words)) for key, words in ConsentPurpose.choices], _purpose, is_first=True)


def _with_consent(lookup: str) -> Any:
    def options() -> list[tuple[str, Any, Q]]:
        held = Consent.objects.filter(states.holding(clock.today()), is_removed=False)
        has = Q(pk__in=held.filter(**{f"{lookup}__isnull": False}).values(lookup))
        if lookup == "statement":
            general = held.filter(statement=None, about=None, file=None, person__isnull=False).values("person")
            own = Consent.objects.filter(statement__isnull=False, is_removed=False).values("statement")
            has |= Q(person__in=general) & ~Q(pk__in=own)
        return [("missing", _("missing"), ~has), ("there", _("there"), has)]

    return options


CONSENTED_PEOPLE = in_words("consent", _("Consent"), _with_consent("person"))
CONSENTED_STATEMENTS = in_words("consent", _("Consent"), _with_consent("statement"))


def begun(asked: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """Return what a new consent begins with: the code, and of one that is renewed what it allowed."""
    found: dict[str, Any] = {}
    visible = Consent.objects.visible_to(reader.account)
    old = visible.filter(pk=as_id(asked.get("replaces", ""))).first() if as_id(asked.get("replaces", "")) else None
    if old is not None:
        found = {name: getattr(old, Consent._meta.get_field(name).attname) for name in COPIED}
    said = _named(ProtectedPerson, found.get("person") or as_id(asked.get("person", "")), reader)
    told = _named(Statement, found.get("statement") or as_id(asked.get("statement", "")), reader)
    newest = ConsentText.objects.in_use().order_by("-number").first()
    found.setdefault("text", None)
    found["text"] = newest.pk if newest is not None else found["text"]
    of = told or said or old
    return {**found, **({"code": next_code(of.code)} if of is not None else {}), "given_on": today_of(reader).isoformat()}


def _named(model: Any, key: Any, reader: Reader) -> Any:
    return model.objects.visible_to(reader.account).filter(pk=key).first() if key else None


TASKS = PartOf(
    "consent-tasks", ConsentTask, _("What is to be done"), _("task"), ("kind", "owner", "due_on", "done_on", "outcome"), ("kind", "owner", "due_on", "done_on", "outcome"),
    "check", _("What follows from a withdrawal: who asks whom, until when, and what came of it."),
)  # fmt: skip

CONSENTS = ListOf(
    key="consents", model=Consent, title=_("Consents"), one=_("consent"), new=_("New consent"), icon="check", area="protected",
    hint=_("What a person allowed: for what, before whom, under which name, until when. Without a consent nothing of hers leaves the house."),
    columns=(
        Column("code", sort="code", is_main=True), Column("of", label=_("About"), read=about), Column("state", label=_("State"), read=state),
        Column("purposes", label=_("For")), Column("audiences", label=_("May be shown to"), is_minor=True),
        Column("identity", label=_("Name"), is_minor=True), Column("ends_on", label=_("Until"), sort="ends_on", kind="date"),
        Column("given_on", label=_("Given"), sort="given_from", is_minor=True), Column("compartment", is_minor=True),
        Column("person", read=person, label=_("Person"), is_minor=True),
    ),
    default_sort="-given_on", brief=("code", "of", "state", "purposes", "ends_on"),
    filters=(
        in_words("state", _("State"), _states, is_first=True), BY_PURPOSE, by_compartment(),
        by_record("person", _("Person"), ProtectedPerson, order="code"),
    ),
    groups=(
        Group(_("About"), ("code", "person", "statement", "about", "file", "replaces")),
        Group(_("What is allowed"), ("purposes", "audiences", "identity", "alters_voice", "hides_picture", "period", "ask_again_on", "conditions")),
        Group(_("How it was given"), ("given_on", "given", "language", "text", "taken_by", "place", "interpreter", "witness")),
        Group(_("For a child"), ("is_child", "guardian_agreed", "guardian", "child_agreed", "assent")),
    ),
    search=("code",), needs=("compartment", "person", "statement", "about", "subject", "record"), many=("replaced_by",),
    parts=(TASKS,), dates=(TypedDate("given_on", "given_from", "given_until"), TypedDate("period", "starts_on", "ends_on")),
    make=give_consent, start=begun,
)  # fmt: skip

CONSENT_TEXTS = ListOf(
    key="consent-texts", model=ConsentText, title=_("Consent texts"), one=_("consent text"), new=_("New consent text"), icon="publications", area="protected",
    hint=_("The words that are read aloud and explained before somebody consents, in plain language. Once somebody agreed to a version it stays as it was."),
    columns=(
        Column("title", label=_("Title"), is_main=True), Column("number", sort="number", kind="number"), Column("used_from", kind="date", sort="used_from"),
    ),
    default_sort="-number", brief=("number", "used_from"), filters=(),
    groups=(
        Group(_("Version"), ("title", "number", "used_from")), Group(_("Read aloud to everybody"), ("body",)), Group(_("Read aloud to a child"), ("child",)),
    ),
    search=("title_en", "title_ko"), spares=("body_en", "body_ko", "child_en", "child_ko"), related=(),
)  # fmt: skip
