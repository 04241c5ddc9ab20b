"""`bandi init` from nothing to a working organisation, as a person types it, in both languages."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.browser.test_from_nothing import dialogue
from tests.conftest import BANDI, REPOSITORY, run

pytestmark = pytest.mark.slow


def typed(home: Path, lines: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": "", "LANG": "en_GB.UTF-8"}
    return subprocess.run([BANDI, "init"], cwd=REPOSITORY, env=environment, input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=200)


@pytest.mark.parametrize(("language", "said", "mechanisms"), [("", "단체를 만들었습니다", ""), ("e", "The organisation is set up", "n")])
def test_a_person_sets_up_an_organisation_in_her_language(tmp_path: Path, language: str, said: str, mechanisms: str) -> None:
    stick, backups, home = tmp_path / "stick", tmp_path / "disk", tmp_path / "home"
    stick.mkdir()
    backups.mkdir()
    done = typed(home, dialogue("en" if language else "ko", "1 2", mechanisms, str(tmp_path / "not-there"), str(stick), str(backups)))
    assert done.returncode in (0, 1), done.stderr
    assert said in done.stdout
    assert len(list(stick.glob("share-*.pdf"))) == len(list(stick.glob("share-*.txt"))) == 5
    assert list(backups.rglob("*"))
    loaded = run(home, "advocacy", "starter", "--language", "en").stdout
    assert ("mechanisms.csv: 19 new" in loaded) == (mechanisms == "n"), "they were brought by the dialogue unless it was told not to"
    again = run(home, "init", "--json")
    assert json.loads(again.stdout) == {"missing": ["rehearsal"]}
    phrase = next(line.split()[1] for line in done.stdout.splitlines() if line.strip().startswith("haneul "))
    (tmp_path / "phrase").write_text(phrase)
    words = ("keys", "rotate", "testimony", "--as", "haneul", "--passphrase-file", str(tmp_path / "phrase"), "--json")
    assert json.loads(run(home, *words).stdout)["lock"] == 2
    (tmp_path / "phrase").write_text("wrong")
    assert run(home, *words).returncode == 2


def test_a_slip_is_asked_again_where_it_was_made(tmp_path: Path) -> None:
    people = ["Haneul Example", "admin", "haneul", "", "", "haneul", ""]
    done = typed(tmp_path / "home", ["english", "e", "", "Society of the Lighthouse", "", *people, "9", "identities", "1", "perhaps", "n", "", ""])

    assert done.returncode == 1, done.stderr
    for said in ("This one is needed", "without blanks", "This user name is taken", "Only numbers from 1 to", "Enter or n"):
        assert said in done.stdout
    assert done.stdout.count("Only numbers from 1 to") == done.stdout.count("This user name is taken") == 2
    assert "The organisation is set up" in done.stdout


def test_whoever_stops_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    done = typed(tmp_path / "home", ["e", "Society of the Lighthouse", "등대의 모임", "haneul"])
    assert done.returncode == 2
    assert "Nothing was set up" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_organisation_without_a_name_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(json.dumps({"language": "en", "people": [{"username": "haneul"}]}))
    done = run(tmp_path / "home", "init", "--answers", str(tmp_path / "answers.json"))
    assert done.returncode == 2
    assert "name" in done.stderr
