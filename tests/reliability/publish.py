"""Runs every figure of reliability and writes `docs/reliability.md`: `python -m tests.reliability.publish [--quick] [--resume] [F17 F24 …]`.

With ids, only those are measured and printed; `--update` puts them into the page, whose other figures stay as they were measured. A run that
was stopped goes on with `--resume`: what stands in the page from the same commit and of the same size is not measured again. What the page says
stands in `docs/reliability.json` too, for programs.

Each figure runs in a process of its own, with a folder, and where it asks for one a database, of its own. A figure whose module is not there
or that fails to run is named as not run; nothing is left out silently. Exit code 1 when a figure failed or its control did not.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.reliability.figures.figure import Figure

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "reliability.md"
DATA = PAGE.with_suffix(".json")
NOT_YET = "the run was stopped before it"
MINUTES_A_FIGURE = 10


@dataclass(frozen=True)
class Run:
    """One figure: module and function, n small and large, what it needs ("database", "home", or nothing), and after how many minutes it is given up."""

    id: str
    title: str
    where: str
    quick: int
    large: int
    needs: str = ""
    minutes: int = MINUTES_A_FIGURE


TABLE = (
    Run("F01", "Killed while it writes", "killing:measure_kills", 6, 60),
    Run("F02", "Power cut", "power:measure_cuts", 60, 1_000),
    Run("F05", "Fifty people edit one record", "racing:measure_race", 1, 3),
    Run("F11", "Restore on another machine", "backup:measure_restore", 3, 20),
    Run("F12", "A changed backup is refused", "backup:measure_damage", 40, 1_000),
    Run("F13", "Backup while people work", "backup:measure_under_load", 1, 2),
    Run("F15", "The erased stay erased after a restore", "backup:measure_erased", 3, 10),
    Run("F17", "Planted secrets on the disk", "planted:measure_planted", 80, 1_200),
    Run("F18", "Changed, cut or moved ciphertext", "vault:measure_flips", 400, 40_000),
    Run("F20", "The whole server is stolen", "vault:measure_theft", 12, 200, "database"),
    Run("F21", "Guessing a passphrase", "vault:measure_guessing", 3, 20),
    Run("F22", "Keys in memory after a lock", "memory:measure_memory", 12, 100, "home"),
    Run("F23", "Withdrawn consent", "vault:measure_erasure", 8, 200, "database"),
    Run("F24", "The lock is turned under eight writers", "rotating:measure_rotation", 2, 10),
    Run("F25", "Three of five recovery shares", "backup:measure_shares", 3, 100),
    Run("F27", "Role × endpoint × object", "matrix:measure_matrix", 150, 500, "database"),
    Run("F28", "What answers carry beyond their reader", "matrix:measure_canaries", 100, 300, "database"),
    Run("F28b", "Every removed guard is noticed", "matrix:measure_guards", 2, 1_000, "database"),
    Run("F29", "Unknown and forbidden look the same", "matrix:measure_sameness", 5, 10, "database"),
    Run("F32", "Revoked access ends at the next request", "door:measure_revocation", 2, 10, "database"),
    Run("F33", "An hour inside the web process", "compromise:measure_compromise", 400, 3_000, "home"),
    Run("F34", "Guessing at the door", "door:measure_guessing", 30, 1_000, "database"),
    Run("F35", "A page that looks like ours, a copied cookie", "door:measure_look_alikes", 3, 20, "database"),
    Run("F36", "Pages keep to themselves", "pages:measure_pages", 12, 1_000, minutes=30),
    Run("F42", "Outgoing connections", "outgoing:measure_outgoing", 1, 2),
    Run("F43", "One bit of the journal flipped", "audit:measure_flips", 2_000, 40_000),
    Run("F44", "An administrator who rewrites the journal", "audit:measure_attacks", 60, 1_500),
    Run("F45", "Proofs for a stranger", "audit:measure_proofs", 50, 1_500),
    Run("F46", "Every reading is written down", "vault:measure_reads", 12, 600, "database"),
)
"""Other modules may bring a `FIGURES` dictionary; what it holds for an id goes before the function named here."""


@dataclass(frozen=True)
class Outcome:
    """What came of a run: a figure, or why there is none; how large it was, from which commit and when."""

    run: Run
    figure: Figure | None
    why_not: str
    seconds: float
    size: str = "large"
    commit: str = ""
    measured_at: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it for the data beside the page."""
        return {**asdict(self), "run": self.run.id}


