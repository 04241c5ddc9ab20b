"""F05: many people write the same line of the same record at the same time; nothing that was accepted is lost.

A register as Jepsen tests it: each client reads the text, adds a word of her own and saves it on the version she read. Threads of one process,
each with its own connection to one database file.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.reliability.figures.figure import Figure
from tests.reliability.figures.offices import ask, empty

CLIENTS = 50

_RACE = """
import threading
from django.db import connection
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict
from bandi.interfaces.desk.tests.world import activity
from bandi.register.activities.models import Activity
key = activity().pk
accepted, shown, false, errors = [], [0], [0], []
ready = threading.Barrier(CLIENTS)

def client(number):
    try:
        ready.wait()
        for round in range(N):
            word = f"{number}.{round}"
            while True:
                row = Activity.objects.get(pk=key)
                seen = row.FIELD
                try:
                    editing.edit(row, {"FIELD": f"{seen} {word}".strip()}, by=None, version=row.version if CHECKED else None)
                except Conflict as conflict:
                    shown[0] += 1
                    false[0] += conflict.theirs["FIELD"] == seen
                    continue
                accepted.append(word)
                break
    except Exception as error:
        errors.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()

threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
words = Activity.objects.get(pk=key).FIELD.split()
edits = list(Revision.objects.filter(record=key, after__has_key="FIELD").order_by("version"))
torn = sum(one.after["FIELD"] != other.before["FIELD"] for one, other in zip(edits[1:], edits[2:]))
answer = {
    "accepted": len(accepted), "lost": len(set(accepted) - set(words)), "shown": shown[0], "false": false[0], "errors": errors[:5], "torn": torn,
    "revisions": len(edits),
}
""".replace("FIELD", "summary_en")


def measure_race(n: int, *, clients: int = CLIENTS) -> Figure:
    """n rounds of all clients on one record; the control saves without naming the version that was read."""
    folder = Path(tempfile.mkdtemp(prefix="bandi-race-"))
    try:
        seen = _raced(folder / "home", n, clients, checked=True)
        control = _raced(folder / "control", 1, clients, checked=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    failures = seen["lost"] + seen["false"] + seen["torn"] + len(seen["errors"]) + (seen["accepted"] != clients * n)
    told = f"; {seen['errors']}" if seen["errors"] else ""
    return Figure(
        "F05", seen["accepted"], failures, f"without naming the version, {control['lost']} of {control['accepted']} accepted edits are lost", control["lost"] > 0,
        f"{clients} clients, one field of one record, {n} rounds: {seen['shown']} conflicts shown, {seen['false']} of them false (nobody had changed what she saw), "
        f"{seen['torn']} revisions that do not begin where the one before ended. Edits of different fields of one record are merged, not shown{told}",
    )  # fmt: skip


def _raced(home: Path, n: int, clients: int, *, checked: bool) -> dict[str, object]:
    empty(home)
    return ask(home, _RACE, N=n, CLIENTS=clients, CHECKED=checked)


FIGURES = {"F05": measure_race}
