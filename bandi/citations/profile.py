"""A passage made ready for comparing: its terms as a whole, its parts, what it does (asks, denies), in which direction.

A recommendation often holds two ("disclose the fate of abductees and let them return"), and a document often takes up
one of them, so parts are compared as well as wholes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .document import sentences
from .words import Term, glossary, grams, terms

_PREFACE = re.compile(
    r"^.{0,120}?\b(?:recommend|urge|call|request|ask|encourage|invite|advise|demand)\w*(?: (?:on|upon))?(?: (?:that|for))?\s+(?=\S)", re.IGNORECASE | re.DOTALL
)
_ASKS = re.compile(
    r"\b(?:recommend|urg|call(?:s|ed|ing)? (?:on|upon|for)|request|encourag|invit|appeal|advis|demand)\w*|\b(?:should|must|ought)\b"
    r"|(?:권고|촉구|요청|요구|당부|호소|강조|제기|전달|거론)|(?:해야|하여야|바란다|바랍니다)",
    re.IGNORECASE,
)
_BARE_VERB = re.compile(r"^(?:[A-Z][a-z]+ly\s+)?([A-Z][a-z]+)\b")
_DENIES = re.compile(
    r"\b(?:delegation|Government|authorities|head of the delegation)\s+(?:had\s+)?(?:stat|sa(?:y|id)|not(?:ed|es)|repl|explain|maintain|indicat|assert|insist|claim|underlin|report)\w*\b"
    r"|\b(?:reject|den(?:y|ied|ies)|fabricat|groundless|refut|dismiss|no such|were not|was not|did not|had not|not been|hostile|baseless|voluntarily|unfounded|slander)\w*\b"
    r"|(?:사실이 아니|사실무근|부인|일축|거부|날조|반박)",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(?:not|never|no one|nobody|no longer|without|neither)\b|않|아니하|없", re.IGNORECASE)
_JOINT = re.compile(r";\s+|,?\s+(?:and|as well as|while|또한|그리고)\s+(?:to\s+|that\s+)?(?=\w)|[,;]\s+(?=including\b)")
_OTHERS_ASKED = re.compile(r"\b(?:neighbou?ring States?|other States|third States|Member States|international community|companies|donors?|civil society)\s+(?:to|should|\w+)?", re.IGNORECASE)

# What is to be done, in few classes: "stop" and "combat" can mean one thing, "ban the import" and "protect the workers" cannot.
ACTS: Mapping[str, tuple[str, ...]] = {
    "join": ("join",), "end": ("end",), "repeal": ("end", "law"), "dismantle": ("end",), "prevent": ("end", "care"), "withdraw": ("end",), "reduce": ("end",),
    "free": ("free",), "return_home": ("free",), "permit": ("permit",), "visit": ("permit",), "monitor": ("permit", "watch"), "verify": ("watch",),
    "punish": ("punish",), "prosecute": ("punish",), "investigate": ("punish", "watch"), "create": ("make",), "enact": ("make", "law"), "appoint": ("make",),
    "amend": ("law",), "presume": ("law",), "treat_as": ("law",), "require": ("law", "make"), "publish": ("tell",), "inform": ("tell",), "collect": ("tell", "watch"),
    "circulate": ("tell",), "train": ("care",), "support": ("care",), "fund": ("care",), "provide": ("care", "permit"), "protect": ("care",), "respect": ("care",),
    "implement": ("apply",), "cooperate": ("care", "permit"), "strengthen": (), "request": (), "raise": (),
}  # fmt: skip

WEIGHT = {"instrument": 1.6, "object": 1.0, "group": 0.9, "place": 0.9, "word": 0.55, "action": 0.45}
_FAINT = frozenset(f"#{name}" for name in ["strengthen", "request", "implement", "prevent", "support", "cooperate", "provide", "strategy", "law", "rural", "family", "victim", "collect", "protect", "raise", "permit"])


@dataclass(frozen=True)
class Part:
    """One part of a passage: its terms by key (kind), whether it asks, and whether it speaks of not doing something."""

    start: int
    end: int
    kinds: Mapping[str, str]
    is_asking: bool
    is_ending: bool = False

    @cached_property
    def actions(self) -> frozenset[str]:
        """Return the actions named, with the broader ones."""
        known = glossary()
        own = {key for key, kind in self.kinds.items() if kind == "action"}
        return frozenset(own | {f"#{known.broader[key[1:]]}" for key in own if key[1:] in known.broader})

    @cached_property
    def acts(self) -> frozenset[str]:
        """Return the classes of what is to be done (`ACTS`)."""
        return frozenset(act for action in self.actions for act in ACTS.get(action[1:], ()))

    @cached_property
    def punishes(self) -> int:
        """Return 1 if it wants somebody punished, -1 if it wants that ended, 0 if it speaks of neither."""
        if not self.actions & {"#punish", "#prosecute"}:
            return 0
        return -1 if self.is_ending or self.actions & {"#end", "#repeal"} else 1

    @cached_property
    def instruments(self) -> frozenset[str]:
        """Return the treaties named."""
        return frozenset(key for key, kind in self.kinds.items() if kind == "instrument")


@dataclass(frozen=True)
class Profile:
    """A passage ready for comparing. parts: the whole first, then its sentences and clauses."""

    text: str
    terms: tuple[Term, ...]
    parts: tuple[Part, ...]
    is_asking: bool
    denies: bool
    asks_others: bool

    @cached_property
    def grams(self) -> frozenset[str]:
        """Return the character n-grams."""
        return grams(self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return every key of the whole, with broader concepts."""
        broader = glossary().broader
        own = {term.key for term in self.terms}
        return frozenset(own | {f"#{broader[key[1:]]}" for key in own if key[1:] in broader})


