"""The PDF: tagged, archival, in both scripts, with everything the document holds."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from bandi.foundation.records.blocks import Language, Paragraph, plain
from bandi.publishing.press.pdf import write_pdf
from bandi.publishing.press.tests.odd_documents import with_blocks
from bandi.publishing.press.tests.specimen import specimen


@pytest.fixture
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


@pytest.fixture
def text(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


def kinds_of(pdf: pikepdf.Pdf) -> list[str]:
    """Return the kinds of all structure elements in reading order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node and node.get("/Type") != pikepdf.Name.OBJR:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_the_pdf_is_tagged_and_names_its_title_author_and_language(opened: pikepdf.Pdf, language: Language) -> None:
    document = specimen(language)

    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == language
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    with opened.open_metadata() as metadata:
        assert metadata["dc:title"] == document.title
        assert metadata["dc:creator"] == [document.organisation]
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"


def test_the_structure_knows_headings_lists_tables_figures_notes_and_contents(opened: pikepdf.Pdf) -> None:
    kinds = set(kinds_of(opened))

    assert {
        "/H1",
        "/H2",
        "/H3",
        "/P",
        "/L",
        "/LI",
        "/Table",
        "/TH",
        "/TD",
        "/Figure",
        "/Caption",
        "/TOC",
        "/TOCI",
    } <= kinds
    assert "/Note" in kinds or "/FENote" in kinds


def test_headings_do_not_skip_a_level(opened: pikepdf.Pdf) -> None:
    levels = [int(kind[2:]) for kind in kinds_of(opened) if kind[1:2] == "H" and kind[2:].isdigit()]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_drawing_has_its_words(opened: pikepdf.Pdf, language: Language) -> None:
    words: list[str] = []
    for item in opened.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure:
            words.append(str(item.Alt))

    assert len(words) == 4
    expected = "Most activities were in Seoul" if language == "en" else "활동의 대부분은 서울"
    assert any(word.startswith(expected) for word in words)


def test_only_our_faces_are_used_and_all_are_embedded(opened: pikepdf.Pdf) -> None:
    names: set[str] = set()
    for item in opened.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor:
            names.add(str(item.FontName).split("+")[-1])
            assert "/FontFile3" in item or "/FontFile2" in item

    families = {name.split("-")[0].split("_")[0] for name in names}
    assert {"NotoSerifKR", "Pretendard"} <= families <= {"NotoSerifKR", "Pretendard", "BandiSerif"}


def test_both_scripts_can_be_read_and_searched(text: str, language: Language) -> None:
    korean = "회신할 것을 요청했습니다" if language == "en" else "돌아오지 못한 사람들"
    english = "Those who did not come home" if language == "en" else "Thirteen organisations signed it"

    assert korean in text
    assert english in text


def test_footnotes_stand_on_the_page_with_their_source(text: str) -> None:
    assert "A/HRC/99/99, para. 12–14" in text


def test_the_values_of_each_drawing_stand_in_a_table(text: str, language: Language) -> None:
    heading = "Figures in numbers" if language == "en" else "그림 수치 자료"
    note = "Every chart and map" if language == "en" else "모든 그래프와 지도의 수치"
    appendix = text.split(note, 1)[1]

    assert heading in text
    assert "2016 2,914" in appendix
    assert ("Vilnius Lithuania 2" if language == "en" else "빌뉴스 리투아니아 2") in appendix


def test_the_contents_give_the_page_on_which_a_chapter_begins(pdf: bytes, language: Language) -> None:
    title = "Support for families" if language == "en" else "가족 지원"
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]
    contents = next(page for page in pages if ("Contents" if language == "en" else "차례") in page)
    number = next(index for index, page in enumerate(pages, 1) if title in page and page is not contents)

    assert f"{number} {title}" in contents


def test_korean_lines_break_between_words_only() -> None:
    syllables = "가나다라마바사아자차카타파하"
    words = [syllables[start : start + 4 + start % 3] for start in range(8)] * 40
    document = with_blocks(Paragraph(plain(" ".join(words))), Paragraph(plain(" ".join(words)), "lead"), language="ko")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(write_pdf(document))]
    lines = [line.split() for page in pages for line in page.splitlines() if set(line) <= {*syllables, " ", "\xa0"}]

    assert sum(len(line) for line in lines) == 2 * len(words)
    assert {word for line in lines for word in line} == set(words)


def test_the_same_document_gives_the_same_bytes(pdf: bytes, language: Language) -> None:
    assert write_pdf(specimen(language)) == pdf
