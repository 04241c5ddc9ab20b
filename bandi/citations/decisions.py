"""A person's decisions on findings, as input: they stay with the finding, and they improve the ranking of the others.

Everything here is a pure function of the decisions, so the same decisions always give the same ranking, and taking one
back takes its effect back. Echoes: the model's weights move as far as the decisions carry them, and no further
(a Gaussian prior at the trained weights). Namings: a form that was rejected for an organisation counts for less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from .echo import FEATURES, Model
from .errors import UnreadableInput

_PRIOR = 8.0
_FORM_PRIOR = 3.0


class Verdict(StrEnum):
    """What a person said of a finding."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on one finding. measures and how: as the finding had them, to learn from; may be empty."""

    key: str
    verdict: Verdict
    kind: str = ""
    organisation: str = ""
    how: tuple[str, ...] = ()
    measures: tuple[float, ...] = ()


def relearnt(model: Model, decisions: Iterable[Decision]) -> Model:
    """Return the model after the decisions on echoes; the same model if there are none with measures."""
    rows = [d for d in decisions if d.kind == "echo" and len(d.measures) == len(FEATURES)]
    if not rows:
        return model
    measures = (np.array([d.measures for d in rows]) - np.array(model.centre)) / np.array(model.scale)
    said = np.array([float(d.verdict is Verdict.CONFIRMED) for d in rows])
    prior = np.array([*model.weights, model.bias])
    weights = logistic(measures, said, prior=prior, strength=_PRIOR)
    return replace(model, weights=tuple(weights[:-1].tolist()), bias=float(weights[-1]))


def logistic(measures: np.ndarray, said: np.ndarray, *, prior: np.ndarray, strength: float) -> np.ndarray:
    """Return logistic weights (the bias last) that fit the answers, drawn towards `prior` with the given strength."""
    rows = np.hstack([measures, np.ones((len(measures), 1))])
    pull = np.full(len(prior), strength)
    pull[-1] = strength / 4
    found = prior.astype(float).copy()

    def loss(at: np.ndarray) -> float:
        score = np.clip(rows @ at, -30, 30)
        return float((np.logaddexp(0, score) - said * score).sum() + 0.5 * (pull * (at - prior) ** 2).sum())

    for _round in range(60):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (chance - said) + pull * (found - prior)
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        # A whole Newton step overshoots where the model was sure and wrong, so it is halved until it helps.
        while loss(found - step) > loss(found) and np.abs(step).max() > 1e-9:
            step = step / 2
        found = found - step
        if np.abs(step).max() < 1e-7:
            break
    return found


def form_trust(decisions: Iterable[Decision]) -> dict[tuple[str, str], float]:
    """Return, per (organisation, way of naming), a factor from 0 to 1: how far that way was borne out so far."""
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for decision in decisions:
        if decision.kind == "named":
            counter = right if decision.verdict is Verdict.CONFIRMED else wrong
            counter.update({(decision.organisation, how) for how in decision.how})
    return {form: (_FORM_PRIOR + right[form]) / (_FORM_PRIOR + right[form] + wrong[form]) for form in {*right, *wrong}}


def verdicts(decisions: Iterable[Decision]) -> dict[str, Verdict]:
    """Return the verdict on each finding; the last one counts."""
    return {decision.key: decision.verdict for decision in decisions}


def decisions_from_json(data: Any, *, name: str = "decisions") -> list[Decision]:
    """Return decisions of a list of objects with "key" and "verdict". Raises: UnreadableInput, with the row."""
    rows: Sequence[Any] = data.get("decisions", ()) if isinstance(data, Mapping) else data
    if not isinstance(rows, list):
        raise UnreadableInput(f"{name}: a list of decisions is needed.")
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            measures = tuple(float(measure) for measure in row.get("measures") or ())
            found.append(
                Decision(
                    str(row["key"]), Verdict(row["verdict"]), str(row.get("kind", "")), str(row.get("organisation", "")),
                    tuple(map(str, row.get("how") or ())), measures,
                )
            )  # fmt: skip
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise UnreadableInput(f'{name}: decision {number} needs "key" and "verdict" (confirmed or rejected).') from error
    return found
