"""What a passage is about: concepts of the glossary and the remaining words, in English and Korean alike.

강제북송 and "forcibly returned" become the same concept, so a Korean press release can be compared with an English
letter. Words outside the glossary are compared by their stems, and only within one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bandi.hangul.particles import stems

GLOSSARY = Path(__file__).with_name("data") / "glossary.tsv"
_TOKEN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*|\d+|[가-힣]+")
_HANGUL = re.compile(r"[가-힣]")
_STOP = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "nor", "but", "as", "is", "are", "was", "were", "be", "been", "being", "it", "its", "they", "them", "their", "he", "she", "his", "her", "him", "we", "our", "us", "you", "your", "i", "my", "this", "that", "these", "those", "which", "who", "whom", "whose", "what", "when", "where", "while", "there", "here", "than", "then", "also", "such", "any", "all", "both", "each", "every", "other", "others", "another", "some", "no", "not", "only", "own", "same", "so", "too", "very", "can", "could", "may", "might", "will", "would", "shall", "should", "must", "do", "does", "did", "has", "have", "had", "having", "into", "onto", "upon", "over", "under", "about", "against", "between", "through", "during", "before", "after", "above", "below", "up", "down", "out", "off", "again", "further", "once", "more", "most", "less", "least", "many", "much", "few", "if", "because", "until", "within", "without", "via", "per", "including", "include", "includes", "particular", "especially", "particularly", "order", "well", "even", "still", "yet", "however", "therefore", "thus", "among", "amongst", "across", "towards", "toward", "regarding", "concerning", "recommend", "recommends", "recommended", "recommendation", "recommendations", "state", "states", "party", "stated", "noted", "notes", "note", "observed", "reported", "reports", "report", "concern", "concerned", "measure", "measures", "take", "takes", "taking", "effort", "efforts", "ensure", "ensures", "ensuring", "make", "makes", "making", "necessary", "effective", "effectively", "appropriate", "adequate", "full", "fully", "national", "country", "countries", "government", "authorities", "authority", "committee", "council", "special", "rapporteur", "working", "group", "human", "rights", "united", "republic", "democratic", "people", "international", "accordance", "line", "respect", "regard", "view", "aim", "aimed", "aiming", "sense", "immediate", "immediately", "urgent", "urgently", "possible", "promptly", "relevant", "existing", "new", "needs", "need", "needed", "given", "put", "set", "due", "several", "various", "one", "two", "three", "first", "second"]
)
_KOREAN_STOP = frozenset(["장관은", "장관", "양측은", "양측", "정부", "정부는", "우리", "대한", "대해", "대하여", "관한", "위한", "위해", "통해", "및", "등", "그", "이", "것", "수", "본인", "각별한", "관심", "앞서", "이에", "함께", "관련", "하였다", "있다", "했다", "하기로", "이어"])
_SUFFIXES = (
    ("ationally", "at"), ("izations", "iz"), ("isations", "iz"), ("ization", "iz"), ("isation", "iz"), ("izing", "iz"), ("ising", "iz"), ("ized", "iz"), ("ised", "iz"),
    ("izes", "iz"), ("ises", "iz"), ("ations", "at"), ("ation", "at"), ("ative", "at"), ("atory", "at"), ("ating", "at"), ("ated", "at"), ("ates", "at"), ("ate", "at"),
    ("ions", ""), ("ion", ""), ("ically", "ic"), ("ities", "it"), ("ity", "it"), ("ies", "y"), ("ied", "y"), ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""),
    ("ibly", "ibl"), ("ably", "abl"), ("ally", "al"), ("ingly", ""), ("ly", ""), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("ers", ""), ("er", ""), ("ors", ""), ("or", ""),
    ("ive", ""), ("ness", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip


@lru_cache(maxsize=131072)
def stem(word: str) -> str:
    """Return the stem of an English word: rough, the same for all its forms, at least three letters."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'").replace("-", "")
    for suffix, kept in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) + len(kept) >= 3:
            word = word[: len(word) - len(suffix)] + kept
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class Term:
    """A concept or word in a text. key: "#concept" or the stem; kind: as in the glossary, "word" for others."""

    key: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    concept: str
    words: tuple[tuple[str, bool], ...]


