"""A backup moves between the two databases: from SQLite to PostgreSQL and back, with every row the same."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.conftest import SAMPLE, run
from tests.postgresql.test_postgresql import address  # noqa: F401  (the server)
from tests.reliability.figures.offices import Office

pytestmark = pytest.mark.slow
NOT_COMPARED = {"audit_entry"}
"""The restore and the backup are entries of the journal."""


def test_a_backup_goes_from_sqlite_to_postgresql_and_back(address: str, tmp_path: Path) -> None:  # noqa: F811
    office = Office.made(tmp_path / "one", 2)
    assert run(office.home, "year", "load", str(SAMPLE), "--quiet").returncode == 0
    seen = office.seen()
    office.backup(tmp_path / "to")
    with psycopg.connect(host="127.0.0.1", port=urlsplit(address).port, user="bandi", dbname="postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE moved")
    there = {"BANDI_DATABASE": address.replace("/postgres", "/moved")}
    three = str(office.three(tmp_path))

    done = run(tmp_path / "two", "backup", "restore", "--from", str(tmp_path / "to"), "--shares-file", three, "--json", **there)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["journal_holds"] and json.loads(done.stdout)["files"] >= 2

    (tmp_path / "again").mkdir()
    again = run(tmp_path / "two", "backup", "create", "--to", str(tmp_path / "again"), **there)
    assert again.returncode == 0, again.stderr
    opened = run(tmp_path / "two", "accounts", "open", "newcomer", "--role", "reader", **there)
    assert opened.returncode == 0, "numbers that the database gives out go on after the restored ones"
    back = office.restored(tmp_path / "again", tmp_path / "three")

    after = back.seen()
    differing = {table for table, digest in seen["rows"].items() if after["rows"][table] != digest}
    assert differing <= NOT_COMPARED
    assert after["journal"] and back.files() == office.files() and after["digests"] == seen["digests"]
