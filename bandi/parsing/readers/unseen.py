"""What a file carries that its page does not show: comments, tracked changes, hidden text, rows, columns and sheets, notes of a speaker, properties, and what a camera wrote.

For the release gate: each piece with where it stands. Kinds that hold nothing unseen (plain text, tables of plain text) answer nothing.
Source: ECMA-376 part 1, 17.13 (changes), 17.3.2.41 (vanish), 18.3.1 (sheets), 19.3 (slides); OpenDocument 1.3 part 3; ISO 32000-1, 12.5 (annotations); EXIF 2.32.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import Damaged
from bandi.parsing.inside import Part
from bandi.parsing.limits import UNSEEN, UNSEEN_TEXT
from bandi.parsing.readers import container
from bandi.parsing.readers.gathering import clean
from bandi.parsing.readers.markup import attribute, local, tree

_OFFICE_PROPERTIES = {
    "creator": "author", "lastmodifiedby": "author", "manager": "author", "initial-creator": "author", "company": "property", "title": "property", "subject": "property",
    "keywords": "property", "keyword": "property", "description": "property", "category": "property", "template": "property", "hyperlinkbase": "property", "lpwstr": "property",
    "user-defined": "property",
}  # fmt: skip


class Unseen:
    """The pieces so far, as far as the limits go."""

    def __init__(self) -> None:
        self.pieces: list[list[str]] = []
        self.is_cut = False

    def add(self, kind: str, where: str, text: Any) -> None:
        words = clean(str(text or ""))
        if not words:
            return
        if len(self.pieces) >= UNSEEN:
            self.is_cut = True
            return
        self.is_cut = self.is_cut or len(words) > UNSEEN_TEXT
        self.pieces.append([kind, clean(where)[:120], words[:UNSEEN_TEXT]])

    def part(self) -> Part:
        return Part(b"J", {"unseen": self.pieces, "is_cut": self.is_cut})


def nothing(_document: bytes, _job: dict[str, Any]) -> Iterator[Part]:
    """Answer for kinds that show all they hold."""
    yield Unseen().part()


def office(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer for DOCX, XLSX, PPTX, ODT, ODS and ODP: every XML part by what it is."""
    found = Unseen()
    with container.opened(document) as archive:
        names = sorted(archive.namelist())
        for name in names:
            if not name.endswith(".xml") or name.startswith("_rels/"):
                continue
            content = container.part(archive, name)
            if content:
                _part(job["kind"], name, tree(content), found)
        for name in names:
            if "/embeddings/" in name or name.startswith("Object "):
                found.add("attachment", container.named(name), container.named(name))
    yield found.part()


def _part(kind: str, name: str, root: Any, found: Unseen) -> None:
    short = name.rpartition("/")[2].removesuffix(".xml")
    if name.startswith("docProps/") or name == "meta.xml":
        _properties(root, found)
    elif "comment" in short.lower() and kind in {"docx", "xlsx", "pptx"}:
        _comments(root, short, found)
    elif kind == "docx":
        _word(root, short, found)
    elif name == "xl/workbook.xml":
        for sheet in root.iter("{*}sheet"):
            if attribute(sheet, "state") in {"hidden", "veryHidden"}:
                found.add("hidden_sheet", attribute(sheet, "name"), attribute(sheet, "name"))
        for one in root.iter("{*}definedName"):
            if attribute(one, "hidden") in {"1", "true"}:
                found.add("hidden_text", "name", one.text)
    elif name.startswith("xl/worksheets/"):
        _sheet(root, short, found)
    elif name.startswith("ppt/notesSlides/"):
        found.add("notes", short, _words(root))
    elif name.startswith("ppt/slides/"):
        if attribute(root, "show") in {"0", "false"}:
            found.add("hidden_sheet", short, _words(root) or short)
        for one in root.iter("{*}cNvPr"):
            if attribute(one, "hidden") in {"1", "true"}:
                found.add("hidden_text", short, attribute(one, "name"))
            found.add("property", f"{short} alt", attribute(one, "descr"))
    elif name in {"content.xml", "styles.xml"}:
        _open_document(root, short, found)


def _properties(root: Any, found: Unseen) -> None:
    for one in root.iter():
        named = local(one).lower() if isinstance(one.tag, str) else ""
        if named in _OFFICE_PROPERTIES and len(one) == 0:
            found.add(_OFFICE_PROPERTIES[named], named, one.text)


def _comments(root: Any, short: str, found: Unseen) -> None:
    for one in root.iter():
        if isinstance(one.tag, str) and local(one) in {"comment", "threadedComment", "cm"}:
            where = f"{short} {attribute(one, 'ref') or attribute(one, 'id')}".strip()
            found.add("comment", where, _words(one) or "…")
            found.add("author", where, attribute(one, "author"))
        elif isinstance(one.tag, str) and local(one) == "author":
            found.add("author", short, one.text)


