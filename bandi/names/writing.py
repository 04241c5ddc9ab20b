"""A name as it was written, made plain: look-alike letters, marks, masks, titles; cut into words and their parts.

Nothing is guessed here: what a mark or a letter may mean (is `O` hidden text or the syllable 오?) is left to the parser.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bandi.hangul.jamo import normalise

MASK = "*"
LONGEST = 120
"""Letters of a name that are read; a longer text is no name, and reading on would only cost time."""

_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕвмнткԁɡɩοαικνρτυχεη０οӨө",
    "aeopcyxijsbmhtkdgioaiknptuxenoooo",
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´ʹ′＇‛ʾʿ", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－·・•ㆍ", "-"))
_MASKS = str.maketrans(dict.fromkeys("○◯〇●◎□■＊⃝◦◌☆★", MASK))
_BREVES = {"ŏ": "ŏ", "ŭ": "ŭ", "ō": "ŏ", "ū": "ŭ", "ö": "oe", "ü": "wi", "ǒ": "ŏ", "ǔ": "ŭ", "õ": "ŏ", "ũ": "ŭ"}
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\ufe00-\ufe0f]")
_HANGUL_X = re.compile(r"(?<=[가-힣])[OoＯｏXx0]+(?![A-Za-z])|[OoＯｏXx0]+(?=[가-힣])")
_PARENTHESES = re.compile(r"[(\[（［{].*?[)\]）］}]")

_HANGUL = """
씨 님 군 양 옹 여사 선생 선생님 동지 의원 위원장 부위원장 위원 대표 대표이사 이사장 이사 교수 박사 장관 차관 총리 대통령 국장 과장
부장 실장 소장 대사 목사 신부 기자 변호사 판사 검사 간사 사무국장 활동가 대장 중장 상장 대좌 상좌 중좌 소좌 보위원 보안원 사장 총장
원장 할머니 할아버지
"""
_LATIN = """
mr mrs ms miss dr prof professor madam comrade general colonel major captain lieutenant marshal minister ambassador
president chairman chairwoman director ssi aka alias
"""
_AFTER = "은 는 이 가 을 를 의 에게 와 과 도 씨 님 씨가 씨는 씨의 으로 로"

TITLES_HANGUL = tuple(sorted(_HANGUL.split(), key=len, reverse=True))
TITLES_LATIN = frozenset(_LATIN.split())
"""Whole words only that are no syllable of a Korean name: Hon, Gen and Nim are left alone."""
_PARTICLES = frozenset(_AFTER.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: its parts (cut at hyphens), and whether a comma stood behind it.

    Parts are lower case; `plain` says that the word is Latin letters; `capitals` that all its letters were capitals.
    """

    parts: tuple[str, ...]
    plain: bool
    capitals: bool
    comma: bool

    @property
    def text(self) -> str:
        return "".join(self.parts)


def is_hanja(character: str) -> bool:
    """True for one ideograph of the basic block, extension A or the compatibility block."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or "\uf900" <= character <= "\ufaff"


def is_cjk(character: str) -> bool:
    """True for a Hangul syllable, an ideograph or a mask: one sign, one syllable."""
    return "가" <= character <= "힣" or is_hanja(character) or character == MASK


def is_kana(character: str) -> bool:
    """True for one sign of katakana or hiragana."""
    return "\u3041" <= character <= "\u30ff"


def plain(text: str) -> str:
    """Return `text` with one form for each sign: composed Hangul, unified ideographs, plain quotes, hyphens and masks.

    At most `LONGEST` signs are kept. Case stays, for it may tell the surname.
    """
    text = _INVISIBLE.sub("", text[: 4 * LONGEST])
    text = normalise(text.translate(_MASKS).translate(_HYPHENS).translate(_APOSTROPHES))
    text = unicodedata.normalize("NFC", text).translate(_MASKS).translate(_APOSTROPHES)[:LONGEST]
    if not text.isascii():
        text = _HANGUL_X.sub(lambda found: MASK * len(found.group()), text)
    return text.strip()


def latin(word: str) -> str:
    """Return a Latin word in small letters, with ŏ, ŭ and the aspirate apostrophe as the only marks.

    Cho'ng (an apostrophe for the breve, as sanctions lists write it) becomes chŏng; ch'ŏl keeps its apostrophe.
    """
    word = word.lower()
    if not word.isascii():
        word = word.translate(_LOOK_ALIKE)
        out = ""
        for character in unicodedata.normalize("NFC", word):
            if character in _BREVES:
                out += _BREVES[character]
            else:
                apart = unicodedata.normalize("NFD", character)
                out += "".join(c for c in apart if not unicodedata.combining(c))
        word = out
    if "'" in word:
        word = re.sub(r"y'([ou])", r"y\1'", word)
        word = re.sub(r"([ou])'", lambda found: "ŏ" if found.group(1) == "o" else "ŭ", word)
        word = re.sub(r"(?<![ktph])'|(?<=ng)'", "", word)
        word = re.sub(r"'+", "'", word)
    word = word.translate(str.maketrans("01", "ol")) if any(c.isalpha() for c in word) else word
    return re.sub(r"[^a-zŏŭ'*.]", "", word)


def words(text: str, *, drop_parentheses: bool = True) -> list[Word]:
    """Return the words of a name, titles left out. Signs of other scripts and emoji are skipped."""
    text = plain(text)
    if drop_parentheses and ("(" in text or "[" in text or "（" in text):
        text = _PARENTHESES.sub(" ", text)
    found: list[Word] = []
    for raw in re.findall(r"[^\s,;/，、]+|[,;，、]", text):
        if raw in ",;，、":
            if found and found[-1].plain:
                last = found[-1]
                found[-1] = Word(last.parts, last.plain, last.capitals, True)
            continue
        found.extend(_word(raw))
    return _without_titles(found)


def _word(raw: str) -> list[Word]:
    if any(is_kana(c) for c in raw) and not any(is_cjk(c) for c in raw):
        from .renderings import from_kana

        parts = tuple(part for part in map(from_kana, re.split("[-=＝]", raw)) if part)
        return [Word(parts, True, False, False)] if parts else []
    if any(is_cjk(c) and c != MASK for c in raw) or (raw.strip("-*") == "" and MASK in raw):
        signs = "".join(c for c in raw if is_cjk(c))
        rest = "".join(c for c in raw if c.isascii() and c.isalpha())
        if rest and signs in _PARTICLES and raw.endswith(signs):
            return _word(raw[: -len(signs)])
        found = [Word(tuple(signs), False, False, False)] if signs else []
        if rest and signs.count(MASK) == 0:
            found += _word(rest)
        return found
    capitals = raw.upper() == raw and sum(c.isalpha() for c in raw) > 1
    parts = tuple(part for part in (latin(piece) for piece in raw.split("-")) if part.strip(".'"))
    return [Word(parts, True, capitals, False)] if parts else []


def _without_titles(found: list[Word]) -> list[Word]:
    kept = [word for word in found if not (word.plain and word.text.strip(".") in TITLES_LATIN and len(found) > 1)]
    out: list[Word] = []
    for index, word in enumerate(kept):
        if word.plain:
            out.append(word)
            continue
        text = word.text
        if index and text in TITLES_HANGUL and any(not other.plain for other in kept[:index]):
            continue
        for title in TITLES_HANGUL:
            least = 2 if len(title) > 1 else 3
            if text.endswith(title) and len(text) - len(title) >= least and len(text) > 3:
                text = text[: -len(title)]
                break
        out.append(Word(tuple(text), False, False, False))
    return out or found
