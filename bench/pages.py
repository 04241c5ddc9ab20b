"""Pages of the desk at any size, asked through the whole stack (middleware, view, template) by a signed-in director.

Each size has a process and a new database of its own, built while the others build theirs. When all are ready the sizes take
turns, a few rounds at a time, so that whatever else the machine does falls on all of them alike. Warm, without the network;
times are in milliseconds, queries are counted once.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.pace import Beside

REPOSITORY = Path(__file__).resolve().parents[1]
ROUNDS = 40
OFFICE = {"purpose": "office", "audience": "internal", "identity": "full"}
TURN = 10


@dataclass(frozen=True)
class PageCost:
    """Milliseconds at the median and the 95th percentile, on the clock and of the processor, and the number of queries. pace: as `pace` has it, beside the block."""

    page: str
    p50: float
    p95: float
    queries: int
    cpu50: float
    cpu95: float
    pace: float = 0.0


@dataclass(frozen=True)
class LongListCost:
    """A long list made beside the desk: rows, seconds of the processor for gate and file together, and the pace beside it."""

    size: int
    rows: int
    seconds: float
    pace: float

    @property
    def rows_per_second(self) -> float:
        return self.rows / self.seconds


def _percentiles(times: list[float]) -> tuple[float, float]:
    return round(statistics.median(times), 1), round(statistics.quantiles(times, n=20)[18], 1)


def office(size: int) -> list[Any]:
    """Return ids of activities of an office of `size` in this process's database, which is built if it is empty."""
    from django.core.management import call_command
    from django.db import connection

    from bandi.publishing.models import Edition
    from bandi.register.activities.models import Activity
    from bench.world import build

    call_command("migrate", verbosity=0)
    ids = list(Activity.objects.values_list("pk", flat=True)[:1000]) or build(size)
    if not Edition.objects.exists():
        _sample_year()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return ids


def questions(size: int, ids: list[Any]) -> dict[str, Callable[[int], Any]]:
    """Return what is asked of the desk, by the name of the page."""
    from django.test import Client
    from django.urls import reverse

    from bandi.foundation.access.models import Account
    from bandi.foundation.reference.models import Term
    from bandi.work.advocacy.models import MediaItem

    words = {"name_en": "Bench", "language": "en", "roles": ["director"], "password": "!", "is_sample": True}
    account, _made = Account.objects.get_or_create(username="bench", defaults=words)
    client = Client(raise_request_exception=True)
    client.force_login(account)
    chance = random.Random(7)

    def get(address: str, expected: int = 200, **query: str) -> Any:
        response = client.get(address, query)
        if response.status_code != expected:
            raise RuntimeError(f"{address} {query}: {response.status_code} {response.headers.get('Location', '')}".rstrip())
        if response.streaming:
            for _piece in response.streaming_content:
                pass
        return response

    listing = reverse("desk:record_list", kwargs={"kind": "activities"})

    def page_of(index: int) -> str:
        return reverse("desk:record", kwargs={"kind": "activities", "pk": ids[chance.randrange(len(ids))]})

    def edit(index: int) -> None:
        pk = ids[chance.randrange(len(ids))]
        address = reverse("desk:record_cell", kwargs={"kind": "activities", "pk": pk, "name": "title_en"})
        version = _version(pk)
        response = client.post(address, {"title_en": f"Renamed {chance.random()}", "version": version}, HTTP_HX_REQUEST="true")
        if response.status_code != 200 or _version(pk) == version:
            raise RuntimeError(f"the edit was not saved: {response.status_code}")

    kind = Term.objects.filter(vocabulary="activity_kind").values_list("pk", flat=True)[0]

    def create(index: int) -> None:
        address = reverse("desk:record_new", kwargs={"kind": "activities"})
        title = f"New on the bench {chance.random()}"
        response = client.post(address, {"kind": kind, "title_en": title, "when": "2021-05-04", "handling": "open", "order": "0"})
        if response.status_code != 302:
            raise RuntimeError(f"the activity was not made: {response.status_code}")

    def history_of(index: int) -> str:
        return reverse("desk:record_history", kwargs={"kind": "activities", "pk": ids[chance.randrange(len(ids))]})

    chosen = ",".join(str(pk) for pk in ids[:50])
    activity_export = reverse("desk:record_export", kwargs={"kind": "activities", "form": "csv"})
    editor = reverse("desk:report_edition", kwargs={"pk": _edition()})
    busy, where, section = _busiest()
    media = list(MediaItem.objects.values_list("pk", flat=True).order_by("pk")[:200])
    return {
        "list of activities": lambda index: get(listing),
        "list, sorted by title": lambda index: get(listing, sort="title"),
        "list, one year": lambda index: get(listing, year="2021"),
        "list, page 20": lambda index: get(listing, page="20"),
        "search within the list: rare word": lambda index: get(listing, q=f"no. {chance.randrange(size)}"),
        "search within the list: common English word": lambda index: get(listing, q="meeting"),
        "search within the list: two-syllable Korean word": lambda index: get(listing, q="교육"),
        "search within the list: 초성": lambda index: get(listing, q="ㄱㅈㅅㅎ"),
        "palette: a name in another romanisation": lambda index: get(reverse("desk:palette"), q="Gim Haneul"),
        "open an activity": lambda index: get(page_of(index)),
        "edit a title in place": edit,
        "list of media items": lambda index: get(reverse("desk:record_list", kwargs={"kind": "media"})),
        "list of people": lambda index: get(reverse("desk:record_list", kwargs={"kind": "people"})),
        "make an activity": create,
        "history of a record": lambda index: get(history_of(index)),
        "export of fifty chosen rows to CSV, whole": lambda index: get(activity_export, ids=chosen, **OFFICE),
        "export of the whole list: the page that answers": lambda index: get(activity_export, 302, **OFFICE),
        "search page: a common word": lambda index: get(reverse("desk:search"), q="meeting"),
        "claims": lambda index: get(reverse("desk:claims")),
        "findings": lambda index: get(reverse("desk:claims_findings")),
        "figures": lambda index: get(reverse("desk:figures")),
        "report editor": lambda index: get(editor),
        "journal": lambda index: get(reverse("desk:audit")),
        "home": lambda index: get(reverse("desk:home")),
        "calendar of a month": lambda index: get(reverse("desk:calendar_month", kwargs={"year": 2021, "month": 5})),
        "calendar of a year": lambda index: get(reverse("desk:calendar_year", kwargs={"year": 2021})),
        "what is due": lambda index: get(reverse("desk:due")),
        "requests and promises": lambda index: get(reverse("desk:asks")),
        "form of a new activity": lambda index: get(reverse("desk:record_new", kwargs={"kind": "activities"})),
        "form of an activity": lambda index: get(reverse("desk:record_edit", kwargs={"kind": "activities", "pk": ids[chance.randrange(len(ids))]})),
        "open an organisation of every tenth activity": lambda index: get(reverse("desk:record", kwargs={"kind": "organisations", "pk": busy})),
        "relationship with an organisation of every tenth activity": lambda index: get(reverse("desk:relationship", kwargs={"kind": "organisations", "pk": busy})),
        "open a place of every tenth activity": lambda index: get(reverse("desk:record", kwargs={"kind": "places", "pk": where})),
        "open a media item": lambda index: get(reverse("desk:record", kwargs={"kind": "media", "pk": media[chance.randrange(len(media))]})),
        "list of the library": lambda index: get(reverse("desk:record_list", kwargs={"kind": "documents"})),
        "section of the report": lambda index: get(section),
        "people who may be one": lambda index: get(reverse("desk:duplicates", kwargs={"kind": "people"})),
    }  # fmt: skip


