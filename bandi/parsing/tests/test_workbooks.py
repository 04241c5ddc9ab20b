"""Workbooks, cell by cell, beside what openpyxl says of them."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest

from bandi.parsing import rows
from bandi.parsing.tests import files
from bandi.parsing.tests.attacks_archives import sheet

pytestmark = pytest.mark.usefixtures("jail_works")


def saved(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_values_are_what_openpyxl_says_of_them() -> None:
    values = [
        "words", "  kept  apart ", 0, -7, 3.25, 1e300, True, False, date(2024, 2, 29), date(1950, 6, 25), datetime(2024, 5, 2, 13, 30, 15), time(9, 5),
        "2024-05-02", "=SUM(A1:A3)", "#N/A", "한글\nline",
    ]  # fmt: skip
    book = openpyxl.Workbook()
    for value in values:
        book.active.append([value])
    other = book.create_sheet("둘째")
    other["C3"] = "apart"
    other.sheet_state = "hidden"

    first, second = rows(saved(book), name="a.xlsx")

    expected: list[Any] = [[row[0].value] for row in openpyxl.load_workbook(io.BytesIO(saved(book))).worksheets[0].iter_rows()]
    days = [[cell[0].date() if isinstance(cell[0], datetime) and cell[0].time() == time() else cell[0]] for cell in expected]
    assert [list(row) for row in first.rows] == [["kept apart"] if cell == ["  kept  apart "] else cell for cell in days]
    assert (second.name, second.rows) == ("둘째", ((), (), (None, None, "apart")))


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        ("yyyy-mm-dd", 45414, date(2024, 5, 2)), ('yyyy"년" m"월" d"일"', 45414, date(2024, 5, 2)), ("[$-412]mmm d", 45414, date(2024, 5, 2)),
        ("h:mm", 0.5, time(12)), ("yyyy-mm-dd h:mm", 45414.5, datetime(2024, 5, 2, 12)), ("[h]:mm", 1.5, 1.5), ('0.00"d"', 45414, 45414),
        ("0.00%", 0.5, 0.5), ("General", 45414, 45414), ("yyyy", 99_999_999, 99_999_999), ("#,##0\\d", 12, 12),
    ],
)  # fmt: skip
def test_a_number_is_a_day_where_its_format_says_so(code: str, number: float, value: object) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1"].number_format = number, code

    assert rows(saved(book), name="a.xlsx")[0].rows == ((value,),)


def test_days_counted_from_1904_are_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(2024, 5, 2)

    assert rows(saved(book), name="a.xlsx")[0].rows == ((date(2024, 5, 2),),)


def test_formulas_that_cells_share_are_written_out_for_each() -> None:
    document = sheet(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c></row>'
    )

    (table,) = rows(document, name="a.xlsx")

    assert table.rows == (("=B1*2",), ("=B2*2",))
    assert table.problems == ("formulas-as-text",)


def test_text_in_pieces_is_put_together_without_its_pronunciation() -> None:
    pieces = '<si><r><t>반</t></r><r><t>디</t></r><rPh sb="0" eb="1"><t>bandi</t></rPh></si>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = files.unzipped(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>9</v></c><c r="D1" t="inlineStr"><is><t>in</t></is></c></row>'))
    document = files.zipped(parts | {"xl/sharedStrings.xml": f'<sst xmlns="{space}">{pieces}</sst>'.encode()})

    assert rows(document, name="a.xlsx")[0].rows == (("반디", None, None, "in"),)


@pytest.mark.parametrize("cells", ['<c r="B1"><v>2</v></c><c r="A1"><v>1</v></c>', "<c><v>1</v></c><c><v>2</v></c>", '<c r="A1"><v>1</v></c><c r="?"><v>2</v></c>'])
def test_cells_out_of_order_or_without_address_find_their_column(cells: str) -> None:
    assert rows(sheet(f"<row>{cells}</row>"), name="a.xlsx")[0].rows == ((1, 2),)
