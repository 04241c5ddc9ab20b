"""Hangul in Latin letters: Revised Romanisation letter by letter, as spoken, and the older and the passport spellings.

Source: Ministry of Culture and Tourism notice 2000-8 (Revised Romanisation); McCune and Reischauer, 1939.
The passport table is what people really write (Lee, Park, Choi), not a system.
"""

from collections.abc import Iterator
from itertools import product

from .jamo import decompose, is_syllable

_INITIAL_LETTERS = "g kk n d tt r m b pp s ss _ j jj ch k t p h"
_MEDIAL_LETTERS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_INITIAL = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", _INITIAL_LETTERS.split(), strict=True))
_MEDIAL = dict(
    zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        _MEDIAL_LETTERS.split(), strict=True)
)  # fmt: skip
_INITIAL["ㅇ"] = ""
_FINAL = {
    "": "", "ㄱ": "k", "ㄲ": "k", "ㄳ": "k", "ㅋ": "k", "ㄺ": "k", "ㄴ": "n", "ㄵ": "n", "ㄶ": "n", "ㄹ": "l",
    "ㄼ": "l", "ㄽ": "l", "ㄾ": "l", "ㅀ": "l", "ㅁ": "m", "ㄻ": "m", "ㅂ": "p", "ㅄ": "p", "ㄿ": "p",
    "ㅍ": "p", "ㅇ": "ng", "ㄷ": "t", "ㅅ": "t", "ㅆ": "t", "ㅈ": "t", "ㅊ": "t", "ㅌ": "t", "ㅎ": "t",
}  # fmt: skip
_VOICED = {"k": "g", "t": "d", "p": "b", "l": "r"}
_LINKED = {
    "ㅅ": "s",
    "ㅆ": "ss",
    "ㅈ": "j",
    "ㅊ": "ch",
    "ㅎ": "",
    "ㄲ": "kk",
    "ㅋ": "k",
    "ㅌ": "t",
    "ㅍ": "p",
    "ㄶ": "n",
    "ㅀ": "r",
}
_NASAL = {"k": "ng", "t": "n", "p": "m"}

_MR_INITIAL = _INITIAL | {
    "ㄱ": "k",
    "ㄷ": "t",
    "ㅂ": "p",
    "ㅈ": "ch",
    "ㅉ": "tch",
    "ㅊ": "ch'",
    "ㅋ": "k'",
    "ㅌ": "t'",
    "ㅍ": "p'",
}
_MR_MEDIAL = _MEDIAL | {"ㅓ": "ŏ", "ㅕ": "yŏ", "ㅝ": "wŏ", "ㅡ": "ŭ", "ㅢ": "ŭi"}
_MR_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}

_PASSPORT = """
이 lee yi rhee ri
리 ri lee
박 park pak
최 choi choe
우 woo u
정 jung chung jeong
조 cho jo
임 lim im rim
림 rim lim
유 yoo yu ryu
류 ryu yoo
윤 yoon yun
노 noh roh no
서 suh seo
허 huh heo hur
영 young yong
희 hee hui
현 hyun hyeon hyon
경 kyung gyeong kyong
은 eun un
수 soo su
준 joon jun
훈 hoon hun
성 sung seong song
선 sun seon son
연 yeon youn yon
철 chul cheol chol
숙 sook suk
석 suk seok sok
순 soon sun
문 moon mun
구 koo gu ku
"""
_PASSPORT_SYLLABLES = {line.split()[0]: tuple(line.split()[1:]) for line in _PASSPORT.strip().split("\n")}


def letters(text: str) -> str:
    """Return `text` with each syllable romanised on its own, no sound change, no separators: 홍렬 as hongryeol.

    This is how names are written in passports and on business cards. Whatever is not a syllable stays.
    """
    out: list[str] = []
    for index, character in enumerate(text):
        if not is_syllable(character):
            out.append(character)
            continue
        initial, medial, final = decompose(character)
        coda = _FINAL[final]
        following = text[index + 1] if index + 1 < len(text) else ""
        if coda in "ktp" and coda and following and is_syllable(following) and decompose(following)[0] == "ㅇ":
            coda = _VOICED[coda]
        out.append(_INITIAL[initial] + _MEDIAL[medial] + coda)
    return "".join(out)


