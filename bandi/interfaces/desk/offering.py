"""Which records a form offers to choose from, kept until something is written.

What is kept hangs on the language and on how far somebody sees, never on who she is: a kind whose rows hang on more than permission is asked anew each time.

May import: the foundation, Django.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import models

from bandi.foundation.records.sight import sight_of
from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.fields import CHOOSE_FROM, Offer
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.remembering import data_version, remembered
from bandi.interfaces.desk.unsealing import is_sealed_record

WHO_SEES_TO_IT = {"owner", "taken_by"}
"""Tasks are given to our own people; whoever holds one already stays in the choice."""


class Offers(NamedTuple):
    """The records a field offers, in their order. are_own: our own people alone."""

    offers: tuple[Offer, ...]
    are_own: bool


def offers_of(field: models.ForeignKey[Any, Any], reader: Reader) -> Offers | None:
    """Return the records that a field offers, None where there are too many to choose from and one is named instead."""
    model: Any = field.related_model
    if is_sealed_record(model):
        return _asked(field, reader, reader.account)
    sight = sight_of(reader.account)
    version = reader.once("data_version", data_version)
    kept: Offers | None = remembered(f"offers:{field}:{reader.language}:{sight}", lambda: _asked(field, reader, sight), version=version)
    return kept


def own_people(field: models.ForeignKey[Any, Any], visible: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Return those of the visible people who are ours, and whoever holds a task of this kind already."""
    return visible.filter(models.Q(relation__startswith="own_") | models.Q(pk__in=field.model._default_manager.values(field.attname)))


def _asked(field: models.ForeignKey[Any, Any], reader: Reader, who: Any) -> Offers | None:
    """who: the account, or a `Sight` in its place, with which a question for anything else of a person fails."""
    model: Any = field.related_model
    if model._meta.label_lower == "activities.activity":
        return None
    visible, are_own = model.objects.visible_to(who), False
    if model._meta.label_lower == "people.person" and field.name in WHO_SEES_TO_IT:
        own = own_people(field, visible)
        are_own = own.exists()
        visible = own if are_own else visible
    if visible.order_by()[: CHOOSE_FROM + 1].count() > CHOOSE_FROM:
        return None
    return Offers(tuple(Offer(str(row.pk), escaped(reader.name(row).text)) for row in visible), are_own)
