"""F17: secrets are planted everywhere in an office, and nothing of them is found on its disk, neither after work nor after a crash.

Done on a database file that is not encrypted itself, so that nothing but the sealing of fields and files protects them. What it does not
show: the memory of the machine, swap and core files, the browser's own disk, and a raw image of the disk with blocks freed earlier.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import REPOSITORY, run
from tests.reliability.figures.canaries import Scanner, secrets
from tests.reliability.figures.figure import Figure
from tests.reliability.figures.offices import empty, environment

LEFT_OUT = ("static",)


def measure_planted(n: int) -> Figure:
    """Plant n secrets, scan; kill the process with SIGKILL while it writes, scan; make a backup, scan. Then the same in the clear."""
    folder = Path(tempfile.mkdtemp(prefix="bandi-planted-"))
    try:
        texts = secrets(n)
        home, models = _worked_in(folder / "home", n)
        scanner = Scanner(texts)
        scanner.folder(home, leaving_out=LEFT_OUT)
        (folder / "backup").mkdir()
        run(home, "backup", "create", "--to", str(folder / "backup"), "--json", **_ground(home)).check_returncode()
        scanner.folder(home, leaving_out=LEFT_OUT)
        scanner.folder(folder / "backup")
        parts = len(list((folder / "backup").rglob("*.*")))
        clear = Scanner(texts)
        clear_home, _models = _worked_in(folder / "clear", n, "clear")
        clear.folder(clear_home, leaving_out=LEFT_OUT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    where = f"; found in {', '.join(sorted(scanner.where))}" if scanner.where else ""
    return Figure(
        "F17", n, len(scanner.found) + scanner.fragments, f"the same office written in the clear: {len(clear.found)} of {n} found", len(clear.found) == n,
        f"in every sealed field of {len(models)} models ({', '.join(models)}), notes, names and content of uploads (also over 2.5 MB, in UTF-16, CP949, "
        f"base64, ZIP, gzip), searches, wrong and chosen passphrases, refused forms, a request that fails. {scanner.bytes_read >> 20} MB scanned: "
        f"database (not encrypted itself for this figure), write-ahead log, temporary files, logs, sessions, sealed files, read log after SIGKILL "
        f"while writing, and {parts} files of a backup. Not shown: memory, swap, core files, blocks of the disk that were freed{where}",
    )  # fmt: skip


def _ground(home: Path) -> dict[str, str]:
    return {"BANDI_DATABASE_ENCRYPTED": "no", "TMPDIR": str(home / "tmp"), "BANDI_SAMPLE": ""}


def _worked_in(home: Path, n: int, *more: str) -> tuple[Path, list[str]]:
    """Let a process plant n secrets in a new office, then kill it without a warning while it goes on; return the office and its sealed models."""
    empty(home, encrypted="no")
    (home / "tmp").mkdir()
    log = (home / "desk.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.figures.planting", str(n), *more], cwd=REPOSITORY,
        env={**environment(home), **_ground(home)}, stdout=subprocess.PIPE, stderr=log,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, (home / "desk.log").read_text()[-4000:]
        if not more:
            time.sleep(0.7)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        log.close()
    told = json.loads(line)
    assert told["planted"] == n, told
    return home, told["models"]


FIGURES = {"F17": measure_planted}
