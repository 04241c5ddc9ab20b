"""Appearances in the media, counted: by outlet, month, topic, language. An item listed twice counts once.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bandi.foundation.access.models import Account
from bandi.foundation.reference.writing import has_hangul
from bandi.work.advocacy.models import MediaItem


@dataclass(frozen=True)
class Coverage:
    """The items of a year. stories: items without reprints. unlooked: items of which nobody said whether they name us."""

    year: int
    items: int
    stories: int
    listed_twice: int
    names_us: int
    about_topic: int
    unlooked: int
    linked: int
    outlets: Counter[str]
    months: Counter[int]
    topics: Counter[str]
    languages: Counter[str]


def coverage_of(year: int, account: Account | None) -> Coverage:
    """Return what the media of a year come to, as `account` may see it. Outlets and topics are counted by their ids."""
    rows = MediaItem.objects.visible_to(account).filter(published_on__range=(date(year, 1, 1), date(year, 12, 31)))
    told = list(rows.values_list("outlet", "published_on", "topic", "language", "naming", "duplicate_of", "copy_of", "activity", "publication", "headline_en", "headline_ko"))
    counted = [one for one in told if one[5] is None]
    return Coverage(
        year=year, items=len(counted), stories=sum(one[6] is None for one in counted), listed_twice=len(told) - len(counted),
        names_us=sum(one[4] == MediaItem.Naming.NAMES_US for one in counted), about_topic=sum(one[4] == MediaItem.Naming.TOPIC for one in counted),
        unlooked=sum(not one[4] for one in counted), linked=sum(bool(one[7] or one[8]) for one in counted), outlets=Counter(str(one[0]) for one in counted),
        months=Counter(one[1].month for one in counted), topics=Counter(str(one[2] or "") for one in counted),
        languages=Counter(one[3] or ("ko" if has_hangul(one[10] or one[9]) else "en") for one in counted),
    )  # fmt: skip
