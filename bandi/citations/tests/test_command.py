"""The two commands as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bandi.citations.command import main

ORGANISATIONS = {"organizations": {"kunf": {"name": "Kestrel Union for North Korean Freedoms", "abbr": ["KUNF"], "ko": ["황조롱이연합"], "not_same": ["Kestrel Union for Freedoms"]}}}
SUBMISSIONS = {"submissions": {"S1": {"org": "kunf", "date": "2040-01-09", "asks": [{"id": "a1", "text": "Join the International Labour Organization."}]}}}
DOCUMENT = {
    "id": "d1", "symbol": "A/HRC/95/7", "date": "2041-05-01", "language": "en",
    "paragraphs": [
        {"n": "1", "text": "A summary."}, {"n": "2", "text": "Daily quotas were set.", "notes": [1]}, {"n": "3", "text": "The State should become a member of the ILO."},
        {"n": "4", "text": "Kestrel Union for Freedoms disagreed."},
    ],
    "notes": [{"n": 1, "text": "Kestrel Union for North Korean Freedoms, Stone Hair, p. 4."}],
    "gold": {"citing": {"kunf": [{"n": "2", "how": ["footnote"]}]}},
    "submissions": ["S1"],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in (("organizations", ORGANISATIONS), ("submissions", SUBMISSIONS), ("d1", DOCUMENT)):
        (tmp_path / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False))
    base = {"document": "d1", "symbol": "A/HRC/95/7", "date": "2041-05-01"}
    rows = [
        {**base, "paragraph": "2", "question": "cites", "organization": "Kestrel Union for North Korean Freedoms", "answer": "yes", "how": ["footnote"]},
        {**base, "paragraph": "4", "question": "cites", "organization": "Kestrel Union for North Korean Freedoms", "answer": "no", "why": "similar_name"},
        {**base, "paragraph": "3", "question": "echoes", "submission": "S1", "submission_date": "2040-01-09", "ask": "a1",
         "submission_excerpt": "Join the International Labour Organization.", "answer": "yes"},
    ]  # fmt: skip
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    return tmp_path


def run(folder: Path, document: str, *more: str) -> int:
    return main(["find", "--texts", str(folder / "submissions.json"), "--organisations", str(folder / "organizations.json"), "--document", str(folder / document), *more])


def test_find_prints_the_documented_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "d1.json", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["document"] == {"id": "d1", "symbol": "A/HRC/95/7", "title": "", "session": "", "language": "en", "date": "2041-05-01", "paragraphs": 4, "notes": 1}
    named, echo = answer["findings"]
    assert (named["kind"], named["organisation"], named["text"], named["paragraph"], named["note"], named["how"]) == ("named", "kunf", "S1", "2", 1, ["footnote"])
    assert named["notes"] == [{"n": 1, "text": DOCUMENT["notes"][0]["text"], "marks": [[0, 39]]}]
    assert (echo["kind"], echo["text"], echo["ask"], echo["paragraph"]) == ("echo", "S1", "a1", "3")
    assert 0.5 < echo["confidence"] <= 1
    assert set(named["reason"]) == {"en", "ko"}
    assert (answer["citing"], answer["echo"]) == ({"kunf": [{"n": "2", "how": ["footnote"]}]}, {"S1.a1": {"close": ["3"]}})


def test_find_tells_people_in_both_languages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "d1.json") == 0
    out = capsys.readouterr().out
    assert "note 1 at paragraph 2: named kunf" in out
    assert "같은 대상" in out
    assert run(folder, "d1.json", "--only", "echo") == 0
    assert "named kunf" not in capsys.readouterr().out


def test_decisions_from_a_file_are_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "d1.json", "--json")
    rows = [{**one, "verdict": "rejected"} for one in json.loads(capsys.readouterr().out)["findings"]]
    (folder / "decisions.jsn").write_text(json.dumps(rows))
    assert run(folder, "d1.json", "--json", "--decisions", str(folder / "decisions.jsn")) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {one["verdict"] for one in answer["findings"]} == {"rejected"}
    assert (answer["citing"], answer["echo"]) == ({}, {})


def test_score_prints_named_echo_and_traps(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--pairs", str(folder / "pairs.jsonl"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["named"]["precision"], answer["named"]["recall"]) == (1.0, 1.0)
    assert answer["echo"]["precision_at_recall_80"] == 1.0
    assert answer["traps"]["by_why"] == {"similar_name": {"wrong": 0, "total": 1}}
    assert main(["score", "--pairs", str(folder / "pairs.jsonl")]) == 0


def test_score_counts_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    rows[0]["answer"], rows[0]["why"] = "no", "planted"
    rows[1]["answer"] = "yes"
    del rows[1]["why"]
    rows[2]["paragraph"] = "1"
    (folder / "d1.json").write_text(json.dumps({**DOCUMENT, "gold": {}}))
    (folder / "pairs.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    assert main(["score", "--pairs", str(folder / "pairs.jsonl"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["named"]["precision"], answer["named"]["recall"]) == (0.0, 0.0)
    assert answer["traps"]["by_why"] == {"planted": {"wrong": 1, "total": 1}}
    assert answer["echo"]["precision_at_recall_80"] == 0.0


def test_score_without_the_documents_asks_the_lines_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = folder / "alone"
    alone.mkdir()
    rows = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    texts = {row["n"]: row["text"] for row in DOCUMENT["paragraphs"]}
    for row in rows:
        row |= {"text": texts[row["paragraph"]], "notes": [DOCUMENT["notes"][0]["text"]] if row["paragraph"] == "2" else []}
    (alone / "pairs.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    assert main(["score", "--pairs", str(alone / "pairs.jsonl"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["named"]["recall"], answer["without_document"]) == (1.0, 1)


def test_a_folder_of_texts_is_read_and_what_is_not_a_text_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = folder / "texts"
    texts.mkdir()
    (texts / "letter.txt").write_text("Dear Minister,\n\n9 January 2040\n\nWe urge the State to join the International Labour Organization.\n\nYours")
    (texts / "broken.json").write_text("{")
    code = main(["find", "--texts", str(texts), "--organisations", str(folder / "organizations.json"), "--document", str(folder / "d1.json"), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert code == 3
    assert [(one["text"], one["paragraph"]) for one in answer["findings"] if one["kind"] == "echo"] == [("letter", "3")]
    assert "broken.json" in answer["problems"][0]["en"]


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("missing.json", None, 2, "no such file"),
        ("broken.json", b'{"paragraphs": [', 2, "not valid JSON"),
        ("wrong.json", b"[1, 2]", 2, "paragraphs"),
        ("scan.txt", b" \x0c 1 \x0c 2", 4, "OCR"),
        ("empty.txt", b"", 4, "OCR"),
    ],
)
def test_what_cannot_be_read_is_said_plainly(folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, code: int, said: str) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    assert run(folder, name, "--json") == code
    captured = capsys.readouterr()
    assert said in captured.err
    answer = json.loads(captured.out)
    assert answer["findings"] == []
    assert answer["offers"] == (["ocr"] if code == 4 else [])


@pytest.mark.parametrize("words", [[], ["find"], ["find", "--nonsense"], ["score", "--pairs", "nowhere.jsonl"], ["sing"]])
def test_wrong_usage_is_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "".join(capsys.readouterr())


def test_help_explains_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "--help"]) == 0
    assert "exit codes" in capsys.readouterr().out


@pytest.mark.parametrize("data", [{}, {"organizations": {}}, {"organizations": {"a": {"abbr": ["A"]}}}, []])
def test_organisations_without_a_name_are_refused(folder: Path, data: object) -> None:
    (folder / "organizations.json").write_text(json.dumps(data))
    assert run(folder, "d1.json") == 2


@pytest.mark.parametrize("rows", [[{"key": "x"}], [{"key": "x", "verdict": "perhaps"}], {"decisions": 1}, [3]])
def test_decisions_of_another_form_are_refused(folder: Path, rows: object) -> None:
    (folder / "decisions.jsn").write_text(json.dumps(rows))
    assert run(folder, "d1.json", "--decisions", str(folder / "decisions.jsn")) == 2
