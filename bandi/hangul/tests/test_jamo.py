import unicodedata

import pytest

from bandi.hangul.jamo import (
    choseong,
    completions,
    compose,
    decompose,
    is_choseong_query,
    is_hangul,
    keystrokes,
    normalise,
    sort_key,
    strip_marks,
)


@pytest.mark.parametrize("letters", [("ㅎ", "ㅏ", "ㄴ"), ("ㄱ", "ㅡ", "ㄹ"), ("ㅇ", "ㅢ", ""), ("ㄲ", "ㅞ", "ㄳ")])
def test_a_syllable_taken_apart_and_put_together_is_itself(letters):
    assert decompose(compose(*letters)) == letters


def test_every_syllable_survives_the_round_trip():
    assert all(compose(*decompose(chr(code))) == chr(code) for code in range(0xAC00, 0xD7A4))


@pytest.mark.parametrize("wrong", ["", "ㄱ", "가나", "a"])
def test_only_one_whole_syllable_can_be_taken_apart(wrong):
    with pytest.raises(ValueError, match="syllable"):
        decompose(wrong)


def test_a_letter_in_the_wrong_place_is_refused():
    with pytest.raises(ValueError, match="place"):
        compose("ㅏ", "ㄱ")


def test_initials_keep_what_is_not_hangul_in_its_place():
    assert choseong("강제 송환 55") == "ㄱㅈ ㅅㅎ 55"


@pytest.mark.parametrize(
    ("text", "answer"), [("ㄱㅈㅅㅎ", True), ("ㄱㅈ ㅅㅎ", True), ("강ㅈ", False), ("ㅏ", False), ("", False)]
)
def test_a_search_by_initials_has_nothing_but_initials(text, answer):
    assert is_choseong_query(text) is answer


def test_text_from_a_mac_is_composed_and_lone_letters_stay():
    assert normalise(unicodedata.normalize("NFD", "강제송환")) == "강제송환"
    assert normalise("송ㅎ ㄱㅏ") == "송ㅎ ㄱㅏ"
    assert normalise("ＮＫ") == "NK"


def test_what_was_typed_so_far_begins_the_finished_word():
    finished = keystrokes("사람")
    assert all(finished.startswith(keystrokes(typed)) for typed in ["ㅅ", "사", "살", "사라", "사람"])


@pytest.mark.parametrize(
    ("last", "finished"),
    [("소", "송"), ("소", "솨"), ("ㅎ", "환"), ("ㅎ", "힣"), ("구", "귀"), ("그", "긔")],
)
def test_a_syllable_being_typed_can_become_the_finished_one(last, finished):
    assert any(low <= finished < high for kept, low, high in completions(last) if not kept)


def test_a_final_consonant_may_move_to_the_next_syllable():
    assert ("사", "라", "마") in completions("살")
    assert ("달", "가", "까") in completions("닭")


def test_no_completion_reaches_beyond_the_next_initial():
    assert all(not (low <= "싸" < high) for _, low, high in completions("소"))


def test_marks_go_and_hangul_stays_composed():
    assert strip_marks("Yŏnghŭi 영희") == "Yonghui 영희"


def test_korean_sorts_before_latin_and_in_dictionary_order():
    assert sorted(["Zürich", "하나", "가나", "apple", "까치", "각"], key=sort_key) == [
        "가나",
        "각",
        "까치",
        "하나",
        "apple",
        "Zürich",
    ]


def test_hangul_is_seen_in_mixed_text():
    assert is_hangul("NK 인권") and is_hangul("ㅎ") and not is_hangul("human 人權")
