"""Volunteers by code, the calls they answer, their shifts, and who came.

Hours are computed from the shift unless somebody stayed shorter or longer. Whoever has no record of her own is counted in the shift, without a name.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bandi.foundation.records.models import PartBase, RecordBase
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity, Programme
from bandi.work.programmes.models.coded import Coded, NamedAfter, Presence

QUARTER = Decimal("0.25")


class VolunteerCall(RecordBase):
    """That we ask for volunteers: for what, how many, until when; and what they are told before they begin."""

    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=300, blank=True)
    activity = models.ForeignKey(Activity, verbose_name=_("activity"), null=True, blank=True, on_delete=models.PROTECT, related_name="volunteer_calls")
    programme = models.ForeignKey(Programme, verbose_name=_("programme"), null=True, blank=True, on_delete=models.PROTECT, related_name="volunteer_calls")
    wanted = models.PositiveIntegerField(_("places wanted"), null=True, blank=True)
    opens_on = models.DateField(_("open from"), null=True, blank=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    text_en = models.TextField(_("call in English"), blank=True)
    text_ko = models.TextField(_("call in Korean"), blank=True)
    briefing_en = models.TextField(_("briefing in English"), blank=True)
    briefing_ko = models.TextField(_("briefing in Korean"), blank=True)
    title = Bilingual("title")
    text = Bilingual("text")
    briefing = Bilingual("briefing")

    class Meta:
        ordering = ["-opens_on", "-record_id"]
        constraints = [
            models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="call_has_a_title"),
            models.CheckConstraint(condition=Q(closes_on__isnull=True) | Q(opens_on__isnull=True) | Q(closes_on__gte=F("opens_on")), name="call_closes_after_it_opens"),
        ]
        indexes = [models.Index(fields=["is_removed", "-opens_on", "-record"], name="call_by_day")]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko


class Volunteer(Coded):
    """Somebody who works for us unpaid, by code. group: student, defector student, retired … (vocabulary `volunteer_group`)."""

    group = models.CharField(_("group of volunteers"), max_length=60, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True, help_text=_("Nothing that tells who it is."))

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")), name="volunteer_leaves_after_coming")]


class Enrolment(NamedAfter):
    """That a volunteer answered a call, and what became of it: accepted, briefed, thanked."""

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        ACCEPTED = "accepted", pgettext_lazy("volunteer", "accepted")
        DECLINED = "declined", _("declined")
        WITHDREW = "withdrew", _("withdrew")

    NAMED_AFTER = ("call", "volunteer")

    call = models.ForeignKey(VolunteerCall, verbose_name=_("call"), on_delete=models.PROTECT, related_name="enrolments")
    volunteer = models.ForeignKey(Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.APPLIED)
    applied_on = models.DateField(_("applied on"), null=True, blank=True)
    briefed_on = models.DateField(_("briefed on"), null=True, blank=True)
    thanked_on = models.DateField(_("thanked on"), null=True, blank=True)
    certified_on = models.DateField(_("certificate given on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True, help_text=_("Nothing that tells who it is."))

    class Meta:
        ordering = ["call", "volunteer"]
        constraints = [models.UniqueConstraint(fields=["call", "volunteer"], condition=Q(is_removed=False), name="one_enrolment_in_a_call")]

    def labels(self) -> tuple[str, str]:
        english, korean = self.call.labels()
        return f"{self.volunteer.code} – {english or korean}", f"{self.volunteer.code} – {korean or english}"


class Shift(RecordBase):
    """Work for volunteers on one day. others: how many came who have no record of their own; wanted: places."""

    title_en = models.CharField(_("task in English"), max_length=300, blank=True)
    title_ko = models.CharField(_("task in Korean"), max_length=300, blank=True)
    call = models.ForeignKey(VolunteerCall, verbose_name=_("call"), null=True, blank=True, on_delete=models.PROTECT, related_name="shifts")
    activity = models.ForeignKey(Activity, verbose_name=_("activity"), null=True, blank=True, on_delete=models.PROTECT, related_name="shifts")
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(_("break in minutes"), default=0)
    place = models.CharField(_("place"), max_length=200, blank=True)
    wanted = models.PositiveIntegerField(_("places wanted"), null=True, blank=True)
    others = models.PositiveIntegerField(_("came without a record of their own"), default=0)
    title = Bilingual("title")

    class Meta:
        ordering = ["-held_on", "starts_at", "-record_id"]
        constraints = [
            models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="shift_has_a_title"),
            models.CheckConstraint(condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")), name="shift_has_both_times"),
        ]
        indexes = [models.Index(fields=["is_removed", "-held_on", "-record"], name="shift_by_day")]

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at > self.starts_at and self.length <= 0:
            raise ValidationError({"break_minutes": _("The break is as long as the shift.")})

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko

    @property
    def length(self) -> Decimal:
        """Hours of the shift without its break, to the quarter; 0 where the times are not known."""
        return hours_between(self.starts_at, self.ends_at, self.break_minutes)


def hours_between(starts_at: object, ends_at: object, break_minutes: int = 0) -> Decimal:
    """Return the hours between two times of one day, to the quarter; 0 where one is not known."""
    if not starts_at or not ends_at:
        return Decimal(0)
    seconds = (datetime.combine(date.min, ends_at) - datetime.combine(date.min, starts_at)).total_seconds()  # type: ignore[arg-type]
    hours = (Decimal(int(seconds)) / 60 - break_minutes) / 60
    return (hours / QUARTER).quantize(Decimal(1), ROUND_HALF_UP) * QUARTER


class Turn(PartBase):
    """That a volunteer is put down for a shift, and whether she came. stayed: hours, where they differ from the shift's."""

    OWNER = "shift"

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="turns")
    volunteer = models.ForeignKey(Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="turns")
    presence = models.CharField(_("attendance"), max_length=8, choices=Presence.choices, default=Presence.PLANNED)
    stayed = models.DecimalField(_("hours, if others than the shift’s"), max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(QUARTER)])

    class Meta:
        ordering = ["volunteer__code"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "volunteer"], name="one_turn_in_a_shift"),
            models.CheckConstraint(condition=Q(stayed__isnull=True) | Q(stayed__lte=24), name="turn_within_a_day"),
        ]

    @property
    def hours(self) -> Decimal:
        """Hours worked: none unless she came."""
        if self.presence != Presence.CAME:
            return Decimal(0)
        return self.stayed if self.stayed is not None else self.shift.length
