"""The forms that mechanisms want their texts in: headings in order, what belongs beneath each, what may not stand in the text."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.work.advocacy.models.mechanisms import Mechanism


class TextForm(RecordBase):
    """The form of one kind of text: a stakeholder submission, a letter of allegation, a questionnaire.

    form: word of `submission_form`. mechanism: whom it is for; kind: or all mechanisms of a kind; neither: for all.
    """

    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=300, blank=True)
    form = models.CharField(_("form of the text"), max_length=60, blank=True)
    mechanism = models.ForeignKey(Mechanism, verbose_name=_("mechanism"), null=True, blank=True, on_delete=models.PROTECT, related_name="forms")
    kind = models.ForeignKey(Term, verbose_name=_("kind of mechanism"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guidance_en = models.TextField(_("what it asks for, in English"), blank=True)
    guidance_ko = models.TextField(_("what it asks for, in Korean"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_confirmed = models.BooleanField(_("confirmed at the source"), default=False)
    title = Bilingual("title")
    guidance = Bilingual("guidance")

    class Meta:
        ordering = ["title_en"]
        constraints = [models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="text_form_has_a_title")]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko


class FormSection(PartBase):
    """One heading of a form, and what to write beneath it.

    is_required:     a text without this heading is not complete.
    is_confidential: its content never stands in the text; it goes into a confidential annex, of which only the place is kept.
    """

    OWNER = "text_form"

    text_form = models.ForeignKey(TextForm, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveIntegerField(_("order"), default=0)
    heading_en = models.CharField(_("heading in English"), max_length=200, blank=True)
    heading_ko = models.CharField(_("heading in Korean"), max_length=200, blank=True)
    guidance_en = models.TextField(_("what to write, in English"), blank=True)
    guidance_ko = models.TextField(_("what to write, in Korean"), blank=True)
    is_required = models.BooleanField(_("must be there"), default=True)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    heading = Bilingual("heading")
    guidance = Bilingual("guidance")

    class Meta:
        ordering = ["order"]
        constraints = [models.CheckConstraint(condition=~(Q(heading_en="") & Q(heading_ko="")), name="form_section_has_a_heading")]
