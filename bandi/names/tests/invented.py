"""Invented names and pairs made of them by rule, for the tests of this package.

Spellings are written out here and do not come from the library, so that it is not its own judge. Nobody is meant: names are
put together from common parts by a seeded draw.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

SURNAMES = {
    "김": ("Kim", "Kim", "Kim", "金"), "이": ("Lee", "Yi", "Ri", "李"), "박": ("Park", "Pak", "Pak", "朴"), "최": ("Choi", "Ch'oe", "Choe", "崔"),
    "정": ("Jung", "Chŏng", "Jong", "鄭"), "강": ("Kang", "Kang", "Kang", "姜"), "조": ("Cho", "Cho", "Jo", "趙"), "윤": ("Yoon", "Yun", "Yun", "尹"),
    "장": ("Jang", "Chang", "Jang", "張"), "임": ("Lim", "Im", "Rim", "林"), "한": ("Han", "Han", "Han", "韓"), "오": ("Oh", "O", "O", "吳"),
    "서": ("Seo", "Sŏ", "So", "徐"), "신": ("Shin", "Sin", "Sin", "申"), "권": ("Kwon", "Kwŏn", "Kwon", "權"), "황": ("Hwang", "Hwang", "Hwang", "黃"),
}  # fmt: skip
"""Surname: by passport habit, McCune-Reischauer, as the North writes, Hanja."""

SYLLABLES = {
    "영": ("Young", "yŏng", "Yong"), "희": ("Hee", "hŭi", "Hui"), "수": ("Soo", "su", "Su"), "현": ("Hyun", "hyŏn", "Hyon"), "주": ("Joo", "chu", "Ju"),
    "은": ("Eun", "ŭn", "Un"), "경": ("Kyung", "kyŏng", "Kyong"), "철": ("Chul", "ch'ŏl", "Chol"), "미": ("Mi", "mi", "Mi"), "선": ("Sun", "sŏn", "Son"),
    "훈": ("Hoon", "hun", "Hun"), "태": ("Tae", "t'ae", "Thae"), "민": ("Min", "min", "Min"), "석": ("Seok", "sŏk", "Sok"), "혜": ("Hye", "hye", "Hye"),
    "남": ("Nam", "nam", "Nam"), "옥": ("Ok", "ok", "Ok"), "복": ("Bok", "pok", "Pok"), "춘": ("Chun", "ch'un", "Chun"), "일": ("Il", "il", "Il"),
}  # fmt: skip
VOICED = {"ch": "j", "k": "g", "p": "b"}


@dataclass(frozen=True)
class Pair:
    """Two written forms, whether one name stands behind both, and the rule that made them."""

    a: str
    b: str
    same: bool
    kind: str
    surname: str


def habit(surname: str, given: str, *, last: bool = False, joined: bool = False) -> str:
    """Return a name as a passport or a business card writes it."""
    first, second = (SYLLABLES[syllable][0] for syllable in given)
    written = first + second.lower() if joined else f"{first}-{second.lower()}"
    return f"{written} {SURNAMES[surname][0].upper()}" if last else f"{SURNAMES[surname][0]} {written}"


def mccune(surname: str, given: str) -> str:
    """Return a name in McCune-Reischauer, the second syllable voiced after a voiced sound."""
    first, second = (SYLLABLES[syllable][1] for syllable in given)
    if first[-1] in "aeiouŏŭnmgl":
        for plain, voiced in VOICED.items():
            if second.startswith(plain) and not second.startswith(plain + "'"):
                second = voiced + second[len(plain) :]
                break
    return f"{SURNAMES[surname][1]} {first.capitalize()}{second}"


def northern(surname: str, given: str) -> str:
    """Return a name as North Korean sources write it."""
    return " ".join([SURNAMES[surname][2], *(SYLLABLES[syllable][2] for syllable in given)])


def names(count: int, seed: int, surnames: list[str] | None = None) -> list[tuple[str, str]]:
    """Return different invented names as (surname, given name)."""
    draw = random.Random(seed)
    found: dict[tuple[str, str], None] = {}
    while len(found) < count:
        given = "".join(draw.sample(list(SYLLABLES), 2))
        found[draw.choice(surnames or list(SURNAMES)), given] = None
    return list(found)


def pairs(count: int, seed: int, surnames: list[str] | None = None) -> list[Pair]:
    """Return labelled pairs, half of them of one name, the others of names that differ in one syllable or the surname."""
    draw = random.Random(seed)
    found = []
    for surname, given in names(count, seed, surnames):
        forms = {
            "habit": habit(surname, given, last=draw.random() < 0.5, joined=draw.random() < 0.5),
            "mccune": mccune(surname, given),
            "northern": northern(surname, given),
            "hangul": surname + given,
        }
        one, other = draw.sample(sorted(forms), 2)
        found.append(Pair(forms[one], forms[other], True, f"{one}-{other}", surname))
        if draw.random() < 0.25:
            second = draw.choice([s for s in SURNAMES if s != surname])
            third = given
        else:
            second = surname
            place = draw.randrange(2)
            swapped = draw.choice([s for s in SYLLABLES if s not in given and far(s, given[place])])
            third = given[:place] + swapped + given[place + 1 :]
        wrong = {"hangul": second + third, "northern": northern(second, third), "mccune": mccune(second, third), "habit": habit(second, third)}
        found.append(Pair(forms[one], wrong[other], False, f"{one}-{other}", surname))
    return found


def far(one: str, other: str) -> bool:
    """Return False for syllables that some system writes alike."""
    return not ({one, other} in ({"선", "수"}, {"은", "영"}) or set(map(str.lower, SYLLABLES[one])) & set(map(str.lower, SYLLABLES[other])))
