"""Odd documents in all three formats: nothing, too much, and text that would like to be a command."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import docx
import pypdfium2
import pytest

from bandi.foundation.records.blocks import (
    Chart,
    ChartSeries,
    Column,
    Document,
    Entry,
    Map,
    Paragraph,
    Run,
    Table,
    plain,
)
from bandi.publishing.press.cleaning import clean_text
from bandi.publishing.press.docx import write_docx
from bandi.publishing.press.html import write_html
from bandi.publishing.press.pdf import write_pdf
from bandi.publishing.press.tests.odd_documents import empty, hostile, long_table, with_blocks
from bandi.publishing.press.typesetter import TypesettingFailed, set_book

ODD = {
    "empty": empty(),
    "very long title": with_blocks(title="A very long title that does not end " * 12),
    "ten thousand letters without a space": with_blocks(Paragraph(plain("x" * 10_000))),
    "ten thousand letters": with_blocks(Paragraph(plain("lantern " * 1_250))),
    "ten thousand syllables": with_blocks(Paragraph(plain("등불거리 " * 2_000)), language="ko"),
    "ten thousand letters in a cell": with_blocks(
        long_table(1), Table("t", long_table(1).columns, ((plain("1"), plain("등불 " * 3_300)),))
    ),
    "rare letters in every face": with_blocks(
        Paragraph((Run("國 뷁 Ж", bold=True), Run("國 뷁 Ж", italic=True), Run("國 뷁 Ж", bold=True, italic=True))),
        Entry(plain("國 뷁 Ж")),
        Table("國", (Column("國"),), ((plain("國 뷁 Ж"),),), (plain("國 뷁"),)),
        language="ko",
        title="國 뷁 Ж",
    ),
    "a table without columns": with_blocks(Table("none", (), ())),
    "a table without rows": with_blocks(Table("none", long_table(1).columns, ())),
    "a chart without anything": with_blocks(Chart("none", "", "columns", (), ())),
    "bars without anything": with_blocks(Chart("none", "", "bars", (), ())),
    "a map without places": with_blocks(Map("none", "", ())),
    "an entry without words": with_blocks(Entry(())),
    "a nested entry without its parent": with_blocks(Entry(plain("alone"), level=1)),
}


def pdf_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def word_text(word: bytes) -> str:
    document = docx.Document(BytesIO(word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("document", ODD.values(), ids=ODD.keys())
def test_an_odd_document_is_drawn_in_every_format(document: Document) -> None:
    assert write_pdf(document).startswith(b"%PDF-1.7")
    assert write_docx(document).startswith(b"PK")
    assert write_html(document).startswith("<!DOCTYPE html>")


def test_text_that_looks_like_commands_is_printed_in_the_pdf_as_it_stands() -> None:
    text = "".join(pdf_text(write_pdf(hostile())).split())

    for part in (
        '#panic(“typst”)][)}',
        '#import“/etc/passwd”$x$@ref<label>',
        "<script>alert(1)</script>",
        "</title></style>",
    ):
        assert part in text


def test_characters_without_a_glyph_are_printed_as_a_missing_type() -> None:
    assert "🕯" not in (text := pdf_text(write_pdf(with_blocks(Paragraph(plain("a 🕯 b"))))))
    assert "a 〓 b" in text


def test_hanja_and_signs_in_a_drawing_find_their_face() -> None:
    chart = Chart(
        "中國 and 日本",
        "alt",
        "bars",
        ("中國", "〓 ㉿", "🕯"),
        (ChartSeries("漢字", (Decimal(1), Decimal(2), Decimal(3))),),
    )

    assert write_pdf(with_blocks(chart)).startswith(b"%PDF")
    assert write_docx(with_blocks(chart)).startswith(b"PK")


def test_text_that_looks_like_markup_stays_text_in_word() -> None:
    text = word_text(write_docx(hostile()))

    assert "<script>alert(1)</script>" in text
    assert "]]> <![CDATA[ -->" in text
    assert not set("\x00\x0b\x1f\ufffe") & set(text)


def test_text_that_looks_like_markup_stays_text_in_the_page() -> None:
    page = write_html(hostile())

    assert "<script" not in page.lower()
    assert "<img" not in page.lower()
    assert ' onclick="' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("</style>") == 1
    # One title for the page, one for the map; one for the chart and one for its only bar, each drawn twice: wide and for a phone.
    assert page.count("</title>") == 6
    assert not set("\x00\x0b\x1f\ufffe") & set(page)


def test_a_table_of_five_hundred_rows_keeps_all_rows_and_repeats_its_head_on_each_page() -> None:
    document = with_blocks(long_table(500))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(write_pdf(document))]
    with_rows = [page for page in pages if "row-" in page]

    assert sum(page.count("row-") for page in pages) == 500
    assert len(with_rows) > 5
    assert all("Number" in page and "Name" in page for page in with_rows)
    assert word_text(write_docx(document)).count("row-") == 500
    assert write_html(document).count("row-") == 500


def test_decomposed_hangul_is_composed_before_it_is_printed() -> None:
    document = with_blocks(Paragraph(plain("\u1103\u1173\u11bc\u1107\u116e\u11af")), language="ko")

    assert "등불" in pdf_text(write_pdf(document))
    assert "등불" in word_text(write_docx(document))
    assert "등불" in write_html(document)


def test_a_word_that_no_line_can_hold_is_broken_and_stays_on_the_page() -> None:
    page = pypdfium2.PdfDocument(write_pdf(with_blocks(Paragraph(plain("x" * 400)))))[2]
    text = page.get_textpage()
    right = max(text.get_charbox(index)[2] for index in range(text.count_chars()))

    assert right < page.get_width() - 50


def test_a_failure_of_the_typesetter_does_not_repeat_the_text() -> None:
    with pytest.raises(TypesettingFailed) as failure:
        set_book('{"title": "a name that must not be logged"}', dated=datetime(2031, 1, 1, tzinfo=UTC))

    assert "name" not in str(failure.value)
    assert failure.value.diagnostic


def test_signs_that_turn_the_direction_are_printed_nowhere() -> None:
    turning = "A pledge of \u202e000,1\u202c \u2066lanterns\u2069 שלום"

    assert clean_text(turning) == "A pledge of 000,1 lanterns שלום"
