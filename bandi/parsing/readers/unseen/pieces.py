"""The pieces that a file hides, gathered as far as the limits go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bandi.parsing.inside import Part
from bandi.parsing.limits import UNSEEN, UNSEEN_TEXT
from bandi.parsing.readers.gathering import clean

_WITHIN_A_WORD = frozenset({"t", "delText", "span", "r", "a", "b", "i"})
"""Elements between which no space stands: a name may be half in bold."""
_MOST_SAID = 100_000


class Unseen:
    """The pieces so far, as far as the limits go."""

    def __init__(self) -> None:
        self.pieces: list[list[str]] = []
        self.said: dict[str, dict[str, None]] = {}
        self.size = 0
        self.is_cut = False

    def add(self, kind: str, where: str, text: Any) -> None:
        """Add what somebody wrote and hid; it is told in any case."""
        words = clean(str(text or ""))
        if not words:
            return
        if len(self.pieces) >= UNSEEN:
            self.is_cut = True
            return
        self.is_cut = self.is_cut or len(words) > UNSEEN_TEXT
        self.pieces.append([kind, clean(where)[:120], words[:UNSEEN_TEXT]])

    def say(self, where: str, text: Any) -> None:
        """Add words that ordinary files have too (texts beside pictures, labels of charts): they are told where they tell of somebody."""
        words = clean(str(text or ""))
        if not words or words in self.said.setdefault(where, {}):
            return
        self.size += len(words)
        self.is_cut = self.is_cut or self.size > _MOST_SAID
        if self.size <= _MOST_SAID:
            self.said[where][words] = None

    def part(self) -> Part:
        for where, words in self.said.items():
            for portion in _portions(words):
                self.add("property", where, portion)
        self.said.clear()
        return Part(b"J", {"unseen": self.pieces, "is_cut": self.is_cut})


def _portions(texts: dict[str, None]) -> Iterator[str]:
    """Yield texts one below the other, as many as a piece may hold; a longer one is divided at a space, so that no name is cut through."""
    held = ""
    for text in texts:
        while len(text) > UNSEEN_TEXT:
            cut = max(text.rfind(" ", 0, UNSEEN_TEXT), text.rfind("\n", 0, UNSEEN_TEXT), UNSEEN_TEXT // 2)
            yield text[:cut]
            text = text[cut:]
        if held and len(held) + len(text) + 1 > UNSEEN_TEXT:
            yield held
            held = ""
        held = f"{held}\n{text}" if held else text
    if held:
        yield held


def nothing(_document: bytes, _job: dict[str, Any]) -> Iterator[Part]:
    """Answer for kinds that show all they hold."""
    yield Unseen().part()


def words_of(element: Any) -> str:
    """Return the text within an element, what was deleted too. Runs of one paragraph are one text: a name half in bold stays a name."""
    from bandi.parsing.readers.markup import local

    if element is None:
        return ""
    words: list[str] = []
    waiting: list[Any] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            words.append(one)
            continue
        if not isinstance(one.tag, str):
            continue
        joins = local(one) in _WITHIN_A_WORD
        inner: list[Any] = [] if joins else [" "]
        inner.append(one.text or "")
        for child in one:
            inner += [child, child.tail or ""]
        waiting.extend(reversed(inner if joins else [*inner, " "]))
    return re.sub(r"\s+", " ", "".join(words)).strip()
