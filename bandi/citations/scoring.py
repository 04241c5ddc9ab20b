"""How good the finder is on labelled questions.

Named: precision and recall of (organisation, paragraph). Echo: of (ask, unit), every unit of the document asked; "close"
is required, "thematic" counts neither way, all else is an error. Traps: the share of trap questions answered wrongly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .document import Document
from .echo import AskIndex, Model, compare, model
from .finder import may_follow
from .labels import Labelled
from .naming import find_named
from .ours import Organisation

Ranker = Callable[[Document, Sequence[str]], list[tuple[int, int, float]]]
Namer = Callable[[Document, dict[str, Organisation]], list[tuple[str, str, tuple[str, ...]]]]
RECALL = 0.8


@dataclass
class _Named:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    joint_as_own: int = 0
    own_as_joint: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)


def namings(document: Document, organisations: dict[str, Organisation]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (organisation, unit, how) of the finder; how is ("joint",) for a member of a joint submission and no more."""
    return [(named.organisation, named.unit.id, ("joint",) if named.is_joint else named.hows) for named in find_named(document, organisations)]


def echoes(document: Document, asks: Sequence[str], chosen: Model | None = None) -> list[tuple[int, int, float]]:
    """Return (ask, unit, probability) of every pair the finder compares."""
    chosen = chosen or model()
    return [(pair.ask, pair.unit, chosen.probability(pair.measures)) for pair in compare(document.units, AskIndex(asks))]


def score(labelled: Sequence[Labelled], *, name: Namer = namings, rank: Ranker = echoes, threshold: float | None = None) -> dict[str, Any]:
    """Return the documented measures of a namer and a ranker; those of the finder unless others are given."""
    threshold = model().threshold if threshold is None else threshold
    traps: dict[str, Counter[bool]] = defaultdict(Counter)
    named = _score_named(labelled, name, traps)
    ranked = _ranked(labelled, rank, passages=False)
    echo = _score_echo(labelled, ranked, threshold, traps)
    answer: dict[str, Any] = {
        "named": {
            "precision": _share(named.right, named.right + named.wrong),
            "recall": _share(named.right, named.right + named.missed),
            "expected": named.right + named.missed,
            "wrong": named.wrong,
            "missed": named.missed,
            "joint_shown_as_own": named.joint_as_own,
            "own_shown_as_joint": named.own_as_joint,
            "examples": named.examples[:20],
        },
        "echo": echo,
        "traps": _traps(traps),
        "documents": len(labelled),
        "without_document": sum(not one.is_whole for one in labelled),
    }
    if any(ask.passage for one in labelled for ask in one.asks.values()):
        passages = _score_echo(labelled, _ranked(labelled, rank, passages=True), threshold, defaultdict(Counter))
        answer["echo_of_passages"] = {key: passages[key] for key in ("precision_at_recall_80", "precision", "recall", "average_precision")}
    return answer


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _score_named(labelled: Sequence[Labelled], name: Namer, traps: dict[str, Counter[bool]]) -> _Named:
    total = _Named()
    for one in labelled:
        asked = {organisation for organisation, _unit in one.cites}
        if not asked:
            continue
        found = {(o, unit): hows for o, unit, hows in name(one.document, one.organisations) if o in asked and unit not in one.ignored}
        wanted = {place for place, answer in one.cites.items() if answer == "yes"}
        total.right += len(wanted & found.keys())
        for kind, places in (("missed", wanted - found.keys()), ("wrong", found.keys() - wanted)):
            setattr(total, kind, getattr(total, kind) + len(places))
            total.examples.extend({"kind": kind, "document": one.document.id, "organisation": o, "paragraph": unit} for o, unit in sorted(places))
        for place in wanted & found.keys():
            gold = set(one.ways.get(place, ()))
            if gold and not place[0].startswith("JS"):
                joint = set(found[place]) == {"joint"}
                total.joint_as_own += gold == {"joint"} and not joint
                total.own_as_joint += "joint" not in gold and joint
        for (question, organisation, unit), why in one.why.items():
            if question == "cites":
                traps[why][(organisation, unit) in found] += 1
    return total


Ranked = list[tuple[float, Labelled, str, str]]


def _ranked(labelled: Sequence[Labelled], rank: Ranker, *, passages: bool) -> Ranked:
    """Return (probability, questions, ask, unit) of every pair a ranker gives, the likeliest first."""
    found: Ranked = []
    for one in labelled:
        asks = list(one.asks.values())
        if not asks:
            continue
        pairs = rank(one.document, [ask.passage or ask.text if passages else ask.text for ask in asks])
        best: dict[tuple[str, str], float] = {}
        for ask, unit, probability in pairs:
            if may_follow(asks[ask].dated, one.document.dated):
                place = (asks[ask].id, one.document.units[unit].id)
                best[place] = max(best.get(place, 0.0), probability)
        found.extend((probability, one, ask, unit) for (ask, unit), probability in best.items())
    return sorted(found, key=lambda row: -row[0])


def _score_echo(labelled: Sequence[Labelled], ranked: Ranked, threshold: float, traps: dict[str, Counter[bool]]) -> dict[str, Any]:
    wanted = sum(answer == "yes" for one in labelled for answer in one.echoes.values())
    right = wrong = 0
    at_recall: float | None = None
    sums = 0.0
    reported = Counter[bool]()
    examples: list[dict[str, Any]] = []
    over: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for probability, one, ask, unit in ranked:
        answer = one.echoes.get((ask, unit), "no")
        if probability >= threshold:
            over[id(one)].add((ask, unit))
        if answer == "theme_only" or (not one.is_whole and (ask, unit) not in one.echoes):
            continue
        is_right = answer == "yes"
        right, wrong = right + is_right, wrong + (not is_right)
        sums += right / (right + wrong) if is_right else 0.0
        if probability >= threshold:
            reported[is_right] += 1
            if not is_right:
                examples.append({"document": one.document.id, "ask": ask, "unit": unit, "probability": round(probability, 3)})
        if wanted and at_recall is None and right >= RECALL * wanted:
            at_recall = right / (right + wrong)
    for one in labelled:
        for (question, ask, unit), why in one.why.items():
            if question == "echoes":
                traps[why][(ask, unit) in over[id(one)]] += 1
    return {
        "precision_at_recall_80": round(at_recall, 4) if at_recall is not None else (0.0 if wanted else None),
        "precision": _share(reported[True], reported[True] + reported[False]),
        "recall": _share(reported[True], wanted),
        "average_precision": round(sums / wanted, 4) if wanted else None,
        "threshold": round(threshold, 4),
        "expected": wanted,
        "examples": examples[:20],
    }


def _traps(traps: dict[str, Counter[bool]]) -> dict[str, Any]:
    wrong, total = sum(c[True] for c in traps.values()), sum(sum(c.values()) for c in traps.values())
    return {
        "wrongly_reported": _share(wrong, total),
        "wrong": wrong,
        "total": total,
        "by_why": {why: {"wrong": counter[True], "total": sum(counter.values())} for why, counter in sorted(traps.items())},
    }
