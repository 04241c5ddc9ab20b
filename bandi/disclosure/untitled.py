"""How much what follows three syllables speaks for a name where no title, age or label stands by it: 홍달무와 함께, 정에표를 보았다.

A particle that fits the last sound can follow any noun, so it weighs little alone; one that only follows people weighs much. Against it speaks what
nouns end in and names seldom do (단, 회, 법), counted over the list of words, and the stems of verbs.
May import: hangul, this package.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache

from bandi.disclosure.words import listed
from bandi.hangul.particles import stems

_OF_PEOPLE = frozenset({"에게", "에게서", "께", "께서", "한테", "한테서", "이랑", "랑"})
_WITH = frozenset({"와", "과"})
_TOGETHER = re.compile(r"\s?(?:함께|같이|둘이|나란히|단둘이|만나|만났|헤어|결혼|통화|이야기|말다툼)")
_DOING = re.compile(r"[는은이가도]\s(?:[가-힣]{1,6}\s){0,3}[가-힣]*(?:했|였|었|았|갔|왔|났|렸|됐|졌|겼|셨|한다|말하|살고|울|웃|죽|숨)")
_VERB_ENDS = frozenset("하되키치우끼시려어아여해되리이기지")
_NO_PARTICLE = frozenset({"", "야", "아"})
"""Nothing, and what calls somebody by her name: 해야 and 하여야 are written far oftener."""
_VERB_AFTER = frozenset({"는", "은", "을", "이", "도", "만", "고", "가"})
_FITS, _PEOPLE, _COMPANY, _TOGETHER_MORE, _DOES, _VERB = 2.8, 4.2, 3.0, 1.2, 0.8, 1.8
_MOST_AGAINST = 2.0


@cache
def _as_an_end() -> dict[str, float]:
    """Return how much oftener than by chance a syllable ends a word of the list (log, from 0 to a limit)."""
    ends = Counter(word[-1] for word in listed() if len(word) > 1)
    whole = sum(ends.values())
    return {syllable: min(_MOST_AGAINST, max(0.0, math.log(count / whole * 150))) for syllable, count in ends.items()}


def standing(name: str, rest: str, after: str) -> float:
    """Return what is added to the likelihood (log) that a run of Hangul begins with a name.

    rest: the run after the name. after: it and the text behind it.
    """
    if rest in _NO_PARTICLE or name not in stems(name + rest):
        return 0.0
    told = _PEOPLE if rest in _OF_PEOPLE else _COMPANY if rest in _WITH else _FITS
    if rest in _WITH and _TOGETHER.match(after[len(rest) :]):
        told += _TOGETHER_MORE
    elif _DOING.match(after):
        told += _DOES
    if name[-1] in _VERB_ENDS and (rest == "는" or (rest in _VERB_AFTER and not _DOING.match(after))):
        told -= _VERB
    return told - _as_an_end().get(name[-1], 0.0)
