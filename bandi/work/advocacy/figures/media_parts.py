"""The figure of a part of the media: by outlet, month, topic, language, whether it names us. An item listed twice counts once.

May import: this package's models, records, reference.
"""

from __future__ import annotations

from decimal import Decimal

from bandi.foundation.records.asking import Wording, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.foundation.reference.writing import has_hangul
from bandi.register.activities.figures.narrowing import named_activities, narrowings, said_as
from bandi.work.advocacy.models import MediaItem

_TOGETHER = "outlet, month, topic, language, naming, story"


def language_of_item(item: MediaItem) -> str:
    """Return the language of an item: as recorded, otherwise as its headline is written."""
    return item.language or ("ko" if has_hangul(item.headline_ko or item.headline_en) else "en")


def measure_part(question: Question) -> Answer | None:
    """Answer how many items of the period are of an outlet, a month, a topic, a language; without repeats."""
    by = narrowings(question)
    named = named_activities(question)
    read: list[MediaItem] = question.once(
        "advocacy.media_parts", lambda: list(MediaItem.objects.in_use().filter(duplicate_of__isnull=True).select_related("outlet", "topic"))
    )
    rows = [row for row in read if question.starts_on <= row.published_on <= question.ends_on and (not named or row.activity_id in named)]
    rows = [row for row in rows if _is(row, by)]
    outlets = len({row.outlet_id for row in rows})
    return Answer(
        Decimal(len(rows)), tuple(row.pk for row in rows), f"{len(rows)} {'item' if len(rows) == 1 else 'items'} in {outlets} {'outlet' if outlets == 1 else 'outlets'}, repeats left out.",
        f"중복을 뺀 보도 {len(rows)}건, 매체 {outlets}곳입니다.",
    )  # fmt: skip


def _is(row: MediaItem, by: dict[str, str]) -> bool:
    if "outlet" in by and not said_as(by["outlet"], (row.outlet.name_en, row.outlet.name_ko, row.outlet_text)):
        return False
    if "topic" in by and not (row.topic and said_as(by["topic"], (row.topic.key, row.topic.label_en, row.topic.label_ko))):
        return False
    if "month" in by and by["month"] not in (str(row.published_on.month), f"{row.published_on:%Y-%m}", f"{row.published_on:%m}"):
        return False
    if "language" in by and by["language"].lower() != language_of_item(row):
        return False
    if "naming" in by and by["naming"].lower().replace(" ", "_") != row.naming:
        return False
    return not ("story" in by and by["story"].lower() in ("yes", "true") and row.copy_of_id is not None)


FIGURES = (
    Figure(
        "advocacy.media_part", "A part of the media", "언론보도의 일부",
        f"Items of the period, repeats left out, narrowed by any of {_TOGETHER}: “media records with topic = china and month = 11”.",
        f"기간 중의 보도이며 중복을 뺍니다. {_TOGETHER}로 좁힙니다: “media records with topic = china and month = 11”.",
        measure_part, worded(Wording(0.99, how=r"\bmedia records with\b")),
    ),
)  # fmt: skip
