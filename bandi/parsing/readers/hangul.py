"""Hangul documents: HWPX as it is, HWP 5 turned into the same parts by python-hwpx; one walk over both.

What came out is compared with the preview text that the word processor itself put into the file: a converter can lose
content without a word, and then the reading says "rendition-incomplete".
Source: OWPML, KS X 6101.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import Damaged, Locked, OverLimit
from bandi.parsing.inside import Part
from bandi.parsing.limits import PART
from bandi.parsing.readers import container
from bandi.parsing.readers.gathering import Gathering, clean
from bandi.parsing.readers.markup import attribute, local, tree
from bandi.parsing.readers.web import column_name

_SECTION = re.compile(r"Contents/section(\d{1,4})\.xml")
_SIGNS = {"tab": "\t", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-", "titleMark": ""}
_PICTURES = frozenset({"pic", "chart", "ole", "video", "textart"})
_UNSEEN = frozenset({"secPr", "linesegarray", "colPr", "hiddenComment", "metaTag", "shapeComment", "fieldBegin", "autoNum", "newNum", "pageNum"})
_MOST = 0.9


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the sections in order, then footnotes and endnotes by their marks, headers and footers."""
    found = Gathering(job)
    parts = parts_of(document, job["kind"])
    sections = sorted((int(named[1]), name) for name in parts if (named := _SECTION.fullmatch(name)))
    if not sections:
        raise Damaged
    walk = _Walk(found, _levels(parts))
    for _, name in sections:
        try:
            walk.over(tree(parts[name]))
        except Damaged:
            found.problem("damaged-parts")
    walk.close()
    _facts(parts, found)
    if any(name.startswith("Scripts/") and len(content.strip(b"\x00\xff\xfe \r\n")) > 200 for name, content in parts.items()):
        found.problem("active-left-out")
    if any(name.lower().endswith(".ole") for name in parts):
        found.problem("attachments-inside")
    preview = _preview(parts)
    if "truncated" not in found.problems and lost(preview, [block[1] for block in found.blocks]):
        found.problem("rendition-incomplete")
    yield found.part()


def parts_of(document: bytes, kind: str) -> dict[str, bytes]:
    """Return the parts of an HWP or HWPX file that are text. Raises: Locked, OverLimit, Damaged."""
    return _converted(document) if kind == "hwp" else _parts(document)


