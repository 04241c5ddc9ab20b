"""Small cells, and what files carry unseen."""

from __future__ import annotations

import pytest

from bandi.disclosure import Known, find_in_cells, find_in_file, unseen_detail
from bandi.disclosure.cells import CellLeak


def test_fewer_than_five_people_are_found_and_nobody_is_not() -> None:
    assert find_in_cells(["Women", "Men"], ["Musan", "Hyesan"], [[4, 12], [0, 5]]) == [CellLeak(0, 0, "small")]


def test_what_was_left_out_is_found_when_the_sum_gives_it_away() -> None:
    assert find_in_cells(["Women", "Men", "Total"], ["Musan"], [[None, 12, 15]]) == [CellLeak(0, 0, "reckoned")]
    assert find_in_cells(["Women", "Men", "Total"], ["Musan"], [[None, None, 15]]) == []
    assert find_in_cells(["Survivors"], ["Musan", "Hyesan", "Total"], [[None], [30], [33]]) == [CellLeak(0, 0, "reckoned")]


def test_tables_of_things_are_no_tables_of_people() -> None:
    assert find_in_cells(["Sessions", "Copies"], ["Spring"], [[2, 3]]) == []
    assert find_in_cells(["Sessions", "Women"], ["Spring"], [[2, 3]]) == [CellLeak(0, 1, "small")]


def test_metadata_of_people_and_places_is_found_and_that_of_programs_is_not() -> None:
    facts = {"author": "Yun Dal-lae", "creator": "Microsoft Word", "place": "recorded", "width": "400"}

    assert [(leak.where, leak.detail) for leak in find_in_file("photo.jpg", facts)] == [("metadata:author", "author"), ("metadata:place", "gps")]
    assert find_in_file("a.pdf", {"author": "Acorn Alliance"}, known=Known.of(open_names=["Acorn Alliance"])) == []


def test_changes_comments_and_hidden_parts_are_found() -> None:
    found = find_in_file("a.docx", problems=["changes-inside", "comments-inside", "hidden-inside", "no-text"])

    assert [leak.detail for leak in found] == ["changes", "comments", "hidden_text"]


def test_captions_are_read_and_pictures_of_survivors_are_asked_about() -> None:
    found = find_in_file(captions=["From the left: Yun Dal-lae, interpreter", "The hall", "증언자의 뒷모습"])

    assert [(leak.where, leak.detail) for leak in found] == [("caption:1", "caption"), ("caption:3", "pictured")]


@pytest.mark.parametrize(
    ("kind", "text", "detail"),
    [
        ("comment", "ask the heron", "comments"), ("deleted", "her village", "changes"), ("inserted", "her village", "changes"), ("hidden_text", "out of sight", "hidden_text"),
        ("hidden_sheet", "Names", "hidden_text"), ("hidden_row", "3", "hidden_text"), ("hidden_column", "4", "hidden_text"), ("notes", "say it slowly", "notes"),
        ("attachment", "list.xlsx", "attachments"), ("place", "41.0, 129.0", "gps"), ("author", "Hong Garam", "author"), ("author", "LibreOffice", ""), ("device", "A7-5550142", "device"),
        ("property", "Kim Young-suk 010-5550-0142", "metadata"), ("property", "Activity report", ""),
    ],
)  # fmt: skip
def test_what_a_file_hides_tells_by_its_kind(kind: str, text: str, detail: str) -> None:
    assert unseen_detail(kind, text, Known()) == detail


def test_an_author_who_is_open_is_no_leak() -> None:
    assert unseen_detail("author", "Hong Garam", Known.of(open_names=["Hong Garam"])) == ""
