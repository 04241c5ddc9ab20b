"""The database file on the disk: encrypted from its first page, refused under another key, moved from a plain one without loss."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, database, empty_office, run

pytestmark = pytest.mark.slow
WORD = "세계시민"
KOREAN = {"LANG": "ko_KR.UTF-8", "LC_ALL": ""}
ENGLISH = {"LANG": "en_GB.UTF-8", "LC_ALL": ""}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the sample year in a plain file, as installations from before this encryption have it."""
    home = empty_office(tmp_path_factory.mktemp("plain"), encrypted="no")
    assert run(home, "year", "load", str(SAMPLE), "--quiet", BANDI_DATABASE_ENCRYPTED="no").returncode == 0
    return home


def a_copy(home: Path, target: Path) -> Path:
    shutil.copytree(home, target)
    return target


def everything_on_the_disk(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(home.glob("bandi.sqlite3*")))


def test_a_new_file_is_encrypted_and_nothing_of_it_can_be_read(tmp_path: Path, plain: Path):
    assert run(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    assert run(tmp_path, "year", "load", str(SAMPLE), "--quiet").returncode == 0

    sealed, clear = everything_on_the_disk(tmp_path), everything_on_the_disk(plain)
    for word in (b"SQLite format 3", b"CREATE TABLE", "북한인권".encode(), b"North Korea"):
        assert word in clear and word not in sealed
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "bandi.sqlite3").execute("SELECT * FROM sqlite_master")


def test_another_key_and_a_missing_key_are_said_in_both_languages(tmp_path: Path):
    empty_office(tmp_path)
    key = tmp_path / "operational.key"
    right = key.read_text()

    key.write_text("ab" * 32)
    wrong = run(tmp_path, "audit", "verify", **ENGLISH)
    assert wrong.returncode == 2 and "does not open with the operational key" in wrong.stderr and "Traceback" not in wrong.stderr
    key.unlink()
    missing = run(tmp_path, "audit", "verify", **KOREAN)
    assert missing.returncode == 2 and "운영 열쇠" in missing.stderr and "Traceback" not in missing.stderr
    assert not key.exists(), "a new key must not be made beside a database that it cannot open"
    key.write_text(right)
    assert run(tmp_path, "audit", "verify").returncode == 0


def test_a_plain_file_goes_on_working_and_is_named(plain: Path):
    found = run(plain, "audit", "verify")

    assert found.returncode == 0 and "bandi database encrypt" in found.stderr
    assert "bandi database encrypt" not in run(plain, "audit", "verify", BANDI_DATABASE_ENCRYPTED="no").stderr


def test_a_plain_file_is_moved_without_losing_a_row_or_a_word(tmp_path: Path, plain: Path):
    home = a_copy(plain, tmp_path / "office")
    search = "import django; django.setup(); from bandi.foundation.records import search; from bandi.foundation.records.search import SearchRow; print(SearchRow.objects.count()); from django.db import connection; c = connection.cursor(); c.execute(\"SELECT COUNT(*), SUM(rowid) FROM records_searchtoken WHERE records_searchtoken MATCH 'the OR 북한 OR korea OR 인권'\"); print(c.fetchall())"
    before = _python(home, search)

    moved = run(home, "database", "encrypt", "--json")
    assert moved.returncode == 0, moved.stderr
    outcome = json.loads(moved.stdout)
    assert outcome["rows"] > 1000 and outcome["tables"] > 30
    assert b"SQLite format 3" not in everything_on_the_disk(home).replace((home / "bandi.sqlite3.plain").read_bytes(), b"")
    assert _python(home, search) == before and "[(0" not in before
    assert json.loads(run(home, "audit", "verify", "--json").stdout)["holds"]
    assert run(home, "year", "load", str(SAMPLE), "--quiet").returncode == 0
    with database(home) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    assert (home / "bandi.sqlite3.plain").exists()
    assert json.loads(run(home, "database", "encrypt", "--json").stdout) == {"encrypted": True, "changed": False}
    assert json.loads(run(home, "database", "encrypt", "--forget-plain", "--json").stdout) == {"forgotten": True}
    assert not (home / "bandi.sqlite3.plain").exists()


def test_a_file_in_use_is_not_moved(tmp_path: Path, plain: Path):
    home = a_copy(plain, tmp_path / "office")
    other = sqlite3.connect(home / "bandi.sqlite3")
    other.execute("SELECT COUNT(*) FROM audit_entry").fetchone()

    refused = run(home, "database", "encrypt", **ENGLISH)

    assert refused.returncode == 2 and "Stop the desk" in refused.stderr
    other.close()
    assert (home / "bandi.sqlite3").read_bytes()[:15] == b"SQLite format 3"
    assert run(home, "database", "encrypt").returncode == 0


def _python(home: Path, code: str) -> str:
    import os
    import subprocess
    import sys

    settings = {**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": "", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"}
    return subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=True).stdout
