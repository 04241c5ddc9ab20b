"""The watch folder: whole files are taken once, links and half-written files never."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from bandi import parsing
from bandi.foundation.vault.models import Blob
from bandi.parsing.tests import attacks_archives
from bandi.work.advocacy import watching
from bandi.work.advocacy.management.commands import advocacy_watch
from bandi.work.advocacy.models import IncomingFile, LibraryDocument
from bandi.work.advocacy.tests.world_of_files import REPORT
from bandi.work.advocacy.watching import Unwatchable, Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "inbox"
    place.mkdir()
    return place


def looks(watch: Watch, times: int = 2) -> list[tuple[str, str]]:
    return [(seen.name, seen.what) for _time in range(times) for seen in watch.look()]


def test_a_whole_file_is_taken_at_the_second_look_and_moved(folder):
    (folder / "report.txt").write_text(REPORT)
    watch = Watch(folder)

    assert looks(watch, 1) == []
    assert looks(watch, 1) == [("report.txt", "taken")]
    assert sorted(path.name for path in folder.iterdir()) == ["taken-in"]
    assert (folder / "taken-in" / "report.txt").read_text() == REPORT
    file = IncomingFile.objects.get()
    assert (file.name, file.is_from_folder, file.added_by) == ("report.txt", True, None)


def test_a_file_that_still_grows_is_left_until_it_rests(folder):
    path, watch = folder / "report.txt", Watch(folder)
    for part in ("one ", "two ", "three"):
        with path.open("a") as handle:
            handle.write(part)
        assert looks(watch, 1) == []

    assert looks(watch, 1) == [("report.txt", "taken")]
    assert IncomingFile.objects.get().size == len("one two three")


def test_a_file_that_changes_while_it_is_read_is_not_taken(folder, monkeypatch):
    path = folder / "report.txt"
    path.write_text(REPORT)
    watch = Watch(folder)
    watch.look()
    write = watching.Incoming.write

    def meanwhile(self: Any, chunk: bytes) -> None:
        write(self, chunk)
        os.truncate(path, 10)

    monkeypatch.setattr(watching.Incoming, "write", meanwhile)
    assert looks(watch, 1) == [] and not IncomingFile.objects.exists()


def test_links_are_named_once_and_never_followed(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the lantern key")
    (folder / "soft.txt").symlink_to(secret)
    os.link(secret, folder / "hard.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "inside").symlink_to(tmp_path)
    watch = Watch(folder)

    assert sorted(looks(watch, 3)) == [("hard.txt", "link"), ("inside", "link"), ("pipe.txt", "link"), ("soft.txt", "link")]
    assert not IncomingFile.objects.exists() and secret.read_text() == "the lantern key"


def test_a_file_that_becomes_a_link_between_look_and_reading_is_not_followed(folder, tmp_path, monkeypatch):
    secret = tmp_path / "secret.txt"
    secret.write_text("the lantern key")
    path = folder / "report.txt"
    path.write_text(REPORT)
    watch = Watch(folder)
    watch.look()
    take = watching._take

    def swapped(place: int, name: str, signature: Any) -> Any:
        path.unlink()
        path.symlink_to(secret)
        return take(place, name, signature)

    monkeypatch.setattr(watching, "_take", swapped)
    assert looks(watch, 1) == [] and not IncomingFile.objects.exists()


def test_the_folder_for_taken_files_is_no_way_out_either(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "taken-in").symlink_to(outside)
    (folder / "report.txt").write_text(REPORT)

    assert ("report.txt", "unmoved") in looks(Watch(folder), 3)
    assert list(outside.iterdir()) == [] and (folder / "report.txt").exists()


def test_hidden_and_unfinished_names_empty_files_and_folders_are_left(folder):
    for name in (".report.txt", "~$report.docx", "report.pdf.part", "report.crdownload", "report.txt~"):
        (folder / name).write_text("half")
    (folder / "below").mkdir()
    (folder / "below" / "deep.txt").write_text("deep")
    (folder / "empty.txt").write_text("")

    assert looks(Watch(folder), 3) == [("empty.txt", "empty")]
    assert not IncomingFile.objects.exists()


def test_the_same_file_is_not_kept_twice_and_nothing_is_overwritten(folder):
    watch = Watch(folder)
    for words in (REPORT, REPORT, "another"):
        (folder / "report.txt").write_text(words)
        looks(watch)

    assert sorted(path.name for path in (folder / "taken-in").iterdir()) == ["report (2).txt", "report (3).txt", "report.txt"]
    assert Blob.objects.count() == 2


def test_a_file_that_is_too_large_stays(folder, settings):
    settings.LARGEST_UPLOAD = 10
    (folder / "report.txt").write_text(REPORT)

    assert looks(Watch(folder), 3) == [("report.txt", "large")]


def test_the_houses_own_files_are_not_watched(settings, tmp_path):
    (settings.HOME / "inbox").mkdir()
    for place in (settings.HOME, settings.HOME.parent, settings.HOME / "inbox"):
        with pytest.raises(Unwatchable, match="own"):
            Watch(place).look()
    (tmp_path / "way").symlink_to(settings.HOME)
    with pytest.raises(Unwatchable, match="own"):
        Watch(tmp_path / "way").look()
    with pytest.raises(Unwatchable, match="missing"):
        Watch(tmp_path / "nowhere").look()


def watched(capsys: Any, folder: Path | str, *words: str) -> tuple[int, list[dict[str, Any]], str]:
    try:
        call_command("advocacy_watch", str(folder), "--once", "--json", "--language", "en", *words)
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err


@pytest.mark.usefixtures("jail_works")
def test_the_command_reads_what_it_takes_and_says_what_could_not_be_read(folder, capsys, monkeypatch):
    monkeypatch.setattr(advocacy_watch.time, "sleep", lambda seconds: None)
    (folder / "report.txt").write_text(REPORT)
    (folder / "bomb.zip").write_bytes(attacks_archives.zip_bomb(0))
    status, told, _err = watched(capsys, folder)

    assert status == 1
    assert {one["name"]: (one["state"], one["problem"]) for one in told} == {"report.txt": ("read", ""), "bomb.zip": ("not_read", "over-limit")}


@pytest.mark.usefixtures("jail_works")
def test_a_document_that_says_all_of_itself_is_taken_in_where_that_is_wanted(folder, capsys, monkeypatch):
    monkeypatch.setattr(advocacy_watch.time, "sleep", lambda seconds: None)
    (folder / "report.txt").write_text(REPORT)
    (folder / "undated.txt").write_text("A/HRC/55/1\nA report of the pond without a date.")
    status, _told, _err = watched(capsys, folder, "--take")

    assert status == 0
    assert [row.symbol for row in LibraryDocument.objects.all()] == ["A/HRC/57/46"]
    assert IncomingFile.objects.get(name="undated.txt").state == "read"


def test_without_a_jail_the_command_takes_nothing(folder, capsys, monkeypatch):
    monkeypatch.setattr(parsing, "available", lambda: parsing.Availability(False, "none"))
    (folder / "report.txt").write_text(REPORT)
    status, told, err = watched(capsys, folder)

    assert (status, told) == (2, []) and "no sandbox" in err
    assert (folder / "report.txt").exists()


def test_a_folder_that_cannot_be_watched_says_why(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(parsing, "available", lambda: parsing.Availability(True))
    assert watched(capsys, tmp_path / "nowhere")[0] == 2
    assert "Make it first" in watched(capsys, tmp_path / "nowhere")[2]
    assert "BANDI_WATCH_FOLDER" in watched(capsys, "")[2]
