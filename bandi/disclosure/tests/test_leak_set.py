"""The leak set and what is caught of it. The goals: at least 95 % of planted leaks, under 5 % false alarms, on the half nobody looked at too."""

from __future__ import annotations

from pathlib import Path

import pytest

from bandi.disclosure import scoring
from bandi.disclosure.leaks import KINDS
from bandi.disclosure.tests.leaks import making

HERE = Path(making.__file__).parent
LEAKS, CLEAN = scoring.read(HERE / "leaks.jsonl"), scoring.read(HERE / "clean.jsonl")


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
    leaks, clean = ([item for item in items if scoring.half_of(item["id"]) == half] for items in (LEAKS, CLEAN))

    result = scoring.score(leaks, clean)

    assert len(leaks) > 120
    assert result.caught_share >= 0.95
    assert result.false_alarm_share < 0.05


def test_the_measure_falls_when_a_finder_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    from bandi.disclosure import finding

    whole = scoring.score(LEAKS, []).caught_share
    monkeypatch.delitem(finding.FINDERS, "phone")

    assert scoring.score(LEAKS, []).caught_share < whole - 0.05
