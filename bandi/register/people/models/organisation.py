"""Organisations, media outlets among them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual


class Organisation(RecordBase):
    """A body of people: a partner, a ministry, a UN mechanism, a school, an outlet; one of them is our own.

    type: term of the vocabulary `organisation_type`. relation: what it is to us, in words.
    """

    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=300, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    type = models.ForeignKey(Term, verbose_name=_("type"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    country_en = models.CharField(_("country in English"), max_length=120, blank=True)
    country_ko = models.CharField(_("country in Korean"), max_length=120, blank=True)
    relation = models.CharField(_("relation to us"), max_length=400, blank=True)
    is_own = models.BooleanField(_("our own organisation"), default=False)
    is_outlet = models.BooleanField(_("media outlet"), default=False)
    name = Bilingual("name")
    country = Bilingual("country")

    class Meta:
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="organisation_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["name_en"], name="organisation_by_name_en"),
            models.Index(fields=["name_ko"], name="organisation_by_name_ko"),
            models.Index(fields=["is_outlet", "name_en"], name="organisation_outlets"),
        ]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko
