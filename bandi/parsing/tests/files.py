"""Harmless files of every kind, made here from invented words. `SECRET` stands in their metadata and must not travel."""

from __future__ import annotations

import functools
import io
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

SECRET = "CANARY-7d1f-INVENTED"
KOREAN = "반디는 작은 불빛이다"
NOTE = "각주의 말"


def zipped(parts: dict[str, bytes | str], *, packed: bool = True) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def unzipped(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@functools.cache
def docx() -> bytes:
    """A Word file with heading, paragraph, footnote, deleted text, table, header."""
    import docx as word

    document = word.Document()
    document.add_heading("큰 제목", 1)
    document.add_paragraph(KOREAN)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "첫 칸", "B2 cell"
    document.sections[0].header.paragraphs[0].text = "머리말"
    document.core_properties.author = SECRET
    held = io.BytesIO()
    document.save(held)
    parts = unzipped(held.getvalue())
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = parts["word/document.xml"].decode()
    body = body.replace(
        f"{KOREAN}</w:t></w:r>",
        f'{KOREAN}</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:del><w:r><w:delText>지운 말</w:delText></w:r></w:del>',
    )
    parts["word/document.xml"] = body.encode()
    parts["word/footnotes.xml"] = (
        f'<w:footnotes {space}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="7"><w:p><w:r><w:t>{NOTE}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()
    return zipped(parts)


@functools.cache
def hwpx() -> bytes:
    """A Hangul file with heading, paragraph, footnote, table."""
    return _hangul().to_bytes()


@functools.cache
def hwp() -> bytes:
    """The same as HWP 5, which its library can only write to a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sample.hwp")
        _hangul().save_to_path(str(path))
        return path.read_bytes()


def _hangul() -> Any:
    from hwpx import HwpxDocument

    document = HwpxDocument.new()
    paragraph = document.add_paragraph(KOREAN)
    document.notes.add_footnote(NOTE, paragraph=paragraph)
    document.add_heading("큰 제목", level=1)
    table = document.add_table(2, 2)
    table.set_cell_text(0, 0, "첫 칸")
    table.set_cell_text(1, 1, "B2 cell")
    return document


def raw_pdf(objects: list[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of the given objects, numbered from 1; the first is its catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table))
    return out.getvalue()


def stream(content: bytes, words: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), words, content)


def pdf(pages: int = 2, *, catalogue: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF with a line on each page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(pages))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Author (%s) >>" % SECRET.encode(),
    ]
    for number in range(1, pages + 1):
        shape = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> %s >>"
        objects.append(shape % (len(objects) + 2, page))
        objects.append(stream(b"BT /F 14 Tf 40 300 Td (Firefly page %d) Tj ET" % number))
    return raw_pdf(objects, trailer=b"/Info 4 0 R")


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture that says where and by whom it was taken, turned by its camera."""
    from PIL import Image

    image = Image.new("RGB", size, (200, 30, 30))
    image.putpixel((0, 0), (0, 0, 255))
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = SECRET, 6
    exif.get_ifd(0x8825)[1] = "N"
    held = io.BytesIO()
    more = {"comment": SECRET.encode()} if kind in {"JPEG", "GIF"} else {}
    image.save(held, kind, **({} if kind in {"GIF", "BMP"} else {"exif": exif}), **more)
    return held.getvalue()


@functools.cache
def xlsx() -> bytes:
    from datetime import date

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "표"
    sheet.append(["이름", "수", "날", "참"])
    sheet.append([KOREAN, 12, date(2024, 5, 2), True])
    sheet.append(["=1+1", 1.5, None, "끝"])
    book.properties.creator = SECRET
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def ods(body: str | None = None) -> bytes:
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    body = body or (
        '<table:table table:name="표"><table:table-row><table:table-cell office:value-type="string"><text:p>' + KOREAN + "</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="12" table:number-columns-repeated="2"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="2024-05-02"/>'
        '<table:table-cell table:formula="of:=SUM([.A1:.A2])" office:value-type="float" office:value="3"/></table:table-row></table:table>'
    )
    content = f"<office:document-content{spaces}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def eml() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ada@example.org", "ben@example.org", "초대장"
    message["Date"] = "Thu, 02 May 2024 10:00:00 +0900"
    message.set_content(f"{KOREAN}\n\nSecond passage.\n", charset="euc-kr")
    message.add_attachment(picture(), maintype="image", subtype="jpeg", filename="../../etc/사진.jpg")
    message.add_attachment(pdf(1), maintype="application", subtype="octet-stream", filename="letter.txt")
    return message.as_bytes()


def html(inner: str = "") -> bytes:
    page = f"<!doctype html><title>쪽</title><h1>큰 제목</h1><p>{KOREAN} <b>en</b>tire</p><table><tr><td>첫 칸<td>둘</table>{inner}"
    return page.encode()
