"""docs/coverage.md keeps its word: every address answers with records, every section stands in both editions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bandi.foundation.access.models import Account
from bandi.foundation.reference.texts import LANGUAGES
from bandi.publishing.models import EditionSection
from bandi.register.activities.models import Heading

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = Path(__file__).resolve().parents[1] / "docs" / "coverage.md"
HEADINGS = 103


@dataclass(frozen=True)
class Row:
    number: int
    heading: str
    desk: str
    filter: str
    section: str
    state: str
    remark: str


def rows() -> list[Row]:
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if re.match(r"\| \d+ \|", line):
            number, *cells = (cell.strip().strip("`") for cell in line.strip("|").split("|"))
            found.append(Row(int(number), *cells))
    return found


ROWS = rows()


def test_every_heading_of_the_model_has_a_row_and_every_shortfall_a_reason() -> None:
    assert [row.number for row in ROWS] == list(range(1, HEADINGS + 1))
    assert {row.state for row in ROWS} <= {"done", "partly", "not yet"}
    assert [row.number for row in ROWS if row.state != "done" and not row.remark] == []


def test_the_counts_above_the_table_are_those_of_the_table() -> None:
    done, partly, absent = (sum(row.state == state for row in ROWS) for state in ("done", "partly", "not yet"))

    assert f"{done} are done, {partly} partly, {absent} not yet." in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.number}" for row in ROWS])
def test_a_row_leads_to_records_on_the_desk_and_to_a_section_of_both_editions(row: Row, sample_year: None, ada: Account) -> None:
    client = Client()
    client.force_login(ada)
    sections = EditionSection.objects.filter(edition__year=2024, key=row.section)

    assert sections.count() == len(LANGUAGES)
    answer = client.get(row.desk, _filter(row, sections))
    assert answer.status_code == 200
    table: Any = answer.context.get("table")
    if table is not None:
        assert table["rows"], f"no record stands under {row.desk}"


def _filter(row: Row, sections: Any) -> dict[str, str]:
    if not row.filter:
        return {}
    english = sections.get(edition__language="en")
    parent = english.parent.title if english.parent else None
    heading = Heading.objects.in_use().filter(title_en=english.title, parent__title_en=parent, level="heading").first()
    assert row.filter == "heading" and heading is not None
    return {"heading": str(heading.pk)}
