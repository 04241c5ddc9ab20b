"""Documents of others, and what was found when they were held against our texts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, Record, RecordBase
from bandi.foundation.reference.dates import TOLD_YEARS
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models.mechanisms import MechanismSession


class LibraryDocument(RecordBase):
    """A document of somebody else: a UN report, a ministry's press release, a law.

    symbol:     as printed inside the document, never as a file is called. issued: EDTF text; issued_on follows it.
    text:       its words, as they were pasted or read from a file; empty while only its place is known.
    checked_at: when it was last held against our texts; null: it waits in the queue once it has a text.
    remarks:    what the finder could not make out when it was last held against our texts, pairs of English and Korean.
    """

    YEARS = TOLD_YEARS

    symbol = models.CharField(_("symbol"), max_length=80, blank=True, db_index=True)
    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("whose"), null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    body_en = models.CharField(_("whose, in English"), max_length=300, blank=True)
    body_ko = models.CharField(_("whose, in Korean"), max_length=300, blank=True)
    kind = models.ForeignKey(Term, verbose_name=_("kind"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        MechanismSession, verbose_name=_("for the session"), null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    issued = models.CharField(_("date"), max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True, db_index=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    address = models.URLField(_("web address"), max_length=600, blank=True)
    text = models.TextField(_("text"), blank=True)
    source = models.CharField(_("where it is from"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    remarks = models.JSONField(default=list, blank=True)
    title = Bilingual("title")
    body = Bilingual("body")

    class Meta:
        ordering = ["-issued_on"]
        constraints = [
            models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="") & Q(symbol="")), name="document_has_a_title_or_symbol"),
            models.UniqueConstraint(fields=["symbol"], condition=~Q(symbol="") & Q(is_removed=False), name="one_document_of_a_symbol"),
        ]

    def labels(self) -> tuple[str, str]:
        english = ", ".join(part for part in (self.title_en, self.symbol) if part)
        korean = ", ".join(part for part in (self.title_ko, self.symbol) if part) if self.title_ko else ""
        return english, korean


class TextFinding(PartBase):
    """A place in a document that may take up a text of ours, and what a person decided of it.

    key:    what it is about, not how it was computed: a decision survives a new run and a better finder.
    ours:   the text of ours, null where a naming cannot be tied to one. paragraph, note_number: where it stands.
    marks:  parts that both share, as pairs of characters. measures, how: kept for learning from decisions.
    """

    OWNER = "document"

    class Verdict(models.TextChoices):
        OPEN = "open", _("to be decided")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    document = models.ForeignKey(LibraryDocument, on_delete=models.CASCADE, related_name="findings")
    key = models.CharField(max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=[("named", _("names us")), ("echo", _("echoes us"))])
    ours = models.ForeignKey(Record, null=True, blank=True, on_delete=models.SET_NULL, related_name="found_in")
    paragraph = models.CharField(_("paragraph"), max_length=40, blank=True)
    note_number = models.PositiveIntegerField(null=True, blank=True)
    our_passage = models.TextField(_("our words"), blank=True)
    our_marks = models.JSONField(default=list, blank=True)
    their_passage = models.TextField(_("their words"), blank=True)
    their_marks = models.JSONField(default=list, blank=True)
    confidence = models.FloatField(_("how sure"), default=0)
    reason_en = models.TextField(blank=True)
    reason_ko = models.TextField(blank=True)
    organisation = models.CharField(max_length=80, blank=True)
    how = models.JSONField(default=list, blank=True)
    measures = models.JSONField(default=list, blank=True)
    is_joint = models.BooleanField(default=False)
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    reason = Bilingual("reason")

    class Meta:
        ordering = ["order", "-confidence"]
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="one_finding_of_a_key")]
