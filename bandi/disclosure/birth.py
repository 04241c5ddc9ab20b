"""Days of birth. A year of birth alone is no leak here; it counts in `combination`.

May import: this package's plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Leak
from bandi.disclosure.plain import Later, Plain

MONTHS = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_NUMERIC = r"(?:19|20)\d{2}\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2}"
_TURNED = r"\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d{2}"
_KOREAN = r"(?:(?:19|20)?\d{2}|주체\s?\d{2,3})년\s?\d{1,2}월(?:\s?\d{1,2}일)?"
_ENGLISH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTHS},? (?:19|20)\d{{2}}|{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}|{MONTHS},? (?:of )?(?:19|20)\d{{2}})"
_DAY = rf"(?:{_NUMERIC}\.?|{_TURNED}|{_KOREAN}|{_ENGLISH})"
_PATTERNS = (
    Later(rf"(?:date of birth|birth ?date|birth ?day|day of birth|D\.?O\.?B\.?|생년월일|생일|출생일|출생|태어난 날|出生)\W{{0,4}}(?:(?:is|was|on|은|는|이|가|:)\W{{0,3}}){{0,2}}({_DAY}|\d{{6}}(?!\d))", re.I),
    Later(rf"\b(?:born|b\.)\s(?:\w+\s){{0,4}}?(?:on|in)?\s?(?:the )?({_DAY})", re.I),
    Later(rf"\bborn\b[^.\n]{{1,50}}?\b(?:on|in)\s(?:the )?({_DAY})", re.I),
    Later(rf"({_DAY})\s?(?:생(?![산명활일계존])|출생|에 태어|에 출생|[가-힣]{{2,12}}에서 (?:태어|출생))"),
    Later(rf"({_DAY})(?:에|,)?\s?(?:[가-힣]+\s){{0,4}}[가-힣]*에서\s?(?:태어|출생)"),
    Later(rf"(?:birthday|생일)\W{{0,4}}(?:is|was|falls on|은|는|이|가)?\W{{0,3}}(?:on )?(?:the )?(\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTHS}|{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}월\s?\d{{1,2}}일)", re.I),
    Later(rf"(?<=[가-힣\w]) ?\(\s?((?:남|여|男|女|male|female|M|F)\s?,\s?{_DAY}|{_DAY}\s?,\s?(?:남|여|male|female|M|F))\s?\)", re.I),
    Later(r"(?<!\d)((?:\d{2}|(?:19|20)\d{2})\.\s?\d{1,2}\.\s?\d{1,2}\.?)\s?생"),
)  # fmt: skip


_NEEDS = (
    Later(r"birth|d\.?o\.?b|생년월일|생일|출생|태어난|出生", re.I), Later(r"\b(?:born|b\.)\s", re.I), Later(r"\bborn\b", re.I), Later(r"(?:\d|월|일)\.?\s?생(?![산명활일계존])|출생|태어"),
    Later("태어|출생"), Later("birthday|생일", re.I), Later(r"\(\s?(?:남|여|男|女|male|female|m|f)\s?,|,\s?(?:남|여|male|female|m|f)\s?\)", re.I), Later(r"\d\.?\s?생"),
)  # fmt: skip
"""What each pattern needs at the least: a day alone is nobody's day of birth, a word for it stands beside, or brackets with a sex."""


def births(plain: Plain, _known: Known) -> Iterator[Leak]:
    """Yield days and months of birth. Days of organisations (founded, established) are none."""
    for needs, pattern in zip(_NEEDS, _PATTERNS, strict=True):
        for found in pattern.finditer(plain.text) if needs.search(plain.text) else ():
            yield Leak("birth", *found.span(1), "birth", True)
