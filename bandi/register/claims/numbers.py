"""Finding numbers in a text: digits and number words, English and Korean, and the marks by which they are bound to claims.

A text with bound numbers holds marks such as {F043}. Every other number in it is unbound, unless it is part of a date
or of a name: a symbol (A/HRC/57/1), an item ("Article 16", 제46조), a word with digits in it ("F2M").
May import: foundation's blocks and inline texts, the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bandi.foundation.records.blocks import Inline, Run
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_number
from bandi.register.claims.number_words import ENGLISH, KOREAN_COUNTERS, SCALES, english_value, native_value, sino_value

Kind = Literal["number", "ordinal", "date", "symbol", "bound"]

_BOUND = re.compile(r"\{([A-Za-z][\w-]*)\}")
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?:\s*(?:[–-]|,|and|to|or)\s*\d{1,2}(?:st|nd|rd|th)?)*"
_DATES = re.compile(
    rf"\b\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?\b|\b{_DAYS}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+\d{{4}})?|\b{_MONTH}\s+{_DAYS}\b(?:,\s*\d{{4}}\b)?"
    rf"|\b{_MONTH}\s+\d{{4}}\b|\d{{2,4}}년(?:\s*\d{{1,2}}월)?(?:\s*\d{{1,2}}일)?(?=[^간]|$)|\d{{1,2}}월(?:\s*\d{{1,2}}일)?"
    rf"|(?<=[월,·~])\s*\d{{1,2}}일(?!간)|(?<![\w.,])(?:19|20)\d\d(?!\w|[.,]\d)(?:[–/-]\d{{2,4}}\b)?|\b\d{{1,2}}:\d\d\b"
)
_SYMBOLS = re.compile(
    r"\b[A-Z][A-Z0-9.]*(?:/[A-Z0-9.]+)+\b|\b\d+/\d+\b|\b(?:No|Nos|Art|para|p|pp|vol)\.\s*\d+\b|#\d+"
    r"|\b(?:article|paragraph|footnote|page|line|resolution|part|chapter|section|annex|rule)s?\s+\d+(?:\.\d+)?\b"
    r"|제\s*\d+\s*(?:조|항|호|장|절|쪽)|각주\s*\d+|\b(?=\w*[A-Za-z])(?=\w*\d)(?!\d[\d,.]*(?:st|nd|rd|th|kg|km|m)\b)[A-Za-z0-9]+(?:-[A-Z]+)?\b"
    r"|\b[A-Z][A-Z0-9]+-\d+\b|(?:https?://|www\.)\S+|\S+@\S+\.\S+|\+?\d{2,3}-\d{1,4}-\d{3,4}(?:-\d{4})?",
    re.IGNORECASE,
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MARKED = rf"(?:{_DIGITS})\s?(?:[천백십]?[조억만]|[천백])"
_KOREAN_LARGE = re.compile(rf"(?<![\w.]){_MARKED}(?:\s?{_MARKED})*(?:\s?(?:{_DIGITS}))?(?=\s?[가-힣%]|\W|$)")
_PLAIN = re.compile(rf"(?<![\w/-])(?<!\d[.,])(?P<digits>{_DIGITS})(?P<nth>st|nd|rd|th)?(?:\s*(?P<scale>hundred|thousand|million|billion|mln|bn)\b)?", re.IGNORECASE)
_RANGE_END = re.compile(rf"(?<=\d[–-])(?:{_DIGITS})")
_NTH_KOREAN = re.compile(r"제\s?(\d+)\s?(?:기|차|회|대|호|번째)")
_WORDS = re.compile(
    rf"(?<![\w-])(?:(?:{ENGLISH})(?:[\s-]+(?:{SCALES})\b)+(?:\s+(?:and\s+)?(?:{ENGLISH}))?|{ENGLISH}|{SCALES})(?![\w])", re.IGNORECASE
)
_NOT_COUNTED = re.compile(
    r"\bone(?=\s+(?:another|of|by\s+one|who|that|on)\b|'s|’s|self\b|-to-|-on-|-sided|-time\b)|(?<=-to-)one\b|(?<=\bno\s)one\b|(?<=\beach\s)one\b"
    r"|한(?=\s?(?:해의|해 동안|해를|해,|때|편|층|쪽|눈|동안))|\bat first\b|\bfirst(?:ly)?\b(?=\s*,|\s+of\s+all|\s+time)|\bsecond(?=s\b|-hand)|\bone(?=\s+by\b)",
    re.IGNORECASE,
)
_NATIVE = re.compile(
    r"(?<![가-힣])(?P<word>(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:하나|한|둘|두|셋|세|석|넷|네|넉|다섯|여섯|일곱|여덟|아홉)|열|스무|스물|서른|첫|몇십)"
    rf"\s?(?P<counter>번째|{KOREAN_COUNTERS})"
)
_SINO = re.compile(rf"(?<![가-힣\d])(?P<word>(?:제\s?)?[일이삼사오육칠팔구십백천만억]+)\s?(?P<counter>여\s?)?(?:{KOREAN_COUNTERS})(?![가-힣]*음)")


@dataclass(frozen=True)
class Found:
    """A number in a text: where it stands, what it says, what it means.

    value: None for a mark; claim: reference of the claim it is bound to, or empty.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    kind: Kind
    claim: str = ""

    @property
    def is_unbound(self) -> bool:
        """Whether it should be bound to a claim and is not."""
        return self.kind in ("number", "ordinal")


