"""How likely a passage of a document echoes one of our asks: same action, same object, whatever the words or language.

First an index finds, for each unit of the document, the few asks that share its rarest terms; then each pair is measured
(`features`) and a logistic model whose few weights are kept in data/model.json turns the measures into a probability.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .document import Unit
from .profile import Part, Profile, profile, weight_of
from .words import glossary, terms

MODEL = Path(__file__).with_name("data") / "model.json"
FEATURES = (
    "ask_covered", "unit_covered", "best_part", "object_covered", "action_agrees", "letters", "amount", "rarest",
    "best_for_ask", "best_for_unit", "is_asking", "denies", "other_treaty", "asks_others", "same_language", "other_act", "other_way",
)  # fmt: skip
CANDIDATES = 24
_POSTINGS = 1600
_LEAST_COVERED = 0.08


@dataclass(frozen=True, slots=True)
class Pair:
    """An ask and a unit with their measures. asks and units are given by their place in the sequences compared."""

    ask: int
    unit: int
    base: float
    measures: tuple[float, ...]
    ask_part: Part
    unit_part: Part


class AskIndex:
    """Our asks, ready for comparing. Built once; finding in it costs little more for a thousand texts than for ten."""

    def __init__(self, asks: Sequence[str]) -> None:
        self.texts = list(asks)
        self.postings: dict[str, list[int]] = defaultdict(list)
        self._profiles: dict[int, Profile] = {}
        broader = glossary().broader
        for number, text in enumerate(self.texts):
            own = {term.key for term in terms(text)}
            for key in own | {f"#{broader[key[1:]]}" for key in own if key[1:] in broader}:
                self.postings[key].append(number)

    def profile(self, number: int) -> Profile:
        """Return the profile of an ask, made when it is first needed: of a thousand texts few are."""
        if number not in self._profiles:
            self._profiles[number] = profile(self.texts[number])
        return self._profiles[number]

    def candidates(self, unit: Profile, rarity: Mapping[str, float]) -> list[int]:
        """Return the asks that share the most with a unit, by its rarest terms first.

        At most 1,600 entries are walked: where more asks share a unit's rarest terms, they say much the same, and the
        first are as good as the others.
        """
        scores: Counter[int] = Counter()
        room = _POSTINGS
        for key in sorted(unit.keys, key=lambda key: len(self.postings.get(key, ()))):
            weight = rarity.get(key, 1.0) ** 2
            for number in self.postings.get(key, ())[:room]:
                scores[number] += weight
            room -= len(self.postings.get(key, ()))
            if room <= 0:
                break
        return [number for number, _score in scores.most_common(CANDIDATES)]


def rarity_of(units: Sequence[Profile], index: AskIndex) -> dict[str, float]:
    """Return how rare each term is, over the document and our asks together, from 0.3 (everywhere) to about 6.

    Ours count at most as much as the document: a hundred asks about camps do not make camps a common word.
    """
    total = len(units)
    seen: Counter[str] = Counter()
    for unit in units:
        seen.update(unit.keys)
    share = min(1.0, total / max(1, len(index.texts)))
    size = total + share * len(index.texts)
    keys = {*seen, *index.postings}
    return {
        key: max(0.3, math.log((size + 40) / (seen[key] + share * len(index.postings.get(key, ())) + 1.0))) for key in keys
    }


def compare(units: Sequence[Unit], index: AskIndex) -> list[Pair]:
    """Return every pair worth a look, measured."""
    profiles = [profile(unit.text, is_recommendation="." in unit.id) for unit in units]
    rarity = rarity_of(profiles, index)
    asks: dict[int, list[_Weighed]] = {}
    rough: list[tuple[int, int, tuple[float, ...], Part, Part, float]] = []
    for number, unit in enumerate(profiles):
        parts = [_Weighed(part, rarity) for part in unit.parts]
        for ask in index.candidates(unit, rarity):
            if ask not in asks:
                asks[ask] = [_Weighed(part, rarity) for part in index.profile(ask).parts]
            measured = _measure(index.profile(ask), asks[ask], unit, parts)
            if measured:
                rough.append((ask, number, *measured))
    best_for_ask: dict[int, float] = defaultdict(float)
    best_for_unit: dict[int, float] = defaultdict(float)
    for ask, number, _values, _a, _u, base in rough:
        best_for_ask[ask] = max(best_for_ask[ask], base)
        best_for_unit[number] = max(best_for_unit[number], base)
    pairs = []
    for ask, number, values, ask_part, unit_part, base in rough:
        relative = (base / best_for_ask[ask] if best_for_ask[ask] else 0.0, base / best_for_unit[number] if best_for_unit[number] else 0.0)
        pairs.append(Pair(ask, number, base, (*values[:8], *relative, *values[8:]), ask_part, unit_part))
    return pairs


class _Weighed:
    """A part with the weight of each of its terms in this document, and how near every other term is to it.

    reach: 1 for a term it has, 0.7 for a broader or narrower one, 0.4 for a sister.
    """

    __slots__ = ("objects", "part", "reach", "terms", "total")

    def __init__(self, part: Part, rarity: Mapping[str, float]) -> None:
        self.part = part
        self.terms = [(key, weight_of(key, kind, rarity.get(key, 4.0)), kind != "action") for key, kind in part.kinds.items()]
        self.total = sum(weight for _key, weight, _is_object in self.terms)
        self.objects = sum(weight for _key, weight, is_object in self.terms if is_object)
        self.reach = _reach(part.kinds)


def _reach(kinds: Mapping[str, str]) -> dict[str, float]:
    known = glossary()
    found: dict[str, float] = {}
    for key in kinds:
        if key[0] == "#":
            up = known.broader.get(key[1:])
            for sister in known.narrower.get(up, ()) if up else ():
                found[sister] = max(found.get(sister, 0.0), 0.4)
            for near in (*((f"#{up}",) if up else ()), *known.narrower.get(key[1:], ())):
                found[near] = max(found.get(near, 0.0), 0.7)
        found[key] = 1.0
    return found


def _measure(ask: Profile, ask_parts: Sequence[_Weighed], unit: Profile, unit_parts: Sequence[_Weighed]) -> tuple[tuple[float, ...], Part, Part, float] | None:
    whole = _overlap(ask_parts[0], unit_parts[0])
    if whole[1] < _LEAST_COVERED:
        return None
    best, parts = whole, (ask_parts[0], unit_parts[0])
    for a in ask_parts:
        for u in unit_parts:
            if a is ask_parts[0] and u is unit_parts[0]:
                continue
            overlap = _overlap(a, u)
            if overlap[0] > best[0]:
                best, parts = overlap, (a, u)
    letters = len(ask.grams & unit.grams) / math.sqrt(max(1, len(ask.grams)) * max(1, len(unit.grams)))
    a, u = parts[0].part, parts[1].part
    other_treaty = _other_treaty(ask.parts[0].instruments, unit.parts[0].instruments) if a.instruments or u.instruments else 0.0
    base = best[0] + 0.5 * letters
    values = (
        whole[1], whole[2], best[0], best[4], _agreement(a, u), letters, math.log1p(best[3]), best[5],
        float(u.is_asking), float(unit.denies), other_treaty, float(unit.asks_others and not ask.asks_others), float(_is_korean(ask) == _is_korean(unit)),
        float(bool(a.acts) and bool(u.acts) and not a.acts & u.acts and (a.is_asking or not ask.is_asking)), _other_way(ask.parts[0], a, u),
    )  # fmt: skip
    return values, a, u, base


def _is_korean(one: Profile) -> bool:
    return any("가" <= character <= "힣" for character in one.text[:60])


def _other_way(ask: Part, a: Part, u: Part) -> float:
    """Return 1 if one wants punished what the other wants ended or allowed."""
    if a.punishes * u.punishes < 0:
        return 1.0
    allows = bool({"permit", "free"} & ask.acts) and not ask.punishes
    return float(allows and u.punishes > 0)


def _other_treaty(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return 0 if a treaty is shared, 0.7 for a treaty and its protocol, 1 if only one side names any, 2 if both do and none is related."""
    if not (ours or theirs) or ours & theirs:
        return 0.0
    if _related(ours, theirs):
        return 0.7
    return 2.0 if ours and theirs else 1.0