def _sample_year() -> None:
    """Load the sample year beside the invented office, so that there are claims, figures and a report to ask for."""
    from django.core.management import call_command

    call_command("year_load", str(REPOSITORY / "sample" / "2024"), quiet=True)
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(sys.stderr):
        call_command("report_check", year=2024, measure_only=True)


def _busiest() -> tuple[Any, Any, str]:
    """Return the organisation and the place of the most activities, and the address of the section of the longest text."""
    from django.db.models import Count
    from django.db.models.functions import Length
    from django.urls import reverse

    from bandi.publishing.models import EditionSection
    from bandi.register.activities.models import Activity, Participation

    took_part = Participation.objects.filter(organisation__isnull=False).values_list("organisation").annotate(count=Count("pk")).order_by("-count")
    places = Activity.places.through._default_manager.values_list("place_id").annotate(count=Count("pk")).order_by("-count")
    edition, longest = EditionSection.objects.order_by(Length("body").desc()).values_list("edition", "pk")[0]
    return took_part[0][0], places[0][0], reverse("desk:report_section", args=[edition, longest])


def _edition() -> Any:
    from bandi.publishing.models import Edition

    return Edition.objects.values_list("pk", flat=True).order_by("pk")[0]


def _version(pk: Any) -> int:
    from bandi.register.activities.models import Activity

    return Activity.objects.values_list("version", flat=True).get(pk=pk)


def prove() -> None:
    """Let the director prove who she is, as she would when the desk asks: other offices take longer to build than a proof lasts, and exports ask for a fresh one."""
    from django.utils import timezone

    from bandi.foundation.access.models.visit import Visit

    now = timezone.now()
    Visit.objects.update(fresh_at=now, seen_at=now)


