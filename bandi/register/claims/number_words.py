"""The words in which English and Korean write numbers.

May import: the standard library only.
"""

from __future__ import annotations

import re

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NTHS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"]
_CARDINALS = {word: number for number, word in enumerate(_UNITS)} | {word: 20 + 10 * number for number, word in enumerate(_TENS)}
_ORDINALS = {word: number for number, word in enumerate(_NTHS, start=1)} | {"thirtieth": 30}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}

_SIMPLE = sorted({*_CARDINALS, *_ORDINALS, *_TIMES} - {"zero"} - set(_TENS), key=len, reverse=True)
_AFTER_TENS = [*_UNITS[1:10], *_NTHS[:9]]
ENGLISH = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_AFTER_TENS)}))?|{'|'.join(_SIMPLE)}"
SCALES = "|".join(_SCALES)

KOREAN_COUNTERS = (
    "명|사람|분의|인의|개월|개국|개|번|차례|차|가지|곳|회|권|건|편|살|세트|마리|쪽|팀|시간|달|해|주년|주|단체|기관|학교|도시|나라|층|부|점|표|대|기|원|달러|퍼센트|일간|년간|박|년"
)

_NATIVE_UNITS = {
    "하나": 1, "한": 1, "첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_NATIVE_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
_SINO_UNITS = {character: number for number, character in enumerate("일이삼사오육칠팔구", start=1)}
_SINO_SCALES = {"십": 10, "백": 100, "천": 1000}


def english_value(words: str) -> tuple[int | None, bool]:
    """Return the value of English number words and whether they are an ordinal; None for words that are none ("and")."""
    total, part, is_ordinal, seen = 0, 0, False, False
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _SCALES:
            scaled = (part or 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, part = total + scaled, 0
            else:
                part = scaled
        elif word in _CARDINALS or word in _ORDINALS or word in _TIMES:
            part += {**_CARDINALS, **_ORDINALS, **_TIMES}[word]
            is_ordinal = is_ordinal or word in _ORDINALS
        else:
            continue
        seen = True
    return (total + part if seen else None), is_ordinal


def native_value(word: str) -> int | None:
    """Return the value of a native Korean numeral ("열두" is 12), or None."""
    for ten, value in sorted(_NATIVE_TENS.items(), key=lambda item: -len(item[0])):
        if word.startswith(ten):
            rest = word[len(ten) :]
            return value if not rest else value + _NATIVE_UNITS[rest] if rest in _NATIVE_UNITS else None
    return _NATIVE_UNITS.get(word)


def sino_value(word: str) -> int | None:
    """Return the value of a Sino-Korean numeral in Hangul ("이십삼" is 23, "만" is 10,000), or None."""
    total, part, unit = 0, 0, 0
    if not word:
        return None
    for character in word:
        if character in _SINO_UNITS:
            unit = _SINO_UNITS[character]
        elif character in _SINO_SCALES:
            part, unit = part + (unit or 1) * _SINO_SCALES[character], 0
        elif character in "만억":
            total, part, unit = total + ((part + unit) or 1) * (10**4 if character == "만" else 10**8), 0, 0
        else:
            return None
    return total + part + unit
