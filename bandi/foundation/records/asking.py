"""Reading the words of a question: which figure fits it, and which record it means when it names none.

Words are compared by their stems, so that "volunteers", "volunteer" and "Volunteers'" are one.
May import: figures, the standard library.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from bandi.foundation.records.figures import Question

T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_IRREGULAR = {
    "people": "person", "persons": "person", "women": "woman", "men": "man", "children": "child", "youths": "youth",
    "lecturer": "lecture", "lecturers": "lecture", "lectured": "lecture", "series": "series", "spoke": "speak",
    "speaking": "speak", "speaker": "speak", "speakers": "speak", "mentoring": "mentor", "rescued": "rescue", "rescues": "rescue",
    "awarded": "award", "data": "data", "held": "hold", "boxes": "box", "studies": "study",
}  # fmt: skip
_COMMON = frozenset(
    ["a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "in", "into", "is", "it", "its", "of", "on", "or", "our", "per", "that", "the", "their", "them", "they", "this", "to", "was", "were", "what", "when", "where", "which", "who", "whom", "with", "all", "also", "over", "own", "number", "count", "total", "year", "hold", "held", "first", "last", "new", "told", "say", "says", "said", "named", "printed", "report", "date", "time", "since", "not", "more", "than", "about", "year's", "one", "two"]
)
_PARTICLES = re.compile(r"(?<=[가-힣]{2})(?:은|는|이|가|을|를|의|에|에서|에게|으로|로|와|과|도|만|들|한|인|된)$")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem under which a word is compared: small letters, singular, without Korean particles."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if "가" <= word[:1] <= "힣":
        return _PARTICLES.sub("", word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that say something."""
    return frozenset(stem(word) for word in _WORD.findall(text)) - _COMMON


def in_order(text: str) -> list[str]:
    """Return the stems of all words of `text` in their order."""
    return [stem(word) for word in _WORD.findall(text)]


@dataclass(frozen=True)
class Wording:
    """Words by which a figure knows a question: patterns for how it is computed, for its unit and its statement.

    All that are given must be found. score: how sure it then is. unless: words of `how` that speak against it.
    """

    score: float
    how: str = ""
    unit: str = ""
    statement: str = ""
    unless: str = ""

    def matches(self, question: Question) -> bool:
        """Whether the question is put in these words."""
        for pattern, words in self._patterns:
            if not pattern.search(getattr(question, words)):
                return False
        return not (self.unless and re.search(self.unless, question.how, re.IGNORECASE))

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """The patterns that are given, each with the words of the question in which it is looked for."""
        given = ((self.how, "how"), (self.unit, "unit"), (self.statement, "statement"))
        return [(re.compile(pattern, re.IGNORECASE), words) for pattern, words in given if pattern]


def worded(*wordings: Wording) -> Callable[[Question], float]:
    """Return a `fits` for a figure: the score of the surest wording that matches, or 0."""

    def fits(question: Question) -> float:
        return max((wording.score for wording in wordings if wording.matches(question)), default=0.0)

    return fits


def closest(text: str, candidates: Sequence[tuple[T, str]], *, least: float = 0.0, also: str = "") -> T | None:
    """Return the candidate whose own text shares most with `text`, or None when nothing is shared.

    Rare words weigh more than those that many candidates hold. also: words that decide only between equals.
    least: share of the weight of `text` that must be found.
    """
    found = ranked(text, candidates, least=least, also=also)
    return found[0] if found else None


def ranked(text: str, candidates: Sequence[tuple[T, str]], *, least: float = 0.0, also: str = "") -> list[T]:
    """Return the candidates that share words with `text`, the closest first."""
    wanted, tie = stems(text), stems(also)
    if not wanted:
        return []
    frequency = Counter(word for _, own in candidates for word in stems(own))
    weight = {word: 1 / (1 + math.log(1 + frequency[word])) for word in wanted | tie}
    whole = sum(weight[word] for word in wanted)
    scored = []
    for place, (candidate, own) in enumerate(candidates):
        shared = stems(own) & wanted
        score = sum(weight[word] for word in shared)
        if shared and score >= least * whole:
            closeness = score / math.sqrt(len(stems(own)) or 1)
            scored.append((score, sum(weight[word] for word in stems(own) & tie), closeness, -place, candidate))
    scored.sort(key=lambda row: row[:4], reverse=True)
    return [row[-1] for row in scored]


def distinct(values: Iterable[T]) -> list[T]:
    """Return `values` without repeats, in their order."""
    return list(dict.fromkeys(values))
