"""F24: the lock of a compartment is turned while people write and read; nobody notices, nothing is lost, who left opens nothing.

Threads of one process, each with its own connection to one database file, and the holder in the process. On PostgreSQL the figure is run by
`tests/postgresql/test_rotation.py`.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.reliability.figures.figure import Figure
from tests.reliability.figures.offices import ask, empty

WRITERS, READERS = 8, 2

_ROTATE = """
import threading, time
from django.conf import settings
from django.db import connection
from bandi.foundation.vault import membership, reading
from bandi.foundation.vault.holding import AUDIT, holder
from bandi.foundation.vault.making import lock_asks, make_compartment, make_member, make_subject
from bandi.foundation.vault.models import Blob, Grant, SubjectKey
from bandi.foundation.vault.reading import Reader, opened
settings.QUOTAS.update({3: 10_000_000})
cost = Cost(memory_kib=64, passes=1, lanes=1)
steward, leaver, auditor = (make_member(passphrase=PHRASE, cost=cost) for _ in range(3))
make_compartment(key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=[auditor])
room = make_compartment(key="testimony", name_en="Testimony", name_ko="증언", tier=3, stewards=[steward])

def unlocked(member):
    token = holder().begin(member.id, lock_asks(member), PHRASE)
    holder().finish(token, None)
    holder().renew(token, lock_asks(member), PHRASE, None)
    return Reader(token, member.id)

membership.let_in(compartment=room, member=leaver, is_steward=False, by=unlocked(steward))
copied = list(Grant.objects.filter(member=leaver).values("version_id", "wrap"))
written, errors, closed, reads, stop = [], [], [], [0], threading.Event()

def guarded(work):
    def thread():
        try:
            while not stop.is_set():
                work()
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()
    return threading.Thread(target=thread)

def write():
    with transaction.atomic():
        subject = make_subject(room)
        row = Blob(subject=subject)
        row.facts = "말한 것"
        row.save()
    written.append(row.pk)
    with transaction.atomic():
        again = Blob(subject=type(subject).objects.get(pk=subject.pk))
        again.facts = "later"
        again.save()
    written.append(again.pk)
    time.sleep(0.002)

def read():
    some = list(Blob.objects.filter(pk__in=written[-20:]))
    opened(some, by=reader)
    reads[0] += len(some)
    closed.extend(row.pk for row in some if row.facts.plain is None)
    time.sleep(0.005)

reader = unlocked(steward)
threads = [guarded(write) for _ in range(WRITERS)] + [guarded(read) for _ in range(READERS)]
for thread in threads:
    thread.start()
while len(written) < 2 * WRITERS and not errors:
    time.sleep(0.01)
by = unlocked(steward)
before = len(written)
try:
    membership.let_out(compartment=room, member=leaver, by=by)
    for _ in range(N - 1):
        time.sleep(0.05)
        membership.rotate(compartment=room, by=by)
finally:
    time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join()
holder().panic()
rows = list(Blob.objects.all())
opened(rows, by=unlocked(steward))
unreadable = sum(row.facts.plain is None for row in rows) + len(set(written) - {row.pk for row in rows})
for grant in copied:
    Grant.objects.get_or_create(version_id=grant["version_id"], member=leaver, defaults={"wrap": grant["wrap"]})
left = list(Blob.objects.all())
opened(left, by=unlocked(leaver))
open_to_leaver = sum(row.facts.plain is not None for row in left)
stale = SubjectKey.objects.exclude(version=room.current).count()
answer = {
    "rows": len(rows), "during": len(written) - before, "unreadable": unreadable, "errors": errors[:5], "closed": len(closed), "reads": reads[0],
    "leaver": open_to_leaver, "stale": stale,
}
"""

def measure_rotation(n: int) -> Figure:
    """Turn the lock n times under eight writers and two readers; the control lets the leaver go without turning it."""
    folder = Path(tempfile.mkdtemp(prefix="bandi-rotation-"))
    try:
        seen = turned(folder / "home", n)
        control = turned(folder / "control", 1, _without_turning())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    failures = broken(seen)
    told = f"; {seen['errors']}" if seen["errors"] else ""
    opened = control["leaver"]
    return Figure(
        "F24", seen["rows"], failures, f"membership ended without turning the lock: the leaver, who kept her wrap, opens {opened} of {control['rows']}",
        opened > 0,
        f"{n} turns under {WRITERS} writers and {READERS} readers; {seen['during']} rows written meanwhile, {seen['reads']} readings of which {seen['closed']} were "
        f"closed for a moment; afterwards {seen['unreadable']} unreadable, {seen['stale']} keys under an old lock, {len(seen['errors'])} errors, {seen['leaver']} "
        f"opened by the leaver with the wrap she had copied. What she read before, she knows{told}",
    )  # fmt: skip


def _without_turning() -> str:
    """The same, where ending a membership deletes no wrap she copied and turns nothing."""
    return _ROTATE.replace("membership.let_out(compartment=room, member=leaver, by=by)", 'leaver.memberships.update(until="2031-01-01T00:00:00Z")')


def broken(seen: dict[str, Any]) -> int:
    """Return how many promises were broken."""
    return int(seen["unreadable"] + len(seen["errors"]) + seen["leaver"] + seen["closed"] + seen["stale"])


def turned(home: Path, n: int, code: str = _ROTATE) -> dict[str, Any]:
    """Make an office and turn its lock n times under work; return what was seen."""
    empty(home)
    return ask(home, code, N=n, WRITERS=WRITERS, READERS=READERS)


FIGURES = {"F24": measure_rotation}
