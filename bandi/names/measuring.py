"""How good a comparison is, measured on labelled pairs: F1, precision at a recall, area under the curve, calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def f1(probability: NDArray[np.float64], same: NDArray[np.bool_], threshold: float) -> float:
    """Return the harmonic mean of precision and recall of saying *same* at `threshold` and above."""
    said = probability >= threshold
    right = float((said & same).sum())
    return 2 * right / max(1.0, float(said.sum() + same.sum()))


def precision_at_recall(probability: NDArray[np.float64], same: NDArray[np.bool_], recall: float = 0.95) -> float:
    """Return the precision at the highest threshold that reaches `recall`; ties stand or fall together."""
    if not same.any():
        return float("nan")
    ranked = np.sort(probability[same])[::-1]
    needed = ranked[min(len(ranked) - 1, int(np.ceil(recall * len(ranked))) - 1)]
    said = probability >= needed
    return float((said & same).sum() / said.sum())


def auc(probability: NDArray[np.float64], same: NDArray[np.bool_]) -> float:
    """Return the chance that a true pair ranks above a false one, a tie counted as half."""
    positives, negatives = int(same.sum()), int((~same).sum())
    if not positives or not negatives:
        return float("nan")
    _, inverse, counts = np.unique(probability, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[inverse]
    return float((ranks[same].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def calibration_error(probability: NDArray[np.float64], same: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error: how far, on average, a stated probability is from the share that is true."""
    if not len(probability):
        return float("nan")
    slot = np.minimum((probability * bins).astype(int), bins - 1)
    error = 0.0
    for index in range(bins):
        inside = slot == index
        if inside.any():
            error += abs(float(probability[inside].mean()) - float(same[inside].mean())) * float(inside.mean())
    return error
