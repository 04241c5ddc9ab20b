"""Masking a name by rule. A rule is data: what is printed in English and in Korean, from parts of the name.

As the model report prints: *Lee OO* and 이○○, *Kim O-suk* and 김○석, surname only, a code, a pseudonym. One way: nothing here turns a masked
name back; who is behind it stands in the vault, under the person's own key. A mask hides the better the more people share it: `collisions`
counts, and says how many stand alone.
May import: names.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter

DOUBT = 0.1
"""How likely at most another part is the surname: a mask that prints the given name instead is none."""
_PARTS = frozenset({"family", "given", "first", "last", "hidden", "code", "pseudonym"})


@dataclass(frozen=True, slots=True)
class Rule:
    """How a name is printed. Each form is a template over family, given, first and last (syllables of the given name), hidden, code, pseudonym.

    hidden: as many O or ○ as the part has syllables. en_short, ko_short: for given names of one syllable, whose last one is all there is.
    Raises: ValueError for a template that names anything else.
    """

    key: str
    en: str
    ko: str
    en_short: str = ""
    ko_short: str = ""

    def __post_init__(self) -> None:
        for template in (self.en, self.ko, self.en_short, self.ko_short):
            named = {name for _, name, _, _ in Formatter().parse(template) if name}
            if not named <= _PARTS:
                raise ValueError(f"a masking rule knows {', '.join(sorted(_PARTS))}")


RULES = {
    rule.key: rule
    for rule in (
        Rule("full", "{family} {given}", "{family}{given}"),
        Rule("given_hidden", "{family} {hidden}", "{family}{hidden}"),
        Rule("first_hidden", "{family} O-{last}", "{family}○{last}", "{family} O", "{family}○"),
        Rule("last_hidden", "{family} {first}-O", "{family}{first}○", "{family} O", "{family}○"),
        Rule("surname", "{family}", "{family} 씨"),
        Rule("first_name", "{given}", "{given}"),
        Rule("code", "{code}", "{code}"),
        Rule("pseudonym", "{pseudonym}", "{pseudonym}"),
    )
}


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart: family name and the syllables of the given name, as they are printed."""

    family: str
    given: tuple[str, ...]
    is_hangul: bool

    @property
    def printed_given(self) -> str:
        if self.is_hangul:
            return "".join(self.given)
        return "-".join([self.given[0].capitalize(), *self.given[1:]]) if self.given else ""


def parts_of(name: str) -> Parts:
    """Take a Korean name apart. Raises: ValueError for what is no Korean name: it is never printed half masked."""
    from bandi.names.parsing import HIDDEN, MASK, read

    found = read(name)
    if not found.looks_korean or found.script not in {"hangul", "latin"} or HIDDEN in found.readings[0].given:
        raise ValueError("this is not read as a Korean name")
    best = next((reading for reading in found.readings if reading.surname and MASK not in reading.given), None)
    if best is None or not best.given:
        raise ValueError("this is not read as a Korean name")
    if sum(math.exp(reading.likelihood) for reading in found.readings if reading.surname not in ("", best.surname)) > DOUBT:
        raise ValueError("this is not read with certainty: what is taken for the surname may be the given name")
    clean = tuple(re.sub(r"[^a-zŏŭ'가-힣]", "", chunk) for chunk in best.given)
    is_hangul = found.script == "hangul"
    return Parts(best.surname if is_hangul else best.surname.capitalize(), clean, is_hangul)


def masked(name: str, rule: Rule, *, code: str = "", pseudonym: str = "") -> str:
    """Return a name as the rule prints it, in the script it came in.

    Raises: ValueError for what is no Korean name (unless the rule prints none of it), or for an empty code or pseudonym that the rule asks for.
    """
    templates = (rule.en, rule.ko)
    if not any(f"{{{part}}}" in template for template in templates for part in ("family", "given", "first", "last", "hidden")):
        value = rule.ko.format(code=code, pseudonym=pseudonym)
        if not value.strip():
            raise ValueError("this rule prints a code or a pseudonym, and there is none")
        return value
    parts = parts_of(name)
    template = rule.ko if parts.is_hangul else rule.en
    if len(parts.given) == 1:
        template = (rule.ko_short if parts.is_hangul else rule.en_short) or template
    sign = "○" if parts.is_hangul else "O"
    first, last = (parts.given[0], parts.given[-1]) if parts.is_hangul else (parts.given[0].capitalize(), parts.given[-1])
    return template.format(
        family=parts.family, given=parts.printed_given, first=first, last=last, hidden=sign * max(1, len(parts.given)), code=code, pseudonym=pseudonym
    )


@dataclass(frozen=True, slots=True)
class Collisions:
    """How well a rule hides: people, masked forms, how many forms stand for one person alone, and the most people behind one form.

    unread: names that the rule cannot mask. A person who stands alone behind her masked name can be told by whoever knows the list.
    """

    people: int
    forms: int
    alone: int
    largest: int
    unread: int

    @property
    def share_alone(self) -> float:
        return self.alone / self.people if self.people else 0.0


def collisions(names: Iterable[str], rule: Rule) -> Collisions:
    """Count honestly how many people share each masked form. Each entry is one person, same name or not."""
    counts: Counter[str] = Counter()
    unread = 0
    for name in names:
        try:
            counts[masked(name, rule)] += 1
        except ValueError:
            unread += 1
    return Collisions(sum(counts.values()), len(counts), sum(1 for count in counts.values() if count == 1), max(counts.values(), default=0), unread)