def serve(size: int) -> None:
    """Make an office of `size` and say so on a line; then ask the page named on each line (`rounds name`) and answer with its times."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bandi.interfaces.desk.settling import settle

    asked = questions(size, office(size))
    settle()  # as the server does
    _names_read()
    _without_long_work()
    print(json.dumps({"pages": list(asked)}), flush=True)
    warm: dict[str, int] = {}
    for line in sys.stdin:
        rounds, _, name = line.rstrip("\n").partition(" ")
        if name == LONG:
            print(json.dumps(_whole_list()), flush=True)
            continue
        ask = asked[name]
        prove()
        if name not in warm:
            for number in range(3):
                ask(number)
            with CaptureQueriesContext(connection) as captured:
                ask(3)
                warm[name] = len(captured)  # the next request empties the log
        clock, processor = [], []
        for number in range(int(rounds)):
            started, worked = time.perf_counter(), time.process_time()
            ask(number)
            clock.append((time.perf_counter() - started) * 1000)
            processor.append((time.process_time() - worked) * 1000)
        print(json.dumps({"clock": clock, "processor": processor, "queries": warm[name]}), flush=True)


def _names_read() -> None:
    """Read the names of people of public role, as the server does beside its first answers (`desk/ahead.py`): a question takes none in itself."""
    from bandi.register.people import recognising

    while not recognising.advance(1.0):
        pass


LONG = "a long list, whole"


def _without_long_work() -> None:
    """Let a press on *Export* start a process, as it does, but one that does nothing: its work is measured apart and would stand in everybody's way."""
    from django.utils import timezone

    from bandi.foundation.records import jobs
    from bandi.foundation.records.models import Job

    def launch(job: Any, keys: Any) -> None:
        subprocess.Popen([sys.executable, "-S", "-c", ""], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
        Job.objects.filter(pk=job).update(ended_at=timezone.now())

    jobs.launch = launch


def _whole_list() -> dict[str, float]:
    """Make a list of one year past the gate, in this process, and return its rows and the seconds of the processor."""
    from django.http import QueryDict

    from bandi.foundation.access.models import Account
    from bandi.foundation.records import jobs
    from bandi.foundation.records.models import Job
    from bandi.interfaces.desk import long_lists

    job = Job(kind=long_lists.KIND, form="csv", asked_by=Account.objects.get(username="bench"))
    query = QueryDict(mutable=True)
    query.update({"year": "2021", **OFFICE})
    job.made = {"url": "", "kind": "activities", "form": "csv", "query": query.urlencode(), "language": "en"}
    job.save()
    began = time.process_time()
    jobs.make(job)
    seconds = time.process_time() - began
    job.refresh_from_db()
    if job.state is not Job.State.DONE:
        raise RuntimeError(f"the list was not made: {job.problem}")
    jobs.file_of(job).unlink()
    return {"rows": job.total, "seconds": seconds}


class Office:
    """A measuring process of one size; it begins to build as soon as it is made."""

    def __init__(self, size: int, home: str, database: str = "") -> None:
        self.size = size
        self.pages: list[str] = []
        environment = {
            **os.environ, "BANDI_HOME": home, "BANDI_DATABASE": database, "BANDI_SAMPLE": "yes", "DJANGO_SETTINGS_MODULE": "bandi.config.settings",
        }  # fmt: skip
        command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"]
        subprocess.run(command, cwd=REPOSITORY, env=environment, check=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.pages", "--size", str(size)],
            cwd=REPOSITORY, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ready(self) -> list[str]:
        """Wait until the office is built and return the names of its pages."""
        if not self.pages:
            self.pages = list(self._answer()["pages"])
        return self.pages

    def ask(self, name: str, rounds: int) -> dict[str, Any]:
        """Return the times of so many rounds of a page."""
        assert self.process.stdin
        self.process.stdin.write(f"{rounds} {name}\n")
        self.process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.communicate()

    def _answer(self) -> dict[str, Any]:
        """Return the next line of the process. Raises: RuntimeError if it has ended."""
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith("{"):
                answer: dict[str, Any] = json.loads(line)
                return answer
        raise RuntimeError(f"the office of {self.size:,} ended with {self.process.wait()}")


def run(offices: list[Office], rounds: int = ROUNDS) -> dict[int, list[PageCost]]:
    """Wait for all offices, ask every page of each in turns and return the costs by size."""
    names = [office.ready() for office in offices][-1]
    costs: dict[int, list[PageCost]] = {office.size: [] for office in offices}
    for name in names:
        for office, cost in zip(offices, _costs(name, offices, rounds), strict=True):
            costs[office.size].append(cost)
    return costs


def _costs(name: str, offices: list[Office], rounds: int) -> Iterator[PageCost]:
    answers: list[list[dict[str, Any]]] = [[] for _ in offices]
    with Beside() as beside:
        for _turn in range(-(-rounds // TURN)):
            for place, office in enumerate(offices):
                answers[place].append(office.ask(name, TURN))
    for own in answers:
        clock, processor = ([time for answer in own for time in answer[kind]] for kind in ("clock", "processor"))
        yield PageCost(name, *_percentiles(clock), own[0]["queries"], *_percentiles(processor), beside.ms)


def long_list(office: Office) -> LongListCost:
    """Let an office make a list of one year past the gate."""
    office.ready()
    with Beside() as beside:
        answer = office.ask(LONG, 1)
    return LongListCost(office.size, answer["rows"], answer["seconds"], beside.ms)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000)
    serve(parser.parse_args().size)


if __name__ == "__main__":
    main()
