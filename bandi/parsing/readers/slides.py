"""Slides (PPTX): titles, texts, tables, what charts and diagrams say, and the speaker's notes, slide by slide in the order in which they are shown.

Not by python-pptx: it opens parts before we can look at them, and knows neither diagrams nor what charts keep. Slides that are skipped are read too.
Source: ECMA-376 part 1, 19 (PresentationML), 20 and 21 (DrawingML).
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from bandi.parsing.inside import Part
from bandi.parsing.readers import container
from bandi.parsing.readers.gathering import Gathering
from bandi.parsing.readers.markup import attribute, local, part_tree
from bandi.parsing.readers.web import column_name

_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = {"ftr": "footer", "hdr": "header"}
_NUMBERS = frozenset({"sldNum", "dt", "sldImg"})
_PICTURES = frozenset({"pic", "videoFile", "audioFile", "oleObj"})
_BESIDE = ("/chart", "/diagramData", "/chartEx")
"""Kinds of parts that belong to a slide and say something; how a slide looks (layout, master, theme) is said by `hidden`."""


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the slides in order, each with its notes; the number of a slide is its page."""
    found = Gathering(job)
    with container.opened(document) as archive:
        slides = _Presentation(archive, found)
        for problem in container.look_through(archive):
            found.problem(problem)
        count = slides.read()
    yield found.part(pages=count)


class _Presentation:
    """One file of slides: its archive and what was gathered."""

    def __init__(self, archive: zipfile.ZipFile, found: Gathering) -> None:
        self.archive, self.found = archive, found
        self.names = frozenset(archive.namelist())
        self.facts()

    def facts(self) -> None:
        for one in self.tree("docProps/core.xml"):
            self.found.fact(local(one).lower(), one.text)

    def tree(self, name: str, *, needed: bool = False) -> Any:
        return part_tree(self.archive, name, self.found, needed=needed)

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to within the file: id, kind, and the part."""
        folder, name = posixpath.split(part)
        found = {}
        for one in self.tree(f"{folder}/_rels/{name}.rels"):
            target = str(one.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            if one.get("TargetMode") != "External" and path in self.names:
                found[str(one.get("Id", ""))] = (str(one.get("Type", "")), path)
        return found

    def read(self) -> int:
        main = next((posixpath.normpath(str(one.get("Target", "")).lstrip("/")) for one in self.tree("_rels/.rels") if one.get("Type", "").endswith("/officeDocument")), "ppt/presentation.xml")
        given = self.targets(main)
        listed = [given[key][1] for key in self.ids(main) if key in given]
        rest = sorted((name for name in self.names if name.startswith("ppt/slides/slide") and name.endswith(".xml") and name not in listed), key=lambda name: (len(name), name))
        for number, name in enumerate([*listed, *rest], start=1):  # a slide that no list names is in the file all the same
            if self.found.is_full:
                break
            self.slide(name, number)
        return len(listed) + len(rest)

    def ids(self, main: str) -> list[str]:
        """Return the ids of the relations of the slides, in order: the attribute `r:id`, not the number `id` beside it."""
        listed = []
        for one in self.tree(main, needed=True).iter("{*}sldId"):
            listed += [str(value) for key, value in one.attrib.items() if key.endswith("}id")]
        return listed

    def slide(self, name: str, number: int) -> None:
        root = self.tree(name)
        if len(root):
            self.over(root, number)
        for kind, target in sorted(self.targets(name).values(), key=lambda one: one[0].endswith("/notesSlide")):
            if kind.endswith(_BESIDE):
                self.beside(target, number)
            elif kind.endswith("/notesSlide"):
                for shape in self.shapes(self.tree(target)):
                    if self.place(shape) not in _NUMBERS:
                        self.found.add("note", "\n".join(self.lines(shape)), number, "notes")

    def over(self, root: Any, number: int) -> None:
        """Go over the shapes and tables of a slide; groups are gone through as they come."""
        table = 0
        for one in root.iter():
            if self.found.is_full:
                return
            tag = local(one)
            if tag == "sp" or tag == "cxnSp":
                place = self.place(one)
                if place in _NUMBERS:
                    continue
                kind = _MARGINS.get(place) or ("heading" if place in _TITLES else "paragraph")
                self.found.add(kind, "\n".join(self.lines(one)), number, "1" if kind == "heading" else "")
            elif tag == "tbl":
                table += 1
                for row, line in enumerate((child for child in one if local(child) == "tr"), start=1):
                    for column, cell in enumerate((child for child in line if local(child) == "tc"), start=1):
                        self.found.add("cell", "\n".join(self.lines(cell)), number, f"{table}.{column_name(column)}{row}")
            elif tag in _PICTURES:
                self.found.problem("pictures-left-out")

    def beside(self, name: str, number: int) -> None:
        """Add what a chart or diagram says: its words as they are drawn, and those of the table it keeps."""
        root = self.tree(name)
        if not len(root):
            return
        lines = self.lines(root)
        lines += [one.text for one in root.iter("{*}v") if one.text and not _is_number(one.text)]
        self.found.add("paragraph", "\n".join(dict.fromkeys(lines)), number, "chart")

    def shapes(self, root: Any) -> Iterator[Any]:
        return root.iter("{*}sp") if len(root) else iter(())

    def place(self, shape: Any) -> str:
        """Return which place of its layout a shape fills ("title", "ftr"), or ''."""
        return next((attribute(one, "type") for one in shape.iter("{*}ph")), "")

    def lines(self, element: Any) -> list[str]:
        """Return the paragraphs within an element; runs of one paragraph are one text."""
        lines = []
        for paragraph in element.iter("{*}p"):
            words = []
            for one in paragraph.iter():
                tag = local(one)
                if tag == "t":
                    words.append(one.text or "")
                elif tag in {"br", "tab"}:
                    words.append("\n" if tag == "br" else "\t")
            lines.append("".join(words))
        return [line for line in lines if line.strip()]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
