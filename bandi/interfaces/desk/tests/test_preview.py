"""Looking at a file of a record: read in the jail for who may open it, nothing of the original given or kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bandi import parsing
from bandi.foundation.records import previews
from bandi.foundation.records.models import Attachment
from bandi.foundation.vault.errors import QuotaReached
from bandi.interfaces.desk.tests.sealed_world import Office
from bandi.interfaces.desk.tests.world import activity
from bandi.parsing.tests import attacks_archives, files
from bandi.parsing.tests.conftest import jail_works  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jail_works")]


@pytest.fixture
def office(ada, dan, ben) -> Office:
    return Office(ada, dan, ben)


def attached(office: Office, name: str, data: bytes) -> str:
    """Keep a file with the sealed statement and return the address of the file."""
    base = reverse("desk:record", args=["statements", office.statement.pk])
    office.client(office.dan).post(f"{base}files/", {"file": SimpleUploadedFile(name, data)})
    return f"{base}files/{Attachment.objects.order_by('-added_at')[0].pk}/"


def test_a_sealed_file_is_looked_at_by_its_members_only(office: Office):
    url = attached(office, "letter.pdf", files.pdf(3))

    page = office.client(office.dan).get(f"{url}preview/", {"page": "2"}).content.decode()
    assert "Firefly page 2" in page and "Page 2 of 3" in page and f"{url}pages/2/" in page
    for client in (office.client(office.ben), office.client(office.dan, unlocked=False)):
        assert client.get(f"{url}preview/").status_code == 404
        assert client.get(f"{url}pages/1/").status_code == 404


def test_a_page_is_a_picture_made_anew_without_what_the_file_says_of_its_author(office: Office):
    url = attached(office, "photo.jpg", files.picture())
    client = office.client(office.dan)

    picture = client.get(f"{url}pages/1/")
    assert picture["Content-Type"] == "image/png" and files.SECRET.encode() not in picture.content
    assert picture["Content-Security-Policy"] == "default-src 'none'; sandbox" and "no-store" in picture["Cache-Control"]
    assert client.get(f"{url}pages/2/").status_code == 404
    assert files.SECRET.encode() in files.picture(), "the original does say it"


def test_every_look_is_written_down_before_the_answer(office: Office, monkeypatch):
    url = attached(office, "letter.pdf", files.pdf(1))
    order: list[str] = []
    opened, read = previews.blobs.opened, parsing.read
    monkeypatch.setattr(previews.blobs, "opened", lambda blob, **more: order.append(f"opened, why {more['why']}") or opened(blob, **more))
    monkeypatch.setattr(parsing, "read", lambda *args, **more: order.append("read") or read(*args, **more))
    office.client(office.dan).get(f"{url}preview/")

    assert order == ["opened, why preview", "read"]


def test_the_original_is_only_given_behind_a_warning(office: Office):
    url = attached(office, "letter.pdf", files.pdf(1))
    client = office.client(office.dan)
    record = client.get(reverse("desk:record", args=["statements", office.statement.pk])).content.decode()
    page = client.get(f"{url}preview/").content.decode()

    assert f'<a href="{url}preview/">letter.pdf</a>' in record
    for shown in (record, page):
        assert "may be made to take over the machine" in shown and f'href="{url}">Take it along all the same' in shown


def test_what_an_archive_and_a_table_hold_is_shown_and_nothing_is_unpacked(office: Office):
    client = office.client(office.dan)
    archive = client.get(f"{attached(office, 'all.zip', files.zipped({'lantern.txt': 'x', '../climb.txt': 'y'}))}preview/").content.decode()
    table = client.get(f"{attached(office, 'list.xlsx', files.xlsx())}preview/").content.decode()

    assert "lantern.txt" in archive and "Files inside of it" in archive
    assert "<td>" in table


def test_a_hostile_file_shows_nothing_and_says_why(office: Office):
    page = office.client(office.dan).get(f"{attached(office, 'bomb.docx', attacks_archives.docx_bomb(0))}preview/").content.decode()

    assert "No preview" in page and ("larger, deeper or fuller" in page or "took too long" in page)


def test_without_a_jail_nothing_is_opened_and_the_page_says_so(office: Office, monkeypatch):
    url = attached(office, "letter.pdf", files.pdf(1))
    monkeypatch.setattr(parsing, "available", lambda: parsing.Availability(False, "none"))
    monkeypatch.setattr(previews.blobs, "opened", lambda *_args, **_more: pytest.fail("the file was opened"))
    client = office.client(office.dan)

    assert "no sandbox" in client.get(f"{url}preview/").content.decode()
    assert client.get(f"{url}pages/1/").status_code == 422


def test_a_used_up_quota_and_a_busy_reader_are_said(office: Office, monkeypatch):
    url = attached(office, "letter.pdf", files.pdf(1))
    client = office.client(office.dan)

    def fail(problem: Exception) -> Any:
        def once(*_args: Any, **_more: Any) -> Any:
            raise problem

        return once

    monkeypatch.setattr(previews, "content_of", fail(QuotaReached(60)))
    assert client.get(f"{url}pages/1/").status_code == 429
    assert "as many protected records as an hour allows" in client.get(f"{url}preview/").content.decode()
    monkeypatch.setattr(previews, "PATIENCE_SECONDS", 0)
    for _turn in range(previews.AT_ONCE):
        assert previews._turn.acquire(blocking=False)
    try:
        assert client.get(f"{url}pages/1/").status_code == 503
        assert "Other files are being read" in client.get(f"{url}preview/").content.decode()
    finally:
        for _turn in range(previews.AT_ONCE):
            previews._turn.release()


def test_the_plaintext_of_a_file_stands_nowhere_on_the_disk(office: Office, settings):
    url = attached(office, "letter.pdf", files.pdf(2) + b"%needle-in-the-moss")
    client = office.client(office.dan)
    client.get(f"{url}preview/")
    client.get(f"{url}pages/1/")

    found = [path for path in settings.HOME.rglob("*") if path.is_file() and b"needle-in-the-moss" in path.read_bytes()]
    assert found == []


def test_a_file_of_another_record_is_not_found(office: Office):
    url = attached(office, "letter.pdf", files.pdf(1))
    file = url.rstrip("/").rpartition("/")[2]
    other = reverse("desk:record", args=["activities", activity().pk])

    assert office.client(office.ada).get(f"{other}files/{file}/preview/").status_code == 404
