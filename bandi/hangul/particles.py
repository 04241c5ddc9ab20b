"""Korean particles and endings taken off a word, always as one more way to read it, never instead of it.

A particle is taken only where it could stand: 을 after a closed syllable, 를 after an open one. 대전에서 gives 대전,
서울을 gives 서울; 마을 gives nothing, because 마 is open and would take 를; 회의 gives 회, which is wrong and harmless.
This is a list, not a grammar: no verbs are conjugated beyond the forms of 하다 and 되다 that follow a noun.
"""

from collections.abc import Iterator
from functools import lru_cache

from .jamo import decompose, is_syllable

_AFTER_CLOSED = """
을 은 이 과 으로 으로서 으로써 으로부터 으로는 으로도 이나 이란 이라는 이라고 이며 이고 이다 이었다 이든 아
"""
_AFTER_OPEN = """
를 는 가 와 나 란 라는 라고 며 고 다 였다 든 야
"""
_AFTER_OPEN_OR_L = """
로 로서 로써 로부터 로는 로도
"""
_ANYWHERE = """
의 에 에서 에서는 에서도 에서의 에게 에게서 에게는 에는 에도 께 께서 께서는 한테 한테서 부터 까지 까지의 도 만
만이 만을 만의 마다 조차 마저 밖에 처럼 보다 같이 대로 만큼 라도 이라도 들 들이 들은 들을 들의 들에게 들과 들도
및 등 등의 등을 등이 씨 님 씨의 님의 씨가 님이 측 측은 측이 하다 하기 하는 한 할 함 하고 하며 하여 해 했다 해서
하면 하지 하였다 하라 한다 합니다 했습니다 되다 되는 된 될 됨 되고 되어 되어서 돼 됐다 되었다 된다 됩니다 시키다
시킨 시켰다 받다 받은 받는 받았다 적 적인 적으로 별 별로 간 당
"""
_CLOSED, _OPEN, _OPEN_OR_L, _ANY = (
    frozenset(text.split()) for text in (_AFTER_CLOSED, _AFTER_OPEN, _AFTER_OPEN_OR_L, _ANYWHERE)
)
_LONGEST = max(map(len, _CLOSED | _OPEN | _OPEN_OR_L | _ANY))


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """Return what is left of a Hangul word without a possible particle, shortest first; empty if none can be taken.

    At least two syllables stay: one would find everything.
    """
    return tuple(_stems(word))


def _stems(word: str) -> Iterator[str]:
    for length in range(min(_LONGEST, len(word) - 2), 0, -1):
        stem, ending = word[:-length], word[-length:]
        if is_syllable(stem[-1]) and _may_follow(stem[-1], ending):
            yield stem


def _may_follow(syllable: str, ending: str) -> bool:
    if ending in _ANY:
        return True
    final = decompose(syllable)[2]
    if final:
        return ending in _CLOSED or (final == "ㄹ" and ending in _OPEN_OR_L)
    return ending in _OPEN or ending in _OPEN_OR_L
