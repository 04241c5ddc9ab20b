"""Editions of a report and their section trees."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import Attachment, PartBase, RecordBase


class Edition(RecordBase):
    """A report for a period in one language.

    signed_by, dated_on: of the foreword; an edition dated before the end of its period is warned about.
    published_note: why it went out although contradictions were open; empty when none were.
    cover:    a picture of its own, made anew by `covers`; without one the cover is drawn. cover_alt: what it shows, cover_credit: caption and credit,
              cover_shows_people: whether somebody could be recognised.
    """

    year = models.PositiveIntegerField(_("year"))
    language = models.CharField(_("language"), max_length=2, choices=[("ko", _("Korean")), ("en", _("English"))])
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    starts_on = models.DateField(_("period from"))
    ends_on = models.DateField(_("period to"))
    signed_by = models.CharField(_("foreword signed by"), max_length=200, blank=True)
    dated_on = models.DateField(_("foreword dated"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_note = models.TextField(_("why it went out with open contradictions"), blank=True)

    cover = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("cover picture"))
    cover_alt = models.CharField(_("what the cover picture shows"), max_length=300, blank=True)
    cover_credit = models.CharField(_("caption and credit of the cover picture"), max_length=300, blank=True)
    cover_shows_people = models.BooleanField(_("the cover picture shows people"), default=True)

    class Meta:
        ordering = ["-year", "language"]
        constraints = [
            models.CheckConstraint(condition=models.Q(cover__isnull=True) | ~models.Q(cover_alt=""), name="cover_picture_has_words"),
            models.UniqueConstraint(fields=["year", "language"], name="one_edition_per_year_and_language"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="edition_ends_after_start"),
        ]

    def labels(self) -> tuple[str, str]:
        return f"{self.title} ({self.language})", f"{self.title} ({self.language})"


class EditionSection(PartBase):
    """A section of an edition: its title, its editable text, and the blocks that stand under it.

    key:     the same in every language of the year, so that editions can be compared.
    heading: id of the heading whose entries stand here (a plain id: publishing does not know activities).
    content: names of block providers, in order.
    body:    text with bound numbers as {F043}; paragraphs are separated by an empty line.
    """

    OWNER = "edition"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    key = models.CharField(max_length=120)
    heading = models.UUIDField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=400)
    body = models.TextField(_("text"), blank=True)
    content = models.JSONField(default=list, blank=True)
    is_printed = models.BooleanField(_("print"), default=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="one_section_per_key")]
