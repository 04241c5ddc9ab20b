"""A long list is made beside the desk: answered at once, past the same gate, sealed, for who asked for it alone."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import beside, editing, jobs, releasing
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.models import Handling, Job, Receipt, Record
from bandi.foundation.records.release import Verdict
from bandi.foundation.vault.making import make_member
from bandi.foundation.vault.reading import NOBODY
from bandi.foundation.vault.reading import Reader as KeyReader
from bandi.interfaces.desk import leaving, long_lists
from bandi.interfaces.desk.tests import world
from bandi.register.activities.models import Activity

pytestmark = pytest.mark.django_db
OFFICE = {"purpose": "office", "audience": "internal", "identity": "full"}


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> list[tuple[UUID, KeyReader]]:
    """Put a list in the place of the processes that are started; three rows are long."""
    settings.HOME = tmp_path
    started: list[tuple[UUID, KeyReader]] = []
    monkeypatch.setattr(jobs, "launch", lambda job, keys: started.append((job, keys)))
    monkeypatch.setattr(long_lists, "AT_ONCE", 2)
    for name in ("Alder", "Birch", "Cedar"):
        world.activity(name, title_ko="오리나무")
    return started


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def press(client: Client, form: str = "csv", **query: str) -> Any:
    return client.get(reverse("desk:record_export", args=["activities", form]), {**OFFICE, **query})


def made(account: Account, form: str = "csv", **query: str) -> Job:
    """Ask for a list and let its process do its work."""
    address = press(signed_in(account), form, **query).headers["Location"]
    job = Job.objects.get(pk=address.split("/")[-2])
    jobs.make(job, NOBODY)
    job.refresh_from_db()
    return job


def fetch(account: Account, job: Job) -> Any:
    return signed_in(account).get(reverse("desk:job_file", args=[job.pk]))


def body(answer: Any) -> bytes:
    return b"".join(answer)


def test_a_press_on_a_long_list_is_answered_at_once_with_a_page_and_nothing_has_left(dan: Account, launched: list[Any]) -> None:
    answer = press(signed_in(dan))

    job = Job.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == reverse("desk:job", args=[job.pk])
    assert [key for key, _keys in launched] == [job.pk] and not Receipt.objects.exists()
    page = signed_in(dan).get(reverse("desk:job", args=[job.pk])).content.decode()
    assert "hx-get" in page and reverse("desk:job_stop", args=[job.pk]) in page


def test_a_short_list_is_handed_over_as_before(dan: Account, launched: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "AT_ONCE", 3)

    assert b"Alder" in body(press(signed_in(dan))) and launched == []


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_the_file_holds_what_a_short_list_would(dan: Account, launched: list[Any], monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    job = made(dan, form)
    file = body(fetch(dan, job))
    monkeypatch.setattr(long_lists, "AT_ONCE", 100)
    short = body(press(signed_in(dan), form))

    if form == "xlsx":
        rows = [[list(line) for line in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)] for content in (file, short)]
        assert rows[0] == rows[1]
    else:
        assert file == short
    assert job.size == len(file) and job.total == job.at == 3


def test_it_passes_the_gate_and_leaves_a_receipt_with_the_digest_of_the_file(dan: Account, launched: list[Any]) -> None:
    job = made(dan)

    receipt = Receipt.objects.get()
    assert job.receipt == receipt.pk and receipt.state == Receipt.State.LEFT and receipt.first_reader == dan
    assert bytes(receipt.digest or b"") == releasing.digest_of(body(fetch(dan, job)))


def test_with_a_gate_that_is_shut_nothing_is_written(dan: Account, launched: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(*args: Any, **more: Any) -> Any:
        raise Withheld(Verdict(), UUID(int=7))

    monkeypatch.setattr(releasing, "leave", shut)
    job = made(dan)

    assert job.state is Job.State.FAILED and job.problem == "withheld" and job.receipt == UUID(int=7)
    assert fetch(dan, job).status_code == 404 and not jobs.file_of(job).exists()
    page = signed_in(dan).get(reverse("desk:job", args=[job.pk])).content.decode()
    assert reverse("desk:gate", args=[UUID(int=7)]) in page


def test_the_file_stands_sealed_and_what_was_asked_for_too(dan: Account, launched: list[Any]) -> None:
    job = made(dan, sort="-title")

    assert job.made["query"].endswith("sort=-title") and b"Alder" in body(fetch(dan, job)), "opened it says so"
    assert b"Alder" not in jobs.file_of(job).read_bytes() and b"title" not in bytes(job.sealed_made)


def test_without_its_row_the_file_opens_for_nobody(dan: Account, launched: list[Any]) -> None:
    job, other = made(dan), made(dan)

    job.sealed_key = other.sealed_key
    with pytest.raises(Exception):  # noqa: B017  whatever lock it is, it does not open
        list(jobs.pieces_of(job))


def test_nobody_else_gets_the_page_or_the_file(dan: Account, ada: Account, launched: list[Any]) -> None:
    job = made(dan)

    for name in ("desk:job", "desk:job_file"):
        assert signed_in(ada).get(reverse(name, args=[job.pk])).status_code == 404
    for name in ("desk:job_stop", "desk:job_discard"):
        assert signed_in(ada).post(reverse(name, args=[job.pk])).status_code == 404
    assert reverse("desk:job", args=[job.pk]) not in signed_in(ada).get(reverse("desk:jobs")).content.decode()
    assert fetch(dan, job).status_code == 200


def test_whoever_may_not_see_a_record_any_more_does_not_get_the_file(dan: Account, launched: list[Any]) -> None:
    job = made(dan)
    assert fetch(dan, job).status_code == 200

    row = Activity.objects.first()
    assert row is not None
    Record.objects.filter(pk=row.pk).update(handling=Handling.PROTECTED)

    assert fetch(dan, job).status_code == 404


def test_what_was_written_into_a_long_list_while_the_gate_read_it_does_not_leave_unread(dan: Account, launched: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "MOST_HELD", 2)
    let_go = releasing.leave

    def somebody_writes(*args: Any, **more: Any) -> Any:
        receipt = let_go(*args, **more)
        Activity.objects.filter(title_en="Birch").update(title_en="Kim Haneul of Acorn Village")
        return receipt

    monkeypatch.setattr(releasing, "leave", somebody_writes)
    job = made(dan)

    assert (job.state, job.problem, job.sealed_key) == (Job.State.FAILED, "changed", None) and not jobs.file_of(job).exists()
    assert "Begin it once more" in signed_in(dan).get(reverse("desk:job", args=[job.pk]), headers={"accept-language": "en"}).content.decode()
    monkeypatch.setattr(releasing, "leave", let_go)
    assert made(dan).state is Job.State.DONE


def test_a_file_that_names_what_was_made_protected_since_is_not_given(ada: Account, dan: Account, launched: list[Any]) -> None:
    village = world.place("Acorn Village")
    Activity.objects.get(title_en="Alder").places.add(village)
    job = made(dan)
    assert b"Acorn Village" in body(fetch(dan, job))

    editing.edit(village, {"handling": Handling.PROTECTED}, by=ada)

    assert fetch(dan, job).status_code == 404, "the place stands in a cell, and is no row of the list"
    later = made(dan)
    assert b"Acorn Village" not in body(fetch(dan, later)), "a list made since does not name it and is given"


def test_whoever_lost_the_sight_of_protected_records_does_not_get_a_file_with_them(ada: Account, launched: list[Any]) -> None:
    job = made(ada)
    assert job.protected and fetch(ada, job).status_code == 200

    Account.objects.filter(pk=ada.pk).update(roles=["officer"])

    assert fetch(Account.objects.get(pk=ada.pk), job).status_code == 404


def test_a_second_press_leads_to_the_one_that_runs(dan: Account, launched: list[Any]) -> None:
    client = signed_in(dan)

    assert press(client).headers["Location"] == press(client, "xlsx").headers["Location"] and len(launched) == 1


def test_a_stop_ends_it_also_in_the_middle_of_the_gate(dan: Account, launched: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(dan)
    job = Job.objects.get(pk=press(client).headers["Location"].split("/")[-2])
    read = leaving.exporting.rows_of

    def interrupted(*args: Any, **more: Any) -> Any:
        client.post(reverse("desk:job_stop", args=[job.pk]))
        return read(*args, **more)

    monkeypatch.setattr(leaving.exporting, "rows_of", interrupted)
    jobs.make(job, NOBODY)
    job.refresh_from_db()

    assert job.state is Job.State.STOPPED and not Receipt.objects.exists() and fetch(dan, job).status_code == 404
    assert Entry.objects.filter(kind="records:job:stop").count() == 1


def test_a_job_that_is_not_heard_of_is_shown_as_interrupted_and_may_be_begun_anew(dan: Account, launched: list[Any]) -> None:
    client = signed_in(dan)
    address = press(client).headers["Location"]
    Job.objects.update(seen_at=timezone.now() - timedelta(minutes=5))

    assert "Interrupted" in client.get(address).content.decode()
    assert press(client).headers["Location"] != address


def test_after_a_day_it_is_gone(dan: Account, launched: list[Any]) -> None:
    job = made(dan)
    Job.objects.update(started_at=timezone.now() - timedelta(days=1, minutes=1))

    assert fetch(dan, job).status_code == 404
    assert jobs.clear_old(only_say=True) == 1 and jobs.file_of(job).exists()
    jobs.clear_old()
    assert not jobs.file_of(job).exists() and not Job.objects.exists()


def test_asking_and_fetching_stand_in_the_journal(dan: Account, launched: list[Any]) -> None:
    job = made(dan)
    fetch(dan, job)

    kinds = list(Entry.objects.filter(kind__startswith="records:").values_list("kind", flat=True))
    assert "records:list:export" in kinds and "records:release:leave" in kinds and "records:job:fetch" in kinds


def test_a_reader_cannot_begin_one(ben: Account, launched: list[Any]) -> None:
    assert press(signed_in(ben)).status_code in (403, 404) and launched == []


def test_the_page_of_the_gate_leads_to_her_files_and_those_back_to_it(dan: Account, launched: list[Any]) -> None:
    job = made(dan)

    assert reverse("desk:jobs") in signed_in(dan).get(reverse("desk:gates")).content.decode()
    assert reverse("desk:job", args=[job.pk]) in signed_in(dan).get(reverse("desk:jobs")).content.decode()


def test_rows_know_their_records_without_being_read(dan: Account, launched: list[Any]) -> None:
    from bandi.interfaces.desk.reading import Reader
    from bandi.interfaces.desk.tables import KINDS

    rows = leaving.Rows(KINDS["activities"], Activity.objects.order_by("pk"), Reader(dan))

    assert list(rows.written_from()) == [passage.record for passage in rows]


def test_the_process_is_told_whose_keys_it_reads_with_through_a_pipe_only(monkeypatch: pytest.MonkeyPatch) -> None:
    started: dict[str, Any] = {}

    class Pipe(io.BytesIO):
        def close(self) -> None:
            started["told"] = self.getvalue()

    def popen(command: list[str], **more: Any) -> Any:
        started.update(command=command, env=more["env"])
        return type("Process", (), {"stdin": Pipe()})()

    monkeypatch.setattr(beside.subprocess, "Popen", popen)
    jobs.launch(UUID(int=3), KeyReader("the-token", UUID(int=5)))

    assert json.loads(started["told"]) == {"token": "the-token", "member": str(UUID(int=5))}
    assert not any("the-token" in str(word) for word in [*started["command"], *started["env"].values()])


def test_csv_rows_are_in_the_order_of_the_list(dan: Account, launched: list[Any]) -> None:
    rows = list(csv.DictReader(io.StringIO(body(fetch(dan, made(dan, sort="title"))).decode("utf-8-sig"))))

    assert [row["title_en"] for row in rows] == ["Alder", "Birch", "Cedar"]


def test_why_a_second_reader_is_asked_for_is_said_where_keys_live_in_the_desk_itself(ada: Account, dan: Account, launched: Any, settings: Any) -> None:
    ada.member = make_member(passphrase="reed lantern river moss heron dusk")
    ada.save()
    words = "somebody else reads the list before it leaves"
    for account, keyholder, is_said in ((ada, "", True), (ada, "/run/keyd.sock", False), (dan, "", False)):
        settings.KEYHOLDER = keyholder
        Job.objects.update(ended_at=timezone.now())
        client = signed_in(account)
        page = client.get(press(client).headers["Location"]).content.decode()
        assert (words in page) is is_said, f"{account} with {keyholder!r}"
