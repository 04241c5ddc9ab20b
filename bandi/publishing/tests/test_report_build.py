"""`bandi report build`: six files, plain errors, exit codes that mean something."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from bandi.foundation.access.models import Account
from bandi.foundation.records import editing
from bandi.publishing.building import build, find_edition
from bandi.publishing.models import Edition, EditionSection

pytestmark = pytest.mark.django_db

STARTS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "html": b"<!doctype html>"}


@pytest.fixture(params=["en", "ko"])
def edition(request: pytest.FixtureRequest) -> Edition:
    edition = editing.create(
        Edition, by=None, year=2031, language=request.param, title="Report 2031", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31)
    )
    title = "One" if request.param == "en" else "하나"
    editing.add(EditionSection(edition=edition, key="one", title=title, order=1, body="한글 글입니다."), by=None)
    return edition


def run(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        call_command("report_build", *words)
        status = 0
    except SystemExit as stop:
        status = int(stop.code or 0)
    out = capsys.readouterr()
    return status, out.out, out.err


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_each_format_is_built_in_each_language(edition: Edition, form: str, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / f"report.{form}"

    status, out, _ = run("--year", "2031", "--language", edition.language, "--output", str(file), "--json", capsys=capsys)

    told = json.loads(out)
    assert (status, told["format"], told["bytes"]) == (0, form, file.stat().st_size)
    assert file.read_bytes()[:15].lower().startswith(STARTS[form].lower())
    assert len(told["untranslated"]) == (1 if edition.language == "en" else 0)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--year", "1999", "--language", "en"], "there is no edition of 1999"),
        (["--year", "2031", "--language", "en", "--output", "{folder}"], "is a folder"),
        (["--year", "2031", "--language", "en", "--output", "{folder}/no/report.pdf"], "does not exist"),
        (["--year", "2031", "--language", "en", "--by", "nobody"], "no active account"),
    ],
)
def test_what_cannot_be_built_says_why_and_leaves_nothing(
    words: list[str], reason: str, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)

    status, out, error = run(*(word.format(folder=tmp_path) for word in words), capsys=capsys)

    assert (status, out) == (2, "")
    assert reason in error
    assert list(tmp_path.iterdir()) == []


def test_an_account_that_sees_no_record_builds_nothing(edition: Edition, cho: Account, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "report.html"

    status, _, _ = run("--year", "2031", "--language", edition.language, "--output", str(file), "--by", "cho", capsys=capsys)

    assert status == 2
    assert not file.exists()


def test_blocks_that_nobody_offers_are_told_with_exit_code_1(edition: Edition, tmp_path: Path, capsys: Any) -> None:
    editing.add(EditionSection(edition=edition, key="two", title="Two", order=2, content=["stars"]), by=None)
    file = tmp_path / "report.html"

    status, _, error = run("--year", "2031", "--language", edition.language, "--output", str(file), capsys=capsys)

    assert status == 1
    assert "stars" in error
    assert file.exists()


def test_a_build_that_breaks_off_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = editing.create(
        Edition, by=None, year=2031, language="en", title="Report", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31)
    )
    file = tmp_path / "report.html"
    file.write_text("the old one")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        build(find_edition(2031, edition.language), "html", file)  # type: ignore[arg-type]

    assert file.read_text() == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
