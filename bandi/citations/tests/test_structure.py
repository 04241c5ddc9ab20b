"""Documents are taken apart as they come: glued marks, pages in the middle of a paragraph, notes at the foot or the end."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from bandi.citations.document import sentences
from bandi.citations.errors import EmptyDocument, UnreadableInput
from bandi.citations.foreign import document_from_reading
from bandi.citations.marks import detach
from bandi.citations.ours import texts_from_json
from bandi.citations.reading import decode, document_from_json, document_from_text, read_document
from bandi.citations.symbols import parse_date, symbols_in


@pytest.mark.parametrize(
    ("text", "numbers", "clean", "found"),
    [
        ("JS384 spoke.", {84}, "JS3 spoke.", [84]),
        ("JS3 spoke.85", {3, 84, 85}, "JS3 spoke.", [85]),
        ("the plan of 2017-2021114 ended.", {114}, "the plan of 2017-2021 ended.", [114]),
        ("HDC26 and JS427 agreed.", {26, 27}, "HDC and JS4 agreed.", [26, 27]),
        ("adopted in 2008. 8", {8}, "adopted in 2008.", [8]),
        ("resolutions 5/1 and 16/21.1 It is a summary of 12 submissions2 for", {1, 2}, "resolutions 5/1 and 16/21. It is a summary of 12 submissions for", [1, 2]),
        ("Conventions Nos. 29 and 105 were not signed.5", {5}, "Conventions Nos. 29 and 105 were not signed.", [5]),
        ("in 2039 nobody came", {9}, "in 2039 nobody came", []),
        ("article 14.15 of the law", {15}, "article 14.15 of the law", []),
        ("할당량이 있었다.3 그 뒤로도4 그러하였다.", {3, 4}, "할당량이 있었다. 그 뒤로도 그러하였다.", [3, 4]),
    ],
)
def test_a_mark_is_told_from_a_number(text: str, numbers: set[int], clean: str, found: list[int]) -> None:
    stripped, marks = detach(text, numbers)
    assert ([number for number, _at in marks], stripped) == (found, clean)


OFFICIAL = """United Nations                         A/HRC/WG.6/95/KST/3
General Assembly                       Distr.: General
                                       4 March 2041
Human Rights Council
Ninety-fifth session

         Summary of stakeholders’ submissions on Kestrelia

    I. Background

    1.    The present report summarises submissions1 on
    co-operation in detention.

    2.    TW stated that quotas were raised after each de-
    livery, which was confirmed by others.2 JS33 agreed,
    see para.
    11.

GE.41-00001 (E)

                                                             1
\fA/HRC/WG.6/95/KST/3

    and the rest of the paragraph follows here.4

    B. Rights of persons

    3.    A last fact.5

Notes

    1  The stakeholders listed below have contributed.
    2
       TW, para. 4.
    3  JS3, p. 1. 4 Ibid., p. 2.
    5  Interview
       12.
