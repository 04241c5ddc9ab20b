"""Comparing: what is the same name, what is not, and that it says why."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from bandi.names import compare, kind_of, probabilities
from bandi.names.comparing import KINDS, kind_of_pair


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("김영희", "Kim Young-hee"), ("김영희", "Kim Yong Hui"), ("김영희", "Kim Yŏnghŭi"), ("김영희", "KIM O-hui"), ("김영희", "Yeonghui Gim"),
        ("金英姬", "Kim Yŏnghŭi"), ("金英姬", "김영희"), ("이룡득", "리용득"), ("림수경", "임수경"), ("최운열", "최운렬"), ("노길남", "Ro Kil Nam"),
        ("류미영", "Yu Mi Yong"), ("김○○", "Kim Yong Hui"), ("김모 씨", "Kim Young-hee"), ("Kim Y. H.", "김영희"), ("김영희", "Kim Youngh-ee"),
        ("박철수", "PARK Chulsu"), ("Park, Chul-soo", "Pak Ch'ŏlsu"), ("남궁민수", "Namkoong Min-soo"), ("김영희 씨", "Ms. Kim Young Hee"),
        ("정림", "Chŏng Rim"), ("김정림", "Kim Chŏngnim"), ("장미란", "Jnag Miran"), ("한송이", "Han Songyi"),
        ("박수진", "Jinpark Su"), ("박수진", "Soo Jinpark"), ("박철수", "Su, Parkchol"),
        ("최병두", "崔丙梪"), ("Choe Byeongdu", "崔丙梪"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_the_same(a: str, b: str) -> None:
    assert compare(a, b, kind="person").same
    assert compare(b, a, kind="person").same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("김영희", "Kim Young-soo"), ("김영희", "Park Young-hee"), ("김영희", "이영희"), ("김지연", "Kim Jiwon"), ("Kim Chol Su", "Kim Yong Su"),
        ("金英姬", "김수미"), ("김○○", "Park Yong Hui"), ("김O희", "Kim Young-soo"), ("Kim Y. H.", "김철수"), ("김영희", "Korea Trading Corporation"),
        ("김영희", ""), ("", ""), ("😀", "김영희"), ("Lee OO", "Kim Yong Hui"), ("Im Su-gyong", "Kim Su-gyong"),
        ("박수진", "Jinlee Su"), ("최병수", "蔡丙梪"), ("최철두", "崔丙梪"),
    ],
)  # fmt: skip
def test_other_names_are_not(a: str, b: str) -> None:
    assert not compare(a, b, kind="person").same
    assert not compare(b, a, kind="person").same


def test_the_order_of_the_two_hardly_matters() -> None:
    forms = ["김영희", "Kim Young-hee", "金英姬", "Kim Yŏnghŭi", "김○○", "Kim Youngsoo", "박철수"]
    there = probabilities([a for a in forms for _ in forms], [b for _ in forms for b in forms])
    table = there.reshape(len(forms), len(forms))
    assert np.abs(table - table.T).max() < 0.15


def test_reasons_speak_both_languages_and_name_the_system() -> None:
    found = compare("Kim Yŏng-hee", "김영희")
    assert any("McCune" in words for words in found.words("en"))
    assert any("매큔" in words for words in found.words("ko"))
    assert any(reason.code == "surname_same" for reason in found.reasons)


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ("리룡득", "이용득", "north_south"), ("Kim O-hui", "김영희", "hidden"), ("Kim Y. H.", "김영희", "initials"), ("영희", "김영희", "no_surname"),
        ("Kim Young-hee", "Younghee KIM", "order"), ("김영희", "김철희", "syllable_other"), ("김영희", "박영희", "surname_other"), ("김영희", "!!", "no_name"),
    ],
)  # fmt: skip
def test_each_reason_is_given_where_it_holds(a: str, b: str, code: str) -> None:
    found = compare(a, b, kind="person")
    assert code in [reason.code for reason in found.reasons]
    for language in ("en", "ko"):
        assert all(found.words(language))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("김영희", "person"), ("Kim Young-hee", "person"), ("Song Un", "person"), ("Nam Yujong", "person"), ("제12호 교화소", "facility"), ("Kyo-hwa-so No. 12", "facility"),
        ("Kwanliso 14", "facility"), ("함경북도", "place"), ("North Hamgyong Province", "place"), ("Aoji-ri", "place"), ("Korea Kumgang Bank", "organisation"),
        ("국가보위성", "organisation"), ("Ministry of State Security", "organisation"), ("조선무역은행", "organisation"),
    ],
)  # fmt: skip
def test_the_kind_is_guessed_from_the_words(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_pair_is_compared_as_one_kind() -> None:
    assert kind_of_pair("Kim Chol Min", "Ministry of State Security") == "organisation"
    assert kind_of_pair("평양", "P'yŏngyang-si") == "place"


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="different length"):
        probabilities(["a"], [])


@pytest.mark.parametrize("kind", KINDS)
def test_no_pairs_give_no_probabilities(kind: str) -> None:
    assert len(probabilities([], [], kind=kind)) == 0  # type: ignore[arg-type]


def test_importing_the_library_does_not_load_numpy() -> None:
    told = "import sys, bandi.names, bandi.names.command; sys.exit('numpy' in sys.modules or 'django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def test_a_syllable_that_names_do_not_have_is_the_same_as_itself() -> None:
    assert compare("꽞", "꽞", kind="person").same
    assert not compare("꽞", "꽟", kind="person").same


def test_what_speaks_against_a_syllable_says_what_it_more_likely_is() -> None:
    reason = next(reason for reason in compare("Hong Bandi", "홍번디").reasons if reason.code == "syllable_seldom")
    assert reason.weight < 0
    assert reason.words("en").startswith("ban can be 번, but is more often 반")
    assert reason.words("ko").startswith("ban: 번일 수도 있으나 반인 경우가 더 많음")


def test_a_northern_syllable_beside_southern_letters_is_told_as_the_law_of_initial_sounds() -> None:
    codes = {reason.code for reason in compare("리룡득", "Yi Yong-dŭk").reasons}
    assert "north_south" in codes
    assert "syllable_seldom" not in codes
