"""The claim, its measurements, and the records that were counted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, Record, RecordBase
from bandi.foundation.reference.texts import Bilingual


class State(models.TextChoices):
    """How a claim stands against its support."""

    AGREES = "agrees", _("agrees")
    DIFFERS = "differs", _("differs")
    NO_EVIDENCE = "no_evidence", _("no evidence")
    ACCEPTED = "accepted", _("accepted with a note")


class Origin(models.TextChoices):
    """Where a printed number comes from."""

    OWN_RECORD = "own_record", _("our records")
    OWN_HISTORY = "own_history", _("our history")
    IMPLIED_BY_LIST = "implied_by_list", _("counted from a list")
    EXTERNAL_CONTEXT = "external_context", _("a source outside")
    QUOTED_HEADLINE = "quoted_headline", _("a quoted headline")


class Claim(RecordBase):
    """A number (or a sentence) of an edition.

    year:      of the edition it stands in. section: title of the section as printed.
    value:     as printed; null where the text says something without a number ("fewer than expected").
    how:       how it is to be computed, in words; figure and parameters: the query it is bound to, once known.
    evidence:  refs of the records named as its evidence.
    accepted_*: who accepted a difference, when and why; they win over the computed state until the value changes.
    """

    year = models.PositiveIntegerField(_("year"))
    section = models.CharField(_("section"), max_length=400, blank=True)
    statement_en = models.CharField(_("statement in English"), max_length=500, blank=True)
    statement_ko = models.CharField(_("statement in Korean"), max_length=500, blank=True)
    value = models.DecimalField(_("printed value"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    unit_ko = models.CharField(_("unit in Korean"), max_length=120, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=20, blank=True)
    period = models.CharField(_("period"), max_length=80, blank=True)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices, blank=True)
    how = models.CharField(_("how it is computed"), max_length=400, blank=True)
    note = models.TextField(_("note"), blank=True)
    evidence = models.JSONField(_("records named as evidence"), default=list, blank=True)
    figure = models.CharField(_("figure"), max_length=80, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    source_line = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.NO_EVIDENCE)
    accepted_note = models.TextField(_("why it is accepted"), blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    statement = Bilingual("statement")

    class Meta:
        ordering = ["year", "order"]
        indexes = [models.Index(fields=["year", "state", "order"], name="claim_by_state")]

    def labels(self) -> tuple[str, str]:
        return self.statement_en, self.statement_ko

    @property
    def mark(self) -> str:
        """The name of the claim within its year, by which texts bind it ("F043"); empty for one made on the desk."""
        return self.record.ref.removeprefix(f"{self.year}/")


class Measurement(PartBase):
    """What a figure said for a claim at one moment. The newest one holds; older ones are its history.

    value:  null when there is no evidence. reason: in English and Korean, why it agrees or not.
    digest: SHA-256 over value, state and records: a new row is written only when it changes.
    """

    OWNER = "claim"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="measurements")
    figure = models.CharField(max_length=80, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    state = models.CharField(max_length=12, choices=State.choices)
    reason_en = models.TextField(blank=True)
    reason_ko = models.TextField(blank=True)
    measured_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    digest = models.BinaryField(max_length=32)
    reason = Bilingual("reason")

    class Meta:
        ordering = ["-measured_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=models.Q(is_current=True), name="one_current_measurement"
            )
        ]


class Counted(models.Model):
    """A record that a measurement counted: the way from a number to its records and back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="counted")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="counted_in")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["measurement", "record"], name="counted_once")]
