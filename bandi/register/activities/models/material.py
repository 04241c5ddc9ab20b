"""Pictures with captions, and texts by people who must consent."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.records.release import Audience, IdentityForm, Purpose
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
    """A personal text (a reflection, a story): its place, and its words once its author consents to print them.

    Guards against: words of a child or a survivor that lie in the open, or are printed, without consent. They can be entered only while consent for
                    the annual report holds, and are printed only while it does (`blocks.held_texts`); the original stands sealed, as a statement.
    byline:         how its author is named in print ("a mentor in her second year"). handling: who in the house sees it; protected is never printed.
    """

    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="held_texts")
    kind = models.CharField(_("kind"), max_length=60)
    needs_consent = models.BooleanField(_("needs consent"), default=True)
    order = models.PositiveIntegerField(default=0)
    text_en = models.TextField(_("words to print, in English"), blank=True, help_text=_("Only with consent for the annual report. Without names; the original is kept sealed, as a statement."))
    text_ko = models.TextField(_("words to print, in Korean"), blank=True)
    byline_en = models.CharField(_("its author in print, in English"), max_length=200, blank=True, help_text=_("As far as the consent goes: “a mentor in her second year”."))
    byline_ko = models.CharField(_("its author in print, in Korean"), max_length=200, blank=True)
    text = Bilingual("text")
    byline = Bilingual("byline")

    class Meta:
        ordering = ["order"]

    def clean(self) -> None:
        words = next((name for name in ("text_en", "text_ko", "byline_en", "byline_ko") if getattr(self, name)), "")
        if words and (answer := may_be_printed([self])[self.pk]) is not None:
            raise ValidationError({words: _("No words here without consent to print them in the annual report: %(why)s Leave this empty until then.") % {"why": answer}})

    def labels(self) -> tuple[str, str]:
        return self.kind.replace("_", " "), self.kind.replace("_", " ")


def may_be_printed(rows: Iterable[HeldText]) -> dict[UUID, str | Promise | None]:
    """Return for each text why it may not be printed in the annual report today, None where it may: asked of the house itself, which knows of every consent.

    Whether it needs consent is asked of the row, which may be about to change; one for which a consent was ever given needs one whatever the row says.
    """
    from bandi.register.people.consents.asking import NONE, Wanted, answers

    listed = list(rows)
    wanted = Wanted(Purpose.ANNUAL_REPORT, Audience.PUBLIC, IdentityForm.ABSENT)
    found = answers([row.pk for row in listed], wanted, reader=None)
    none: dict[UUID, str | Promise | None] = {row.pk: NONE.reasons[0] if row.needs_consent else None for row in listed}
    return none | {key: None if answer.may else answer.reasons[0] for key, answer in found.items() if answer is not NONE}
