"""What files of Word, Excel and PowerPoint, and of OpenDocument, hide: every XML part by what it is.

What no reader of `read` looks at (charts, diagrams, drawings, headers of sheets, caches of pivot tables and of other workbooks, masters of slides,
parts of other programs) is said as well: it is text, and it leaves with the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import ParsingError
from bandi.parsing.inside import Part
from bandi.parsing.readers import container
from bandi.parsing.readers.markup import attribute, local, tree
from bandi.parsing.readers.unseen.open_document import open_document
from bandi.parsing.readers.unseen.picture import look_at
from bandi.parsing.readers.unseen.pieces import Unseen, words_of

_PROPERTIES = {
    "creator": "author", "lastmodifiedby": "author", "manager": "author", "initial-creator": "author", "printed-by": "author", "company": "property", "title": "property", "subject": "property",
    "keywords": "property", "keyword": "property", "description": "property", "category": "property", "template": "property", "hyperlinkbase": "property", "lpwstr": "property", "lpstr": "property",
    "user-defined": "property", "contentstatus": "property", "identifier": "property",
}  # fmt: skip
_FAMILY = {"docm": "docx", "xlsm": "xlsx", "pptm": "pptx"}
_READ = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml|xl/(?:sharedStrings|workbook|styles)\.xml|\[Content_Types\]\.xml|.*/_rels/.*")
"""Parts whose words `read` gives, and such as hold none."""
_PEOPLE = {"person": ("displayName", "author"), "cmAuthor": ("name",), "author": ("name",)}
_PICTURE = {"jpg": "jpeg", "jpeg": "jpeg", "jpe": "jpeg", "png": "png", "tif": "tiff", "tiff": "tiff", "webp": "webp"}
_MOST_PICTURES = 200


def office(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer for DOCX, XLSX, PPTX, with macros too, and for ODT, ODS and ODP."""
    found = Unseen()
    kind = _FAMILY.get(job["kind"], job["kind"])
    with container.opened(document) as archive:
        names = sorted(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels", ".vml")):
                content = container.part(archive, name)
                if content:
                    _part(kind, name, content, found)
        for name in names:
            if "/embeddings/" in name or name.startswith("Object ") or "afchunk" in name.lower():
                found.add("attachment", container.named(name), container.named(name))
        _pictures(archive, names, found)
    yield found.part()


def _part(kind: str, name: str, content: bytes, found: Unseen) -> None:
    short = name.rpartition("/")[2].removesuffix(".xml")
    try:
        root = tree(content)
    except ParsingError:
        if not name.endswith(".vml"):  # drawings of old programs are often no XML; what they say stands elsewhere too
            raise
        return
    if name.endswith(".rels"):
        _links(root, found)
    elif name.startswith("docProps/") or name == "meta.xml":
        _properties(root, found)
    elif "comment" in short.lower() and kind in {"docx", "xlsx", "pptx"} and not name.endswith(".vml"):
        _comments(root, short, found)
    elif kind in {"odt", "ods", "odp"}:
        if name in {"content.xml", "styles.xml"}:
            open_document(root, short, found)
    else:
        {"docx": _word, "xlsx": _excel, "pptx": _slides}[kind](root, name, short, found)
        if not _READ.fullmatch(name) and not name.startswith(("xl/worksheets/", "ppt/slides/", "ppt/notesSlides/")):
            found.say(short, words_of(root))
        _beside(root, short, found)


def _beside(root: Any, short: str, found: Unseen) -> None:
    """What stands beside pictures and shapes for those who cannot see them, what they are called, and who has a name in the file."""
    for one in root.iter("{*}docPr", "{*}cNvPr", "{*}shape", "{*}docVar", "{*}person", "{*}cmAuthor", "{*}author", "{*}tag"):
        tag = local(one)
        if tag in _PEOPLE:
            for key in _PEOPLE[tag]:
                found.add("author", short, attribute(one, key))
        elif tag in {"docVar", "tag"}:
            found.say(f"{short} {tag}", attribute(one, "val"))
        else:
            for key in ("descr", "title", "name", "alt"):
                found.say(f"{short} alt", attribute(one, key))


def _links(root: Any, found: Unseen) -> None:
    for one in root:
        if one.get("TargetMode") == "External":
            found.say("links", str(one.get("Target", "")).removeprefix("mailto:"))


def _pictures(archive: Any, names: list[str], found: Unseen) -> None:
    """Look at what a camera wrote into the pictures that a document holds: they keep it when they are put into a page."""
    pictures = [name for name in names if "/media/" in name or name.startswith(("Pictures/", "media/"))]
    found.is_cut = found.is_cut or len(pictures) > _MOST_PICTURES
    for name in pictures[:_MOST_PICTURES]:
        kind = _PICTURE.get(name.rpartition(".")[2].lower())
        content = container.part(archive, name) if kind else None
        if kind and content:
            try:
                look_at(content, kind, found, container.named(name))
            except ParsingError:  # a picture that nobody can open shows nothing either
                continue


def _properties(root: Any, found: Unseen) -> None:
    for one in root.iter():
        named = local(one).lower()
        if named in _PROPERTIES and len(one) == 0:
            found.add(_PROPERTIES[named], named, one.text)


def _comments(root: Any, short: str, found: Unseen) -> None:
    for one in root.iter():
        if local(one) in {"comment", "threadedComment", "cm"}:
            where = f"{short} {attribute(one, 'ref') or attribute(one, 'id')}".strip()
            found.add("comment", where, words_of(one) or "…")
            found.add("author", where, attribute(one, "author"))
        elif local(one) == "author":
            found.add("author", short, one.text)
        elif local(one) == "cmAuthor":
            found.add("author", short, attribute(one, "name"))


_DOTS = 4
"""Letters of up to two points (counted in halves) are there to be found by programs, not to be read."""


def _word(root: Any, _name: str, short: str, found: Unseen) -> None:
    number = 0
    for one in root.iter():
        tag = local(one)
        number += tag == "p"
        where = f"{short} {number}"
        parent = one.getparent()
        in_run = parent is not None and local(parent) == "rPr"
        if tag in {"del", "moveFrom"} and not in_run:
            found.add("deleted", where, words_of(one))
            found.add("author", where, attribute(one, "author"))
        elif tag in {"ins", "moveTo"} and not in_run:
            found.add("inserted", where, words_of(one))
            found.add("author", where, attribute(one, "author"))
        elif in_run and local(parent.getparent()) == "r" and _hides(one, tag):
            found.add("hidden_text", where, words_of(parent.getparent()))


def _hides(one: Any, tag: str) -> bool:
    """Whether a property of a run makes it unseen: said to vanish, or too small to be read."""
    if tag in {"vanish", "specVanish", "webHidden"}:
        return attribute(one, "val") not in {"0", "false", "off"}
    return tag == "sz" and attribute(one, "val").isdigit() and int(attribute(one, "val")[:4]) <= _DOTS


def _excel(root: Any, name: str, short: str, found: Unseen) -> None:
    if name == "xl/workbook.xml":
        for sheet in root.iter("{*}sheet"):
            if attribute(sheet, "state") in {"hidden", "veryHidden"}:
                found.add("hidden_sheet", attribute(sheet, "name"), attribute(sheet, "name"))
        for one in root.iter("{*}definedName"):
            if attribute(one, "hidden") in {"1", "true"} and not attribute(one, "name").startswith("_xlnm"):
                found.add("hidden_text", "name", one.text)
            found.say("names", f"{attribute(one, 'name')} {attribute(one, 'comment')}")
    elif name.startswith("xl/worksheets/"):
        _sheet(root, short, found)
    elif name.startswith("xl/pivotCache/"):
        for one in root.iter("{*}s"):
            found.say(short, attribute(one, "v"))
    elif name.startswith("xl/persons/"):
        for one in root.iter("{*}person"):
            found.add("author", short, attribute(one, "displayName"))


def _sheet(root: Any, short: str, found: Unseen) -> None:
    for one in root.iter("{*}row"):
        if attribute(one, "hidden") in {"1", "true"}:
            found.add("hidden_row", f"{short} {attribute(one, 'r')}", attribute(one, "r"))
    for one in root.iter("{*}col"):
        if attribute(one, "hidden") in {"1", "true"}:
            found.add("hidden_column", f"{short} {attribute(one, 'min')}-{attribute(one, 'max')}", attribute(one, "min"))
    for one in root.iter("{*}oddHeader", "{*}evenHeader", "{*}firstHeader", "{*}oddFooter", "{*}evenFooter", "{*}firstFooter"):
        found.say(f"{short} margins", re.sub(r'&(?:"[^"]*"|\d+|K[\dA-F]{6}|[A-Za-z&])', " ", one.text or ""))
    for one in root.iter("{*}c"):
        if attribute(one, "t") == "str":  # what a formula came to: `rows` gives the formula
            found.say(f"{short} formulas", words_of(next((child for child in one if local(child) == "v"), None)))
    for one in root.iter("{*}dataValidation"):
        for key in ("prompt", "promptTitle", "error", "errorTitle"):
            found.say(f"{short} hints", attribute(one, key))


_NUMBERS = frozenset({"sldNum", "dt", "sldImg"})
"""Places of a page of notes that every one has: its number, its day, the slide itself."""


def _slides(root: Any, name: str, short: str, found: Unseen) -> None:
    if name.startswith("ppt/notesSlides/"):
        for shape in list(root.iter("{*}sp")):
            if any(attribute(one, "type") in _NUMBERS for one in shape.iter("{*}ph")):
                shape.getparent().remove(shape)
        found.add("notes", short, words_of(root))
    elif name.startswith("ppt/slides/"):
        if attribute(root, "show") in {"0", "false"}:
            found.add("hidden_sheet", short, words_of(root) or short)
        for one in root.iter("{*}cNvPr"):
            if attribute(one, "hidden") in {"1", "true"}:
                above = one.getparent().getparent()
                found.add("hidden_text", short, words_of(above) or attribute(one, "name"))
