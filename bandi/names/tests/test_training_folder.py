"""The labelled pairs of a folder, for fitting and for measuring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bandi.names.training import __main__ as fitting
from bandi.names.training import held_out
from bandi.names.training.folder import labelled_pairs

HEAD = "name_a,name_b,same,kind,source\n"


def test_pairs_are_read_as_rows(tmp_path: Path) -> None:
    (tmp_path / "dev_pairs.csv").write_text(f"{HEAD}홍반디,Hong Pandi,1,hangul-latin,invented\n", encoding="utf-8")
    assert labelled_pairs(tmp_path) == [{"name_a": "홍반디", "name_b": "Hong Pandi", "same": "1", "kind": "hangul-latin", "source": "invented"}]


@pytest.mark.parametrize("main", [fitting.main, held_out.main])
def test_a_folder_without_pairs_is_said_in_one_sentence_and_nothing_is_fitted(main: Callable[[list[str]], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "dev_pairs.csv" in capsys.readouterr().err
    (tmp_path / "dev_pairs.csv").write_text("name_a,name_b\n홍반디,Hong Pandi\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 2
    assert "column same, kind, source is missing" in capsys.readouterr().err
