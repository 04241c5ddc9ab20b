"""A small world for the desk, counted by hand: everything in it is invented and looks it."""

from __future__ import annotations

from datetime import date
from typing import Any

from bandi.foundation.records import editing
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity
from bandi.register.people.models import Organisation, Person, Place
from bandi.work.advocacy.models import MediaItem


def term(vocabulary: str = "activity_kind", key: str = "meeting", english: str = "Meeting", korean: str = "면담") -> Term:
    """Return a word of a vocabulary, made if it is not there."""
    found, _made = Term.objects.get_or_create(vocabulary=vocabulary, key=key, defaults={"label_en": english, "label_ko": korean})
    return found


def activity(title: str = "Briefing of the lanterns", *, on: date | None = date(2031, 3, 12), **values: Any) -> Activity:
    """Return an activity of one day."""
    day = on.isoformat() if on else ""
    dates = {"when": day, "starts_on": on, "ends_on": on, "precision": "day" if on else "unknown"}
    return editing.create(Activity, by=None, **{"kind": term(), "title_en": title, **dates, **values})


def protected(title: str = "The hidden harbour", **values: Any) -> Activity:
    """Return a protected activity, of which an officer must not learn."""
    return activity(title, handling="protected", **values)


def person(name: str = "Willow Birch", **values: Any) -> Person:
    """Return a person of public role."""
    return editing.create(Person, by=None, full_name=name, **values)


def organisation(name: str = "Society of the Moon", **values: Any) -> Organisation:
    """Return an organisation."""
    return editing.create(Organisation, by=None, name_en=name, **values)


def place(name: str = "Acorn Village", **values: Any) -> Place:
    """Return a place."""
    return editing.create(Place, by=None, name_en=name, **values)


def media_item(headline: str = "Lanterns return", **values: Any) -> MediaItem:
    """Return a media item."""
    outlet = values.pop("outlet", None) or organisation("The Daily Acorn", is_outlet=True)
    return editing.create(MediaItem, by=None, headline_en=headline, published_on=date(2031, 3, 13), outlet=outlet, **values)
