"""People of public role: officials, staff, speakers. Nobody who needs protection."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.texts import Bilingual
from bandi.register.people.models.organisation import Organisation


class NameStatus(models.TextChoices):
    """How sure the Korean form of a name is."""

    PUBLISHED = "published", _("published form")
    CONFIRMED = "confirmed", _("confirmed by the person or the organisation")
    TRANSCRIBED = "transcribed", _("transcribed, to be confirmed")


class Sex(models.TextChoices):
    """As it is known; empty where it is not."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")


class Person(RecordBase):
    """A person of public role.

    full_name:   as it is printed in Latin script, in whichever order; empty family_name and given_name mean that the
                 parts are not known apart, and then the printed form is used in every edition.
    surname_first: the person's own order in Latin script outside our editions.
    relation:    what the person is to us: own_staff, un_official, speaker … (vocabulary `person_relation`).
    birth:       as exact as it is known (EDTF): a day, a year, a range of years.
    """

    full_name = models.CharField(_("name as printed"), max_length=200)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=100, blank=True)
    name_ko_status = models.CharField(_("Korean name is"), max_length=12, blank=True, choices=NameStatus.choices)
    role_en = models.CharField(_("role in English"), max_length=300, blank=True)
    role_ko = models.CharField(_("role in Korean"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    relation = models.CharField(_("relation to us"), max_length=60, blank=True)
    birth = models.CharField(_("birth"), max_length=60, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex.choices, blank=True)
    origin = models.CharField(_("place of origin"), max_length=200, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    role = Bilingual("role")

    class Meta:
        ordering = ["full_name"]
        constraints = [models.CheckConstraint(condition=~Q(full_name=""), name="person_has_a_name")]
        indexes = [
            models.Index(fields=["full_name"], name="person_by_name"),
            models.Index(fields=["name_ko"], name="person_by_name_ko"),
            models.Index(fields=["updated_at", "record"], name="person_by_change"),
        ]

    def labels(self) -> tuple[str, str]:
        return self.name_in("en"), self.name_in("ko")

    def name_in(self, language: str) -> str:
        """Return the name in the order of `language`: given name first in English, family name first in Korean."""
        if language == "ko":
            return self.name_ko or self.full_name
        if self.given_name and self.family_name:
            return f"{self.given_name} {self.family_name}"
        return self.full_name
