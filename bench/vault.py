"""The vault: `python -m bench.vault [--texts 3000] [--home FOLDER] [--alone] [--json]` measures sealing, lists of sealed names and searching without an index.

Everything in one process with a database and keys of its own in a temporary folder; all ratios are of the same run. Invented texts.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from bench import vault_office

QUESTIONS = (("korean", "없는말이다"), ("english", "zzyzx"), ("initials", "ㅋㅋㅋㅋ"), ("sound", "Chongori"), ("common", "반딧불이"))
ROUNDS = 15


def median_ms(what: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median of a few rounds in milliseconds, on the clock."""
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        what()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def in_turn(what: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """Return the median milliseconds of each, on the clock and of the processor, done in turn: a machine that others use is not as fast now as it was."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in what}
    for _ in range(rounds):
        for name, one in what.items():
            began, used = time.perf_counter(), time.process_time()
            one()
            spent[name].append(((time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000))
    return {name: (statistics.median(one for one, _cpu in each), statistics.median(cpu for _one, cpu in each)) for name, each in spent.items()}


def cpu_ms(what: Callable[[], object], rounds: int = 3) -> float:
    """Return the median processor time of this process over a few rounds, in milliseconds."""
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        what()
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)


def sealing() -> dict[str, float]:
    """Speed of sealing and opening a file, beside one hash and AES-GCM done raw on the same bytes."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from bandi.locks import files

    chunks = [os.urandom(1 << 20) for _ in range(64)]
    key = os.urandom(32)

    def raw() -> None:
        cipher, digest, target = AESGCM(key), hashlib.sha256(), io.BytesIO()
        for number, chunk in enumerate(chunks):
            digest.update(chunk)
            target.write(cipher.encrypt(number.to_bytes(12, "big"), chunk, b""))

    sealed = io.BytesIO()
    files.seal(chunks, sealed, key=key, file_id=bytes(16), place=b"p")

    def seal() -> None:
        _ = files.seal(chunks, io.BytesIO(), key=key, file_id=bytes(16), place=b"p").digests

    def opened() -> None:
        digest = hashlib.sha256()
        for piece in files.opened(io.BytesIO(sealed.getvalue()), key=key, place=b"p"):
            digest.update(piece)

    own = in_turn({"raw": raw, "seal": seal, "open": opened}, 7)
    (raw_ms, raw_cpu), (seal_ms, seal_cpu), (open_ms, open_cpu) = own["raw"], own["seal"], own["open"]
    return {
        "raw_mb_s": 64_000 / raw_ms, "seal": raw_ms / seal_ms, "open": raw_ms / open_ms,
        "seal_cpu": raw_cpu / seal_cpu, "open_cpu": raw_cpu / open_cpu,
    }  # fmt: skip


def memory_mb(megabytes: int) -> float:
    """Return the peak memory of a process that seals so many megabytes to nowhere."""
    script = (
        "from pathlib import Path\nfrom bandi.locks import files\n"
        "class Sink:\n    def writelines(self, data): pass\n"
        f"block = bytes(1 << 20)\nfiles.seal((block for _ in range({megabytes})), Sink(), key=bytes(32), file_id=bytes(16), place=b'p').digests\n"
        "print(int(next(line for line in Path('/proc/self/status').read_text().splitlines() if line.startswith('VmHWM')).split()[1]) / 1024)"
    )
    return float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)


