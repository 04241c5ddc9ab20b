"""From inside of the jail nothing of the host can be reached, taken or harmed (F41). Each probe succeeds without it."""

from __future__ import annotations

import json
import os
import secrets
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bandi.parsing import NoJail, jail
from bandi.parsing.errors import Crashed, OverLimit, Stopped
from bandi.parsing.limits import MIB, Limits
from bandi.parsing.tests import probes
from bandi.parsing.tests.conftest import Listener

READERS = ["pdf", "word", "hangul", "web", "plain", "tables", "mail", "archive", "picture", "container"]
pytestmark = pytest.mark.usefixtures("jail_works")


class Empty:
    def read(self, _count: int = -1) -> bytes:
        return b""


def probe(name: str, *, limits: Limits | None = None, **given: Any) -> Any:
    """Run a probe inside of the jail and return its answer."""
    document = jail.Document(Empty(), 0)  # type: ignore[arg-type]
    found = list(jail.frames({"probe": name, **given}, document, limits=limits or Limits(), module="bandi.parsing.tests.probes"))
    assert found[-1].tag == jail.DONE
    return json.loads(found[0].payload)


def outside(name: str, **given: Any) -> Any:
    """Run the same probe without a jail: the positive control."""
    environment = {**os.environ, "BANDI_PROBE_SECRET": "seen"}
    done = subprocess.run([sys.executable, probes.__file__, name, json.dumps(given)], capture_output=True, env=environment, timeout=30, pass_fds=given.get("left_open", ()))
    assert done.returncode == 0, done.stderr.decode()[-500:]
    return json.loads(done.stdout)


