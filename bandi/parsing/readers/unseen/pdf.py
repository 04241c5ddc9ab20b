"""What a PDF hides: properties, remarks, filled-in fields, files within, letters drawn unseen, and what stood in it before it was saved again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bandi.parsing.inside import Part
from bandi.parsing.readers.unseen.picture import described
from bandi.parsing.readers.unseen.pieces import Unseen


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
    described(document, found)
    if _is_saved_over(document):
        found.add("deleted", "earlier versions", "…")
    yield found.part()


def _is_saved_over(document: bytes) -> bool:
    """Whether a file was saved again with what stood in it before still there. One that is laid out for the web (linearised) ends twice from the beginning."""
    return document.count(b"%%EOF") > (2 if b"/Linearized" in document[:2_048] else 1)


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
        else:  # what was filled into a field stands in no text of the page
            for key in (b"V", b"TU", b"Contents"):
                found.say(f"{where} fields", _string(pdfium, annotation, key))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _string(pdfium: Any, annotation: Any, key: bytes) -> str:
    return _words(lambda into, length: pdfium.FPDFAnnot_GetStringValue(annotation, key, into, length))


def _drawn(pdfium: Any, one: Any, text: Any) -> str:
    return _words(lambda into, length: pdfium.FPDFTextObj_GetText(one, text, into, length))


def _words(ask: Callable[[Any, int], int]) -> str:
    """Return what PDFium writes into a place of ours in UTF-16: it is asked for the length in bytes first; '' for nothing or far too much."""
    import ctypes

    length = ask(None, 0)
    if not 2 < length < 200_000:
        return ""
    held = (ctypes.c_ushort * (length // 2))()
    ask(held, length)
    return bytes(held).decode("utf-16-le", "replace").rstrip("\x00")