def office(texts: int, *, alone: bool = False) -> dict[str, Any]:
    """Make an office with compartments, names and statements; measure lists and search. alone: search and nothing else, with the holder in this process."""
    from django.test import Client

    from bandi.foundation.access.unlocking import KEY_COOKIE, begin, finish
    from bandi.foundation.vault.reading import Reader

    account = vault_office.stands(texts) or vault_office.make(texts)

    def token() -> str:
        opened = begin(account, vault_office.PHRASE)
        assert opened and finish(opened)
        return opened

    if alone:
        return {"texts": texts, **searching(Reader(token(), account.member_id), here_mb(), say=True)}
    client = Client()
    client.force_login(account)
    client.cookies[KEY_COOKIE] = token()
    plain, sealed = "/people/", "/protected/"
    for address in (plain, sealed):
        assert client.get(address).status_code == 200
    closed = Client()
    closed.force_login(account)
    closed.get(sealed)
    lists = in_turn({"unsealed": lambda: closed.get(sealed), "sealed": lambda: client.get(sealed)}, 2 * ROUNDS)
    found: dict[str, Any] = {"list_of_people_ms": median_ms(lambda: client.get(plain)), "texts": texts}
    for name, (clock, spent) in lists.items():
        found[f"list_{name}_ms"], found[f"list_{name}_cpu_ms"] = clock, spent
    found |= searching(Reader(token(), account.member_id), here_mb())
    with apart():
        found |= {f"{name}_apart": value for name, value in searching(Reader(token(), account.member_id), 0).items() if not name.endswith("_mb")}
    return found


