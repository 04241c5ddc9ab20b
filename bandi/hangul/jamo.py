"""Hangul letter by letter: syllables taken apart and put together, initial consonants (초성), order for sorting.

Syllables are the precomposed block U+AC00..U+D7A3; letters are the compatibility jamo U+3131..U+3163 of keyboards.
Source: The Unicode Standard, section 3.12, "Conjoining Jamo Behavior".
"""

import re
import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

FIRST, LAST = 0xAC00, 0xD7A3
PER_INITIAL, PER_MEDIAL = 588, 28

_ALONE = re.compile("([\u3131-\u3163]+)")
_INITIAL_INDEX = {letter: index for index, letter in enumerate(INITIALS)}
_MEDIAL_INDEX = {letter: index for index, letter in enumerate(MEDIALS)}
_FINAL_INDEX = {letter: index for index, letter in enumerate(FINALS)}
_TWO_STROKE = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
}  # fmt: skip
_GROWING = {"ㅗ": 3, "ㅜ": 3, "ㅡ": 1}  # how many compound vowels begin with this one; they follow it in order


def normalise(text: str) -> str:
    """Return `text` in composed, compatible form: conjoining letters become syllables, full-width Latin becomes plain.

    NFKC, except that letters standing alone (ㄱㅈㅅㅎ, a search by initials) stay what the keyboard wrote.
    """
    if text.isascii():
        return text
    parts = _ALONE.split(text)
    composed = "".join(part if index % 2 else unicodedata.normalize("NFKC", part) for index, part in enumerate(parts))
    if any("\u1100" <= character <= "\u1112" for character in composed):
        composed = "".join(INITIALS[ord(c) - 0x1100] if "\u1100" <= c <= "\u1112" else c for c in composed)
    return composed


def is_syllable(character: str) -> bool:
    """True for one precomposed Hangul syllable."""
    return "\uac00" <= character <= "\ud7a3"


def is_letter(character: str) -> bool:
    """True for one compatibility jamo, consonant or vowel, standing alone."""
    return "\u3131" <= character <= "\u3163"


def is_hangul(text: str) -> bool:
    """True if `text` has at least one syllable or letter of Hangul."""
    return any(is_syllable(character) or is_letter(character) for character in text)


def is_choseong_query(text: str) -> bool:
    """True if `text` has initial consonants only, spaces aside: ㄱㅈㅅㅎ, typed to find 강제송환."""
    letters = text.replace(" ", "")
    return bool(letters) and all(letter in _INITIAL_INDEX for letter in letters)


def decompose(syllable: str) -> tuple[str, str, str]:
    """Return initial, medial and final letter of one syllable; the final is "" in an open syllable.

    Raises: ValueError if it is not one precomposed syllable.
    """
    if len(syllable) != 1 or not is_syllable(syllable):
        raise ValueError("not one Hangul syllable")
    index = ord(syllable) - FIRST
    return INITIALS[index // PER_INITIAL], MEDIALS[index % PER_INITIAL // PER_MEDIAL], FINALS[index % PER_MEDIAL]


def compose(initial: str, medial: str, final: str = "") -> str:
    """Return the syllable made of these letters.

    Raises: ValueError if a letter cannot stand in its place.
    """
    try:
        index = _INITIAL_INDEX[initial] * PER_INITIAL + _MEDIAL_INDEX[medial] * PER_MEDIAL + _FINAL_INDEX[final]
    except KeyError as error:
        raise ValueError("a letter that cannot stand in this place of a syllable") from error
    return chr(FIRST + index)


def has_final(syllable: str) -> bool:
    """True if the syllable is closed by a consonant (받침)."""
    return is_syllable(syllable) and (ord(syllable) - FIRST) % PER_MEDIAL != 0


def choseong(text: str) -> str:
    """Return the initial consonant of each syllable of `text`; everything else is kept, so that positions agree."""
    return "".join(INITIALS[(ord(c) - FIRST) // PER_INITIAL] if is_syllable(c) else c for c in text)


def keystrokes(text: str) -> str:
    """Return `text` as the letters a two-set keyboard would send: 값 as ㄱㅏㅂㅅ, 살 as ㅅㅏㄹ.

    What has been typed so far is a prefix of this form of the finished word, also while the last syllable is still
    changing: 강제ㅅ, 강제소 and 강제송 all begin 강제송환; 살 begins 사람.
    """
    out: list[str] = []
    for character in text:
        letters = decompose(character) if is_syllable(character) else (character,)
        out.extend(_TWO_STROKE.get(letter, letter) for letter in letters)
    return "".join(out)


def completions(last: str) -> tuple[tuple[str, str, str], ...]:
    """Return what a last character still being typed can become, as ranges of finished syllables.

    Shape:  (kept, low, high): the characters that are certain, then any syllable from `low` up to and without `high`.
            소 → ("", 소, 쇼): any final may follow, and ㅗ may become ㅘ; 살 → also ("사", 라, 마): the ㄹ may move on.
    """
    if last in _INITIAL_INDEX:
        low = FIRST + _INITIAL_INDEX[last] * PER_INITIAL
        return (("", chr(low), chr(low + PER_INITIAL)),)
    if not is_syllable(last):
        return ()
    code = ord(last)
    if not has_final(last):
        grown = _GROWING.get(decompose(last)[1], 0)
        return (("", last, chr(code + PER_MEDIAL * (grown + 1))),)
    initial, medial, final = decompose(last)
    strokes = _TWO_STROKE.get(final, final)
    moving = strokes[-1]
    stays = compose(initial, medial, strokes[:-1])
    low = FIRST + _INITIAL_INDEX[moving] * PER_INITIAL
    return (("", last, chr(code + 1)), (stays, chr(low), chr(low + PER_INITIAL)))


def sort_key(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts Korean before other scripts and each by its own order, case and marks aside.

    Precomposed syllables are already in dictionary order by code point; Latin letters are compared without accents.
    """
    plain = unicodedata.normalize("NFC", strip_marks(normalise(text).casefold()))
    return tuple((0 if is_syllable(c) or is_letter(c) else 1, c) for c in plain)


def strip_marks(text: str) -> str:
    """Return `text` without accents and breves (Yŏnghŭi as Yonghui); Hangul stays composed."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))
