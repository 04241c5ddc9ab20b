"""Answers in one sentence of each language.

May import: records.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from bandi.foundation.records.asking import distinct
from bandi.foundation.records.figures import Answer
from bandi.register.activities.models import Activity


def told(value: Decimal | int | None, records: Iterable[Activity | UUID], english: str, korean: str) -> Answer:
    """Return an answer; activities stand for their records."""
    ids = distinct(record if isinstance(record, UUID) else record.pk for record in records)
    return Answer(None if value is None else Decimal(value), tuple(ids), english, korean)


def title(activity: Activity) -> tuple[str, str]:
    """Return the title of an activity in English and in Korean, each falling back to the other."""
    english, korean = activity.title_en or activity.title_ko, activity.title_ko or activity.title_en
    return f"“{english}”", f"‘{korean}’" if "「" in korean else f"「{korean}」"


def stand(count: int, one: str, many: str) -> str:
    """Return "18 names stand" or "1 name stands"."""
    return f"{count:,} {one} stands" if count == 1 else f"{count:,} {many} stand"