@pytest.fixture
def targets(listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Things worth reaching: a server, a socket, a secret file, a process, a secret in the environment."""
    monkeypatch.setenv("BANDI_PROBE_SECRET", "seen")
    (tmp_path / "secret").write_text("a secret of the house")
    name = f"bandi-{secrets.token_hex(8)}"
    with socket.socket(socket.AF_UNIX) as server, subprocess.Popen(["sleep", "60"]) as victim:
        server.bind("\0" + name)
        server.listen()
        wire = Listener(server)
        yield {
            "port": listener.server.getsockname()[1], "abstract": name, "secret": str(tmp_path / "secret"), "victim": victim.pid,
            "settings": str(Path(jail.__file__).parents[1] / "config" / "settings.py"), "bytes": 600 * MIB,
        }  # fmt: skip
        assert wire.heard <= 1
        victim.kill()


@pytest.mark.parametrize("reader", READERS)
def test_nothing_is_reached_from_inside_a_reader(reader: str, targets: dict[str, Any], listener: Listener) -> None:
    got = probe("all", reader=reader, **targets)

    assert set(got) == {one.__name__ for one in probes.QUICK}
    assert {name: what for name, what in got.items() if what} == {}
    assert listener.heard == 0
    os.kill(targets["victim"], 0)  # still alive


CONTROLS = [one.__name__ for one in probes.QUICK if one not in {probes.mount, probes.namespace, probes.raise_limits}]


@pytest.mark.parametrize("name", CONTROLS)
def test_the_same_probe_succeeds_without_a_jail(name: str, targets: dict[str, Any], tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    try:
        folder = {"folder": str(tmp_path)} if name in {"write_root", "write_program"} else {}
        assert outside(name, **targets, **folder, left_open=[read_end]) not in (None, "", [])
    finally:
        os.close(read_end)
        os.close(write_end)


EVERYTHING_ALLOWED = struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000)
ONLY_THE_FILTER_HOLDS = {"resolve", "fork", "thread", "memory_file", "shared_memory", "namespace", "trace"}


def test_without_the_filter_the_namespaces_still_hold(targets: dict[str, Any], listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jail.kernel_filter, "program", lambda *, may_execute: EVERYTHING_ALLOWED)

    got = {name for name, what in probe("all", no_second_filter=True, skip=["execute"], **targets).items() if what}

    assert got <= ONLY_THE_FILTER_HOLDS
    assert {"resolve", "memory_file", "shared_memory"} <= got  # so the filter is needed
    assert listener.heard == 0


def test_without_the_network_namespace_the_filter_still_holds(targets: dict[str, Any], listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = jail._command
    monkeypatch.setattr(jail, "_command", lambda *words: [(one := whole(*words))[0], *one[1:2], "--share-net", *one[2:]])

    assert [name for name, what in probe("all", **targets).items() if what] == []
    assert listener.heard == 0

    monkeypatch.setattr(jail.kernel_filter, "program", lambda *, may_execute: EVERYTHING_ALLOWED)
    assert probe("network", no_second_filter=True, **targets) == "hello"  # without both it is out: each of them holds


def test_the_second_filter_takes_programs_away(targets: dict[str, Any]) -> None:
    with pytest.raises(Crashed):  # it became another program, which says something that is no answer
        probe("execute", no_second_filter=True, **targets)

    assert probe("all", **targets)["execute"] == ""


def test_a_mount_would_succeed_in_a_namespace_without_the_jail(tmp_path: Path) -> None:
    done = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", str(tmp_path)], capture_output=True)

    assert done.returncode == 0, done.stderr


def test_the_disk_cannot_be_filled(tmp_path: Path) -> None:
    with pytest.raises(Crashed):
        probe("disk", files=6)

    assert outside("disk", files=6, folder=str(tmp_path)) == "written"
    assert probe("disk", files=3) == "written"


def test_a_file_in_the_scratch_has_a_limit_of_its_own() -> None:
    with pytest.raises((Stopped, Crashed)):
        probe("disk", files=1, limits=Limits(file=MIB))


def test_a_spinning_reader_is_ended_by_the_processor_limit() -> None:
    begun = time.monotonic()

    with pytest.raises(Stopped):
        probe("spin", limits=Limits(processor=1))

    assert 0.8 < time.monotonic() - begun < 20


def test_a_spinning_program_without_a_jail_goes_on(tmp_path: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, probes.__file__, "spin", "{}"], timeout=1.6)


def test_a_sleeping_reader_is_ended_by_the_wall_clock_and_leaves_nothing_behind() -> None:
    with pytest.raises(Stopped):
        probe("sleep", seconds=30, limits=Limits(wall=1))

    assert probe("sleep", seconds=1, limits=Limits(wall=10)) == "slept"
    assert _still_running() == []


def _still_running() -> list[str]:
    """Command lines of jails that are children of nobody any more or of us."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes()
            state = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if b"tests.probes" in words and b"bwrap" in words and state[0] != "Z" and int(state[1]) in {1, os.getpid()}:
            found.append(words.decode())
    return found


def test_a_flood_is_cut_while_it_is_read() -> None:
    with jail.watched() as runs, pytest.raises(OverLimit):
        probe("flood", pieces=10_000)

    assert runs[0].wall < 10
    flooded = subprocess.run([sys.executable, probes.__file__, "flood", '{"pieces": 4}'], capture_output=True)
    assert len(flooded.stdout) > 4 * MIB  # the control: without the count everything arrives


def test_a_promise_of_four_gigabytes_is_not_believed() -> None:
    with jail.watched() as runs, pytest.raises(OverLimit):
        probe("lie")

    assert runs[0].wall < 10


def test_a_crash_is_told_from_a_machine_without_a_jail() -> None:
    with pytest.raises(Crashed):
        probe("crash")


def test_without_bubblewrap_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(jail.shutil, "which", lambda _name: None)

    assert not jail.available().ok
    with pytest.raises(NoJail):
        probe("sleep", seconds=0)


def test_a_bubblewrap_that_cannot_set_up_is_no_jail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jail.shutil, "which", lambda _name: "/usr/bin/false")

    with pytest.raises(NoJail):
        probe("sleep", seconds=0)
