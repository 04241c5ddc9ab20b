"""What harmless files say comes out, in order and with its marks; the same files made hostile are in `test_hostile`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import pytest

from bandi.parsing import Block, Item, identify, items, read, rows, take_out
from bandi.parsing.errors import Damaged, NotRead
from bandi.parsing.limits import ROWS
from bandi.parsing.tests import files
from bandi.parsing.tests.files import KOREAN, NOTE, SECRET

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
pytestmark = pytest.mark.usefixtures("jail_works")


def test_a_pdf_is_read_page_by_page() -> None:
    reading = read(files.pdf(3), name="letter.pdf")

    assert [(block.text, block.page) for block in reading.blocks] == [(f"Firefly page {n}", n) for n in (1, 2, 3)]
    assert (reading.kind, reading.pages, reading.problems) == ("pdf", 3, ())
    assert reading.facts == {"author": SECRET}


def test_a_page_that_is_a_picture_is_said_to_be_scanned() -> None:
    from bandi.parsing import derive, page_images

    scan = derive.pdf(page_images(files.pdf(2), width=300))

    reading = read(scan)

    assert (reading.blocks, reading.pages, reading.problems) == ((), 2, ("scanned",))


def test_paragraphs_of_a_pdf_are_told_apart_by_their_distance() -> None:
    words = b"BT /F 10 Tf 12 TL 40 300 Td (one begins) Tj T* (one ends) Tj 0 -30 Td (two) Tj /F 20 Tf 0 -24 Td (large) Tj ET"
    shape = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    pages = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"]

    reading = read(files.raw_pdf([*pages, shape, files.stream(words), font]))

    assert [block.text for block in reading.blocks] == ["one begins\none ends", "two", "large"]


def test_a_word_file_gives_headings_cells_notes_and_headers_but_nothing_deleted() -> None:
    reading = read(files.docx(), name="report.DOCX")

    assert reading.blocks == (
        Block("heading", "큰 제목", None, "1"),
        Block("paragraph", f"{KOREAN}[^1]"),
        Block("cell", "첫 칸", None, "1.A1"),
        Block("cell", "B2 cell", None, "1.B2"),
        Block("note", NOTE, None, "1"),
        Block("header", "머리말"),
    )
    assert reading.problems == ("changes-inside",)
    assert "지운" not in reading.text
    assert reading.facts["creator"] == SECRET


def test_a_word_file_is_read_through_controls_boxes_links_and_tables_in_tables() -> None:
    spaces = "".join(f' xmlns:{short}="{_SPACES[short]}"' for short in _SPACES)
    box = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"
    body = f"""<w:document{spaces}><w:body>
    <w:sdt><w:sdtContent><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>
    <w:p><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>line</w:t></w:r></w:p>
    <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>
    <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>third</w:t></w:r></w:p></w:tc></w:tr>
    <w:tr><w:tc><w:p><w:r><w:t>outer</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>
    <w:p><w:r><w:instrText>HYPERLINK</w:instrText><w:t>end</w:t><w:commentReference w:id="0"/></w:r></w:p></w:body></w:document>"""
    remark = f'<w:comments{spaces}><w:comment w:id="0"><w:p><w:r><w:t>a remark</w:t></w:r></w:p></w:comment></w:comments>'
    parts = files.unzipped(files.docx()) | {"word/document.xml": body.encode(), "word/comments.xml": remark.encode()}
    del parts["word/footnotes.xml"]

    reading = read(files.zipped(dict(parts)))

    assert [(block.kind, block.text, block.mark) for block in reading.blocks] == [
        ("heading", "In a control", "2"), ("paragraph", "new link\nline", ""), ("paragraph", "in a box", ""), ("cell", "wide", "1.A1"),
        ("cell", "third", "1.C1"), ("cell", "outer", "1.A2"), ("cell", "inner", "2.A1"), ("paragraph", "end[^c1]", ""),
        ("note", "a remark", "c1"), ("header", "머리말", ""),
    ]  # fmt: skip
    assert reading.problems == ()


@pytest.mark.parametrize(("make", "kind"), [(files.hwpx, "hwpx"), (files.hwp, "hwp")])
def test_a_hangul_file_gives_headings_cells_and_footnotes(make: Callable[[], bytes], kind: str) -> None:
    reading = read(make(), name=f"문서.{kind}")

    assert reading.kind == kind
    assert reading.blocks == (
        Block("paragraph", f"{KOREAN}[^1]"),
        Block("heading", "큰 제목", None, "1"),
        Block("cell", "첫 칸", None, "1.A1"),
        Block("cell", "B2 cell", None, "1.B2"),
        Block("note", NOTE, None, "1"),
    )


def test_a_hangul_file_says_everything_that_its_own_library_exports() -> None:
    """The library's rich export is the other reader: whatever words it finds, we have."""
    from hwpx import HwpxDocument

    exported = HwpxDocument.open(files.hwpx()).text.markdown(rich=True)
    words = re.findall("[가-힣]+", exported)

    assert {"반디는", "각주의", "제목", "칸"} <= set(words)
    assert [word for word in words if word not in read(files.hwpx()).text] == []


