"""Taking a list along: every field of every row that the filters leave, as a workbook, as CSV or as JSON.

Guards against: a cell that a spreadsheet would run as a formula (CWE-1236). Text that begins with = + - @ or a control
                character gets an apostrophe before it in CSV and stands as text in a workbook.
Shape:          one row per record: its id and ref, then its fields in both languages, related records by name.

May import: the foundation, Django, openpyxl (only when a workbook is asked for).
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.db import models
from django.utils.translation import gettext as _

from bandi.foundation.records.masks import NOTHING, Masks
from bandi.foundation.records.models import RecordBase
from bandi.foundation.records.taking import harmless, writable
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Text
from bandi.interfaces.desk.lists import label_of_field
from bandi.interfaces.desk.reading import Reader, as_text, languages_of
from bandi.interfaces.desk.tables.description import ListOf

CHUNK = 500


def heads_of(kind: ListOf) -> list[str]:
    """Return the names of the columns: those of the fields, so that a file can be pasted back."""
    names = [one for name in kind.field_names for one in languages_of(kind.model, name)]
    return ["id", "ref", *names, *[one.name for one in kind.several]]


def labels_of(kind: ListOf) -> list[str]:
    """Return what the columns of `heads_of` are called in the reader's language; of a pair each with its language."""
    said: list[str] = ["id", _("Reference")]
    for name in kind.field_names:
        several = languages_of(kind.model, name)
        said += [_capital(str(kind.model._meta.get_field(one).verbose_name)) for one in several] if len(several) > 1 else [label_of_field(kind.model, name)]
    return [*said, *[str(one.title) for one in kind.several]]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def rows_of(kind: ListOf, rows: models.QuerySet[Any], reader: Reader, masks: Masks = NOTHING) -> Iterator[list[Any]]:
    """Yield the values of each row under `heads_of`, read from the database in portions. masks: how the gate lets names be printed."""
    names = [one for name in kind.field_names for one in languages_of(kind.model, name)]
    keys = [name for name in names if isinstance(kind.model._meta.get_field(name), models.ForeignKey)]
    several = [one.name for one in kind.several]
    asked = rows.select_related("record", *keys).prefetch_related(*several)
    for row in asked.iterator(chunk_size=CHUNK):
        values = [_value(row, name, reader) for name in names]
        tied = ["; ".join(_name(other) for other in getattr(row, name).all() if reader.sees(other)) for name in several]
        yield [str(row.pk), row.record.ref, *masks.of([*values, *tied])]


def as_csv(kind: ListOf, rows: models.QuerySet[Any], reader: Reader, masks: Masks = NOTHING) -> Iterator[str]:
    """Yield the lines of a CSV file in UTF-8 with a mark, as spreadsheets in Korea open it without asking."""
    return csv_of(kind, rows_of(kind, rows, reader, masks))


def csv_of(kind: ListOf, rows: Iterable[list[Any]]) -> Iterator[str]:
    """Yield the lines of a CSV file for rows as `rows_of` gives them."""
    yield "\ufeff" + _line(heads_of(kind))
    for values in rows:
        yield _line([harmless(_plain(value)) for value in values])


def as_json(kind: ListOf, rows: models.QuerySet[Any], reader: Reader, masks: Masks = NOTHING) -> Iterator[str]:
    """Yield a JSON list with one object per row."""
    return json_of(kind, rows_of(kind, rows, reader, masks))


def json_of(kind: ListOf, rows: Iterable[list[Any]]) -> Iterator[str]:
    """Yield a JSON list for rows as `rows_of` gives them."""
    heads = heads_of(kind)
    yield "[\n"
    for number, values in enumerate(rows):
        plain = {head: _jsonable(value) for head, value in zip(heads, values, strict=True)}
        yield (",\n" if number else "") + json.dumps(plain, ensure_ascii=False)
    yield "\n]\n"


def as_workbook(kind: ListOf, rows: models.QuerySet[Any], reader: Reader, masks: Masks = NOTHING) -> IO[bytes]:
    """Return an open temporary file with a workbook; rows go to disk as they come."""
    return book_of(kind, rows_of(kind, rows, reader, masks))


def book_of(kind: ListOf, rows: Iterable[list[Any]]) -> IO[bytes]:
    """Return a workbook as `as_workbook` does, for rows as `rows_of` gives them."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.key[:31])
    sheet.freeze_panes = "A2"
    heads = heads_of(kind)
    for at, head in enumerate(heads, start=1):
        sheet.column_dimensions[_letters(at)].width = 38 if head.startswith(("title", "summary", "name", "headline")) else 16

    def cell(value: Any, *, bold: bool = False) -> Any:
        if isinstance(value, (bool, int, float, Decimal, date)) and not isinstance(value, datetime):
            return WriteOnlyCell(sheet, value=value)
        made = WriteOnlyCell(sheet, value=writable(_plain(value))[:32_000])
        made.data_type = "s"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(head, bold=True) for head in heads])
    for values in rows:
        sheet.append([cell(value) for value in values])
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the answer that sends it
    book.save(file)
    file.seek(0)
    return file


def lines_as_csv(lines: list[list[Any]]) -> bytes:
    """Return lines of values as CSV, with the mark of `as_csv`; the first line names the columns."""
    return ("\ufeff" + "".join(_line([harmless(_plain(value)) for value in line]) for line in lines)).encode()


def lines_as_json(lines: list[list[Any]]) -> bytes:
    """Return lines of values as a JSON list of objects under the names of the first line."""
    heads = [str(head) for head in lines[0]]
    return (json.dumps([dict(zip(heads, map(_jsonable, line), strict=True)) for line in lines[1:]], ensure_ascii=False, indent=1) + "\n").encode()


def lines_as_workbook(lines: list[list[Any]]) -> bytes:
    """Return lines of values as a workbook of one sheet; the first line names the columns."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for line in lines:
        cells = []
        for value in line:
            is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
            cell = WriteOnlyCell(sheet, value=value if is_number else writable(_plain(value))[:32_000])
            if not is_number:
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _value(row: Any, name: str, reader: Reader) -> Any:
    field = row._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        other = getattr(row, name)
        if isinstance(other, Term):
            return other.key
        return _name(other) if reader.sees(other) else ""
    value = getattr(row, name)
    return as_text(value, "en") if isinstance(value, (dict, list)) else value


def _name(row: RecordBase | None) -> str:
    return str(Text(*row.labels()).in_language("en")) if row is not None else ""


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _jsonable(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, float, str)) else _plain(value)


def _line(values: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(values)
    return buffer.getvalue()


def _letters(at: int) -> str:
    name = ""
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
