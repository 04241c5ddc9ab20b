"""Marks never say no where a scanner finds something, and mostly say no where it does not."""

from __future__ import annotations

import random
import unicodedata

import numpy as np
import pytest

from bandi.hangul.marks import BYTES, marks_of
from bandi.hangul.scanning import Scanner
from bandi.hangul.tests.test_scanning import AROUND, FOUND

KOREAN = ["강가에서", "반딧불이", "등대", "갈대", "이슬", "새벽", "언덕", "다리", "마을", "사람들", "기차", "나무", "바람", "이야기", "길", "편지", "겨울", "아침", "노래", "하늘", "교화소", "로동", "함경북도", "김영희", "전거리"]
ENGLISH = ["river", "firefly", "Lantern", "reed", "Young-hee", "Kyohwaso", "Salmón", "dawn", "1,234", "2031", "village", "Chongori", "people"]
ASKED = [asked for asked, _text, _marked in FOUND] + ["강", "ㄱㅈ", "새벽 언덕", "firefly", "없는말이다", "ㅋㅋㅋㅋ", "zzyzx", "Hamgyong", "2031", "이슬새벽", "ㅂㄷㅂㅇ"]


def may(asked: str, *texts: str) -> list[bool]:
    """Whether the marks of each text leave a question open."""
    return Scanner.of(asked).may_stand(np.stack([marks_of(text.encode()) for text in texts])).tolist()


@pytest.mark.parametrize(("asked", "text", "marked"), FOUND)
def test_what_a_scanner_finds_is_never_ruled_out(asked: str, text: str, marked: str) -> None:
    whole = f"{AROUND[0]}{text}{AROUND[1]}"
    for form in (whole, unicodedata.normalize("NFD", whole), text):
        if Scanner.of(asked).matches(form):
            assert may(asked, form) == [True]


def test_nothing_that_is_found_in_random_texts_is_ruled_out() -> None:
    chance = random.Random(11)
    texts = ["".join(chance.choice(KOREAN if chance.random() < 0.7 else ENGLISH) + chance.choice(" ·-\n을에") for _ in range(chance.randrange(1, 60))) for _ in range(120)]
    found = 0
    for asked in [*ASKED, *KOREAN, *ENGLISH]:
        for text, said in zip(texts, may(asked, *texts), strict=True):
            hits = bool(Scanner.of(asked).matches(text.encode()))
            found += hits
            assert said or not hits, (asked, text)
    assert found > 500


@pytest.mark.parametrize("asked", ["없는말이다", "ㅋㅋㅋㅋ", "zzyzx", "반딧불이 호루라기", "7788"])
def test_what_stands_nowhere_is_ruled_out_without_looking(asked: str) -> None:
    text = " ".join(random.Random(3).choices(KOREAN, k=2_000))

    assert may(asked, text) == [False]


def test_marks_are_of_one_length_whatever_the_text() -> None:
    for text in ("", "강", "ab", "\x00", "😀" * 3, "é", "한글 " * 9_000):
        assert marks_of(text.encode()).nbytes == BYTES
    assert marks_of(b"\xff\xfe\xea").nbytes == BYTES
