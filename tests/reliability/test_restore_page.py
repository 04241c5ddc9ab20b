"""The printed page *Restore on another machine*, followed step by step by a script: each command is read from the page itself."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from bandi.foundation.backup import printing
from tests.conftest import BANDI, REPOSITORY, empty_office, free_port, run
from tests.reliability.figures.offices import Office

pytestmark = pytest.mark.slow
SAYS = {"en": ("whole", "Share 3 is right", "Restored: ", "The journal holds"), "ko": ("온전합니다", "3번째 조각이 맞습니다", "되살렸습니다", "일지가 이어져")}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Path, dict[str, object]]:
    folder = tmp_path_factory.mktemp("lost")
    office = Office.made(folder / "home", 2)
    office.backup(folder / "drive")
    seen = office.seen()
    shutil.rmtree(office.home)
    return office, folder / "drive", seen


def commands(language: str) -> list[list[str]]:
    """The commands of the page, in order, without the first, which makes them known to the terminal."""
    blocks = printing.blocks(printing.page_source("restore", language).read_text())
    return [block["runs"][0]["text"].split() for block in blocks if block["kind"] == "command"][1:]


def typed(words: list[str], answers: list[str], language: str, home: Path) -> str:
    """Run a command at a terminal, type the answers when it waits, and return all that the screen showed."""
    settings = {**os.environ, "LANG": f"{language}.UTF-8", "LC_ALL": "", "BANDI_HOME": str(home), "BANDI_DATABASE": "", "COLUMNS": "500"}
    leader, follower = pty.openpty()
    process = subprocess.Popen([BANDI, *words], cwd=REPOSITORY, env=settings, stdin=follower, stdout=follower, stderr=follower, close_fds=True)
    os.close(follower)
    shown, until, waiting = b"", time.monotonic() + 240, list(answers)
    while time.monotonic() < until:
        if select.select([leader], [], [], 0.2)[0]:
            try:
                more = os.read(leader, 65536)
            except OSError:
                break
            if not more:
                break
            shown += more
        elif waiting and shown.endswith(b"> "):
            os.write(leader, waiting.pop(0).encode() + b"\n")
    os.close(leader)
    assert process.wait(30) == 0, shown.decode(errors="replace")
    return shown.decode(errors="replace")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_person_who_follows_the_page_gets_the_office_back(office, tmp_path: Path, language: str):
    lost, drive, seen = office
    home, machine = tmp_path / "srv", tmp_path / "fresh"
    verify, restore, serve, create = commands(language)
    other = tmp_path / "other"
    other.mkdir()
    fill = {"/media/backup": str(drive), "/media/other": str(other), "~/office": str(home), "BANDI_HOME=~/office": f"BANDI_HOME={home}"}
    code = {"en": "en_GB", "ko": "ko_KR"}[language]

    step_3 = typed([fill.get(word, word) for word in verify[1:]], [], code, machine)
    assert SAYS[language][0] in step_3

    short = [" ".join(word[:4] for word in words.split()) for words in (lost.shares[1], lost.shares[3], lost.shares[4])]
    wrong = short[0].replace(short[0].split()[12], "acid", 1)
    step_4 = typed([fill.get(word, word) for word in restore[1:]], [wrong, *short], code, machine)
    for sentence in SAYS[language][1:]:
        assert sentence in step_4

    assert [fill.get(word, word) for word in serve] == [f"BANDI_HOME={home}", "bandi", "serve"]
    port = free_port()
    assert run(home, "collectstatic", "--noinput", "--verbosity", "0").returncode == 0
    desk = subprocess.Popen([BANDI, "serve", "--port", str(port)], cwd=REPOSITORY, env={**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": ""}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert re.search("sign-in|username|passphrase|암호문", _page(f"http://127.0.0.1:{port}/sign-in/", desk))
    finally:
        desk.terminate()
        desk.wait(15)
    assert create[0] == "BANDI_HOME=~/office"
    typed([fill.get(word, word) for word in create[2:]], [], code, home)
    assert {file.suffix for file in other.iterdir()} >= {".data", ".keys"}, "the new machine makes a backup of the office that was brought back"
    again = Office(home, lost.shares, lost.people, lost.secret).seen()
    assert (again["signs_in"], sorted(again["readable"]), again["digests"]) == (True, sorted(seen["readable"]), seen["digests"])  # type: ignore[call-overload]


def _page(address: str, desk: subprocess.Popen[bytes]) -> str:
    import urllib.request

    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert desk.poll() is None, "the desk did not start"
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                return page.read().decode()
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the desk did not answer")


def test_an_installation_that_holds_anything_is_refused(office, tmp_path: Path):
    _lost, drive, _seen = office
    empty_office(tmp_path)
    run(tmp_path, "accounts", "open", "somebody", "--role", "reader")
    key = (tmp_path / "operational.key").read_text()

    refused = run(tmp_path, "backup", "restore", "--from", str(drive), LANG="en_GB.UTF-8", LC_ALL="")

    assert refused.returncode == 2 and "not empty" in refused.stderr
    assert (tmp_path / "operational.key").read_text() == key


def test_a_restore_that_was_interrupted_can_be_begun_again(office, tmp_path: Path):
    lost, drive, seen = office
    home = tmp_path / "home"
    three = lost.three(tmp_path)
    settings = {**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": "", "LANG": "en_GB.UTF-8", "LC_ALL": ""}
    process = subprocess.Popen([BANDI, "backup", "restore", "--from", str(drive), "--shares-file", str(three)], cwd=REPOSITORY, env=settings, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "sealed files" in line:
            process.kill()
            break
    process.stderr.close()
    process.wait()
    assert (home / "restoring").exists()

    again = lost.restored(drive, home)

    assert sorted(again.seen()["readable"]) == sorted(seen["readable"])  # type: ignore[call-overload]
    assert not (home / "restoring").exists()


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(office, tmp_path: Path):
    _lost, drive, _seen = office
    (tmp_path / "a-file").touch()

    refused = run(tmp_path / "machine", "backup", "restore", "--from", str(drive), "--into", str(tmp_path / "a-file" / "office"), LANG="en_GB.UTF-8", LC_ALL="")

    assert refused.returncode == 2 and "cannot be made" in refused.stderr and "Traceback" not in refused.stderr
