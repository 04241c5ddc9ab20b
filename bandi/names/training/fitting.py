"""Fitting the small networks: plain gradient descent with Adam on log loss, several starts averaged, nothing but numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bandi.names.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray


def fit(
    rows: NDArray[np.float32], same: NDArray[np.float32], features: tuple[str, ...], *,
    hidden: int = 16, starts: int = 5, rounds: int = 150, decay: float = 3e-3, rate: float = 0.01,
    weight: NDArray[np.float32] | None = None, seed: int = 7,
) -> Network:  # fmt: skip
    """Return a network fitted to `same`; the same data and seed give the same network.

    decay: pull of every weight towards zero, the guard against learning the sample by heart
    """
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    scaled = (rows - mean) / scale
    weight = np.ones(len(rows), dtype=np.float32) if weight is None else weight
    layers = [_one(scaled, same, weight, hidden, rounds, decay, rate, seed + start) for start in range(starts)]
    return Network(
        features, mean.astype(np.float32), scale.astype(np.float32),
        np.concatenate([w for w, _, _, _ in layers], axis=1), np.concatenate([b for _, b, _, _ in layers]),
        np.concatenate([o for _, _, o, _ in layers]) / starts, float(np.mean([base for *_, base in layers])), 0.5,
    )  # fmt: skip


def _one(rows, same, weight, hidden, rounds, decay, rate, seed):  # type: ignore[no-untyped-def]
    generator = np.random.default_rng(seed)
    width = rows.shape[1]
    parts = [
        (generator.normal(size=(width, hidden)) / np.sqrt(width)).astype(np.float32),
        np.zeros(hidden, dtype=np.float32),
        (generator.normal(size=hidden) / np.sqrt(hidden)).astype(np.float32),
        np.zeros(1, dtype=np.float32),
    ]
    first, second = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    step = 0
    batch = 256
    for turn in range(rounds):
        order = generator.permutation(len(rows))
        slow = rate * 0.5 * (1 + np.cos(np.pi * turn / rounds))
        for begin in range(0, len(order), batch):
            some = order[begin : begin + batch]
            x, y, w = rows[some], same[some], weight[some]
            inner = np.tanh(x @ parts[0] + parts[1])
            odds = np.clip(inner @ parts[2] + parts[3], -30, 30)
            wrong = w * (1 / (1 + np.exp(-odds)) - y) / len(some)
            back = np.outer(wrong, parts[2]) * (1 - inner**2)
            slopes = [x.T @ back, back.sum(axis=0), inner.T @ wrong, np.array([wrong.sum()], dtype=np.float32)]
            step += 1
            for i, slope in enumerate(slopes):
                if i in (0, 2):
                    slope = slope + decay * parts[i] / 10
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope**2
                parts[i] = parts[i] - slow * (first[i] / (1 - 0.9**step)) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
    return parts[0], parts[1], parts[2], float(parts[3][0])
