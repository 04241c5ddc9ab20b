"""Recommendations: ours in publications and submissions, and those that States and bodies made, with what became of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models.documents import Publication, Submission
from bandi.work.advocacy.models.holdings import LibraryDocument
from bandi.work.advocacy.models.mechanisms import MechanismSession


class Recommendation(RecordBase):
    """One recommendation: ours, or one that a State or a body made.

    number:    within its document ("134.61"). made_by: the States or the body as printed; empty for ours.
    addressee: who is to act. echoes: recommendations of ours that this one takes up; an echo is no proof of cause.
    position:  supported or noted, the two words of Council resolution 16/21; position_words: the State's own.
    progress:  what was done since, as far as it was observed; the steps say what.
    """

    class Position(models.TextChoices):
        SUPPORTED = "supported", _("supported")
        NOTED = "noted", _("noted")

    class Progress(models.TextChoices):
        NOTHING = "nothing", _("nothing seen")
        BEGUN = "begun", _("begun")
        DONE = "done", _("carried out")
        AGAINST = "against", _("the opposite was done")

    is_own = models.BooleanField(_("ours"), default=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    text_en = models.TextField(_("words in English"), blank=True)
    text_ko = models.TextField(_("words in Korean"), blank=True)
    made_by = models.CharField(_("made by"), max_length=300, blank=True)
    addressee_en = models.CharField(_("to whom, in English"), max_length=300, blank=True)
    addressee_ko = models.CharField(_("to whom, in Korean"), max_length=300, blank=True)
    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    document = models.ForeignKey(
        LibraryDocument, verbose_name=_("document"), null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    meeting = models.ForeignKey(
        MechanismSession, verbose_name=_("session"), null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    position = models.CharField(_("position"), max_length=10, choices=Position.choices, blank=True)
    position_words = models.CharField(_("in the State’s own words"), max_length=300, blank=True)
    progress = models.CharField(_("done since"), max_length=10, choices=Progress.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    echoes = models.ManyToManyField("self", verbose_name=_("takes up ours"), blank=True, symmetrical=False, related_name="echoed_in")
    text = Bilingual("text")
    addressee = Bilingual("addressee")

    class Meta:
        ordering = ["order", "number"]
        constraints = [models.CheckConstraint(condition=~(Q(text_en="") & Q(text_ko="")), name="recommendation_has_words")]

    def labels(self) -> tuple[str, str]:
        english = f"{self.number} {self.text_en}".strip() if self.text_en else ""
        korean = f"{self.number} {self.text_ko}".strip() if self.text_ko else ""
        return english[:300], korean[:300]


class HandedTo(PartBase):
    """To whom a recommendation was handed, when, at which of our activities."""

    OWNER = "recommendation"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="handed")
    organisation = models.ForeignKey(Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("to whom, as printed"), max_length=300, blank=True)
    activity = models.ForeignKey(Activity, verbose_name=_("activity"), null=True, blank=True, on_delete=models.PROTECT, related_name="handed")
    on = models.CharField(_("date"), max_length=60, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "on"]
        constraints = [models.CheckConstraint(condition=Q(organisation__isnull=False) | ~Q(name=""), name="handed_to_somebody")]


class ProgressStep(PartBase):
    """One thing that was done, or left undone, since; with its day and source."""

    OWNER = "recommendation"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="steps")
    text_en = models.TextField(_("what was seen, in English"), blank=True)
    text_ko = models.TextField(_("what was seen, in Korean"), blank=True)
    on = models.CharField(_("date"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)
    text = Bilingual("text")

    class Meta:
        ordering = ["order", "on"]
        constraints = [models.CheckConstraint(condition=~(Q(text_en="") & Q(text_ko="")), name="step_has_words")]