class Glossary:
    """The concepts of the field, with their words."""

    def __init__(self, rows: Iterable[str]) -> None:
        self.kinds: dict[str, str] = {}
        self.broader: dict[str, str] = {}
        self.narrower: dict[str, tuple[str, ...]] = {}
        self.words: dict[str, tuple[str, str]] = {}
        self._first: dict[str, list[_Entry]] = {}
        self._open: dict[str, list[_Entry]] = {}
        self._begin: dict[str, list[_Entry]] = {}
        korean: list[tuple[str, str]] = []
        for row in rows:
            if not row.strip() or row.startswith("#"):
                continue
            concept, kind, broader, english, hangul = row.rstrip("\n").split("\t")
            self.kinds[concept] = kind
            if broader != "-":
                self.broader[concept] = broader
                self.narrower[broader] = (*self.narrower.get(broader, ()), f"#{concept}")
            self.words[concept] = (english.split("|")[0].replace("*", ""), hangul.split("|")[0])
            for term in english.split("|"):
                self._add(concept, term)
            korean.extend((word.replace(" ", ""), concept) for word in hangul.split("|") if word)
        korean.sort(key=lambda row: -len(row[0]))
        self._korean_of = dict(reversed(korean))
        pattern = "|".join(r"\s?".join(map(re.escape, word)) for word, _concept in korean)
        self.korean = re.compile(pattern) if pattern else None

    def _add(self, concept: str, term: str) -> None:
        parts = tuple(
            (part[:-1].lower().replace("-", ""), True) if part.endswith("*") else (stem(part), False)
            for part in (m.group() for m in re.finditer(r"[A-Za-z0-9]+(?:['’-][A-Za-z]+)*\*?", term))
        )
        if parts:
            shelf = self._open if parts[0][1] else self._first
            shelf.setdefault(parts[0][0][:3] if parts[0][1] else parts[0][0], []).append(_Entry(concept, parts))

    def concept_of_korean(self, word: str) -> str:
        """Return the concept of a matched Korean word."""
        return self._korean_of[re.sub(r"\s", "", word)]

    def match(self, lows: list[str], roots: list[str], at: int) -> list[tuple[str, int]]:
        """Return (concept, number of words) of the longest entries that begin at a token.

        lows, roots: the tokens in lower case, and their stems.
        """
        entries = self._begin.get(lows[at])
        if entries is None:
            entries = self._begin[lows[at]] = self._beginning(lows[at], roots[at])
        longest, found = 0, {}
        for entry in entries:
            size = len(entry.words)
            if size < longest:
                break
            if at + size <= len(lows) and all(
                lows[at + i].startswith(word) if open_end else roots[at + i] == word for i, (word, open_end) in enumerate(entry.words) if i
            ):
                longest = size
                found[entry.concept] = size
        return list(found.items())

    def _beginning(self, low: str, root: str) -> list[_Entry]:
        """Return the entries whose first word fits, the longest first."""
        found = [*self._first.get(root, ()), *(entry for entry in self._open.get(low[:3], ()) if low.startswith(entry.words[0][0]))]
        return sorted(found, key=lambda entry: -len(entry.words))


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """Return the glossary of the library."""
    return Glossary(GLOSSARY.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=8192)
def terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a text in order. Function words and words every such document is full of are left out."""
    known = glossary()
    matches = list(_TOKEN.finditer(text))
    found: list[Term] = []
    if known.korean and _HANGUL.search(text):
        found.extend(_korean(text, known))
        matches = [match for match in matches if not _HANGUL.match(match.group())]
    lows = [match.group().lower().replace("-", "").replace("’", "'") for match in matches]
    roots = [stem(low) for low in lows]
    at = 0
    while at < len(lows):
        hits = known.match(lows, roots, at)
        if hits:
            size = hits[0][1]
            start, end = matches[at].start(), matches[at + size - 1].end()
            found.extend(Term(f"#{concept}", known.kinds[concept], start, end) for concept, _size in hits)
            at += size
            continue
        if lows[at] not in _STOP and len(lows[at]) > 1:
            found.append(Term(roots[at], "word", matches[at].start(), matches[at].end()))
        at += 1
    return tuple(sorted(found, key=lambda term: term.start))


def _korean(text: str, known: Glossary) -> Iterable[Term]:
    taken: list[tuple[int, int]] = []
    for match in known.korean.finditer(text) if known.korean else ():
        concept = known.concept_of_korean(match.group())
        taken.append(match.span())
        yield Term(f"#{concept}", known.kinds[concept], match.start(), match.end())
    for match in re.finditer(r"[가-힣]+", text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        word = match.group()
        bare = next(iter(stems(word)), word)
        if word not in _KOREAN_STOP and bare not in _KOREAN_STOP and len(bare) > 1:
            yield Term(bare, "word", match.start(), match.end())


def grams(text: str, size: int = 4) -> frozenset[str]:
    """Return the character n-grams of a text, letters only; a Korean text is cut in twos, its syllables say more."""
    plain = re.sub(r"[\W_]+", " ", text.lower()).strip()
    if _HANGUL.search(plain[:80]):
        size = 2
    return frozenset(plain[i : i + size] for i in range(max(1, len(plain) - size + 1)))
