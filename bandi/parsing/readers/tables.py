"""Tables: CSV, XLSX and ODS as rows of typed cells. Formulas are text that begins with `=`; nothing is calculated."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import time
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from bandi.parsing.errors import Damaged, OverLimit
from bandi.parsing.inside import Part
from bandi.parsing.limits import CELL, COLUMNS, MIB, ROWS, SHEETS
from bandi.parsing.readers import container, openoffice
from bandi.parsing.readers.gathering import Gathering, clean
from bandi.parsing.readers.plain import decode
from bandi.parsing.readers.web import column_name

_PART = MIB // 4
_WIDEST_FIELD = 16 * MIB
_FORMS = {".xml", ".rels", ".vml"}

Table = tuple[str, Iterable[Iterable[Any]], list[str]]


def rows(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the tables in parts: name, rows, problems, and whether a part continues the one before."""
    limits = job["limits"]
    room, left, late = limits["answer"] - MIB // 16, ROWS, limits["processor"] * 0.75
    for name, lines, problems in itertools.islice(_tables(document, job), SHEETS):
        continues, held, size = False, [], 0
        for line in lines:
            if left <= 0 or room - size <= 0 or time.process_time() > late:
                problems.append("truncated")
                break
            left -= 1
            row = _row(line, problems)
            held.append(row)
            size += len(json.dumps(row, ensure_ascii=False).encode()) + 2
            if size > _PART:
                yield _part(name, held, [], continues)
                continues, held, room, size = True, [], room - size - 200, 0
        room -= size + 400
        yield _part(name, held, problems, continues)
        if "truncated" in problems:
            break


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the tables as passages: one for each cell that holds something, marked by its address."""
    found = Gathering(job)
    left = ROWS
    for number, (name, lines, problems) in enumerate(itertools.islice(_tables(document, job), SHEETS), 1):
        if name:
            found.add("heading", name, None, "1")
        for row, line in enumerate(lines, 1):
            left -= 1
            if left < 0:
                found.problem("truncated")
            if left < 0 or found.is_full:
                break
            for column, cell in enumerate(_row(line, problems), 1):
                if cell is not None:
                    text = cell[1] if isinstance(cell, list) else "" if cell is None else str(cell)
                    found.add("cell", text, None, f"{number}.{column_name(column)}{row}")
        for code in problems:
            found.problem(code)
    yield found.part()


def _part(name: str, lines: list[Any], problems: list[str], continues: bool) -> Part:
    value = {"name": clean(name).replace("\n", " ")[:255], "rows": lines, "problems": list(dict.fromkeys(problems)), "continues": continues}
    return Part(b"J", value)


def _tables(document: bytes, job: dict[str, Any]) -> Iterator[Table]:
    kind = job["kind"]
    if kind == "csv":
        yield _separated(document, job.get("suffix", ""))
    elif kind == "ods":
        yield from openoffice.tables(document)
    else:
        yield from _excel(document)


def _row(line: Iterable[Any], problems: list[str]) -> list[Any]:
    """Return a row for JSON, without empty cells at its end."""
    row = []
    for cell in line:
        if len(row) >= COLUMNS:
            if cell not in (None, ""):
                problems.append("truncated")
            break
        row.append(_cell(cell, problems))
    while row and row[-1] in (None, ""):
        row.pop()
    return row


def _cell(value: Any, problems: list[str]) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10**40 else str(value)[:100] if abs(value) < 10**4000 else None
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, timedelta):
        return str(value)
    for shape, word in ((datetime, "datetime"), (date, "date"), (clock, "time")):
        if isinstance(value, shape):
            return [word, value.isoformat()]
    formula = getattr(value, "text", None)  # an array formula, or a table of data
    text = value if isinstance(value, str) else formula if isinstance(formula, str) else str(getattr(value, "ref", ""))
    if not isinstance(value, str):
        text = "=" + text.lstrip("=")
    if text[:1] == "=" and len(text) > 1 and "formulas-as-text" not in problems:
        problems.append("formulas-as-text")
    text = clean(text)
    if len(text) > CELL // 4:
        shorter = text.encode()[:CELL].decode("utf-8", "ignore")
        if shorter != text:
            problems.append("cells-cut")
            text = shorter
    return text


def _separated(document: bytes, suffix: str) -> Table:
    text, _, problems = decode(document)
    csv.field_size_limit(_WIDEST_FIELD)
    return "", _csv_rows(text, "\t" if suffix == "tsv" else _separator(text)), list(problems)


def _csv_rows(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as problem:
        raise Damaged from problem


def _separator(text: str) -> str:
    """Return what most evenly divides the first lines: comma, semicolon, tab or bar."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    counts = {sign: [len(re.sub(r'"[^"]*"', "", line).split(sign)) for line in lines] for sign in ",;\t|"}
    return max(counts, key=lambda sign: (min(counts[sign], default=1) > 1, min(counts[sign], default=1), sum(counts[sign])))


def _excel(document: bytes) -> Iterator[Table]:
    """Yield the sheets of an XLSX in their order, hidden ones too."""
    import openpyxl

    with container.opened(document) as archive:
        problems = _looked_through(archive)
    book = openpyxl.load_workbook(io.BytesIO(document), read_only=True, data_only=False, keep_links=False, keep_vba=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        yield sheet.title, _days(sheet.iter_rows(max_row=ROWS + 1, values_only=True)), list(problems)


def _days(lines: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    """A spreadsheet keeps a day as its midnight; give the day."""
    for line in lines:
        yield [cell.date() if isinstance(cell, datetime) and cell.time() == clock() else cell for cell in line]


def _looked_through(archive: zipfile.ZipFile) -> list[str]:
    """Look at every part of the book before a library does. Raises: OverLimit for a document type anywhere."""
    problems = []
    for entry in archive.infolist():
        name = entry.filename.lower()
        if name.endswith(tuple(_FORMS)):
            content = container.part(archive, entry.filename) or b""
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
                raise OverLimit("document type")
            if b'TargetMode="External"' in content and b"/hyperlink" not in content:
                problems.append("remote-left-out")
        elif name.endswith("vbaproject.bin"):
            problems.append("active-left-out")
        elif "/embeddings/" in name:
            problems.append("attachments-inside")
        elif "/media/" in name:
            problems.append("pictures-left-out")
    return list(dict.fromkeys(problems))
