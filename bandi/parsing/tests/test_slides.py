"""Slides, OpenDocument texts, and what was passed over before: what they say and what they hide. All words are invented."""

from __future__ import annotations

import pytest

from bandi.parsing import Block, hidden, read
from bandi.parsing.errors import OverLimit
from bandi.parsing.tests import carriers, files

pytestmark = pytest.mark.usefixtures("jail_works")


def pieces(document: bytes, name: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in hidden(document, name=name).pieces]


def test_slides_are_read_in_their_order_with_tables_charts_and_notes() -> None:
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    table = f"<p:graphicFrame><a:tbl><a:tr>{cell.format('one')}{cell.format('two')}</a:tr></a:tbl></p:graphicFrame>"
    chart = ("chart", "charts/chart1.xml", f'<c:chartSpace xmlns:c="c" {carriers._P}><c:title><a:p><a:r><a:t>By village</a:t></a:r></a:p></c:title><c:v>Heron</c:v><c:v>12</c:v></c:chartSpace>')
    document = carriers.slides(carriers.shape("큰 제목", place="title") + carriers.shape("홍달무와") + table, notes=carriers.shape("say it slowly"), beside=chart)

    assert read(document, name="talk.pptx").blocks == (
        Block("heading", "큰 제목", 1, "1"), Block("paragraph", "홍달무와", 1), Block("cell", "one", 1, "1.A1"), Block("cell", "two", 1, "1.B1"),
        Block("paragraph", "By village\nHeron", 1, "chart"), Block("note", "say it slowly", 1, "notes"),
    )  # fmt: skip


def test_a_slide_that_no_list_names_is_read_too() -> None:
    extra = f"<p:sld {carriers._P}><p:cSld><p:spTree>{carriers.shape('left behind')}</p:spTree></p:cSld></p:sld>"

    blocks = read(carriers.slides(carriers.shape("shown"), **{"ppt/slides/slide9.xml": extra}), name="talk.pptx").blocks

    assert [(block.text, block.page) for block in blocks] == [("shown", 1), ("left behind", 2)]


def test_slides_with_a_document_type_are_refused() -> None:
    with pytest.raises(OverLimit):
        read(carriers.slides(carriers.shape("x"), **{"ppt/charts/chart1.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), name="talk.pptx")


def test_an_empty_page_of_notes_hides_nothing() -> None:
    assert not [one for one in pieces(carriers.slides(carriers.shape("x"), notes=carriers.shape("")), "talk.pptx") if one[0] == "notes"]


def test_a_text_in_open_document_is_read_with_headings_notes_tables_and_margins() -> None:
    body = (
        '<text:h text:outline-level="2">Head</text:h><text:p>half <text:span>in bo</text:span>ld<text:s/><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>beneath</text:p></text:note-body></text:note></text:p>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>"
        "<text:p>a <draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame></text:p>"
    )
    margins = f"<office:document-styles{carriers._O}><office:master-styles><style:master-page><style:header><text:p>above</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"

    blocks = read(carriers.open_document("text", body, **{"styles.xml": margins}), name="a.odt").blocks

    assert blocks == (
        Block("heading", "Head", None, "2"), Block("paragraph", "half in bold"), Block("note", "beneath", None, "1"), Block("cell", "cell", None, "1.A1"),
        Block("paragraph", "a"), Block("paragraph", "in a box"), Block("header", "above"),
    )  # fmt: skip


def test_slides_of_open_document_have_pages_and_notes() -> None:
    page = "<draw:page><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame><presentation:notes><text:p>{}</text:p></presentation:notes></draw:page>"
    document = carriers.open_document("presentation", page.format("one", "softly") + page.format("two", ""))

    assert [(block.kind, block.text, block.page) for block in read(document, name="a.odp").blocks] == [("paragraph", "one", 1), ("note", "softly", 1), ("paragraph", "two", 2)]


def test_a_workbook_says_its_page_headers_formulas_drawings_and_what_its_pivot_tables_keep() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>B1</f><v>Heron Acorn</v></c></row>'
    cache = '<pivotCacheDefinition><s v="Birch of the mill"/></pivotCacheDefinition>'
    drawing = '<xdr:wsDr xmlns:xdr="xdr"><xdr:cNvPr id="2" name="Picture 1" descr="At the window"/><a:t xmlns:a="a">boxed</a:t></xdr:wsDr>'
    after = "<headerFooter><oddHeader>&amp;L&amp;\"Arial\"Kept for Alder&amp;P</oddHeader></headerFooter>"

    said = " ".join(text for _kind, text in pieces(carriers.workbook(rows, after=after, **{"xl/pivotCache/pivotCacheDefinition1.xml": cache, "xl/drawings/drawing1.xml": drawing}), "a.xlsx"))

    assert all(words in said for words in ("Heron Acorn", "Birch of the mill", "At the window", "boxed", "Kept for Alder"))


def test_a_word_file_with_macros_hides_nothing_more_than_one_without() -> None:
    parts = files.unzipped(carriers.word(carriers.paragraph("out of sight", "<w:vanish/>")))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", b"application/vnd.ms-word.document.macroEnabled.main+xml")

    assert ("hidden_text", "out of sight") in pieces(files.zipped(parts), "a.docm")


def test_letters_of_korea_in_what_a_camera_wrote_come_out_as_they_were_written() -> None:
    assert ("property", "홍달무의 집") in pieces(carriers.photograph(exif={0x010E: "홍달무의 집"}), "a.jpg")
    within = carriers.word(carriers.paragraph("x"), **{"word/media/image1.jpeg": carriers.photograph(place=True)})
    assert "place" in {kind for kind, _text in pieces(within, "a.docx")}


def test_a_pdf_says_what_was_filled_in_and_that_it_was_saved_over() -> None:
    field = carriers.paper("Spring", page=b"/Annots [8 0 R]", catalogue=b"/AcroForm << /Fields [8 0 R] >>", more=(b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [0 0 9 9] /V %s >>" % carriers.said("홍달무"),))

    assert ("property", "홍달무") in pieces(field, "a.pdf")
    assert ("deleted", "…") in pieces(carriers.paper("Spring", tail=b"%%EOF\n"), "a.pdf")
    assert not [one for one in pieces(carriers.paper("Spring"), "a.pdf") if one[0] == "deleted"]


def test_a_mail_says_what_hangs_on_it() -> None:
    assert {text for kind, text in pieces(files.eml(), "a.eml") if kind == "attachment"} == {"사진.jpg", "letter.txt"}


def test_a_name_half_in_bold_is_one_word() -> None:
    comment = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1"><w:p><w:r><w:t>홍달</w:t></w:r><w:r><w:t>무에게</w:t></w:r></w:p><w:p><w:r><w:t>둘</w:t></w:r></w:p></w:comment></w:comments>'

    assert ("comment", "홍달무에게 둘") in pieces(carriers.word(carriers.paragraph("x"), comments=comment), "a.docx")
