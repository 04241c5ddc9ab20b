"""The texts of activities that are compared with one another. Held places have none.

May import: this package, records.
"""

from __future__ import annotations

from collections.abc import Iterator

from bandi.foundation.records.findings import Scope
from bandi.foundation.records.spellings import Piece
from bandi.register.activities.figures.year import Year, is_protected
from bandi.register.activities.models import Heading, Picture


def year_of(scope: Scope) -> Year:
    """Return the year's activities, read once for all checks."""
    return scope.once(f"activities.year.{scope.year}", lambda: Year.read(scope.year))


def texts(scope: Scope) -> Iterator[Piece]:
    """Yield titles, summaries, places and captions of a year."""
    year = year_of(scope)
    for heading in Heading.objects.in_use().filter(year=scope.year):
        yield Piece(heading.pk, heading.title_en)
    for activity in year.all():
        if is_protected(activity):
            continue
        for text in (activity.title_en, activity.summary_en, activity.place_text):
            yield Piece(activity.pk, text)
        for outcome in year.outcomes.get(activity.pk, ()):
            yield Piece(activity.pk, outcome.text_en)
        session = year.session_of.get(activity.pk)
        if session is not None:
            yield Piece(activity.pk, session.venue_en)
            yield Piece(activity.pk, session.speaker_en)
    for programme in year.programmes:
        yield Piece(programme.pk, programme.name_en)
    for picture in Picture.objects.in_use().filter(shows_people="no"):
        if picture.activity_id in year.activities:
            yield Piece(picture.pk, picture.caption_en)
