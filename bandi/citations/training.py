"""Training the weights of the echo model: `python -m bandi.citations.training PAIRS_OR_FOLDER [--write]`.

Prints what the model reaches on documents it has not seen (each document left out in turn), then trains on all and, with
--write, stores the weights in data/model.json. Only weights are learnt; no word, name or passage is stored.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .decisions import logistic
from .document import Document
from .echo import FEATURES, MODEL, AskIndex, Model, compare
from .errors import CitationError
from .finder import may_follow
from .labels import Labelled, load_labelled
from .scoring import score

STRENGTH = 3.0
RIGHT = 0.85
# What the field knows and few labelled pairs can show: these weights are where learning starts, in steps of log-odds. The
# data move them as far as they speak of them.
KNOWN = {
    "action_agrees": 0.35, "is_asking": 1.5, "denies": -2.0, "other_treaty": -1.5, "asks_others": -0.5, "other_act": -0.7, "other_way": -2.5,
}  # fmt: skip


def rows_of(one: Labelled) -> tuple[np.ndarray, np.ndarray]:
    """Return the measures and answers of every pair of a document, with asks as said and as passages; themes left out."""
    measures, answers = [], []
    asks = list(one.asks.values())
    forms = [[ask.text for ask in asks]] + ([[ask.passage or ask.text for ask in asks]] if any(ask.passage for ask in asks) else [])
    for form in forms:
        for pair in compare(one.document.units, AskIndex(form)) if form else ():
            answer = one.echoes.get((asks[pair.ask].id, one.document.units[pair.unit].id), "no" if one.is_whole else "")
            if answer in {"yes", "no"} and may_follow(asks[pair.ask].dated, one.document.dated):
                measures.append(pair.measures)
                answers.append(float(answer == "yes"))
    return np.array(measures).reshape(-1, len(FEATURES)), np.array(answers)


def train(sets: Sequence[tuple[np.ndarray, np.ndarray]], threshold: float = 0.5) -> Model:
    """Return a model trained on the rows of some documents."""
    measures, answers = np.vstack([rows for rows, _ in sets]), np.concatenate([said for _, said in sets])
    plain = np.array([name in KNOWN for name in FEATURES])
    centre = np.where(plain, 0.0, measures.mean(axis=0))
    scale = np.where(plain, 1.0, measures.std(axis=0) + 1e-6)
    prior = np.array([*(KNOWN.get(name, 0.0) for name in FEATURES), -2.0])
    found = logistic((measures - centre) / scale, answers, prior=prior, strength=STRENGTH)
    return Model(tuple(found[:-1].tolist()), float(found[-1]), tuple(centre.tolist()), tuple(scale.tolist()), threshold)


def left_out(labelled: Sequence[Labelled], rows: Sequence[tuple[np.ndarray, np.ndarray]]) -> dict[str, Model]:
    """Return, for each document, the model trained on all the others."""
    found = {}
    for number, one in enumerate(labelled):
        others = [row for index, row in enumerate(rows) if index != number and len(row[1])]
        found[one.document.id] = train(others)
    return found


def lowest_threshold(labelled: Sequence[Labelled], rows: Sequence[tuple[np.ndarray, np.ndarray]], models: dict[str, Model]) -> float:
    """Return the lowest probability from which `RIGHT` of what is reported is right, on documents the models have not seen.

    As low as that allows, not where F1 is best: a person reads what is reported, so an echo that is not shown is lost,
    while one too many is rejected in a moment.
    """
    answers = [
        (models[one.document.id].probability(measures), bool(answer))
        for one, (all_measures, said) in zip(labelled, rows, strict=True)
        for measures, answer in zip(all_measures.tolist(), said, strict=True)
    ]
    right, threshold = 0, 0.5
    for number, (probability, is_right) in enumerate(sorted(answers, reverse=True), start=1):
        right += is_right
        if right >= RIGHT * number:
            threshold = probability
    return threshold


def cross_validated(labelled: Sequence[Labelled]) -> tuple[dict[str, Any], float]:
    """Return the measures with each document judged by a model that has not seen it, and the threshold."""
    echoing = [one for one in labelled if one.asks]
    rows = [rows_of(one) for one in echoing]
    models = left_out(echoing, rows)
    threshold = lowest_threshold(echoing, rows, models)

    def rank(document: Document, asks: Sequence[str]) -> list[tuple[int, int, float]]:
        chosen = models[document.id]
        return [(pair.ask, pair.unit, chosen.probability(pair.measures)) for pair in compare(document.units, AskIndex(asks))]

    return score(echoing, rank=rank, name=lambda _document, _organisations: [], threshold=threshold), threshold


def main(words: Sequence[str] | None = None) -> int:
    """Train, and print what was reached as JSON. Exit code 0, or 2 for unreadable data."""
    parser = argparse.ArgumentParser(prog="python -m bandi.citations.training", description=__doc__)
    parser.add_argument("data", type=Path, help="a pairs file, or a folder with pairs.jsonl")
    parser.add_argument("--write", action="store_true", help="store the weights in the library")
    asked = parser.parse_args(words)
    try:
        labelled = load_labelled(asked.data / "pairs.jsonl" if asked.data.is_dir() else asked.data)
    except CitationError as error:
        print(error, file=sys.stderr)
        return 2
    reached, threshold = cross_validated(labelled)
    trained = train([rows for rows in (rows_of(one) for one in labelled if one.asks) if len(rows[1])], threshold)
    print(json.dumps({"on_unseen_documents": {key: reached[key] for key in ("echo", "echo_of_passages", "traps") if key in reached}}, indent=1, ensure_ascii=False))
    if asked.write:
        rows = zip(FEATURES, trained.weights, trained.centre, trained.scale, strict=True)
        measures = {name: {"weight": round(w, 4), "centre": round(c, 4), "scale": round(s, 4)} for name, w, c, s in rows}
        MODEL.write_text(json.dumps({"threshold": round(threshold, 4), "bias": round(trained.bias, 4), "measures": measures}, indent=1) + "\n", encoding="utf-8")
        print(MODEL, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
