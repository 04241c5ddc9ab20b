"""Measuring on names that no network saw: `python -m bandi.names.training.held_out FOLDER [--worst N]`.

Five folds, several draws of them; every pair is judged by networks that were fitted without its fold. Persons are held out by whole surnames,
then by whole sources; places, facilities and bodies by the name itself. Writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from random import Random

import numpy as np

from bandi.names import measuring, spelling
from bandi.names.inventory import inventory
from bandi.names.network import Network
from bandi.names.parsing import read
from bandi.names.training.__main__ import INVENTED, SETTINGS, features_of, group_of, invented
from bandi.names.training.fitting import fit
from bandi.names.training.folder import asks_for_folder, labelled_pairs

FOLDS = 5
APART = "homograph"


def surname_of(name: str) -> str:
    """Return the Hangul surname a name most likely has; "" if none is seen."""
    readings = [reading for reading in read(name).readings if reading.surname]
    if not readings:
        return ""
    share = inventory().surname
    likely = {number: share[number] * weight for number, weight in spelling.weights(readings[0].surname, as_surname=True).items()}
    return inventory().syllables[max(likely, key=lambda number: likely[number])] if likely else ""


def holding(group: str, row: dict[str, str]) -> str:
    """Return what a pair is held out by: pairs of one word are always in one fold."""
    if group == "persons":
        return surname_of(row["name_a"]) or surname_of(row["name_b"]) or row["name_a"]
    return row["name_a"].lower()[:4]


def folds_of(words: Sequence[str], seed: int) -> np.ndarray:
    """Return a fold for each pair, so that pairs of one word share it and the folds are about as large."""
    counted: dict[str, int] = {}
    for word in words:
        counted[word] = counted.get(word, 0) + 1
    order = sorted(counted)
    Random(seed).shuffle(order)  # noqa: S311  a draw that can be repeated, not a secret
    sizes, fold = [0] * FOLDS, {}
    for word in sorted(order, key=lambda word: -counted[word]):
        fold[word] = min(range(FOLDS), key=lambda index: sizes[index])
        sizes[fold[word]] += counted[word]
    return np.array([fold[word] for word in words])


class Held:
    """The pairs of one group with their features, worked out once for all folds."""

    def __init__(self, group: str, rows: list[dict[str, str]]) -> None:
        self.group, self.rows = group, rows
        more = invented(group)
        found, self.names = features_of(group, [*rows, *more])
        self.features, self._more = found[: len(rows)], found[len(rows) :]
        self.same = np.array([row["same"] == "1" for row in rows])
        self._labels = np.array([row["same"] == "1" for row in more], dtype=np.float32)

    def fitted(self, inside: np.ndarray) -> Network:
        """Return a network fitted to some of the pairs and to the invented ones."""
        features = np.concatenate([self.features[inside], self._more])
        same = np.concatenate([self.same[inside].astype(np.float32), self._labels])
        weight = np.array([1.0] * int(inside.sum()) + [INVENTED.get(self.group, (0, 0.0))[1]] * len(self._more), dtype=np.float32)
        return fit(features, same, self.names, weight=weight, **SETTINGS[self.group])  # type: ignore[arg-type]

    def chances(self, folds: np.ndarray) -> np.ndarray:
        """Return the probability of each pair from the network that did not see its fold."""
        chance = np.zeros(len(self.rows))
        for fold in np.unique(folds):
            chance[folds == fold] = self.fitted(folds != fold).probability(self.features[folds == fold])
        return chance


def told(title: str, chance: np.ndarray, same: np.ndarray) -> None:
    """Print the measures of some pairs."""
    print(
        f"{title}: {len(same)} pairs, F1 {measuring.f1(chance, same, 0.5):.4f}, precision at recall 0.95 {measuring.precision_at_recall(chance, same):.4f}, "
        f"AUC {measuring.auc(chance, same):.5f}, calibration error {measuring.calibration_error(chance, same):.4f}",
        flush=True,
    )


def worst(rows: list[dict[str, str]], chance: np.ndarray, same: np.ndarray, count: int) -> None:
    """Print the true pairs that rank lowest and the false ones that rank highest, with how many of the other sort they stand behind."""
    for wanted, order in ((True, np.argsort(chance)), (False, np.argsort(-chance))):
        for index in [i for i in order if same[i] == wanted][:count]:
            behind = int((chance[~same] >= chance[index]).sum() if wanted else (chance[same] <= chance[index]).sum())
            row = rows[index]
            print(f"  {'same' if wanted else 'other'} {chance[index]:.4f} {behind:5} {row['kind']:20} {row['source']:18} {row['name_a']} | {row['name_b']}")


def main(words: list[str] | None = None) -> int:
    """Measure and print. Exit code 2 when the folder's pairs cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m bandi.names.training.held_out", description=__doc__)
    asks_for_folder(parser)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--worst", type=int, default=0, help="print so many of the pairs of persons that rank worst")
    parser.add_argument("--groups", nargs="*", choices=list(SETTINGS), default=list(SETTINGS))
    asked = parser.parse_args(words)
    rows = labelled_pairs(asked.folder)
    if rows is None:
        return 2
    for group in asked.groups:
        held = Held(group, [row for row in rows if group_of(row["kind"]) == group])
        kinds = np.array([row["kind"] for row in held.rows])
        counted = kinds != APART
        for draw in range(asked.draws):
            chance = held.chances(folds_of([holding(group, row) for row in held.rows], draw))
            told(f"{group}, draw {draw}", chance[counted], held.same[counted])
            if group == "persons":
                some = kinds == "typo"
                print(f"  typos F1 {measuring.f1(chance[some], held.same[some], 0.5):.4f}, homographs refused {(chance[~counted] < 0.5).mean():.3f}")
                if asked.worst and not draw:
                    worst([row for row, is_counted in zip(held.rows, counted, strict=True) if is_counted], chance[counted], held.same[counted], asked.worst)
        if group == "persons":
            sources = np.array([row["source"].split("+")[0] for row in held.rows])
            for source in np.unique(sources):
                out = (sources == source) & counted
                if out.sum() >= 100:
                    told(f"without {source}", held.fitted(sources != source).probability(held.features[out]).astype(float), held.same[out])
    return 0


if __name__ == "__main__":
    sys.exit(main())
