"""F27, F28, F28b, F29: who gets an answer where, what no answer may carry, and whether the tests would notice a guard that is gone."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from bandi.foundation.records import jobs as making
from bandi.work.advocacy import jobs
from tests.house import test_access_table as house
from tests.reliability.figures import matrix_guards, matrix_wrongs
from tests.reliability.figures.figure import Figure
from tests.reliability.figures.matrix_cells import (
    Cell,
    as_missing,
    bytes_of,
    every_pattern,
    room_cells,
    sealed_cells,
    table,
    texts_of,
    verdict_of,
)
from tests.reliability.figures.office_of_secrets import Actor, Office

SEED = 20310312
OWN = {*house.OWN, "desk:calendar_feed"}
"""Addresses of things that are somebody's own: with an example of nobody's they answer, or are hidden."""


@dataclass(frozen=True)
class Deviation:
    """A cell that answered otherwise than the policy says, or carried what it must not."""

    cell: str
    said: str


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever an answer wrote and start no process, so that every cell meets the same office."""
    with patch.object(jobs, "launch"), patch.object(making, "launch"), transaction.atomic():
        yield
        transaction.set_rollback(True)


def judged(office: Office, cells: Iterable[Cell], seen: set[str] | None = None) -> Iterator[Deviation | None]:
    """Ask every cell; yield what deviates, or None where it is as it must be. seen: collects the canaries that were rightly there."""
    rules = table()
    for number, cell in enumerate(cells):
        if number % 200 == 0:
            office.refreshed()
        with undone():
            response = cell.ask(office)
            said, text = verdict_of(response), ""
            try:
                text = texts_of(response)
            except Exception as error:  # a stream that breaks off is an answer too, and a wrong one
                said = f"{said}, then {type(error).__name__}"
        expected = cell.expected(rules)
        if said not in expected.split(" or "):
            yield Deviation(str(cell), f"{said}, not {expected}")
            continue
        there = [one for one in office.canaries if one.text in text]
        told = [one for one in there if not office.may_see(cell.actor, one)]
        if seen is not None:
            seen.update(one.text for one in there if not one.is_code)
        yield Deviation(str(cell), f"told {'a code' if told[0].is_code else 'a secret'} of {told[0].secret}") if told else None


def chosen(cells: Iterable[Cell], n: int | None, seed: int = SEED) -> list[Cell]:
    """Return n of the cells, the same ones each time; all of them for None."""
    listed = list(cells)
    order = random.Random(seed)
    order.shuffle(listed)
    return listed if n is None else listed[:n]


def all_cells(office: Office, methods: tuple[str, ...] = ("get", "post", "put", "delete")) -> list[Cell]:
    """Return the cells about sealed records and compartments."""
    return [*sealed_cells(office, methods), *room_cells(office, methods)]


def open_cells(office: Office) -> Iterator[Cell]:
    """Yield every other address × everybody, led to something that exists. Needs a year. What ends visits comes last.

    POST only for whom it must be refused: what comes of it otherwise is tested beside each view.
    """
    rules = table()
    found, ending = every_pattern(), ("desk:panic", "desk:sign_out", "desk:lock", "desk:visits_end")
    covered = {cell.name for cell in [*sealed_cells(office, ("get",)), *room_cells(office, ("get",))]}
    for name in sorted(set(found) - covered, key=lambda one: (one in ending, one)):
        arguments = house.examples(name, found[name])
        for actor in office.actors.values():
            for method in ("get",) if rules[name][actor.role] == "passes" else ("get", "post"):
                yield Cell(name, found[name], actor, method, arguments, {}, name not in OWN, "what is open")


def measure_matrix(n: int | None = None, *, with_open: bool = False) -> Figure:
    """F27: n cells of the matrix (all for None). with_open: also the addresses at which nothing sealed can stand, which need a year."""
    office = Office()
    cells = chosen(all_cells(office), n)
    if with_open:
        cells += chosen(open_cells(office), n)
    wrong = [one for one in judged(office, cells) if one is not None]
    with matrix_guards.GUARDS["SealedQuerySet.visible_to"]():
        control = next((one for one in judged(office, chosen(all_cells(office, ("get",)), None)) if one is not None), None)
    names = set(every_pattern())
    untried = names - {cell.name for cell in [*all_cells(office, ("get",)), *(open_cells(office) if with_open else ())]} if with_open else set()
    return Figure(
        "F27", len(cells), len(wrong) + len(untried),
        f"with the clearance of records taken away: {control.cell}: {control.said}" if control else "with the clearance taken away nothing was noticed",
        control is not None,
        f"{len(office.actors)} people × {len(names)} addresses × methods × {len(office.secrets)} sealed records in every state. {_first(wrong)}",
    )  # fmt: skip