def _word(root: Any, short: str, found: Unseen) -> None:
    number = 0
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        tag = local(one)
        number += tag == "p"
        where = f"{short} {number}"
        if tag in {"del", "moveFrom"} and local(one.getparent()) != "rPr":
            found.add("deleted", where, _words(one))
            found.add("author", where, attribute(one, "author"))
        elif tag in {"ins", "moveTo"} and local(one.getparent()) != "rPr":
            found.add("inserted", where, _words(one))
            found.add("author", where, attribute(one, "author"))
        elif tag in {"vanish", "specVanish", "webHidden"} and attribute(one, "val") not in {"0", "false", "off"} and local(one.getparent()) == "rPr":
            found.add("hidden_text", where, _words(one.getparent().getparent()))
        elif tag == "docPr":
            found.add("property", f"{where} alt", attribute(one, "descr"))


def _sheet(root: Any, short: str, found: Unseen) -> None:
    for one in root.iter("{*}row"):
        if attribute(one, "hidden") in {"1", "true"}:
            found.add("hidden_row", f"{short} {attribute(one, 'r')}", attribute(one, "r"))
    for one in root.iter("{*}col"):
        if attribute(one, "hidden") in {"1", "true"}:
            found.add("hidden_column", f"{short} {attribute(one, 'min')}-{attribute(one, 'max')}", attribute(one, "min"))


def _open_document(root: Any, short: str, found: Unseen) -> None:
    hidden = {
        attribute(style, "name") for style in root.iter("{*}style")
        if any(attribute(one, "display") == "none" or attribute(one, "visibility") in {"hidden"} for one in style)
    }  # fmt: skip
    table = ""
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        tag = local(one)
        if tag == "table":
            table = attribute(one, "name")
            if attribute(one, "style-name") in hidden:
                found.add("hidden_sheet", table, table)
        elif tag == "annotation":
            found.add("comment", table or short, _words(one) or "…")
            found.add("author", table or short, next((child.text for child in one if local(child) == "creator"), ""))
        elif tag == "deletion":
            found.add("deleted", short, _words(one))
        elif tag == "hidden-text":
            found.add("hidden_text", short, attribute(one, "string-value") or _words(one))
        elif tag == "hidden-paragraph" or (tag in {"span", "p"} and attribute(one, "style-name") in hidden):
            found.add("hidden_text", short, _words(one))
        elif tag == "notes":
            found.add("notes", short, _words(one))
        elif tag in {"table-row", "table-column"} and attribute(one, "visibility") in {"collapse", "filter"}:
            found.add("hidden_row" if tag == "table-row" else "hidden_column", table, _words(one) or table)


def _words(element: Any) -> str:
    """Return the text within an element, what was deleted too."""
    return re.sub(r"\s+", " ", " ".join(text for text in element.itertext() if text.strip())).strip() if element is not None else ""


def pdf(document: bytes, _job: dict[str, Any]) -> Iterator[Part]:
    """Answer the properties, remarks and attachments of a PDF, and letters that are drawn without being seen."""
    import pypdfium2.raw as pdfium

    from bandi.parsing.limits import TEXT_PAGES
    from bandi.parsing.readers.pdf import _opened

    found = Unseen()
    with _opened(document) as opened:
        for name, kind in (("Author", "author"), ("Title", "property"), ("Subject", "property"), ("Keywords", "property")):
            found.add(kind, name.lower(), opened.get_metadata_value(name))
        for number in range(opened.count_attachments()):
            found.add("attachment", "attachment", opened.get_attachment(number).get_name() or "…")
        for place in range(min(len(opened), TEXT_PAGES)):
            page = opened[place]
            try:
                for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
                    _annotation(pdfium, page, number, f"page {place + 1}", found)
                text = page.get_textpage()
                try:
                    for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=3):
                        if pdfium.FPDFTextObj_GetTextRenderMode(one) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                            found.add("hidden_text", f"page {place + 1}", _drawn(pdfium, one, text))
                finally:
                    text.close()
            finally:
                page.close()
    yield found.part()


_REMARKS = frozenset({1, 3, 5, 6, 9, 10, 11, 12, 13, 14, 15, 17})
"""Kinds of annotations that hold somebody's words (text, free text, squares, circles, highlights …, stamps, ink, pop-ups, attachments); links and fields are none."""


def _annotation(pdfium: Any, page: Any, number: int, where: str, found: Unseen) -> None:
    annotation = pdfium.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return
    try:
        if pdfium.FPDFAnnot_GetSubtype(annotation) in _REMARKS:
            found.add("comment", where, _string(pdfium, annotation, b"Contents"))
            found.add("author", where, _string(pdfium, annotation, b"T"))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _string(pdfium: Any, annotation: Any, key: bytes) -> str:
    import ctypes

    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < length < 200_000:
        return ""
    held = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, held, length)
    return bytes(held).decode("utf-16-le", "replace").rstrip("\x00")


def _drawn(pdfium: Any, one: Any, text: Any) -> str:
    import ctypes

    length = pdfium.FPDFTextObj_GetText(one, text, None, 0)
    if not 2 < length < 200_000:
        return ""
    held = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFTextObj_GetText(one, text, held, length)
    return bytes(held).decode("utf-16-le", "replace").rstrip("\x00")


