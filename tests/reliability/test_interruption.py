"""What is left when a process is killed or two work at once: whole files, one chain, nothing doubled, nothing lost.

A killed process stands for a crash of the program. A cut of the power is more than that: the database runs with
`synchronous=FULL`, and `test_the_database_waits_for_the_disk` holds that setting.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import BANDI, REPOSITORY, SAMPLE, database, empty_office, run

pytestmark = pytest.mark.slow

COUNTED = "SELECT kind, COUNT(*) FROM records_record GROUP BY kind ORDER BY kind"


def office(home: Path) -> Path:
    return empty_office(home)


def counts(home: Path) -> list[tuple[str, int]]:
    with database(home) as connection:
        return connection.execute(COUNTED).fetchall()


def load(home: Path) -> subprocess.Popen[bytes]:
    settings = {**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": ""}
    return subprocess.Popen(
        [BANDI, "year", "load", str(SAMPLE), "--quiet"],
        cwd=REPOSITORY, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int]]:
    home = office(tmp_path_factory.mktemp("whole") / "home")
    assert load(home).wait(120) == 0
    return counts(home)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_a_load_that_is_killed_is_completed_by_loading_again(
    tmp_path: Path, whole: list[tuple[str, int]], share: float
) -> None:
    started = time.monotonic()
    control = office(tmp_path / "control")
    assert load(control).wait(120) == 0
    duration = time.monotonic() - started

    home = office(tmp_path / "cut")
    process = load(home)
    time.sleep(duration * share)
    process.send_signal(signal.SIGKILL)
    process.wait()

    verified = run(home, "audit", "verify", "--json")
    assert json.loads(verified.stdout)["holds"]
    assert load(home).wait(120) == 0
    assert counts(home) == whole == counts(control)


def test_two_loads_at_once_do_not_double_anything(tmp_path: Path, whole: list[tuple[str, int]]) -> None:
    home = office(tmp_path / "both")
    processes = [load(home), load(home)]
    for process in processes:
        process.wait(240)

    assert load(home).wait(120) == 0
    assert counts(home) == whole
    assert json.loads(run(home, "audit", "verify", "--json").stdout)["holds"]


EDITOR = """
import sys, django
django.setup()
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict
from bandi.register.people.models import Organisation
row = Organisation.objects.get(pk=sys.argv[1])
won = 0
for number in range(40):
    row = Organisation.objects.get(pk=row.pk)
    try:
        editing.edit(row, {"relation": f"{sys.argv[2]} {number}"}, by=None, version=row.version)
        won += 1
    except Conflict:
        pass
print(won)
"""


def test_two_editors_at_once_leave_one_chain_and_a_revision_for_every_edit(tmp_path: Path) -> None:
    home = office(tmp_path / "editors")
    make = (
        "import django; django.setup();"
        "from bandi.foundation.records import editing; from bandi.register.people.models import Organisation;"
        "print(editing.create(Organisation, by=None, name_en='Lantern Street').id)"
    )
    python = str(BANDI.with_name("python"))
    settings = {**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": "", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"}
    key = subprocess.run([python, "-c", make], env=settings, capture_output=True, text=True, check=True).stdout.strip()

    editors = [
        subprocess.Popen([python, "-c", EDITOR, key, name], env=settings, stdout=subprocess.PIPE, text=True)
        for name in ("ada", "dan")
    ]
    won = sum(int(editor.communicate(timeout=120)[0]) for editor in editors)

    with database(home) as connection:
        version = connection.execute("SELECT version FROM people_organisation").fetchone()[0]
        revisions = connection.execute("SELECT COUNT(*) FROM audit_revision").fetchone()[0]
    assert won >= 40
    assert (version, revisions) == (1 + won, 1 + won)
    assert json.loads(run(home, "audit", "verify", "--json").stdout)["holds"]


def test_the_database_waits_for_the_disk() -> None:
    from django.conf import settings

    from bandi.config.environment import database as address

    options = address("BANDI_NOT_SET", settings.HOME)["OPTIONS"]

    assert "synchronous=FULL" in options["init_command"]  # type: ignore[index]
    assert options["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]
