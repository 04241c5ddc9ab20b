"""Registers of groups (a youth network, a class): members by code, meetings with attendance, counts without names, pairs of mentors and mentees."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase
from bandi.foundation.reference.dates import DateSpan
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity, Programme
from bandi.register.people.models import Place
from bandi.work.programmes.models.coded import Coded, NamedAfter, Presence
from bandi.work.programmes.models.volunteers import QUARTER, Volunteer, hours_between


class MemberGroup(RecordBase):
    """A group that meets: a youth network, a class, mentors and their mentees. kind: vocabulary `group_kind`; since, until: EDTF text."""

    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    programme = models.ForeignKey(Programme, verbose_name=_("programme"), null=True, blank=True, on_delete=models.PROTECT, related_name="groups")
    since = models.CharField(_("since"), max_length=60, blank=True)
    until = models.CharField(_("until"), max_length=60, blank=True)
    about_en = models.TextField(_("about it, in English"), blank=True)
    about_ko = models.TextField(_("about it, in Korean"), blank=True)
    name = Bilingual("name")
    about = Bilingual("about")

    class Meta:
        ordering = ["name_en", "name_ko"]
        constraints = [models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="group_has_a_name")]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko


class GroupCount(PartBase):
    """How many members a group had on a day, counted without names; for one country, or where none is named for all."""

    OWNER = "group"

    group = models.ForeignKey(MemberGroup, on_delete=models.CASCADE, related_name="counts")
    counted_on = models.CharField(_("counted"), max_length=60, help_text=_("2024-05-16, 2024-05 or 2024"))
    counted_from = models.DateField(null=True, blank=True, editable=False)
    counted_until = models.DateField(null=True, blank=True, editable=False)
    country = models.ForeignKey(Place, verbose_name=_("country"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(_("number"))
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        ordering = ["-counted_from", "country"]

    def clean(self) -> None:
        try:
            span = DateSpan.parse(self.counted_on)
        except ValueError:
            span = None
        if span is None or span.starts_on is None or span.ends_on is None:
            raise ValidationError({"counted_on": _("Write a day, a month or a year: 2024-05-16, 2024-05, 2024.")})
        self.counted_from, self.counted_until = span.starts_on, span.ends_on


class Member(Coded):
    """A member of a group, by code. role: vocabulary `member_role`; country: where she or he comes from, as a place of the register."""

    group = models.ForeignKey(MemberGroup, verbose_name=_("group of members"), on_delete=models.PROTECT, related_name="members")
    country = models.ForeignKey(Place, verbose_name=_("country of origin"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=60, blank=True)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True, help_text=_("Nothing that tells who it is."))

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="member_leaves_after_joining")]


class Meeting(NamedAfter):
    """A meeting, a lesson or a project day of a group, with who came. others: how many came who have no record of their own."""

    NAMED_AFTER = ("group",)

    group = models.ForeignKey(MemberGroup, verbose_name=_("group of members"), on_delete=models.PROTECT, related_name="meetings")
    activity = models.ForeignKey(Activity, verbose_name=_("activity"), null=True, blank=True, on_delete=models.PROTECT, related_name="group_meetings")
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=300, blank=True)
    subject_ko = models.CharField(_("subject in Korean"), max_length=300, blank=True)
    others = models.PositiveIntegerField(_("came without a record of their own"), default=0)
    note = models.CharField(_("note"), max_length=400, blank=True)
    subject = Bilingual("subject")

    class Meta:
        ordering = ["-held_on", "-record_id"]
        constraints = [models.CheckConstraint(condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")), name="meeting_has_both_times")]
        indexes = [models.Index(fields=["is_removed", "-held_on", "-record"], name="meeting_by_day")]

    def labels(self) -> tuple[str, str]:
        english, korean = self.group.labels()
        return f"{self.subject_en or self.subject_ko or english or korean} ({self.held_on})", f"{self.subject_ko or self.subject_en or korean or english} ({self.held_on})"

    @property
    def length(self) -> Decimal:
        """Hours of the meeting; 0 where the times are not known."""
        return hours_between(self.starts_at, self.ends_at)


class MeetingPresence(PartBase):
    """Whether a member came to a meeting."""

    OWNER = "meeting"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="presences")
    presence = models.CharField(_("attendance"), max_length=8, choices=Presence.choices, default=Presence.CAME)

    class Meta:
        ordering = ["member__code"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="one_presence_at_a_meeting")]


class Pair(NamedAfter):
    """A mentor and a mentee who work together: a volunteer and a member of a group, both by code."""

    NAMED_AFTER = ("mentor", "mentee")

    group = models.ForeignKey(MemberGroup, verbose_name=_("group of members"), on_delete=models.PROTECT, related_name="pairs")
    mentor = models.ForeignKey(Volunteer, verbose_name=_("mentor"), on_delete=models.PROTECT, related_name="pairs")
    mentee = models.ForeignKey(Member, verbose_name=_("mentee"), on_delete=models.PROTECT, related_name="pairs")
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)

    class Meta:
        ordering = ["group", "mentor"]
        constraints = [
            models.UniqueConstraint(fields=["group", "mentor", "mentee"], condition=Q(is_removed=False), name="one_pair_of_two"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")), name="pair_ends_after_it_begins"),
        ]

    def labels(self) -> tuple[str, str]:
        return (f"{self.mentor.code} – {self.mentee.code}",) * 2


class PairSession(PartBase):
    """Hours that a pair spent together on a day. trouble: what went wrong, to be talked about with both sides."""

    OWNER = "pair"

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="sessions")
    held_on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=2, default=Decimal(2), validators=[MinValueValidator(QUARTER)])
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    trouble = models.CharField(_("what went wrong"), max_length=400, blank=True, help_text=_("Nothing that tells who it is."))

    class Meta:
        ordering = ["-held_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(hours__lte=24), name="pair_session_within_a_day")]
