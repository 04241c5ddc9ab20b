"""Pictures with captions, and texts by people who must consent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models.activity import Activity


class Picture(RecordBase):
    """A picture's caption and what must be asked before it is printed.

    shows_people: whether it may show people who need protection ("no", "likely", "yes"); anything but no is held back.
    """

    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="pictures")
    caption_en = models.CharField(_("caption in English"), max_length=400, blank=True)
    caption_ko = models.CharField(_("caption in Korean"), max_length=400, blank=True)
    shows_people = models.CharField(_("shows people who need protection"), max_length=10, default="likely")
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)
    caption = Bilingual("caption")

    class Meta:
        ordering = ["order"]

    def labels(self) -> tuple[str, str]:
        return self.caption_en or self.record.ref, self.caption_ko or self.record.ref


class HeldText(RecordBase):
    """The place of a personal text (a reflection, a story) that needs consent; the text itself is not here."""

    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="held_texts")
    kind = models.CharField(_("kind"), max_length=60)
    needs_consent = models.BooleanField(_("needs consent"), default=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def labels(self) -> tuple[str, str]:
        return self.kind.replace("_", " "), self.kind.replace("_", " ")