def _parts(document: bytes) -> dict[str, bytes]:
    """Return the parts of an HWPX that are text; pictures and other data stay packed."""
    parts: dict[str, bytes] = {}
    left = PART
    with container.opened(document) as archive:
        manifest = container.part(archive, "META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise Locked
        for entry in archive.infolist():
            name = entry.filename
            if name.endswith((".xml", ".hpf", ".txt", ".js")) and name.startswith(("Contents/", "Preview/", "Scripts/")):
                left -= entry.file_size
                if left < 0:
                    raise OverLimit("parts")
                parts[name] = container.part(archive, name) or b""
            elif name.startswith("BinData/"):
                parts[name] = b""
    return parts


def _converted(document: bytes) -> dict[str, bytes]:
    """Return the parts of an HWP 5 file as HWPX has them. Raises: Locked, OverLimit, Damaged."""
    from hwpx.hwp5.errors import Hwp5Error  # takes a quarter of a second; HWPX does not need it
    from hwpx.hwp5.package import convert

    try:
        return convert(document).files
    except Hwp5Error as problem:
        if problem.code == "hwp5-limit-exceeded":
            raise OverLimit from problem
        if problem.code in {"hwp5-damaged", "hwp5-not-hwp5", "hwp5-version-unsupported"}:
            raise Damaged from problem
        raise Locked from problem


def _levels(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the level of each style that is an outline heading, by its id."""
    levels = {}
    for style in tree(parts["Contents/header.xml"]).iter() if "Contents/header.xml" in parts else ():
        if local(style) == "style":
            named = re.fullmatch(r"(?:개요|Outline|Heading|제목) ?(\d)", style.get("name", "") or style.get("engName", ""))
            if named:
                levels[style.get("id", "")] = named[1]
    return levels


def _facts(parts: dict[str, bytes], found: Gathering) -> None:
    for one in tree(parts["Contents/content.hpf"]).iter() if "Contents/content.hpf" in parts else ():
        name = local(one)
        if name in {"title", "language"}:
            found.fact(name, one.text)
        elif name == "meta" and one.get("name") in {"creator", "subject", "description", "lastsaveby", "CreatedDate", "ModifiedDate", "keyword"}:
            found.fact(one.get("name").lower(), one.text)


def _preview(parts: dict[str, bytes]) -> str:
    content = parts.get("Preview/PrvText.txt", b"")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return content.decode(encoding, "replace")


def lost(preview: str, texts: list[str]) -> bool:
    """Whether more than a tenth of the words of a preview are missing in what was read. `<` and `>` mark cells in it."""
    words = [word for word in re.findall(r"[^\s<>]+", clean(preview)) if len(word) > 1]
    whole = re.sub(r"\[\^e?\d+\]|\s", "", "".join(texts))
    return bool(words) and sum(word in whole for word in words) < _MOST * len(words)


class _Walk:
    """Goes over sections; keeps notes and margins until the text is through."""

    def __init__(self, found: Gathering, levels: dict[str, str]) -> None:
        self.found, self.levels = found, levels
        self.notes: list[tuple[str, str]] = []
        self.margins: list[tuple[str, str]] = []
        self.counts = {"footNote": 0, "endNote": 0}
        self.tables = 0
        self.is_deleted = False

    def over(self, parent: Any) -> None:
        """Go over the paragraphs of a section or of a list inside."""
        for paragraph in parent:
            if self.found.is_full:
                return
            if local(paragraph) == "p":
                apart: list[Any] = []
                text = self._text(paragraph, apart)
                level = self.levels.get(paragraph.get("styleIDRef", ""), "")
                self.found.add("heading" if level else "paragraph", text, None, level)
                self._apart(apart)

    def close(self) -> None:
        """Add what stands below and around the text."""
        for mark, text in self.notes:
            self.found.add("note", text, None, mark)
        for kind, text in dict.fromkeys(self.margins):
            self.found.add(kind, text)

    def _apart(self, apart: list[Any]) -> None:
        for one in apart:
            if local(one) == "tbl":
                self._table(one)
            else:
                self.over(one)

    def _text(self, element: Any, apart: list[Any]) -> str:
        """Return the words of a paragraph; tables and lists inside drawings are put aside into `apart`."""
        words: list[str] = []
        for child in element:
            name = local(child)
            if name in _UNSEEN:
                continue
            if name in self.counts:
                words.append(self._note(child, name))
            elif name in {"header", "footer"}:
                self.margins.append((name, self._inner(child)))
            elif name in {"tbl", "subList"}:
                apart.append(child)
            elif name == "t":
                words.append(self._letters(child))
            elif name == "equation":
                words += [f" {one.text} " for one in child if local(one) == "script" and one.text]
            else:
                if name in _PICTURES:
                    self.found.problem("pictures-left-out")
                words.append(self._text(child, apart))
        return "".join(words)

    def _letters(self, run: Any) -> str:
        """Return the letters of a run; what a tracked change deleted is left out."""
        words = ["" if self.is_deleted else run.text or ""]
        for sign in run:
            name = local(sign)
            if name in {"deleteBegin", "deleteEnd", "insertBegin"}:
                self.found.problem("changes-inside")
                self.is_deleted = {"deleteBegin": True, "deleteEnd": False}.get(name, self.is_deleted)
            if not self.is_deleted:
                words.append(_SIGNS.get(name, ""))
                words.append(sign.tail or "")
        return "".join(words)

    def _inner(self, element: Any) -> str:
        """Return the words of all paragraphs inside, one a line."""
        apart: list[Any] = []
        lines = [self._text(one, apart) for one in element.iter() if local(one) == "p" and _owner(one) is element]
        return "\n".join(line for line in lines if line.strip())

    def _note(self, note: Any, name: str) -> str:
        self.counts[name] += 1
        mark = ("e" if name == "endNote" else "") + str(self.counts[name])
        self.notes.append((mark, self._inner(note)))
        return f"[^{mark}]"

    def _table(self, table: Any) -> None:
        self.tables += 1
        number, row = self.tables, 0
        for line in (one for one in table if local(one) == "tr"):
            row, column = row + 1, 0
            for cell in (one for one in line if local(one) == "tc"):
                if self.found.is_full:
                    return
                column += 1
                place = next((one for one in cell if local(one) == "cellAddr"), None)
                if place is not None and (attribute(place, "colAddr") + attribute(place, "rowAddr")).isdigit():
                    column, row = int(attribute(place, "colAddr")[:4]) + 1, int(attribute(place, "rowAddr")[:6]) + 1
                self._cell(cell, f"{number}.{column_name(column)}{row}")

    def _cell(self, cell: Any, mark: str) -> None:
        apart: list[Any] = []
        lists = [one for one in cell if local(one) == "subList"]
        lines = [self._text(one, apart) for inner in lists for one in inner if local(one) == "p"]
        self.found.add("cell", "\n".join(lines), None, mark)
        self._apart(apart)


def _owner(element: Any) -> Any:
    """The note, margin or cell a paragraph stands in."""
    parent = element.getparent()
    while parent is not None and local(parent) not in {"footNote", "endNote", "header", "footer", "tc"}:
        parent = parent.getparent()
    return parent
