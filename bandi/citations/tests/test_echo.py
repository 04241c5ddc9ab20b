"""Echoes: the same action and object in other words or another language, and what only looks like one."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bandi.citations import Ask, Decision, Finder, OurText, Verdict
from bandi.citations.echo import FEATURES, MODEL, AskIndex, compare, model
from bandi.citations.words import glossary, stem, terms

from .cast import ORGANISATIONS, document

ASKS = {
    "monitors": "Give independent monitors unhindered access to every kyohwaso.",
    "ilo": "Join the International Labour Organization.",
    "letters": "Let separated families exchange letters.",
    "return": "Stop punishing persons returned from abroad.",
    "deaths": "Publish, by facility, the number of deaths in custody.",
    "cat": "Ratify the Convention against Torture.",
}
BACKGROUND = (
    "Continue to improve rural roads.", "Strengthen training for judges.", "Adopt a law on domestic violence.", "Improve school meals in the provinces.",
    "Raise the minimum age of marriage to 18.", "Increase the share of women in public life.", "Protect older persons in care homes.",
)  # fmt: skip


def echoes(*paragraphs: str, asks: dict[str, str] | None = None, dated: date | None = date(2041, 5, 1)) -> set[tuple[str, str]]:
    """Return (paragraph, ask) of the echoes found, the paragraphs standing among others of the kind."""
    ours = [OurText("S1", "kunf", tuple(Ask(key, text) for key, text in (asks or ASKS).items()), date(2040, 6, 1))]
    found = Finder(ORGANISATIONS, ours).find(document(*paragraphs, *BACKGROUND, dated=dated))
    return {(one.paragraph, one.ask) for one in found if one.kind == "echo"}


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("Grant independent monitors free and unimpeded access to all places of detention.", "monitors"),
        ("She recommends that the State become a member of the ILO.", "ilo"),
        ("Make public the number of deaths in each detention facility.", "deaths"),
        ("The Committee encourages the State party to accede to the Convention against Torture.", "cat"),
        ("Refrain from punishing those who are returned from abroad.", "return"),
        ("장관은 독립적인 감시단이 모든 교화소에 접근할 수 있도록 허용할 것을 촉구하였다.", "monitors"),
    ],
)
def test_an_echo_is_found_in_other_words(text: str, ask: str) -> None:
    assert ("1", ask) in echoes(text)


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("Allow the Special Rapporteur to visit the country.", "monitors"),
        ("The Committee encourages the State party to accede to the Convention on the Rights of the Child.", "cat"),
        ("The delegation said that persons who returned were not punished.", "return"),
        ("Publish statistics on nutrition by province.", "deaths"),
        ("Improve working conditions in mines.", "ilo"),
        ("Protect families in the countryside.", "letters"),
    ],
)
def test_the_same_theme_is_no_echo(text: str, ask: str) -> None:
    assert ("1", ask) not in echoes(text)


def test_a_korean_letter_is_found_in_a_korean_release_and_in_an_english_document() -> None:
    asks = {"z": "재중 탈북민의 강제북송을 중단하도록 중국에 요구할 것", "y": "납북자의 생사를 확인하고 송환할 것"}
    assert ("1", "z") in echoes("장관은 탈북민 강제북송 중단을 중국 측에 요구하였다.", asks=asks)
    assert ("1", "z") in echoes("China should stop forcibly returning North Korean escapees.", asks=asks)


def test_a_document_older_than_our_text_echoes_nothing() -> None:
    text = "She recommends that the State become a member of the ILO."
    assert echoes(text, dated=date(2030, 1, 1)) == set()
    assert echoes(text, dated=None) == {("1", "ilo")}


def test_a_finding_shows_both_passages_and_says_why() -> None:
    ours = [OurText("S1", "kunf", (Ask("deaths", ASKS["deaths"]),), date(2040, 6, 1))]
    found = [one for one in Finder(ORGANISATIONS, ours).find(document("Make public the number of deaths in each detention facility.", *BACKGROUND)) if one.kind == "echo"]
    shown = found[0]
    assert {shown.theirs.text[a:b] for a, b in shown.theirs.marks} >= {"Make public", "deaths"}
    assert {shown.ours.text[a:b] for a, b in shown.ours.marks} >= {"Publish", "number"} or "Publish" in {shown.ours.text[a:b] for a, b in shown.ours.marks}
    assert "same action (publish)" in shown.reason[0]
    assert "같은 행동(공개)" in shown.reason[1]
    assert json.loads(json.dumps(shown.as_json()))["reason"]["ko"] == shown.reason[1]


def finder(*decisions: Decision) -> Finder:
    return Finder(ORGANISATIONS, [OurText("S1", "kunf", tuple(Ask(key, text) for key, text in ASKS.items()), date(2040, 6, 1))], decisions)


PARAGRAPHS = ("Make public the number of deaths in each facility.", "The Kestrel Union for North Korean Freedoms spoke.", "Open all prisons to independent monitors.", *BACKGROUND)


def test_a_decision_survives_a_run_of_another_reading_of_the_document() -> None:
    asked = document(*PARAGRAPHS)
    first = finder().find(asked)
    echo, naming = (next(one for one in first if one.kind == kind) for kind in ("echo", "named"))
    decided = finder(
        Decision(echo.key, Verdict.REJECTED, "echo", "kunf", (), echo.measures), Decision(naming.key, Verdict.CONFIRMED, "named", "kunf", naming.how)
    ).find(document(*(text + " " for text in PARAGRAPHS), "One more paragraph."))
    by_key = {one.key: one for one in decided}
    assert (by_key[echo.key].verdict, by_key[echo.key].confidence) == ("rejected", 0.0)
    assert (by_key[naming.key].verdict, by_key[naming.key].confidence) == ("confirmed", 1.0)


def test_decisions_move_the_ranking_and_taking_them_back_moves_it_back() -> None:
    asked = document(*PARAGRAPHS)
    before = {one.key: one for one in finder().find(asked, least=0)}
    wrong = next(one for one in before.values() if one.kind == "echo")
    said = [Decision(f"other{number}", Verdict.REJECTED, "echo", "kunf", (), wrong.measures) for number in range(12)]

    taught = finder(*said)
    after = {one.key: one for one in taught.find(asked, least=0)}
    assert after[wrong.key].confidence < before[wrong.key].confidence - 0.05

    taught.decide([])
    assert {one.key: one.confidence for one in taught.find(asked, least=0)} == {key: one.confidence for key, one in before.items()}
    assert {one.key: one.confidence for one in finder(*said).find(asked, least=0)} == {key: one.confidence for key, one in after.items()}


def test_a_form_that_was_rejected_counts_for_less() -> None:
    asked = document("KUNF spoke.")
    key, sure = (lambda one: (one.key, one.confidence))(finder().find(asked)[0])
    said = [Decision(f"d{number}", Verdict.REJECTED, "named", "kunf", ("undefined_abbreviation",)) for number in range(2)]
    assert finder(*said).find(asked)[0].confidence < sure
    assert finder(*said, *said, *said).find(asked) == []
    assert finder(*said, *said, *said, Decision(key, Verdict.CONFIRMED)).find(asked)[0].confidence == 1.0


def test_the_stored_model_fits_the_measures_and_holds_no_words() -> None:
    stored = json.loads(MODEL.read_text())
    assert set(stored["measures"]) == set(FEATURES)
    assert len(model().weights) == len(FEATURES)
    assert 0.2 < model().threshold < 0.9


def test_the_index_gives_few_candidates_however_many_texts() -> None:
    asks = [f"{text} {number}" for number in range(300) for text in ASKS.values()]
    pairs = compare(document(*PARAGRAPHS).units, AskIndex(asks))
    assert len(pairs) <= 24 * len(PARAGRAPHS)


def test_words_of_both_languages_become_one_concept() -> None:
    assert {"#forced_return", "#escapee"} <= {term.key for term in terms("탈북민 강제북송")} & {term.key for term in terms("the forcible return of escapees")}
    assert stem("repatriation") == stem("repatriated") == stem("repatriating")
    known = glossary()
    assert set(known.kinds.values()) == {"action", "object", "group", "place", "instrument"}
    assert all(up in known.kinds for up in known.broader.values())
    assert all("*" not in english for english, _korean in known.words.values())
