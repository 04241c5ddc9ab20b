"""Small files that carry words where a page does not show them, or where a reader may overlook them; made by hand, always the same bytes.

Each maker takes the words and whether they are hidden; a file that hides nothing keeps what cleaning leaves behind (an empty part of comments,
accepted changes, a property set to "off"), with the words in plain sight.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape

from bandi.parsing.tests.files import raw_pdf, stream

_OPEN = "http://schemas.openxmlformats.org"
_TYPES = f'<Types xmlns="{_OPEN}/package/2006/content-types"><Override PartName="/{{part}}" ContentType="application/vnd.openxmlformats-officedocument.{{kind}}.main+xml"/></Types>'
_RELS = f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{{inner}}</Relationships>'
_REL = f'<Relationship Id="{{id}}" Type="{_OPEN}/officeDocument/2006/relationships/{{kind}}" Target="{{target}}"/>'
_W = f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing"'
_S = f'xmlns="{_OPEN}/spreadsheetml/2006/main"'
_P = f'xmlns:p="{_OPEN}/presentationml/2006/main" xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:r="{_OPEN}/officeDocument/2006/relationships"'
_O = "".join(f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"), ("svg", "svg-compatible"), ("presentation", "presentation"), ("meta", "meta"))) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
File = tuple[str, bytes]
Maker = Callable[[str, bool], File]


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP whose bytes hang on its parts alone."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def word(body: str, **parts: str | bytes) -> bytes:
    """Return a Word file. parts: further ones, `comments` for word/comments.xml, or with a whole name given as `{"docProps/core.xml": …}`."""
    more = {(name if "/" in name else f"word/{name}.xml"): content for name, content in parts.items()}
    return zipped({"[Content_Types].xml": _TYPES.format(part="word/document.xml", kind="wordprocessingml.document"), "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>", **more})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{escape(text)}</w:t></w:r></w:p>"


def workbook(rows: str, *, state: str = "", columns: str = "", after: str = "", **parts: str | bytes) -> bytes:
    """Return a workbook of two sheets; `rows` stand in the second, which may be hidden."""
    book = f'<workbook {_S} xmlns:r="{_OPEN}/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/><sheet name="B" sheetId="2" r:id="r2"{state}/></sheets></workbook>'
    rels = _RELS.format(inner=_REL.format(id="r1", kind="worksheet", target="worksheets/sheet1.xml") + _REL.format(id="r2", kind="worksheet", target="worksheets/sheet2.xml"))
    sheet = f"<worksheet {_S}>{columns}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return zipped({
        "[Content_Types].xml": _TYPES.format(part="xl/workbook.xml", kind="spreadsheetml.sheet"), "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels,
        "xl/worksheets/sheet1.xml": f"<worksheet {_S}><sheetData/></worksheet>", "xl/worksheets/sheet2.xml": sheet, **parts,
    })  # fmt: skip


def row(text: str, attributes: str = "") -> str:
    return f'<row r="1"{attributes}><c r="A1" t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'


def slides(shapes: str, *, notes: str = "", beside: tuple[str, str, str] | None = None, **parts: str | bytes) -> bytes:
    """Return a file of one slide. beside: kind, part and content of something that belongs to it ("chart", "charts/chart1.xml", …)."""
    main = _RELS.format(inner=_REL.format(id="r1", kind="slide", target="slides/slide1.xml"))
    own = (_REL.format(id="n1", kind="notesSlide", target="../notesSlides/notesSlide1.xml") if notes else "") + (_REL.format(id="c1", kind=beside[0], target=f"../{beside[1]}") if beside else "")
    number = '<p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:fld><a:t>1</a:t></a:fld></a:p></p:txBody></p:sp>'
    return zipped({
        "[Content_Types].xml": _TYPES.format(part="ppt/presentation.xml", kind="presentationml.presentation"),
        "ppt/presentation.xml": f'<p:presentation {_P}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>', "ppt/_rels/presentation.xml.rels": main,
        "ppt/slides/slide1.xml": f"<p:sld {_P}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>", "ppt/slides/_rels/slide1.xml.rels": _RELS.format(inner=own),
        **({"ppt/notesSlides/notesSlide1.xml": f"<p:notes {_P}><p:cSld><p:spTree>{number}{notes}</p:spTree></p:cSld></p:notes>"} if notes else {}),
        **({f"ppt/{beside[1]}": beside[2]} if beside else {}), **parts,
    })  # fmt: skip


def shape(text: str, *, place: str = "body", properties: str = "") -> str:
    """Return a shape with a text whose middle is in bold, as word processors cut it."""
    half = len(text) // 2
    runs = f'<a:r><a:t>{escape(text[:half])}</a:t></a:r><a:r><a:rPr b="1"/><a:t>{escape(text[half:])}</a:t></a:r>'
    return f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Shape 2"{properties}/><p:nvPr><p:ph type="{place}"/></p:nvPr></p:nvSpPr><p:txBody><a:p>{runs}</a:p></p:txBody></p:sp>'


def open_document(kind: str, content: str, **parts: str | bytes) -> bytes:
    """Return an OpenDocument file. kind: "text", "presentation" or "spreadsheet"."""
    body = content if content.startswith("<office:") else f"<office:body><office:{kind}>{content}</office:{kind}></office:body>"
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": f"<office:document-content{_O}>{body}</office:document-content>", **parts})


def core(**properties: str) -> str:
    """Return the part of properties of an Office file."""
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in properties.items())
    return f"<coreProperties>{inner}</coreProperties>"


def photograph(*, exif: dict[int, str] | None = None, place: bool = False, comment: str = "", tail: bytes = b"") -> bytes:
    """Return a picture of 8 by 8 pixels with what a camera wrote."""
    from PIL import ExifTags, Image

    held, told = io.BytesIO(), Image.Exif()
    for number, value in (exif or {}).items():
        told[number] = value.encode()  # as cameras and phones write it; Pillow alone would keep the letters of English only
    if place:
        told.get_ifd(ExifTags.IFD.GPSInfo).update({ExifTags.GPS.GPSLatitude: (41.0, 46.0, 0.0), ExifTags.GPS.GPSLongitude: (129.0, 45.0, 0.0)})
    more = {"comment": comment.encode()} if comment else {}
    Image.new("RGB", (8, 8), (90, 120, 60)).save(held, "JPEG", exif=told, **more)
    return held.getvalue() + tail


def paper(text: str, *, mode: int = 0, info: bytes = b"", catalogue: bytes = b"", page: bytes = b"", more: tuple[bytes, ...] = (), tail: bytes = b"") -> bytes:
    """Return a PDF of one page with a visible line and `text` drawn in a mode (3: unseen), in letters of Korea. more: objects from number 8."""
    words = b"BT /F 12 Tf 40 300 Td (Activity report) Tj /K 12 Tf 0 -30 Td %d Tr <%s> Tj ET" % (mode, text.encode("utf-16-be").hex().encode())
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> /DW 1000 >>] >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R /K 6 0 R >> >> %s >>" % page,
        stream(words), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", font, b"<< /Producer (Typst 0.13) %s >>" % info, *more,
    ]  # fmt: skip
    return raw_pdf(objects, trailer=b"/Info 7 0 R") + tail


def said(text: str) -> bytes:
    """Return a text as a PDF holds it in its properties."""
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"
