"""Which Hangul could be meant by a sound key, and how a word is written on the other side of the border.

The first goes from `fold` backwards: not exactly, only so that nothing is missed; whoever finds something by it asks `fold`
again. The second is the law of initial sounds: 로동 and 노동, 량강도 and 양강도, 녀성 and 여성 are one word each.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from .fold import fold
from .jamo import compose, decompose

MOST_SYLLABLES = 5
_SOUTH_OF = """
랴:야 량:양 려:여 력:역 련:연 렬:열 렴:염 령:영 례:예 료:요 룡:용 류:유 륙:육 륜:윤 률:율 리:이 린:인 림:임 립:입
녀:여 년:연 념:염 녕:영 뇨:요 뉴:유 니:이 닉:익
라:나 락:낙 란:난 람:남 랍:납 랑:낭 래:내 랭:냉 로:노 록:녹 론:논 롱:농 뢰:뇌 루:누 릉:능
"""
_PAIRS = [pair.split(":") for pair in _SOUTH_OF.split()]
_OTHERS: dict[str, list[str]] = {}
for _north, _south in _PAIRS:
    _OTHERS.setdefault(_north, []).append(_south)
    _OTHERS.setdefault(_south, []).append(_north)


def across_the_border(word: str) -> list[str]:
    """Return how else a Hangul word is written by the law of initial sounds, its first syllable only: 노동 as 로동."""
    return [other + word[1:] for other in _OTHERS.get(word[:1], ()) if len(word) > 1]


@cache
def _syllables_of() -> dict[str, str]:
    """Return for each sound of one syllable the syllables in common use that can have it, at a word's start or within."""
    found: dict[str, set[str]] = {}
    for high in range(0xB0, 0xC9):  # the 2,350 syllables of KS X 1001
        for low in range(0xA1, 0xFF):
            syllable = bytes((high, low)).decode("euc-kr")
            for key in filter(None, _keys(syllable)):
                found.setdefault(key, set()).add(syllable)
    return {key: "".join(sorted(syllables)) for key, syllables in found.items()}


def _keys(syllable: str) -> Iterator[str]:
    """Yield the sounds that one syllable can add to a word, by what may stand before it and after it."""
    initial, medial, final = decompose(syllable)
    yield fold(syllable)
    for before in "아안앙암":  # within a word a first ㄹ or ㄴ is kept, and ㄴ melts into a ㄱ or ㅂ after it
        yield fold(before + syllable)[1:]
    for other in {"": "", "ㄴ": " ㅇㅁ"}.get(final, " "):  # a final consonant may pass on to the next syllable
        yield fold(compose(initial, medial, other.strip()))


@lru_cache(maxsize=256)
def slots(key: str) -> tuple[str, ...]:
    """Return for each syllable of a word sounding like `key` all syllables that can stand there, () if no word can.

    More words fit than sound like it. Only as many places are told as the shortest such word has.
    """
    found: list[set[str]] = []
    lengths: set[int] = set()
    for way in _ways(key, 0, MOST_SYLLABLES):
        lengths.add(len(way))
        for place, sound in enumerate(way):
            if place == len(found):
                found.append(set())
            found[place].update(_syllables_of()[sound])
    return tuple("".join(sorted(found[place])) for place in range(min(lengths))) if lengths else ()


def _ways(key: str, at: int, most: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to cut `key` from `at` on into sounds of syllables, equal neighbours having become one."""
    if at == len(key):
        yield ()
        return
    if not most:
        return
    known = _syllables_of()
    for start in {at, at - 1 if at else at}:  # the sound before may have swallowed the first of this one
        for end in range(at + 1, min(len(key), start + 5) + 1):
            sound = key[start:end]
            if sound in known:
                for rest in _ways(key, end, most - 1):
                    yield (sound, *rest)
