"""What a pattern needs at the least is there wherever it finds something: passing a text over hides nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bandi.disclosure import birth, codes, numbers, online, scoring, whereabouts
from bandi.disclosure.plain import Later, Plain, small
from bandi.disclosure.tests.leaks import making

HERE = Path(making.__file__).parent
TEXTS = [item["text"] for name in ("leaks.jsonl", "clean.jsonl") for item in scoring.read(HERE / name) if "text" in item]
HARD = [
    "+850-2-555-0142", "call 01055500142", "공일공 오오오 공일사이", "M12345678", "M123A4567", "11-22-333333-44", "KB 123-45-678901", "DE89 3704 0044 0532 0130 00", "4111-1111-1111-1111", "4111111111111111",
    "born 3 May 1990", "b. May 1990", "D.O.B.: 1990-05-03", "생일: 5월 3일", "1990.5.3.생", "1990년 5월 3일에 태어났다", "김가람(남, 1990.5.3)", "A (F, 3 May 1990)", "A (3 May 1990, female)",
    "41.123, 129.456", "41°46'N", "위도 41.12 경도 129.45", "geo:41.1,129.4", "w3w:acorn", "///acorn.mill.heron", "52S CG 1234 5678", "8Q98CFGH+2X", "12 Acorn Street", "12 Mill-ro", "Mill-ri 12",
    "Flat 12, Acorn", "Block 3, No. 12", "She lives at 12 Acorn", "people's unit 12", "中山路12号", "도토리로 12", "도토리길 지하 3", "도토리동 12 번지", "다람쥐아파트 101동 1203호", "101동 1203호", "도토리동 12반",
    "도토리리 12-3", "heron at pond dot com", "heron(골뱅이)pond.kr", "카카오톡 아이디: heron77", "WeChat ID heron_77", "heron77 on Telegram",
]  # fmt: skip
PAIRS: list[tuple[Later, Later]] = [
    *zip(birth._NEEDS, birth._PATTERNS, strict=True), *((needs, pattern) for _detail, needs, pattern in whereabouts._EVERY),
    *((numbers._PHONE_LIKE, pattern) for pattern in (*(one for _name, one in numbers._PHONES), numbers._PHONE_WORD)),
    *((numbers._DOCUMENT_LIKE, pattern) for pattern in (numbers._RESIDENT, numbers._CHINESE, numbers._PASSPORT, numbers._LICENCE, numbers._DOCUMENT_WORD)),
    *((numbers._SIX, pattern) for pattern in (numbers._RESIDENT, numbers._CHINESE, numbers._LICENCE)),
    (numbers._ACCOUNT_LIKE, numbers._ACCOUNT), (numbers._ACCOUNT_LIKE, numbers._ACCOUNT_BEFORE), (numbers._IBAN_LIKE, numbers._IBAN), (numbers._CARD_LIKE, numbers._CARD),
    (online._SPELT_LIKE, online._SPELT), *((online._APP_LIKE, pattern) for pattern in (online._HANDLE, online._WORDY, online._BEFORE)),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_nothing_is_found_where_what_it_needs_is_missing(number: int) -> None:
    needs, pattern = PAIRS[number]

    for text in (*TEXTS, *HARD):
        for letters in {Plain.of(text).text, Plain.of(text).digits}:
            for found in pattern.finditer(letters):
                assert found and needs.search(letters), text


def test_each_pattern_is_tried_on_something_that_it_finds() -> None:
    tried = [any(pattern.search(letters) for text in (*TEXTS, *HARD) for letters in (Plain.of(text).text, Plain.of(text).digits)) for _needs, pattern in PAIRS]

    assert sum(tried) >= len(PAIRS) - 4



HEADED = [numbers._DOCUMENT_WORD, numbers._PHONE_WORD, numbers._ACCOUNT, codes._NAMED]
BETWEEN = ["\n", " · ", "", "İ", "ſ", "ß", "k"]


@pytest.mark.parametrize("number", range(len(HEADED)))
def test_a_pattern_that_is_tried_at_its_words_alone_finds_what_it_finds_everywhere(number: int) -> None:
    pattern, texts = HEADED[number], [*TEXTS, *HARD]
    texts += [between.join(texts) for between in BETWEEN]
    texts += [change(text) for text in texts for change in (str.upper, str.swapcase, lambda text: text.translate(str.maketrans("isk", "ıſ\u212a")))]

    found = 0
    for text in map(Plain.of, texts):
        everywhere = [one.span(1) for one in pattern.finditer(text.text)]
        assert [one.span(1) for one in pattern.within(text.text, text.small)] == everywhere, text.text[:200]
        found += len(everywhere)
    assert found > 10


def test_small_letters_stand_where_the_others_stood() -> None:
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)

    assert len(small(every)) == len(every)
