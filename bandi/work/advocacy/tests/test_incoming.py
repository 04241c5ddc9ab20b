"""Files given to the library: received, read in the jail, proposed, taken in with the file beside the words."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from bandi import parsing
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing
from bandi.foundation.records.beside import SILENT
from bandi.foundation.records.models import Attachment
from bandi.foundation.vault import blobs
from bandi.foundation.vault.models import Blob
from bandi.parsing.tests import attacks_archives, attacks_documents, files
from bandi.work.advocacy.actions import incoming as acting
from bandi.work.advocacy.actions.checking import understood
from bandi.work.advocacy.actions.incoming import give_up, plain_name, read_again, take_file
from bandi.work.advocacy.models import IncomingFile, LibraryDocument
from bandi.work.advocacy.passages import source_of
from bandi.work.advocacy.reading import read_waiting
from bandi.work.advocacy.tests.world_of_files import REPORT, given, paper, read, scan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jail_works")]
State = IncomingFile.State


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def taken(file: IncomingFile, by=None, **values: str) -> LibraryDocument:
    return take_file(file=file, values={**file.proposal, **values}, by=by)


def test_a_text_file_is_read_and_proposes_what_it_prints_of_itself(ada):
    file = read(REPORT.encode(), "report.txt", ada)

    assert (file.state, file.kind, file.problem) == (State.READ, "txt", "")
    told = file.proposal
    assert (told["symbol"], told["issued"], told["body"], told["language"]) == ("A/HRC/57/46", "2031-05-16", "Human Rights Council", "en")


def test_a_document_is_made_with_its_file_kept_beside_the_words(ada):
    file = read(REPORT.encode(), "report.txt", ada)
    row = taken(file, ada, title="Lanterns")

    assert (row.symbol, row.title_en, row.issued, row.source, row.checked_at) == ("A/HRC/57/46", "Lanterns", "2031-05-16", "report.txt", None)
    attachment = Attachment.objects.get(record=row.pk)
    facts, pieces = blobs.opened(attachment.blob)
    assert (facts.name, b"".join(pieces).decode()) == ("report.txt", REPORT)
    assert IncomingFile.objects.get().state == State.TAKEN
    assert [kind for kind in Entry.objects.values_list("kind", flat=True) if kind.startswith("advocacy:file")] == ["advocacy:file:receive", "advocacy:file:read", "advocacy:file:take"]
    with pytest.raises(ValidationError, match="already"):
        taken(file, ada)


@pytest.mark.parametrize(("data", "name", "kind"), [(files.docx, "a.docx", "docx"), (files.hwp, "a.hwp", "hwp"), (files.hwpx, "a.hwpx", "hwpx"), (files.html, "a.html", "html")])
def test_every_kind_keeps_its_structure_for_the_finder(ada, data, name, kind):
    file = read(data(), name, ada)
    row = taken(file, ada, title="Firefly", symbol="")

    assert file.kind == kind and files.KOREAN in row.text
    document = understood(row)
    if kind != "html":
        assert [(note.number, note.text) for note in document.notes] == [(1, files.NOTE)]
        assert [mark.number for unit in document.units for mark in unit.marks] == [1]
        assert any(unit.id.startswith("t1.") for unit in document.units)


def test_words_that_were_changed_since_are_what_the_finder_reads(ada):
    row = taken(read(files.docx(), "a.docx", ada), ada, title="Firefly")
    editing.edit(row, {"text": "Another text of the pond."}, by=ada)

    assert [unit.text for unit in understood(LibraryDocument.objects.get(pk=row.pk)).units] == ["Another text of the pond."]


def test_a_symbol_broken_at_the_end_of_a_line_is_whole_in_the_words_and_the_passages_still_count(ada):
    file = read(b"A/HRC/57/46\nLanterns\n\n1. As was said (A/HRC/\n55/1) of lanterns.", "a.txt", ada)
    row = taken(file, ada)

    assert "(A/HRC/55/1)" in row.text
    assert source_of(row) == file


def test_the_pages_of_a_pdf_are_counted_and_its_passages_know_theirs(ada):
    file = read(paper(["A/HRC/57/46", "3 March 2031"], ["The second page"]), "A_HRC_57_46_E.pdf", ada)

    assert (file.pages, file.problems, file.proposal["symbol"], file.proposal["doubts"]) == (2, [], "A/HRC/57/46", [])
    assert [(text, page) for _kind, text, page, _mark in file.blocks] == [("A/HRC/57/46", 1), ("3 March 2031", 1), ("The second page", 2)]
    assert taken(file, ada, title="Report").pages == 2


def test_a_file_named_like_another_symbol_than_it_prints_is_doubted(ada):
    file = read(paper(["A/HRC/57/46", "The report"]), "A_HRC_57_47.pdf", ada)

    assert file.proposal["symbol"] == "A/HRC/57/46"
    assert (file.proposal["named_like"], file.proposal["doubts"]) == ("A/HRC/57/47", ["named-like-another", "no-date"])
    with pytest.raises(ValidationError, match="no symbol we know"):
        taken(file, ada, symbol="A/HRC/pond")


def test_a_scan_says_so_and_its_letters_are_recognised_on_demand(ada):
    if not parsing.recognising.languages() & {"eng"}:
        pytest.skip("no recognition of letters on this machine")
    file = read(scan(["The lantern stands", "on the bridge"]), "scan.pdf", ada)
    assert (file.state, file.problems, file.blocks) == (State.READ, ["scanned"], [])
    with pytest.raises(ValidationError):
        taken(file, ada, title="Scan")

    read_again(file=file, by=ada, letters=True)
    assert read_waiting() == 1
    file.refresh_from_db()
    assert (file.state, file.done, file.total, file.problems) == (State.READ, 1, 1, ["recognised"])
    assert "lantern" in " ".join(text for _kind, text, _page, _mark in file.blocks)


def test_letters_recognised_later_become_the_words_of_the_document(ada, monkeypatch):
    file = read(scan(["The lantern"]), "scan.pdf", ada)
    row = take_file(file=file, values={"title": "A scan"}, by=ada, is_wordless=True)
    assert row.text == ""

    told = parsing.Reading("recognised", (parsing.Block("paragraph", "The lantern", 1),), 1, ("recognised",), {})
    monkeypatch.setattr(parsing, "recognise", lambda pixels: told)
    read_again(file=IncomingFile.objects.get(), by=ada, letters=True)
    read_waiting()

    assert LibraryDocument.objects.get().text == "The lantern"
    assert IncomingFile.objects.get().state == State.TAKEN


def test_a_page_on_which_the_recognition_breaks_down_is_marked_and_the_others_are_kept(ada, monkeypatch):
    read(scan(["one"], ["two"]), "scan.pdf", ada)
    answers = iter([parsing.Broken("died"), parsing.Reading("recognised", (parsing.Block("paragraph", "two", 1),), 1, (), {})])

    def once(pixels):
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(parsing, "recognise", once)
    read_again(file=IncomingFile.objects.get(), by=ada, letters=True)
    read_waiting()
    file = IncomingFile.objects.get()

    assert [(text, page) for _kind, text, page, _mark in file.blocks] == [("two", 2)]
    assert set(file.problems) == {"damaged-parts", "recognised"}


def test_the_same_file_is_not_kept_twice(ada):
    first = given(REPORT.encode(), "report.txt", ada)
    second = given(REPORT.encode(), "copy of report.txt", ada)

    assert first.is_new and not second.is_new and second.file.pk == first.file.pk
    assert Blob.objects.count() == 1


def test_a_file_whose_document_was_removed_may_come_again(ada):
    row = taken(read(REPORT.encode(), "report.txt", ada), ada)
    editing.remove(row, by=ada)

    assert given(REPORT.encode(), "report.txt", ada).is_new


def test_nine_hundred_pages_are_read_whole_and_what_is_longer_is_cut_and_says_so(ada, monkeypatch):
    file = read(files.pdf(900), "long.pdf", ada)
    assert (file.pages, file.problems, len(file.blocks)) == (900, [], 900)

    monkeypatch.setattr("bandi.work.advocacy.passages.kept.__kwdefaults__", {"most": 100})
    read_again(file=file, by=ada)
    read_waiting()
    file.refresh_from_db()
    assert "truncated" in file.problems and 0 < len(file.blocks) < 10


BAD = [
    (lambda: attacks_archives.zip_bomb(0), "bomb.zip", {"over-limit"}),
    (lambda: attacks_archives.docx_bomb(0), "bomb.docx", {"over-limit", "stopped"}),
    (lambda: attacks_archives.docx_with_a_macro(0), "letter.docx", {"kind-not-read", "named-wrongly", ""}),
    (lambda: files.hwp()[:900], "broken.hwp", {"damaged"}),
    (lambda: attacks_documents.pdf_with_a_password(0), "locked.pdf", {"locked"}),
    (lambda: b"MZ\x90\x00" + bytes(200), "letter.pdf", {"unknown-kind", "named-wrongly"}),
    (lambda: b"ID3" + bytes(100), "song.mp3", {"kind-not-read"}),
]


@pytest.mark.parametrize(("data", "name", "codes"), BAD, ids=[name for _data, name, _codes in BAD])
def test_what_cannot_be_read_says_why_and_can_be_kept_or_destroyed(ada, data, name, codes):
    file = read(data(), name, ada)

    assert file.problem in codes
    if file.state == State.NOT_READ:
        with pytest.raises(ValidationError, match="title or a symbol"):
            take_file(file=file, values={}, by=ada, is_wordless=True)
    give_up(file=file, by=ada)
    assert not IncomingFile.objects.exists() and not Blob.objects.exists()


def test_a_pdf_with_scripts_gives_its_words_and_says_that_nothing_was_run(ada):
    script = b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(2)) >>] >> >>"
    file = read(files.pdf(1, catalogue=script), "script.pdf", ada)

    assert "active-left-out" in file.problems and file.blocks[0][1] == "Firefly page 1"


def test_mixed_encodings_are_read_in_part_and_marked(ada):
    file = read("등불에 관한 보도자료\n".encode("cp949") * 6 + "등불 다음 줄\n".encode() * 6 + b"\xff\xfe\xff end of the pond", "mixed.txt", ada)

    assert file.state == State.READ and {"letters-lost", "encoding-guessed"} <= set(file.problems)
    words = " ".join(block[1] for block in file.blocks)
    assert "등불에 관한 보도자료" in words and "등불 다음 줄" in words and "end of the pond" in words


def test_without_a_jail_nothing_is_opened_and_the_file_is_kept(ada, monkeypatch):
    monkeypatch.setattr(parsing, "available", lambda: parsing.Availability(False, "none"))
    monkeypatch.setattr(blobs, "opened", lambda *_, **__: pytest.fail("the file was opened"))
    file = read(REPORT.encode(), "report.txt", ada)

    assert (file.state, file.problem) == (State.NOT_READ, "no-jail")
    assert Blob.objects.count() == 1


def test_a_reader_that_was_killed_is_noticed_and_its_file_can_be_read_again(ada):
    file = given(REPORT.encode(), "report.txt", ada).file
    IncomingFile.objects.update(state=State.READING)
    file.refresh_from_db()
    with pytest.raises(ValidationError, match="still being read"):
        read_again(file=file, by=ada)

    IncomingFile.objects.update(seen_at=timezone.now() - 2 * SILENT)
    read_again(file=IncomingFile.objects.get(), by=ada)
    assert read_waiting() == 1 and IncomingFile.objects.get().state == State.READ


def test_a_reader_gives_takes_and_destroys_nothing(ada, ben):
    with pytest.raises(NotPermitted):
        given(b"words", "a.txt", ben)
    file = read(REPORT.encode(), "report.txt", ada)
    for act in (lambda: taken(file, ben), lambda: give_up(file=file, by=ben), lambda: read_again(file=file, by=ben)):
        with pytest.raises(NotPermitted):
            act()


def test_the_file_of_a_document_is_destroyed_on_its_page_only(ada):
    from bandi.foundation.records import attaching

    file = read(REPORT.encode(), "report.txt", ada)
    row = taken(file, ada)
    with pytest.raises(ValidationError, match="document’s page"):
        give_up(file=file, by=ada)
    attaching.detach(attachment=Attachment.objects.get(), of=row, by=ada)

    file.refresh_from_db()
    assert file.blob is None and row.text
    with pytest.raises(ValidationError, match="destroyed"):
        read_again(file=file, by=ada)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "passwd"), ("C:\\temp\\a.pdf", "a.pdf"), ("fdp.\u202eexe.pdf", "fdp.exe.pdf"), ("\x00\n", "file"), ("a" * 400 + ".pdf", "a" * 195 + "….pdf")],
)
def test_a_name_is_shown_without_path_and_without_what_cannot_be_seen(name, shown):
    assert acting.plain_name(name) == plain_name(name) == shown
