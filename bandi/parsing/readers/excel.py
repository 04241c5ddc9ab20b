"""Tables of an XLSX, row by row, straight from the parts of the file: hidden sheets too, formulas as text.

Not by openpyxl: a list of fifty thousand people with twenty columns took it longer than a reader may take.
Source: ECMA-376 part 1, 18 (SpreadsheetML); days are counted as in 18.17.4.
"""

from __future__ import annotations

import functools
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from lxml import etree

from bandi.parsing.errors import Damaged, OverLimit
from bandi.parsing.limits import COLUMNS, ROWS
from bandi.parsing.readers import container
from bandi.parsing.readers.markup import attribute, local, tree

_DAYS = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
_SPOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ELAPSED = re.compile(r"\[[hms]+\]", re.I)
_LAST_DAY = 2_958_465


def tables(document: bytes) -> Iterator[tuple[str, Iterator[list[Any]], list[str]]]:
    """Yield the sheets in their order: name, rows, problems."""
    with container.opened(document) as archive:
        problems = container.look_through(archive)
        book = _Book(archive)
        for name, part in book.sheets():
            yield name, book.rows(part), list(problems)


class _Book:
    """One workbook: its shared texts, which of its styles are days, and from which day it counts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.main = self._main()
        self.folder = posixpath.dirname(self.main)
        self.book = self._tree(self.main)
        if self.book is None:
            raise Damaged
        self.counts_from_1904 = any(local(one) == "workbookPr" and attribute(one, "date1904") in {"1", "true"} for one in self.book)
        self.texts = self._texts()
        self.days = self._styles()
        self.formulas: dict[str, tuple[str, str]] = {}

    def _tree(self, name: str) -> Any:
        content = container.part(self.archive, name)
        return None if content is None else tree(content)

    def _main(self) -> str:
        relations = self._tree("_rels/.rels")
        for one in relations if relations is not None else ():
            if one.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(str(one.get("Target", "")).lstrip("/"))
        return "xl/workbook.xml"

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each sheet and the part it stands in."""
        name = f"{self.folder}/_rels/{posixpath.basename(self.main)}.rels"
        relations = self._tree(name)
        targets = {one.get("Id"): str(one.get("Target", "")) for one in (relations if relations is not None else ())}
        for sheet in (one for one in self.book.iter() if local(one) == "sheet"):
            target = targets.get(attribute(sheet, "id"), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{self.folder}/{target}")
            if part in self.archive.namelist():
                yield sheet.get("name", ""), part

    def _texts(self) -> list[str]:
        texts: list[str] = []
        for element in self._elements(f"{self.folder}/sharedStrings.xml", "si"):
            texts.append(_words(element))
        return texts

    def _styles(self) -> list[bool]:
        """Return for each style of a cell whether its number is a day or a time of day."""
        root = self._tree(f"{self.folder}/styles.xml")
        if root is None:
            return []
        own = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in root.iter() if local(one) == "numFmt"}
        formats = [one for one in root if local(one) == "cellXfs"]
        return [_is_day(attribute(one, "numFmtId"), own) for one in (formats[0] if formats else ())]

    def _elements(self, name: str, wanted: str) -> Iterator[Any]:
        """Yield elements of a part one after the other, forgetting those before. Raises: Damaged, OverLimit."""
        try:
            entry = self.archive.getinfo(name)
        except KeyError:
            return
        try:
            with self.archive.open(entry) as stream:
                for _, element in etree.iterparse(
                    stream, events=("end",), tag=f"{{*}}{wanted}", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
                ):
                    if element.getroottree().docinfo.internalDTD is not None:
                        raise OverLimit("document type")
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except (etree.XMLSyntaxError, zipfile.BadZipFile, EOFError) as problem:
            raise Damaged from problem

    def rows(self, part: str) -> Iterator[list[Any]]:
        """Yield the rows of a sheet; rows that are not written are empty ones, as far as the limit goes."""
        given = 0
        self.formulas = {}
        for row in self._elements(part, "row"):
            said = row.get("r", "")
            number = int(said) if said.isdigit() and len(said) < 9 else given + 1
            while given < min(number - 1, ROWS + 1):
                given += 1
                yield []
            if given > ROWS:
                return
            given += 1
            yield self._row(row)

    def _row(self, row: Any) -> list[Any]:
        cells: list[Any] = []
        space = row.tag[:-3]
        tags = (space + "v", space + "f", space + "is")
        for cell in row:
            column = _column(cell.get("r", "").rstrip("0123456789")) or len(cells) + 1
            if column > COLUMNS + 1:
                cells += [None] * (COLUMNS + 1 - len(cells))
                column = COLUMNS + 1
            if column > len(cells) + 1:
                cells += [None] * (column - 1 - len(cells))
            value = self._value(cell, *tags)
            if column <= len(cells):
                cells[column - 1] = value
            else:
                cells.append(value)
        return cells

    def _value(self, cell: Any, plain: str, formula: str, inline: str) -> Any:
        kind, said = cell.get("t"), None
        for child in cell:
            tag = child.tag
            if tag == plain:
                said = child.text
            elif tag == formula:
                return self._formula(child, cell.get("r", ""))
            elif tag == inline:
                return _words(child)
        if said is None:
            return None
        if kind == "s":
            return self.texts[int(said)] if said.isdigit() and int(said) < len(self.texts) else None
        if kind == "b":
            return said == "1"
        if kind in {"str", "e", "d", "inlineStr"}:
            return said
        return self._number(said, cell.get("s", ""))

    def _number(self, said: str, style: str) -> Any:
        try:
            number = int(said) if said.lstrip("-").isdigit() and len(said) < 30 else float(said)
        except ValueError:
            return said
        is_day = style.isdigit() and int(style) < len(self.days) and self.days[int(style)]
        return self._day(number) if is_day else number

    def _day(self, number: float) -> Any:
        """Return the day, the moment or the time of day that a number stands for; the number where it stands for none."""
        if not 0 <= number < _LAST_DAY:
            return number
        if number < 1 and not self.counts_from_1904:
            return (datetime(2000, 1, 1) + timedelta(seconds=round(number * 86_400))).time()
        first = date(1904, 1, 1) if self.counts_from_1904 else date(1899, 12, 31) if number < 60 else date(1899, 12, 30)
        moment = datetime.combine(first, time()) + timedelta(days=int(number), seconds=round((number - int(number)) * 86_400))
        return moment.date() if moment.time() == time() else moment

    def _formula(self, formula: Any, address: str) -> str:
        text, shared = formula.text or "", formula.get("si", "")
        if formula.get("t") != "shared" or not shared:
            return "=" + text
        if text:
            self.formulas[shared] = ("=" + text, address)
            return "=" + text
        first, origin = self.formulas.get(shared, ("=", address))
        return _moved(first, origin, address)


def _moved(formula: str, origin: str, address: str) -> str:
    """Return a formula that several cells share, as it stands in one of them."""
    from openpyxl.formula.translate import Translator

    try:
        return str(Translator(formula, origin).translate_formula(address))
    except Exception:  # whatever a strange formula does to the library, its first form is still true of its first cell
        return formula


def _words(element: Any) -> str:
    """Return the text of a string in pieces, without how it is pronounced."""
    if len(element) == 1 and len(element[0]) == 0:
        return element[0].text or ""
    return "".join(one.text or "" for one in element.iter("{*}t") if local(one.getparent()) != "rPh")


@functools.lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    """Return the number of a column by its letters; 0 for what is no column."""
    number = 0
    for letter in letters[:4]:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number


def _is_day(number: str, own: dict[str, str]) -> bool:
    code = own.get(number)
    if code is None:
        return number.isdigit() and int(number) in _DAYS
    return not _ELAPSED.search(code) and bool(re.search("[dmyhs]", _SPOKEN.sub("", code.split(";")[0]), re.I)) and "general" not in code.lower()
