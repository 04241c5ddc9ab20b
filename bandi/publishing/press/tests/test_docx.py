"""The Word file: what a person needs who goes on writing in it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from bandi.foundation.records.blocks import Bullets, Language, plain
from bandi.publishing.press.docx import write_docx
from bandi.publishing.press.tests.odd_documents import with_blocks
from bandi.publishing.press.tests.specimen import specimen


@pytest.fixture
def opened(word: bytes) -> WordDocument:
    return docx.Document(BytesIO(word))


def part(word: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(word)).read(name))


def texts(root: etree._Element) -> str:
    return "".join(root.itertext())


def test_chapters_themes_and_activities_are_headings(opened: WordDocument, language: Language) -> None:
    found = {(paragraph.style.name, paragraph.text) for paragraph in opened.paragraphs}
    english = language == "en"

    assert ("Heading 1", "Advocacy and campaigns" if english else "옹호와 캠페인") in found
    assert ("Heading 2", "Letters and what was answered" if english else "서한과 회신") in found
    assert ("Heading 3", "The draft statute on absence" if english else "부재선고에 관한 법률안") in found
    assert ("Heading 4", "Saturday class" if english else "토요학급") in found
    assert ("Title", specimen(language).title) in found


def test_footnotes_are_real_and_each_has_its_mark(word: bytes, language: Language) -> None:
    notes = part(word, "word/footnotes.xml")
    marks = part(word, "word/document.xml").findall(f".//{qn('w:footnoteReference')}")
    ordinary = [note for note in notes if note.get(qn("w:type")) is None]

    assert [mark.get(qn("w:id")) for mark in marks] == [note.get(qn("w:id")) for note in ordinary] == ["1", "2"]
    assert "A/HRC/99/99" in texts(ordinary[1])
    assert {note.get(qn("w:type")) for note in notes} == {"separator", "continuationSeparator", None}


def test_contents_pages_and_running_heads_are_fields_that_word_counts(word: bytes) -> None:
    body = texts(part(word, "word/document.xml"))
    settings = part(word, "word/settings.xml")

    assert 'TOC \\o "1-2"' in body
    assert "SEQ" in body
    assert "STYLEREF 1" in texts(part(word, "word/header1.xml"))
    assert "PAGE" in texts(part(word, "word/footer1.xml"))
    assert settings.find(qn("w:updateFields")) is not None


def test_every_field_that_is_opened_is_closed(word: bytes) -> None:
    kinds = [mark.get(qn("w:fldCharType")) for mark in part(word, "word/document.xml").iter(qn("w:fldChar"))]

    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 10


def test_table_heads_repeat_on_each_page(opened: WordDocument) -> None:
    assert len(opened.tables) == 8
    for table in opened.tables:
        assert table.style.name == "Report Table"
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None


def test_drawings_are_pictures_with_words(opened: WordDocument, language: Language) -> None:
    words = [shape._inline.docPr.get("descr") for shape in opened.inline_shapes]

    assert len(words) == 5
    assert all(words)
    assert words[1].startswith("Stacked columns" if language == "en" else "열두 달의")


def test_every_run_says_its_language_and_korean_has_its_face(word: bytes, language: Language) -> None:
    codes = {lang.get(qn("w:val")) for lang in part(word, "word/document.xml").iter(qn("w:lang"))}
    fonts = texts_of_fonts(part(word, "word/styles.xml"))

    assert codes == {"en-GB", "ko-KR"}
    assert ("Pretendard", "Pretendard") in fonts
    assert not any(name.endswith("Theme") for name in theme_attributes(part(word, "word/styles.xml")))
    substitutes = [name.get(qn("w:val")) for name in part(word, "word/fontTable.xml").iter(qn("w:altName"))]
    assert "Malgun Gothic" in substitutes


def texts_of_fonts(styles: etree._Element) -> set[tuple[str | None, str | None]]:
    return {(fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) for fonts in styles.iter(qn("w:rFonts"))}


def theme_attributes(styles: etree._Element) -> set[str]:
    return {name for fonts in styles.iter(qn("w:rFonts")) for name in fonts.attrib}


def test_the_file_names_its_title_author_and_language(opened: WordDocument, language: Language) -> None:
    core, document = opened.core_properties, specimen(language)

    assert (core.title, core.author) == (document.title, document.organisation)
    assert core.language == ("en-GB" if language == "en" else "ko-KR")
    assert core.comments == ""


def test_nothing_stands_in_boxes_and_no_foreign_picture_is_left(word: bytes) -> None:
    names = zipfile.ZipFile(BytesIO(word)).namelist()
    body = zipfile.ZipFile(BytesIO(word)).read("word/document.xml")

    assert b"<w:txbxContent" not in body
    assert b"<wp:anchor" not in body
    assert not any("thumbnail" in name for name in names)


def test_each_numbered_list_begins_at_one() -> None:
    twice = Bullets((plain("a"), plain("b")), numbered=True)
    body = part(write_docx(with_blocks(twice, twice)), "word/document.xml")
    numbers = [number.get(qn("w:val")) for number in body.iter(qn("w:numId"))]

    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_links_of_the_contents_meet_their_bookmarks(word: bytes) -> None:
    body = part(word, "word/document.xml")
    targets = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    wanted = [text.text.split()[1] for text in body.iter(qn("w:instrText")) if "PAGEREF" in (text.text or "")]

    assert wanted
    assert set(wanted) <= targets