def spoken(text: str) -> str:
    """Return `text` romanised with the sound changes of the official rule: 백령도 as baengnyeongdo, 전라 as jeolla.

    Covers nasal and liquid assimilation, linking, palatalisation and ㅎ; tensing is not written, by that rule.
    """
    syllables = [decompose(c) if is_syllable(c) else c for c in text]
    out: list[str] = []
    carried = ""  # an onset that the final consonant before it has changed
    for index, syllable in enumerate(syllables):
        if isinstance(syllable, str):
            out.append(syllable)
            carried = ""
            continue
        initial, medial, final = syllable
        following = syllables[index + 1] if index + 1 < len(syllables) else ""
        onset = carried or _INITIAL[initial]
        carried = ""
        coda = _FINAL[final]
        if coda and not isinstance(following, str):
            coda, carried = _meet(final, coda, following[0], following[1])
        out.append(("" if onset == "-" else onset) + _MEDIAL[medial] + coda)
    return "".join(out)


def _meet(final: str, coda: str, initial: str, medial: str) -> tuple[str, str]:
    """Return coda and next onset where a final consonant meets a syllable; onset "" leaves it, "-" silences it."""
    if initial == "ㅇ":
        if final in ("ㄷ", "ㅌ") and medial == "ㅣ":
            return "", "j" if final == "ㄷ" else "ch"
        if coda in ("ng", "n", "m") and final in ("ㅇ", "ㄴ", "ㅁ"):
            return coda, "-"
        return _LINKED.get(final, _VOICED.get(coda, coda)), "-"
    if initial == "ㅎ" and coda in ("k", "t", "p"):
        return "", "ch" if final in ("ㅈ", "ㅊ") else coda
    if final in ("ㅎ", "ㄶ", "ㅀ") and initial in ("ㄱ", "ㄷ", "ㅈ"):
        return ("" if final == "ㅎ" else coda), {"ㄱ": "k", "ㄷ": "t", "ㅈ": "ch"}[initial]
    if initial == "ㄹ":
        if coda in ("n", "l"):
            return "l", "l"
        return _NASAL.get(coda, coda), "n"
    if initial in ("ㄴ", "ㅁ") and coda in _NASAL:
        return _NASAL[coda], ""
    if initial == "ㄴ" and coda == "l":
        return "l", "l"
    return coda, ""


def mccune_reischauer(text: str) -> str:
    """Return `text` in McCune-Reischauer with breves, voiced between voiced sounds, no more sound changes: chŏn'gŏri."""
    out: list[str] = []
    voiced_before, nasal_before = False, False
    for character in text:
        if not is_syllable(character):
            out.append(character)
            voiced_before = nasal_before = False
            continue
        initial, medial, final = decompose(character)
        onset = _MR_INITIAL[initial]
        if voiced_before and onset in _MR_VOICED:
            onset = _MR_VOICED[onset]
            if nasal_before and onset == "g":
                onset = "'g"
        coda = _FINAL[final]
        out.append(onset + _MR_MEDIAL[medial] + coda)
        voiced_before = coda in ("", "n", "l", "m", "ng")
        nasal_before = coda == "n"
    return "".join(out)


def spellings(word: str, *, at_most: int = 12) -> Iterator[str]:
    """Yield ways in which a Hangul word is met in Latin letters, the official first, then older and passport forms."""
    seen: set[str] = set()
    passport = ("".join(parts) for parts in product(*(_PASSPORT_SYLLABLES.get(c, (letters(c),)) for c in word)))
    for form in (letters(word), spoken(word), mccune_reischauer(word), *_first(passport, at_most)):
        if form not in seen:
            seen.add(form)
            yield form
            if len(seen) == at_most:
                return


def _first(forms: Iterator[str], count: int) -> list[str]:
    return [form for form, _ in zip(forms, range(count), strict=False)]
