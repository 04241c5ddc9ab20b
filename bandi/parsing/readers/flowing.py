"""Texts and slides of OpenDocument (ODT, ODP): paragraphs, headings, tables, notes, notes of a speaker, headers and footers.

Source: OASIS OpenDocument 1.3, part 3, 5 (text), 9 (tables), 10 (drawings), 16.9 (master pages).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import Damaged, Locked, OverLimit
from bandi.parsing.inside import Part
from bandi.parsing.readers import container
from bandi.parsing.readers.gathering import Gathering
from bandi.parsing.readers.markup import attribute, local, tree
from bandi.parsing.readers.web import column_name

_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}
_UNSEEN = frozenset({"annotation", "note", "tracked-changes", "title", "desc", "ruby-text"})
_MARGINS = {"header": "header", "header-left": "header", "header-first": "header", "footer": "footer", "footer-left": "footer", "footer-first": "footer"}
_DEEPEST = 80


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the body in order, the number of a slide as its page, then headers and footers."""
    found = Gathering(job)
    with container.opened(document) as archive:
        if b"encryption-data" in (container.part(archive, "META-INF/manifest.xml") or b""):
            raise Locked
        content = container.part(archive, "content.xml")
        if content is None:
            raise Damaged
        names = archive.namelist()
        for start, problem in (("Basic/", "active-left-out"), ("Scripts/", "active-left-out"), ("Pictures/", "pictures-left-out"), ("Object ", "attachments-inside")):
            if any(name.startswith(start) for name in names):
                found.problem(problem)
        walk = _Walk(found)
        walk.over(tree(content))
        styles = container.part(archive, "styles.xml")
        if styles:
            walk.margins(tree(styles))
        meta = container.part(archive, "meta.xml")
        for one in tree(meta).iter() if meta else ():
            if len(one) == 0:
                found.fact(local(one).lower(), one.text)
    yield found.part(pages=walk.page)


class _Walk:
    """A walk over a document: on which slide and in which table it is."""

    def __init__(self, found: Gathering) -> None:
        self.found, self.page, self.tables, self.notes = found, 0, 0, 0

    def over(self, parent: Any, depth: int = 0) -> None:
        """Go over what stands in a body, a section, a frame or a slide."""
        if depth > _DEEPEST:
            raise OverLimit("depth")
        for child in parent:
            if self.found.is_full:
                return
            tag = local(child)
            if tag in {"p", "h"}:
                self.paragraph(child, "heading" if tag == "h" else "paragraph", depth)
            elif tag == "table":
                self.table(child, depth)
            elif tag == "notes":
                self.found.add("note", "\n".join(self.text(one, []) for one in child.iter("{*}p")), self.page or None, "notes")
            elif tag == "tracked-changes":
                self.found.problem("changes-inside")
            elif tag == "page":
                self.page += 1
                self.over(child, depth + 1)
            elif tag == "image":
                self.found.problem("pictures-left-out")
            elif tag not in _UNSEEN and not tag.endswith("styles"):
                self.over(child, depth + 1)

    def paragraph(self, element: Any, kind: str, depth: int) -> None:
        beside: list[Any] = []
        text = self.text(element, beside)
        level = attribute(element, "outline-level") if kind == "heading" else ""
        self.found.add(kind, text, self.page or None, level)
        for one in beside:
            if local(one) == "note":
                self.notes += 1
                self.found.add("note", "\n".join(self.text(line, []) for line in one.iter("{*}p")), self.page or None, str(self.notes))
            else:
                self.over([one], depth + 1)

    def text(self, element: Any, beside: list[Any]) -> str:
        """Return the words of a paragraph; notes and frames met on the way are put aside."""
        words = [element.text or ""]
        for one in element:
            tag = local(one)
            if tag in _SIGNS:
                words.append(_SIGNS[tag] * min(int(attribute(one, "c")), 100) if tag == "s" and attribute(one, "c").isdigit() and len(attribute(one, "c")) < 4 else _SIGNS[tag])
            elif tag == "note" or tag in {"frame", "custom-shape", "g", "rect"}:
                beside.append(one)
                words.append("")
            elif tag not in _UNSEEN:
                words.append(self.text(one, beside))
            words.append(one.tail or "")
        return "".join(words)

    def table(self, table: Any, depth: int) -> None:
        self.tables += 1
        number = self.tables
        for row, line in enumerate(_own(table, "table-row"), start=1):
            for column, cell in enumerate((one for one in line if local(one) in {"table-cell", "covered-table-cell"}), start=1):
                if self.found.is_full:
                    return
                beside: list[Any] = []
                text = "\n".join(self.text(one, beside) for one in cell if local(one) in {"p", "h"})
                self.found.add("cell", text, self.page or None, f"{number}.{column_name(min(column, 16_000))}{row}")
                inner = [one for one in cell if local(one) not in {"p", "h"}]
                self.over([*beside, *inner], depth + 1)

    def margins(self, root: Any) -> None:
        for one in root.iter():
            kind = _MARGINS.get(local(one))
            if kind:
                self.found.add(kind, "\n".join(self.text(line, []) for line in one.iter("{*}p")))


def _own(table: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table, also those in groups and heads, not those of a table within a cell."""
    for one in table:
        if local(one) == tag:
            yield one
        elif local(one) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _own(one, tag)
