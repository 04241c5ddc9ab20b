"""Pages of the desk at any size: `python -m bench.pages --size 10000` prints one row per page as JSON.

Each size runs in its own process on its own new database. A page is asked through the whole stack (middleware, view,
template) by a signed-in director, warm, without the network; times are in milliseconds, queries are counted once.
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
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
ROUNDS = 40


@dataclass(frozen=True)
class PageCost:
    """Milliseconds at the median and the 95th percentile, on the clock and of the processor, and the number of queries."""

    page: str
    p50: float
    p95: float
    queries: int
    cpu50: float
    cpu95: float


def measure(page: str, ask: Callable[[int], Any], rounds: int = ROUNDS) -> PageCost:
    """Ask `rounds` times (after three that are not counted) and return the cost."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(3):
        ask(number)
    with CaptureQueriesContext(connection) as captured:
        ask(3)
        queries = len(captured)  # the next request empties the log
    clock, processor = [], []
    for number in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        ask(number)
        clock.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    return PageCost(page, *_percentiles(clock), queries, *_percentiles(processor))


def _percentiles(times: list[float]) -> tuple[float, float]:
    return round(statistics.median(times), 1), round(statistics.quantiles(times, n=20)[18], 1)


def here(size: int) -> list[PageCost]:
    """Build an office of `size` activities in this process, unless its database has one, and ask its pages."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from bandi.foundation.access.models import Account
    from bandi.foundation.reference.models import Term
    from bandi.publishing.models import Edition
    from bandi.register.activities.models import Activity
    from bench.world import build

    call_command("migrate", verbosity=0)
    ids = list(Activity.objects.values_list("pk", flat=True)[:1000]) or build(size)
    if not Edition.objects.exists():
        _sample_year()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    words = {"name_en": "Bench", "language": "en", "roles": ["director"], "password": "!"}
    account, _made = Account.objects.get_or_create(username="bench", defaults=words)
    client = Client(raise_request_exception=True)
    client.force_login(account)
    chance = random.Random(7)

    def get(address: str, **query: str) -> Any:
        response = client.get(address, query)
        if response.status_code != 200:
            raise RuntimeError(f"{address} {query}: {response.status_code}")
        if response.streaming:
            next(iter(response.streaming_content))
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

    activity_export = reverse("desk:record_export", kwargs={"kind": "activities", "form": "csv"})
    editor = reverse("desk:report_edition", kwargs={"pk": _edition()})
    return [
        measure("list of activities", lambda index: get(listing)),
        measure("list, sorted by title", lambda index: get(listing, sort="title")),
        measure("list, one year", lambda index: get(listing, year="2021")),
        measure("list, page 20", lambda index: get(listing, page="20")),
        measure("search within the list: rare word", lambda index: get(listing, q=f"no. {chance.randrange(size)}")),
        measure("search within the list: common English word", lambda index: get(listing, q="meeting")),
        measure("search within the list: two-syllable Korean word", lambda index: get(listing, q="교육")),
        measure("search within the list: 초성", lambda index: get(listing, q="ㄱㅈㅅㅎ")),
        measure("palette: a name in another romanisation", lambda index: get(reverse("desk:palette"), q="Gim Haneul")),
        measure("open an activity", lambda index: get(page_of(index))),
        measure("edit a title in place", edit),
        measure("list of media items", lambda index: get(reverse("desk:record_list", kwargs={"kind": "media"}))),
        measure("list of people", lambda index: get(reverse("desk:record_list", kwargs={"kind": "people"}))),
        measure("make an activity", create),
        measure("history of a record", lambda index: get(history_of(index))),
        measure("export of one year to CSV, first piece", lambda index: get(activity_export, year="2021"), rounds=10),
        measure("search page: a common word", lambda index: get(reverse("desk:search"), q="meeting")),
        measure("claims", lambda index: get(reverse("desk:claims"))),
        measure("findings", lambda index: get(reverse("desk:claims_findings"))),
        measure("figures", lambda index: get(reverse("desk:figures"))),
        measure("report editor", lambda index: get(editor)),
        measure("journal", lambda index: get(reverse("desk:audit"))),
        measure("home", lambda index: get(reverse("desk:home"))),
        measure("calendar of a month", lambda index: get(reverse("desk:calendar_month", kwargs={"year": 2021, "month": 5}))),
    ]  # fmt: skip


def _sample_year() -> None:
    """Load the sample year beside the invented office, so that there are claims, figures and a report to ask for."""
    from django.core.management import call_command

    call_command("year_load", str(REPOSITORY / "sample" / "2024"), quiet=True)
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(sys.stderr):
        call_command("report_check", year=2024, measure_only=True)


def _edition() -> Any:
    from bandi.publishing.models import Edition

    return Edition.objects.values_list("pk", flat=True).order_by("pk")[0]


def _version(pk: Any) -> int:
    from bandi.register.activities.models import Activity

    return Activity.objects.values_list("version", flat=True).get(pk=pk)


def at(size: int, database: str = "") -> list[PageCost]:
    """Measure `size` in a process and an office of its own and return the costs."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ, "BANDI_HOME": home, "BANDI_DATABASE": database, "BANDI_SAMPLE": "yes", "DJANGO_SETTINGS_MODULE": "bandi.config.settings",
        }  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], cwd=REPOSITORY, env=environment, check=True
        )
        done = subprocess.run(
            [sys.executable, "-m", "bench.pages", "--size", str(size)],
            cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return [PageCost(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000)
    print(json.dumps([asdict(cost) for cost in here(parser.parse_args().size)]))


if __name__ == "__main__":
    main()
