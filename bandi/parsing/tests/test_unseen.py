"""What a file hides is found inside the jail, with its place; a file without anything hidden answers nothing. All words are invented."""

from __future__ import annotations

import io
from typing import Any

import pytest

from bandi.parsing import Unseen, hidden
from bandi.parsing.answers import hidden as checked
from bandi.parsing.errors import Crashed, NotRead
from bandi.parsing.tests import files

pytestmark = pytest.mark.usefixtures("jail_works")
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SLIDE = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def kinds(document: bytes, name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in hidden(document, name=name).pieces:
        found.setdefault(one.kind, set()).add(one.text)
    return found


def word(inner: str, comments: str = "") -> bytes:
    parts = files.unzipped(files.docx())
    body = parts["word/document.xml"].decode()
    at = body.rindex("<w:sectPr") if "<w:sectPr" in body else body.rindex("</w:body>")
    parts["word/document.xml"] = (body[:at] + inner + body[at:]).encode()
    if comments:
        parts["word/comments.xml"] = f"<w:comments {WORD}>{comments}</w:comments>".encode()
    return files.zipped(parts)


def test_a_word_file_gives_away_comments_changes_hidden_letters_and_who_wrote() -> None:
    changed = (
        '<w:p><w:ins w:author="Acorn"><w:r><w:t>came later</w:t></w:r></w:ins><w:del w:author="Acorn"><w:r><w:delText>her village</w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>out of sight</w:t></w:r></w:p>"
    )
    remark = '<w:comment w:id="1" w:author="Birch"><w:p><w:r><w:t>Ask the heron</w:t></w:r></w:p></w:comment>'

    found = kinds(word(changed, remark), "a.docx")

    assert found["deleted"] == {"her village", "지운 말"} and found["inserted"] == {"came later"}
    assert found["hidden_text"] == {"out of sight"} and found["comment"] == {"Ask the heron"}
    assert {"Acorn", "Birch", files.SECRET} <= found["author"]


def test_a_workbook_gives_away_hidden_sheets_rows_columns_and_remarks() -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    book.active["B2"] = "seen"
    book.active["B2"].comment = Comment("the aunt", "Acorn")
    book.active.row_dimensions[3].hidden = True
    book.active["C3"] = "below"
    book.active.column_dimensions["D"].hidden = True
    book.create_sheet("Names").sheet_state = "veryHidden"
    held = io.BytesIO()
    book.save(held)

    found = kinds(held.getvalue(), "a.xlsx")

    assert found["hidden_sheet"] == {"Names"} and found["hidden_row"] == {"3"} and found["hidden_column"] == {"4"}
    assert any("the aunt" in one for one in found["comment"]) and "Acorn" in found["author"]


def test_slides_give_away_notes_and_slides_that_are_skipped() -> None:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
    document = files.zipped(
        {
            "[Content_Types].xml": types, "ppt/presentation.xml": f"<p:presentation {SLIDE}/>",
            "ppt/slides/slide1.xml": f'<p:sld {SLIDE} show="0"><a:t>kept back</a:t></p:sld>',
            "ppt/notesSlides/notesSlide1.xml": f"<p:notes {SLIDE}><a:t>say her name slowly</a:t></p:notes>",
        }
    )  # fmt: skip

    found = hidden(document, name="talk.pptx").pieces

    assert Unseen("notes", "notesSlide1", "say her name slowly") in found
    assert Unseen("hidden_sheet", "slide1", "kept back") in found


def test_an_open_document_gives_away_remarks_and_what_was_deleted() -> None:
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    body = f"<office:document-content {space}><text:tracked-changes><text:deletion><text:p>gone words</text:p></text:deletion></text:tracked-changes><office:annotation><dc:creator>Birch</dc:creator><text:p>whose aunt</text:p></office:annotation></office:document-content>"
    document = files.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": body}, packed=False)

    found = kinds(document, "a.odt")

    assert found["deleted"] == {"gone words"} and found["author"] == {"Birch"} and "whose aunt" in next(iter(found["comment"]))


def test_a_picture_gives_away_where_it_was_taken_and_by_whom() -> None:
    from PIL import ExifTags, Image

    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Acorn"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({ExifTags.GPS.GPSLatitude: (41.0, 46.0, 0.0), ExifTags.GPS.GPSLongitude: (129.0, 45.0, 0.0)})
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, "JPEG", exif=exif, comment=b"by the old mill")
    told = held.getvalue() + b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><r photoshop:City='Lantern Ferry'/></x:xmpmeta>"

    found = kinds(told, "a.jpg")

    assert found["author"] == {"Acorn"} and found["comment"] == {"by the old mill"}
    assert any("41" in one for one in found["place"]) and "Lantern Ferry" in found["place"]


def test_a_pdf_gives_away_remarks_and_who_wrote() -> None:
    page = b"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (whose aunt is it) /T (Birch) >> << /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Contents (link) >>]"

    found = kinds(files.pdf(1, page=page), "a.pdf")

    assert found["comment"] == {"whose aunt is it"} and found["author"] == {"Birch", files.SECRET}


@pytest.mark.parametrize(("document", "name"), [(b"only words\n", "a.txt"), (b"a,b\n1,2\n", "a.csv")])
def test_what_hides_nothing_answers_nothing_of_it(document: bytes, name: str) -> None:
    assert hidden(document, name=name).pieces == ()


def test_a_kind_that_cannot_be_looked_into_says_so() -> None:
    with pytest.raises(NotRead):
        hidden(b"ID3" + b"\x00" * 200, name="a.mp3")


@pytest.mark.parametrize(
    "answer",
    [{}, {"unseen": [["comment", "x"]], "is_cut": False}, {"unseen": [["gossip", "x", "y"]], "is_cut": False}, {"unseen": [["comment", "x", "y" * 2_001]], "is_cut": False}, {"unseen": [], "is_cut": 1}],
)
def test_an_answer_that_is_anything_else_is_refused(answer: Any) -> None:
    with pytest.raises(Crashed):
        checked(answer, kind="docx")