def _related(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    broader = glossary().broader
    wide = lambda keys: {*keys, *(f"#{broader[key[1:]]}" for key in keys if key[1:] in broader)}  # noqa: E731
    return bool(wide(ours) & wide(theirs))


def _agreement(ask: Part, unit: Part) -> float:
    """Return 1 if the actions agree, 0 if one names none, -1 if both name actions and none is shared."""
    if not ask.actions or not unit.actions:
        return 0.0
    shared = ask.actions & unit.actions
    strong = shared - {"#strengthen", "#request", "#raise", "#implement", "#law"}
    return 1.0 if strong else 0.3 if shared else -1.0


def _overlap(ask: _Weighed, unit: _Weighed) -> tuple[float, float, float, float, float, float]:
    """Return (harmony, ask covered, unit covered, weight shared, objects of the ask covered, rarest shared)."""
    shared = shared_objects = rarest = 0.0
    near = unit.reach
    for key, weight, is_object in ask.terms:
        if key in near:
            here = weight * near[key]
            shared += here
            if here > rarest:
                rarest = here
            if is_object:
                shared_objects += here
    if not shared or not ask.total:
        return (0.0,) * 6
    near = ask.reach
    back = sum(weight * near[key] for key, weight, _is_object in unit.terms if key in near)
    covered, unit_covered = shared / ask.total, back / unit.total if unit.total else 0.0
    return math.sqrt(covered * unit_covered), covered, unit_covered, shared, shared_objects / ask.objects if ask.objects else 0.0, rarest


@dataclass(frozen=True)
class Model:
    """Weights of the measures. centre and scale make the measures comparable; threshold: from here on it is reported."""

    weights: tuple[float, ...]
    bias: float
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    threshold: float

    def probability(self, measures: Sequence[float]) -> float:
        """Return the probability that a person would call the pair an echo."""
        total = self.bias + sum(w * (m - c) / s for w, m, c, s in zip(self.weights, measures, self.centre, self.scale, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the trained model of the library. Raises: KeyError if it was trained for other measures."""
    data = json.loads(MODEL.read_text(encoding="utf-8"))
    rows = data["measures"]
    return Model(
        tuple(rows[name]["weight"] for name in FEATURES),
        data["bias"],
        tuple(rows[name]["centre"] for name in FEATURES),
        tuple(rows[name]["scale"] for name in FEATURES),
        data["threshold"],
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """What an ask and a passage share: places in each, and the keys, the most telling kinds first."""

    ours: list[tuple[int, int]]
    theirs: list[tuple[int, int]]
    keys: list[str]


def shared_terms(ask: Profile, passage: str) -> Shared:
    """Return the shared parts of an ask and a passage, for showing them side by side."""
    unit = terms(passage)
    from_ask, from_unit = _reach({term.key: term.kind for term in ask.terms}), _reach({term.key: term.kind for term in unit})
    ours = [term for term in ask.terms if from_unit.get(term.key, 0.0) >= 0.7]
    theirs = [term for term in unit if from_ask.get(term.key, 0.0) >= 0.7]
    keys = dict.fromkeys(term.key for term in sorted(ours, key=lambda term: term.kind == "word"))
    return Shared([(term.start, term.end) for term in ours], [(term.start, term.end) for term in theirs], list(keys))
