"""The sample year under other ids, programmes, sections and names: nothing of the sample is in the code."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from bandi.register.claims.measuring import measure_year
from tests.conftest import SAMPLE
from tests.test_checks_sample import DIFFERS, HELD_OR_UNTOLD

RENAMED = {
    "Phurora Mapharam": "Silver Lantern Walk", "Tong Tong": "Kite Kite", "Firefly": "Acorn", "Na-Neo-Ul": "Heron-Circle",
    "Sun Foundation": "Pebble Trust", "KPX Foundation": "Fern Trust", "Made in China": "Made of Glass", "Osan": "Elmford",
    "Hanawon": "Willow House", "NK Avengers": "Paper Boats", "NKHR": "LNTN", "Educational and Support Programs": "Learning Rooms",
    "Advocacy & Campaigns": "Speaking Out", "Human Rights First": "Harbour Group",
}  # fmt: skip
LINKS = ("activity_id", "activity_ids", "linked_activity_id", "submission_activity_id", "citation_activity_id")


def renamed(folder: Path) -> Path:
    """Write the sample year with other ids, programmes, sections and names, and return its folder."""
    folder.mkdir()
    rows = [json.loads(line) for line in (SAMPLE / "activities.jsonl").read_text(encoding="utf-8").splitlines()]
    ids = {row["id"]: f"q{number:03d}" for number, row in enumerate(rows)}
    for row in rows:
        row["id"], row["related_ids"] = ids[row["id"]], [ids[ref] for ref in row["related_ids"] if ref in ids]
        if row.get("part_of"):
            row["part_of"] = ids[row["part_of"]]
    (folder / "activities.jsonl").write_text(_words("\n".join(json.dumps(row, ensure_ascii=False) for row in rows)), encoding="utf-8")
    (folder / "organisation.json").write_text(_words((SAMPLE / "organisation.json").read_text(encoding="utf-8")), encoding="utf-8")
    for file in SAMPLE.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as handle:
            table = list(csv.DictReader(handle))
        for row in table:
            for column in set(LINKS) & set(row):
                row[column] = ";".join(ids.get(ref, ref) for ref in row[column].split(";"))
            if file.name == "figures.csv":
                row["id"] = "Z" + row["id"]
            if file.name == "submissions.csv":
                row["id"] = ids.get(row["id"], row["id"])
        with (folder / file.name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(table[0]))
            writer.writeheader()
            writer.writerows({column: _words(value) for column, value in row.items()} for row in table)
    return folder


def _words(text: str) -> str:
    for old, new in RENAMED.items():
        text = text.replace(old, new)
    return text


@pytest.mark.slow
@pytest.mark.django_db
def test_other_ids_programmes_and_sections_are_computed_just_as_well(tmp_path):
    call_command("year_load", str(renamed(tmp_path / "other")), "--quiet")

    measured = measure_year(2024)
    differs = {each.claim.record.ref: int(each.value) for each in measured if each.state == "differs" and each.value is not None}
    without = {each.claim.record.ref for each in measured if each.value is None and each.claim.origin != "external_context"}

    assert differs == {f"Z{ref}": value for ref, value in DIFFERS.items()}
    assert without == {f"Z{ref}" for ref in HELD_OR_UNTOLD}
