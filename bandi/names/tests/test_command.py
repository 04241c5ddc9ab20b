"""`bandi names …`: what it prints, its exit codes, and what it says to a file that cannot be used."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bandi.names.command import main
from bandi.names.tests import invented


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    file = tmp_path / "pairs.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["name_a", "name_b", "same", "kind", "source"])
        writer.writerows([pair.a, pair.b, int(pair.same), "hangul-latin", "invented"] for pair in invented.pairs(40, 9))
        writer.writerow(["Kim Jiwon", "김지연", 0, "homograph", "invented"])
        writer.writerow(["무산", "Musan-gun", 1, "place", "invented"])
        writer.writerow(["무산", "Onsong-gun", 0, "place", "invented"])
    return file


def register(path: Path, names: list[str], header: tuple[str, ...] = ("id", "name"), encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(header)
        writer.writerows([f"{path.stem}{index}", name] for index, name in enumerate(names))
    return path


def test_compare_explains_itself_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "Kim Young-hee", "김영희"]) == 0
    said = capsys.readouterr().out
    assert "the same name" in said
    assert "같은 이름" in said
    assert "성 일치" in said


def test_compare_tells_other_names_by_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "Kim Young-hee", "박철수", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["same"] is False
    assert {"en", "ko", "code"} <= set(found["reasons"][0])


def test_score_prints_every_measure(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(pairs), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["f1"] > 0.9
    assert {"precision_at_recall_95", "auc", "calibration_error", "pairs_per_second", "kinds", "places", "homographs"} <= set(found)
    assert found["pairs"] == 80, "homographs and places are not counted among persons"
    assert found["homographs"]["refused"] in (0.0, 1.0)


def test_score_is_as_good_when_the_kind_of_person_pair_is_hidden(pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The kinds of persons' pairs tell the library nothing: any other word gives the same figures."""
    main(["score", str(pairs), "--json"])
    told = json.loads(capsys.readouterr().out)
    hidden = tmp_path / "hidden.csv"
    hidden.write_text(pairs.read_text(encoding="utf-8").replace("hangul-latin", "x"), encoding="utf-8")
    main(["score", str(hidden), "--json"])
    assert json.loads(capsys.readouterr().out)["f1"] == told["f1"]


def test_search_prints_recall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = invented.names(60, 4)
    gallery = register(tmp_path / "g.csv", [s + g for s, g in people])
    queries = register(tmp_path / "g2.csv", [invented.mccune(s, g) for s, g in people], ("id", "query"))
    queries.write_text(queries.read_text(encoding="utf-8").replace("g2", "g"), encoding="utf-8")
    assert main(["search", str(gallery), str(queries), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["recall_at_10"] > 0.95
    assert found["milliseconds_p95"] > 0


def test_link_writes_the_rows_that_belong_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = invented.names(50, 8)
    a = register(tmp_path / "a.csv", [s + g for s, g in people])
    b = register(tmp_path / "b.csv", [invented.northern(s, g) for s, g in people[:20]], encoding="cp949")
    out = tmp_path / "links.csv"
    assert main(["link", str(a), str(b), "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert "MB of memory" in told.out
    assert "linking B: 20 of 20" in told.err
    with out.open(encoding="utf-8-sig") as lines:
        best = {}
        for row in csv.DictReader(lines):
            best.setdefault(row["id_b"], row["id_a"])
    assert sum(best.get(f"b{index}") == f"a{index}" for index in range(20)) >= 18
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "column name_a, name_b, same is missing"), (b"name_a,name_b,same\n", "no rows"), (b"a,b\n1,2\n", "is missing"),
        (b"name_a,name_b,same\nx,y,maybe\n", "row 2: same is"), (b"\x00\x01\x02\x03" * 99, "not a text file"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named_with_the_reason(content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    assert main(["score", str(file)]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert "bad.csv" in said


def test_missing_files_and_wrong_words_end_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(tmp_path / "none.csv")]) == 2
    assert main(["dance"]) == 2
    assert main([]) == 2
    assert main(["link", "a.csv", "b.csv", "--out", "a.csv"]) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("verb", [[], ["compare"], ["score"], ["search"], ["link"]])
def test_every_command_explains_itself(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*verb, "--help"]) == 0
    assert "usage: bandi names" in capsys.readouterr().out


def test_a_register_is_never_overwritten_by_its_links(tmp_path: Path) -> None:
    a = register(tmp_path / "a.csv", ["김영희"])
    before = a.read_bytes()
    assert main(["link", str(a), str(a), "--out", str(a)]) == 2
    assert a.read_bytes() == before


def test_the_other_engine_says_what_it_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from bandi.names import splink_engine

    monkeypatch.setattr(splink_engine, "available", lambda: False)
    a = register(tmp_path / "a.csv", ["김영희"])
    assert main(["link", str(a), str(a), "--out", str(tmp_path / "o.csv"), "--engine", "splink"]) == 2
    assert "bandi[linking]" in capsys.readouterr().err


def test_of_a_masked_name_it_is_said_that_only_what_is_shown_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "Kim O-hui", "김영희"]) == 0
    said = capsys.readouterr().out
    assert "what is shown agrees" in said and "보이는 부분은 일치" in said
    assert "the same name (" not in said