def hangul(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer memos, hidden remarks, tracked changes and properties of HWP and HWPX."""
    from bandi.parsing.readers.hangul import parts_of

    found = Unseen()
    for name, content in sorted(parts_of(document, job["kind"]).items()):
        short = name.rpartition("/")[2].removesuffix(".xml")
        if not name.endswith((".xml", ".hpf")) or not content:
            continue
        for one in tree(content).iter():
            tag = local(one)
            if tag == "meta" and attribute(one, "name") in {"creator", "lastsaveby", "subject", "description", "keyword"}:
                found.add("author" if attribute(one, "name") in {"creator", "lastsaveby"} else "property", attribute(one, "name"), one.text)
            elif tag in {"creator", "title"} and name.endswith(".hpf"):
                found.add("author" if tag == "creator" else "property", tag, one.text)
            elif tag == "hiddenComment" or (tag == "fieldBegin" and attribute(one, "type") == "MEMO"):
                found.add("comment", short, _words(one) or "…")
            elif tag in {"deleteBegin", "insertBegin"}:
                found.add("deleted" if tag == "deleteBegin" else "inserted", short, "…")
    yield found.part()


_CAMERA = {"Artist": "author", "XPAuthor": "author", "Copyright": "author", "CameraOwnerName": "author", "ImageDescription": "property", "XPTitle": "property",
           "XPComment": "comment", "UserComment": "comment", "XPKeywords": "property", "XPSubject": "property", "BodySerialNumber": "device", "LensSerialNumber": "device",
           "HostComputer": "device", "ImageUniqueID": "device"}  # fmt: skip
_XMP = re.compile(rb"<(?:\w+:)?(creator|description|title|subject|City|Location|GPSLatitude|GPSLongitude|OwnerName|SerialNumber|AuthorsPosition)\b[^>]*>(.{1,2000}?)</(?:\w+:)?\1>", re.S)
_XMP_SAID = re.compile(rb"(?:\w+:)(GPSLatitude|GPSLongitude|City|Location|OwnerName|SerialNumber)=[\"']([^\"']{1,200})[\"']")
_MARKUP = re.compile(r"<[^>]*>")


def picture(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer what a camera or a program wrote beside the pixels: places, names, remarks, serial numbers."""
    from PIL import ExifTags

    from bandi.parsing.readers.picture import _opened

    found = Unseen()
    one = _opened(document, job["kind"])
    exif = one.getexif()
    for number, value in {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}.items():
        kind = _CAMERA.get(ExifTags.TAGS.get(number, ""))
        if kind:
            found.add(kind, ExifTags.TAGS[number].lower(), _told(value))
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if any(key in place for key in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSDestLatitude)):
        found.add("place", "gps", ", ".join(str(place[key]) for key in (2, 4) if key in place) or "…")
    for key, value in one.info.items():
        if isinstance(value, str) and str(key).lower() not in {"dpi", "software", "jfif_version"}:
            found.add("comment" if "comment" in str(key).lower() else "property", str(key).lower(), value[:2_000] if not value.lstrip().startswith("<") else "")
        elif isinstance(value, bytes) and str(key).lower() == "comment":
            found.add("comment", "comment", value.decode("utf-8", "replace"))
    _described(document, found)
    yield found.part()


def _told(value: Any) -> str:
    if isinstance(value, bytes):
        plain = value[8:] if value[:8] in (b"ASCII\x00\x00\x00", b"UNICODE\x00", b"\x00" * 8) else value
        wide = value[:8] == b"UNICODE\x00" or (len(plain) > 3 and plain[1::2].count(0) * 2 >= len(plain[1::2]))
        return plain.decode("utf-16-le" if wide else "utf-8", "replace").strip("\x00 ")
    return str(value)


def _described(document: bytes, found: Unseen) -> None:
    """Look at the description that programs put beside a picture (XMP), as far as it is plain XML."""
    begin = document.find(b"<x:xmpmeta")
    end = document.find(b"</x:xmpmeta>", begin)
    if begin < 0 or end < 0:
        return
    packet = document[begin : min(end, begin + 1_000_000)]
    for pattern in (_XMP, _XMP_SAID):
        for said in pattern.finditer(packet):
            name = said[1].decode()
            kind = "place" if name.startswith("GPS") or name in {"City", "Location"} else "author" if name in {"creator", "OwnerName", "AuthorsPosition"} else "device" if name == "SerialNumber" else "property"
            found.add(kind, f"xmp {name.lower()}", _MARKUP.sub(" ", said[2].decode("utf-8", "replace")))


def mail(document: bytes, _job: dict[str, Any]) -> Iterator[Part]:
    """Answer the lines of a mail that no program shows: where it came from, and who else got it."""
    from email import message_from_bytes, policy

    found = Unseen()
    try:
        message = message_from_bytes(document, policy=policy.default)
        for name in ("Bcc", "X-Originating-IP", "Received", "Return-Path", "Reply-To"):
            for value in message.get_all(name, [])[:20]:
                found.add("place" if name in {"X-Originating-IP", "Received"} else "property", name.lower(), value)
    except (ValueError, LookupError, IndexError) as problem:
        raise Damaged from problem
    yield found.part()
