"""What came of it: changes observed, and requests and promises made."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models.activity import Activity
from bandi.register.people.models import Organisation


class Outcome(PartBase):
    """A result or a change observed, with its source where one is known."""

    OWNER = "activity"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="outcomes")
    text_en = models.TextField(_("outcome in English"), blank=True)
    text_ko = models.TextField(_("outcome in Korean"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    observed_on = models.DateField(_("observed on"), null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    text = Bilingual("text")

    class Meta:
        ordering = ["order"]


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
    text_en = models.TextField(_("words in English"), blank=True)
    text_ko = models.TextField(_("words in Korean"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    text = Bilingual("text")

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["answered_on", "due_on"], name="ask_open_by_due")]
