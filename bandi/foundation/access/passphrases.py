"""Passphrases that the house makes: speakable, easy to copy from paper, and not guessable.

May import: the standard library only.
"""

from __future__ import annotations

import secrets

_CONSONANTS = "bdfghjkmnprstvwz"
_VOWELS = "aeiou"
SYLLABLES = 12


def passphrase() -> str:
    """Return a new passphrase: six groups of two syllables, 75.9 bits (12 draws of 80)."""
    return syllables(SYLLABLES)


def syllables(count: int) -> str:
    """Return `count` syllables in groups of two, 6.3 bits each: "bado-kimu-tepa"."""
    drawn = [secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(count)]
    return "-".join("".join(drawn[start : start + 2]) for start in range(0, count, 2))
