"""Consents: what a protected person allowed us to do with what she told us, for whom, in which form, until when.

What decides (purposes, audiences, form, period, withdrawal) stands open in the row, so that the gate can decide without any key; the row
exists only for those who belong to the compartment. What tells of the person (who is the guardian, where it was given, in whose
presence, on which conditions) is sealed under the person's own keys, and is erased with her.

A state is never stored: it follows from these facts and the day (`consents.states`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.clearance import compartments_of
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.audit import clock
from bandi.foundation.records.choices import ChoiceList
from bandi.foundation.records.models import Assignment, PartBase, Record, RecordBase, SealedQuerySet, SealedRecordBase
from bandi.foundation.records.release import CONSENTED, Audience, IdentityForm
from bandi.foundation.reference.dates import DateError, DateSpan, Precision
from bandi.foundation.reference.texts import Bilingual
from bandi.foundation.vault.fields import SealedText
from bandi.foundation.vault.models import Subject
from bandi.register.people.models.person import Person
from bandi.register.people.models.protected import ProtectedPerson, Statement

RENEW_DAYS = 60
"""So long before its end a consent is to be renewed."""
ASK_AGAIN_YEARS = 3
"""A consent without an end is asked for again after so many years."""
FORMS = (
    IdentityForm.FULL, IdentityForm.FIRST_NAME, IdentityForm.SURNAME, IdentityForm.MASKED, IdentityForm.PSEUDONYM, IdentityForm.CODE,
    IdentityForm.ABSENT,
)  # fmt: skip
"""The forms of a name, the most open first. A voice and a picture are asked for apart."""
NARROWING = {"purposes", "audiences", "identity", "alters_voice", "hides_picture", "starts_on", "ends_on"}
EXACT = {Precision.DAY, Precision.RANGE, Precision.MONTH, Precision.YEAR, Precision.BEFORE, Precision.UNKNOWN}

ConsentPurpose = models.TextChoices("ConsentPurpose", [(one.name, (one.value, one.label)) for one in CONSENTED])  # type: ignore[misc]
ConsentAudience = models.TextChoices(  # type: ignore[misc]
    "ConsentAudience", [(one.name, (one.value, one.label)) for one in Audience if one is not Audience.INTERNAL]
)


class Given(models.TextChoices):
    """How consent was given."""

    SIGNED = "signed", _("signed on paper")
    RECORDED = "recorded", _("recorded in sound or picture")
    SPOKEN = "spoken", _("spoken before a witness")


class ConsentQuerySet(SealedQuerySet):
    """Queries over consents."""

    def known_to(self, account: Account | None) -> Self:
        """As every sealed record; whoever is assigned to what a consent is about is assigned to the consent."""
        if account is None:
            return self.all()
        if not account.may(Permission.RECORDS_READ):
            return self.none()
        rows = self.filter(compartment__in=compartments_of(account))
        assigned = Assignment.objects.now().filter(account=account).values("record")
        named = Q(statement__in=assigned) | Q(about__in=assigned) | Q(person__in=assigned, statement=None, about=None)
        return rows.filter(Q(compartment__needs_assignment=False) | Q(record__in=assigned) | named)


class ConsentText(RecordBase):
    """The words that are read aloud and explained before somebody consents, in a version that never changes once somebody agreed to it.

    body, child: paragraphs, separated by empty lines; `child` says the same to a child.
    """

    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("version"), unique=True)
    used_from = models.DateField(_("used from"), null=True, blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    body_ko = models.TextField(_("text in Korean"), blank=True)
    child_en = models.TextField(_("for a child in English"), blank=True)
    child_ko = models.TextField(_("for a child in Korean"), blank=True)
    title = Bilingual("title")
    body = Bilingual("body")
    child = Bilingual("child")

    class Meta:
        ordering = ["-number"]
        constraints = [models.CheckConstraint(condition=~Q(body_en="") | ~Q(body_ko=""), name="consent_text_says_something")]

    def labels(self) -> tuple[str, str]:
        return f"{self.title_en or self.title_ko} ({self.number})", f"{self.title_ko or self.title_en} ({self.number})"


class Consent(SealedRecordBase):
    """That a person allowed something, or no longer does.

    person:     about whom; statement, about, file: where given for one thing of hers alone (a statement; any other record; an attachment).
    identity:   the most open form of her name. alters_voice, hides_picture: conditions for recordings and pictures.
    period:     EDTF with both ends as exact as days can be; no end: until she withdraws it. starts_on, ends_on are kept in step.
    limited_at: when it was last made narrower. withdrawn_at: when that was entered; it holds from then on, whatever the clock says.
    withdraws_all: she took back everything, not this consent alone: nothing given before that moment counts any more.
    replaces:   an earlier one that ended when this one was given.
    """

    code = models.CharField(
        _("code"), max_length=40, unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9가-힣][\w.\-]*$", _("Letters, digits, hyphens and dots, such as C-2024-017."))],
    )  # fmt: skip
    person = models.ForeignKey(ProtectedPerson, verbose_name=_("person"), null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    statement = models.ForeignKey(Statement, verbose_name=_("statement"), null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    about = models.ForeignKey(Record, verbose_name=_("another record"), null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    file = models.UUIDField(_("file"), null=True, blank=True)
    purposes = ChoiceList(_("for"), options=ConsentPurpose, blank=False)
    audiences = ChoiceList(_("may be shown to"), options=ConsentAudience, blank=False)
    identity = models.CharField(_("her or his name"), max_length=20, choices=[(one.value, one.label) for one in FORMS], default=IdentityForm.ABSENT)
    alters_voice = models.BooleanField(_("only with the voice altered"), default=False)
    hides_picture = models.BooleanField(_("no picture"), default=True)
    given_on = models.CharField(_("consented on"), max_length=60)
    given_from = models.DateField(null=True, blank=True, editable=False)
    given_until = models.DateField(null=True, blank=True, editable=False)
    period = models.CharField(_("valid"), max_length=60, blank=True, help_text=_("2024-05-16/2027-05-15; left empty, until it is withdrawn."))
    starts_on = models.DateField(null=True, blank=True, editable=False)
    ends_on = models.DateField(null=True, blank=True, editable=False)
    ask_again_on = models.DateField(_("ask again on"), null=True, blank=True, help_text=_("For a child at the latest in the year in which she or he comes of age."))
    given = models.CharField(_("how it was given"), max_length=10, choices=Given.choices, default=Given.SIGNED)
    language = models.CharField(_("language of the talk"), max_length=40)
    text = models.ForeignKey(ConsentText, verbose_name=_("text that was explained"), null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    taken_by = models.ForeignKey(Person, verbose_name=_("taken by"), null=True, blank=True, on_delete=models.PROTECT, related_name="consents_taken")
    witness = SealedText(_("witness"), longest=400, is_long=False)
    interpreter = SealedText(_("interpreter"), longest=400, is_long=False)
    place = SealedText(_("where"), longest=400, is_long=False)
    conditions = SealedText(_("conditions in her or his own words"), longest=4_000)
    is_child = models.BooleanField(_("a child at that time"), default=False)
    guardian_agreed = models.BooleanField(_("the guardian agreed"), default=False)
    guardian = SealedText(_("guardian: name and relation"), longest=400, is_long=False)
    child_agreed = models.BooleanField(_("the child agreed in its own words"), null=True, blank=True)
    assent = SealedText(_("what the child said"), longest=4_000)
    replaces = models.ForeignKey("self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    limited_at = models.DateTimeField(_("limited"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdraws_all = models.BooleanField(default=False, editable=False)
    withdrawal = SealedText(_("what was said when it was withdrawn"), longest=4_000)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_from", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="consent_has_a_code"),
            models.CheckConstraint(condition=Q(person__isnull=False) | Q(statement__isnull=False) | Q(about__isnull=False), name="consent_is_about_something"),
            models.CheckConstraint(condition=Q(withdrawn_at__isnull=False) | Q(withdraws_all=False), name="consent_withdrawn_before_all"),
        ]
        indexes = [
            models.Index(fields=["ends_on"], name="consent_by_end"),
            models.Index(fields=["withdrawn_at"], name="consent_by_withdrawal"),
            models.Index(fields=["given_from"], name="consent_by_day"),
        ]

    def labels(self) -> tuple[str, str]:
        return self.code, self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row; one that becomes narrower than it was given counts as limited from now on."""
        written = kwargs.get("update_fields")
        if written is not None and NARROWING & set(written):
            self.limited_at = clock.moment()
            kwargs["update_fields"] = [*written, "limited_at"]
        super().save(*args, **kwargs)

    def stands_under(self) -> Subject | None:
        """The keys of what it is about: the statement's, another sealed record's, else the person's."""
        if self.statement_id:
            return self.statement.subject if self.statement else None
        about = _sealed(self.about) if self.about_id else None
        if about is not None:
            return about.subject
        return self.person.subject if self.person else None

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        if self.statement and self.person_id and self.statement.person_id not in (None, self.person_id):
            problems["statement"] = _("This statement was told by somebody else.")
        if not (self.person_id or self.statement_id or self.about_id):
            problems["person"] = _("Say about whom, or about which statement.")
        if sum(1 for one in (self.statement_id, self.about_id, self.file) if one) > 1:
            problems["statement"] = _("Give one consent for each thing: a statement, or another record, or a file.")
        problems |= self._dates()
        if self.child_agreed is False and not self.is_child:
            problems["child_agreed"] = _("Say that it is a child, or leave this open.")
        if problems:
            raise ValidationError(problems)

    def _dates(self) -> dict[str, Any]:
        problems: dict[str, Any] = {}
        for name, starts, ends in (("given_on", "given_from", "given_until"), ("period", "starts_on", "ends_on")):
            try:
                span = DateSpan.parse(getattr(self, name))
            except DateError:
                problems[name] = _("Write days such as 2024-05-16, or 2024-05-16/2027-05-15.")
                continue
            if name == "period" and span.precision not in EXACT:
                problems[name] = _("Write a period that leaves no doubt: 2024-05-16/2027-05-15, or 2024-05-16/.. where no end was agreed.")
            setattr(self, starts, span.starts_on)
            setattr(self, ends, span.ends_on)
        if not problems.get("given_on") and self.given_from is None:
            problems["given_on"] = _("Say on which day it was given.")
        elif self.given_from is not None and self.given_from > clock.today():
            problems["given_on"] = _("This day has not come yet.")
        return problems

    @property
    def renew_on(self) -> Any:
        """The day from which it is to be renewed: as agreed, some weeks before its end, or some years after it was given."""
        days = [self.ask_again_on] if self.ask_again_on else []
        if self.ends_on:
            days.append(self.ends_on - timedelta(days=RENEW_DAYS))
        elif self.given_from and not self.ask_again_on:
            days.append(_years_later(self.given_from, ASK_AGAIN_YEARS))
        return min(days, default=None)


