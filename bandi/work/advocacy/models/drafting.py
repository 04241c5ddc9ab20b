"""What a letter or a submission is written with: versions of its text, footnotes, who signs it, annexes.

All of them belong to any record (`OWNER` is the spine), so that letters and submissions share them.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, Record
from bandi.foundation.reference.texts import Bilingual
from bandi.register.claims.models import Claim
from bandi.register.people.models import Organisation, Person
from bandi.work.advocacy.models.documents import Publication
from bandi.work.advocacy.models.holdings import LibraryDocument


class TextVersion(PartBase):
    """One version of a text in one language. Versions are added, never changed: the newest one holds.

    body: headings begin with "# ", paragraphs stand apart by an empty line, lists by "- ", quotations by "> ";
          `[^1]` marks the footnote of that name.
    """

    OWNER = "record"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="text_versions")
    language = models.CharField(_("language"), max_length=2, choices=[("en", _("English")), ("ko", _("Korean"))])
    number = models.PositiveIntegerField(_("version"))
    body = models.TextField(_("text"), blank=True)
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language", "-number"]
        constraints = [models.UniqueConstraint(fields=["record", "language", "number"], name="one_text_of_a_number")]


class Footnote(PartBase):
    """A sentence we stand behind and what supports it; printed as a note where the text has its mark.

    mark:   name in the text (`[^1]`). statement: what is claimed. claim: the number or sentence of ours that it repeats.
    source: the citation as printed; pinpoint: paragraph or page. publication: the text of ours or another's that is cited.
    """

    OWNER = "record"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="footnotes")
    mark = models.CharField(_("mark"), max_length=12)
    statement_en = models.TextField(_("what is claimed, in English"), blank=True)
    statement_ko = models.TextField(_("what is claimed, in Korean"), blank=True)
    claim = models.ForeignKey(Claim, verbose_name=_("number of ours"), null=True, blank=True, on_delete=models.PROTECT, related_name="footnotes")
    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), null=True, blank=True, on_delete=models.PROTECT, related_name="footnotes"
    )
    document = models.ForeignKey(
        LibraryDocument, verbose_name=_("document"), null=True, blank=True, on_delete=models.PROTECT, related_name="footnotes"
    )
    source_en = models.CharField(_("source in English"), max_length=600, blank=True)
    source_ko = models.CharField(_("source in Korean"), max_length=600, blank=True)
    pinpoint = models.CharField(_("paragraph or page"), max_length=80, blank=True)
    order = models.PositiveIntegerField(default=0)
    statement = Bilingual("statement")
    source = Bilingual("source")

    class Meta:
        ordering = ["order", "mark"]
        constraints = [models.UniqueConstraint(fields=["record", "mark"], name="one_footnote_of_a_mark")]

    @property
    def is_supported(self) -> bool:
        """Whether anything stands behind it: a source, a publication, or a number that agrees with the records."""
        return bool(self.source_en or self.source_ko or self.publication_id or self.document_id or (self.claim and self.claim.state in ("agrees", "accepted")))


class Signatory(PartBase):
    """Who signs: an organisation or a person, in which role, asked when, to answer by when, signed when.

    name: as printed; where it is empty, the name of the record is printed. title: office printed under a person's name.
    """

    OWNER = "record"

    class Role(models.TextChoices):
        INITIATOR = "initiator", _("initiator")
        SIGNATORY = "signatory", _("co-signatory")
        SUPPORTER = "supporter", _("supporter")

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="signatories")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="signatures"
    )
    person = models.ForeignKey(Person, verbose_name=_("person"), null=True, blank=True, on_delete=models.PROTECT, related_name="signatures")
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=300, blank=True)
    title_en = models.CharField(_("office in English"), max_length=200, blank=True)
    title_ko = models.CharField(_("office in Korean"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.SIGNATORY)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True, db_index=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    declined_on = models.DateField(_("declined on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)
    name = Bilingual("name")
    title = Bilingual("title")

    class Meta:
        ordering = ["order", "name_en"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False) | ~Q(name_en="") | ~Q(name_ko=""), name="signatory_names_somebody"
            ),
            models.CheckConstraint(condition=Q(signed_on__isnull=True) | Q(declined_on__isnull=True), name="signatory_signed_or_declined"),
        ]

    def printed(self, language: str) -> str:
        """Return the name as it is printed in `language`."""
        own = self.name_ko or self.name_en if language == "ko" else self.name_en or self.name_ko
        if own:
            return own
        row = self.person or self.organisation
        if row is None:
            return ""
        english, korean = row.labels()
        return korean or english if language == "ko" else english or korean


class Annex(PartBase):
    """An annex: its place in the list. Of a confidential one only the place is kept here, never the text."""

    OWNER = "record"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="annexes")
    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    kept_at = models.CharField(_("where it is kept"), max_length=200, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    title = Bilingual("title")

    class Meta:
        ordering = ["order", "title_en"]
        constraints = [models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="annex_has_a_title")]
