"""Sessions of a programme (a lecture, a reading evening, a stop of a tour) and rolls of masked names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models.activity import Activity


class Session(PartBase):
    """What makes an activity a row of a programme's table.

    table: which table it is printed in: the programme's file in the year folder ("lectures").
    type:  lecture, reading_discussion, trip … (vocabulary `session_type`); audience_type: who it was for.
    speaker_type: what the speaker is to the subject ("North Korean defector"), where that is told in public.
    """

    OWNER = "activity"

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="session")
    series = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    table = models.CharField(_("table"), max_length=60)
    ref = models.CharField(max_length=60, blank=True)
    type = models.CharField(_("type"), max_length=60, blank=True)
    audience_type = models.CharField(_("audience"), max_length=60, blank=True)
    theme_en = models.CharField(_("theme in English"), max_length=300, blank=True)
    theme_ko = models.CharField(_("theme in Korean"), max_length=300, blank=True)
    book_en = models.CharField(_("book in English"), max_length=300, blank=True)
    book_ko = models.CharField(_("book in Korean"), max_length=300, blank=True)
    questions_en = models.JSONField(_("questions in English"), default=list, blank=True)
    questions_ko = models.JSONField(_("questions in Korean"), default=list, blank=True)
    speaker_en = models.CharField(_("speaker in English"), max_length=300, blank=True)
    speaker_ko = models.CharField(_("speaker in Korean"), max_length=300, blank=True)
    speaker_type_en = models.CharField(_("who speaks, in English"), max_length=120, blank=True)
    speaker_type_ko = models.CharField(_("who speaks, in Korean"), max_length=120, blank=True)
    affiliation_en = models.CharField(_("affiliation in English"), max_length=300, blank=True)
    affiliation_ko = models.CharField(_("affiliation in Korean"), max_length=300, blank=True)
    venue_en = models.CharField(_("venue in English"), max_length=300, blank=True)
    venue_ko = models.CharField(_("venue in Korean"), max_length=300, blank=True)
    count = models.PositiveIntegerField(_("number of sessions"), default=1)
    in_printed_table = models.BooleanField(_("in the printed table"), default=True)
    note_en = models.CharField(max_length=400, blank=True)
    note_ko = models.CharField(max_length=400, blank=True)
    order = models.PositiveIntegerField(default=0)
    theme = Bilingual("theme")
    book = Bilingual("book")
    speaker = Bilingual("speaker")
    speaker_type = Bilingual("speaker_type")
    affiliation = Bilingual("affiliation")
    venue = Bilingual("venue")
    note = Bilingual("note")

    class Meta:
        ordering = ["table", "order"]


class RollEntry(PartBase):
    """A line of a published roll: a masked name, which may stand for several people and is no identity.

    funders: who gave the money, as it was published.
    """

    OWNER = "activity"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="roll")
    ref = models.CharField(max_length=60, blank=True)
    channel = models.CharField(_("channel"), max_length=60)
    heading = models.CharField(_("heading of the list"), max_length=300, blank=True)
    heading_ko = models.CharField(_("heading of the list in Korean"), max_length=300, blank=True)
    funders_en = models.CharField(_("funded by, in English"), max_length=300, blank=True)
    funders_ko = models.CharField(_("funded by, in Korean"), max_length=300, blank=True)
    masked_name = models.CharField(_("name as masked"), max_length=120)
    position = models.PositiveIntegerField(_("position"))
    note = models.CharField(_("note"), max_length=400, blank=True)
    funders = Bilingual("funders")

    class Meta:
        ordering = ["channel", "position"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "channel", "position"], name="one_roll_entry_per_position")
        ]