def found(run: Run) -> Callable[..., Figure]:
    """Return the function of a figure. Raises: LookupError naming what is missing."""
    module_name, _, function = run.where.partition(":")
    name = f"tests.reliability.figures.{module_name}"
    if not (REPOSITORY / "tests" / "reliability" / "figures" / f"{module_name}.py").exists():
        raise LookupError(f"there is no module `figures/{module_name}.py` yet")
    module = importlib.import_module(name)
    measure = getattr(module, "FIGURES", {}).get(run.id) or getattr(module, function, None)
    if measure is None:
        raise LookupError(f"`figures/{module_name}.py` does not measure it yet")
    return measure  # type: ignore[no-any-return]


def here(run: Run, n: int) -> Figure:
    """Measure one figure in this process. Raises: LookupError and whatever the figure raises."""
    import django

    with tempfile.TemporaryDirectory(prefix="bandi-figure-") as folder:
        home = Path(folder) / "home"
        os.environ |= {"BANDI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bandi.config.settings", "BANDI_DATABASE": "", "BANDI_SAMPLE": ""}
        django.setup()
        from django.conf import settings

        settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        measure = found(run)
        if run.needs == "home":
            return measure(n, Path(folder))
        if run.needs == "database":
            settings.UNLOCK_COST = {"memory_kib": 64, "passes": 1, "lanes": 1}
            settings.QUOTAS.update(dict.fromkeys(settings.QUOTAS, 10_000_000))
            with _database(home):
                return measure(n)
        return measure(n)


@contextmanager
def _database(home: Path) -> Iterator[None]:
    """An empty database of its own for the figure, with all migrations."""
    from django.db import transaction

    from tests.conftest import empty_office

    empty_office(home)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def apart(run: Run, n: int, size: str) -> Outcome:
    """Measure one figure in a process of its own."""
    started, commit, at = time.monotonic(), _commit(), f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    words = [sys.executable, "-m", "tests.reliability.publish", "--one", run.id, "--n", str(n)]
    try:
        done = subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, timeout=60 * run.minutes)
    except subprocess.TimeoutExpired:
        return Outcome(run, None, f"not ended after {run.minutes} minutes", time.monotonic() - started, size, commit, at)
    seconds = time.monotonic() - started
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    told: dict[str, Any] = json.loads(lines[-1]) if lines else {"why": (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]}
    if "why" in told:
        return Outcome(run, None, told["why"], seconds, size, commit, at)
    return Outcome(run, Figure(**told), "", seconds, size, commit, at)


def kept() -> dict[str, Outcome]:
    """Return what the page says now, by id."""
    if not DATA.exists():
        return {}
    known = {run.id: run for run in TABLE}
    rows = [row for row in json.loads(DATA.read_text()) if row["run"] in known]
    return {row["run"]: Outcome(**{**row, "run": known[row["run"]], "figure": Figure(**row["figure"]) if row["figure"] else None}) for row in rows}


def publish(outcomes: dict[str, Outcome]) -> None:
    """Write the page and its data; figures of the table without an outcome are named as not run."""
    every = [outcomes.get(run.id) or Outcome(run, None, NOT_YET, 0.0) for run in TABLE]
    DATA.write_text(json.dumps([one.as_json() for one in every], ensure_ascii=False, indent=1) + "\n")
    PAGE.write_text(page(every))


