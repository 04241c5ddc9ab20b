"""Tables of an ODS file, read from its one part of content. What repeats is repeated only as far as the limits go.

Source: OASIS OpenDocument 1.3, part 3, 9 (tables).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from lxml import etree

from bandi.parsing.errors import Damaged, Locked, OverLimit
from bandi.parsing.limits import COLUMNS, ROWS
from bandi.parsing.readers import container
from bandi.parsing.readers.markup import attribute, local

_TEXT_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}


def tables(document: bytes) -> Iterator[tuple[str, Iterator[list[Any]], list[str]]]:
    """Yield the tables in order."""
    with container.opened(document) as archive:
        content = container.part(archive, "content.xml")
        manifest = container.part(archive, "META-INF/manifest.xml") or b""
        problems = _problems(archive)
    if b"encryption-data" in manifest:
        raise Locked
    if content is None:
        raise Damaged
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
        raise OverLimit("document type")
    events = etree.iterparse(
        io.BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for event, element in events:
            if event == "start" and local(element) == "table":
                lines = _rows(events, element)
                yield attribute(element, "name"), lines, list(problems)
                for _ in lines:  # what the reader did not want, so that the next table is found
                    pass
    except etree.XMLSyntaxError as problem:
        raise Damaged from problem


def _problems(archive: zipfile.ZipFile) -> list[str]:
    names = archive.namelist()
    found = []
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        found.append("active-left-out")
    if any(name.startswith("Pictures/") for name in names):
        found.append("pictures-left-out")
    if any(name.startswith("Object ") for name in names):
        found.append("attachments-inside")
    return found


def _rows(events: Any, table: Any) -> Iterator[list[Any]]:
    empty, given = 0, 0
    for event, element in events:
        if event != "end":
            continue
        if element is table:
            element.clear()
            return
        if local(element) != "table-row":
            continue
        times = _times(element, "number-rows-repeated", ROWS + 1)
        row = _cells(element)
        element.clear()
        if not row:
            empty = min(empty + times, ROWS + 1)
            continue
        for line in [*([[]] * empty), *([row] * times)]:
            if given > ROWS:
                return
            given += 1
            yield line
        empty = 0


def _times(element: Any, name: str, most: int) -> int:
    said = attribute(element, name)
    return max(1, min(int(said), most)) if said.isdigit() and len(said) < 10 else 1


def _cells(row: Any) -> list[Any]:
    cells: list[Any] = []
    for cell in row:
        if local(cell) in {"table-cell", "covered-table-cell"} and len(cells) <= COLUMNS:
            cells += [_value(cell)] * _times(cell, "number-columns-repeated", COLUMNS + 1 - len(cells))
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _value(cell: Any) -> Any:
    formula = attribute(cell, "formula")
    if formula:
        return "=" + re.sub(r"^\w+:", "", formula).lstrip("=")
    kind = attribute(cell, "value-type")
    try:
        if kind in {"float", "percentage", "currency"}:
            number = float(attribute(cell, "value"))
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
        if kind == "boolean":
            return attribute(cell, "boolean-value") == "true"
        if kind == "date":
            said = attribute(cell, "date-value")
            return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
    except (ValueError, OverflowError):
        pass
    text = "\n".join(_text(one) for one in cell if local(one) == "p")
    return text or None


def _text(paragraph: Any) -> str:
    words = [paragraph.text or ""]
    for one in paragraph:
        words.append(_TEXT_SIGNS.get(local(one)) or (_text(one) if local(one) != "annotation" else ""))
        words.append(one.tail or "")
    return "".join(words)
