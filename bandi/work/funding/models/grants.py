"""Grants, and what is owed to their funders."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase, RecordQuerySet
from bandi.foundation.reference.dates import DateSpan, Precision
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity
from bandi.register.people.models import Organisation, Person
from bandi.work.funding.models.belonging import BelongingQuerySet, refuse_less_protected

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Write the currency as its three letters, such as KRW or USD."))
NOT_NEGATIVE = MinValueValidator(Decimal(0))


class GrantState(models.TextChoices):
    """Where a grant stands."""

    APPLIED = "applied", _("applied for")
    AWARDED = "awarded", _("awarded")
    RUNNING = "running", _("running")
    REPORTED = "reported", _("reported")
    CLOSED = "closed", _("closed and settled")
    REFUSED = "refused", _("not granted")


HELD = (GrantState.AWARDED, GrantState.RUNNING, GrantState.REPORTED, GrantState.CLOSED)


class GrantQuerySet(RecordQuerySet):
    """Queries of grants."""

    def held(self) -> GrantQuerySet:
        """Those that were given to us: neither only applied for nor refused."""
        return self.filter(state__in=HELD)


class Grant(RecordBase):
    """Money that an organisation gives us for a purpose and a time.

    funder:     an organisation of the register. reference: the funder's own number of the grant.
    amount:     in whole units of its currency; empty where it is not known.
    when:       the period it pays for, as EDTF text; starts_on and ends_on follow it.
    applied_on, decided_on: when we asked, when the funder answered.
    activities: what it pays for. meetings: activities at which we met the funder about it.
    """

    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    funder = models.ForeignKey(Organisation, verbose_name=_("funder"), on_delete=models.PROTECT, related_name="grants")
    reference = models.CharField(_("reference of the funder"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=GrantState.choices, default=GrantState.APPLIED)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE])
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    when = models.CharField(_("period"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True, db_index=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(max_length=14, default=Precision.UNKNOWN, choices=[(p.value, p.value) for p in Precision])
    applied_on = models.DateField(_("applied on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    owner = models.ForeignKey(Person, verbose_name=_("who sees to it"), null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    address = models.URLField(_("web address"), max_length=600, blank=True)
    note = models.TextField(_("note"), blank=True)
    activities = models.ManyToManyField(Activity, verbose_name=_("activities it pays for"), blank=True, related_name="grants")
    meetings = models.ManyToManyField(Activity, verbose_name=_("meetings with the funder"), blank=True, related_name="grants_met")
    title = Bilingual("title")

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title_en"]
        constraints = [
            models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="grant_has_a_title"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | ~Q(currency=""), name="grant_has_a_currency"),
            models.CheckConstraint(
                condition=Q(applied_on__isnull=True) | Q(decided_on__isnull=True) | Q(decided_on__gte=F("applied_on")), name="grant_decided_after_applied"
            ),
        ]

    @property
    def span(self) -> DateSpan:
        """The period it pays for, as a span."""
        return DateSpan(self.starts_on, self.ends_on, Precision(self.precision), self.when)

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko


class ReportingDuty(RecordBase):
    """Something that we owe the funder of a grant by a day: a report, an audit, a meeting.

    sent_on, accepted_on: when it went out, when the funder took it. The paper itself is a file of the record, or stands at `address`.
    """

    BELONGS_TO = ("grant",)

    class Kind(models.TextChoices):
        NARRATIVE = "narrative", _("narrative report")
        FINANCIAL = "financial", _("financial report")
        MEETING = "meeting", _("meeting")
        AUDIT = "audit", _("audit")

    grant = models.ForeignKey(Grant, verbose_name=_("grant"), on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices, default=Kind.NARRATIVE)
    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True, db_index=True)
    owner = models.ForeignKey(Person, verbose_name=_("who sees to it"), null=True, blank=True, on_delete=models.PROTECT, related_name="reporting_duties")
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    address = models.URLField(_("where the paper is"), max_length=600, blank=True, help_text=_("A web address. A file can be attached on the page of the report."))
    note = models.TextField(_("note"), blank=True)
    title = Bilingual("title")

    objects = BelongingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="reporting_duty_has_a_title"),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | (Q(sent_on__isnull=False) & Q(accepted_on__gte=F("sent_on"))), name="reporting_duty_sent_before_accepted"
            ),
        ]
        indexes = [models.Index(fields=["sent_on", "due_on"], name="reporting_duty_open_by_due")]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko

    def clean(self) -> None:
        """Raises: ValidationError when the grant is protected and this is not."""
        refuse_less_protected(self)

    @property
    def days_late(self) -> int | None:
        """Days between the day it was due and the day it was sent: negative when it was early, None while either is not known."""
        return (self.sent_on - self.due_on).days if self.sent_on and self.due_on else None
