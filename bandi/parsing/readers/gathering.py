"""Gathering the passages of a document until the answer is full, and saying so when it is."""

from __future__ import annotations

import json
import re
import time
from typing import Any

from bandi.parsing.inside import Part
from bandi.parsing.limits import BLOCKS

_RESERVE = 64 * 1024  # for facts, problems and brackets
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[ \t\xa0]+")


def clean(text: str) -> str:
    """Return a text without control characters and turned writing, its spaces and lines tidied."""
    if text.isprintable() and "  " not in text:  # nearly always, and many times faster
        return text.strip(" ")
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip("\n")


class Gathering:
    """The passages so far. `is_full` says when there is no more room, or no more time; then `truncated` is among the problems."""

    def __init__(self, job: dict[str, Any]) -> None:
        limits = job["limits"]
        self.room = limits["answer"] - _RESERVE
        self.late = limits["processor"] * 0.75
        self.blocks: list[list[Any]] = []
        self.problems: list[str] = []
        self.facts: dict[str, str] = {}

    @property
    def is_full(self) -> bool:
        """Whether the reader should stop here."""
        if self.room <= 0 or len(self.blocks) >= BLOCKS or time.process_time() > self.late:
            self.problem("truncated")
            return True
        return False

    def problem(self, code: str) -> None:
        """Note a problem once."""
        if code not in self.problems:
            self.problems.append(code)

    def fact(self, name: str, words: Any) -> None:
        """Note a piece of metadata, shortened."""
        text = clean(str(words or ""))[:400]
        if text and len(self.facts) < 24:
            self.facts[name] = text

    def add(self, kind: str, text: str, page: int | None = None, mark: str = "") -> None:
        """Add a passage; what does not fit is cut and noted. Empty passages are left out."""
        text = clean(text)
        if not text or self.is_full:
            return
        size = len(json.dumps(text, ensure_ascii=False).encode()) + 64
        if size > self.room:
            self.problem("truncated")
            text = clean(text.encode()[: max(0, self.room // 2 - 64)].decode("utf-8", "ignore"))
            self.room = 0
        self.room -= size
        if text:
            self.blocks.append([kind, text, page, clean(mark)[:64]])

    def part(self, *, pages: int = 0) -> Part:
        """Return the whole answer."""
        if not self.blocks and not {"scanned", "truncated"} & set(self.problems):
            self.problem("no-text")
        return Part(b"J", {"blocks": self.blocks, "pages": pages, "problems": self.problems, "facts": self.facts})
