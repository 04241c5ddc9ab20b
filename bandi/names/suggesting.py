"""How likely two records are about one person, so that somebody may be asked to decide. A suggestion, never a decision.

Names alone say little: 김영희 is borne by thousands, 제갈반디 by few. So what a name says is weighed against chance, and birth, sex and
origin are weighed beside it, each by how often it agrees by chance and how often it is wrong where two records are one person.

    log odds = log(share of doubles / people) + 0.85 × evidence of the name + birth + sex + origin

Source: Fellegi and Sunter, *A Theory for Record Linkage* (1969). The weights below were set by hand and are stated here; they were
        fitted to nothing. The evidence of a name is tempered because syllables of one name are not independent.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from .reasons import Reason

DOUBLES = 0.2
"""Expected share of people of a register who are in it twice; and a register counts at least FEW people."""
FEW = 50
TEMPER = 0.85
LEAST = 0.1
"""Pairs less likely than this are not shown."""
RARE, COMMON = 10.0, 6.5
_MOST_NAME = 16.0
_SURE = 4.6
"""Log odds beyond which nothing is claimed: 99 in 100."""

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?:\s*[-./년]\s*(\d{1,2})(?:\s*[-./월]\s*(\d{1,2}))?)?(?!\d)")
_SEX = {"f": "f", "female": "f", "woman": "f", "girl": "f", "여": "f", "여성": "f", "여자": "f", "m": "m", "male": "m", "man": "m", "boy": "m", "남": "m", "남성": "m", "남자": "m"}


@dataclass(frozen=True)
class Facts:
    """What is known of a person beside names, as it is written in the record: birth ("1985", "1984/1986", "1985-03"), sex, origin."""

    birth: str = ""
    sex: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Weighed:
    """How likely two records are one person, and what beside the name says so."""

    probability: float
    reasons: tuple[Reason, ...]


def weigh(name_evidence: float, one: Facts, other: Facts, *, people: int) -> Weighed:
    """Return how likely two records are one person.

    name_evidence: log of how much likelier the two spellings are together than by chance (`margin` of the features)
    people:        how many people the register holds
    """
    odds = math.log(DOUBLES / max(FEW, people)) + TEMPER * min(name_evidence, _MOST_NAME)
    reasons = []
    if name_evidence >= RARE:
        reasons.append(Reason("name_rare", 1.0))
    elif name_evidence < COMMON:
        reasons.append(Reason("name_common", -1.0))
    for reason in (_birth(one.birth, other.birth), _sex(one.sex, other.sex), _origin(one.origin, other.origin)):
        if reason is not None:
            odds += reason.weight
            reasons.append(reason)
    return Weighed(1.0 / (1.0 + math.exp(-max(-_SURE - 5, min(_SURE, odds)))), tuple(reasons))


def years_of(text: str) -> tuple[int, int] | None:
    """Return the first and last year that a birth as it is written can mean, None where no year is in it."""
    years = [int(match[1]) for match in _YEAR.finditer(text)]
    if not years:
        return None
    around = 1 if any(sign in text for sign in "~?약경") or "about" in text or "circa" in text else 0
    return min(years) - around, max(years) + around


def _day(text: str) -> str:
    found = [match for match in _YEAR.finditer(text) if match[3]]
    return "-".join(f"{int(part):02d}" for part in found[0].groups()) if len(found) == 1 else ""


def _birth(one: str, other: str) -> Reason | None:
    a, b = years_of(one), years_of(other)
    if a is None or b is None:
        return None
    facts: dict[str, object] = {"a": one.strip()[:40], "b": other.strip()[:40]}
    if (day := _day(one)) and day == _day(other):
        return Reason("birth_same", 8.0, facts)
    width = (a[1] - a[0] + 1) + (b[1] - b[0] + 1) - 1
    if a[0] <= b[1] and b[0] <= a[1]:
        both_exact = bool(_day(one)) and bool(_day(other))
        return Reason("birth_near", 0.3, facts) if both_exact else Reason("birth_same", math.log(0.9 / min(0.9, width / 50)), facts)
    apart = max(b[0] - a[1], a[0] - b[1])
    return Reason("birth_near", 0.0, facts) if apart <= 2 else Reason("birth_other", -4.0, facts)


def _sex(one: str, other: str) -> Reason | None:
    a, b = _SEX.get(one.strip().casefold(), ""), _SEX.get(other.strip().casefold(), "")
    if not a or not b:
        return None
    return Reason("sex_same", 0.65) if a == b else Reason("sex_other", -3.2)


def _origin(one: str, other: str) -> Reason | None:
    if not one.strip() or not other.strip():
        return None
    facts: dict[str, object] = {"a": one.strip()[:60], "b": other.strip()[:60]}
    return Reason("origin_same", 2.0, facts) if _same_place(*sorted((one.strip(), other.strip()))) else Reason("origin_other", -1.1, facts)


@lru_cache(maxsize=20_000)
def _same_place(one: str, other: str) -> bool:
    from .comparing import compare

    parts = [[part.strip() for part in re.split(r"[,;/]", text) if part.strip()] for text in (one, other)]
    return any(compare(a, b, kind="place").same for a in parts[0] for b in parts[1])
