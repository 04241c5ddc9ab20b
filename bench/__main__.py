"""All measurements: `python -m bench` (make bench) writes docs/performance.md; `--sizes 1000 10000` is the quick way."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import names, pace, pages, processes, search, writing

SEARCH_ROUNDS = 20


def machine() -> dict[str, str]:
    """Return what the numbers depend on."""
    memory = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    git = shutil.which("git") or "git"
    commit = subprocess.run([git, "rev-parse", "--short", "HEAD"], cwd=pages.REPOSITORY, capture_output=True, text=True, check=False)
    one, five, _fifteen = os.getloadavg()
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{int(memory.split()[1]) / 1024 / 1024:.0f} GB",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "commit": commit.stdout.strip() or "unknown",
        "a million additions in Python, when the run began": f"{pace.pace_ms():.0f} ms of the processor (about {pace.USUAL_MS} ms on an idle machine of this kind); the tables say it beside each line",
        "load when the run began (1 and 5 minutes)": f"{one:.1f}, {five:.1f}",
    }


def main() -> None:
    """Measure what is asked for and write it down. Parts that fail are named in the document."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--only", nargs="+", choices=["pages", "search", "processes", "names"], default=["pages", "search", "processes", "names"])
    parser.add_argument("--output", type=Path, default=pages.REPOSITORY / "docs" / "performance.md")
    asked = parser.parse_args()
    found: dict[str, Any] = {"machine": machine(), "command": " ".join(["python -m bench", *sys.argv[1:]]), "failed": {}}

    def take(name: str, what: Callable[[], Any]) -> Any:
        print(f"{name} …", file=sys.stderr, flush=True)
        began = time.perf_counter()
        try:
            return what()
        except (RuntimeError, subprocess.CalledProcessError, OSError, json.JSONDecodeError) as error:
            found["failed"][name] = str(error).strip().splitlines()[-1][:300] if str(error).strip() else type(error).__name__
        finally:
            print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        return None

    with ExitStack() as stack:
        # Everything that must be built is begun at once and uses both cores; nothing is timed before all of it is ready.
        offices = [pages.Office(size, stack.enter_context(tempfile.TemporaryDirectory())) for size in asked.sizes] if "pages" in asked.only else []
        servers = search.start(asked.sizes, stack) if "search" in asked.only else []
        for office in offices:
            stack.callback(office.close)
        stack.callback(search.stop, servers)
        take("building the offices", lambda: [office.ready() for office in offices])
        built = take("building the indexes", lambda: search.ready(servers))
        if built:
            found["search"] = take("search", lambda: search.run(servers, built, SEARCH_ROUNDS))
        if offices:
            found["pages"] = take("pages", lambda: pages.run(offices)) or {}
            found["long_lists"] = take("long lists", lambda: [pages.long_list(office) for office in offices])
    if "names" in asked.only:
        found["names"] = take("names", names.recall)
    if "processes" in asked.only:
        with tempfile.TemporaryDirectory() as home:
            began = time.perf_counter()
            take("load of the sample year", lambda: processes.prepare(Path(home)))
            found["load_s"] = time.perf_counter() - began
            with pace.Beside() as beside:
                found["server"] = take("the desk's processes", lambda: processes.server(Path(home), 8431))
            found["server_pace"] = beside.ms
            forms = [(language, form) for language in ("ko", "en") for form in ("pdf", "docx", "html")]
            reports = [take(f"report {language} {form}", lambda a=language, b=form: processes.report(Path(home), a, b)) for language, form in forms]
            found["reports"] = [report for report in reports if report]
    asked.output.write_text(writing.document(found), encoding="utf-8")
    print(asked.output)


if __name__ == "__main__":
    main()
