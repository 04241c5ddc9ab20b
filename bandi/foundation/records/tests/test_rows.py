from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from bandi.foundation.records import rows
from bandi.foundation.records.rows import FileProblem, Row, RowProblem, encoding_of, read_rows

TABLE = "id,name\na,Lantern\nb,Harbour\n"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def written(tmp_path: Path, content: str | bytes, name: str = "table.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def read(file: Path, **options: object) -> list[Row | RowProblem]:
    return list(read_rows(file, **options))


def row(**values: object) -> Row:
    return Row("table.csv", 2, "a", dict(values))


def test_rows_bear_the_numbers_a_spreadsheet_shows(tmp_path):
    found = read(written(tmp_path, 'id,name\na,"two\nlines"\n\nb,Harbour\n'))

    assert [(one.number, one.ref) for one in found] == [(2, "a"), (4, "b")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_table_is_read_in_the_encodings_that_spreadsheets_write(tmp_path, encoding):
    (one,) = read(written(tmp_path, "id,name\na,등불회\n".encode(encoding)))

    assert one.text("name") == "등불회"


def test_the_encoding_of_a_table_is_told_where_it_is_not_the_usual_one(tmp_path):
    assert encoding_of(written(tmp_path, "이름".encode("cp949"))) == "CP949"
    assert encoding_of(written(tmp_path, "이름")) == ""


def test_bytes_that_are_no_text_are_refused_with_what_to_do(tmp_path):
    with pytest.raises(FileProblem, match=r"neither UTF-8 nor CP949.*save it as"):
        read(written(tmp_path, b"id,name\na,\xff\xfe\xfd\n"))
    with pytest.raises(FileProblem, match="zero bytes"):
        read(written(tmp_path, b"id,name\na,\x00\n"))


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    file = written(tmp_path, TABLE)
    with file.open("r+b") as handle:
        handle.truncate(300_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was opened"))

    with pytest.raises(FileProblem, match=r"table\.csv has 300 MB; up to 67 MB can be loaded"):
        read(file)


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(FileProblem, match=r"table\.csv lacks the column kind"):
        read(written(tmp_path, TABLE), required=("id", "kind"))
    with pytest.raises(FileProblem, match="lacks the columns kind, date"):
        read(written(tmp_path, TABLE), required=("kind", "date"))


def test_a_column_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(FileProblem, match="has the column name twice"):
        read(written(tmp_path, "id,name,name\na,b,c\n"))


def test_a_row_with_too_many_cells_is_refused_and_its_neighbours_are_kept(tmp_path):
    first, broken, last = read(written(tmp_path, "id,name\na,Lantern\nb,Harbour, the old one\nc,Mill\n"))

    assert (first.ref, last.ref) == ("a", "c")
    assert broken.number == 3
    assert "3 cells, the header 2" in str(broken)


def test_a_quotation_mark_that_never_closes_costs_one_row(tmp_path):
    broken, second, third = read(written(tmp_path, 'id,name\na,"Lantern\nb,Harbour\nc,Mill\n'))

    assert "never closed" in str(broken)
    assert (second.ref, third.ref) == ("b", "c")


def test_a_cell_without_end_is_refused(tmp_path):
    (broken,) = read(written(tmp_path, f"id,name\na,{'x' * (rows.LARGEST_CELL + 1)}\n"))

    assert isinstance(broken, RowProblem)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_may_be_separated_as_spreadsheets_do(tmp_path, separator):
    found = read(written(tmp_path, TABLE.replace(",", separator)))

    assert [one.text("name") for one in found] == ["Lantern", "Harbour"]


def test_a_line_that_is_not_json_is_refused_and_its_neighbours_are_kept(tmp_path):
    lines = '{"id": "a"}\n{"id": \n[1]\n{"id": "d"}\n' + "[" * 100_000 + "\n"
    first, broken, no_object, last, deep = read(written(tmp_path, lines, "lines.jsonl"))

    assert (first.ref, last.ref, last.number) == ("a", "d", 4)
    assert "is not JSON" in str(broken)
    assert "not a JSON object" in str(no_object)
    assert isinstance(deep, RowProblem)


def test_characters_that_no_text_can_hold_are_refused(tmp_path):
    half, zero, sound = read(
        written(tmp_path, '{"id": "a\\ud800"}\n{"id": "b\\u0000"}\n{"id": "\\ub4f1"}\n', "lines.jsonl")
    )

    assert isinstance(half, RowProblem)
    assert isinstance(zero, RowProblem)
    assert sound.ref == "등"


def test_a_json_object_that_is_wrong_is_refused_with_its_line(tmp_path):
    with pytest.raises(FileProblem, match=r"is not JSON \(line 2\)"):
        read(written(tmp_path, '{"a": 1,\n"b": }', "object.json"))
    with pytest.raises(FileProblem, match="one JSON object"):
        read(written(tmp_path, "[]", "object.json"))


def test_numbers_are_read_as_they_are_written():
    assert row(value="1,234.5").number_of("value") == Decimal("1234.5")
    assert row(value="").number_of("value") is None
    assert row(count=12).count_of("count") == 12


@pytest.mark.parametrize("value", ["about 12", "NaN", "1e999", "#REF!", "12 people", "9" * 30])
def test_what_a_spreadsheet_makes_of_numbers_is_refused(value):
    with pytest.raises(RowProblem, match="value"):
        row(value=value).number_of("value")


@pytest.mark.parametrize("value", ["-1", "1.5", "3000000000"])
def test_a_count_is_a_whole_number_of_zero_or_more(value):
    with pytest.raises(RowProblem, match="whole number"):
        row(value=value).count_of("value")


def test_yes_and_no_are_read_in_both_languages():
    assert [row(flag=word).flag("flag") for word in ("yes", "예", True, "no", "아니요", False)] == [True] * 3 + [False] * 3
    with pytest.raises(RowProblem, match="yes or no, not “maybe”"):
        row(flag="maybe").flag("flag")


def test_a_text_that_is_too_long_is_refused_and_not_cut():
    with pytest.raises(RowProblem, match="12 characters; 5 are possible"):
        row(name="Lantern Road").text("name", limit=5)


def test_a_list_where_a_text_should_stand_is_refused():
    with pytest.raises(RowProblem, match="one text"):
        row(name=["a"]).text("name")
    with pytest.raises(RowProblem, match="list of objects"):
        row(people="ada").objects("people")


def test_reasons_are_given_in_korean_to_those_who_read_korean():
    with override("ko"), pytest.raises(RowProblem, match="비어 있습니다"):
        row().needed("name")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secrets").write_text("id,name\nroot,of this machine\n")
    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "table.csv").symlink_to(tmp_path / "secrets")
    within = written(tmp_path / "year", TABLE, "own.csv")
    (tmp_path / "year" / "other.csv").symlink_to(within)

    with pytest.raises(FileProblem, match="leads out of the folder"):
        read(tmp_path / "year" / "table.csv")
    assert len(read(tmp_path / "year" / "other.csv")) == 2


def test_a_pipe_that_is_called_like_a_table_does_not_stop_the_loading(tmp_path):
    os.mkfifo(tmp_path / "table.csv")

    with pytest.raises(FileProblem, match="no ordinary file"):
        read(tmp_path / "table.csv")


def test_signs_that_turn_the_direction_do_not_come_in_with_a_row():
    assert row(name="Pledge of \u202e000,1\u202c \u2066jars\u2069").text("name") == "Pledge of 000,1 jars"