def profile(text: str, *, is_recommendation: bool = False) -> Profile:
    """Return the profile of a passage.

    is_recommendation: the document itself numbers it as one (140.61), so it asks whatever its words.
    """
    found = terms(text)
    spans = list(sentences(text)) or [(0, len(text))]
    bare = _BARE_VERB.match(text)
    opens_with_verb = bool(bare) and any(term.kind == "action" and term.start == bare.start(1) for term in found)
    asking = is_recommendation or opens_with_verb or bool(_ASKS.search(text))
    parts = [_part(text, found, 0, len(text), is_asking=asking)]
    for start, end in spans:
        sentence = text[start:end]
        asks = is_recommendation or opens_with_verb or bool(_ASKS.search(sentence))
        if len(spans) > 1:
            parts.append(_part(text, found, start, end, is_asking=asks))
        at = start
        for joint in _JOINT.finditer(sentence):
            before, after = (at, start + joint.start()), (start + joint.end(), end)
            if _has_action(found, *after) and _has_object(found, *before):
                parts.append(_part(text, found, *before, is_asking=asks))
                at = after[0]
        if at > start:
            parts.append(_part(text, found, at, end, is_asking=asks))
    kept = [part for number, part in enumerate(parts) if not number or len(part.kinds) >= 2]
    return Profile(text, found, tuple(kept[:12]), asking, bool(_DENIES.search(text)) and not asking, bool(_OTHERS_ASKED.search(text)))


def _part(text: str, found: tuple[Term, ...], start: int, end: int, *, is_asking: bool) -> Part:
    kinds = {term.key: term.kind for term in found if start <= term.start < end}
    return Part(start, end, kinds, is_asking, bool(_NEVER.search(text, start, end)))


def _has_action(found: tuple[Term, ...], start: int, end: int) -> bool:
    """True if an action stands at the beginning of a stretch."""
    first = [term for term in found if start <= term.start < min(end, start + 25)]
    return any(term.kind == "action" for term in first[:2])


def _has_object(found: tuple[Term, ...], start: int, end: int) -> bool:
    return sum(1 for term in found if start <= term.start < end and term.kind != "action") >= 1


def weight_of(key: str, kind: str, rarity: float) -> float:
    """Return how much a term says: rarer terms and named treaties more, words every recommendation has less."""
    return WEIGHT[kind] * rarity * (0.35 if key in _FAINT else 1.0)
