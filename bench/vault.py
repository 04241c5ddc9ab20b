"""The vault: `python -m bench.vault [--texts 3000] [--json]` measures sealing, lists of sealed names and searching without an index.

Everything in one process with a database and keys of its own in a temporary folder; all ratios are of the same run. Invented texts.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

KOREAN = ["강가", "반딧불이", "등대", "갈대", "이슬", "새벽", "언덕", "다리", "마을", "사람", "기차", "나무", "바람", "이야기", "길", "편지", "겨울", "아침", "노래", "하늘"]
ENGLISH = ["river", "firefly", "lantern", "reed", "dew", "dawn", "hill", "bridge", "village", "people", "train", "tree", "wind", "story", "road", "letter", "winter", "morning", "song", "sky"]
PHRASE = "reed lantern river moss heron dusk"
QUESTIONS = (("korean", "없는말이다"), ("english", "zzyzx"), ("initials", "ㅋㅋㅋㅋ"), ("sound", "Chongori"), ("common", "반딧불이"))
ROUNDS = 15


def invented(length: int, chance: random.Random) -> str:
    """Return a text of about `length` bytes, mostly Korean."""
    words: list[str] = []
    size = 0
    while size < length:
        word = chance.choice(KOREAN) if chance.random() < 0.8 else chance.choice(ENGLISH)
        words.append(word + chance.choice(["을 ", "에서 ", "이 ", " ", ". "]))
        size += len(words[-1].encode())
    return "".join(words)


def median_ms(what: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median of a few rounds in milliseconds, on the clock."""
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        what()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


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

    own = {name: median_ms(what, 7) for name, what in (("raw", raw), ("seal", seal), ("open", opened))}
    return {"raw_mb_s": 64_000 / own["raw"], "seal": own["raw"] / own["seal"], "open": own["raw"] / own["open"]}


def memory_mb(megabytes: int) -> float:
    """Return the peak memory of a process that seals so many megabytes to nowhere."""
    script = (
        "from pathlib import Path\nfrom bandi.locks import files\n"
        "class Sink:\n    def writelines(self, data): pass\n"
        f"block = bytes(1 << 20)\nfiles.seal((block for _ in range({megabytes})), Sink(), key=bytes(32), file_id=bytes(16), place=b'p').digests\n"
        "print(int(next(line for line in Path('/proc/self/status').read_text().splitlines() if line.startswith('VmHWM')).split()[1]) / 1024)"
    )
    return float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)


