"""Reading the CSV files that the commands are given: encodings people really have, missing columns, broken rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path


class BadTable(Exception):
    """A file that cannot be used; the message is for the person who gave it and names file and reason."""


def read(path: Path, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dictionaries of the columns it has.

    UTF-8 (with or without mark), UTF-16 or CP949; comma, semicolon or tab. Rows without any value are left out.
    Raises: BadTable if the file is missing, is no text, lacks a needed column or has no rows.
    """
    rows = list(rows_of(path, needed))
    if not rows:
        raise BadTable(f"{path}: no rows below the header")
    return rows


def rows_of(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file; see `read`."""
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise BadTable(f"{path}: {error.strerror or 'cannot be read'}") from error
    except UnicodeDecodeError as error:
        raise BadTable(f"{path}: not a text file (tried UTF-8, UTF-16 and CP949)") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(1_000_000)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    columns = [name.strip() for name in reader.fieldnames or []]
    missing = [name for name in needed if name not in columns]
    if missing:
        raise BadTable(f"{path}: column {', '.join(missing)} is missing (there are: {', '.join(columns) or 'none'})")
    reader.fieldnames = columns
    try:
        for row in reader:
            clean = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str) and not isinstance(value, list)}
            if any(clean.values()):
                yield clean
    except csv.Error as error:
        raise BadTable(f"{path}: line {reader.line_num}: {error}") from error


def decoded(data: bytes) -> str:
    """Return the text of a file. Raises: UnicodeDecodeError if it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if b"\x00" in data[:4096]:
        raise UnicodeDecodeError("utf-8", data[:1], 0, 1, "not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp949")
