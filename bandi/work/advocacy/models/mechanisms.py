"""Mechanisms that can be addressed: their rules, the people in office, their sessions, and the days by which something is due.

Procedures change. Everything here is data with a day from which it holds; nothing of it is in the code.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase, RecordQuerySet
from bandi.foundation.reference.dates import DateSpan, Precision
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.register.people.models import Organisation, Person


class Mechanism(RecordBase):
    """A body or procedure that can be addressed: a review, a mandate, a committee, a ministry, a court.

    kind:          term of `mechanism_kind`. organisation: the body it belongs to, where that is a record of its own.
    response_days: how long it, or the government it writes to, has for an answer; null where no rule says so.
    since, until:  EDTF texts, the term of the mandate; an empty until means that it goes on.
    """

    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=300, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    kind = models.ForeignKey(Term, verbose_name=_("kind"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("body"), null=True, blank=True, on_delete=models.PROTECT, related_name="mechanisms"
    )
    mandate_en = models.TextField(_("what it does, in English"), blank=True)
    mandate_ko = models.TextField(_("what it does, in Korean"), blank=True)
    how_en = models.TextField(_("how to address it, in English"), blank=True)
    how_ko = models.TextField(_("how to address it, in Korean"), blank=True)
    response_days = models.PositiveIntegerField(_("days for an answer"), null=True, blank=True)
    since = models.CharField(_("since"), max_length=30, blank=True)
    until = models.CharField(_("until"), max_length=30, blank=True)
    address = models.URLField(_("web address"), max_length=600, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_confirmed = models.BooleanField(_("confirmed at the source"), default=False)
    name = Bilingual("name")
    mandate = Bilingual("mandate")
    how = Bilingual("how")

    class Meta:
        ordering = ["name_en"]
        constraints = [models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="mechanism_has_a_name")]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko


class FormRule(PartBase):
    """What a mechanism accepts: how many words, in which file, and since when the rule holds.

    form:     word of `submission_form` (individual, joint, written_statement …). language: empty for all languages.
    counts_notes: whether notes and annexes are counted into the limit.
    """

    OWNER = "mechanism"

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="rules")
    form = models.CharField(_("form of the text"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True, choices=[("en", _("English")), ("ko", _("Korean"))])
    words = models.PositiveIntegerField(_("most words"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("most pages"), null=True, blank=True)
    counts_notes = models.BooleanField(_("notes are counted"), default=False)
    file_format = models.CharField(_("file"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_confirmed = models.BooleanField(_("confirmed at the source"), default=False)
    note = models.CharField(_("note"), max_length=400, blank=True)
    note_ko = models.CharField(_("note in Korean"), max_length=400, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["form", "language", "-valid_from", "order"]

    def holds_on(self, day: date) -> bool:
        """Return whether the rule was in force on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_until is None or day <= self.valid_until)


class Office(PartBase):
    """Somebody in office at a mechanism, from when until when (EDTF texts; an empty until means now)."""

    OWNER = "mechanism"

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="offices")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="offices")
    role_en = models.CharField(_("office in English"), max_length=300, blank=True)
    role_ko = models.CharField(_("office in Korean"), max_length=300, blank=True)
    since = models.CharField(_("since"), max_length=30, blank=True)
    until = models.CharField(_("until"), max_length=30, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)
    role = Bilingual("role")

    class Meta:
        ordering = ["order", "since"]


class MechanismSession(RecordBase):
    """A session of a mechanism, or the review of one State in it.

    number: of the session; cycle: of the review. subject: whom or what it is about ("China").
    when:   EDTF text; starts_on and ends_on follow it.
    """

    mechanism = models.ForeignKey(Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    cycle = models.PositiveIntegerField(_("cycle"), null=True, blank=True)
    subject_en = models.CharField(_("about, in English"), max_length=300, blank=True)
    subject_ko = models.CharField(_("about, in Korean"), max_length=300, blank=True)
    when = models.CharField(_("date"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True, db_index=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(max_length=14, default=Precision.UNKNOWN, choices=[(p.value, p.value) for p in Precision])
    place = models.CharField(_("place"), max_length=200, blank=True)
    is_confirmed = models.BooleanField(_("confirmed at the source"), default=False)
    note = models.CharField(_("note"), max_length=400, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    subject = Bilingual("subject")

    class Meta:
        ordering = ["-starts_on"]

    @property
    def span(self) -> DateSpan:
        """When it is, as a span."""
        return DateSpan(self.starts_on, self.ends_on, Precision(self.precision), self.when)

    def labels(self) -> tuple[str, str]:
        name, name_ko = self.mechanism.abbreviation or self.mechanism.name_en, self.mechanism.name_ko
        english = ", ".join(part for part in (f"{name} {self.number}" if self.number else name, self.subject_en) if part)
        korean = ", ".join(part for part in (f"{name_ko or name} 제{self.number}차" if self.number else name_ko, self.subject_ko) if part)
        return english, korean if name_ko else ""


class DaysBefore(Func):
    """The day that lies a number of days before another, as each database writes it."""

    output_field = models.DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="date(%(expressions)s || ' days')", arg_joiner=", '-' || ", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **context)


class DeadlineQuerySet(RecordQuerySet):
    """Queries of deadlines."""

    def with_day(self) -> DeadlineQuerySet:
        """Give each row `day`: the one that was announced, otherwise the one counted back from its session."""
        counted = DaysBefore(F("session__starts_on"), F("days_before"))
        return self.annotate(day=Coalesce("due_on", counted, output_field=models.DateField()))

    def waiting(self) -> DeadlineQuerySet:
        """Those that nobody has closed."""
        return self.filter(closed_on__isnull=True)


class Deadline(RecordBase):
    """A day by which something is due: an input, a registration, a comment on a reply.

    due_on:      as it was announced. days_before: days before the session begins, used while nothing is announced;
                 such a day is an estimate and is shown as one.
    kind:        word of `deadline_kind`. closed_on: when it was met or given up.
    """

    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), null=True, blank=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    session = models.ForeignKey(
        MechanismSession, verbose_name=_("session"), null=True, blank=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True, db_index=True)
    days_before = models.PositiveIntegerField(_("days before the session"), null=True, blank=True)
    owner = models.ForeignKey(Person, verbose_name=_("who sees to it"), null=True, blank=True, on_delete=models.PROTECT, related_name="deadlines")
    closed_on = models.DateField(_("done on"), null=True, blank=True)
    address = models.URLField(_("web address"), max_length=600, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    title = Bilingual("title")

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="deadline_has_a_title")]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko

    def clean(self) -> None:
        """Raises: ValidationError when neither a day nor a session to count back from is given."""
        if self.due_on is None and (self.session_id is None or self.days_before is None):
            raise ValidationError({"due_on": _now("Give the day, or a session and how many days before it.")})

    @property
    def falls_on(self) -> date | None:
        """The day it is due: as announced, otherwise counted back from the session; None while the session has no day."""
        if self.due_on is not None:
            return self.due_on
        starts_on = self.session.starts_on if self.session else None
        return starts_on - timedelta(days=self.days_before) if starts_on and self.days_before is not None else None

    @property
    def is_estimate(self) -> bool:
        """Whether the day was counted back and not announced."""
        return self.due_on is None
