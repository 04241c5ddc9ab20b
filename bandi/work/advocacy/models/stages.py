"""The way of a text of ours: planned, drafted, cleared, filed, published, taken up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far a text is. Only the acts of `actions.stages` move it; forms and pasted rows do not."""

    PLANNED = "planned", _("planned")
    DRAFTED = "drafted", _("drafted")
    CLEARED = "cleared", _("cleared")
    FILED = "filed", _("filed")
    PUBLISHED = "published", _("published")
    TAKEN_UP = "taken_up", _("taken up")


OUT = (Stage.FILED, Stage.PUBLISHED, Stage.TAKEN_UP)
"""The stages in which a text has left the house."""
