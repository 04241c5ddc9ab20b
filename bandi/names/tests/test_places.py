"""Places, camps and organisations: the grammar of their names, and what is the same."""

from __future__ import annotations

import pytest

from bandi.names import compare
from bandi.names.organisations import take_apart as organisation
from bandi.names.places import take_apart, take_apart_facility


@pytest.mark.parametrize(
    ("text", "stem", "kind"),
    [
        ("회령시", "회령", "city"), ("Hoeryong-si", "hoeryong", "city"), ("온성군", "온성", "county"), ("Onsŏng-gun", "onsŏng", "county"),
        ("남산동", "남산", "ward"), ("강동읍", "강동", "town"), ("북진로동자구", "북진", "district"), ("Bukjin-nodongjagu", "bukjin", "district"),
        ("Musan County", "musan", "county"), ("무산", "무산", ""), ("청진", "청진", ""),
    ],
)  # fmt: skip
def test_a_place_is_a_stem_and_a_kind(text: str, stem: str, kind: str) -> None:
    place = take_apart(text)
    assert (place.stems[0], place.kind) == (stem, kind)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("회령", "Hoeryŏng-si"), ("Chongjin", "Ch'ŏngjin"), ("Cheongjin", "Ch'ongjin-si"), ("함경북도", "North Hamgyong Province"), ("함북", "Hamgyeongbuk-do"),
        ("량강도", "Yanggang-do"), ("나선", "Rason"), ("평안남도", "South Pyongan"), ("개성", "Kaesŏng"),
    ],
)  # fmt: skip
def test_spellings_of_one_place_are_the_same(a: str, b: str) -> None:
    assert compare(a, b, kind="place").same


@pytest.mark.parametrize(("a", "b"), [("함경북도", "South Hamgyong"), ("청진", "충진"), ("Musan", "Onsong"), ("신의주", "신안주"), ("", "무산")])
def test_other_places_are_not(a: str, b: str) -> None:
    assert not compare(a, b, kind="place").same


@pytest.mark.parametrize("text", ["Kyohwaso No. 12", "제12교화소", "제12호 교화소", "Kyo-hwa-so No. 12", "12호 교화소", "Reeducation Camp No. 12", "kyohwaso #12"])
def test_a_camp_is_a_number_and_a_kind_in_every_template(text: str) -> None:
    facility = take_apart_facility(text)
    assert (facility.number, facility.kind, facility.place) == (12, "kyohwaso", "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("로동단련대", "tallyondae"), ("노동단련대", "tallyondae"), ("jip-kyul-so", "jipgyolso"), ("구류장", "kuryujang"), ("정치범수용소", "kwanliso"), ("Kwan-li-so", "kwanliso")],
)
def test_kinds_of_detention_have_their_words(text: str, kind: str) -> None:
    assert take_apart_facility(text).kind == kind


def test_camps_of_one_place_and_of_different_kinds_are_not_the_same() -> None:
    assert compare("Kyohwaso No. 12 (Jongori)", "전거리교화소").same
    assert not compare("Kyohwaso No. 12", "제11호 교화소").same
    assert not compare("Camp No. 14 Kaechon", "Kaechon Kyohwaso No. 1").same
    assert not compare("Kyo-hwa-so No. 8, Namsan", "Kyo-hwa-so No. 8, Pukchang").same


def test_words_of_institutions_mean_the_same_in_both_languages() -> None:
    assert organisation("Ministry of State Security").concepts == organisation("국가보위성").concepts
    assert organisation("Ministry of People's Security").concepts & organisation("사회안전성").concepts
    assert "bank" in organisation("조선금강은행").concepts
    assert organisation("조선금강은행").name == ("금강",)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Korea Kumgang Trading Corporation", "KŬMGANG TRADING CO", True), ("Kumgang Bank", "Geumgang Eunhaeng", True), ("Office 77", "Bureau No. 77", True),
        ("Office 77", "Office 78", False), ("Korea Kumgang Trading", "Korea Taesong Trading", False), ("Ministry of Foreign Affairs", "외무성", True),
        ("Ministry of Railways", "Ministry of Forestry", False), ("Kumgang Bank", "Kumgang Insurance Company", False),
    ],
)  # fmt: skip
def test_organisations_are_told_apart_by_name_number_and_trade(a: str, b: str, same: bool) -> None:
    assert compare(a, b, kind="organisation").same is same
