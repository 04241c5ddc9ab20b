"""What in a text could be a name at all, so that whoever keeps protected names can say which are: the names never come here.

Every beginning of a run of Hangul and every two or three capitalised words in a row are asked about as they are written; those that read as
a name by their surname are asked about in other spellings too, and masked names as well.
May import: names, this package.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bandi.disclosure.people import CHAIN, MASKED_RUN, ONE, RUN
from bandi.disclosure.plain import Plain
from bandi.disclosure.words import given, is_word, surnames

_APART = re.compile(r"(?<![가-힣])(?=([가-힣]{1,2} [가-힣]{2})(?![가-힣]{3}))")
_EACH_APART = re.compile(r"(?<![가-힣])(?=([가-힣] [가-힣] [가-힣])(?![가-힣]{3}))")
"""A name as forms have it, each syllable in a field of its own."""
AT_ONCE = 200
_LEAST = -4.0
"""As unlikely a name as is still compared with other spellings."""


@dataclass
class Candidates:
    """words: as they are written, each once. likely: those to be compared in other spellings and as masks."""

    words: dict[str, None] = field(default_factory=dict)
    likely: dict[str, None] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Take in one text."""
        plain = Plain.of(text).text
        self._hangul(plain)
        if any("A" <= sign <= "Z" for sign in plain):
            self._latin(plain)
        if "○" in plain or "◯" in plain or "〇" in plain or "O" in plain or "모" in plain or "*" in plain or "X" in plain:
            self.likely.update((found.group(), None) for found in MASKED_RUN.finditer(plain))

    def _hangul(self, text: str) -> None:
        share = surnames()
        for run in set(RUN.findall(text)):
            for length in (2, 3, 4):
                if len(run) < length:
                    break
                self.words[run[:length]] = None
            for family in (2, 1):
                name = run[: family + 2]
                if len(name) == family + 2 and run[:family] in share and share[run[:family]] + given(name[family:]) > _LEAST and not is_word(run):
                    self.likely[name] = None
        for pattern in (_APART, _EACH_APART):
            self.words.update((found, None) for found in pattern.findall(text))

    def _latin(self, text: str) -> None:
        from bandi.names.inventory import inventory

        habits = inventory().habits
        for chain in CHAIN.finditer(text):
            spans = [one.span() for one in ONE.finditer(chain.group())]
            for size in (2, 3):
                for at in range(len(spans) - size + 1):
                    name = chain.group()[spans[at][0] : spans[at + size - 1][1]]
                    self.words[name] = None
                    parts = re.split(r",? ", name.lower())
                    if parts[0] in habits or parts[-1] in habits:
                        self.likely[name] = None


def candidates(texts: Iterable[str]) -> Candidates:
    """Return what in these texts could be a name. Texts are looked at many at once: words come again and again."""
    found = Candidates()
    them = iter(texts)
    while some := tuple(itertools.islice(them, AT_ONCE)):
        found.add("\n".join(some))
    return found
