"""PDF, with PDFium: text page by page, and pages as pixels. Scripts, links, forms and attachments are counted, never followed."""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from bandi.parsing.errors import Damaged, Locked
from bandi.parsing.inside import Part
from bandi.parsing.limits import PAGES, PIXELS, SIDE, TEXT_PAGES
from bandi.parsing.readers.gathering import Gathering

_BROKEN_WORD = re.compile("[\x02\ufffe]\r?\n?")
_FACTS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_FONT_STEP = 1.6  # lines further apart than this many heights of a line begin a new paragraph


def _opened(document: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(document)
    except pypdfium2.PdfiumError as problem:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Locked from problem
        raise Damaged from problem


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the text of the pages in reading order as the file gives it."""
    found = Gathering(job)
    with _opened(document) as pdf:
        total = len(pdf)
        if total > TEXT_PAGES:
            found.problem("truncated")
        for name in _FACTS:
            found.fact(name.lower(), pdf.get_metadata_value(name))
        if pdf.count_attachments():
            found.problem("attachments-inside")
        if pdfium.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
            found.problem("active-left-out")
        pictures = 0
        for place in range(min(total, TEXT_PAGES)):
            if found.is_full:
                break
            try:
                pictures += _page(pdf, place, found)
            except pypdfium2.PdfiumError:
                found.problem("damaged-parts")
        if pictures:
            found.problem("scanned")
        yield found.part(pages=min(total, 1_000_000))


def _page(pdf: Any, place: int, found: Gathering) -> int:
    """Add the text of a page; return 1 if it has none and shows pictures."""
    page = pdf[place]
    try:
        text = page.get_textpage()
        try:
            passages = _paragraphs(text)
        finally:
            text.close()
        for passage in passages:
            found.add("paragraph", passage, place + 1)
        return int(not passages and any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3)))
    finally:
        page.close()


def _paragraphs(text: Any) -> list[str]:
    """Return the paragraphs of a page: lines joined while they stand close below each other."""
    whole = text.get_text_range()
    lines, at = [], 0
    for line in whole.split("\n"):
        lines.append((at, line.rstrip("\r")))
        at += len(line) + 1
    passages: list[str] = []
    last: tuple[float, float] | None = None
    for at, line in lines:
        line = _BROKEN_WORD.sub("", line)
        if not line.strip():
            last = None
            continue
        box = _box(text, at + len(line) - len(line.lstrip()))
        if last is not None and box is not None and _continues(last, box):
            passages[-1] += "\n" + line
        else:
            passages.append(line)
        last = box
    return passages


def _continues(last: tuple[float, float], box: tuple[float, float]) -> bool:
    """Whether a line belongs to the one above it: close below, and in letters of about the same height."""
    higher, lower = max(last[1], box[1], 1.0), min(last[1], box[1])
    return 0 < last[0] - box[0] < _FONT_STEP * higher and lower > 0.8 * higher


def _box(text: Any, place: int) -> tuple[float, float] | None:
    """Return where the line of a letter stands and how high the letters of its font are; None if it has no place."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium.FPDFText_GetCharOrigin(text, place, x, y):
        return None
    size = pdfium.FPDFText_GetFontSize(text, place)
    if not pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top):
        return None
    return y.value, max(size if size > 1.5 else 0.0, (top.value - bottom.value) * 1.2)


def pages(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer how many pages come, then each as pixels on white, forms and annotations not drawn."""
    with _opened(document) as pdf:
        sizes: list[float] = []
        left = PIXELS
        begin = job["first"] - 1
        for place in range(begin, min(len(pdf), begin + min(PAGES, job["pages"]))):
            wide, high = pdf.get_page_size(place)
            if not (math.isfinite(wide) and math.isfinite(high) and wide > 0 and high > 0):
                raise Damaged
            scale = min(job["width"] / wide, (SIDE - 1) / high, (SIDE - 1) / wide)
            left -= math.ceil(wide * scale) * math.ceil(high * scale)
            if left < 0:
                break
            sizes.append(scale)
        yield Part(b"J", {"pages": len(sizes)})
        for place, scale in enumerate(sizes, begin):
            page = pdf[place]
            bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False, fill_color=(255, 255, 255, 255), rev_byteorder=True)
            picture = bitmap.to_pil()
            yield pixels(picture)
            bitmap.close()
            page.close()


def pixels(picture: Image.Image) -> Part:
    """Return a picture as a part of an answer: 2-byte width, 2-byte height, RGB."""
    plain = picture if picture.mode == "RGB" else picture.convert("RGB")
    return Part(b"P", struct.pack(">HH", *plain.size) + plain.tobytes())
