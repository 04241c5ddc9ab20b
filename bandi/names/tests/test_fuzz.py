"""Whatever is written: a sensible answer, no crash, no explosion of time."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandi.names import Gallery, compare, kind_of
from bandi.names.comparing import KINDS

PIECES = st.sampled_from(
    ["김", "영희", "Kim", "Young-hee", "O", "○○", "XX", "*", "金", "英", "李", "😀", "ŏ", "ch'", "제12호", "교화소", "No.", "Bank", ",", "-", ".", "'", " ",
     "\u202e", "שלום", "السلام", "キム", "Кim", "ﬁ", "\x00", "씨", "-ri", "シ", "ᄀ", "ㅋㅋ", "가나다라마바사아", "aaaaaaa", "1", "Ｋｉｍ"]
)  # fmt: skip
NAMES = st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=40))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, NAMES)
def test_any_two_texts_get_a_probability_and_words(a: str, b: str) -> None:
    found = compare(a, b)
    assert 0.0 <= found.probability <= 1.0
    assert found.kind in KINDS
    for language in ("en", "ko"):
        assert all(isinstance(sentence, str) for sentence in found.words(language))


@settings(max_examples=40, deadline=None)
@given(NAMES, st.sampled_from(KINDS))
def test_a_text_with_letters_is_the_same_as_itself(text: str, kind: str) -> None:
    from bandi.names.writing import plain

    found = compare(text, text, kind=kind)  # type: ignore[arg-type]
    assert found.same or not plain(text)


@pytest.mark.parametrize("long", ["a" * 10_000, "kim " * 2_500, "김" * 10_000, "김영희" * 3_000, "o-" * 5_000, "*" * 10_000, "x'" * 5_000, "ng" * 5_000, "(" * 10_000])
@pytest.mark.parametrize("kind", [None, *KINDS])
def test_ten_thousand_letters_take_no_time(long: str, kind: str | None) -> None:
    began = perf_counter()
    assert 0.0 <= compare(long, "김영희", kind=kind).probability <= 1.0  # type: ignore[arg-type]
    assert perf_counter() - began < 5.0


@pytest.mark.parametrize("odd", ["김", "○", "**", "Kim", "김영", "O", "OO", "i", "ㄱ", "가가가가가가가"])
def test_very_short_and_odd_names_are_compared_calmly(odd: str) -> None:
    assert 0.0 <= compare(odd, "김영희").probability <= 1.0
    assert kind_of(odd) in KINDS


def test_look_alike_letters_are_read_as_what_they_look_like() -> None:
    cyrillic = "Кіm Yоung-hее"
    assert not cyrillic.isascii()
    assert compare(cyrillic, "김영희").same


def test_a_gallery_of_odd_names_is_searched_without_fail() -> None:
    gallery = Gallery(["", "😀", "김영희", "Kim Young-hee", "a" * 10_000, "○○○", "Korea Bank", "김○○"])
    for query in ("김영희", "", "😀", "*", "a" * 10_000, "Kim OO"):
        assert len(gallery.search(query, 3)) <= 3
    assert {hit.text for hit in gallery.search("Kim Yonghui", 2)} == {"김영희", "Kim Young-hee"}
