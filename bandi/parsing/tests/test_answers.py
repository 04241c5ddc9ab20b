"""The answer of a jail is data of a stranger: whatever is not exactly an answer is thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from bandi.parsing import answers
from bandi.parsing.answers import Block
from bandi.parsing.errors import BY_CODE, Crashed, NamedWrongly, NoJail, UnknownKind
from bandi.parsing.kinds import first_look
from bandi.parsing.tests import files

GOOD: dict[str, Any] = {"blocks": [["paragraph", "words", 1, ""]], "pages": 1, "problems": ["scanned"], "facts": {"title": "x"}}


def test_an_answer_becomes_frozen_values() -> None:
    reading = answers.reading(GOOD, kind="pdf")

    assert reading.blocks == (Block("paragraph", "words", 1, ""),)
    with pytest.raises(AttributeError):
        reading.pages = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    "bad",
    [
        None, [], "words", {}, GOOD | {"more": 1}, GOOD | {"pages": -1}, GOOD | {"pages": True}, GOOD | {"pages": 1.0}, GOOD | {"pages": 10**9},
        GOOD | {"problems": ["<b>bold</b>"]}, GOOD | {"problems": "scanned"}, GOOD | {"problems": [{}]}, GOOD | {"facts": {"a": 1}},
        GOOD | {"facts": {"a": "x" * 5_000}}, GOOD | {"facts": {str(n): "" for n in range(200)}}, GOOD | {"blocks": [["script", "x", None, ""]]},
        GOOD | {"blocks": [["paragraph", 1, None, ""]]}, GOOD | {"blocks": [["paragraph", "x", "1", ""]]}, GOOD | {"blocks": [["paragraph", "x", 1]]},
        GOOD | {"blocks": [["paragraph", "x", 1, "m" * 100]]}, GOOD | {"blocks": [[[], "x", 1, ""]]},
    ],
)  # fmt: skip
def test_anything_else_is_no_reading(bad: Any) -> None:
    with pytest.raises(Crashed):
        answers.reading(bad, kind="pdf")


@pytest.mark.parametrize("bad", [{"name": 1, "rows": [], "problems": []}, {"name": "", "rows": [[{}]], "problems": []}, {"name": "", "rows": [[["date", "soon"]]], "problems": []}, {"name": "", "rows": [[["eval", "1"]]], "problems": []}, {"name": "", "rows": [["x" * 40_000]], "problems": []}, {"name": "", "rows": [[1] * 300], "problems": []}, {"name": "", "rows": [[10**50]], "problems": []}, 1])
def test_anything_else_is_no_table(bad: Any) -> None:
    with pytest.raises(Crashed):
        answers.sheets([bad])


@pytest.mark.parametrize("bad", [b"", b"\x00\x01\x00", b"\x00\x00\x00\x01", b"\x00\x01\x00\x01\x00\x00", b"\x00\x01\x00\x01\x00\x00\x00\x00", b"\xff\xff\xff\xff"])
def test_pixels_are_exactly_as_many_as_promised(bad: bytes) -> None:
    with pytest.raises(Crashed):
        answers.pixels(bad)


def test_items_have_kinds_that_we_know() -> None:
    with pytest.raises(Crashed):
        answers.items([{"name": "a", "size": 1, "kind": "<script>"}])


@pytest.mark.parametrize(
    ("name", "head", "family"),
    [
        ("a.pdf", b"%PDF-1.7", "pdf"), ("A.JPG", b"\xff\xd8\xff\xe0", "jpeg"), ("", b"\x89PNG\r\n\x1a\n", "png"), ("a.txt", "안녕".encode(), "txt"),
        ("a.md", b"# words", "txt"), ("", b"  <!DOCTYPE html>", "html"), ("a.html", b"<p>words", "html"), ("a.csv", b"a;b", "csv"),
        ("a.txt", "\ufeff안녕".encode("utf-16-le"), "txt"), ("a.eml", b"From: x", "eml"), ("a.b/../c.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
    ],
)  # fmt: skip
def test_a_kind_is_told_by_first_bytes_and_name(name: str, head: bytes, family: str) -> None:
    assert first_look(head, name).family == family


@pytest.mark.parametrize(("name", "head", "problem"), [
    ("a.png", b"%PDF-1.7", NamedWrongly), ("a.exe", b"words", UnknownKind), ("a.txt", b"\x7fELF\x02", UnknownKind), ("a.pdf", b"words", NamedWrongly),
    ("a.txt", b"PK\x03\x04", NamedWrongly), ("a.txt", b"<html>", NamedWrongly), ("a.svg", b"<svg xmlns", UnknownKind), ("", b"", UnknownKind),
    ("a.html", b"<?xml version='1.0'?><svg", UnknownKind), ("a.jpg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NamedWrongly), ("a.lnk", b"L\x00\x00\x00", UnknownKind),
])  # fmt: skip
def test_what_is_on_no_list_or_named_wrongly_is_refused(name: str, head: bytes, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        first_look(head, name)


def test_only_the_first_bytes_are_looked_at_outside() -> None:
    assert first_look(b"words " * 11 + b"\x00\x00\x00", "a.txt") == first_look((b"words " * 11)[:64], "a.txt")


def test_every_error_has_a_code_of_its_own_and_says_nothing_of_the_file() -> None:
    assert len(BY_CODE) == len({one.__name__ for one in BY_CODE.values()}) == 8
    assert all(str(one()) == code for code, one in BY_CODE.items())


def test_without_a_jail_nothing_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    from bandi import parsing

    monkeypatch.setattr(parsing.jail.shutil, "which", lambda _name: None)
    for ask in (parsing.read, parsing.picture, lambda source: list(parsing.page_images(source))):
        with pytest.raises(NoJail):
            ask(files.pdf())
    with pytest.raises(NoJail):
        parsing.items(files.zipped({"a.txt": "x"}))


def test_the_web_process_loads_no_parser() -> None:
    code = "import sys, bandi.parsing; print(sorted({'lxml', 'PIL', 'pypdfium2', 'openpyxl', 'hwpx', 'zipfile', 'email', 'csv', 'bandi.parsing.readers'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ})

    assert done.stdout.strip() == "[]", done.stderr
