"""The leak set and what is caught of it. The goals: at least 95 % of planted leaks, under 5 % false alarms, on the half nobody looked at too."""

from __future__ import annotations

import base64
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bandi.disclosure import scoring
from bandi.disclosure.leaks import KINDS
from bandi.disclosure.tests.leaks import hidden, making
from bandi.parsing import available, inside, kinds
from bandi.parsing.limits import Limits
from bandi.parsing.readers import container

HERE = Path(making.__file__).parent
LEAKS, CLEAN = scoring.read(HERE / "leaks.jsonl"), scoring.read(HERE / "clean.jsonl")
CONCEALED, CLEANED = making.concealed()


def in_process(name: str, content: bytes) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Read a file of our own without a jail: seven hundred jails take minutes."""
    look = kinds.first_look(content[:64], name)
    job = {"kind": container.zip_kind(content) if look.is_container else look.family, "limits": asdict(Limits(processor=1_000_000))}
    reading, unseen = (next(inside.answer({**job, "do": do}, content)).value for do in ("read", "hidden"))
    return [block[1] for block in reading["blocks"]], [tuple(piece) for piece in unseen["unseen"]]


def of_half(items: list[dict[str, Any]], half: str) -> list[dict[str, Any]]:
    return [item for item in items if scoring.half_of(item["id"]) == half]


def test_the_set_is_what_the_rules_and_the_hand_make() -> None:
    leaks, clean = making.both()

    assert (HERE / "leaks.jsonl").read_text("utf-8") == leaks
    assert (HERE / "clean.jsonl").read_text("utf-8") == clean


def test_it_holds_300_leaks_of_12_kinds_and_300_clean_items_in_both_languages() -> None:
    assert {kind: sum(item["kind"] == kind for item in LEAKS) for kind in KINDS} == dict.fromkeys(KINDS, 25)
    assert len(CLEAN) == 300
    assert all(sum(item["language"] == language for item in items) > 100 for language in ("ko", "en") for items in (LEAKS, CLEAN))
    assert sum(item["made"] == "hand" for item in LEAKS) >= 90


@pytest.mark.parametrize("half", ["dev", "final"])
def test_at_least_95_per_cent_are_caught_with_under_5_per_cent_false_alarms(half: str) -> None:
    leaks, clean = of_half(LEAKS, half), of_half(CLEAN, half)

    result = scoring.score(leaks, clean)

    assert len(leaks) > 120
    assert result.caught_share >= 0.95
    assert result.false_alarm_share < 0.05


def test_the_measure_falls_when_a_finder_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    from bandi.disclosure import finding

    whole = scoring.score(LEAKS, []).caught_share
    monkeypatch.delitem(finding.FINDERS, "phone")

    assert scoring.score(LEAKS, []).caught_share < whole - 0.05


def test_350_files_hide_something_in_14_kinds_of_places_and_each_has_a_clean_twin() -> None:
    assert {kind: sum(item["kind"] == kind for item in CONCEALED) for kind in hidden.CARRIERS} == dict.fromkeys(hidden.CARRIERS, 25)
    assert len(CLEANED) == len(CONCEALED) == 350
    assert sum(item["made"] == "hand" for item in CONCEALED) >= 70
    assert all(sum(item["language"] == language for item in CONCEALED) > 120 for language in ("ko", "en"))


@pytest.mark.parametrize("half", ["dev", "final"])
def test_at_least_95_per_cent_of_what_files_hide_is_caught_with_under_5_per_cent_false_alarms(half: str) -> None:
    leaks, clean = of_half(CONCEALED, half), of_half(CLEANED, half)

    result = scoring.score(leaks, clean, in_process)

    assert len(leaks) > 150
    assert result.caught_share >= 0.95
    assert result.false_alarm_share < 0.05


@pytest.mark.parametrize("kind", ["comment", "tracked_change", "alt_text", "exif", "pdf_annotation", "hidden_text"])
def test_the_measure_falls_when_nobody_looks_at_what_a_file_hides(kind: str) -> None:
    leaks = [item for item in CONCEALED if item["kind"] == kind][:10]

    seen_only = scoring.score(leaks, [], lambda name, content: (in_process(name, content)[0], []))
    whole = scoring.score(leaks, [], in_process)

    assert whole.caught_share >= 0.8 and seen_only.caught_share < whole.caught_share


def test_the_command_reads_a_document_in_the_jail() -> None:
    if not available().ok:
        pytest.skip("no jail")
    item = next(item for item in CONCEALED if item["kind"] == "speaker_notes")

    assert scoring.looked_into(item["document"]["name"], base64.b64decode(item["document"]["bytes"])) == in_process(item["document"]["name"], base64.b64decode(item["document"]["bytes"]))
    assert scoring.is_caught(item)
