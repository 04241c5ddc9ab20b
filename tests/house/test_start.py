"""The desk and every command start without the libraries that only some visits need; each is loaded by the first who asks."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from bandi.config import commands
from bandi.foundation.vault.checks import FOR_OFFICES
from bandi.interfaces.desk import settling

REPOSITORY = Path(__file__).resolve().parents[2]
LIBRARIES = ("bandi.citations", "bandi.disclosure", "docx", "openpyxl", "lxml", "numpy", "PIL", "duckdb", "splink", "typst", "fido2", "segno")
REGISTER, WORK = ("people", "claims", "activities"), ("advocacy", "funding", "programmes")
FLOORS = {**dict.fromkeys(REGISTER, "bandi.register"), **dict.fromkeys(WORK, "bandi.work")}
HELD = tuple(f"{floor}.{package}.{room}" for package, floor in FLOORS.items() for room in ("figures", "checks", "blocks"))
LATER = (*LIBRARIES, *HELD, "bandi.register.activities.intake", "bandi.register.claims.intake", "bandi.work.funding.intake", "bandi.work.programmes.intake")
START = """
import sys, django
django.setup()
import bandi.config.urls
{more}
print([name for name in {later} if name in sys.modules])
"""


def loaded(more: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", START.format(more=more, later=LATER)], cwd=REPOSITORY, capture_output=True, text=True, timeout=120,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bandi.config.settings", "BANDI_SAMPLE": "yes"},
    )  # fmt: skip
    return done.stdout.strip() or done.stderr


def test_what_only_some_visits_need_is_not_loaded_at_the_start() -> None:
    assert loaded() == "[]"


def test_the_check_sees_what_is_loaded() -> None:
    assert loaded("import docx, bandi.citations") == "['bandi.citations', 'docx', 'lxml', 'numpy']"


def test_what_checks_tell_programmers_is_asked_here_because_no_command_of_the_house_asks() -> None:
    told_to_an_office = "vault.W001"  # the home of whoever runs the tests may hold a database from before it was encrypted
    assert [one for one in run_checks() if one.id != told_to_an_office] == []


@pytest.mark.parametrize(("name", "asked"), [("serve", [FOR_OFFICES]), ("accounts_open", [FOR_OFFICES]), ("backup_create", [])])
def test_a_command_of_the_house_asks_what_an_office_is_told_and_nothing_else(name: str, asked: list[str]) -> None:
    assert commands.prepared(name).requires_system_checks == asked


def test_an_office_is_told_that_its_database_lies_open(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    settings.DATABASE_ENCRYPTED = True

    assert [one.id for one in run_checks(tags=[FOR_OFFICES])] == ["vault.W001"]


def test_nothing_is_searched_for_garbage_while_loading_and_everything_after() -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    try:
        settling.load_quietly()
        assert not gc.isenabled()
        settling.settle()
        assert gc.isenabled() and gc.get_freeze_count() > before[1]
    finally:
        gc.enable()
        gc.unfreeze()
        gc.set_threshold(*before[0])


def test_no_library_waits_for_django() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; import bandi.config.command, bandi.config.keyd; print('django' in sys.modules)"],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == "False", done.stderr
