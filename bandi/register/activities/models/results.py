"""What was said and what came of it: minutes, changes observed, requests and promises made, tasks that follow."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase
from bandi.foundation.reference.texts import Bilingual, Text
from bandi.register.activities.models.activity import Activity
from bandi.register.people.models import Organisation, Person


class Outcome(PartBase):
    """A result or a change observed, with its source where one is known.

    attribution: how honestly it may be traced to us, the strongest first; empty where nobody has said. None of them says
                 "because of us".
    """

    OWNER = "activity"

    class Attribution(models.TextChoices):
        CITES_US = "cites_us", _("cites us")
        OUR_WORDS = "our_words", _("uses our words")
        SAME_DEMAND = "same_demand", _("same demand")
        AFTER_US = "after_us", _("after us")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="outcomes")
    text_en = models.TextField(_("outcome in English"), blank=True)
    text_ko = models.TextField(_("outcome in Korean"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    observed_on = models.DateField(_("observed on"), null=True, blank=True)
    attribution = models.CharField(_("how far it is ours"), max_length=12, choices=Attribution.choices, blank=True)
    order = models.PositiveIntegerField(default=0)
    text = Bilingual("text")

    class Meta:
        ordering = ["order"]

    @property
    def lag_days(self) -> int | None:
        """Days from the activity to the day it was observed; None where either is not known to the day."""
        return days_after(self.activity, self.observed_on)


def days_after(activity: Activity, day: date | None) -> int | None:
    """Return the days from an activity of a known day to `day`, or None."""
    if day is None or activity.starts_on is None or activity.starts_on != activity.ends_on or day < activity.starts_on:
        return None
    return (day - activity.starts_on).days


class Ask(PartBase):
    """A request we made or a promise we were given: to or by whom, until when, and what was answered."""

    OWNER = "activity"

    class Direction(models.TextChoices):
        ASKED = "asked", _("we asked")
        PROMISED = "promised", _("we were promised")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="asks")
    direction = models.CharField(_("kind"), max_length=8, choices=Direction.choices, default=Direction.ASKED)
    counterpart = models.CharField(_("to or by whom"), max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="asks")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="asks")
    text_en = models.TextField(_("words in English"), blank=True)
    text_ko = models.TextField(_("words in Korean"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answer_ko = models.TextField(_("answer in Korean"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    owner = models.ForeignKey(Person, verbose_name=_("who sees to it"), null=True, blank=True, on_delete=models.PROTECT, related_name="own_asks")
    order = models.PositiveIntegerField(default=0)
    text = Bilingual("text")

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["answered_on", "due_on"], name="ask_open_by_due")]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_on is None and not self.answer and not self.answer_ko

    @property
    def answered(self) -> Text:
        """The answer in both languages, as far as it was entered."""
        return Text(self.answer, self.answer_ko)

    @property
    def lag_days(self) -> int | None:
        """Days from the activity to the answer; None where either is not known to the day."""
        return days_after(self.activity, self.answered_on)


class Minutes(PartBase):
    """What was said: kept for the house and never printed. taken_by: who wrote it down; agreed_on: when it was read and agreed."""

    OWNER = "activity"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="minutes")
    text = models.TextField(_("minutes"))
    taken_by = models.ForeignKey(Person, verbose_name=_("taken by"), null=True, blank=True, on_delete=models.PROTECT, related_name="minutes")
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]


class FollowUp(PartBase):
    """Something to be done after an activity: what, by whom, until when, done when."""

    OWNER = "activity"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField(_("what is to be done"), max_length=400)
    owner = models.ForeignKey(Person, verbose_name=_("who sees to it"), null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "due_on"]
        indexes = [models.Index(fields=["done_on", "due_on"], name="follow_up_open_by_due")]
