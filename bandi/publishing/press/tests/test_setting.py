"""What a reader would trip over: broken dates, notes without their table, straight marks, chapters alone on a page."""

from __future__ import annotations

import dataclasses
import json

import pypdfium2
import pytest

from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Chart,
    ChartSeries,
    Column,
    Document,
    Entry,
    Paragraph,
    Section,
    Table,
    plain,
)
from bandi.publishing.press.cleaning import cleaned, printed_text
from bandi.publishing.press.columns import columns_of
from bandi.publishing.press.numbering import data_table
from bandi.publishing.press.pdf import write_pdf
from bandi.publishing.press.tests.odd_documents import with_blocks
from bandi.publishing.press.typesetting import typeset_data
from bandi.publishing.press.words import words_of

DATED = Table(
    "Letters",
    (Column("Date", 1), Column("What was said", 9)),
    tuple((plain(day), plain("A sentence that is long enough to want the whole page for itself, and more of it than there is. " * 2)) for day in ("23 September 2031", "1 May 2031")),
)


def with_sections(*sections: Section) -> Document:
    """Return an edition of these chapters."""
    return dataclasses.replace(with_blocks(), sections=sections)


def pages_of(document: Document) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(write_pdf(document))]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('The "White Lamp" report', "The “White Lamp” report"),
        ("Ada's 'lamp' (the \"old\" one)", "Ada’s ‘lamp’ (the “old” one)"),
        ("the '90s and it's", "the ’90s and it’s"),
        ("Lamps - and oil", "Lamps – and oil"),
        ("well-kept, 2031-03-02, https://example.org/a-b", "well-kept, 2031-03-02, https://example.org/a-b"),
        ("「등불」 '빛'과 \"밤\"", "「등불」 ‘빛’과 “밤”"),
        ("“already” ‘set’", "“already” ‘set’"),
    ],
)
def test_marks_of_a_keyboard_become_those_of_a_book(typed: str, printed: str) -> None:
    assert printed_text(typed) == printed
    assert cleaned(with_blocks(Paragraph(plain(typed)))).sections[0].blocks[0] == Paragraph(plain(printed))


def test_a_date_is_never_broken_in_a_table() -> None:
    columns = columns_of(DATED)

    assert columns.holds and columns.shares[0] > 150
    assert sum(columns.shares) in range(999, 1002)
    text = "".join(pages_of(with_blocks(DATED)))
    assert "23 September 2031" in text and "Sep­" not in text


def test_columns_keep_their_shares_where_all_words_fit_and_give_up_where_nothing_helps() -> None:
    words = Table("", (Column("A", 3), Column("B", 1)), ((plain("one two"), plain("three")),))
    crowded = Table("", tuple(Column("x" * 25, 1) for _ in range(8)), ())

    assert columns_of(words).shares == (750, 250)
    assert not columns_of(crowded).holds
    assert columns_of(crowded).shares == (125,) * 8


def test_a_small_note_belongs_to_its_table_and_stays_with_its_list() -> None:
    note, points = Paragraph(plain("Names are masked."), "small"), Bullets((plain("One"),))
    blocks = json.loads(typeset_data(with_blocks(DATED, note, points, note)))["sections"][0]["blocks"]

    assert [block["kind"] for block in blocks] == ["table", "bullets", "paragraph"]
    assert blocks[0]["notes"] and blocks[1]["stays"] and not blocks[2]["stays"]


def at_every_height(*blocks: Block) -> list[str]:
    """Return the pages of chapters in which `blocks` begin at every height towards the end of a page."""
    line = Paragraph(plain("Line."))
    return pages_of(with_sections(*(Section(f"s{lines}", f"Chapter {lines}", 1, (*[line] * lines, *blocks)) for lines in range(22, 44))))


def test_a_note_after_an_entry_stands_on_its_page() -> None:
    pages = at_every_height(Entry(plain("The lamp"), body=(Paragraph(plain("Lit at dusk.")),)), Paragraph(plain("Held back."), "small"))

    assert sum("Held back." in page for page in pages) == 22
    assert all("Lit at dusk." in page for page in pages if "Held back." in page)


def test_a_chapter_of_a_few_lines_shares_its_page_with_the_next() -> None:
    short = Section("a", "Mandate", 1, (Bullets((plain("Light"), plain("Night"))),))
    long = Section("b", "Further", 1, (Paragraph(plain("A sentence about lamps. " * 30)),))

    together, apart = pages_of(with_sections(short, long)), pages_of(with_sections(long, short))

    assert any("Night" in page and "A sentence about lamps" in page for page in together)
    assert not any("Night" in page and "A sentence about lamps" in page for page in apart)


def test_a_table_of_a_few_rows_is_not_broken() -> None:
    pages = at_every_height(Table("Small", (Column("A", 1),), tuple((plain(f"row {number}"),) for number in range(8))))

    assert sum("row 7" in page for page in pages) == 22
    assert all("row 0" in page for page in pages if "row 7" in page)


def test_the_column_of_a_single_series_is_headed_by_what_is_counted() -> None:
    chart = Chart("Lamps by year", "Bars.", "bars", ("2031",), (ChartSeries("Lamps by year", ()),), unit="lamps")

    assert [column.label for column in data_table(chart, words_of("en")).columns] == ["", "lamps"]
