"""Finding all spellings of a name among many."""

from __future__ import annotations

import pytest

from bandi.names import Gallery
from bandi.names.growing import Growing
from bandi.names.tests import invented

PEOPLE = invented.names(150, seed=21)


@pytest.fixture(scope="module")
def gallery() -> Gallery:
    return Gallery([surname + given for surname, given in PEOPLE])


@pytest.mark.parametrize("form", [invented.habit, invented.mccune, invented.northern])
def test_every_spelling_finds_its_name_first(gallery: Gallery, form: object) -> None:
    asked = PEOPLE[:40]
    first = [gallery.search(form(surname, given), 1)[0].text for surname, given in asked]  # type: ignore[operator]
    right = sum(found == surname + given for found, (surname, given) in zip(first, asked, strict=True))
    assert right >= 37


def test_one_query_finds_all_spellings_at_once() -> None:
    forms = ["김영희", "Kim Young-hee", "Kim Yŏnghŭi", "KIM Yong Hui", "金英姬", "Younghee Kim", "김○○"]
    gallery = Gallery([*forms, *(surname + given for surname, given in PEOPLE if given != "영희")])
    for query in ("김영희", "Kim Yonghui", "Kim Younghee"):
        assert {hit.text for hit in gallery.search(query, 6)} >= {"김영희", "Kim Young-hee", "Kim Yŏnghŭi", "KIM Yong Hui", "Younghee Kim"}


@pytest.mark.parametrize("written", ["Nam Dalbi", "Dalbi Nam", "Nam Dal-bi", "남달비", "Kim Yŏnghŭi", "Suk Eui-Jae", "Lee O-hui", "石달비", "ㅁㄱ"])
def test_what_is_written_the_very_same_comes_first_however_many_spellings_there_are(written: str) -> None:
    others = [
        *("남달비", "Nam Dalbi", "Dalbi Nam", "NAM Dal-bi", "Nam Dal-bi", "Nam Talbi", "NAM DALBI", "김영희", "Kim Yŏnghŭi", "Kim Young-hee"),
        *("석의재", "Suk Eui-Jae", "Seok Uijae", "이오희", "Lee O-hui", "Lee Young-hui", "石달비", "석달비", "ㅁㄱ"),
    ]
    gallery = Gallery([*others, *(surname + given for surname, given in PEOPLE)])
    assert gallery.search(written, 3)[0].text == written


def test_the_same_letters_come_before_other_spellings_of_the_name() -> None:
    gallery = Gallery(["남달비", "Nam Talbi", "nam dal bi", "NAM Dal-bi"])
    assert {hit.text for hit in gallery.search("Nam Dalbi", 2)} == {"nam dal bi", "NAM Dal-bi"}


def test_what_is_written_the_same_is_found_among_more_likely_names_than_are_compared() -> None:
    gallery = Gallery([*["김영희"] * 600, "Kim Yong Hi", *["Kim Young-hee"] * 600])
    assert gallery.search("Kim Yong Hi", 1)[0].text == "Kim Yong Hi"


def test_a_name_that_was_taken_back_is_not_found_as_written() -> None:
    growing = Growing()
    at = growing.add(["Nam Dalbi", "남달비"])
    assert growing.search("Nam Dalbi", 2)[0].text == "Nam Dalbi"
    growing.remove(at[0])
    assert [hit.text for hit in growing.search("Nam Dalbi", 2)] == ["남달비"]


def test_a_given_name_alone_finds_its_bearers(gallery: Gallery) -> None:
    surname, given = PEOPLE[0]
    assert surname + given in {hit.text for hit in gallery.search(given, 10)}


def test_likeliest_comes_first_and_no_more_than_asked(gallery: Gallery) -> None:
    hits = gallery.search("Kim Young-hee", 5)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_search_does_not_change_the_gallery(gallery: Gallery) -> None:
    before = [hit.position for hit in gallery.search("Pak Chŏlsu", 5)]
    for query in ("Zzyzx", "Kim Qqq", "완전히 다른", "O", ""):
        gallery.search(query, 5)
    assert [hit.position for hit in gallery.search("Pak Chŏlsu", 5)] == before


def test_an_empty_gallery_finds_nothing() -> None:
    assert Gallery([]).search("김영희") == []