def numbers_in(text: str) -> list[Found]:
    """Return every number of `text` in the order in which they stand; those in dates and symbols are classed as such."""
    taken: list[Found] = []
    for finder in (_bound, _dates, _symbols, _korean, _digits, _english):
        taken += [found for found in finder(text) if not _overlaps(found, taken)]
    skipped = [match.span() for match in _NOT_COUNTED.finditer(text)]
    kept = [found for found in taken if not any(start <= found.start < end for start, end in skipped)]
    return sorted(kept, key=lambda found: found.start)


def marks_in(text: str) -> frozenset[str]:
    """Return the references of the claims whose marks stand in `text`."""
    return frozenset(match[1] for match in _BOUND.finditer(text))


def unbound(text: str) -> list[Found]:
    """Return the numbers of `text` that are bound to no claim and are neither dates nor parts of names."""
    return [found for found in numbers_in(text) if found.is_unbound]


def bind(text: str, language: Language, lookup: Callable[[str], tuple[Decimal | None, str] | None]) -> Inline:
    """Return `text` as runs in which every mark {F043} is replaced by its number, bound to its claim.

    lookup: gives value and unit of a claim by its reference, or None; an unknown mark stays as it is written.
    """
    runs: list[Run] = []
    at = 0
    for match in _BOUND.finditer(text):
        answer = lookup(match[1])
        if answer is None or answer[0] is None:
            continue
        if match.start() > at:
            runs.append(Run(text[at : match.start()]))
        runs.append(Run(written(answer[0], answer[1], language), claim=match[1]))
        at = match.end()
    if at < len(text):
        runs.append(Run(text[at:]))
    return tuple(runs)


def written(value: Decimal, unit: str, language: Language) -> str:
    """Return a number as a text writes it; a year has no separator of thousands."""
    is_year = unit.strip().lower() in {"year", "년", "연도"} and 1000 <= value <= 2999
    return str(int(value)) if is_year else write_number(value, language)


def _overlaps(found: Found, taken: list[Found]) -> bool:
    return any(found.start < other.end and other.start < found.end for other in taken)


def _bound(text: str) -> Iterator[Found]:
    for match in _BOUND.finditer(text):
        yield Found(*match.span(), match[0], None, "bound", match[1])


def _dates(text: str) -> Iterator[Found]:
    for match in _DATES.finditer(text):
        yield Found(*match.span(), match[0], None, "date")


def _symbols(text: str) -> Iterator[Found]:
    for match in _SYMBOLS.finditer(text):
        if any(character.isdigit() for character in match[0]):
            yield Found(*match.span(), match[0], None, "symbol")


def _digits(text: str) -> Iterator[Found]:
    for match in (*_PLAIN.finditer(text), *_RANGE_END.finditer(text)):
        groups = match.groupdict()
        value = Decimal((groups.get("digits") or match[0]).replace(",", ""))
        scale = (groups.get("scale") or "").lower()
        value *= {"hundred": 100, "thousand": 1000, "million": 10**6, "mln": 10**6, "billion": 10**9, "bn": 10**9}.get(scale, 1)
        yield Found(*match.span(), match[0], value, "ordinal" if groups.get("nth") else "number")


def _english(text: str) -> Iterator[Found]:
    for match in _WORDS.finditer(text):
        value, is_ordinal = english_value(match[0])
        if value is not None:
            yield Found(*match.span(), match[0], Decimal(value), "ordinal" if is_ordinal else "number")


def _korean(text: str) -> Iterator[Found]:
    for match in _KOREAN_LARGE.finditer(text):
        yield Found(*match.span(), match[0], _large(match[0]), "number")
    for match in _NTH_KOREAN.finditer(text):
        yield Found(*match.span(), match[0], Decimal(match[1]), "ordinal")
    for match in _NATIVE.finditer(text):
        value = native_value(match["word"])
        if value is not None:
            yield Found(*match.span("word"), match["word"], Decimal(value), "ordinal" if match["counter"] == "번째" else "number")
    for match in _SINO.finditer(text):
        word = match["word"].replace(" ", "")
        value = sino_value(word.removeprefix("제"))
        if value is not None and (word.startswith("제") or set(word) & set("십백천만억")):
            yield Found(*match.span("word"), match["word"], Decimal(value), "ordinal" if word.startswith("제") else "number")


def _large(text: str) -> Decimal:
    """Return the value of digits with 조, 억, 만, 천, 백 between them: "1억 2천만" is 120,000,000."""
    scales = {"조": 10**12, "억": 10**8, "만": 10**4}
    total, part = Decimal(0), Decimal(0)
    for number, mark in re.findall(r"([\d,.]+)?\s?([조억만천백]?)", text):
        if not number and not mark:
            continue
        value = Decimal(number.replace(",", "").rstrip(".")) if number else (part or Decimal(1))
        if mark in scales:
            base = value if not number else part + value
            total, part = total + base * scales[mark], Decimal(0)
        elif mark:
            part = (part if number else Decimal(0)) + value * {"천": 1000, "백": 100}[mark]
        else:
            part += value
    return total + part
