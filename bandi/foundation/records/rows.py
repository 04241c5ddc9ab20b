"""Reading the rows of a file of a year: CSV, JSON lines or one JSON object, in UTF-8 or in CP949.

Against whom: a file that is broken by accident or on purpose. Its size is looked at before it is opened, a cell is bounded,
and a row that cannot be read is named and left out; the rows around it are kept. A folder that somebody sent may hold links:
one that leads out of it is not followed, or refusals would quote files of this machine.
May import: reference, Django's translation.
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

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.reference.texts import unturned

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_CELL = 200_000
YES = frozenset({"yes", "true", "1", "y", "예", "네"})
NO = frozenset({"no", "false", "0", "n", "아니요", "아니오"})


class FileProblem(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


class RowProblem(ValueError):
    """One row cannot be loaded; the message says why."""

    number = 0


class Values(dict[str, Any]):
    """The values of a row; `asked` gathers, for the whole file, the columns that somebody has read."""

    def __init__(self, values: dict[str, Any], asked: set[str]) -> None:
        super().__init__(values)
        self.asked = asked

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)


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
        if isinstance(value, dict | list):
            raise RowProblem(_("“%(name)s” should be one text") % {"name": name})
        text = "" if value is None else unturned(str(value)).strip()
        if limit and len(text) > limit:
            raise RowProblem(
                _("“%(name)s” has %(length)s characters; %(limit)s are possible")
                % {"name": name, "length": len(text), "limit": limit}
            )
        return text

    def needed(self, name: str, *, limit: int = 0) -> str:
        """Return a text that must not be empty. Raises: RowProblem."""
        text = self.text(name, limit=limit)
        if not text:
            raise RowProblem(_("“%(name)s” is empty") % {"name": name})
        return text

    def number_of(self, name: str) -> Decimal | None:
        """Return a number, or None for an empty cell. Raises: RowProblem."""
        return number_in(self.values.get(name), name)

    def count_of(self, name: str) -> int | None:
        """Return a whole number of zero or more, or None for an empty cell. Raises: RowProblem."""
        return count_in(self.values.get(name), name)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes-or-no value. Raises: RowProblem for any other word."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        text = self.text(name).lower()
        if not text:
            return default
        if text in YES:
            return True
        if text in NO:
            return False
        raise RowProblem(_("“%(name)s” should be yes or no, not “%(value)s”") % {"name": name, "value": text[:40]})

    def parts(self, name: str, separator: str = ";") -> list[str]:
        """Return the parts of a cell that holds several values; a JSON list is taken as it is."""
        value = self.values.get(name)
        if isinstance(value, list):
            return [str(part).strip() for part in value if part is not None and str(part).strip()]
        return [part.strip() for part in self.text(name).split(separator) if part.strip()]

    def objects(self, name: str) -> list[dict[str, Any]]:
        """Return a list of JSON objects. Raises: RowProblem when something else stands there."""
        value = self.values.get(name)
        if value in (None, ""):
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise RowProblem(_("“%(name)s” should be a list of objects") % {"name": name})
        return value

    def object(self, name: str) -> dict[str, Any]:
        """Return one JSON object, empty when there is none. Raises: RowProblem when something else stands there."""
        value = self.values.get(name)
        if value in (None, ""):
            return {}
        if not isinstance(value, dict):
            raise RowProblem(_("“%(name)s” should be an object") % {"name": name})
        return value

    def renamed(self, ref: str, **more: Any) -> Row:
        """Return the same row under another name and with further values."""
        asked = getattr(self.values, "asked", set())
        return Row(self.file, self.number, ref, Values({**self.values, **more}, asked))

    def only(self, *names: str) -> Row:
        """Return the row with no other values than those of `names`."""
        asked = getattr(self.values, "asked", set())
        values = {name: value for name, value in self.values.items() if name in names}
        return Row(self.file, self.number, self.ref, Values(values, asked))

    def without(self, *names: str) -> Row:
        """Return the row without the values of `names`."""
        return self.only(*(self.values.keys() - {*names}))

    def within(self, values: dict[str, Any]) -> Row:
        """Return an object that stands inside this row as a row of its own, for reading it in the same way."""
        return Row(self.file, self.number, self.ref, values)


def number_in(value: object, name: str) -> Decimal | None:
    """Return a written number, or None for nothing. Raises: RowProblem, naming the mistake a spreadsheet makes."""
    text = ("" if value is None else str(value)).strip().replace("\u00a0", "")
    if not text:
        return None
    if text.startswith("#"):
        raise RowProblem(_("“%(name)s” holds an error of the spreadsheet (%(value)s)") % {"name": name, "value": text[:20]})
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise RowProblem(_("“%(name)s” should be a number, not “%(value)s”") % {"name": name, "value": text[:40]}) from error
    if not number.is_finite():
        raise RowProblem(_("“%(name)s” should be a number, not “%(value)s”") % {"name": name, "value": text[:40]})
    if abs(number) >= Decimal(10) ** 16:
        raise RowProblem(_("“%(name)s” is larger than can be kept") % {"name": name})
    return number


def count_in(value: object, name: str) -> int | None:
    """Return a whole number of zero or more, or None for nothing. Raises: RowProblem."""
    number = number_in(value, name)
    if number is None:
        return None
    if number != number.to_integral_value() or number < 0 or number > 2_000_000_000:
        raise RowProblem(
            _("“%(name)s” should be a whole number of zero or more, not “%(value)s”") % {"name": name, "value": number}
        )
    return int(number)


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or CP949 (Korean spreadsheets). Raises: FileProblem."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise FileProblem(_("%(file)s begins like UTF-16 and is not; save it as “CSV UTF-8”") % {"file": name}) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp949")
    except UnicodeDecodeError as error:
        raise FileProblem(
            _("%(file)s is neither UTF-8 nor CP949 (byte %(byte)s); save it as “CSV UTF-8”")
            % {"file": name, "byte": error.start}
        ) from error


def encoding_of(file: Path) -> str:
    """Return "CP949" or "UTF-16" for a file that is written so, and an empty text for UTF-8."""
    data = file.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "CP949"
    return ""


def read_text(file: Path) -> str:
    """Return the text of `file`. Raises: FileProblem when it is too large, unreadable, or no text."""
    if file.is_symlink() and not file.resolve().is_relative_to(file.parent.resolve()):
        raise FileProblem(_("%(file)s is a link that leads out of the folder; put the file itself there") % {"file": file.name})
    if file.exists() and not file.is_file():
        raise FileProblem(_("%(file)s is no ordinary file") % {"file": file.name})
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise FileProblem(
                _("%(file)s has %(size)s MB; up to %(limit)s MB can be loaded. Split it by rows.")
                % {"file": file.name, "size": size // 1_000_000, "limit": LARGEST_FILE // 1_000_000}
            )
        text = decode(file.read_bytes(), file.name)
    except OSError as error:
        raise FileProblem(_("%(file)s cannot be opened: %(why)s") % {"file": file.name, "why": error.strerror}) from error
    if "\x00" in text:
        raise FileProblem(_("%(file)s holds zero bytes: it is not a text file") % {"file": file.name})
    return text


def read_rows(file: Path, *, required: tuple[str, ...] = (), key: str = "id") -> Iterator[Row | RowProblem]:
    """Return the rows of `file` in order; a row that cannot be parsed comes as a RowProblem with its number.

    Raises: FileProblem when the file is too large, in an unknown encoding, or lacks a required column.
    """
    text = read_text(file)
    if file.suffix == ".jsonl":
        return _json_lines(file.name, text, required, key)
    if file.suffix == ".json":
        return _json_object(file.name, text, required)
    return _csv_rows(file.name, text, required, key)


def columns_of(file: Path) -> list[str]:
    """Return the column names of a CSV file. Raises: FileProblem."""
    return [cell.strip() for cell in next(_reader(*_lines(read_text(file))), [])]


def _reader(lines: list[str], delimiter: str) -> Any:
    csv.field_size_limit(LARGEST_CELL)
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _lines(text: str) -> tuple[list[str], str]:
    """Return the lines of a CSV text with their ends, and what separates its columns."""
    lines = io.StringIO(text, newline="").readlines()
    head = lines[0] if lines else ""
    delimiter = "," if "," in head else "\t" if "\t" in head else ";" if ";" in head else ","
    return lines, delimiter


def _csv_rows(name: str, text: str, required: tuple[str, ...], key: str) -> Iterator[Row | RowProblem]:
    lines, delimiter = _lines(text)
    reader = _reader(lines, delimiter)
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise FileProblem(_("%(file)s: the first line cannot be read: %(why)s") % {"file": name, "why": error}) from error
    missing = [column for column in required if column not in header]
    if missing:
        raise FileProblem(
            ngettext("%(file)s lacks the column %(columns)s", "%(file)s lacks the columns %(columns)s", len(missing))
            % {"file": name, "columns": ", ".join(missing)}
        )
    doubled = sorted({column for column in header if column and header.count(column) > 1})
    if doubled:
        raise FileProblem(_("%(file)s has the column %(columns)s twice") % {"file": name, "columns": ", ".join(doubled)})
    return _csv_body(name, lines[reader.line_num :], delimiter, header, key)


def _csv_body(
    name: str, lines: list[str], delimiter: str, header: list[str], key: str
) -> Iterator[Row | RowProblem]:
    reader, number = _reader(lines, delimiter), 1
    asked: set[str] = set()
    while True:
        began, number = reader.line_num, number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if reader.line_num >= len(lines) > began + 1:  # a quote that never closes: the rows after its line are sound
                lines = lines[began + 1 :]
                reader = _reader(lines, delimiter)
                yield _problem(number, _("a quotation mark opens in the row and is never closed"))
            else:
                yield _problem(number, _("the row cannot be read: %(why)s") % {"why": error})
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            yield _problem(
                number,
                _("the row has %(cells)s cells, the header %(columns)s: a text with a comma needs quotes")
                % {"cells": len(cells), "columns": len(header)},
            )
            continue
        values = dict(zip(header, [cell.strip() for cell in cells], strict=False))
        yield Row(name, number, values.get(key) or f"row-{number}", Values(values, asked))


def _json_lines(name: str, text: str, required: tuple[str, ...], key: str) -> Iterator[Row | RowProblem]:
    asked: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = getattr(error, "msg", "") or _("nested too deeply")
            yield _problem(number, _("the line is not JSON: %(why)s") % {"why": why})
            continue
        if not isinstance(values, dict):
            yield _problem(number, _("the line is not a JSON object"))
            continue
        if "\\u" in line and not _is_writable(values):
            yield _problem(number, _("the line holds characters that are none (a zero or half of a pair)"))
            continue
        missing = [column for column in required if column not in values]
        if missing:
            yield _problem(number, _("the line lacks %(keys)s") % {"keys": ", ".join(missing)})
            continue
        yield Row(name, number, str(values.get(key) or f"line-{number}").strip(), Values(values, asked))


def _is_writable(values: object) -> bool:
    """Return whether every text in a JSON value can be stored: JSON can name characters that no text can hold."""
    text = json.dumps(values, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text


def _json_object(name: str, text: str, required: tuple[str, ...]) -> Iterator[Row | RowProblem]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise FileProblem(_("%(file)s is not JSON (line %(line)s)") % {"file": name, "line": error.lineno}) from error
    except (ValueError, RecursionError) as error:
        raise FileProblem(_("%(file)s is not JSON") % {"file": name}) from error
    if not _is_writable(values):
        raise FileProblem(_("%(file)s holds characters that are none (a zero or half of a pair)") % {"file": name})
    if not isinstance(values, dict):
        raise FileProblem(_("%(file)s should hold one JSON object") % {"file": name})
    missing = [column for column in required if column not in values]
    if missing:
        raise FileProblem(_("%(file)s lacks %(keys)s") % {"file": name, "keys": ", ".join(missing)})
    return iter([Row(name, 1, name, values)])


def _problem(number: int, reason: str) -> RowProblem:
    problem = RowProblem(reason)
    problem.number = number
    return problem
