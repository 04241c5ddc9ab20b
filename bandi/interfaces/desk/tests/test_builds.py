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
from bandi.foundation.records import editing
from bandi.publishing import jobs
from bandi.publishing.models import Build, Edition, EditionSection

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
    monkeypatch.setattr(jobs, "launch", started.append)
    monkeypatch.setattr(jobs, "HEARTBEAT_SECONDS", 600)  # no second thread on the database of a test
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
    assert f'hx-get="{address}"' in page and "about to begin" in page
    assert "HX-Refresh" not in client.get(address, headers={"HX-Request": "true"})
    assert Entry.objects.filter(kind="publishing:edition:build", actor=dan.id).count() == 1


def test_a_built_file_is_taken_along_and_found_again_from_the_edition(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    client = signed_in(dan)
    address = begin(client, edition)
    jobs.run_build(Build.objects.get())

    ended = client.get(address, headers={"HX-Request": "true"})
    shown = ended.content.decode()
    answer = client.get(f"{address}file/")

    assert "hx-get" not in shown and f'href="{address}file/"' in shown
    assert ended["HX-Refresh"] == "true", "the ways on, such as to the gate, stand beside the bar"
    assert answer["Content-Disposition"] == 'attachment; filename="report-2024-en.html"'
    assert b"We saw fireflies." in b"".join(answer.streaming_content)
    assert jobs.file_of(Build.objects.get()).stat().st_mode & 0o077 == 0
    assert f'href="{address}"' in client.get(reverse("desk:report_edition", args=[edition.pk])).content.decode()


def test_a_work_that_was_killed_says_so_and_can_be_begun_again(dan: Account, edition: Edition, launched: list[UUID]) -> None:
    client = signed_in(dan)
    address = begin(client, edition)
    Build.objects.update(step="draw", seen_at=timezone.now() - timedelta(minutes=1))

    page = client.get(address).content.decode()

    assert "was interrupted" in page and "hx-trigger" not in page.partition('id="build"')[2].partition("</section>")[0]
    assert client.get(f"{address}file/").status_code == 404
    assert begin(client, edition) != address
    assert len(launched) == 2


def test_a_work_that_fails_says_so_and_leaves_no_file(dan: Account, edition: Edition, launched: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: Any, **_more: Any) -> None:
        raise OSError(28, "No space left on device")

    client = signed_in(dan)
    address = begin(client, edition)
    monkeypatch.setattr(jobs, "build", full)
    jobs.run_build(Build.objects.get())

    assert "the disk is full" in client.get(address).content.decode()
    assert client.get(f"{address}file/").status_code == 404


def test_a_file_is_for_who_asked_alone_and_gone_after_a_day(ada: Account, dan: Account, edition: Edition, launched: list[UUID]) -> None:
    address = begin(signed_in(dan), edition)
    jobs.run_build(Build.objects.get())
    old = jobs.file_of(Build.objects.get())

    assert signed_in(ada).get(address).status_code == signed_in(ada).get(f"{address}file/").status_code == 404
    assert old.exists()
    Build.objects.update(started_at=timezone.now() - timedelta(days=2))
    begin(signed_in(ada), edition)
    assert not old.exists()


def test_who_may_not_build_and_what_is_no_format_are_refused(ben: Account, cho: Account, dan: Account, edition: Edition, launched: list[UUID]) -> None:
    address = reverse("desk:report_build", args=[edition.pk, "html"])

    assert signed_in(ben).post(address).status_code == 403
    assert signed_in(cho).post(address).status_code == 404
    assert signed_in(dan).get(address).status_code == 405
    assert signed_in(dan).post(reverse("desk:report_build", args=[edition.pk, "exe"])).status_code == 404
    assert launched == []
