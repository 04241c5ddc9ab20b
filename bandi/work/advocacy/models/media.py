"""Appearances in the media."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models.documents import Publication


class MediaItem(RecordBase):
    """One item: where and when it appeared, its headline, and what of ours it reports on.

    outlet_text:  the outlet as printed; outlet: the one it is, after merging spellings.
    duplicate_of: the same item listed once more; it stays in the list and is not counted as another.
    copy_of:      the same story in another outlet (an agency's report reprinted); counted as an item, not as another story.
    naming:       whether it names us or is only about our topic; empty where nobody has looked. topic: term of `media_topic`.
    """

    class Naming(models.TextChoices):
        NAMES_US = "names_us", _("names us")
        TOPIC = "topic", _("about our topic")

    published_on = models.DateField(_("date"))
    outlet = models.ForeignKey(Organisation, verbose_name=_("outlet"), on_delete=models.PROTECT, related_name="media_items")
    outlet_text = models.CharField(_("outlet as printed"), max_length=200, blank=True)
    headline_en = models.CharField(_("headline in English"), max_length=600, blank=True)
    headline_ko = models.CharField(_("headline in Korean"), max_length=600, blank=True)
    address = models.URLField(_("web address"), max_length=600, blank=True)
    activity = models.ForeignKey(Activity, verbose_name=_("reports on"), null=True, blank=True, on_delete=models.PROTECT, related_name="media_items")
    duplicate_of = models.ForeignKey("self", verbose_name=_("the same as"), null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    copy_of = models.ForeignKey("self", verbose_name=_("reprint of"), null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    publication = models.ForeignKey(
        Publication, verbose_name=_("about the publication"), null=True, blank=True, on_delete=models.PROTECT, related_name="media_items"
    )
    naming = models.CharField(_("names us"), max_length=10, choices=Naming.choices, blank=True)
    topic = models.ForeignKey(Term, verbose_name=_("topic"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=10, blank=True)
    excerpt = models.TextField(_("excerpt"), blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    order = models.PositiveIntegerField(default=0)
    headline = Bilingual("headline")

    class Meta:
        ordering = ["published_on", "order"]
        indexes = [
            models.Index(fields=["is_removed", "-published_on", "-record"], name="media_by_date"),
            models.Index(fields=["outlet", "-published_on"], name="media_by_outlet"),
        ]

    def labels(self) -> tuple[str, str]:
        return self.headline_en, self.headline_ko
