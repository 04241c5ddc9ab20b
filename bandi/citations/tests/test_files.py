"""Real files through the jailed reader, made here: a PDF with glued marks, a Word file with true footnotes, a scan."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import bandi.parsing
from bandi.citations.errors import EmptyDocument, UnreadableInput
from bandi.citations.reading import read_document

from .cast import named

available = getattr(bandi.parsing, "available", None)
pytestmark = pytest.mark.skipif(not (available and available()), reason="no jail to read files of strangers in")

FULL = "Kestrel Union for North Korean Freedoms"
PARAGRAPHS = (
    "The present summary was prepared for the review and is an invented one.",
    "Daily quotas were set by two companies, and each of them was raised after a delivery.",
    "The State should become a member of the International Labour Organization.",
    "Another fact stands here so that the document has a certain length.",
)


def pdf(path: Path) -> Path:
    import typst

    body = "".join(
        f"#par[{number}.#h(1em){text}{'#footnote[' + FULL + ', Stone Hair, p. 4.]' if number == 2 else ''}{'#footnote[Ibid., p. 9.]' if number == 4 else ''}]\n"
        for number, text in enumerate(PARAGRAPHS, start=1)
    )
    source = f"#set page(header: [A/HRC/95/7], numbering: \"1\")\n#set par(spacing: 2em)\nA/HRC/95/7\n\n4 March 2041\n\n{body}"
    path.write_bytes(typst.compile(source.encode()))
    return path


def docx(path: Path) -> Path:
    from docx import Document as Word

    word = Word()
    word.add_paragraph("A/HRC/95/7, 4 March 2041")
    for number, text in enumerate(PARAGRAPHS, start=1):
        word.add_paragraph(f"{number}. {text}")
    data = io.BytesIO()
    word.save(data)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {space}>' + "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>' for number, text in ((1, f"{FULL}, Stone Hair, p. 4."), (2, "Ibid., p. 9."))
    )
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                for number, after in ((1, "a delivery."), (2, "certain length.")):
                    pointer = f'</w:t></w:r><w:r><w:footnoteReference w:id="{number}"/></w:r><w:r><w:t>'
                    content = content.replace(after.encode(), (after + pointer).encode())
            elif item.filename == "[Content_Types].xml":
                part = '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
                content = content.replace(b"</Types>", part.encode())
            elif item.filename == "word/_rels/document.xml.rels":
                link = '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", link.encode())
            new.writestr(item, content)
        new.writestr("word/footnotes.xml", notes + "</w:footnotes>")
    return path


@pytest.mark.parametrize("made", [pdf, docx])
def test_a_note_of_a_real_file_names_us(made, tmp_path: Path) -> None:
    asked = read_document(made(tmp_path / f"d.{made.__name__}"))

    assert [unit.id for unit in asked.units] == ["1", "2", "3", "4"]
    assert [note.text for note in asked.notes] == [f"{FULL}, Stone Hair, p. 4.", "Ibid., p. 9."]
    assert (asked.symbol, str(asked.dated)) == ("A/HRC/95/7", "2041-03-04")
    assert named(asked) == {"2": {"footnote"}, "4": {"ibid"}}


def test_a_scan_offers_ocr(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (600, 800), "white").save(tmp_path / "scan.pdf")
    with pytest.raises(EmptyDocument, match="OCR"):
        read_document(tmp_path / "scan.pdf")


@pytest.mark.parametrize(("name", "content"), [("x.pdf", b"%PDF-1.7 broken"), ("x.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600), ("x.docx", b"PK\x03\x04")])
def test_a_broken_file_is_said_plainly(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableInput, match=name):
        read_document(tmp_path / name)
