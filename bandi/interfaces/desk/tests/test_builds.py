"""A file is built beside the desk: its page can be left, says how it ended, and gives the file to who asked for it alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing, jobs
from bandi.foundation.records.models import Job
from bandi.publishing import reports
from bandi.publishing.models import Edition, EditionSection

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(ada: Account) -> Edition:
    made = editing.create(
        Edition, by=ada, year=2024, language="en", title="Lantern Report", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31),
        signed_by="A. Lantern",
    )  # fmt: skip
    editing.add(EditionSection(edition=made, key="dawn", title="Dawn", order=1, body="We saw fireflies."), by=ada)
    return made


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> list[UUID]:
    """Put a list in the place of the processes that are started."""
    settings.HOME = tmp_path
    started: list[UUID] = []
    monkeypatch.setattr(jobs, "launch", lambda job, _keys: started.append(job))
    return started


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def begin(client: Client, edition: Edition, form: str = "html") -> str:
    return str(client.post(reverse("desk:report_build", args=[edition.pk, form])).headers["Location"])


def test_a_press_begins_the_work_once_and_leads_to_its_page(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    client = signed_in(dan)

    address = begin(client, edition)
    assert begin(client, edition) == address, "a second press does not begin a second work"

    page = client.get(address).content.decode()
    assert [str(job) for job in launched] == [address.split("/")[-2]]
    assert f'hx-get="{address}"' in page and "About to begin" in page
    assert "HX-Refresh" not in client.get(address, headers={"HX-Request": "true"})
    assert Entry.objects.filter(kind="publishing:edition:build", actor=dan.id).count() == 1


def test_a_built_file_is_taken_along_and_found_again_from_the_edition(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    client = signed_in(dan)
    address = begin(client, edition)
    jobs.make(Job.objects.get())

    ended = client.get(address, headers={"HX-Request": "true"})
    shown = ended.content.decode()
    answer = client.get(f"{address}file/")

    assert "hx-get" not in shown and f'href="{address}file/"' in shown
    assert ended["HX-Refresh"] == "true", "the ways on, such as to the gate, stand beside the bar"
    assert answer["Content-Disposition"] == 'attachment; filename="report-2024-en.html"'
    assert b"We saw fireflies." in b"".join(answer.streaming_content)
    kept = jobs.file_of(Job.objects.get())
    assert kept.stat().st_mode & 0o077 == 0
    assert b"We saw fireflies." not in kept.read_bytes(), "it stands sealed"
    assert f'href="{address}"' in client.get(reverse("desk:report_edition", args=[edition.pk])).content.decode()


def test_a_work_that_was_killed_says_so_and_can_be_begun_again(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    client = signed_in(dan)
    address = begin(client, edition)
    Job.objects.update(step="draw", seen_at=timezone.now() - timedelta(minutes=1))

    page = client.get(address).content.decode()

    assert "was interrupted" in page and "hx-trigger" not in page.partition('id="job-')[2].partition("</section>")[0]
    assert client.get(f"{address}file/").status_code == 404
    assert begin(client, edition) != address
    assert len(launched) == 2


def test_a_work_that_fails_says_so_and_leaves_no_file(dan: Account, edition: Edition, launched: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: Any, **_more: Any) -> None:
        raise OSError(28, "No space left on device")

    client = signed_in(dan)
    address = begin(client, edition)
    monkeypatch.setattr(reports, "build", full)
    jobs.make(Job.objects.get())

    assert "the disk is full" in client.get(address).content.decode()
    assert client.get(f"{address}file/").status_code == 404


def test_a_file_is_for_who_asked_alone_and_gone_after_a_day(ada: Account, dan: Account, edition: Edition, launched: list[UUID]) -> None:
    address = begin(signed_in(dan), edition)
    jobs.make(Job.objects.get())
    old = jobs.file_of(Job.objects.get())

    assert signed_in(ada).get(address).status_code == signed_in(ada).get(f"{address}file/").status_code == 404
    assert old.exists()
    Job.objects.update(started_at=timezone.now() - timedelta(days=2))
    begin(signed_in(ada), edition)
    assert not old.exists()


def test_who_may_not_build_and_what_is_no_format_are_refused(ben: Account, cho: Account, dan: Account, edition: Edition, launched: list[UUID]) -> None:
    address = reverse("desk:report_build", args=[edition.pk, "html"])

    assert signed_in(ben).post(address).status_code == 403
    assert signed_in(cho).post(address).status_code == 404
    assert signed_in(dan).get(address).status_code == 405
    assert signed_in(dan).post(reverse("desk:report_build", args=[edition.pk, "exe"])).status_code == 404
    assert launched == []


def test_a_report_can_be_stopped_and_leaves_nothing(dan: Account, edition: Edition, launched: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(dan)
    address = begin(client, edition)
    whole = reports.build

    def interrupted(*words: Any, **more: Any) -> Any:
        client.post(f"{address}stop/")
        return whole(*words, **more)

    monkeypatch.setattr(reports, "build", interrupted)
    jobs.make(Job.objects.get())

    job = Job.objects.get()
    assert job.state is Job.State.STOPPED and not jobs.file_of(job).exists() and client.get(f"{address}file/").status_code == 404
    assert "You stopped it" in client.get(address).content.decode()
    assert Entry.objects.filter(kind="records:job:stop", actor=dan.id).count() == 1


def test_whoever_may_not_build_any_more_does_not_get_the_file(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    address = begin(signed_in(dan), edition)
    jobs.make(Job.objects.get())
    assert signed_in(dan).get(f"{address}file/").status_code == 200

    Account.objects.filter(pk=dan.pk).update(roles=["reader"])

    assert signed_in(Account.objects.get(pk=dan.pk)).get(f"{address}file/").status_code == 404


def test_a_removed_edition_takes_its_file_with_it(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    address = begin(signed_in(dan), edition)
    jobs.make(Job.objects.get())

    editing.remove(edition, by=dan)

    assert signed_in(dan).get(f"{address}file/").status_code == 404


def test_her_files_stand_on_a_page_and_can_be_taken_away(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    client, page = signed_in(dan), reverse("desk:jobs")
    assert "Nothing is being made" in client.get(page).content.decode()
    address = begin(client, edition)
    assert f'hx-get="{address}"' in client.get(page).content.decode(), "one that runs is followed here too"
    jobs.make(Job.objects.get())
    file = jobs.file_of(Job.objects.get())

    shown = client.get(page).content.decode()
    assert "Lantern Report" in shown and f'href="{address}file/"' in shown and f'action="{address}discard/"' in shown

    assert client.get(f"{address}discard/").status_code == 405 and file.exists()
    client.post(f"{address}discard/")

    assert not file.exists() and not Job.objects.exists() and client.get(address).status_code == 404
    assert Entry.objects.filter(kind="records:job:discard", actor=dan.id).count() == 1


def test_a_page_beside_the_check_begins_the_work_too(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    shown = signed_in(dan).get(reverse("desk:report_check", args=[edition.pk])).content.decode()

    assert f'action="{reverse("desk:report_build", args=[edition.pk, "pdf"])}"' in shown
