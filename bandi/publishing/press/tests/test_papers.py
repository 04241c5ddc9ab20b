"""Letters and submissions as Word and PDF."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest

from bandi.foundation.records.blocks import Bullets, Column, Fact, Run, Table, plain
from bandi.foundation.records.papers import Head, Paper, Passage, Signature
from bandi.publishing.press.paper_docx import write_paper_docx
from bandi.publishing.press.paper_pdf import write_paper_pdf

PAPER = Paper(
    kind="submission", language="en", title="On lanterns", sender="Lantern Society", facts=(Fact("Submitted to", plain("Lantern Review")),),
    body=(
        Head("Ferries"), Passage((Run("The ferrymen may not cross", note="Pond Report, para. 4"), Run("."))), Passage(plain("As they said."), is_quote=True),
        Bullets((plain("first"), plain("second"))), Table("Ferries", (Column("Name"), Column("Year")), ((plain("Reed"), plain("2031")),)), Passage(plain("The end.")),
    ),
    is_numbered=True, signatures=(("Signed by", (Signature("Mill Circle", "Willow Birch"),)),), annexes=("Statements (confidential)",), annexes_title="Annexes",
    mark="DRAFT", dated_on=date(2031, 3, 1),
)  # fmt: skip
LETTER = replace(
    PAPER, kind="letter", language="ko", title="등불에 관하여", sender="등불회", letterhead=("연못길 1",), day="2031년 3월 1일", to=("시장",), facts=(),
    body=(Passage((Run("존경하는 시장님께", note="연못 보고서"),)),), is_numbered=False, mark="",
)  # fmt: skip


def words_of(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def printed(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as book:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in book)


def test_passages_of_a_submission_are_numbered_in_words_quotations_are_not():
    texts = words_of(write_paper_docx(PAPER))

    assert "1.\tThe ferrymen may not cross." in texts and "2.\tThe end." in texts and "As they said." in texts


def test_a_word_file_has_real_footnotes_and_says_its_language():
    archive = zipfile.ZipFile(io.BytesIO(write_paper_docx(LETTER)))

    assert "연못 보고서" in archive.read("word/footnotes.xml").decode()
    assert 'w:val="ko-KR"' in archive.read("word/document.xml").decode()
    assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_a_pdf_holds_the_same_words_and_stays_the_same():
    data = write_paper_pdf(PAPER)
    text = printed(data)

    for words in ("On lanterns", "Lantern Review", "The ferrymen may not cross", "Pond Report", "Mill Circle", "Statements (confidential)", "DRAFT", "Reed"):
        assert words in text
    assert write_paper_pdf(PAPER) == data


def test_a_letter_has_its_head_in_korean():
    text = printed(write_paper_pdf(LETTER))

    for words in ("등불회", "연못길 1", "2031년 3월 1일", "등불에 관하여"):
        assert words in text


def test_headings_that_skip_a_level_are_set_one_below_the_other():
    skipping = replace(PAPER, body=(Head("Deep at once", 3), Head("Up", 1), Head("", 2), Head("Deep again", 3)))

    assert "Deep again" in printed(write_paper_pdf(skipping))


@pytest.mark.parametrize("write", [write_paper_docx, write_paper_pdf])
def test_odd_papers_are_written_all_the_same(write):
    odd = "\x00\x0b#let x = 1 \\ <b>&amp; *_`$ \U0001f980 " + "가" * 3000
    bare = Paper(kind="letter", language="ko", title="", sender="")
    full = replace(PAPER, title=odd, sender=odd, body=(Passage(plain(odd)), Passage((Run("", note=odd),)), Head("", 3), Bullets(())), annexes=(odd,))

    assert write(bare) and write(full)
