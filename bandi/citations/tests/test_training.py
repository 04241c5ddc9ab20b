"""Training and the baselines run on a few invented lines; what they reach there means nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bandi.citations import training
from bandi.citations.decisions import logistic
from bandi.citations.echo import FEATURES, MODEL
from bandi.citations.labels import load_labelled

from .test_command import folder  # noqa: F401


@pytest.fixture
def two_documents(folder: Path) -> Path:  # noqa: F811
    first = json.loads((folder / "d1.json").read_text())
    (folder / "d2.json").write_text(json.dumps({**first, "id": "d2", "symbol": "A/HRC/96/8"}))
    lines = (folder / "pairs.jsonl").read_text()
    (folder / "pairs.jsonl").write_text(lines + "\n" + lines.replace('"d1"', '"d2"'))
    return folder


def test_training_prints_what_unseen_documents_reach_and_writes_only_when_asked(two_documents: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = MODEL.read_bytes()
    assert training.main([str(two_documents)]) == 0
    assert set(json.loads(capsys.readouterr().out)["on_unseen_documents"]) == {"echo", "traps"}
    assert MODEL.read_bytes() == before

    monkeypatch.setattr(training, "MODEL", two_documents / "model.json")
    assert training.main([str(two_documents), "--write"]) == 0
    stored = json.loads((two_documents / "model.json").read_text())
    assert set(stored["measures"]) == set(FEATURES)
    assert all(isinstance(value, float | int) for row in stored["measures"].values() for value in row.values())


def test_each_document_is_judged_by_a_model_that_has_not_seen_it(two_documents: Path) -> None:
    labelled = load_labelled(two_documents / "pairs.jsonl")
    rows = [training.rows_of(one) for one in labelled]
    changed = [rows[0], (rows[1][0], 1 - rows[1][1])]
    before, after = training.left_out(labelled, rows), training.left_out(labelled, changed)
    assert before["d2"] == after["d2"]
    assert before["d1"] != after["d1"]


def test_unreadable_data_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert training.main([str(tmp_path)]) == 2
    (tmp_path / "pairs.jsonl").write_text('{"document": "d1"}\n')
    assert training.main([str(tmp_path)]) == 2
    assert "line 1" in capsys.readouterr().err


def test_the_fit_is_pulled_to_the_prior_by_its_strength() -> None:
    measures, said = np.array([[1.0], [1.0], [-1.0]]), np.array([0.0, 0.0, 1.0])
    prior = np.array([3.0, 0.0])
    loose, tight = (logistic(measures, said, prior=prior, strength=strength)[0] for strength in (0.1, 1000.0))
    assert loose < 0 < 2.9 < tight < 3
