"""The activity itself, the heading under which it is told, and the programme it belongs to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.dates import DateSpan, Precision
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.register.people.models import Place


class Heading(RecordBase):
    """A heading under which a year's work is told: a section, a theme within it, a heading within that.

    year:    of the report it stands in; empty for one that was made on the desk and belongs to every year.
    content: names of the blocks that stand here besides the entries ("letters_table"), joined by semicolons.
    intro:   text that introduces it; numbers in it are bound as {F043}.
    """

    class Level(models.TextChoices):
        SECTION = "section", _("section")
        THEME = "theme", _("theme")
        HEADING = "heading", _("heading")

    year = models.PositiveIntegerField(_("year"), null=True, blank=True)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    intro_en = models.TextField(_("introduction in English"), blank=True)
    intro_ko = models.TextField(_("introduction in Korean"), blank=True)
    content = models.CharField(_("what stands here"), max_length=300, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    title = Bilingual("title")
    intro = Bilingual("intro")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="heading_has_a_title"),
        ]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko


class Programme(RecordBase):
    """Something we keep doing: it may have begun, changed its rhythm and taken a new format on several dates.

    starts: list of {"on": EDTF text, "what": what began then}, the first one being the beginning.
    """

    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=300, blank=True)
    starts = models.JSONField(_("began, changed"), default=list, blank=True)
    note_en = models.CharField(_("note in English"), max_length=400, blank=True)
    note_ko = models.CharField(_("note in Korean"), max_length=400, blank=True)
    target = models.CharField(_("goal of the year"), max_length=300, blank=True)
    name = Bilingual("name")
    note = Bilingual("note")

    class Meta:
        ordering = ["name_en"]
        constraints = [models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="programme_has_a_name")]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko


class Activity(RecordBase):
    """One thing we did, or somebody else did and we took part in.

    kind:       term of `activity_kind`. our_role: host, co-host, speaker, witness … (vocabulary `our_role`).
    starts_on, ends_on: earliest and latest day it can have touched; ends_on null: open; both null: not known.
    when:       the same as EDTF text, as `reference.dates` writes it.
    part_of:    the trip, series or conference it belongs to; number: its place in a series (the 3rd cohort).
    rhythm:     how often, in a word of the vocabulary `rhythm`; rhythm_text: as the source has it.
    occurrences: how often it was held, as tallied, where the single dates are not records of their own.
    follow_up:  to be continued in the year after.
    in_period:  whether the source counts it into its year (an older activity may be told because of a later result).
    """

    kind = models.ForeignKey(Term, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="+")
    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_ko = models.TextField(_("summary in Korean"), blank=True)
    heading = models.ForeignKey(Heading, verbose_name=_("heading"), null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    programme = models.ForeignKey(Programme, verbose_name=_("programme"), null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    part_of = models.ForeignKey("self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    our_role = models.ForeignKey(Term, verbose_name=_("our role"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    when = models.CharField(_("date"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(max_length=14, default=Precision.UNKNOWN, choices=[(p.value, p.value) for p in Precision])
    date_note = models.CharField(_("note on the date"), max_length=400, blank=True)
    place_text = models.CharField(_("place as printed"), max_length=400, blank=True)
    places = models.ManyToManyField(Place, verbose_name=_("places"), blank=True, related_name="activities")
    is_online = models.BooleanField(_("online"), null=True, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=60, blank=True)
    rhythm_text = models.CharField(_("rhythm as printed"), max_length=200, blank=True)
    occurrences = models.PositiveIntegerField(_("times held"), null=True, blank=True)
    dates = models.JSONField(_("single dates"), default=list, blank=True)
    number = models.PositiveIntegerField(_("number in the series"), null=True, blank=True)
    follow_up = models.BooleanField(_("continue next year"), default=False)
    in_period = models.BooleanField(default=True)
    order = models.PositiveIntegerField(_("order of print"), default=0)
    title = Bilingual("title")
    summary = Bilingual("summary")

    class Meta:
        ordering = ["-starts_on", "-record_id"]
        constraints = [
            models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="activity_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("record")), name="activity_is_not_part_of_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["is_removed", "-starts_on", "-record"], name="activity_by_date"),
            models.Index(fields=["is_removed", "kind", "-starts_on", "-record"], name="activity_by_kind"),
            models.Index(fields=["is_removed", "title_en", "record"], name="activity_by_title_en"),
            models.Index(fields=["is_removed", "title_ko", "record"], name="activity_by_title_ko"),
            models.Index(fields=["heading", "order"], name="activity_by_heading"),
        ]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko

    @property
    def span(self) -> DateSpan:
        """When it was, as a span."""
        return DateSpan(self.starts_on, self.ends_on, Precision(self.precision), self.when)
