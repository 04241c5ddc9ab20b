"""How searching and linking names grow: `python -m bench.names_growth --sizes 10000 100000 [1000000] [--only search|link]`.

Registers of invented names (`bandi.names.training.inventing_people`), half in Hangul, half in Latin letters; one is searched, and linked to
one a tenth as long. `--times 10` searches each gallery once more with all its names ten times over, read once: what rows alone cost. Each size and each of the two runs in a process of its own, so that its memory is its own. Beside the clock stands the
processor's time, and how long a million additions take: on a busy machine the clock says little.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from bandi.names.gallery import Gallery, tables_of
from bandi.names.growing import joined
from bandi.names.linking import link
from bandi.names.persons import Matcher
from bandi.names.training.inventing_people import People
from bench.pace import pace_ms

QUERIES = 200


def register(size: int, seed: int) -> tuple[list[str], list[str]]:
    """Return `size` written names, and other spellings of some of them to ask for."""
    crowd = People(seed)
    people = [crowd.name() for _ in range(size)]
    written = ["".join(name) if crowd.draw.random() < 0.5 else crowd.latin(*name) for name in people]
    return written, [crowd.written(*people[crowd.draw.randrange(size)]) for _ in range(max(QUERIES, size // 10))]


def searched(size: int, times: int = 1) -> list[dict[str, float]]:
    """Return seconds to build a gallery, milliseconds per query, and the peak of memory; and the same with all names so many times over."""
    names, others = register(size, 1)
    began, spent = perf_counter(), process_time()
    matcher = Matcher()
    read = matcher.take(names)
    found = [_asked(Gallery.over(matcher, read, tables_of(matcher)), others, perf_counter() - began, process_time() - spent)]
    if times > 1:
        began, spent = perf_counter(), process_time()
        gallery = Gallery.over(matcher, joined([read] * times), tables_of(matcher))
        found.append(_asked(gallery, others, perf_counter() - began, process_time() - spent))
    return found


def _asked(gallery: Gallery, others: list[str], built: float, built_processor: float) -> dict[str, float]:
    clock, processor = [], []
    for query in others[:QUERIES]:
        began, spent = perf_counter(), process_time()
        gallery.search(query)
        clock.append((perf_counter() - began) * 1000)
        processor.append((process_time() - spent) * 1000)
    return {
        "names": len(gallery), "build_s": built, "build_processor_s": built_processor, **_spread("query_ms", clock), **_spread("query_processor_ms", processor), **_machine(),
    }  # fmt: skip


def _machine() -> dict[str, float]:
    return {
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "million_additions_ms": pace_ms(),
        "load": os.getloadavg()[0],
    }  # fmt: skip


def linked(size: int, _times: int) -> list[dict[str, float]]:
    """Return seconds to link a register to one a tenth as long, and the peak of memory."""
    names, others = register(size, 1)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("a.csv", "b.csv", "out.csv")]
        for file, some in zip(files, (names, others[: size // 10]), strict=False):
            with file.open("w", encoding="utf-8", newline="") as lines:
                csv.writer(lines).writerows([["name"], *([name] for name in some)])
        del names, others
        spent = process_time()
        done = link(files[0], files[1], files[2], column="name", key="id", least=0.5, most=5, quiet=True)
    found: dict[str, float] = {
        "rows_a": done.rows_a, "rows_b": done.rows_b, "link_s": done.seconds, "link_processor_s": process_time() - spent,
        "links": done.links, "pairs_compared": done.compared,
    }  # fmt: skip
    return [found | _machine()]


WHAT = {"search": searched, "link": linked}


def _spread(name: str, times: list[float]) -> dict[str, float]:
    return {f"{name}_p50": float(np.percentile(times, 50)), f"{name}_p95": float(np.percentile(times, 95))}


def main() -> int:
    """Measure each size in a process of its own and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.names_growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--only", choices=list(WHAT), help="search or link alone")
    parser.add_argument("--times", type=int, default=1, help="search once more with all names so many times over")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        for found in WHAT[asked.only](asked.sizes[0], asked.times):
            print(json.dumps({name: round(value, 2) for name, value in found.items()}))
        return 0
    for size in asked.sizes:
        for what in [asked.only] if asked.only else WHAT:
            words = [sys.executable, "-m", "bench.names_growth", "--here", "--only", what, "--sizes", str(size), "--times", str(asked.times)]
            print(subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
