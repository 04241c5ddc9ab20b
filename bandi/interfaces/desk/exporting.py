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
from itertools import islice
from typing import IO, Any, cast

from django.db import models
from django.utils.translation import gettext as _

from bandi.foundation.records.masks import NOTHING, Masks
from bandi.foundation.records.taking import harmless, writable
from bandi.interfaces.desk.lists import label_of_field
from bandi.interfaces.desk.reading import Reader, as_text, languages_of
from bandi.interfaces.desk.related_names import RelatedNames
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
    """Yield the values of each row under `heads_of`, read from the database in portions. masks: how the gate lets names be printed.

    Only the columns are read, no row is made of them: related records are asked for their names once for each portion.
    """
    names = [one for name in kind.field_names for one in languages_of(kind.model, name)]
    fields = [kind.model._meta.get_field(name) for name in names]
    keys = [(at, field) for at, field in enumerate(fields) if isinstance(field, models.ForeignKey)]
    several = [cast("models.ManyToManyField[Any, Any]", kind.model._meta.get_field(one.name)) for one in kind.several]
    related = RelatedNames(reader)
    found = rows.values_list("pk", "record__ref", *names).iterator(chunk_size=CHUNK)
    while portion := list(islice(found, CHUNK)):
        called = [(at, related.of(field, {row[at + 2] for row in portion})) for at, field in keys]
        tied = [related.tied(field, [row[0] for row in portion]) for field in several]
        for pk, ref, *values in portion:
            for at, known in called:
                values[at] = known.get(values[at], "")
            plain = [as_text(value, "en") if isinstance(value, (dict, list)) else value for value in values]
            yield [str(pk), *masks.of([ref, *plain, *(one.get(pk, "") for one in tied)])]


def csv_of(kind: ListOf, rows: Iterable[list[Any]]) -> Iterator[str]:
    """Yield the lines of a CSV file for rows as `rows_of` gives them, in UTF-8 with a mark, as spreadsheets in Korea open it without asking."""
    yield "\ufeff" + _line(heads_of(kind))
    for values in rows:
        yield _line([harmless(_plain(value)) for value in values])


def json_of(kind: ListOf, rows: Iterable[list[Any]]) -> Iterator[str]:
    """Yield a JSON list with one object per row, for rows as `rows_of` gives them."""
    heads = heads_of(kind)
    yield "[\n"
    for number, values in enumerate(rows):
        plain = {head: _jsonable(value) for head, value in zip(heads, values, strict=True)}
        yield (",\n" if number else "") + json.dumps(plain, ensure_ascii=False)
    yield "\n]\n"


def book_of(kind: ListOf, rows: Iterable[list[Any]]) -> IO[bytes]:
    """Return an open temporary file with a workbook, for rows as `rows_of` gives them; they go to disk as they come."""
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
    """Return lines of values as CSV, with the mark of `csv_of`; the first line names the columns."""
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
