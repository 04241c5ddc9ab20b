"""The checks of activities: lists against counts, dates, rhythms, people against attendances, what has no translation."""

from bandi.register.activities.checks import dates, lists, rhythms
from bandi.register.activities.checks.texts import texts

CHECKS = {**lists.CHECKS, **dates.CHECKS, **rhythms.CHECKS}

__all__ = ["CHECKS", "texts"]
