"""Support from outside: context facts with sources, reference series, opening balances."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase
from bandi.foundation.reference.texts import Bilingual


class ContextFact(RecordBase):
    """A number about the world with its source and date; several may stand side by side for one topic."""

    statement_en = models.CharField(_("statement in English"), max_length=500, blank=True)
    statement_ko = models.CharField(_("statement in Korean"), max_length=500, blank=True)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=20, blank=True)
    period = models.CharField(_("period"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=400, blank=True)
    stated_on = models.CharField(_("date of the source"), max_length=30, blank=True)
    note = models.TextField(_("note"), blank=True)
    statement = Bilingual("statement")

    def labels(self) -> tuple[str, str]:
        return self.statement_en, self.statement_ko


class ReferenceSeries(RecordBase):
    """A series from outside, such as arrivals by year: with its source and the date of its status."""

    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=300, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=60, blank=True)
    unit_ko = models.CharField(_("unit in Korean"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=400, blank=True)
    status_on = models.CharField(_("as of"), max_length=30, blank=True)
    title = Bilingual("title")
    unit = Bilingual("unit")

    class Meta:
        ordering = ["title_en"]
        constraints = [models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="reference_series_has_a_title")]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko


class SeriesPoint(PartBase):
    """One row of a series. `is_bundle`: several years together ("up to 1998"), an opening balance rather than a year."""

    OWNER = "series"

    series = models.ForeignKey(ReferenceSeries, on_delete=models.CASCADE, related_name="points")
    label = models.CharField(_("year or years"), max_length=40)
    year = models.IntegerField(_("last year covered"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=2)
    is_bundle = models.BooleanField(_("several years together"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["series", "label"], name="one_point_per_label")]


class OpeningBalance(RecordBase):
    """Where a running total stood before our records begin: so many at the end of a year."""

    topic_en = models.CharField(_("what is counted, in English"), max_length=300, blank=True)
    topic_ko = models.CharField(_("what is counted, in Korean"), max_length=300, blank=True)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=2)
    year = models.PositiveIntegerField(_("at the end of"))
    source = models.CharField(_("source"), max_length=400, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    topic = Bilingual("topic")

    class Meta:
        constraints = [models.CheckConstraint(condition=~(Q(topic_en="") & Q(topic_ko="")), name="opening_balance_has_a_topic")]

    def labels(self) -> tuple[str, str]:
        return self.topic_en, self.topic_ko
