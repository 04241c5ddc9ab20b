"""The sample year goes in whole, tells what it holds back, and goes in a second time without a change."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bandi.foundation.records.loading import load
from bandi.foundation.records.models import Handling, Record
from bandi.register.activities.models import Activity, Headcount, HeldText, Measure, Participation, Picture

SAMPLE = Path(__file__).resolve().parents[4] / "sample" / "2024"
pytestmark = pytest.mark.django_db


def rows_of(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8") as handle:
        return [json.loads(line) for line in handle] if name.endswith(".jsonl") else list(csv.DictReader(handle))


def test_the_sample_year_loads_whole_and_twice():
    first = {outcome.file: outcome for outcome in load(SAMPLE, source="sample", year=2024)}

    assert [outcome.refused for outcome in first.values() if outcome.refused] == []
    assert [outcome.notes for outcome in first.values() if outcome.notes] == []
    for name in ("activities.jsonl", "people.csv", "places.csv", "figures.csv", "media.csv", "letters.csv", "captions.csv"):
        assert first[name].created == len(rows_of(name)), name
    _every_participation_is_known()
    _nothing_protected_is_kept(first)

    records = Record.objects.count()
    again = load(SAMPLE, source="sample", year=2024)
    assert not any(outcome.created or outcome.changed or outcome.kept or outcome.gone for outcome in again)
    assert Record.objects.count() == records


def _every_participation_is_known() -> None:
    assert not Participation.objects.filter(person=None, organisation=None).exists()
    recurring = Headcount.objects.filter(measure=Measure.ATTENDANCES)
    assert all(row.activity.rhythm for row in recurring.select_related("activity"))
    assert recurring.count() == 3


def _nothing_protected_is_kept(first: dict) -> None:
    sensitive = [row for row in rows_of("activities.jsonl") if row["sensitive"]]
    held = Activity.objects.filter(handling=Handling.PROTECTED)
    assert first["activities.jsonl"].held == held.count() == len(sensitive)
    assert not held.exclude(summary_en="", summary_ko="", place_text="", date_note="").exists()
    assert not Participation.objects.filter(activity__in=held).exists()
    assert HeldText.objects.count() == len(rows_of("personal_texts.csv"))
    assert not Picture.objects.exclude(shows_people="no").exclude(caption_en="", caption_ko="").exists()
