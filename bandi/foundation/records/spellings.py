"""Names that are spelled in several ways anywhere in a year's texts.

Each package offers the texts of its records; words that look like names are compared with one another. Two words are
one finding when they are nearly the same, or alike and standing beside the same other name ("Cho Tae-yul", "Cho Tae-yeol").
May import: findings, later, asking, rapidfuzz.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from rapidfuzz import fuzz, process

from bandi.foundation.records.findings import Finding, Scope
from bandi.foundation.records.later import Later

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENDINGS = ("s", "n", "an", "ian", "i", "ese", "es", "ed", "d", "r", "er", "ing", "y", "al", "ist", "ists", "se", "or", "ory")
_SHORTEST = 4
_ALONE, _BESIDE = 88, 62
_KIND_WORDS = frozenset({"north", "south", "korean", "korea", "the", "of", "and", "for", "in", "on"})
_MOST = 40


@dataclass(frozen=True)
class Piece:
    """A text of a record. is_name: a registered name, whose words are known to be meant as they are."""

    record: UUID
    text: str
    is_name: bool = False


Reader = Callable[[Scope], Iterable[Piece]]

_readers: dict[str, Reader] = {}


def offer(name: str, reader: Reader) -> None:
    """Offer the texts of a package. Raises: ValueError for a second of that name."""
    if name in _readers:
        raise ValueError(f"two readers are called {name}")
    _readers[name] = reader


_held = Later(lambda module: offer(module.__name__.split(".")[-2], module.texts))
held_in = _held.hold
"""Remember the module whose `texts` reads a package's texts, loaded when spellings are compared; called once from its `AppConfig.ready`."""


def pieces(scope: Scope) -> list[Piece]:
    """Return the texts of a year, read once for all checks."""
    _held.fetch()
    return scope.once("records.pieces", lambda: [piece for name in sorted(_readers) for piece in _readers[name](scope) if piece.text])


@dataclass
class _Words:
    """The words that look like names: how often, in which records, and beside which others."""

    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    records: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    small: set[str] = field(default_factory=set)
    registered: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def read(self, piece: Piece) -> None:
        words = [match[0] for match in _WORD.finditer(piece.text)]
        folded = [word.casefold() for word in words]
        for place, word in enumerate(words):
            key = folded[place]
            if not word[0].isupper():
                self.small.add(key)
                continue
            if len(word) < _SHORTEST:
                continue
            self.forms[key][word] += 1
            self.records[key].append(piece.record)
            if piece.is_name:
                self.registered[key].add(piece.record)
            if place:
                self.beside[key].add(("before", folded[place - 1]))
            if place + 1 < len(words):
                self.beside[key].add(("after", folded[place + 1]))

    def is_name(self, word: str) -> bool:
        return word in self.forms and word not in self.small and word not in _KIND_WORDS

    def names(self) -> list[str]:
        return sorted(key for key in self.forms if key not in self.small)


def check_spellings(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for each pair of words that look like two spellings of one name."""
    words = _Words()
    for piece in pieces(scope):
        words.read(piece)
    found = {(one, other): score for one, other, score in _alike(words) if _is_doubtful(words, one, other, score)}
    for (one, other), _score in sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST]:
        yield _finding(words, one, other)


def _alike(words: _Words) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of words that are nearly the same, and pairs that are alike and stand beside the same word."""
    names = words.names()
    for place, name in enumerate(names):
        for other, score, _ in process.extract(name, names[place + 1 :], scorer=fuzz.ratio, score_cutoff=_ALONE, limit=None):
            yield name, other, score
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        for neighbour in words.beside[name]:
            if words.is_name(neighbour[1]):
                groups[neighbour].append(name)
    for group in groups.values():
        for place, name in enumerate(group):
            for other in group[place + 1 :]:
                if (score := fuzz.ratio(name, other)) >= _BESIDE:
                    yield *sorted((name, other)), score  # type: ignore[misc]


def _is_doubtful(words: _Words, one: str, other: str, score: float) -> bool:
    if _is_inflected(one, other) or one.replace("-", "") == other.replace("-", ""):
        return False
    if words.registered[one] and words.registered[other] and not words.registered[one] & words.registered[other]:
        return False
    if one.endswith(other) or other.endswith(one):
        return False
    if score >= _ALONE and min(len(one), len(other)) >= 6:
        return True
    shared = any(words.is_name(word) for _, word in words.beside[one] & words.beside[other])
    return shared and one[-1:] == other[-1:] and abs(len(one) - len(other)) <= 2


def _is_inflected(one: str, other: str) -> bool:
    """Whether two words differ by an ending only: Korea and Korean, advise and adviser."""
    short, long = sorted((one.removesuffix("'s").removesuffix("’s"), other.removesuffix("'s").removesuffix("’s")), key=len)
    stem = short
    while stem and not long.startswith(stem):
        stem = stem[:-1]
    rest, ending = long[len(stem) :], short[len(stem) :]
    return len(stem) >= 4 and (not ending or ending in _ENDINGS) and (not rest or rest in _ENDINGS)


def _finding(words: _Words, one: str, other: str) -> Finding:
    common, rare = sorted((one, other), key=lambda key: (-sum(words.forms[key].values()), key))
    forms = [words.forms[key].most_common(1)[0][0] for key in (common, rare)]
    times = [sum(words.forms[key].values()) for key in (common, rare)]
    records = tuple(dict.fromkeys([*words.records[rare], *words.records[common]]))[:20]
    return Finding(
        key=f"names:{common}/{rare}", kind="names", severity="doubt",
        message_en=f"“{forms[0]}” ({times[0]}×) and “{forms[1]}” ({times[1]}×) look like two spellings of one name.",
        message_ko=f"“{forms[0]}”({times[0]}회)와 “{forms[1]}”({times[1]}회)은 같은 이름의 두 표기로 보입니다.",
        records=records,
    )  # fmt: skip
