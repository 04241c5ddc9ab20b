"""The last step from features to a probability: a small network of one hidden layer, read from a text file.

Several networks trained apart are averaged as one wide layer. Everything is a product of two matrices, so a pair costs
well under a microsecond. The file holds names of features, their means and scales, and weights to four digits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .inventory import DATA

if TYPE_CHECKING:
    from numpy.typing import NDArray


_BLOCK = 8192


@dataclass(frozen=True)
class Network:
    """features → hidden (tanh) → log odds; `threshold` is where the library says *same*."""

    features: tuple[str, ...]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    inward: NDArray[np.float32]
    bias: NDArray[np.float32]
    outward: NDArray[np.float32]
    base: float
    threshold: float

    def log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the log odds of *same* for each row of features."""
        columns = np.ascontiguousarray(rows.T)
        found = np.empty(columns.shape[1], dtype=np.float32)
        for begin in range(0, len(found), _BLOCK):
            hidden = self._inward_scaled @ columns[:, begin : begin + _BLOCK]
            hidden += self._bias_scaled
            np.tanh(hidden, out=hidden)
            found[begin : begin + _BLOCK] = self.outward @ hidden
        found += np.float32(self.base)
        return found

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of *same* for each row of features."""
        return 1.0 / (1.0 + np.exp(-np.clip(self.log_odds(rows), -30, 30)))

    def __post_init__(self) -> None:
        inward = self.inward / self.scale[:, None]
        object.__setattr__(self, "_inward_scaled", np.ascontiguousarray(inward.T, dtype=np.float32))
        object.__setattr__(self, "_bias_scaled", (self.bias - (self.mean / self.scale) @ self.inward).astype(np.float32)[:, None])

    def as_json(self) -> str:
        """Return the text of its file: one line per part, numbers to five significant digits."""
        lines = [f'"features": {json.dumps(list(self.features))}', f'"threshold": {self.threshold:.4f}', f'"base": {self.base:.5g}']
        for name in ("mean", "scale", "bias", "outward"):
            lines.append(f'"{name}": {_numbers(getattr(self, name))}')
        inward = ",\n  ".join(_numbers(row) for row in self.inward)
        lines.append(f'"inward": [\n  {inward}]')
        return "{" + ",\n".join(lines) + "}\n"


def _numbers(values: Any) -> str:
    return "[" + ", ".join(f"{value:.5g}" for value in values) + "]"


def from_json(text: str) -> Network:
    """Return the network written by `as_json`."""
    found = json.loads(text)
    arrays = {name: np.array(found[name], dtype=np.float32) for name in ("mean", "scale", "bias", "outward", "inward")}
    return Network(features=tuple(found["features"]), base=found["base"], threshold=found["threshold"], **arrays)


@cache
def load(name: str) -> Network:
    """Return the network of a kind of name: `persons`, `places`, `organisations`, `facilities`."""
    return from_json((DATA / f"network_{name}.json").read_text(encoding="utf-8"))
