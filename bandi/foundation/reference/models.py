"""Terms of vocabularies and places.

May import: audit, Django.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from bandi.foundation.reference.texts import Bilingual


class Term(models.Model):
    """A word of a vocabulary that users extend: a kind of activity, a type of organisation, a unit.

    vocabulary: the list it belongs to ("activity_kind"); key: the stable word that records carry.
    is_retired: no longer offered; still named where records carry it.
    """

    vocabulary = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    label_en = models.CharField(max_length=200, blank=True)
    label_ko = models.CharField(max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)
    is_retired = models.BooleanField(default=False)
    label = Bilingual("label")

    class Meta:
        ordering = ["vocabulary", "order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "key"], name="one_term_per_key"),
            models.CheckConstraint(condition=~Q(key=""), name="term_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.vocabulary}:{self.key}"


class Country(models.Model):
    """A country or region as it is named in both languages; `code` is ISO 3166-1 alpha-2 where there is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name_en = models.CharField(max_length=120, unique=True)
    name_ko = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=2, blank=True)
    name = Bilingual("name")

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name_en
