"""One coarse key for every way of writing a Korean word in Latin letters, comparable with the key of the Hangul.

Young-hee, Yong Hui, Yŏnghŭi and yeonghui are `yoghi`, and so is 영희. The key is for finding, not for deciding:
different words share it now and then, so what it finds ranks below what was found as written, and is marked as found by sound.

How it is made: marks, hyphens and apostrophes go; k, g, kk, k' are one sound, likewise t/d, p/b/f, j/ch/z, s/sh, l/r;
o, eo, u, eu, oo, ou are one vowel, ae, e, ai another; ng and n with a following k or g are one, written g (은경 is
eungyeong and Eun-kyung); the law of initial sounds is undone (Lee, Rhee, Ri and Yi; Ryu and Yoo; Ra and Na; -ryeol and -yeol);
a silent h or r of passport spelling (Noh, Park, Ahn, Suh) goes. Hangul takes the same road, through its letters in
Revised Romanisation.
"""

import re
from functools import lru_cache

from .jamo import choseong, has_final, is_syllable, normalise, strip_marks
from .romanise import letters, spoken

# sound: the letters that write it, anywhere in a word
_SOUNDS = """
g: nkk ngk ngg nng ng nk
n: nn n
mp: nph np nb mph mp mb
c: tch tsch dsch jh jj ch tj dj ts tz j z
k: kkh kk gg ck kh gh k g q c
ks: x
t: tth tt dd th dh t d
p: pph pp bb ph bh p b f v
s: ssh ss sh s
r: rrh rh lh lr rl ll rr l r
m: mm m
h: h
yo: yeoo yeou youu yeo yeu yoo you yuu yo yu
ye: yae yeh ye
ya: yaa ya
i: yi yee eui ui ee ie i y
wo: weo wou wo
o: woo wu eoo eou eo eu oo ou o u w
we: wae wai we oae oai oe oi
wa: waa wa oa
wi: wee wi
oi: ooi eoi
e: aeh ae ai ay ei ey e
a: aa a
"""
_TABLE = {
    letters: sound
    for sound, _, spelt in (line.partition(":") for line in _SOUNDS.split("\n"))
    for letters in spelt.split()
}
_PIECE = re.compile("|".join(sorted(_TABLE, key=len, reverse=True)))
_SILENT = re.compile(r"(?<=[aeiouyw])(?:h|gh|r)(?=[bcdfgjkmnpqstvxz]|h|-|$)")
_ONSET_Y = re.compile(r"[lr]+h?(?=y|i[eo]u?)")
_FIRST = re.compile(r"^(?:[lr]h?(?=i|ee|ye|y|eui)|n(?=y|i))")
_FIRST_LIQUID = re.compile(r"^[lr]h?(?=[aeou])")
_TWO_VOWELS = re.compile(r"(?<=[ktpcsmgdbj])ui")
_WEAK_H = re.compile(r"(?<=.)h(?=w)|(?<=w)h")
_NARROW_E = re.compile(r"(?<=[bcdghjkmnpst])ye(?![ou])")
_APART = re.compile(r"(?<![aeiouyw])-|-(?![aeiouyw])")
_OPEN = re.compile(r"[^a-z]+")

_VOWEL = "(?:y?(?:eo|ae|oo|ou|[aeou])[hr]?|w(?:eo|ae|oo|[aeiou])|oe|oi|eui|ui|ai|ay|eu|ee|i|yi|hy)"
_ONSET = "(?:kk?h?|gg?|tt?h?|dd?|pp?h?|bb?|tch|jj?|ch|ss?h?|sh|rh?|ll?|m|n|h|)"
_CODA = "(?:ck|ng|[kgcntdlrmpbs](?![aeiouyw])|[kntdlmpb]|)"
_KOREAN = re.compile(f"(?:{_ONSET}{_VOWEL}{_CODA}){{1,7}}")
_ONE = re.compile(f"{_ONSET}{_VOWEL}{_CODA}")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the coarse key of one word, Hangul or Latin; "" if nothing can be read aloud in it.

    Equal keys mean: could be the same Korean word. Case, hyphens, apostrophes, spaces and marks do not matter.
    """
    return _fold_latin(_OPEN.sub("", _in_letters(word)))


@lru_cache(maxsize=65536)
def folds(word: str) -> tuple[str, ...]:
    """Return every key of a word, `fold` first: as pronounced, and with its vowels kept apart where a syllable ends.

    백령 is pekyog and, spoken, pegnyog. 가은 is keon as Gaeun runs it together, and kaon as Ka-un keeps it apart.
    """
    word = normalise(word)
    keys = [fold(word)]
    if any(is_syllable(character) for character in word):
        keys.append(_fold_latin(_OPEN.sub("", spoken(word))))
        keys.append(_fold_latin(letters(_between(word))))
    elif not word.isalpha():
        keys.append(_fold_latin(_OPEN.sub("-", _in_letters(word).replace("'", "").replace("’", "")).strip("-")))
    return tuple(dict.fromkeys(key for key in keys if key))


def _in_letters(word: str) -> str:
    word = normalise(word)
    return letters(word) if any(is_syllable(character) for character in word) else strip_marks(word).lower()


def _between(word: str) -> str:
    """Return a Hangul word with a hyphen wherever two vowels meet across syllables."""
    meeting = (
        before + "-" if not has_final(before) and after and choseong(after) == "ㅇ" else before
        for before, after in zip(word, word[1:] + " ", strict=True)
    )
    return "".join(meeting)


def _fold_latin(word: str) -> str:
    word = _ONSET_Y.sub("", word) if len(word) > 3 or word[:1] in "lr" else word
    word = _FIRST.sub("", word)
    word = _FIRST_LIQUID.sub("n", word)
    word = _SILENT.sub("", word)
    word = _TWO_VOWELS.sub("u-i", word)
    word = _WEAK_H.sub("", word)
    word = _NARROW_E.sub("e", word)
    if "-" in word:
        word = _APART.sub("", word)
    out = ""
    for piece in _PIECE.findall(word):
        sound = _TABLE[piece]
        out += sound[1:] if out[-1:] == sound[0] else sound
    return out


@lru_cache(maxsize=65536)
def looks_korean(latin: str) -> bool:
    """True if a Latin word can be read as Korean syllables. English words pass now and then; no harm follows."""
    return bool(_KOREAN.fullmatch(_OPEN.sub("", strip_marks(latin).lower())))


def is_one_syllable(latin: str) -> bool:
    """True if a Latin word reads as a single Korean syllable: Young, Hee, Kim."""
    return len(latin) <= 6 and bool(_ONE.fullmatch(_OPEN.sub("", strip_marks(latin).lower())))
