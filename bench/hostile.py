"""F39 and F41: `python -m bench.hostile` runs every hostile file and every probe, and prints what they got and cost.

It also takes the time a jail needs to start, once with Python in it and once bare. The numbers go into docs/hostile-files.md.
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bandi.parsing import items, jail, page_images, read, rows
from bandi.parsing.errors import ParsingError
from bandi.parsing.kinds import PICTURES, TABLES, suffix_of
from bandi.parsing.limits import MIB, Limits
from bandi.parsing.tests import attacks_documents, probes  # noqa: F401 - its attacks join the list
from bandi.parsing.tests.attacks_archives import ATTACKS

STARTS = 40
READERS = ["archive", "container", "hangul", "mail", "pdf", "picture", "plain", "tables", "web", "word"]


def _median(what: Any) -> float:
    """Return the median of so many runs, in milliseconds."""
    taken = []
    for _ in range(STARTS):
        began = time.perf_counter()
        what()
        taken.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(taken), 1)


def starts() -> dict[str, float]:
    """Return how long a jail takes to come up and go."""

    def python() -> None:
        list(jail.frames({"do": "nothing"}, jail.Document(io.BytesIO(), 0), limits=Limits()))

    def bare() -> None:
        with jail._filter() as handle:
            command = jail._command(handle.fileno(), ["/usr/bin/true"], MIB)
            subprocess.run(command, pass_fds=(handle.fileno(),), env={}, check=True)

    return {"bare jail, ms": _median(bare), "jail with Python and an answer, ms": _median(python)}


def hostile() -> dict[str, Any]:
    """Run every hostile file through everything that could be asked of it."""
    outcomes: Counter[str] = Counter()
    dearest: dict[str, tuple[float, str]] = {"processor, s": (0, ""), "peak, MiB": (0, ""), "wall, s": (0, "")}
    for attack in ATTACKS:
        document, suffix = attack.make(9), suffix_of(attack.name)
        asks: list[Any] = [read]
        asks += [rows] if suffix in TABLES else [items] if suffix in {"zip", "eml"} else []
        asks += [lambda source, *, name: list(page_images(source, name=name))] if suffix in PICTURES | {"pdf", "jpg", "tif"} else []
        with jail.watched() as runs:
            for ask in asks:
                try:
                    ask(document, name=attack.name)
                    outcomes["a harmless answer"] += ask is read
                except ParsingError as problem:
                    outcomes[type(problem).__name__] += ask is read
        for run in runs:
            for name, value in (("processor, s", run.processor), ("peak, MiB", run.peak / MIB), ("wall, s", run.wall)):
                dearest[name] = max(dearest[name], (round(value, 1), attack.id))
        print(f"{attack.id}: {sum(run.wall for run in runs):.1f} s", file=sys.stderr, flush=True)
    return {"files": len(ATTACKS), "outcomes": dict(outcomes.most_common()), "dearest that ended by themselves": dearest}


def escapes() -> dict[str, Any]:
    """Try every quick probe from inside every reader."""
    got: dict[str, list[str]] = {}
    given = {"probe": "all", "port": 9, "abstract": "none", "secret": str(Path(__file__)), "victim": 2**22 - 1, "settings": str(Path(__file__)), "bytes": 600 * MIB}
    for reader in READERS:
        parts = jail.frames(given | {"reader": reader}, jail.Document(io.BytesIO(), 0), limits=Limits(), module=probes.__name__)
        got[reader] = [name for name, what in json.loads(next(parts).payload).items() if what]
    return {"probes": len(probes.QUICK), "readers": len(READERS), "escapes": {name: what for name, what in got.items() if what}}


if __name__ == "__main__":
    print(json.dumps({"start": starts(), "escapes": escapes(), "hostile": hostile()}, indent=2))