def page(outcomes: list[Outcome]) -> str:
    """Return the published page."""
    figures = [outcome for outcome in outcomes if outcome.figure]
    bad = [outcome.run.id for outcome in figures if outcome.figure and (outcome.figure.failures or not outcome.figure.is_controlled)]
    absent = [outcome.run.id for outcome in outcomes if not outcome.figure]
    quick = [outcome.run.id for outcome in figures if outcome.size == "quick"]
    lines = [
        "# Reliability", "",
        "What happens when things go wrong, tried N times. A failure is counted when the promise was broken; the target is 0. Each figure has a control: the same",
        "trial with the guard taken away, which must fail, or the figure would be worth nothing. What cannot be read off the numbers stands below the table.", "",
        f"Written by `make reliability`, the data in `reliability.json`. {machine()}; the figures took {sum(outcome.seconds for outcome in outcomes) / 60:.0f} minutes.", "",
        f"**{len(figures)} of {len(outcomes)} figures ran; {len(figures) - len(bad)} met their target with a control that failed as it must.**"
        + (f" Missed: {', '.join(bad)}." if bad else "") + (f" Not run: {', '.join(absent)}." if absent else "")
        + (f" Measured with small N only (`--quick`): {'all of them' if len(quick) == len(figures) else ', '.join(quick)}." if quick else ""), "",
        "| | What | N | Failures | Control | Command |", "|---|---|---:|---:|---|---|",
    ]  # fmt: skip
    for outcome in outcomes:
        run, figure = outcome.run, outcome.figure
        command = f"`python -m tests.reliability.publish {run.id}{' --quick' if outcome.size == 'quick' else ''}`"
        if figure is None:
            lines.append(f"| {run.id} | {run.title} | – | not run | {_cell(outcome.why_not)} | {command} |")
        else:
            control = _cell(figure.control) + ("" if figure.is_controlled else " **(the control did not fail: worth nothing)**")
            lines.append(f"| {run.id} | {run.title} | {figure.n:,} | {f'**{figure.failures:,}**' if figure.failures else 0} | {control} | {command} |")
    lines += ["", "## What was tried, and what it does not show", ""]
    lines += [
        f"- **{one.run.id}, {one.run.title}** ({one.size}, {one.seconds:.0f} s, commit {one.commit}, {one.measured_at}). {_sentence(one.figure.note)}"
        for one in figures if one.figure
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def machine() -> str:
    """Return what the figures ran on, without its name."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _commit() -> str:
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ":!docs/reliability.*")
    return (_git("rev-parse", "--short=12", "HEAD") or "unknown") + (" with changes" if changed else "")


def _git(*words: str) -> str:
    if not shutil.which("git"):
        return ""
    return subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, text=True).stdout.strip()


def main(words: list[str]) -> int:
    """Run what was asked for; the page is written after each figure, so that a run that is stopped says how far it came."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.publish", description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="F..", help="only these; printed, and put into the page with --update")
    parser.add_argument("--only", nargs="+", default=[], metavar="F..", help="the same")
    parser.add_argument("--resume", action="store_true", help="leave out what was measured of this commit and size already")
    parser.add_argument("--quick", action="store_true", help="small N")
    parser.add_argument("--update", action="store_true", help="with ids: put them into the page")
    parser.add_argument("--jobs", type=int, default=1, help="figures at a time (more disturbs the figures that measure time)")
    parser.add_argument("--one", metavar="F..", help=argparse.SUPPRESS)
    parser.add_argument("--n", type=int, help="another N, with one id")
    options = parser.parse_args(words)
    known = {run.id: run for run in TABLE}
    if options.one:
        return _one(known[options.one], options.n)
    wanted = [known[one] for one in [*options.ids, *options.only]]
    chosen = wanted or list(TABLE)
    size = "quick" if options.quick else "large"
    outcomes = kept() if wanted or options.resume else {}
    done = {run.id for run in chosen if options.resume and _is_still_true(outcomes.get(run.id), size)}
    if done:
        print(f"{len(done)} figures of this commit stand in the page already: {', '.join(sorted(done))}", flush=True)
    left = [run for run in chosen if run.id not in done]
    started = time.monotonic()
    with ThreadPoolExecutor(options.jobs) as pool:
        sizes = [options.n or (run.quick if options.quick else run.large) for run in left]
        for number, outcome in enumerate(pool.map(apart, left, sizes, [size] * len(left)), 1):
            outcomes[outcome.run.id] = outcome
            minutes, seconds = divmod(int(time.monotonic() - started), 60)
            print(f"[{number}/{len(left)}, {minutes}:{seconds:02}] {_told(outcome)}", flush=True)
            if options.update or not wanted:
                publish(outcomes)
    measured = [outcomes[run.id].figure for run in chosen]
    return int(any(figure and (figure.failures or not figure.is_controlled) for figure in measured))


def _is_still_true(outcome: Outcome | None, size: str) -> bool:
    """Whether an outcome of the page is what would be measured now."""
    if outcome is None or outcome.figure is None or outcome.size != size:
        return False
    return not outcome.figure.failures and outcome.figure.is_controlled and "changes" not in outcome.commit and outcome.commit == _commit()


def _one(run: Run, n: int) -> int:
    try:
        print(json.dumps(asdict(here(run, n))))
    except LookupError as missing:
        print(json.dumps({"why": str(missing)}))
    return 0


def _told(outcome: Outcome) -> str:
    if outcome.figure is None:
        return f"{outcome.run.id}  not run: {outcome.why_not}"
    figure = outcome.figure
    more = f"\n      {figure.note}" if figure.failures or not figure.is_controlled else ""
    return f"{figure.id}  N {figure.n:,}, failures {figure.failures:,}, {outcome.seconds:.0f} s; control: {figure.control}{more}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
