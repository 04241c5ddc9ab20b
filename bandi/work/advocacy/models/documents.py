"""Letters, submissions, publications, and the documents of others that took them up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import Record, RecordBase, RecordQuerySet
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity, Outcome
from bandi.register.people.models import Person
from bandi.work.advocacy.models.mechanisms import Deadline, Mechanism, MechanismSession
from bandi.work.advocacy.models.stages import OUT, Stage


class TextQuerySet(RecordQuerySet):
    """Queries of letters and submissions."""

    def out(self) -> TextQuerySet:
        """Those that have left the house: filed or sent, published, taken up; one that is being corrected did leave it."""
        corrected = Record.objects.filter(filings__ended="corrected").values("pk")
        return self.filter(Q(status__in=OUT) | Q(pk__in=corrected))


class Letter(RecordBase):
    """A letter signed with others. sent, sent_also: EDTF texts; one row may stand for two letters.

    signatories: how many signed, ourselves included; null when it is not known. status: see `stages`; filed means sent.
    demands:     how many demands it makes, where they are counted.
    subject:     the line above the text. The text itself stands in versions, the signatures in `Signatory`.
    """

    Status = Stage

    sent = models.CharField(_("sent"), max_length=30, blank=True)
    sent_also = models.CharField(_("sent also"), max_length=30, blank=True)
    sent_on = models.DateField(null=True, blank=True, db_index=True)
    recipients_en = models.CharField(_("recipients in English"), max_length=400, blank=True)
    recipients_ko = models.CharField(_("recipients in Korean"), max_length=400, blank=True)
    message_en = models.TextField(_("key message in English"), blank=True)
    message_ko = models.TextField(_("key message in Korean"), blank=True)
    occasion_en = models.CharField(_("occasion in English"), max_length=300, blank=True)
    occasion_ko = models.CharField(_("occasion in Korean"), max_length=300, blank=True)
    outcome_en = models.TextField(_("outcome in English"), blank=True)
    outcome_ko = models.TextField(_("outcome in Korean"), blank=True)
    signatories = models.PositiveIntegerField(_("signatories"), null=True, blank=True)
    signatories_note = models.CharField(_("note on signatories"), max_length=300, blank=True)
    demands = models.PositiveIntegerField(_("demands"), null=True, blank=True)
    in_printed_table = models.BooleanField(_("in the printed table"), default=True)
    activities = models.ManyToManyField(Activity, blank=True, related_name="letters")
    status = models.CharField(_("status"), max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    subject_en = models.CharField(_("subject in English"), max_length=400, blank=True)
    subject_ko = models.CharField(_("subject in Korean"), max_length=400, blank=True)
    addressed_to = models.ForeignKey(
        Mechanism, verbose_name=_("addressed to"), null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    owner = models.ForeignKey(Person, verbose_name=_("who sees to it"), null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    receipt = models.CharField(_("receipt"), max_length=200, blank=True)
    subject = Bilingual("subject")
    recipients = Bilingual("recipients")
    message = Bilingual("message")
    occasion = Bilingual("occasion")
    outcome = Bilingual("outcome")

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["sent_on"]

    def labels(self) -> tuple[str, str]:
        return f"{self.sent} {self.recipients_en}".strip(), f"{self.sent} {self.recipients_ko}".strip()


class Submission(RecordBase):
    """An input to a mechanism: filed when, for which session, and how it stands.

    mechanism, session: as printed. addressed_to, meeting: the records of them; deadline: the day it must be in by.
    form:      word of `submission_form`; the mechanism's rule for it says how many words it takes.
    filed:     EDTF text; filed_on follows it where it is one day. receipt: number or words of the confirmation.
    symbol:    of the document in which it was published.
    """

    Status = Stage

    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    mechanism = models.CharField(_("mechanism"), max_length=300, blank=True)
    session = models.PositiveIntegerField(_("session"), null=True, blank=True)
    filed = models.CharField(_("filed"), max_length=60, blank=True)
    filed_on = models.DateField(null=True, blank=True, db_index=True)
    status = models.CharField(_("status"), max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    addressed_to = models.ForeignKey(
        Mechanism, verbose_name=_("addressed to"), null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    meeting = models.ForeignKey(
        MechanismSession, verbose_name=_("for the session"), null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    deadline = models.ForeignKey(
        Deadline, verbose_name=_("deadline"), null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    form = models.CharField(_("form of the text"), max_length=60, blank=True)
    is_joint = models.BooleanField(_("joint"), default=False)
    owner = models.ForeignKey(
        Person, verbose_name=_("who sees to it"), null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    receipt = models.CharField(_("receipt"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    title = Bilingual("title")

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["filed"]
        constraints = [models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="submission_has_a_title")]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko


class Uptake(RecordBase):
    """A later document of somebody else that took up a text of ours: what we said, what it says, how sure it is.

    letter, submission, publication: which text of ours, where it is a record. found_document: the other's, in the library.
    attribution: how honestly it may be traced to us, as of an outcome; empty where nobody has said.
    """

    own_text_en = models.CharField(_("our text in English"), max_length=400, blank=True)
    own_text_ko = models.CharField(_("our text in Korean"), max_length=400, blank=True)
    own_date = models.CharField(_("date of our text"), max_length=60, blank=True)
    own_activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="uptakes_of")
    document_en = models.CharField(_("later document in English"), max_length=400, blank=True)
    document_ko = models.CharField(_("later document in Korean"), max_length=400, blank=True)
    body_en = models.CharField(_("whose, in English"), max_length=300, blank=True)
    body_ko = models.CharField(_("whose, in Korean"), max_length=300, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    document_date = models.CharField(_("date of the document"), max_length=60, blank=True)
    times = models.PositiveIntegerField(_("times"), null=True, blank=True)
    said_en = models.TextField(_("what we said, in English"), blank=True)
    said_ko = models.TextField(_("what we said, in Korean"), blank=True)
    taken_up_en = models.TextField(_("what it says, in English"), blank=True)
    taken_up_ko = models.TextField(_("what it says, in Korean"), blank=True)
    status = models.CharField(_("status"), max_length=120, blank=True)
    attribution = models.CharField(_("how far it is ours"), max_length=12, choices=Outcome.Attribution.choices, blank=True)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="uptakes_in")
    note = models.TextField(_("note"), blank=True)
    letter = models.ForeignKey("Letter", verbose_name=_("letter"), null=True, blank=True, on_delete=models.PROTECT, related_name="uptakes")
    submission = models.ForeignKey("Submission", verbose_name=_("submission"), null=True, blank=True, on_delete=models.PROTECT, related_name="uptakes")
    publication = models.ForeignKey("Publication", verbose_name=_("publication"), null=True, blank=True, on_delete=models.PROTECT, related_name="uptakes")
    found_document = models.ForeignKey(
        "LibraryDocument", verbose_name=_("document of the library"), null=True, blank=True, on_delete=models.PROTECT, related_name="uptakes"
    )
    own_text = Bilingual("own_text")
    document = Bilingual("document")
    body = Bilingual("body")
    said = Bilingual("said")
    taken_up = Bilingual("taken_up")

    class Meta:
        ordering = ["document_date"]
        constraints = [
            models.CheckConstraint(condition=~(Q(own_text_en="") & Q(own_text_ko="")), name="uptake_names_our_text"),
            models.CheckConstraint(condition=~(Q(document_en="") & Q(document_ko="")), name="uptake_names_the_document"),
        ]

    def labels(self) -> tuple[str, str]:
        return f"{self.own_text_en or self.own_text_ko} → {self.document_en or self.document_ko}", f"{self.own_text_ko or self.own_text_en} → {self.document_ko or self.document_en}"


class Publication(RecordBase):
    """Something published: a report, a newsletter, a website, an account; ours or somebody else's.

    issued: EDTF text; languages: as printed; issues: how many in the year; reach: copies or recipients as printed.
    copies: print run per language, {"ko": 300, "en": 300}, where it is known.
    """

    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=400, blank=True)
    type = models.ForeignKey(Term, verbose_name=_("type"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(_("author"), max_length=300, blank=True)
    is_own = models.BooleanField(_("ours"), default=True)
    issued = models.CharField(_("date"), max_length=30, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    periodicity = models.CharField(_("rhythm"), max_length=60, blank=True)
    issues = models.PositiveIntegerField(_("issues in the year"), null=True, blank=True)
    reach = models.CharField(_("copies or recipients"), max_length=120, blank=True)
    copies = models.JSONField(_("copies per language"), default=dict, blank=True)
    activities = models.ManyToManyField(Activity, blank=True, related_name="publications")
    note = models.TextField(_("note"), blank=True)
    title = Bilingual("title")

    class Meta:
        ordering = ["title_en"]
        constraints = [models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="publication_has_a_title")]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko
