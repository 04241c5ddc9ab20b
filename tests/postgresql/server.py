"""A PostgreSQL server of our own on a free port, in a folder of its own: started, killed and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import free_port

USER = "bandi"


def programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs, or None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@dataclass(frozen=True)
class Server:
    """A server whose data stand in `place`."""

    place: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -k {self.place} -c listen_addresses=127.0.0.1"
        self._control("-l", str(self.place / "log"), "-w", "-t", "60", "-o", options, "start", check=True)

    def stop(self, mode: str = "immediate") -> None:
        self._control("-m", mode, "stop", check=False)

    def kill(self) -> int:
        """End all processes of this server with SIGKILL, as the system does when memory runs out; return how many they were."""
        master = int((self.place / "data" / "postmaster.pid").read_text().split()[0])
        processes = [master, *_children(master)]
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(Path(f"/proc/{process}").exists() and not _is_dead(process) for process in processes):
            time.sleep(0.01)
        if Path(f"/proc/{master}").exists():  # dead, but nobody collects it in a container without an init: it would be taken for running
            for left in (self.place / "data" / "postmaster.pid", *self.place.glob(".s.PGSQL.*.lock")):
                left.unlink(missing_ok=True)
        return len(processes)

    def is_sound(self) -> bool:
        """Stop it in order and check the checksum of every page of the data."""
        self.stop("fast")
        words = _as_owner(str(_programs() / "pg_checksums"), "--check", "-D", str(self.place / "data"))
        return subprocess.run(words, capture_output=True, cwd="/").returncode == 0

    def _control(self, *words: str, check: bool) -> None:
        command = _as_owner(str(_programs() / "pg_ctl"), "-D", str(self.place / "data"), *words)
        subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@contextmanager
def server() -> Iterator[Server]:
    """A new server with page checksums, gone with its data afterwards. Raises: LookupError where PostgreSQL is not installed."""
    place = Path(tempfile.mkdtemp(prefix="bandi-postgresql-", dir="/var/tmp"))
    made = Server(place, free_port())
    try:
        if os.geteuid() == 0:
            shutil.chown(place, "postgres", "postgres")
        words = ("-D", str(place / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums")
        subprocess.run(_as_owner(str(_programs() / "initdb"), *words), check=True, capture_output=True, cwd="/")
        made.start()
        yield made
    finally:
        if programs():
            made.stop()
        shutil.rmtree(place, ignore_errors=True)


def _programs() -> Path:
    folder = programs()
    if folder is None:
        raise LookupError("PostgreSQL is not installed")
    return folder


def _as_owner(*words: str) -> list[str]:
    """PostgreSQL refuses to run as root: then its own account runs it."""
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else list(words)


def _children(process: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError, ValueError):
            if int(status.read_text().rsplit(")", 1)[1].split()[1]) == process:
                found.append(int(status.parent.name))
    return found


def _is_dead(process: int) -> bool:
    with suppress(OSError, IndexError):
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    return True
