"""Whole processes: how long the desk takes to answer first, what it keeps in memory, what a report costs."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from bench.pace import Beside

REPOSITORY = Path(__file__).resolve().parents[1]
BANDI = Path(sys.executable).with_name("bandi")


@dataclass(frozen=True)
class ServerCost:
    """Seconds from starting the process to the first answered page; megabytes of all processes after fifty pages."""

    first_answer_s: float
    memory_mb: float
    processes: int


@dataclass(frozen=True)
class ReportCost:
    """Seconds of the whole command on the clock and of the processor, its peak memory in megabytes, and kilobytes written. pace: as `pace` has it."""

    language: str
    format: str
    seconds: float
    peak_mb: float
    size_kb: int
    cpu_s: float = 0.0
    pace: float = 0.0


def settings(home: Path, port: int = 8000) -> dict[str, str]:
    """Return the environment of an office in `home`; Python keeps what it compiled, as it does in an office."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "BANDI_HOME": str(home), "BANDI_SAMPLE": "yes", "BANDI_DATABASE": "", "BANDI_PORT": str(port)}


def prepare(home: Path) -> None:
    """Make an office on the sample year."""
    for words in (
        ["migrate", "--verbosity", "0"],
        ["year", "load", "sample/2024", "--quiet"],
        ["report", "check", "--year", "2024", "--measure-only"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
    ):
        subprocess.run([BANDI, *words], cwd=REPOSITORY, env=settings(home), check=False, stdout=subprocess.DEVNULL)


def server(home: Path, port: int) -> ServerCost:
    """Start the desk, ask for fifty pages, and stop it."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [BANDI, "serve"], cwd=REPOSITORY, env=settings(home, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/sign-in/"
    try:
        first = _until_answered(address, started)
        for _ in range(50):
            urllib.request.urlopen(address, timeout=10).read()
        family = [process.pid, *_children(process.pid)]
        return ServerCost(first, sum(_proportional_mb(pid) for pid in family), len(family))
    finally:
        process.terminate()
        process.wait(10)


def _until_answered(address: str, started: float) -> float:
    while time.perf_counter() - started < 60:
        try:
            urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(0.02)
        else:
            return time.perf_counter() - started
    raise TimeoutError(address)


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in tasks.read_text().split()] if tasks.exists() else []


def _proportional_mb(pid: int) -> float:
    """Memory of a process, pages shared with others counted by their share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def report(home: Path, language: str, form: str, runs: int = 3) -> ReportCost:
    """Build a report `runs` times as its own process and return the median time and the highest peak."""
    file = home / f"report-{language}.{form}"
    words = [str(BANDI), "report", "build", "--year", "2024", "--language", language, "--format", form, "--output", str(file)]
    probe = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss); sys.exit(done.returncode)"
    )
    times, peaks, worked = [], [], []
    with Beside() as beside:
        for _ in range(runs):
            started = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", probe, *words], cwd=REPOSITORY, env=settings(home), capture_output=True, text=True, check=True
            )
            times.append(time.perf_counter() - started)
            seconds, peak = done.stdout.split()[-2:]
            worked.append(float(seconds))
            peaks.append(int(peak) / 1024)
    return ReportCost(language, form, statistics.median(times), max(peaks), file.stat().st_size // 1024, statistics.median(worked), beside.ms)


def own_peak_mb() -> float:
    """Peak memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
