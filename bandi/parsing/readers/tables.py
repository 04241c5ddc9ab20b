"""Tables: CSV, XLSX, ODS and feeds as rows of typed cells. Formulas are text that begins with `=`; nothing is calculated."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from datetime import time as clock
from typing import Any

from bandi.parsing.errors import Damaged
from bandi.parsing.inside import Part
from bandi.parsing.limits import CELL, COLUMNS, MIB, ROWS, SHEETS
from bandi.parsing.readers import excel, feed, openoffice
from bandi.parsing.readers.gathering import Gathering, clean
from bandi.parsing.readers.plain import decode
from bandi.parsing.readers.web import column_name

_PART = MIB // 4
_WIDEST_FIELD = 16 * MIB

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
    elif kind == "feed":
        yield feed.table(document)
    elif kind == "ods":
        yield from openoffice.tables(document)
    else:
        yield from excel.tables(document)


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
    if isinstance(value, str):
        return _text(value, problems)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10**40 else str(value)[:100] if abs(value) < 10**4000 else None
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    for shape, word in ((datetime, "datetime"), (date, "date"), (clock, "time")):
        if isinstance(value, shape):
            return [word, value.isoformat()]
    return _text(str(value), problems)


def _text(text: str, problems: list[str]) -> str:
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