def measure_canaries(n: int | None = None) -> Figure:
    """F28: what answers carry that their reader may not know, over n cells that answer (all for None)."""
    office = Office()
    rules = table()
    cells = [cell for cell in all_cells(office, ("get", "post")) if cell.expected(rules).startswith("answers")]
    seen: set[str] = set()
    cells = chosen(cells, n)
    wrong = [one for one in judged(office, cells, seen) if one is not None]
    boss = office.actors["director-all"]
    list(judged(office, [cell for cell in all_cells(office, ("get",)) if cell.actor is boss and cell.name in ("desk:record", "desk:record_edit", "desk:file_open") and cell.sees], seen))
    rightly = {one.text for one in office.canaries if not one.is_code and office.may_see(boss, one)}
    return Figure(
        "F28", len(cells), len(wrong), f"a member of all compartments was shown {len(seen & rightly)} of {len(rightly)} canaries", rightly <= seen,
        f"{len(office.canaries)} canaries in fields, notes, names and contents of files, codes and links. Pages, fragments, lists, search, history, "
        f"journal, files, redirects and headers. The file of sealed records that two people let leave is among the acts of F28b. Printed reports hold no sealed kind at all: not measured here. {_first(wrong)}",
    )  # fmt: skip


def measure_guards(n: int | None = None) -> Figure:
    """F28b: take away every guard in turn; n of them (all for None). Those that nothing notices are failures."""
    office = Office()
    names = list(matrix_guards.GUARDS)[:n]
    missed = []
    for name in names:
        with matrix_guards.GUARDS[name]():
            if not noticed(office, matrix_guards.SEEN_AT.get(name)):
                missed.append(name)
    sound = [*matrix_wrongs.wrongs(office), *(one.said for one in judged(office, _probe(office, None)[:60]) if one)]
    return Figure(
        "F28b", len(names), len(missed), f"with every guard in its place {len(sound)} wrongs were found", not sound,
        f"Not noticed: {', '.join(missed) or 'none'}. Guards are taken away by exchanging the function that asks; those within a longer function count as one.",
    )  # fmt: skip


def noticed(office: Office, addresses: tuple[str, ...] | None) -> str:
    """Return what the matrix, the canaries or the acts notice while a guard is gone; nothing where they do not."""
    for wrong in matrix_wrongs.wrongs(office):
        return wrong
    found = next((one for one in judged(office, _probe(office, addresses)) if one is not None), None)
    return f"{found.cell}: {found.said}" if found else ""


def _probe(office: Office, addresses: tuple[str, ...] | None) -> list[Cell]:
    cells = chosen(all_cells(office, ("get", "post")), None)
    return [cell for cell in cells if addresses is None or cell.name in addresses]


def measure_sameness(n: int) -> Figure:
    """F29: an answer about what one may not know against one about what is not there: bytes at every address, and n timings of each."""
    office = Office()
    differing = []
    compared = 0
    for cell in sealed_cells(office, ("get", "post")):
        if cell.reads or cell.actor.role not in ("reader", "officer", "director") or not any(isinstance(one, UUID) for one in cell.arguments.values()):
            continue
        secret = office.secrets[cell.about]
        ids = {value: uuid4() for value in (secret.pk, secret.note, secret.file, secret.link, secret.revision)}
        absent = Cell(cell.name, cell.pattern, cell.actor, cell.method, as_missing(cell.arguments, ids), cell.data, False, "nothing")
        compared += 1
        if _answer(office, cell) != _answer(office, absent):
            differing.append(str(cell))
        if n < 100 and compared >= 20 * n:
            break
    hidden, missing, open_page = _timings(office, n)
    p = likeness(hidden, missing)
    control = likeness(hidden, open_page)
    return Figure(
        "F29", compared, len(differing) + (n >= 100 and p <= 0.01), f"a page that exists is told from it by its time with p = {control:.1e}", n < 100 or control < 0.01,
        f"Status, body and headers of {compared} pairs. Time: {n} of each, medians {statistics.median(hidden) * 1000:.2f} and "
        f"{statistics.median(missing) * 1000:.2f} ms, p = {p:.3f} (Mann-Whitney; counted from 100 on). {'; '.join(differing[:3])}",
    )  # fmt: skip


def _answer(office: Office, cell: Cell) -> tuple[int, bytes, str]:
    with undone():
        return bytes_of(cell.ask(office))


def _timings(office: Office, n: int) -> tuple[list[float], list[float], list[float]]:
    actor: Actor = office.actors["director"]
    client = office.client(actor)
    secret = office.secrets["story"]
    own = reverse("desk:vault")
    addresses = [lambda: reverse("desk:record", args=["statements", secret.pk]), lambda: reverse("desk:record", args=["statements", uuid4()]), lambda: own]
    times: list[list[float]] = [[], [], []]
    order = random.Random(SEED)
    for number in range(n + 5):
        if number % 200 == 0:
            office.refreshed()
        for which in order.sample(range(3), 3):
            address = addresses[which]()
            started = time.perf_counter()
            client.get(address)
            taken = time.perf_counter() - started
            if number >= 5:
                times[which].append(taken)
    return times[0], times[1], times[2]


def likeness(first: list[float], second: list[float]) -> float:
    """Return the two-sided p of Mann and Whitney's test by its normal approximation: small where the two differ."""
    ranked = sorted([(value, 0) for value in first] + [(value, 1) for value in second])
    ranks = sum(at for at, (_value, which) in enumerate(ranked, 1) if which == 0)
    m, k = len(first), len(second)
    u = ranks - m * (m + 1) / 2
    spread = (m * k * (m + k + 1) / 12) ** 0.5
    return 2 * (1 - statistics.NormalDist().cdf(abs(u - m * k / 2) / spread)) if spread else 1.0


def _first(wrong: list[Any]) -> str:
    return f"First wrong: {wrong[0].cell}: {wrong[0].said}." if wrong else ""
