"""Other spellings of one and the same."""

from __future__ import annotations

from django.db import models

from bandi.foundation.records.models import PartBase, Record


class Alias(PartBase):
    """Another spelling of the name of a person, organisation, outlet, place or programme.

    is_main: never; the chosen form stands on the record itself. `source` says where this form is printed.
    """

    OWNER = "record"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=2, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["record", "name"], name="one_alias_per_spelling")]

    def __str__(self) -> str:
        return self.name
