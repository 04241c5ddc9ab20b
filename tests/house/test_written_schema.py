"""The written schema is what the migrations make, and touches nothing but an empty file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from bandi.foundation.vault import written_schema

REPOSITORY = Path(__file__).resolve().parents[2]
WRITE = "write it anew: python tools/schema.py"


def test_every_migration_is_written_down() -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    written = {f"{app}.{name}" for app, name in written_schema._APPLIED.findall(settings.WRITTEN_SCHEMA.read_text())}
    assert written == known, WRITE


@pytest.mark.slow
def test_the_written_schema_is_what_the_migrations_make() -> None:
    walked = subprocess.run([sys.executable, "tools/schema.py", "--print"], cwd=REPOSITORY, env={**os.environ, "BANDI_SAMPLE": "yes"}, capture_output=True, text=True, timeout=300)
    assert walked.returncode == 0, walked.stderr
    assert walked.stdout == settings.WRITTEN_SCHEMA.read_text(), WRITE


@pytest.mark.django_db
def test_the_database_of_the_tests_is_what_is_written_and_is_left_alone() -> None:
    if connection.vendor != "sqlite":
        assert not written_schema.lay(connection, settings.WRITTEN_SCHEMA)
        return
    assert written_schema.of(connection) == settings.WRITTEN_SCHEMA.read_text()
    assert not written_schema.lay(connection, settings.WRITTEN_SCHEMA)
    assert written_schema.of(connection) == settings.WRITTEN_SCHEMA.read_text()


def test_a_trigger_with_several_statements_is_one_statement() -> None:
    trigger = "CREATE TRIGGER t BEFORE UPDATE ON a BEGIN SELECT 1; SELECT 2; END;\n"
    assert list(written_schema._statements(f"-- applied: a.b\n\nCREATE TABLE a (b);\n{trigger}")) == ["CREATE TABLE a (b);\n", trigger]
