"""How searching and linking names grow: `python -m bench.names_growth --sizes 10000 100000 [1000000]`.

Registers of invented names (`bandi.names.training.inventing_people`), half in Hangul, half in Latin letters. Each size runs in a
process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np

from bandi.names import Gallery
from bandi.names.linking import link
from bandi.names.training.inventing_people import People

QUERIES = 200


def register(size: int, seed: int) -> tuple[list[str], list[str]]:
    """Return `size` written names, and other spellings of some of them to ask for."""
    crowd = People(seed)
    people = [crowd.name() for _ in range(size)]
    written = ["".join(name) if crowd.draw.random() < 0.5 else crowd.latin(*name) for name in people]
    return written, [crowd.written(*people[crowd.draw.randrange(size)]) for _ in range(max(QUERIES, size // 10))]


def at(size: int) -> dict[str, float]:
    """Return seconds to build, milliseconds per query, seconds to link a tenth as many rows, and the peak of memory."""
    names, others = register(size, 1)
    began = perf_counter()
    gallery = Gallery(names)
    built = perf_counter() - began
    times = []
    for query in others[:QUERIES]:
        began = perf_counter()
        gallery.search(query)
        times.append((perf_counter() - began) * 1000)
    searched = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    del gallery
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("a.csv", "b.csv", "out.csv")]
        for file, some in zip(files, (names, others[: size // 10]), strict=False):
            with file.open("w", encoding="utf-8", newline="") as lines:
                csv.writer(lines).writerows([["name"], *([name] for name in some)])
        done = link(files[0], files[1], files[2], column="name", key="id", least=0.5, most=5, quiet=True)
    return {
        "names": size, "build_s": round(built, 1), "query_ms_p50": round(float(np.percentile(times, 50)), 2),
        "query_ms_p95": round(float(np.percentile(times, 95)), 2), "search_mb": round(searched), "link_s": round(done.seconds, 1),
        "links": done.links, "pairs_compared": done.compared, "link_mb": round(done.megabytes),
    }  # fmt: skip


def main() -> int:
    """Measure each size in a process of its own and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.names_growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--here", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(at(asked.here)))
        return 0
    for size in asked.sizes:
        done = subprocess.run([sys.executable, "-m", "bench.names_growth", "--here", str(size)], capture_output=True, text=True, check=True)
        print(done.stdout.strip().splitlines()[-1], flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
