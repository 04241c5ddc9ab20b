"""A scanner finds in plain text what the desk's search finds, and says where."""

from __future__ import annotations

import unicodedata

import pytest

from bandi.hangul.scanning import Scanner
from bandi.hangul.tests.test_query import answers

AROUND = ("지난달에 들은 이야기다. ", " 그리고 다른 말이 이어진다.")


def found(asked: str, text: str, *, typing: bool = True) -> list[str]:
    """Return the words that a scanner marks in a text."""
    spans = Scanner.of(asked, typing=typing).matches(text)
    in_bytes = Scanner.of(asked, typing=typing).matches(text.encode())
    marked = [text[start:end] for start, end in spans]
    assert marked == [text.encode()[start:end].decode() for start, end in in_bytes]
    return marked


FOUND = [
    ("인권", "북한 인권 보고서", "인권"),
    ("강제송환", "탈북민 강제 송환 반대", "강제 송환"),
    ("강제송환", "탈북민 강제송\n환 반대", "강제송\n환"),
    ("강제 송 환", "탈북민 강제송환 반대", "강제송환"),
    ("북한인권보고서", "2024년 북한의 인권 보고서", "북한의 인권 보고서"),
    ("특별보고관에게", "유엔 특별보고관 면담", "특별보고관"),
    ("대전에서", "대전 세미나", "대전"),
    ("대전", "올해 대전에서 열린 모임", "대전"),
    ("ㄱㅈㅅㅎ", "탈북민 강제송환 반대", "강제송환"),
    ("ㅌㅂㅁ", "탈북민 강제송환 반대", "탈북민"),
    ("강제ㅅㅎ", "탈북민 강제송환 반대", "강제송환"),
    ("Kim Young-hee", "새 이사 김영희", "김영희"),
    ("kim young hee", "새 이사 김영희", "김영희"),
    ("Yŏnghŭi", "새 이사 김영희", "김영희"),
    ("Younghee Kim", "새 이사 김영희를 만나다", "김영희를"),
    ("김영희", "Meeting with Kim Yong Hui", "Kim Yong Hui"),
    ("김영희", "Meeting with Young-hee KIM", "Young-hee KIM"),
    ("영희", "Meeting with Younghee Kim", "Younghee"),
    ("윤홍렬", "A visit by Hong-Yeol Yoon", "Hong-Yeol Yoon"),
    ("Yun Hong-ryol", "A visit by Hong-Yeol Yoon", "Hong-Yeol"),
    ("교화소", "Released from the Kyohwaso", "Kyohwaso"),
    ("교화소", "Released from the kyohwaso", "kyohwaso"),
    ("Chongori", "회령의 전거리교화소", "전거리교화소"),
    ("kyowaso", "회령의 전거리교화소", "전거리교화소"),
    ("Hamgyong", "지도: 함경북도", "함경북도"),
    ("량강도", "지도: 양강도", "양강도"),
    ("노동", "로동단련대에서", "로동"),
    ("rkdwpthdghks", "탈북민 강제송환 반대", "강제송환"),
    ("ㅗㅕㅡ무", "On human rights", "human"),
    ("letters", "A joint letter", "letter"),
    ("city", "Two cities", "cities"),
    ("SALMON", "With Ms Salmón", "Salmón"),
    ("repat", "Forced repatriation", "repat"),
    ("강제소", "탈북민 강제송환 반대", "강제송"),
    ("강제송ㅎ", "탈북민 강제송환 반대", "강제송환"),
    ("사랏", "작은 사라사", "사라사"),
    ("제6호 교화소", "교화소 6", "교화소"),
    ("인권 human", "인권 Human Rights", "Human"),
    ("1234", "모두 1,234 명", "1,234"),
]


@pytest.mark.parametrize(("asked", "text", "marked"), FOUND)
def test_what_the_desk_finds_is_found_and_marked(asked: str, text: str, marked: str) -> None:
    whole = f"{AROUND[0]}{text}{AROUND[1]}"

    assert answers(asked, title=text) is not None
    assert marked in found(asked, whole)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("송환", "이송과 환영"),
        ("ㄱㅈㅅㅎ", "강제 집회"),
        ("Kim Chol-su", "새 이사 김영희"),
        ("김영희", "Meeting with Chul-soo Kim"),
        ("인권 일본", "북한 인권 보고서"),
        ("repats", "Forced labour"),
        ("!!!", "탈북민 강제송환 반대"),
        ("rights", "the wrights of old"),
        ("123", "전화 41234"),
    ],
)
def test_what_the_desk_does_not_find_is_not_found(asked: str, text: str) -> None:
    assert answers(asked, title=text) is None
    assert found(asked, text) == []


def test_the_pieces_of_a_word_must_stand_together() -> None:
    far = "북한에서 왔다. " + "다른 이야기가 길게 이어진다. " * 20 + "인권 보고서"

    assert found("북한인권보고서", far) == []
    assert found("북한 인권", far) == ["북한", "인권"]


def test_a_finished_word_is_not_completed_unless_asked() -> None:
    assert found("repat", "Forced repatriation", typing=False) == []
    assert found("repat", "Forced repatriation", typing=True) == ["repat"]
    assert found("강제소", "강제송환", typing=False) == []


def test_text_in_another_form_of_unicode_is_found_and_its_words_are_marked() -> None:
    decomposed = unicodedata.normalize("NFD", "탈북민 강제송환을 반대")
    marks = Scanner.of("강제송환").matches(decomposed)

    assert [unicodedata.normalize("NFC", decomposed[start:end]) for start, end in marks] == ["강제송환을"]
    assert found("human", "ｈｕｍａｎ rights") == ["ｈｕｍａｎ"]


def test_places_are_the_first_few_in_order() -> None:
    text = "인권과 평화. " * 50

    assert Scanner.of("평화 인권").matches(text, at_most=3) == [(0, 2), (4, 6), (8, 10)]


def test_in_english_text_too() -> None:
    text = "The people were sent elsewhere after these events. " * 200 + "Repatriation by force, said Kim Yong Hui."

    assert found("repatriation", text) == ["Repatriation"]
    assert found("김영희", text) == ["Kim Yong Hui"]
    assert found("zebra", text) == []


@pytest.mark.parametrize("asked", ["", " ", "\x00", "'; DROP TABLE x; --", "*", "(", "😀", "-", "''", "ㅏ", "강", "ㄱ", "가" * 200, "ab" * 200, "[가-힣]"])
@pytest.mark.parametrize("text", ["", "무엇이든", "anything (at) all", "\x00\ud800", "😀 강 가", "é"])
def test_any_question_can_be_put_to_any_text(asked: str, text: str) -> None:
    Scanner.of(asked).matches(text)
    Scanner.of(asked, typing=True).matches(text)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\xea", b"\xea\xb0", b"K", b"\xea" * 50, bytes(range(256)) * 3])
def test_bytes_that_are_no_text_are_no_error(data: bytes) -> None:
    for asked in ("강제", "ㄱㅈ", "human", "kyohwaso", "Kim"):
        Scanner.of(asked, typing=True).matches(data)
