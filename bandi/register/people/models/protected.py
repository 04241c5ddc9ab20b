"""Protected people and what they said: known to everybody else by a code, to their compartment by name.

Guards against: a survivor's name in a list, an index, a log or a backup. Names stand in one compartment, stories in another; who
                may read stories all day reads codes.
"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import SealedRecordBase
from bandi.foundation.vault.fields import SealedText


class ProtectedPerson(SealedRecordBase):
    """A survivor, witness, client, student under age: somebody whom our records could hurt.

    code: what everybody else sees ("W-2024-017"); it tells nothing.
    name: the form her page shows; all others are rows of `SealedName`.
    is_kept_apart: linking this record with another one asks for a second person.
    """

    code = models.CharField(
        _("code"), max_length=40, unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9가-힣][\w.\-]*$", _("Letters, digits, hyphens and dots, such as W-2024-017."))],
    )  # fmt: skip
    name = SealedText(_("name"), longest=200, is_long=False)
    birth = SealedText(_("birth"), longest=60, is_long=False)
    sex = SealedText(_("sex"), longest=60, is_long=False)
    origin = SealedText(_("place of origin"), longest=200, is_long=False)
    languages = SealedText(_("languages"), longest=200, is_long=False)
    contact = SealedText(_("how to reach her or him"), longest=1_000, is_long=False)
    note = SealedText(_("note"), longest=20_000)
    is_kept_apart = models.BooleanField(_("linked only with a second person’s approval"), default=False)

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="protected_person_has_a_code")]
        indexes = [models.Index(fields=["compartment", "updated_at", "record"], name="protected_by_change")]

    def labels(self) -> tuple[str, str]:
        return self.code, self.code


class Statement(SealedRecordBase):
    """What a person told us, in her own words. The compartment of stories is another than that of names."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    person = models.ForeignKey(
        ProtectedPerson, verbose_name=_("person"), null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    given_on = models.CharField(_("given on"), max_length=60, blank=True)
    given_from = models.DateField(null=True, blank=True, editable=False)
    given_until = models.DateField(null=True, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=40, blank=True)
    text = SealedText(_("what was said"), longest=400_000)

    class Meta:
        ordering = ["-given_from", "code"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="statement_has_a_code")]
        indexes = [models.Index(fields=["given_from"], name="statement_by_day")]

    def labels(self) -> tuple[str, str]:
        return self.code, self.code
