"""Korean names as Chinese and Japanese texts write them: 김영희 as Jin Yingji, and as キム・ヨンヒ.

Chinese texts read the Hanja in Mandarin, so a syllable of pinyin stands for all Hangul syllables whose Hanja are read so. Japanese
texts write the Korean sound in kana, which has no ng, no ŏ and no closed syllables; it is turned back into letters that keep
what is uncertain uncertain (`ñ` is n or ng).
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from .inventory import inventory, rows
from .spelling import CHINESE

_ROWS = {
    "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "j": "ザジズゼゾ", "t": "タ__テト", "d": "ダヂヅデド", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "b": "バビブベボ", "p": "パピプペポ", "m": "マミムメモ", "y": "ヤ_ユ_ヨ", "r": "ラリルレロ", "w": "ワ___ヲ", "": "アイウエオ",
}  # fmt: skip
_KANA = {sign: onset + vowel for onset, signs in _ROWS.items() for sign, vowel in zip(signs, "aiueo", strict=True) if sign != "_"} | {
    "チ": "chi", "ツ": "chu", "ン": "ñ", "ッ": "", "ー": "", "ヴ": "bu", "シ": "si", "ジ": "ji",
}  # fmt: skip
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_CLOSING = {"ム": "m", "ク": "k", "プ": "p", "ル": "l", "ト": "t", "ツ": "t"}


def from_kana(text: str) -> str:
    """Return a word in kana as Latin letters: キム as kim, ヨンヒ as yoñhi, チョル as chol."""
    signs = [chr(ord(sign) + 0x60) if "\u3041" <= sign <= "\u3096" else sign for sign in text]
    out = ""
    for index, sign in enumerate(signs):
        if sign in _SMALL:
            sound = _SMALL[sign]
            if out.endswith(("fu", "hu")):
                out = out[:-1] + "w" + sound[-1]
            elif sound[0] == "y" and out:
                out = out[:-1] + (sound if out[:-1][-1:] not in ("j", "h") or out.endswith("hi") else sound[1:])
            elif out.endswith("u") and len(out) >= 1:
                out = out[:-1] + "w" + sound
            else:
                out = out[:-1] + sound
            continue
        following = signs[index + 1] if index + 1 < len(signs) else ""
        if sign in _CLOSING and out and out[-1] in "aiueo" and following not in _SMALL and (not following or following not in "アイウエオ"):
            out += _CLOSING[sign]
        else:
            out += _KANA.get(sign, "")
    return out.replace("chyo", "cho").replace("chya", "cha").replace("chyu", "chu")


@cache
def _pinyin() -> tuple[dict[str, dict[int, float]], dict[str, dict[int, float]]]:
    """Return pinyin → weights over syllables, for given names and for surnames."""
    stock = inventory()
    given: dict[str, dict[int, float]] = {}
    for hangul, spoken in rows("chinese_readings.tsv"):
        if hangul not in stock.number:
            continue
        counts = {word: int(count) for word, _, count in (item.rpartition(":") for item in spoken.split())}
        for word, count in counts.items():
            given.setdefault(word, {})[stock.number[hangul]] = count / sum(counts.values())
    surnames: dict[str, dict[int, float]] = {}
    for hangul, spoken in rows("chinese_surnames.tsv"):
        words = spoken.split()
        for index, word in enumerate(words):
            surnames.setdefault(word, {})[stock.number[hangul]] = (0.8 if index == 0 else 0.2) if len(words) > 1 else 1.0
    return given, surnames


def chinese(chunk: str, *, as_surname: bool) -> dict[int, float]:
    """Return P(pinyin | syllable) for one syllable of pinyin, marked `CHINESE` or not."""
    return _pinyin()[as_surname].get(chunk.strip(CHINESE), {})


@lru_cache(maxsize=20_000)
def cut(word: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Return the ways to cut a word into one to three syllables of pinyin that Korean names have, with log probabilities."""
    stock, known = inventory(), _pinyin()[0]
    found: list[tuple[tuple[str, ...], float]] = []

    def go(at: int, chunks: tuple[str, ...], value: float) -> None:
        if at == len(word):
            found.append((chunks, value))
            return
        if len(chunks) == 3:
            return
        for stop in range(at + 1, min(len(word), at + 6) + 1):
            weights = known.get(word[at:stop])
            if weights:
                total = sum(stock.given[number] * weight for number, weight in weights.items())
                go(stop, (*chunks, CHINESE + word[at:stop]), value + math.log(max(total, 1e-9)))

    go(0, (), 0.0)
    return tuple(sorted(found, key=lambda way: -way[1])[:3])


def readings(words: list[tuple[str, ...]]) -> list[tuple[str, tuple[str, ...], float]]:
    """Return (surname, given, log probability) of a name of two or three words in pinyin, surname first or last."""
    stock = inventory()
    out = []
    for surname, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        weights = _pinyin()[1].get("".join(surname))
        if not weights or not rest:
            continue
        value = math.log(sum(stock.surname[number] * weight for number, weight in weights.items()))
        ways: list[tuple[tuple[str, ...], float]] = [((), value)]
        for part in (part for word in rest for part in word):
            ways = [(chunks + more, so_far + extra) for chunks, so_far in ways for more, extra in cut(part)]
        out += [(CHINESE + "".join(surname), chunks, total) for chunks, total in ways if 0 < len(chunks) <= 3]
    return out
