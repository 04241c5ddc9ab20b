"""The naming library beside others, on labelled pairs and a gallery: `python -m bench.names_baselines FOLDER [--json]`.

FOLDER holds dev_pairs.csv, dev_gallery.csv and dev_queries.csv (columns as `bandi names score` and `search` read them). What is not
installed is named and left out: `requirements/bench.in` lists the others, for an environment of its own.
Baselines are given the threshold that is best for them on these very pairs; the library keeps its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from bandi.hangul.romanise import letters
from bandi.names import measuring, tables
from bandi.names.comparing import probabilities
from bandi.names.inventory import inventory
from bandi.names.scoring import APART, kind_of_row, search

Scorer = Callable[[list[str], list[str]], np.ndarray]


def romanised(name: str) -> str:
    """Return a name with Hangul and Hanja in Revised Romanisation, in small letters: what a careful user of a library would do."""
    readings = inventory().hanja
    hangul = "".join(readings.get(sign, sign)[0] for sign in name)
    return letters(hangul).lower().replace("-", "").replace(",", "")


def _by_pair(score: Callable[[str, str], float], prepare: Callable[[str], str] = str) -> Scorer:
    return lambda a, b: np.array([score(prepare(x), prepare(y)) for x, y in zip(a, b, strict=True)])


def _library(kind: str) -> Scorer:
    return lambda a, b: probabilities(a, b, kind=kind)  # type: ignore[arg-type]


def scorers() -> dict[str, Scorer | None]:
    """Return the baselines; None for one that is not installed."""
    found: dict[str, Scorer | None] = {"always same": lambda a, b: np.ones(len(a))}
    try:
        from rapidfuzz import fuzz
        from rapidfuzz.distance import JaroWinkler

        found["Jaro–Winkler"] = _by_pair(JaroWinkler.similarity, str.lower)
        found["token sort"] = _by_pair(fuzz.token_sort_ratio, str.lower)
        found["romanised, Jaro–Winkler"] = _by_pair(JaroWinkler.similarity, romanised)
        found["romanised, token sort"] = _by_pair(fuzz.token_sort_ratio, romanised)
    except ImportError:
        found["rapidfuzz"] = None
    found["OpenSanctions logic-v2"] = _opensanctions()
    found["Splink, name comparison"] = _splink()
    return found


def _opensanctions() -> Scorer | None:
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
        from nomenklatura.matching.types import ScoringConfig
    except ImportError:
        return None

    def person(name: str) -> Any:
        return model.get_proxy({"id": name, "schema": "Person", "properties": {"name": [romanised(name)]}})

    config = ScoringConfig.defaults()
    return _by_pair(lambda a, b: LogicV2.compare(person(a), person(b), config).score)


def _splink() -> Scorer | None:
    try:
        import pandas as pd
        import splink.comparison_library as comparisons
        from splink import Linker, SettingsCreator
        from splink.backends.duckdb import DuckDBAPI
        from splink.blocking_rule_library import block_on
    except ImportError:
        return None

    def score(a: list[str], b: list[str]) -> np.ndarray:
        database = DuckDBAPI()
        frames = [pd.DataFrame({"unique_id": range(len(names)), "pair": range(len(names)), "name": [romanised(name) for name in names]}) for names in (a, b)]
        tables = [database.register(frame, dataset_display_name=name) for frame, name in zip(frames, ("one", "other"), strict=True)]
        settings = SettingsCreator(
            link_type="link_only", comparisons=[comparisons.NameComparison("name")], blocking_rules_to_generate_predictions=[block_on("pair")],
            probability_two_random_records_match=0.5,
        )  # fmt: skip
        linker = Linker(tables, settings)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e5)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("pair"), fix_probability_two_random_records_match=True)
        found = linker.inference.predict().as_pandas_dataframe()
        chance = np.zeros(len(a))
        chance[found["unique_id_l"].to_numpy()] = found["match_probability"].to_numpy()
        return chance

    return score


def best_threshold(score: np.ndarray, same: np.ndarray) -> float:
    """Return the threshold with the best F1 on these very pairs."""
    cuts = np.unique(np.quantile(score, np.linspace(0, 1, 200)))
    return float(max(cuts, key=lambda cut: measuring.f1(score, same, cut)))


def measure(rows: list[dict[str, str]], score: Scorer, *, fixed: float | None = None) -> dict[str, float]:
    """Return the figures of one way to compare on these pairs, with its speed from a cold start."""
    a, b = [row["name_a"] for row in rows], [row["name_b"] for row in rows]
    same = np.array([row["same"] == "1" for row in rows])
    began = perf_counter()
    found = np.asarray(score(a, b), dtype=float)
    rate = len(rows) / (perf_counter() - began)
    cut = best_threshold(found, same) if fixed is None else fixed
    return {
        "f1": round(measuring.f1(found, same, cut), 4),
        "precision_at_recall_95": round(measuring.precision_at_recall(found, same), 4),
        "auc": round(measuring.auc(found, same), 4),
        "pairs_per_second_cold": round(rate),
    }


def first_hits(gallery: list[dict[str, str]], queries: list[dict[str, str]]) -> dict[str, float] | None:
    """Return recall at 1 and 10 of romanising and asking rapidfuzz for the nearest by Jaro–Winkler."""
    try:
        from rapidfuzz import process
        from rapidfuzz.distance import JaroWinkler
    except ImportError:
        return None
    names = [romanised(row["name"]) for row in gallery]
    place = {row["id"]: index for index, row in enumerate(gallery)}
    first = tenth = 0
    began = perf_counter()
    for row in queries:
        hits = [index for _, _, index in process.extract(romanised(row["query"]), names, scorer=JaroWinkler.similarity, limit=10)]
        first += hits[:1] == [place[row["id"]]]
        tenth += place[row["id"]] in hits
    each = (perf_counter() - began) / len(queries) * 1000
    return {"recall_at_1": round(first / len(queries), 4), "recall_at_10": round(tenth / len(queries), 4), "milliseconds": round(each, 2)}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.names_baselines", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = tables.read(asked.folder / "dev_pairs.csv", ("name_a", "name_b", "same", "kind"))
    groups = {
        kind: [row for row in rows if kind_of_row(row) == kind and row["kind"] != APART] for kind in ("person", "place", "facility", "organisation")
    }
    found: dict[str, Any] = {"missing": []}
    for name, scorer in scorers().items():
        if scorer is None:
            found["missing"].append(name)
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        found[name] = {kind: measure(some, scorer) for kind, some in groups.items() if some and (kind == "person" or "Open" not in name)}
    found["bandi.names"] = {kind: measure(some, _library(kind), fixed=0.5) for kind, some in groups.items() if some}
    gallery, queries = tables.read(asked.folder / "dev_gallery.csv", ("id", "name")), tables.read(asked.folder / "dev_queries.csv", ("query", "id"))
    own = search(gallery, queries)
    found["search"] = {"romanised, Jaro–Winkler": first_hits(gallery, queries), "bandi.names": {key: own[key] for key in ("recall_at_1", "recall_at_10", "milliseconds_p50", "milliseconds_p95")}}
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
