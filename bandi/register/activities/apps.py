from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from bandi.foundation.records.outline import OutlineEntry


class ActivitiesConfig(AppConfig):
    name = "bandi.register.activities"
    label = "activities"

    def ready(self) -> None:
        from bandi.register.activities.models import HeldText
        from bandi.register.people.consents.asking import needs_consent

        needs_consent(HeldText._meta.label_lower, lambda keys: HeldText.objects.filter(pk__in=keys, needs_consent=True).values_list("pk", flat=True))
        from bandi.foundation.records import blocks, figures, findings, intake, outline, spellings
        from bandi.register.activities import searching, using  # noqa: F401  `using` offers its source

        intake.held_in(f"{self.name}.intake")
        outline.provide("activities", _outline_of)
        blocks.held_in(f"{self.name}.blocks")
        searching.offer()
        figures.held_in(f"{self.name}.figures")
        findings.held_in(f"{self.name}.checks")
        spellings.held_in(f"{self.name}.checks")


def _outline_of(year: int) -> Iterable[OutlineEntry]:
    from bandi.register.activities.intake import (
        headings,  # here, so that nothing that reads a year's files is loaded at the start
    )

    return headings.outline_of(year)