"""


def test_an_official_text_is_put_together_again() -> None:
    asked = document_from_text(OFFICIAL)

    assert (asked.symbol, asked.dated, asked.session) == ("A/HRC/WG.6/95/KST/3", date(2041, 3, 4), "Ninety-fifth")
    assert [unit.id for unit in asked.units] == ["1", "2", "3"]
    assert asked.units[1].text == (
        "TW stated that quotas were raised after each delivery, which was confirmed by others. JS3 agreed, see para. 11. and the rest of the paragraph follows here."
    )
    assert [[mark.number for mark in unit.marks] for unit in asked.units] == [[1], [2, 3, 4], [5]]
    assert [note.text for note in asked.notes] == ["The stakeholders listed below have contributed.", "TW, para. 4.", "JS3, p. 1.", "Ibid., p. 2.", "Interview 12."]
    assert asked.units[2].heading == "B. Rights of persons"


def test_notes_at_the_foot_of_each_page_leave_the_body() -> None:
    asked = document_from_text("1. One fact.1\n2. Another begins\n_______\n 1 TW, p. 1.\n\n   1\n\fand ends.2\n3. A third.\n_______\n 2 TW, p. 2.\n   and more.\n")
    assert [unit.text for unit in asked.units] == ["One fact.", "Another begins and ends.", "A third."]
    assert [(note.number, note.text) for note in asked.notes] == [(1, "TW, p. 1."), (2, "TW, p. 2. and more.")]


def test_recommendations_are_units_without_the_states_that_made_them() -> None:
    asked = document_from_text(
        "140. The recommendations are:\n140.1 Join the organization (Venezuela (Bolivarian Republic of));\n"
        "140.2 Open the camps (Chile) (Kingdom of the Netherlands); 140.3 Publish\nthe figures (Poland).\n141. All recommendations reflect the position of the States.\n"
    )
    assert [(unit.id, unit.text) for unit in asked.units][1:4] == [("140.1", "Join the organization"), ("140.2", "Open the camps"), ("140.3", "Publish the figures")]
    assert asked.units[-1].id == "141"


def test_a_press_release_without_numbers_is_counted() -> None:
    asked = document_from_text("보도자료 41-7\n2041. 5. 13.\n\n□ 장관은 회담을 열었다.\n  ㅇ 양측은 교류를\n 이어 가기로 하였다.\n\n끝.\n")
    assert (asked.language, asked.symbol, asked.dated) == ("ko", "보도자료 41-7", date(2041, 5, 13))
    assert [unit.text for unit in asked.units][-3:] == ["장관은 회담을 열었다.", "양측은 교류를 이어 가기로 하였다.", "끝."]


def test_a_word_broken_at_a_line_end_is_mended_and_a_real_hyphen_kept() -> None:
    asked = document_from_text("1. The recommen-\ndation on asylum-\nseekers and co-\noperation stands.\n2. Many asylum-seekers came.\n3. Kestrel Union for North Ko-\nrean Freedoms spoke of co-operation.\n")
    assert [unit.text for unit in asked.units] == [
        "The recommendation on asylum-seekers and co-operation stands.", "Many asylum-seekers came.", "Kestrel Union for North Korean Freedoms spoke of co-operation."
    ]  # fmt: skip


def test_a_note_without_its_mark_is_told() -> None:
    asked = document_from_text("1. A.1\n2. B.\n3. C.\n\nNotes\n\n 1 TW.\n 2 TW.\n")
    assert "notes 2" in asked.problems[0][0]


@pytest.mark.parametrize(
    ("text", "day", "last"),
    [("2041-03-04", date(2041, 3, 4), date(2041, 3, 4)), ("2041-02", date(2041, 2, 1), date(2041, 2, 28)), ("6 November 2040", date(2040, 11, 6), date(2040, 11, 6)),
     ("2041년 5월 13일", date(2041, 5, 13), date(2041, 5, 13)), ("2041", date(2041, 1, 1), date(2041, 12, 31)), ("2041-13-40", date(2041, 1, 1), date(2041, 12, 31)), ("soon", None, None)],
)  # fmt: skip
def test_dates_are_as_exact_as_they_are_written(text: str, day: date | None, last: date | None) -> None:
    assert (parse_date(text), parse_date(text, last=True)) == (day, last)


def test_symbols_are_recognised_in_running_text() -> None:
    text = "See A/HRC/WG.6/95/KST/3, CEDAW/C/KST/CO/9 and A/HRC/92/CRP.4."
    assert [symbol for _start, _end, symbol in symbols_in(text)] == ["A/HRC/WG.6/95/KST/3", "CEDAW/C/KST/CO/9", "A/HRC/92/CRP.4"]


def test_para_4_does_not_end_a_sentence() -> None:
    assert list(sentences("See para. 4 of No. 29. It ended! 끝났다. 그렇다.")) == [(0, 22), (23, 32), (33, 37), (38, 42)]


def test_a_file_in_another_encoding_is_read_and_said(tmp_path: Path) -> None:
    file = tmp_path / "ko.txt"
    file.write_bytes("1. 장관은 회담을 열었다.\n".encode("cp949"))
    asked = read_document(file)
    assert "장관은" in asked.units[0].text
    assert "CP949" in asked.problems[0][0]
    assert decode(b"abc \xff\xfe\xfa def")[1] is not None


def test_a_document_without_text_offers_ocr(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="OCR"):
        document_from_text(" \n\f \n 12 \n")
    scan = SimpleNamespace(kind="pdf", blocks=(), pages=3, problems=(), facts={})
    with pytest.raises(EmptyDocument, match="OCR"):
        document_from_reading(scan, name="scan")


def test_what_another_reader_gives_becomes_a_document() -> None:
    def block(kind: str, text: str, page: int | None = 1, mark: str = "") -> SimpleNamespace:
        return SimpleNamespace(kind=kind, text=text, page=page, mark=mark)

    blocks = (
        block("header", "A/HRC/95/7"), block("heading", "Report on Kestrelia, 4 March 2041, A/HRC/95/7", mark="1"), block("paragraph", "1. A fact of 2040[^1] and 12 others.[^e1]"),
        block("paragraph", "2. Another fact.[^2]"), block("heading", "B. Rights", mark="2"), block("cell", "TW | 4 pages", mark="1.A1"),
        block("note", "TW, p. 4.", mark="1"), block("note", "Ibid.", page=2, mark="2"), block("note", "Interview.", mark="e1"), block("paragraph", "3. A third fact.", page=2),
    )  # fmt: skip
    asked = document_from_reading(SimpleNamespace(kind="docx", blocks=blocks, pages=2, problems=("damaged-parts",), facts={}), name="x")
    assert [(unit.id, unit.text, [(m.number, m.at) for m in unit.marks]) for unit in asked.units] == [
        ("1", "A fact of 2040 and 12 others.", [(1, 14), (3, 29)]), ("2", "Another fact.", [(2, 13)]), ("3", "A third fact.", []), ("t1.A1", "TW | 4 pages", [])
    ]  # fmt: skip
    assert [note.text for note in asked.notes] == ["TW, p. 4.", "Ibid.", "Interview."]
    assert (asked.dated, asked.units[2].heading) == (date(2041, 3, 4), "B. Rights")
    assert "damaged" in asked.problems[0][0]


@pytest.mark.parametrize("data", [[], {}, {"paragraphs": "no"}, "text"])
def test_json_of_another_form_is_refused(data: object) -> None:
    with pytest.raises(UnreadableInput, match="paragraphs"):
        document_from_json(data)


def test_a_broken_paragraph_is_left_out_and_said() -> None:
    asked = document_from_json({"paragraphs": [{"n": "1", "text": "A."}, {"n": "2"}, None, {"n": "4", "text": "B."}], "notes": [{"n": "x"}, {"n": 1, "text": "TW."}]})
    assert [unit.id for unit in asked.units] == ["1", "4"]
    assert len(asked.problems) == 2


def test_a_text_of_ours_without_asks_or_letters_is_no_obstacle() -> None:
    texts = texts_from_json([{"id": "1", "asks": []}, {"id": "2", "text": "12 3"}, {"id": "3", "text": "We urge you to open the gate.", "organisation": "own", "date": "2041-01-02"}])
    assert [[ask.text for ask in text.asks] for text in texts] == [[], [], ["We urge you to open the gate."]]
    assert (texts[2].organisation, texts[2].dated) == ("own", date(2041, 1, 2))
