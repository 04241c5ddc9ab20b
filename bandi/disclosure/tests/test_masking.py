"""Masking by rule, and the honest count of who shares a mask."""

from __future__ import annotations

import pytest

from bandi.disclosure.masking import RULES, Rule, collisions, masked


@pytest.mark.parametrize(
    ("name", "rule", "printed"),
    [
        ("Kim Young-suk", "first_hidden", "Kim O-suk"), ("김영석", "first_hidden", "김○석"), ("Lee Eun-ju", "given_hidden", "Lee OO"), ("이은주", "given_hidden", "이○○"),
        ("허준", "given_hidden", "허○"), ("허준", "first_hidden", "허○"), ("남궁민수", "first_hidden", "남궁○수"), ("Kim Young-suk", "surname", "Kim"), ("김영석", "last_hidden", "김영○"),
        ("Kim Young-suk", "first_name", "Young-suk"),
    ],
)  # fmt: skip
def test_names_are_printed_as_the_rule_says(name: str, rule: str, printed: str) -> None:
    assert masked(name, RULES[rule]) == printed


def test_codes_and_pseudonyms_are_asked_for_and_need_no_korean_name() -> None:
    assert masked("Mira", RULES["code"], code="W-2024-017") == "W-2024-017"
    with pytest.raises(ValueError, match="code or a pseudonym"):
        masked("Kim Young-suk", RULES["pseudonym"])


def test_what_is_not_read_as_a_korean_name_is_never_half_masked() -> None:
    with pytest.raises(ValueError, match="not read"):
        masked("Human Rights", RULES["surname"])
    with pytest.raises(ValueError, match="not read"):
        masked("김○○", RULES["first_hidden"])
    with pytest.raises(ValueError, match="not read with certainty"):
        masked("Thae Yong Ho", RULES["given_hidden"])


def test_an_organisation_writes_its_own_rule_as_data() -> None:
    assert masked("김영석", Rule("ours", "{family}.", "{family}모 씨")) == "김모 씨"
    with pytest.raises(ValueError, match="a masking rule knows"):
        Rule("bad", "{name}", "{name}")


def test_collisions_are_counted_honestly() -> None:
    names = ["김영석", "김인석", "김달래", "이영석", "Human Rights"]

    count = collisions(names, RULES["first_hidden"])

    assert (count.people, count.forms, count.alone, count.largest, count.unread) == (4, 3, 2, 2, 1)
    assert count.share_alone == 0.5
