"""Small folders of a year for tests: everything in them is invented."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from bandi.foundation.records.intake import Outcome
from bandi.foundation.records.loading import load

ORGANISATION = {"name_en": "Lantern Society", "name_ko": "등불회", "abbreviation": "LS", "report_year": 2025}
SOURCE, YEAR = "LS 2025", 2025


def activity(ref: str, **values: Any) -> dict[str, Any]:
    """An activity with what every one needs; `values` change or add to it."""
    day = values.pop("on", "2025-03-08")
    plain = {
        "id": ref, "section": "Learning", "subsection": None, "heading": "Reading circle", "kind": "meeting",
        "title": f"Title of {ref}", "start_date": day, "end_date": day, "date_precision": "day",
    }  # fmt: skip
    return {**plain, **values}


class YearFolder:
    """A folder that is written file by file and loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(exist_ok=True)
        self.organisation()

    def organisation(self, **values: Any) -> None:
        (self.path / "organisation.json").write_text(json.dumps({**ORGANISATION, **values}, ensure_ascii=False))

    def activities(self, *rows: dict[str, Any] | str) -> None:
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        (self.path / "activities.jsonl").write_text("\n".join(lines) + "\n")

    def table(self, name: str, *rows: dict[str, Any]) -> None:
        """Write a CSV file whose columns are those of its rows together."""
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (self.path / name).open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)

    def load(self, **options: Any) -> dict[str, Outcome]:
        """Load the folder and return the outcomes by file."""
        given = {"source": SOURCE, "year": YEAR, **options}
        return {outcome.file: outcome for outcome in load(self.path, **given)}
