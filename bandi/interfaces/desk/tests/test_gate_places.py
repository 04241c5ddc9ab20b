"""Where something stands, as the gate says it."""

from __future__ import annotations

import pytest
from django.utils import translation

from bandi.foundation.records.release import Audience, Outgoing, Passage, Purpose
from bandi.interfaces.desk.screens.gate_places import places_of


def report() -> Outgoing:
    passages = (Passage("lanterns · 0", "등불의 밤"), Passage("lanterns · 3.1", "…"))
    return Outgoing(kind="report", title="2031", purpose=Purpose.ANNUAL_REPORT, audience=Audience.PUBLIC, language="ko", passages=passages)


@pytest.mark.parametrize(
    ("kind", "where", "english", "korean"),
    [
        ("list", "12", "row 12", "12행"), ("results", "3", "row 3", "3행"), ("paper", "4", "passage 4", "4번 단락"), ("paper", "to 1", "addressee 1", "받는 사람 1"),
        ("paper", "signature 1.2", "signature 1.2", "서명 1.2"), ("paper", "closing", "closing words", "맺음말"), ("file", "page 3 · 2", "Page 3 · 2", "3 · 2쪽"),
        ("report", "lanterns · 3.1", "등불의 밤, passage 3.1", "등불의 밤, 3.1번 단락"), ("report", "lanterns · 0", "등불의 밤", "등불의 밤"),
        ("report", "lanterns · 3 · 2/1", "등불의 밤, passage 3 · 2/1", "등불의 밤, 3 · 2/1번 단락"), ("report", "colophon · 2", "colophon, passage 2", "펴낸 곳, 2번 단락"),
        ("file", "1 · document 3", "text 3", "본문 3"), ("file", "2 · slide12 alt", "slide 12, text beside a picture", "슬라이드 12, 그림의 대체 글"), ("file", "3 · comments1 B2", "comments 1 B2", "메모 1 B2"),
        ("file", "4 · lastmodifiedby", "last changed by", "마지막으로 고친 사람"), ("file", "5 · image1.jpeg gps", "where it was taken", "찍은 곳"), ("file", "6 · sheet2 margins", "worksheet 2, page header or footer", "시트 2, 머리말이나 꼬리말"),
        ("file", "7 · page 4 fields", "page 4, fields", "쪽 4, 입력란"), ("file", "8 · earlier versions", "earlier versions", "이전 판"), ("file", "9 · moss", "moss", "moss"),
        ("report", "moss · 2", "moss, passage 2", "moss, 2번 단락"), ("claims", "F043", "F043", "F043"), ("list", "title", "title", "제목"), ("file", "lantern.pdf", "lantern.pdf", "lantern.pdf"),
    ],
)  # fmt: skip
def test_a_place_is_said_in_words_of_the_reader(kind: str, where: str, english: str, korean: str):
    said = {}
    for language in ("en", "ko"):
        with translation.override(language):
            said[language] = places_of(kind, report())(where)

    assert said == {"en": english, "ko": korean}
