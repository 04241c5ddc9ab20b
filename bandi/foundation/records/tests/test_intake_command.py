"""`bandi year load`: what it says, in which language, and its exit codes."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import connection

from bandi.foundation.audit.models import Entry
from bandi.foundation.records import rows
from bandi.foundation.records.alone import alone
from bandi.foundation.records.models import Record
from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.foundation.records.year import describe

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(tmp_path):
    folder = YearFolder(tmp_path / "2025")
    folder.activities(activity("a"), activity("b"))
    return folder


def run(folder, *options: str, capsys) -> tuple[int, str, str]:
    try:
        call_command("year_load", str(getattr(folder, "path", folder)), *options)
        status = 0
    except SystemExit as stop:
        status = int(str(stop.code))
    out, err = capsys.readouterr()
    return status, out, err


def test_everything_loaded_is_status_0(year, capsys):
    status, out, _err = run(year, "--language", "en", capsys=capsys)

    assert status == 0
    assert "LS 2025" in out and "activities.jsonl" in out
    assert Record.objects.filter(kind="activities.activity").count() == 2


def test_a_refused_row_is_status_1_and_is_told_with_file_row_and_reason(year, capsys):
    year.activities(activity("a"), activity("b", start_date="2025-02-30"))

    status, out, _err = run(year, "--language", "en", capsys=capsys)

    assert status == 1
    assert "activities.jsonl · row 2 · b · “start_date”: the day 2025-02-30 does not exist" in out


def test_messages_are_in_the_language_of_the_terminal(year, capsys, monkeypatch):
    year.activities(activity("a"), activity("b", start_date="2025-02-30"))
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert "불러오지 못한 것" in run(year, capsys=capsys)[1]

    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "Refused" in run(year, capsys=capsys)[1]
    assert "불러오지 못한 것" in run(year, "--language", "ko", capsys=capsys)[1]


@pytest.mark.parametrize("breakage", ["missing", "empty", "garbage", "large", "nobody"])
def test_nothing_loaded_is_status_2(year, tmp_path, capsys, monkeypatch, breakage):
    options = ["--language", "en"]
    if breakage == "missing":
        year = tmp_path / "nowhere"
    elif breakage == "empty":
        year = tmp_path / "empty"
        year.mkdir()
    elif breakage == "nobody":
        options += ["--by", "nobody"]
    else:
        year.organisation(report_year=None)
        (year.path / "activities.jsonl").write_bytes(b"\xff\xfe\xfd" if breakage == "garbage" else b"{}")
        monkeypatch.setattr(rows, "LARGEST_FILE", 1 if breakage == "large" else rows.LARGEST_FILE)

    status, out, err = run(year, *options, capsys=capsys)

    assert (status, out) == (2, "")
    assert err.strip()
    assert not Record.objects.exists()


def test_the_outcome_can_be_read_by_a_program(year, capsys):
    year.activities(activity("a"), "{")
    status, out, _err = run(year, "--json", "--dry-run", "--language", "en", capsys=capsys)

    told = json.loads(out)
    assert (status, told["status"], told["year"], told["source"], told["dry_run"]) == (1, 1, 2025, "LS 2025", True)
    (file,) = [file for file in told["files"] if file["file"] == "activities.jsonl"]
    assert (file["created"], file["refused"][0]["number"]) == (1, 2)
    assert not Record.objects.exists()


def test_quiet_says_only_what_was_refused(year, capsys):
    assert run(year, "--quiet", capsys=capsys)[:2] == (0, "")

    year.activities(activity("a"), activity("b", start_date="2025-02-30"))
    status, out, _err = run(year, "--quiet", "--language", "en", capsys=capsys)
    assert (status, out.splitlines()[1]) == (1, "Refused (1)")


def test_the_account_that_loads_is_journalled(year, dan, capsys):
    assert run(year, "--by", "dan", capsys=capsys)[0] == 0
    assert set(Entry.objects.values_list("actor", flat=True)) == {dan.id}


def test_an_account_that_may_not_load_is_refused(year, ben, capsys):
    status, _out, err = run(year, "--by", "ben", "--language", "en", capsys=capsys)

    assert (status, err.strip()) == (2, "this account may not load a year")
    assert not Record.objects.exists()


def test_the_year_is_the_one_given_the_one_stated_or_the_one_most_activities_lie_in(year):
    assert describe(year.path).year == 2025
    assert describe(year.path, 2030).source == "LS 2030"

    year.organisation(report_year=None)
    year.activities(
        activity("a", on="2019-01-01"), activity("b", on="2018-01-01", in_report_year=False),
        activity("c", on="2018-02-01", in_report_year=False), activity("d", on="2018-03-01", in_report_year=False),
    )  # fmt: skip
    assert describe(year.path).year == 2019


def test_one_load_waits_for_another(tmp_path, settings):
    settings.HOME = tmp_path
    if connection.vendor != "sqlite":
        pytest.skip("an advisory lock lets its own session in")
    import fcntl

    with alone(), (tmp_path / "load.lock").open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (tmp_path / "load.lock").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
