"""Puts words where a page does not show them: fourteen kinds of places in files of Word, Excel, PowerPoint, OpenDocument, PDF and pictures.

Each maker takes a text and whether it is planted; a clean file is what an office sends after it cleaned it: the parts are still there and empty, the changes
accepted, the words harmless and in plain sight. `bandi.parsing.tests.carriers` makes the files.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from bandi.parsing.tests import carriers as c

Maker = Callable[[str, bool], c.File]
_SEEN = c.paragraph("The board met in spring.")


def _word_hidden(text: str, planted: bool) -> c.File:
    return "letter.docx", c.word(_SEEN + c.paragraph(text, f'<w:vanish w:val="{"1" if planted else "0"}"/>'))


def _word_style_hidden(text: str, planted: bool) -> c.File:
    return "letter.docx", c.word(_SEEN + c.paragraph(text, f'<w:sz w:val="{2 if planted else 20}"/>'))


def _open_hidden(text: str, planted: bool) -> c.File:
    style = f'<office:automatic-styles><style:style style:name="T1"><style:text-properties text:display="{"none" if planted else "true"}"/></style:style></office:automatic-styles>'
    return "letter.odt", c.open_document("text", f'<office:body>{style}<office:text><text:p>The board met.</text:p><text:p><text:span text:style-name="T1">{escape(text)}</text:span></text:p></office:text></office:body>')


def _excel_sheet(text: str, planted: bool) -> c.File:
    return "list.xlsx", c.workbook(c.row(text), state=' state="veryHidden"' if planted else ' state="visible"')


def _excel_row(text: str, planted: bool) -> c.File:
    return "list.xlsx", c.workbook(c.row(text, ' hidden="1"' if planted else ' hidden="0"'))


def _excel_column(text: str, planted: bool) -> c.File:
    return "list.xlsx", c.workbook(c.row(text), columns=f'<cols><col min="1" max="1" width="9"{" hidden=" + chr(34) + "1" + chr(34) if planted else ""}/></cols>')


def _excel_cache(text: str, planted: bool) -> c.File:
    part = f'<pivotCacheDefinition><cacheFields><cacheField name="A"><sharedItems><s v="{escape(text, quote=True)}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
    return "list.xlsx", c.workbook(c.row("1"), **{"xl/pivotCache/pivotCacheDefinition1.xml": part})


def _word_comment(text: str, planted: bool) -> c.File:
    inner = f'<w:comment w:id="1"><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:comment>' if planted else ""
    return "letter.docx", c.word(_SEEN if planted else _SEEN + c.paragraph(text), comments=f"<w:comments {c._W}>{inner}</w:comments>")


def _excel_comment(text: str, planted: bool) -> c.File:
    inner = f'<comment ref="A1" authorId="0"><text><t>{escape(text)}</t></text></comment>' if planted else ""
    return "list.xlsx", c.workbook(c.row("1" if planted else text), **{"xl/comments1.xml": f"<comments {c._S}><authors><author></author></authors><commentList>{inner}</commentList></comments>"})


def _slide_comment(text: str, planted: bool) -> c.File:
    inner = f'<p188:cm><p188:txBody><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p188:txBody></p188:cm>' if planted else ""
    return "talk.pptx", c.slides(c.shape("Spring" if planted else text), **{"ppt/comments/modernComment_100.xml": f'<p188:cmLst xmlns:p188="p188" {c._P}>{inner}</p188:cmLst>'})


def _word_deleted(text: str, planted: bool) -> c.File:
    gone = f'<w:p><w:del w:id="1"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del></w:p>'
    return "letter.docx", c.word(_SEEN + (gone if planted else f"<w:p><w:pPr><w:rPr/></w:pPr></w:p>{c.paragraph(text)}"))


def _word_inserted(text: str, planted: bool) -> c.File:
    come = f'<w:p><w:ins w:id="1"><w:r><w:t>{escape(text)}</w:t></w:r></w:ins></w:p>'
    return "letter.docx", c.word(_SEEN + (come if planted else c.paragraph(text)))


def _open_deleted(text: str, planted: bool) -> c.File:
    gone = f'<text:tracked-changes><text:changed-region><text:deletion><text:p>{escape(text)}</text:p></text:deletion></text:changed-region></text:tracked-changes>'
    return "letter.odt", c.open_document("text", f"{gone}<text:p>The board met.</text:p>" if planted else f"<text:tracked-changes/><text:p>{escape(text)}</text:p>")


def _title(text: str, _planted: bool) -> c.File:
    return "letter.docx", c.word(_SEEN, **{"docProps/core.xml": c.core(title=text, creator="Microsoft Word")})


def _remarks(text: str, _planted: bool) -> c.File:
    return "list.xlsx", c.workbook(c.row("1"), **{"docProps/core.xml": c.core(description=text, lastModifiedBy="LibreOffice")})


def _own_property(text: str, _planted: bool) -> c.File:
    part = f'<Properties xmlns:vt="vt"><property name="Subject of file"><vt:lpwstr>{escape(text)}</vt:lpwstr></property></Properties>'
    return "talk.pptx", c.slides(c.shape("Spring"), **{"docProps/custom.xml": part})


def _meta(text: str, _planted: bool) -> c.File:
    return "letter.odt", c.open_document("text", "<text:p>The board met.</text:p>", **{"meta.xml": f"<office:document-meta{c._O}><office:meta><dc:subject>{escape(text)}</dc:subject></office:meta></office:document-meta>"})


def _notes(text: str, planted: bool) -> c.File:
    return "talk.pptx", c.slides(c.shape("Spring" if planted else text), notes=c.shape(text) if planted else c.shape(""))


def _open_notes(text: str, planted: bool) -> c.File:
    inner = f"<text:p>{escape(text)}</text:p>" if planted else "<text:p/>"
    seen = "" if planted else f"<draw:frame><draw:text-box><text:p>{escape(text)}</text:p></draw:text-box></draw:frame>"
    return "talk.odp", c.open_document("presentation", f"<draw:page>{seen}<presentation:notes><draw:frame><draw:text-box>{inner}</draw:text-box></draw:frame></presentation:notes></draw:page>")


def _word_header(text: str, _planted: bool) -> c.File:
    return "letter.docx", c.word(_SEEN, header1=f"<w:hdr {c._W}>{c.paragraph(text)}</w:hdr>")


def _word_footer(text: str, _planted: bool) -> c.File:
    return "letter.docx", c.word(_SEEN, footer2=f"<w:ftr {c._W}>{c.paragraph(text)}</w:ftr>")


def _excel_header(text: str, _planted: bool) -> c.File:
    return "list.xlsx", c.workbook(c.row("1"), after=f"<headerFooter><oddHeader>&amp;L&amp;&quot;Arial,Bold&quot;{escape(text)}&amp;R&amp;P</oddHeader></headerFooter>")


def _open_footer(text: str, _planted: bool) -> c.File:
    part = f'<office:document-styles{c._O}><office:master-styles><style:master-page><style:footer><text:p>{escape(text)}</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>'
    return "letter.odt", c.open_document("text", "<text:p>The board met.</text:p>", **{"styles.xml": part})


def _slide_footer(text: str, _planted: bool) -> c.File:
    return "talk.pptx", c.slides(c.shape("Spring") + c.shape(text, place="ftr"))


def _word_alt(text: str, _planted: bool) -> c.File:
    return "letter.docx", c.word(f'{_SEEN}<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{escape(text, quote=True)}"/></wp:inline></w:drawing></w:r></w:p>')


def _slide_alt(text: str, _planted: bool) -> c.File:
    return "talk.pptx", c.slides(c.shape("Spring", properties=f' descr="{escape(text, quote=True)}"'))


def _excel_alt(text: str, _planted: bool) -> c.File:
    part = f'<xdr:wsDr xmlns:xdr="xdr"><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1" descr="{escape(text, quote=True)}"/></xdr:nvPicPr></xdr:pic></xdr:wsDr>'
    return "list.xlsx", c.workbook(c.row("1"), **{"xl/drawings/drawing1.xml": part})


def _open_alt(text: str, _planted: bool) -> c.File:
    return "letter.odt", c.open_document("text", f"<text:p>The board met.</text:p><draw:frame><svg:desc>{escape(text)}</svg:desc></draw:frame>")


def _photograph(text: str, planted: bool) -> c.File:
    return "photo.jpg", c.photograph(exif={0x010E: text} if planted else {0x0110: "Acorn 5", 0x0131: "Acorn Camera 2.1", 0x010E: text})


def _place(_text: str, planted: bool) -> c.File:
    return "photo.jpg", c.photograph(exif={0x0110: "Acorn 5"}, place=planted)


def _photograph_remark(text: str, planted: bool) -> c.File:
    return "photo.jpg", c.photograph(comment=text if planted else "", exif={0x0110: "Acorn 5"})


def _photograph_by(text: str, planted: bool) -> c.File:
    return "photo.jpg", c.photograph(exif={0x0110: "Acorn 5"}, tail=f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:description>{escape(text)}</dc:description></x:xmpmeta>".encode() if planted else b"")


def _photograph_in_word(text: str, planted: bool) -> c.File:
    picture = c.photograph(exif={0x010E: text} if planted else {0x0110: "Acorn 5"})
    return "letter.docx", c.word(_SEEN, **{"word/media/image1.jpeg": picture})


def _paper_title(text: str, _planted: bool) -> c.File:
    return "paper.pdf", c.paper("Spring", info=b"/Title " + c.said(text))


def _paper_subject(text: str, _planted: bool) -> c.File:
    return "paper.pdf", c.paper("Spring", info=b"/Subject " + c.said(text))


def _paper_described(text: str, _planted: bool) -> c.File:
    return "paper.pdf", c.paper("Spring", tail=f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:description>{escape(text)}</dc:description></x:xmpmeta>".encode())


def _paper_attached(text: str, planted: bool) -> c.File:
    name = c.said(f"{text[:110]}.txt")
    within = b"/Names << /EmbeddedFiles << /Names [%s 8 0 R] >> >>" % name if planted else b"/Names << /EmbeddedFiles << /Names [] >> >>"
    more = (b"<< /Type /Filespec /F %s /UF %s /EF << /F 9 0 R >> >>" % (name, name), c.stream(b"words", b"/Type /EmbeddedFile")) if planted else ()
    return "paper.pdf", c.paper("Spring" if planted else text, catalogue=within, more=more)


def _paper_remark(text: str, planted: bool) -> c.File:
    kind = b"Text" if planted else b"Link"
    return "paper.pdf", c.paper("Spring" if planted else text, page=b"/Annots [<< /Type /Annot /Subtype /%s /Rect [0 0 9 9] /Contents %s >>]" % (kind, c.said(text)))


def _paper_field(text: str, _planted: bool) -> c.File:
    return "paper.pdf", c.paper("Spring", page=b"/Annots [8 0 R]", catalogue=b"/AcroForm << /Fields [8 0 R] >>", more=(b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (field) /Rect [0 0 9 9] /V %s >>" % c.said(text),))


def _paper_unseen(text: str, planted: bool) -> c.File:
    return "scan.pdf", c.paper(text, mode=3 if planted else 0)


def _slide(text: str, _planted: bool) -> c.File:
    return "talk.pptx", c.slides(c.shape("Spring", place="title") + c.shape(text))


def _slide_table(text: str, _planted: bool) -> c.File:
    cell = f"<a:tc><a:txBody><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></a:txBody></a:tc>"
    return "talk.pptx", c.slides(f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>{cell}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>")


def _slide_chart(text: str, _planted: bool) -> c.File:
    chart = f'<c:chartSpace xmlns:c="c" {c._P}><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>{escape(text)}</c:v></c:pt></c:strCache></c:strRef></c:tx></c:ser></c:chartSpace>'
    return "talk.pptx", c.slides(c.shape("Spring"), beside=("chart", "charts/chart1.xml", chart))


CARRIERS: dict[str, tuple[Maker, ...]] = {
    "hidden_text": (_word_hidden, _word_style_hidden, _open_hidden), "hidden_cells": (_excel_sheet, _excel_row, _excel_column, _excel_cache),
    "comment": (_word_comment, _excel_comment, _slide_comment), "tracked_change": (_word_deleted, _word_inserted, _open_deleted),
    "property": (_title, _remarks, _own_property, _meta), "speaker_notes": (_notes, _open_notes),
    "header_footer": (_word_header, _word_footer, _excel_header, _open_footer, _slide_footer), "alt_text": (_word_alt, _slide_alt, _excel_alt, _open_alt),
    "exif": (_photograph, _place, _photograph_remark, _photograph_by, _photograph_in_word), "pdf_metadata": (_paper_title, _paper_subject, _paper_described),
    "pdf_attachment": (_paper_attached,), "pdf_annotation": (_paper_remark, _paper_field), "pdf_invisible": (_paper_unseen,), "slide": (_slide, _slide_table, _slide_chart),
}  # fmt: skip
WHERE_IT_WAS_TAKEN = "(41.0, 46.0, 0.0)"
PLACES = frozenset({_place})