def test_a_rendition_with_less_than_the_file_shows_is_said_to_be_incomplete() -> None:
    parts = files.unzipped(files.hwpx())
    whole = files.zipped(parts | {"Preview/PrvText.txt": f"{KOREAN}\n<첫 칸><B2 cell>"})
    part = files.zipped(parts | {"Preview/PrvText.txt": "처음부터 끝까지 다른 말이 여기 있었다고 한다"})

    assert "rendition-incomplete" not in read(whole).problems
    assert "rendition-incomplete" in read(part).problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_text_is_read_in_the_encodings_of_a_korean_office(encoding: str) -> None:
    reading = read(f"{KOREAN}. Latin words too.\r\n\r\n둘째 문단\r\n".encode(encoding), name="a.txt")

    assert [block.text for block in reading.blocks] == [f"{KOREAN}. Latin words too.", "둘째 문단"]


def test_bytes_that_are_in_no_encoding_are_read_as_well_as_can_be_and_said() -> None:
    reading = read((KOREAN * 20).encode() + b"\xff\xfe" + KOREAN.encode(), name="a.txt")

    assert KOREAN in reading.text
    assert set(reading.problems) == {"encoding-guessed", "letters-lost"}


def test_a_web_page_is_read_in_order_and_what_was_left_out_is_said() -> None:
    reading = read(files.html('<img src="//x.example/a.png"><script>no</script><ul><li>점 하나</ul>'), name="a.html")

    assert [(block.kind, block.text, block.mark) for block in reading.blocks] == [
        ("heading", "큰 제목", "1"), ("paragraph", f"{KOREAN} entire", ""), ("cell", "첫 칸", "1.A1"), ("cell", "둘", "1.B1"), ("paragraph", "점 하나", "•"),
    ]  # fmt: skip
    assert set(reading.problems) == {"active-left-out", "remote-left-out", "pictures-left-out"}


def test_a_web_page_says_its_own_encoding() -> None:
    page = f'<html><meta charset="euc-kr"><p>{KOREAN}</p></html>'.encode("cp949")

    assert read(page, name="a.htm").text == KOREAN


def test_a_workbook_gives_typed_cells_and_formulas_as_text() -> None:
    (sheet,) = rows(files.xlsx(), name="a.xlsx")

    assert sheet.name == "표"
    assert sheet.rows == (("이름", "수", "날", "참"), (KOREAN, 12, date(2024, 5, 2), True), ("=1+1", 1.5, None, "끝"))
    assert sheet.problems == ("formulas-as-text",)


