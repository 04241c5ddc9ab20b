"""Fitting all networks: `python -m bandi.names.training FOLDER` reads `dev_pairs.csv` there and writes `data/network_*.json`.

The folder's names stay where they are: what is written are a few hundred weights over features that know no name. Syllable
frequencies and readings of ideographs have their own scripts (`frequencies`, `unihan`).
"""

from __future__ import annotations

import argparse
import sys

import numpy as np

from bandi.names import measuring, organisations, persons, places
from bandi.names.inventory import DATA
from bandi.names.network import Network
from bandi.names.training.fitting import fit
from bandi.names.training.folder import asks_for_folder, labelled_pairs
from bandi.names.training.inventing import organisations as organisations_invented
from bandi.names.training.inventing_people import people

KINDS = {"org": "organisations", "facility": "facilities", "place": "places"}
SETTINGS = {
    "persons": {"hidden": 12, "rounds": 60, "starts": 3, "decay": 3e-3},
    "places": {"hidden": 8, "rounds": 150, "starts": 6, "decay": 3e-2},
    "organisations": {"hidden": 12, "rounds": 80, "starts": 6, "decay": 1e-2},
    "facilities": {"hidden": 4, "rounds": 100, "starts": 6, "decay": 2e-2},
}
"""Chosen by cross-validation on the folder's pairs; see `docs/names.md`."""


def group_of(kind: str) -> str:
    """Return which of the four networks a kind of pair belongs to."""
    return KINDS.get(kind, "persons")


def features_of(group: str, rows: list[dict[str, str]]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return the features of labelled pairs, and their names."""
    if group == "persons":
        matcher = persons.Matcher()
        a, b = matcher.take([row["name_a"] for row in rows]), matcher.take([row["name_b"] for row in rows])
        matcher.prepare(a)
        at = np.arange(len(rows))
        return matcher.features(a, b, at, at)[0], persons.FEATURES
    compare, names = {
        "places": (places.compare_places, places.FEATURES),
        "facilities": (places.compare_facilities, places.FACILITY_FEATURES),
        "organisations": (organisations.compare_organisations, organisations.FEATURES),
    }[group]
    return np.array([compare(row["name_a"], row["name_b"]) for row in rows], dtype=np.float32), names


INVENTED = {"persons": (3000, 0.1), "organisations": (1500, 0.25)}
"""How many invented pairs are learnt from beside those of the folder, and what each weighs against one of them."""


def invented(group: str) -> list[dict[str, str]]:
    """Return the invented pairs of a group."""
    count, _ = INVENTED.get(group, (0, 0.0))
    return people(count) if group == "persons" else organisations_invented(count) if group == "organisations" else []


def fitted(group: str, rows: list[dict[str, str]]) -> Network:
    """Return the network of a group, fitted to these rows and to the invented ones."""
    more = invented(group)
    found, names = features_of(group, [*rows, *more])
    same = np.array([row["same"] == "1" for row in (*rows, *more)], dtype=np.float32)
    weight = np.array([1.0] * len(rows) + [INVENTED.get(group, (0, 0.0))[1]] * len(more), dtype=np.float32)
    return fit(found, same, names, weight=weight, **SETTINGS[group])  # type: ignore[arg-type]


def main(words: list[str] | None = None) -> int:
    """Fit and write. Exit code 2 when the folder's pairs cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m bandi.names.training", description=__doc__)
    asks_for_folder(parser)
    asked = parser.parse_args(words)
    rows = labelled_pairs(asked.folder)
    if rows is None:
        return 2
    for group in SETTINGS:
        some = [row for row in rows if group_of(row["kind"]) == group]
        network = fitted(group, some)
        found, _ = features_of(group, some)
        same = np.array([row["same"] == "1" for row in some])
        chance = network.probability(found)
        (DATA / f"network_{group}.json").write_text(network.as_json(), encoding="utf-8")
        print(f"{group}: {len(some)} pairs, F1 on them {measuring.f1(chance, same, network.threshold):.4f}, AUC {measuring.auc(chance, same):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
