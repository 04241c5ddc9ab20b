"""Word documents (DOCX): paragraphs, headings, tables, notes, comments, headers and footers, straight from the parts of the file.

Not by python-docx: it has no notes, no text boxes and no tracked changes, and reads parts before we can look at them.
Source: ECMA-376 part 1, 17 (WordprocessingML).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import Damaged, OverLimit
from bandi.parsing.inside import Part
from bandi.parsing.readers import container
from bandi.parsing.readers.gathering import Gathering, clean
from bandi.parsing.readers.markup import attribute, local, part_tree, tree
from bandi.parsing.readers.web import column_name

_UNSEEN = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sdtPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_PICTURES = frozenset({"blip", "imagedata", "chart", "OLEObject", "relIds"})
_NOTES = {"footnoteReference": ("footnotes", ""), "endnoteReference": ("endnotes", "e"), "commentReference": ("comments", "c")}


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the body in order, then notes and comments by their marks, then headers and footers."""
    found = Gathering(job)
    with container.opened(document) as archive:
        _Document(archive, found).read()
    yield found.part()


class _Document:
    """One Word file: its archive, its styles, and which notes were met in the text so far."""

    def __init__(self, archive: zipfile.ZipFile, found: Gathering) -> None:
        self.archive, self.found = archive, found
        self.main = self._main_part()
        self.folder = posixpath.dirname(self.main)
        self.levels = self._levels()
        self.met: dict[tuple[str, str], str] = {}
        self.tables = 0

    def read(self) -> None:
        body = next((one for one in self._tree(self.main, needed=True) if local(one) == "body"), None)
        if body is None:
            raise Damaged
        self._facts()
        self._left_out()
        self._over(body)
        for part, prefix in _NOTES.values():
            self._notes(part, prefix)
        self._margins()

    def _tree(self, name: str, *, needed: bool = False) -> Any:
        return part_tree(self.archive, name, self.found, needed=needed)

    def _main_part(self) -> str:
        content = container.part(self.archive, "_rels/.rels")
        for one in tree(content) if content else ():
            if one.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(str(one.get("Target", "")).lstrip("/"))
        return "word/document.xml"

    def _levels(self) -> dict[str, str]:
        """Return the level of each style that is a heading, by its id."""
        levels = {}
        for style in self._tree(f"{self.folder}/styles.xml"):
            if local(style) != "style":
                continue
            name = next((attribute(one, "val") for one in style if local(one) == "name"), "")
            outline = next((attribute(one, "val") for one in style.iter() if local(one) == "outlineLvl"), "")
            named = re.fullmatch(r"(?:heading|제목) ?(\d)", name.lower())
            if named:
                levels[attribute(style, "styleId")] = named[1]
            elif outline.isdigit() and int(outline) < 9:
                levels[attribute(style, "styleId")] = str(int(outline) + 1)
            elif name.lower() == "title":
                levels[attribute(style, "styleId")] = "1"
        return levels

    def _facts(self) -> None:
        for one in self._tree("docProps/core.xml"):
            self.found.fact(local(one).lower(), one.text)

    def _left_out(self) -> None:
        names = self.archive.namelist()
        if any(name.lower().endswith(("vbaproject.bin", "activex1.xml")) for name in names):
            self.found.problem("active-left-out")
        if any("/embeddings/" in name or "afchunk" in name.lower() for name in names):
            self.found.problem("attachments-inside")
        for name in names:
            if name.endswith(".rels") and "word/" in name:
                for one in self._tree(name):
                    if one.get("TargetMode") == "External" and not one.get("Type", "").endswith("/hyperlink"):
                        self.found.problem("remote-left-out")

    def _over(self, parent: Any) -> None:
        """Go over paragraphs and tables of a body, a content control or a text box."""
        for child in parent:
            if self.found.is_full:
                return
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in {"del", "moveFrom"}:
                self.found.problem("changes-inside")
            elif name == "altChunk":
                self.found.problem("attachments-inside")
            elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice"}:
                self._over(child)

    def _paragraph(self, paragraph: Any) -> None:
        boxes: list[Any] = []
        text = self._text(paragraph, boxes)
        level = self._level(paragraph)
        self.found.add("heading" if level else "paragraph", text, None, level)
        for box in boxes:
            self._over(box)

    def _level(self, paragraph: Any) -> str:
        for properties in paragraph:
            if local(properties) != "pPr":
                continue
            for one in properties:
                if local(one) == "pStyle" and attribute(one, "val") in self.levels:
                    return self.levels[attribute(one, "val")]
                if local(one) == "outlineLvl" and attribute(one, "val").isdigit() and int(attribute(one, "val")) < 9:
                    return str(int(attribute(one, "val")) + 1)
        return ""

    def _text(self, element: Any, boxes: list[Any]) -> str:
        """Return the words of a paragraph; text boxes met on the way are put aside into `boxes`."""
        words: list[str] = []
        for child in element:
            name = local(child)
            if name in _UNSEEN:
                if name in {"del", "moveFrom"}:
                    self.found.problem("changes-inside")
                continue
            if name == "t":
                words.append(child.text or "")
            elif name in _SIGNS:
                words.append(_SIGNS[name])
            elif name == "sym":
                words.append("□")
            elif name in _NOTES:
                words.append(f"[^{self._mark(name, attribute(child, 'id'))}]")
            elif name == "txbxContent":
                boxes.append(child)
            else:
                if name in _PICTURES:
                    self.found.problem("pictures-left-out")
                words.append(self._text(child, boxes))
        return "".join(words)

    def _mark(self, reference: str, number: str) -> str:
        part, prefix = _NOTES[reference]
        if (part, number) not in self.met:
            count = sum(1 for other, _ in self.met if other == part) + 1
            self.met[part, number] = f"{prefix}{count}"
        return self.met[part, number]

    def _table(self, table: Any) -> None:
        self.tables += 1
        number, row = self.tables, 0
        for line in (one for one in table.iter() if local(one) == "tr" and _table_of(one) is table):
            row, column = row + 1, 1
            for cell in (one for one in line.iter() if local(one) == "tc" and _line_of(one) is line):
                if self.found.is_full:
                    return
                self._cell(cell, f"{number}.{column_name(column)}{row}")
                span = next((attribute(one, "val") for one in cell.iter() if local(one) == "gridSpan" and _cell_of(one) is cell), "1")
                column += min(int(span), 1_000) if span.isdigit() and len(span) < 5 else 1

    def _cell(self, cell: Any, mark: str) -> None:
        boxes: list[Any] = []
        inner = [one for one in cell.iter() if local(one) in {"p", "tbl"} and _cell_of(one) is cell]
        text = "\n".join(clean(self._text(one, boxes)) for one in inner if local(one) == "p" and _box_of(one) is _box_of(cell))
        self.found.add("cell", text, None, mark)
        for one in inner:
            if local(one) == "tbl":
                self._table(one)
        for box in boxes:
            self._over(box)

    def _notes(self, part: str, prefix: str) -> None:
        notes = {}
        for note in self._tree(f"{self.folder}/{part}.xml"):
            if attribute(note, "type") in {"", "normal"}:
                boxes: list[Any] = []
                lines = [self._text(one, boxes) for one in note.iter() if local(one) == "p"]
                notes[attribute(note, "id")] = "\n".join(lines).strip()
        for (other, number), mark in list(self.met.items()):
            if other == part and number in notes:
                self.found.add("note", notes.pop(number), None, mark)
            elif other == part:
                self.found.problem("notes-unread")
        for text in notes.values():
            self.found.add("note", text, None, prefix + "?")

    def _margins(self) -> None:
        seen = set()
        for name in sorted(self.archive.namelist()):
            kind = re.fullmatch(rf"{re.escape(self.folder)}/(header|footer)\d*\.xml", name)
            if kind:
                boxes: list[Any] = []
                root = self._tree(name)
                lines = [self._text(one, boxes) for one in (root.iter() if len(root) else ()) if local(one) == "p"]
                text = "\n".join(line for line in lines if line.strip())
                if text not in seen:
                    seen.add(text)
                    self.found.add(kind[1], text)


def _above(element: Any, name: str) -> Any:
    steps = 0
    parent = element.getparent()
    while parent is not None and local(parent) != name:
        parent, steps = parent.getparent(), steps + 1
        if steps > 200:
            raise OverLimit("depth")
    return parent


def _table_of(element: Any) -> Any:
    return _above(element, "tbl")


def _line_of(element: Any) -> Any:
    return _above(element, "tr")


def _cell_of(element: Any) -> Any:
    return _above(element, "tc")


def _box_of(element: Any) -> Any:
    return _above(element, "txbxContent")