def test_an_open_spreadsheet_gives_the_same_and_repeats_what_repeats() -> None:
    (sheet,) = rows(files.ods(), name="a.ods")

    assert sheet.rows == ((KOREAN, 12, 12), (), (), (date(2024, 5, 2), "=SUM([.A1:.A2])"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separated_values_are_text_whatever_separates_them(separator: str) -> None:
    table = separator.join(["이름", "수"]) + "\r\n" + separator.join(['"가, 나; 다"', "007"])

    (sheet,) = rows(table.encode("cp949"), name="a.csv")

    assert sheet.rows == (("이름", "수"), ("가, 나; 다", "007"))


def test_a_table_is_cut_at_its_limit_and_says_so() -> None:
    (sheet,) = rows(b"a,b\n" * (ROWS + 10), name="a.csv")

    assert len(sheet.rows) == ROWS
    assert sheet.problems == ("truncated",)


def test_a_text_that_is_longer_than_its_answer_is_cut_and_says_so() -> None:
    document = "\n\n".join(f"{KOREAN} {number}" for number in range(40_000)).encode()

    short, long = read(document, name="a.txt"), read(document, name="a.txt", answer=16 << 20)

    assert short.problems == ("truncated",)
    assert long.problems == ()
    assert len(short.text) < len(long.text)
    assert long.text.startswith(short.text[:100_000])


def test_a_mail_gives_heads_words_and_the_list_of_what_hangs_on_it() -> None:
    reading = read(files.eml(), name="a.eml")

    assert [block.text for block in reading.blocks if block.kind == "paragraph"] == [KOREAN, "Second passage."]
    assert [block.text for block in reading.blocks if block.mark == "Subject"] == ["Subject: 초대장"]
    assert reading.problems == ("attachments-inside",)
    assert items(files.eml(), name="a.eml") == (Item("사진.jpg", len(files.picture()), "jpeg"), Item("letter.txt", len(files.pdf(1)), "unknown"))
    assert take_out(files.eml(), 1, name="a.eml") == files.pdf(1)


def test_an_archive_is_listed_and_one_file_at_a_time_taken_out() -> None:
    archive = files.zipped({"folder/보고.docx": files.docx(), "a.txt": "hello", "in.zip": files.zipped({"b.txt": "x"})})

    assert [(one.name, one.kind) for one in items(archive, name="a.zip")] == [("보고.docx", "docx"), ("a.txt", "txt"), ("in.zip", "zip")]
    assert take_out(archive, 1, name="a.zip") == b"hello"
    with pytest.raises(Damaged):
        take_out(archive, 3, name="a.zip")


def test_a_source_may_be_bytes_a_path_or_a_stream(tmp_path: object) -> None:
    path = tmp_path / "a.pdf"  # type: ignore[operator]
    path.write_bytes(files.pdf())
    stream = io.BytesIO(b"before" + files.pdf())
    stream.seek(6)

    class Once(io.RawIOBase):
        def __init__(self) -> None:
            self.left = io.BytesIO(files.pdf())

        def read(self, count: int = -1) -> bytes:
            return self.left.read(count)

    assert read(path) == read(files.pdf()) == read(stream) == read(Once())  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "content"), [("a.rtf", b"{\\rtf1 x}"), ("a.mp4", b"\x00\x00\x00\x18ftypisom"), ("a.heic", b"\x00\x00\x00\x18ftypheic")])
def test_a_known_kind_without_a_reader_says_which_it_is(name: str, content: bytes) -> None:
    assert identify(content, name=name)
    with pytest.raises(NotRead) as problem:
        read(content, name=name)
    assert problem.value.kind == identify(content, name=name)


def test_any_page_can_be_drawn_alone_and_behind_the_last_is_nothing() -> None:
    from bandi.parsing import page_images

    whole = list(page_images(files.pdf(4), width=200))

    assert list(page_images(files.pdf(4), width=200, first=3, pages=1)) == [whole[2]]
    assert list(page_images(files.pdf(4), width=200, first=3)) == whole[2:]
    assert list(page_images(files.pdf(4), width=200, first=5)) == []
    assert list(page_images(files.picture(), first=2)) == []


def test_the_text_of_nine_hundred_pages_is_read_whole() -> None:
    reading = read(files.pdf(900))

    assert (reading.pages, reading.blocks[-1].page, reading.problems) == (900, 900, ())
