"""How people are related: family and others, dated and sourced. Of protected people all of it is sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, SealedPart
from bandi.foundation.vault.fields import SealedText
from bandi.register.people.models.person import Person
from bandi.register.people.models.protected import ProtectedPerson


class PersonRelation(PartBase):
    """What another person is to a person of public role: mother, spouse, superior. kind: in words of the vocabulary `kinship`."""

    OWNER = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=60)
    other = models.ForeignKey(Person, verbose_name=_("the other person"), null=True, blank=True, on_delete=models.CASCADE, related_name="related_from")
    other_name = models.CharField(_("or her or his name"), max_length=200, blank=True)
    period = models.CharField(_("when"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(other__isnull=False) | ~Q(other_name=""), name="relation_names_somebody"),
            models.CheckConstraint(condition=Q(other__isnull=True) | ~Q(other=models.F("person")), name="relation_to_another_person"),
        ]


class SealedRelation(SealedPart):
    """What somebody is to a protected person. other: a code, so that it can be looked up, or a name; who is whose kin is itself sealed."""

    OWNER = "person"

    person = models.ForeignKey(ProtectedPerson, on_delete=models.CASCADE, related_name="relations")
    kind = SealedText(_("relation"), longest=60, is_long=False, blank=False)
    other = SealedText(_("the other person: a code, or a name"), longest=200, is_long=False, blank=False)
    period = SealedText(_("when"), longest=60, is_long=False)
    source = SealedText(_("source"), longest=400, is_long=False)

    class Meta:
        ordering = ["id"]
