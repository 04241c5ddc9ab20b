"""Nothing a document holds makes the finder fall over or run away."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandi.citations import Ask, CitationError, Finder, OurText
from bandi.citations.marks import detach
from bandi.citations.reading import document_from_json, document_from_text

from .cast import ORGANISATIONS

PIECES = (
    "KUNF", "JS3", "JS384", "Ibid.", "ibid., p. 4", "supra note 99999", "(note 2)", "op. cit.", "See also", "\n\nNotes\n\n", "\n____________\n", "\f", "\n1. ", "\n2. ",
    "\n 1 ", "\n140.1 ", "Kestrel Union for North Korean Freedoms", "(hereinafter “the Union”)", "the Union", "황조롱이연합은", "강제북송", "A/HRC/25/CRP.1", "2041-13-99", "🕊", "\u202e",
    "\x00", "((((", "“", "”", "Joint submission 3 submitted by:", "Individual submissions:", "release of prisoners", ".;.;", "\r\n", "   ", "999999999999", "ﬁ", "İ",
)  # fmt: skip
FINDER = Finder(ORGANISATIONS, [OurText("S1", "kunf", (Ask("a", "Release the prisoners."), Ask("b", "강제북송을 중단할 것")))])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=60))
def test_any_text_is_read_and_searched(pieces: list[str]) -> None:
    text = " ".join(pieces)
    try:
        found = FINDER.find(document_from_text(text))
    except CitationError:
        return
    for one in found:
        assert 0 <= one.confidence <= 1
        for passage in (one.ours, one.theirs, *(passage for _n, passage in one.notes)):
            assert all(0 <= start < end <= len(passage.text) for start, end in passage.marks)


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.one_of(st.none(), st.integers(), st.text(max_size=8)), lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(["paragraphs", "notes", "n", "text", "heading", "names", "date"]), inner, max_size=5)), max_leaves=20))
def test_any_json_is_read_or_refused(data: object) -> None:
    try:
        FINDER.find(document_from_json(data))
    except CitationError:
        return


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="JS0123456789.,; aZ가", max_size=80), st.sets(st.integers(1, 40), max_size=12))
def test_marks_rise_and_nothing_but_marks_is_taken(text: str, numbers: set[int]) -> None:
    clean, found = detach(text, numbers)
    assert [number for number, _at in found] == sorted({number for number, _at in found} & numbers)
    assert all(0 <= at <= len(clean) for _number, at in found)
    assert sum(len(str(number)) for number, _at in found) + len(clean) + text.count(" ") >= len(text)


def long_text(paragraphs: int) -> str:
    rng = random.Random(5)
    words = ["the", "family", "wrote", "to", "the", "office", "about", "the", "prisoners", "and", "nobody", "answered", "that", "winter"]
    body = [f"  {n}.   {' '.join(rng.choices(words, k=60)).capitalize()}.{n} It asked for the release of prisoners.\n" for n in range(1, paragraphs + 1)]
    notes = [f" {n} {rng.choice(['KUNF, p. 4.', 'Ibid., p. 9.', 'See note 1 above.', 'Tide Watch, Night Boats (2038), p. 3.'])}\n" for n in range(1, paragraphs + 1)]
    pages = "\fA/HRC/95/7\n\n".join("".join(body[i : i + 8]) for i in range(0, paragraphs, 8))
    return "A/HRC/95/7\n\n" + pages + "\nNotes\n\n" + "".join(notes)


def test_nine_hundred_pages_do_not_explode() -> None:
    began = time.process_time()
    asked = document_from_text(long_text(7200))
    assert (len(asked.units), len(asked.notes)) == (7200, 7200)
    spent_reading = time.process_time() - began
    part = FINDER.find(document_from_text(long_text(100)))
    began = time.process_time()
    FINDER.find(document_from_text(long_text(200)))
    twice = time.process_time() - began
    assert part
    assert spent_reading < 20 and twice < 20  # Runaway takes minutes; this is no stopwatch.


@pytest.mark.parametrize("text", ["a" * 200_000, "(" * 50_000 + "KUNF", "JS" * 30_000, "1 " * 20_000, "KUNF, KUNF; " * 1_000, "Kestrel " * 5_000, "강제북송" * 10_000, "Aa " * 10_000 + "(KUNF)"])
def test_a_monster_line_does_not_run_away(text: str) -> None:
    began = time.process_time()
    FINDER.find(document_from_text(f"1. Begin.\n2. {text}\n3. End.\n"))
    assert time.process_time() - began < 20
