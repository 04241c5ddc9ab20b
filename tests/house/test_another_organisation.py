"""Another organisation's folder loads and reports just as well: nothing of the sample year is in the code."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, SAMPLE, empty_office, run

ACTIVITIES = [
    {"id": "harbour-supper-2031", "section": "Kitchen", "subsection": None, "heading": "Harbour suppers", "kind": "shared_supper",
     "title": "Harbour suppers 2031", "start_date": "2031", "end_date": "2031", "date_precision": "year", "in_report_year": True,
     "audience": {"count": 412, "unit": "participants over the year", "qualifier": "exact"},
     "recurrence": {"frequency": "weekly", "occurrences": 50}, "related_ids": ["supper-opening"]},
    {"id": "supper-opening", "section": "Kitchen", "subsection": None, "heading": "Harbour suppers", "kind": "shared_supper",
     "title": "Opening supper", "title_ko": "첫 저녁 식사", "start_date": "2031-02-03", "end_date": "2031-02-03",
     "date_precision": "day", "in_report_year": True, "audience": {"count": 31, "unit": "guests", "qualifier": "exact"},
     "related_ids": ["harbour-supper-2031"]},
    {"id": "boat-repair", "section": "Workshop", "subsection": "Boats", "heading": "Boat repair", "kind": "repair_day",
     "title": "Boat repair days", "start_date": "2031-06-10", "end_date": "2031-06-14", "date_precision": "range",
     "in_report_year": True, "place": "Ferry Town", "place_ids": ["ferry-town"]},
]  # fmt: skip
FIGURES = [
    ("Z1", "Kitchen", "Suppers held", "50", "suppers", "count of sessions of the programme in the year", "own_record", "harbour-supper-2031"),
    ("Z2", "Kitchen", "Guests at the opening", "30", "people", "attendance count of the event", "own_record", "supper-opening"),
    ("Z3", "Workshop", "Days of repair", "5", "days", "end date minus start date plus one", "own_record", "boat-repair"),
]  # fmt: skip


def write(folder: Path, activities: list[dict[str, object]]) -> Path:
    folder.mkdir(exist_ok=True)
    lines = [json.dumps({"summary": None, "outcomes": [], "our_people": [], "partners": [], "counterparts": [], "sensitive": False, **row}) for row in activities]
    (folder / "activities.jsonl").write_text("\n".join(lines))
    (folder / "organisation.json").write_text(
        json.dumps({"name_en": "Lantern Street Circle", "name_ko": "등불거리 모임", "abbreviation": "LSC", "founded": "2011-03"})
    )
    with (folder / "places.csv").open("w", newline="") as handle:
        csv.writer(handle).writerows([["id", "name", "city", "region", "country", "kind"], ["ferry-town", "Ferry Town", "", "", "Japan", "town"]])
    with (folder / "figures.csv").open("w", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(["id", "section", "statement", "value", "unit", "how_computed", "origin", "activity_ids", "qualifier", "period", "consistency_note", "source_line"])
        table.writerows([*row, "exact", "2031", "", "1"] for row in FIGURES)
    return folder


def check(home: Path) -> dict[str, dict[str, object]]:
    rows = json.loads(run(home, "report", "check", "--year", "2031", "--json").stdout)
    return {row["id"]: row for row in rows if "id" in row}


@pytest.mark.slow
def test_another_organisation_loads_checks_and_reports(tmp_path: Path) -> None:
    home = empty_office(tmp_path / "home")
    folder = write(tmp_path / "year", ACTIVITIES)

    loaded = run(home, "year", "load", str(folder))
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr

    claims = check(home)
    assert {key: (row["computed"], row["state"]) for key, row in claims.items()} == {
        "Z1": (50, "agrees"), "Z2": (31, "differs"), "Z3": (5, "agrees"),
    }  # fmt: skip

    changed = [{**row, "audience": {"count": 30, "unit": "guests", "qualifier": "exact"}} if row["id"] == "supper-opening" else row for row in ACTIVITIES]
    run(home, "year", "load", str(write(folder, changed)))
    assert (check(home)["Z2"]["computed"], check(home)["Z2"]["state"]) == (30, "agrees")

    for language, words in (("en", ["Lantern Street Circle", "Harbour suppers", "Boat repair days"]), ("ko", ["등불거리 모임", "첫 저녁 식사"])):
        for form in ("html", "pdf", "docx"):
            output = tmp_path / f"report.{form}"
            built = run(home, "report", "build", "--year", "2031", "--language", language, "--format", form, "--output", str(output))
            assert built.returncode == 0, built.stdout + built.stderr
            assert output.stat().st_size > 5000
        run(home, "report", "build", "--year", "2031", "--language", language, "--format", "html", "--output", str(tmp_path / "r.html"))
        text = (tmp_path / "r.html").read_text()
        assert [word for word in words if word not in text] == []


def proper_words() -> set[str]:
    """Words by which the sample could be recognised: its ids of several words, its programmes, its own names."""
    ids = {json.loads(line)["id"] for line in (SAMPLE / "activities.jsonl").read_text().splitlines()}
    profile = json.loads((SAMPLE / "organisation.json").read_text())
    programmes = {programme["name"] for programme in profile["programmes"]}
    names = {profile["abbreviation"], profile["name_en"], profile["name_ko"], profile["chair"]}
    striking = {"Phurora", "Tong Tong", "Na-Neo-Ul", "Hanawon", "나너울", "통통", "하나원", "Made in China"}
    return {word for word in ids if word.count("-") >= 2} | {word for word in programmes if word.count(" ") >= 2} | names | striking


def found_in(root: Path, words: set[str]) -> list[str]:
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    found = []
    for path in sorted(root.rglob("*")):
        if path.suffix not in {".py", ".html", ".js", ".css", ".typ", ".po", ".json"} or {"tests", "outlines"} & set(path.parts):
            continue
        found += [f"{path.relative_to(root)}: {match}" for match in sorted(set(pattern.findall(path.read_text())))]
    return found


def test_nothing_of_the_sample_year_is_in_the_code(tmp_path: Path) -> None:
    words = proper_words()
    assert len(words) > 60
    assert found_in(REPOSITORY / "bandi", words) == []

    (tmp_path / "figures.py").write_text('if activity == "tongtong-2024-11-10": pass\n')
    assert found_in(tmp_path, words) == ["figures.py: tongtong-2024-11-10"]