class ConsentTask(PartBase):
    """Something to be done after a consent was withdrawn: by whom, until when, what became of it. It says nothing of the person.

    receipt, used_in: what left, or the record in which it still stands (plain ids).
    """

    OWNER = "consent"

    class Kind(models.TextChoices):
        LEAVE_OUT = "leave_out", _("take it out of the draft")
        TAKE_DOWN = "take_down", _("take it down, and the copies on our own pages")
        ASK_TO_DELETE = "ask_to_delete", _("ask who received it to delete it, and to confirm")
        ASK_TO_REDACT = "ask_to_redact", _("ask the UN body to withhold or to redact it")
        TELL_COUNSEL = "tell_counsel", _("tell counsel; the court decides")
        LEAVE_OUT_NEXT = "leave_out_next", _("leave it out of the next printing and of the file on the web")
        TELL_PERSON = "tell_person", _("tell her or him what was taken back and what could not be")

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        IN_PART = "in_part", _("done in part")
        REFUSED = "refused", _("refused by who has it")
        IMPOSSIBLE = "impossible", _("not possible")

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(_("what is to be done"), max_length=20, choices=Kind.choices)
    receipt = models.UUIDField(null=True, blank=True, editable=False)
    used_in = models.UUIDField(null=True, blank=True, editable=False)
    owner = models.ForeignKey(Person, verbose_name=_("who sees to it"), null=True, blank=True, on_delete=models.PROTECT, related_name="consent_tasks")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome.choices, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["done_on", "due_on"], name="consent_task_open")]


def _sealed(spine: Record | None) -> Any:
    from django.apps import apps

    if spine is None:
        return None
    model = apps.get_model(spine.kind)
    return model._default_manager.filter(pk=spine.pk).first() if issubclass(model, SealedRecordBase) else None


def _years_later(day: Any, years: int) -> Any:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
