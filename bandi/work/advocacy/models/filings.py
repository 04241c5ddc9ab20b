"""What went out: a copy of each text as it was filed or sent, and until when it stood."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, Record
from bandi.work.advocacy.models.drafting import TextVersion


class FilingQuerySet(models.QuerySet["Filing"]):
    """Queries of what went out."""

    def standing(self) -> FilingQuerySet:
        """Those that nobody took back as a mistake; one that was corrected did go out and stands."""
        return self.filter(~Q(ended=Filing.Ended.MISTAKE))

    def newest(self) -> FilingQuerySet:
        """Those of the present time of filing: neither corrected nor taken back."""
        return self.filter(ended="")


class Filing(PartBase):
    """One text in one language as it went out. Rows are made by filing and never change but for how they ended.

    number: 1 for the first time, 2 for its correction. version: which version of the text it was.
    paper:  the whole paper (text, footnotes, signatories, annexes) as it was drawn; null for what was filed before copies were kept.
    digest: SHA-256 of the paper, by which a copy can be told from another.
    ended:  how its time ended, why in `ended_because`; empty while it stands.
    """

    OWNER = "record"

    class Ended(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        MISTAKE = "mistake", _("noted by mistake")

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="filings")
    number = models.PositiveIntegerField(_("number"), default=1)
    language = models.CharField(_("language"), max_length=2, choices=[("en", _("English")), ("ko", _("Korean"))])
    version = models.ForeignKey(TextVersion, verbose_name=_("version"), null=True, on_delete=models.PROTECT, related_name="filings")
    paper = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    receipt = models.CharField(_("receipt"), max_length=200, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(default=timezone.now)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    ended_because = models.CharField(_("why"), max_length=400, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ["-number", "language"]
        constraints = [models.UniqueConstraint(fields=["record", "number", "language"], name="one_copy_of_a_filing")]