def office(texts: int) -> dict[str, Any]:
    """Make an office with compartments, names and statements; measure lists and search."""
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from bandi.foundation.access.models import Account, SecurityKey
    from bandi.foundation.access.unlocking import KEY_COOKIE, begin, finish
    from bandi.foundation.records import editing
    from bandi.foundation.vault.holding import AUDIT
    from bandi.foundation.vault.making import make_compartment, make_member
    from bandi.foundation.vault.reading import Reader
    from bandi.foundation.vault.searching import find
    from bandi.register.people.models import Person, ProtectedPerson, Statement

    account = Account(username="bench", language="en", roles=["director"])
    account.member = make_member(passphrase=PHRASE)
    account.set_unusable_password()
    account.save()
    SecurityKey.objects.create(account=account, name="Acorn key", credential=account.id.bytes, public=b"a key of no use")
    make_compartment(key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=[account.member])
    stories = make_compartment(key="testimony", name_en="Testimony", name_ko="증언", tier=2, stewards=[account.member])
    chance = random.Random(7)
    for number in range(50):
        editing.create(ProtectedPerson, by=None, code=f"W-{number:04}", name=f"홍보기 {number}", compartment=stories)
        editing.create(Person, by=None, full_name=f"Willow {number}", name_ko=f"보기 {number}")
    for number in range(texts):
        editing.create(Statement, by=None, code=f"S-{number:05}", text=invented(23_000, chance), compartment=stories)

    def token() -> str:
        opened = begin(account, PHRASE)
        assert opened and finish(opened)
        return opened

    def rows() -> Any:
        return Statement.objects.order_by("-pk").only("pk", "code", "text")

    client = Client()
    client.force_login(account)
    client.cookies[KEY_COOKIE] = token()
    plain, sealed = "/people/", "/protected/"
    for address in (plain, sealed):
        assert client.get(address).status_code == 200
    closed = Client()
    closed.force_login(account)
    closed.get(sealed)
    found: dict[str, Any] = {
        "list_unsealed_ms": median_ms(lambda: closed.get(sealed)), "list_sealed_ms": median_ms(lambda: client.get(sealed)),
        "list_of_people_ms": median_ms(lambda: client.get(plain)), "texts": texts,
    }  # fmt: skip
    reader = Reader(token(), account.member_id)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began, spent = time.perf_counter(), time.process_time()
    find(rows(), "text", "없는말이다", by=reader)
    found["search_cold_ms"], found["search_cold_cpu_ms"] = (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000
    found["kept_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    for name, question in QUESTIONS:
        found[f"search_{name}_ms"] = median_ms(lambda q=question: find(rows(), "text", q, by=reader), 3)
        found[f"search_{name}_cpu_ms"] = cpu_ms(lambda q=question: find(rows(), "text", q, by=reader))
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with apart():
        reader = Reader(token(), account.member_id)
        began = time.perf_counter()
        find(rows(), "text", "없는말이다", by=reader)
        found["search_cold_apart_ms"] = (time.perf_counter() - began) * 1000
        for name, question in QUESTIONS:
            found[f"search_{name}_apart_ms"] = median_ms(lambda q=question: find(rows(), "text", q, by=reader), 3)
    return found


@contextmanager
def apart() -> Iterator[None]:
    """Within, the holder is `bandi keyd`, a process of its own, as in an office."""
    from pathlib import Path

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


def run(texts: int) -> dict[str, Any]:
    """Measure everything in this process, in an office of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"BANDI_HOME": home, "BANDI_DATABASE": "", "BANDI_QUOTAS": "2:1000000", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"}
        import django

        django.setup()
        from django.conf import settings

        settings.UNLOCK_COST = {"memory_kib": 64, "passes": 1, "lanes": 1}
        return {"sealing": sealing(), "memory": {"64": memory_mb(64), "2048": memory_mb(2048)}, **office(texts)}


def table(found: dict[str, Any]) -> str:
    """Return the measurements as a table with their goals."""
    sealed, memory = found["sealing"], found["memory"]
    more = found["list_sealed_ms"] - found["list_unsealed_ms"]
    rows = [
        ("sealing a file, as a share of one SHA-256 and AES-GCM done raw", f"{sealed['seal']:.0%}", "at least 70 %", sealed["seal"] >= 0.7),
        ("opening and hashing a file, likewise", f"{sealed['open']:.0%}", "at least 70 %", sealed["open"] >= 0.7),
        ("memory for sealing 2 GB, beside 64 MB", f"{memory['2048']:.0f} / {memory['64']:.0f} MB", "constant", memory["2048"] < memory["64"] * 1.2),
        ("a list of 50 sealed names opened, more than the same list closed", f"{more:.1f} ms", "under 5 ms", more < 5),
        (f"search in {found['texts']:,} texts of 23 KB, first after unlocking", f"{found['search_cold_ms']:.0f} ms ({found['search_cold_cpu_ms']:.0f} of the processor)", "", None),
        ("the same with `bandi keyd` as a process of its own", f"{found['search_cold_apart_ms']:.0f} ms", "", None),
        ("memory for what a session keeps of them", f"{found['kept_mb']:.0f} MB", "", None),
    ]
    for name, words in (("korean", "a Korean word that is nowhere"), ("english", "an English word that is nowhere"), ("initials", "초성"), ("sound", "a Korean name in Latin letters"), ("common", "a word of every text")):
        value = found[f"search_{name}_ms"]
        goal = "under 300 ms" if found["texts"] == 3000 else ""
        rows.append((f"search in {found['texts']:,} texts, again: {words}", f"{value:.0f} ms ({found[f'search_{name}_cpu_ms']:.0f} of the processor)", goal, value < 300 if goal else None))
        value = found[f"search_{name}_apart_ms"]
        rows.append(("the same with `bandi keyd` as a process of its own", f"{value:.0f} ms", goal, value < 300 if goal else None))
    lines = ["| what | measured | goal | |", "| --- | ---: | ---: | --- |"]
    lines += [f"| {a} | {b} | {c} | {'' if d is None else 'met' if d else 'not met'} |" for a, b, c, d in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.vault", description=__doc__)
    parser.add_argument("--texts", type=int, default=3000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = run(asked.texts)
    print(json.dumps(found) if asked.json else table(found))


if __name__ == "__main__":
    main()