def searching(reader: Any, before_mb: float, *, say: bool = False) -> dict[str, float]:
    """Search for the first time after unlocking, wait for the marks, search again. say: print each number as soon as it is known."""
    from bandi.foundation.vault.holding import holder
    from bandi.foundation.vault.searching import find, look
    from bandi.register.people.models import Statement

    def rows() -> Any:
        return Statement.objects.order_by("-pk").only("pk", "code", "text")

    found: dict[str, float] = Said() if say else {}
    began, spent = time.perf_counter(), time.process_time()
    look(rows(), "text", "새벽달", by=reader, seconds=0)
    found["search_piece_ms"], found["search_piece_cpu_ms"] = (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000
    find(rows(), "text", "새벽달", by=reader)
    found["search_cold_ms"], found["search_cold_cpu_ms"] = (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000
    while holder().status()["unmarked"]:
        time.sleep(0.05)
    found["search_marked_ms"], found["search_marked_cpu_ms"] = (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000
    found["kept_mb"] = here_mb() - before_mb
    for name, question in QUESTIONS:
        found[f"search_{name}_ms"] = median_ms(lambda q=question: find(rows(), "text", q, by=reader), 3)
        found[f"search_{name}_cpu_ms"] = cpu_ms(lambda q=question: find(rows(), "text", q, by=reader))
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


class Said(dict[str, float]):
    """Numbers that are printed as soon as they are known: fifty thousand texts take their time."""

    def __setitem__(self, name: str, value: float) -> None:
        super().__setitem__(name, value)
        print(f"{name}: {value:,.0f}", file=sys.stderr, flush=True)


def here_mb() -> float:
    """Memory of this process at this moment."""
    return float(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def calibration_ms() -> float:
    """Processor time of a million additions in Python: how fast this machine is at the moment."""

    def add() -> None:
        total = 0
        for number in range(1_000_000):
            total += number

    return cpu_ms(add)


@contextmanager
def apart() -> Iterator[None]:
    """Within, the holder is `bandi keyd`, a process of its own, as in an office."""
    from django.conf import settings

    from bandi.foundation.vault.holding import forget_holder, publish_auditor

    publish_auditor()
    socket = Path(settings.HOME) / "holder" / "keyd.sock"
    command = [Path(sys.executable).with_name("bandi"), "keyd"]
    process = subprocess.Popen(command, env={**os.environ, "BANDI_KEYHOLDER": str(socket)}, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    forget_holder()
    settings.KEYHOLDER = str(socket)
    try:
        yield
    finally:
        settings.KEYHOLDER = ""
        forget_holder()
        process.terminate()
        process.wait(10)
        process.stdout.close()


def run(texts: int, home: str = "", *, alone: bool = False) -> dict[str, Any]:
    """Measure everything in this process, in an office of its own; home: a folder in which it stays for the next run."""
    with nullcontext(home) if home else tempfile.TemporaryDirectory() as home:
        os.environ |= {"BANDI_HOME": home, "BANDI_DATABASE": "", "BANDI_QUOTAS": "2:1000000", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"}
        import django

        django.setup()
        from django.conf import settings

        settings.UNLOCK_COST = {"memory_kib": 64, "passes": 1, "lanes": 1}
        began = calibration_ms()
        if alone:
            return {**office(texts, alone=True), "calibration_ms": (began, calibration_ms()), "load": os.getloadavg()}
        found = {"sealing": sealing(), "memory": {"64": memory_mb(64), "2048": memory_mb(2048)}, **office(texts)}
        return {**found, "calibration_ms": (began, calibration_ms()), "load": os.getloadavg()}


def _both(found: dict[str, Any], name: str) -> str:
    return f"{found[f'search_{name}_ms']:.0f} ms ({found[f'search_{name}_cpu_ms']:.0f} of the processor)"


def table(found: dict[str, Any]) -> str:
    """Return the measurements as a table with their goals."""
    sealed, memory = found["sealing"], found["memory"]
    more = found["list_sealed_ms"] - found["list_unsealed_ms"]
    more_cpu = found["list_sealed_cpu_ms"] - found["list_unsealed_cpu_ms"]
    texts, is_goal = found["texts"], found["texts"] == 3000
    rows = [
        ("sealing a file, as a share of one SHA-256 and AES-GCM done raw", f"{sealed['seal']:.0%} ({sealed['seal_cpu']:.0%} by the processor)", "at least 70 %", sealed["seal"] >= 0.7),
        ("opening and hashing a file, likewise", f"{sealed['open']:.0%} ({sealed['open_cpu']:.0%} by the processor)", "at least 70 %", sealed["open"] >= 0.7),
        ("memory for sealing 2 GB, beside 64 MB", f"{memory['2048']:.0f} / {memory['64']:.0f} MB", "constant", memory["2048"] < memory["64"] * 1.2),
        ("a list of 50 sealed names opened, more than the same list closed", f"{more:.1f} ms ({more_cpu:.1f} of the processor)", "under 5 ms", more < 5),
        (f"search in {texts:,} texts of 23 KB, first after unlocking: the first piece answers", _both(found, "piece"), "", None),
        ("the same: all of it answered", _both(found, "cold"), "", None),
        ("the same: until the marks for the next questions are made, too", _both(found, "marked"), "", None),
        ("the three with `bandi keyd` as a process of its own", " / ".join(f"{found[f'search_{name}_ms_apart']:.0f}" for name in ("piece", "cold", "marked")) + " ms", "", None),
        ("memory for what a session keeps of them", f"{found['kept_mb']:.0f} MB, at most {found['peak_mb']:.0f} in all", "", None),
    ]
    for name, words in (("korean", "a Korean word that is nowhere"), ("english", "an English word that is nowhere"), ("initials", "초성"), ("sound", "a Korean name in Latin letters"), ("common", "a word of every text")):
        value, apart_ms = found[f"search_{name}_ms"], found[f"search_{name}_ms_apart"]
        goal = "under 300 ms" if is_goal else ""
        rows.append((f"search in {texts:,} texts, again: {words}", _both(found, name), goal, value < 300 if goal else None))
        rows.append(("the same with `bandi keyd` as a process of its own", f"{apart_ms:.0f} ms", goal, apart_ms < 300 if goal else None))
    calibration, load = " and ".join(f"{one:.0f}" for one in found["calibration_ms"]), found["load"]
    rows.append(("a million additions in Python, before and after; load of the machine", f"{calibration} ms; {load[0]:.1f}", "", None))
    lines = ["| what | measured | goal | |", "| --- | ---: | ---: | --- |"]
    lines += [f"| {a} | {b} | {c} | {'' if d is None else 'met' if d else 'not met'} |" for a, b, c, d in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.vault", description=__doc__)
    parser.add_argument("--texts", type=int, default=3000)
    parser.add_argument("--home", default="", help="a folder in which the office stays, so that the next run need not make it")
    parser.add_argument("--alone", action="store_true", help="search and nothing else, with the holder in this process; each number as soon as it is known")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = run(asked.texts, asked.home, alone=asked.alone)
    print(json.dumps(found) if asked.json or asked.alone else table(found))


if __name__ == "__main__":
    main()
