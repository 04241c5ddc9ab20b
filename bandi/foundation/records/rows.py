"""Reading the rows of a file of a year: CSV, JSON lines or one JSON object, in UTF-8 or in CP949.

May import: the standard library only.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_CELL = 200_000


class FileProblem(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


class RowProblem(ValueError):
    """One row cannot be loaded; the message says why."""

    number = 0


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it (the header is row 1), its name, and its values."""

    file: str
    number: int
    ref: str
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str, *, limit: int = 0) -> str:
        """Return a text, trimmed; empty when the column is missing. Raises: RowProblem over `limit` characters."""
        value = self.values.get(name)
        text = "" if value is None else str(value).strip()
        if limit and len(text) > limit:
            raise RowProblem(f"“{name}” has {len(text)} characters; {limit} are possible")
        return text

    def needed(self, name: str, *, limit: int = 0) -> str:
        """Return a text that must not be empty. Raises: RowProblem."""
        text = self.text(name, limit=limit)
        if not text:
            raise RowProblem(f"“{name}” is empty")
        return text

    def number_of(self, name: str) -> Decimal | None:
        """Return a number, or None for an empty cell. Raises: RowProblem."""
        text = self.text(name).replace(",", "").replace("\u00a0", "")
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation as error:
            raise RowProblem(f"“{name}” should be a number, not “{text[:40]}”") from error
        if not value.is_finite():
            raise RowProblem(f"“{name}” should be a number, not “{text[:40]}”")
        return value

    def count_of(self, name: str) -> int | None:
        """Return a whole number of zero or more, or None for an empty cell. Raises: RowProblem."""
        value = self.number_of(name)
        if value is None:
            return None
        if value != value.to_integral_value() or value < 0 or value > 2_000_000_000:
            raise RowProblem(f"“{name}” should be a whole number of zero or more, not “{value}”")
        return int(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes-or-no value. Raises: RowProblem for any other word."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        text = self.text(name).lower()
        if not text:
            return default
        if text in {"yes", "true", "1", "y", "예", "네"}:
            return True
        if text in {"no", "false", "0", "n", "아니요", "아니오"}:
            return False
        raise RowProblem(f"“{name}” should be yes or no, not “{text[:40]}”")

    def parts(self, name: str, separator: str = ";") -> list[str]:
        """Return the parts of a cell that holds several values; a JSON list is taken as it is."""
        value = self.values.get(name)
        if isinstance(value, list):
            return [str(part).strip() for part in value if str(part).strip()]
        return [part.strip() for part in self.text(name).split(separator) if part.strip()]


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or CP949 (Korean spreadsheets). Raises: FileProblem."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp949")
    except UnicodeDecodeError as error:
        raise FileProblem(f"{name} is neither UTF-8 nor CP949 (byte {error.start}); save it as “CSV UTF-8”") from error


def read_rows(file: Path, *, required: tuple[str, ...] = (), key: str = "id") -> Iterator[Row | RowProblem]:
    """Return the rows of `file` in order; a row that cannot be parsed comes as a RowProblem with its number.

    Raises: FileProblem when the file is too large, in an unknown encoding, or lacks a required column.
    """
    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise FileProblem(
            f"{file.name} has {size // 1_000_000} MB; up to {LARGEST_FILE // 1_000_000} MB can be loaded. Split it by rows."
        )
    text = decode(file.read_bytes(), file.name)
    if "\x00" in text:
        raise FileProblem(f"{file.name} holds zero bytes: it is not a text file")
    if file.suffix == ".jsonl":
        return _json_lines(file.name, text, required, key)
    if file.suffix == ".json":
        return _json_object(file.name, text, required)
    return _csv_rows(file.name, text, required, key)


def _csv_rows(name: str, text: str, required: tuple[str, ...], key: str) -> Iterator[Row | RowProblem]:
    csv.field_size_limit(LARGEST_CELL)
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] and "," not in text.split("\n", 1)[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [cell.strip() for cell in next(reader, [])]
    missing = [column for column in required if column not in header]
    if missing:
        raise FileProblem(f"{name} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}")
    doubled = sorted({column for column in header if column and header.count(column) > 1})
    if doubled:
        raise FileProblem(f"{name} has the column {', '.join(doubled)} twice")

    def rows() -> Iterator[Row | RowProblem]:
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield _problem(reader.line_num, f"the row cannot be read: {error}")
                continue
            if not any(cell.strip() for cell in cells):
                continue
            number = reader.line_num
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                yield _problem(number, f"the row has {len(cells)} cells, the header {len(header)}")
                continue
            values = dict(zip(header, [cell.strip() for cell in cells], strict=False))
            ref = values.get(key) or f"row-{number}"
            yield Row(name, number, ref, values)

    return rows()


def _json_lines(name: str, text: str, required: tuple[str, ...], key: str) -> Iterator[Row | RowProblem]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield _problem(number, f"the line is not JSON: {getattr(error, 'msg', 'nested too deeply')}")
            continue
        if not isinstance(values, dict):
            yield _problem(number, "the line is not a JSON object")
            continue
        missing = [column for column in required if column not in values]
        if missing:
            yield _problem(number, f"the line lacks {', '.join(missing)}")
            continue
        yield Row(name, number, str(values.get(key) or f"line-{number}"), values)


def _json_object(name: str, text: str, required: tuple[str, ...]) -> Iterator[Row | RowProblem]:
    try:
        values = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise FileProblem(f"{name} is not JSON{where}") from error
    if not isinstance(values, dict):
        raise FileProblem(f"{name} should hold one JSON object")
    missing = [column for column in required if column not in values]
    if missing:
        raise FileProblem(f"{name} lacks {', '.join(missing)}")
    return iter([Row(name, 1, name, values)])


def _problem(number: int, reason: str) -> RowProblem:
    problem = RowProblem(reason)
    problem.number = number
    return problem
