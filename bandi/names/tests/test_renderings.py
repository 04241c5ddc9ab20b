"""Korean names in Chinese and Japanese texts."""

from __future__ import annotations

import pytest

from bandi.names import compare
from bandi.names.renderings import from_kana


@pytest.mark.parametrize(
    ("kana", "letters"),
    [("キム", "kim"), ("ヨンヒ", "yoñhi"), ("パク", "pak"), ("チョルス", "cholsu"), ("チェ", "che"), ("ヒョン", "hyoñ"), ("ファン", "hwañ"), ("ウォン", "woñ"), ("きむ", "kim"), ("", ""), ("ッー", "")],
)
def test_kana_becomes_letters_that_keep_what_is_uncertain(kana: str, letters: str) -> None:
    assert from_kana(kana) == letters


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("キム・ヨンヒ", "김영희"), ("パク・チョルス", "박철수"), ("チェ・ミンホ", "Choe Min Ho"), ("Jin Yingji", "김영희"), ("Piao Zhexiu", "박철수"),
        ("Cui Minhu", "최민호"), ("Jin Yingji", "金英姬"), ("Li Minghao", "Ri Myong Ho"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_chinese_and_japanese_texts(written: str, name: str) -> None:
    assert compare(written, name, kind="person").same


@pytest.mark.parametrize(("written", "name"), [("キム・ヨンヒ", "김철수"), ("Piao Zhexiu", "박민수"), ("Jin Yingji", "최영희"), ("Li Minghao", "이철수")])
def test_and_other_names_are_not(written: str, name: str) -> None:
    assert not compare(written, name, kind="person").same


def test_a_name_that_reads_well_in_korean_is_not_taken_for_chinese() -> None:
    assert not compare("Jin Yongsu", "김용수", kind="person").same
