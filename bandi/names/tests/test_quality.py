"""A floor under the quality, on invented pairs made by rule, and the proof that names unseen in training score alike."""

from __future__ import annotations

import numpy as np
import pytest

from bandi.names import measuring, probabilities
from bandi.names.persons import FEATURES, Matcher
from bandi.names.tests import invented
from bandi.names.training.fitting import fit


def features(pairs: list[invented.Pair]) -> tuple[np.ndarray, np.ndarray]:
    matcher = Matcher()
    a, b = matcher.take([pair.a for pair in pairs]), matcher.take([pair.b for pair in pairs])
    matcher.prepare(a)
    at = np.arange(len(pairs))
    return matcher.features(a, b, at, at)[0], np.array([pair.same for pair in pairs], dtype=np.float32)


def test_invented_names_are_told_apart() -> None:
    pairs = invented.pairs(400, seed=11)
    same = np.array([pair.same for pair in pairs])
    chance = probabilities([pair.a for pair in pairs], [pair.b for pair in pairs])

    assert measuring.f1(chance, same, 0.5) > 0.97
    assert measuring.auc(chance, same) > 0.99


def test_hanja_meets_every_spelling() -> None:
    hanja = {"영": "英", "희": "姬", "수": "秀", "철": "哲", "민": "敏", "현": "賢"}
    people = [(s, g) for s, g in invented.names(300, 3) if set(g) <= set(hanja)]
    assert len(people) > 10
    written = [invented.SURNAMES[s][3] + "".join(hanja[c] for c in g) for s, g in people]
    for form in (invented.mccune, invented.northern, invented.habit):
        assert (probabilities(written, [form(s, g) for s, g in people]) > 0.5).mean() > 0.95


@pytest.mark.parametrize("half", [0, 1])
def test_surnames_unseen_in_training_score_like_those_seen(half: int) -> None:
    """The last step is fitted on pairs of one half of the surnames and measured on both halves."""
    order = sorted(invented.SURNAMES)
    known, unknown = order[half::2], order[1 - half :: 2]
    rows, same = features(invented.pairs(250, 5, known))
    network = fit(rows, same, FEATURES, hidden=8, starts=2, rounds=30)

    seen_rows, seen = features(invented.pairs(200, 6, known))
    new_rows, new = features(invented.pairs(200, 7, unknown))
    at_home, abroad = (measuring.auc(network.probability(r).astype(float), s > 0) for r, s in ((seen_rows, seen), (new_rows, new)))
    assert abroad > 0.98
    assert at_home - abroad < 0.015


def test_a_network_that_learnt_nothing_fails_the_floor() -> None:
    """The floor can be missed: labels drawn by lot give no network that passes it."""
    rows, same = features(invented.pairs(150, 5))
    lot = np.random.default_rng(1).permutation(same)
    network = fit(rows, lot, FEATURES, hidden=8, starts=1, rounds=10)
    assert measuring.auc(network.probability(rows).astype(float), same > 0) < 0.98
