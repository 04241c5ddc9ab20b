"""Files of others on the desk: given, followed, looked over, taken in, read page by page."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bandi import parsing
from bandi.foundation.records import editing
from bandi.foundation.vault.models import Blob
from bandi.parsing.tests import attacks_archives, attacks_documents, files
from bandi.parsing.tests.conftest import jail_works  # noqa: F401
from bandi.register.people.models import Organisation
from bandi.work.advocacy import jobs
from bandi.work.advocacy.models import IncomingFile, LibraryDocument
from bandi.work.advocacy.reading import read_waiting
from bandi.work.advocacy.tests.world_of_files import REPORT, paper, scan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jail_works", "nobody_else_reads")]
TRAY = "desk:library_files"


@pytest.fixture
def nobody_else_reads(monkeypatch: Any) -> list[int]:
    """The process that reads is not started; a test reads by itself."""
    started: list[int] = []
    monkeypatch.setattr(jobs, "launch", lambda: started.append(1))
    monkeypatch.setattr(jobs, "_last", -1_000.0)
    return started


def give(client: Any, *uploads: tuple[str, bytes], **more: Any) -> Any:
    return client.post(reverse(TRAY), {"files": [SimpleUploadedFile(name, data) for name, data in uploads]}, **more)


def shown(client: Any, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(f"desk:{name}", args=args), query, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_several_files_are_given_followed_looked_over_and_taken_in(client, ada, nobody_else_reads):
    client.force_login(ada)
    give(client, ("report.txt", REPORT.encode()), ("paper.pdf", paper(["The lantern report", "3 March 2031"])))
    tray = shown(client, "library_files")
    assert nobody_else_reads and "2 files are being read or wait" in tray and 'hx-trigger="every 1s"' in tray

    read_waiting()
    assert client.get(reverse("desk:library_files_progress")).headers["HX-Redirect"] == reverse(TRAY)
    tray = shown(client, "library_files")
    assert "A/HRC/57/46" in tray and "16 May 2031" in tray and "paper.pdf" in tray
    file = IncomingFile.objects.get(name="report.txt")
    page = shown(client, "library_file", file.pk)
    assert 'value="A/HRC/57/46"' in page and 'value="2031-05-16"' in page and "Pond Alliance" in page

    client.post(reverse("desk:library_file", args=[file.pk]), {**file.proposal, "title": "Report on lanterns", "doubts": ""})
    row = LibraryDocument.objects.get(symbol="A/HRC/57/46")
    assert row.title_en == "Report on lanterns"
    assert "Report on lanterns" in shown(client, "library_queue")
    client.post(reverse("desk:library_files_take"), {"take": [str(IncomingFile.objects.get(name="paper.pdf").pk)]})
    assert LibraryDocument.objects.count() == 2


def test_what_was_taken_in_is_held_against_our_texts_by_its_passages(client, ada):
    editing.create(Organisation, by=None, name_en="Pond Alliance", is_own=True)
    client.force_login(ada)
    give(client, ("a.docx", files.docx()))
    read_waiting()
    file = IncomingFile.objects.get()
    client.post(reverse("desk:library_file", args=[file.pk]), {"title": "Firefly"})
    row = LibraryDocument.objects.get()

    read = shown(client, "library_read", row.pk)
    assert '<p class="passage-heading">큰 제목</p>' in read and '<td>첫 칸</td>' in read and '<sup class="faint">1</sup>' in read
    assert client.post(reverse("desk:library_check", args=[row.pk])).status_code == 302
    assert LibraryDocument.objects.get().checked_at is not None


def test_a_document_is_read_page_by_page_with_the_picture_beside_the_words(client, ada, ben):
    client.force_login(ada)
    known = editing.create(LibraryDocument, by=None, symbol="A/RES/60/251", title_en="Resolution")
    give(client, ("paper.pdf", paper(["The first page"], ["The second page names A/RES/60/251"])))
    read_waiting()
    file = IncomingFile.objects.get()
    client.post(reverse("desk:library_file", args=[file.pk]), {"title": "Paper"})
    row = LibraryDocument.objects.exclude(pk=known.pk).get()

    client.force_login(ben)
    page = shown(client, "library_pages", row.pk, page="2")
    assert "The second page" in page and "The first page" not in page and "Page 2 of 2" in page
    assert f'<a href="{reverse("desk:record", args=["documents", known.pk])}">A/RES/60/251</a>' in page
    picture = client.get(reverse("desk:library_file_page", args=[file.pk, 2]))
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG") and "no-store" in picture["Cache-Control"]
    assert client.get(reverse("desk:library_file_page", args=[file.pk, 3])).status_code == 404


def test_a_scan_offers_to_recognise_its_letters(client, ada):
    client.force_login(ada)
    give(client, ("scan.pdf", scan(["The lantern"])))
    read_waiting()
    file = IncomingFile.objects.get()
    page = shown(client, "library_file", file.pk)
    assert "pictures without text" in page and "Keep it without words" in page
    assert ("Recognise the letters" in page) == bool(parsing.recognising.languages())

    client.post(reverse("desk:library_file_again", args=[file.pk]), {"letters": "yes"})
    file.refresh_from_db()
    assert (file.state, file.wanted) == ("waiting", "letters")
    assert "letters are being recognised" in shown(client, "library_file", file.pk)


def test_a_script_is_told_of_each_file_in_json(client, ada):
    client.force_login(ada)
    answers = [give(client, ("report.txt", REPORT.encode()), headers={"X-Bandi-Upload": "yes"}).json() for _time in range(2)]
    empty = give(client, ("empty.txt", b""), headers={"X-Bandi-Upload": "yes"}).json()

    assert [answer["state"] for answer in answers] == ["kept", "same"] and empty["state"] == "error"
    assert "was given before" in answers[1]["words"]


def test_who_gives_the_file_of_a_protected_document_learns_nothing_of_it(client, ada, dan):
    document = editing.create(LibraryDocument, by=ada, title_en="Quiet report", handling="protected")
    client.force_login(ada)
    give(client, ("the name of a hidden harbour.txt", REPORT.encode()))
    IncomingFile.objects.update(state=IncomingFile.State.TAKEN, document=document)

    client.force_login(dan)
    told = give(client, ("report.txt", REPORT.encode()), headers={"X-Bandi-Upload": "yes"}).json()

    assert told["state"] == "kept" and "harbour" not in told["words"]
    client.force_login(ada)
    assert give(client, ("report.txt", REPORT.encode()), headers={"X-Bandi-Upload": "yes"}).json()["state"] == "same"


HOSTILE = [
    (lambda: attacks_archives.zip_bomb(0), "bomb.zip", "larger, deeper or fuller"),
    (lambda: attacks_documents.png_pixel_flood(0), "flood.png", "larger, deeper or fuller"),
    (lambda: attacks_archives.docx_with_a_macro(0), "letter.docx", ""),
    (lambda: b"MZ\x90\x00" + bytes(200), "report.pdf", "no kind of file that we read"),
    (lambda: files.hwp()[:900], "broken.hwp", "damaged"),
]


@pytest.mark.parametrize(("data", "name", "words"), HOSTILE, ids=[name for _data, name, _words in HOSTILE])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_hostile_file_gets_nowhere_and_the_page_says_why(client, ada, data, name, words, language):
    client.force_login(ada)
    client.cookies["django_language"] = language
    give(client, (name, data()))
    read_waiting()
    file = IncomingFile.objects.get()

    page = shown(client, "library_file", file.pk)
    if language == "en":
        assert words in page
    else:
        assert not words or words not in page
    assert name in shown(client, "library_files")
    client.post(reverse("desk:library_file_drop", args=[file.pk]))
    assert IncomingFile.objects.exists()
    client.post(reverse("desk:library_file_drop", args=[file.pk]), {"sure": "yes"})
    assert not IncomingFile.objects.exists() and not Blob.objects.exists()


def test_a_pdf_with_scripts_is_shown_as_pixels_and_says_that_nothing_was_run(client, ada):
    client.force_login(ada)
    give(client, ("script.pdf", files.pdf(1, catalogue=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(2)) >>] >> >>")))
    read_waiting()
    file = IncomingFile.objects.get()

    assert "Nothing of them was run" in shown(client, "library_file", file.pk)
    assert files.SECRET.encode() not in client.get(reverse("desk:library_file_page", args=[file.pk, 1])).content


def test_words_of_a_file_cannot_become_markup(client, ada):
    client.force_login(ada)
    give(client, ("<img src=x>.txt", b"A/HRC/57/46\n<script>alert(1)</script> [^<b>] [^3]\n"))
    read_waiting()
    file = IncomingFile.objects.get()
    page = shown(client, "library_file", file.pk) + shown(client, "library_files")

    assert "<script>alert" not in page and "<img src=x>" not in page and "<b>]" not in page
    assert "&lt;script&gt;alert(1)" in page and '<sup class="faint">3</sup>' in page


def test_without_a_jail_the_page_says_so_and_the_file_is_kept(client, ada, monkeypatch):
    monkeypatch.setattr(parsing, "available", lambda: parsing.Availability(False, "none"))
    client.force_login(ada)
    assert "no sandbox" in shown(client, "library_add")
    give(client, ("report.txt", REPORT.encode()))
    read_waiting()

    assert "no sandbox" in shown(client, "library_files")
    assert IncomingFile.objects.get().problem == "no-jail" and Blob.objects.count() == 1


def test_a_reader_gives_nothing_and_sees_no_file_that_waits(client, ada, ben):
    client.force_login(ada)
    give(client, ("paper.pdf", paper(["words"])))
    read_waiting()
    file = IncomingFile.objects.get()
    client.force_login(ben)

    assert give(client, ("a.txt", b"words")).status_code == 403
    assert client.get(reverse("desk:library_file", args=[file.pk])).status_code in (403, 404)
    assert client.get(reverse("desk:library_file_page", args=[file.pk, 1])).status_code == 404


def test_the_file_of_a_protected_document_does_not_exist_for_who_may_not_see_it(client, ada, dan):
    client.force_login(ada)
    give(client, ("paper.pdf", paper(["words"])))
    read_waiting()
    file = IncomingFile.objects.get()
    client.post(reverse("desk:library_file", args=[file.pk]), {"title": "Paper"})
    row = LibraryDocument.objects.get()
    editing.edit(row, {"handling": "protected"}, by=ada)
    client.force_login(dan)

    for name, args in (("library_file_page", [file.pk, 1]), ("library_file", [file.pk]), ("library_pages", [row.pk]), ("library_read_progress", [row.pk])):
        assert client.get(reverse(f"desk:{name}", args=args)).status_code == 404, name
    assert give(client, ("copy.pdf", paper(["words"]))).status_code == 302
    said = client.get(reverse(TRAY)).content.decode()
    assert str(row.pk) not in said


def test_wrong_methods_and_wrong_ids_are_answered_as_everywhere(client, ada):
    from uuid import uuid4

    client.force_login(ada)
    assert client.get(reverse("desk:library_files_take")).status_code == 405
    assert client.post(reverse("desk:library_files_progress")).status_code == 405
    assert client.get(reverse("desk:library_file", args=[uuid4()])).status_code == 404
    assert client.post(reverse("desk:library_files_take"), {"take": ["nonsense", str(uuid4())]}).status_code == 302
