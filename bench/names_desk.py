"""People called by name on the desk: `python -m bench.names_desk [--open 80000] [--sealed 20000] [--home FOLDER] [--json]`.

An office of invented people of public role (in the search index too) and of protected people whose names are sealed, in one process with a
database and keys of its own. Measured: the very first answer of the palette after a start and unlocking, how long all names take to be read,
and then the palette's whole answer to a name in another spelling, sealed names included, with the reasons, and how many queries that is.
Every question is checked: its person must be among the answers. With `--home` the office is made once and kept, for making it takes long.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from bandi.names.training.inventing_people import People
from bench.pace import pace_ms

PHRASE = "reed lantern river moss heron dusk"
QUESTIONS = 150
GOAL_MS = 100
BATCH = 500


def timed(what: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return milliseconds on the clock, of the processor, and what came out."""
    began, spent = time.perf_counter(), time.process_time()
    answer = what()
    return (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000, answer


def fill_open(names: list[str]) -> None:
    """Make people of public role with their spines, and index them."""
    from bandi.foundation.records import indexing
    from bandi.foundation.records.models import Record
    from bandi.register.people.models import Person

    for begin in range(0, len(names), BATCH):
        spines = [Record(kind="people.person", label_en=name[:400]) for name in names[begin : begin + BATCH]]
        Record.objects.bulk_create(spines)
        Person.objects.bulk_create([Person(record=spine, full_name=spine.label_en) for spine in spines])
    indexing.rebuild_all()


def fill_sealed(names: list[str], compartment: Any) -> None:
    """Make protected people, each under keys of her own."""
    from django.db import transaction

    from bandi.foundation.records.models import Record
    from bandi.foundation.vault.making import make_subject
    from bandi.register.people.models import ProtectedPerson

    for begin in range(0, len(names), BATCH):
        with transaction.atomic():
            for number, name in enumerate(names[begin : begin + BATCH], begin):
                code = f"W-2031-{number:06}"
                spine = Record.objects.create(kind="people.protectedperson", handling="protected", label_en=code, label_ko=code)
                person = ProtectedPerson(record=spine, code=code, compartment=compartment, subject=make_subject(compartment))
                person.name = name
                person.save(force_insert=True)


def crowd_of(count: int) -> tuple[People, list[tuple[str, str]], list[str]]:
    """Return who draws, `count` invented people, and the name each is written with: the same at every run."""
    crowd = People(1)
    people = [crowd.name() for _ in range(count)]
    return crowd, people, ["".join(name) if crowd.draw.random() < 0.5 else crowd.latin(*name) for name in people]


def make_office(written: list[str], open_people: int) -> None:
    """Make the office: somebody who may see everything, and everybody else as rows."""
    from bandi.foundation.vault.making import make_compartment
    from bench.vault_office import member

    account = member(PHRASE)
    rooms = make_compartment(key="identities", name_en="Identities", name_ko="신원", tier=2, stewards=[account.member])
    fill_open(written[:open_people])
    fill_sealed(written[open_people:], rooms)


def office(open_people: int, sealed_people: int, *, is_there: bool) -> dict[str, Any]:
    """Make the office if it is not there, and measure."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from bandi.foundation.access.models import Account
    from bandi.foundation.access.unlocking import KEY_COOKIE, begin, finish
    from bandi.foundation.vault.holding import holder
    from bandi.foundation.vault.reading import Reader, reading_as
    from bandi.register.people import recognising, sealed_names

    crowd, people, written = crowd_of(open_people + sealed_people)
    if not is_there:
        make_office(written, open_people)
    account = Account.objects.get(username="bench")
    token = begin(account, PHRASE)
    assert token and finish(token)
    client = Client()
    client.force_login(account)
    client.cookies[KEY_COOKIE] = token

    def all_of(advance: Callable[[], bool]) -> None:
        while not advance():
            pass

    def ask(query: str) -> Any:
        return client.post(reverse("desk:palette"), {"q": query})

    first, _spent, _answer = timed(lambda: ask("홍반디"))
    second, _spent, _answer = timed(lambda: ask("홍반디"))
    _clock, reading_open, _none = timed(lambda: all_of(lambda: recognising.advance(5)))
    with reading_as(Reader(token, account.member_id)):
        _clock, reading_sealed, _none = timed(lambda: all_of(lambda: sealed_names.advance(account, 5)))
    asked = [crowd.draw.randrange(len(people)) for _ in range(QUESTIONS)]
    clock, processor, found = [], [], 0
    queries: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: queries.append(sql) or execute(sql, *rest)):
        ask(crowd.written(*people[asked[0]]))
    for number in asked:
        query = crowd.written(*people[number])
        on_clock, spent, answer = timed(lambda query=query: ask(query))
        clock.append(on_clock)
        processor.append(spent)
        wanted = written[number] if number < open_people else f"W-2031-{number - open_people:06}"
        found += wanted in answer.content.decode()
    return {
        "open": open_people, "sealed": sealed_people, "held": holder().names_state(token)["people"], "first_ms": first, "second_ms": second,
        "reading_open_s": reading_open / 1000, "reading_sealed_s": reading_sealed / 1000, "questions": QUESTIONS, "found": found,
        "queries": len(queries), "p50_ms": statistics.median(clock), "p95_ms": _p95(clock), "p50_processor_ms": statistics.median(processor),
        "p95_processor_ms": _p95(processor), "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "load": os.getloadavg()[0],
        "million_additions_ms": pace_ms(),
    }  # fmt: skip


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def run(open_people: int, sealed_people: int, home: Path) -> dict[str, Any]:
    """Measure everything in this process, in an office of its own."""
    os.environ |= {"BANDI_HOME": str(home), "BANDI_DATABASE": "", "BANDI_QUOTAS": "2:1000000", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"}
    import django

    django.setup()
    from django.conf import settings

    settings.UNLOCK_COST = {"memory_kib": 64, "passes": 1, "lanes": 1}
    whole = home / f"{open_people}-{sealed_people}"
    found = office(open_people, sealed_people, is_there=whole.exists())
    whole.touch()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.names_desk", description=__doc__)
    parser.add_argument("--open", type=int, default=80_000)
    parser.add_argument("--sealed", type=int, default=20_000)
    parser.add_argument("--home", type=Path, help="a folder in which the office is kept from run to run; one for each size")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.home:
        asked.home.mkdir(parents=True, exist_ok=True)
    with nullcontext(asked.home) if asked.home else tempfile.TemporaryDirectory() as home:
        found = run(asked.open, asked.sealed, Path(home).resolve())
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{found['open']:,} open and {found['sealed']:,} sealed names, read in {found['reading_open_s']:.0f} s and {found['reading_sealed_s']:.0f} s of the processor; {found['peak_mb']:.0f} MB")
    print(f"palette, the first answer {found['first_ms']:.0f} ms, the next {found['second_ms']:.0f} ms, while names are being read")
    print(f"palette, {found['questions']} questions, {found['found']} found: p50 {found['p50_ms']:.0f} ms, p95 {found['p95_ms']:.0f} ms ({'met' if found['p95_ms'] < GOAL_MS else 'not met'}), {found['queries']} queries")
    print(f"of the processor: p50 {found['p50_processor_ms']:.0f} ms, p95 {found['p95_processor_ms']:.0f} ms; load {found['load']:.1f}; a million additions {found['million_additions_ms']:.0f} ms")


if __name__ == "__main__":
    main()
