"""Note marks glued to the text: `JS384` is JS3 and note 84, `2017-2021114` ends with note 114, `stopped.11` with 11.

Text extraction loses the superscript, so a mark is just digits. One number alone cannot be judged; the sequence can:
marks rise through the document. All places where a mark could stand are weighed, and the heaviest rising chain is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_DIGITS = re.compile(r"\d{1,9}")
_CLOSING = frozenset(".,;:!?)]}”\"’'»」』。")
_AFTER = frozenset(".,;:!?)]}”\"’'»」』。*—–-")
_NUMBERED_WORD = re.compile(r"(?:^|[^A-Za-z])(?:JS?|WG|No|Nos|CRP|CO|Add|Rev|Corr|NGO|art|para|p|pp)\.?$")
_LETTERS = re.compile(r"[A-Za-z]+$")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def detach(text: str, numbers: Collection[int]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without its note marks, and (number, place in the returned text) of each mark found.

    numbers: the notes that exist; only these can be marks.
    """
    chain = _heaviest_chain(_candidates(text, frozenset(numbers)), sorted(set(numbers)))
    pieces: list[str] = []
    found: list[tuple[int, int]] = []
    length = at = 0
    for start, end, number in chain:
        kept = text[at:start]
        if kept.endswith(" ") and kept.rstrip()[-1:] in _CLOSING:
            kept = kept.rstrip(" ")
        pieces.append(kept)
        length += len(kept)
        found.append((number, length))
        at = end
    pieces.append(text[at:])
    return "".join(pieces), found


def _candidates(text: str, numbers: frozenset[int]) -> list[tuple[int, int, int, float]]:
    """Return (start, end, number, weight) of every run of digits, or end of one, that could be a mark."""
    found = []
    for match in _DIGITS.finditer(text):
        run, start, end = match.group(), match.start(), match.end()
        following = text[end : end + 1]
        if following and not following.isspace() and following not in _AFTER and not (following.isupper() or "가" <= following <= "힣"):
            continue
        if following in {"-", "–", ".", ","} and text[end + 1 : end + 2].isdigit():
            continue
        for size in range(min(4, len(run)), 0, -1):
            digits = run[-size:]
            if digits[0] == "0" or int(digits) not in numbers:
                continue
            weight = _weight(text, start, run[:-size], end)
            if weight:
                found.append((end - size, end, int(digits), weight))
    return found


def _weight(text: str, start: int, rest: str, end: int) -> float:
    """Return how likely the digits after `rest` are a mark; 0 for what is never one."""
    before = text[max(0, start - 12) : start]
    last = before[-1:]
    if not rest:
        if last in _CLOSING and last:
            if last not in ".," or not before[-2:-1].isdigit():
                return 1.0
            tail = text[end : end + 4].lstrip()
            return 0.75 if not tail or tail[0].isupper() or not tail[0].isascii() else 0.0
        if last.isalpha():
            return 0.0 if _NUMBERED_WORD.search(before) else 0.9
        if last.isspace() and before.rstrip()[-1:] in _CLOSING and (end >= len(text) or text[end].isspace() or text[end] in _AFTER):
            tail = text[end : end + 8].lstrip()
            opens = not tail or tail[:1].isupper() or not tail[:1].isascii()
            return 0.6 if opens and not _NUMBERED_WORD.search(before.rstrip().rstrip(".")) else 0.0
        return 0.15 if last.isspace() and end >= len(text) else 0.0
    if _LETTERS.search(before):
        return 0.7 if len(rest) <= 2 else 0.0
    if _YEAR.fullmatch(rest) and len(rest) == 4:
        return 0.7
    is_year = bool(_YEAR.search(text[start:end])) and end - start == 4
    return 0.0 if last in {"/", "."} or is_year else 0.3


def _heaviest_chain(candidates: Sequence[tuple[int, int, int, float]], numbers: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return the rising chain (in place and in number) of the greatest total weight. n log n, by prefix maxima."""
    order = sorted(range(len(candidates)), key=lambda i: (candidates[i][2], -candidates[i][0]))
    places = sorted({candidate[0] for candidate in candidates})
    rank = {place: index + 1 for index, place in enumerate(places)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(places) + 1)
    best = [0.0] * len(candidates)
    before = [-1] * len(candidates)
    for index in order:
        start, _end, _number, weight = candidates[index]
        at, top = rank[start] - 1, (0.0, -1)
        while at > 0:
            top = max(top, tree[at])
            at -= at & -at
        best[index], before[index] = top[0] + weight, top[1]
        at = rank[start]
        while at < len(tree):
            tree[at] = max(tree[at], (best[index], index))
            at += at & -at
    at = max(range(len(candidates)), key=best.__getitem__, default=-1)
    chain = []
    while at >= 0:
        chain.append(candidates[at][:3])
        at = before[at]
    return chain[::-1]
