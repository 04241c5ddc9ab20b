import pytest

from bandi.hangul.compounds import split_compound
from bandi.hangul.keyboard import to_hangul, to_latin
from bandi.hangul.name_parts import split_name
from bandi.hangul.particles import stems
from bandi.hangul.tokens import compact, document_tokens, index_tokens, title_tokens


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("대전에서", "대전"),
        ("서울을", "서울"),
        ("교화소는", "교화소"),
        ("특별보고관에게", "특별보고관"),
        ("서울로", "서울"),
        ("송환된", "송환"),
    ],
)
def test_a_particle_is_taken_off(word, stem):
    assert stem in stems(word)


@pytest.mark.parametrize("word", ["마을", "가을", "인권", "강", "학교를를를를를를를를를를을"])
def test_a_word_without_a_possible_particle_stays(word):
    assert "마" not in stems(word) and all(len(stem) > 1 for stem in stems(word))


def test_a_particle_stands_only_where_the_sound_allows():
    assert stems("학교을") == ()
    assert stems("서울를") == ()


def test_neighbours_reach_across_a_space_but_not_across_a_sentence():
    assert set(index_tokens("강제 송환")) >= {"강제", "제송", "송환", "강", "송"}
    assert "제송" not in index_tokens("강제. 송환")


def test_the_possessive_goes_and_the_hyphen_joins():
    assert set(index_tokens("Young-hee's friends")) >= {"young", "hee", "younghee", "friends"}
    assert "s" not in index_tokens("Ada’s")


def test_marks_case_and_thousands_do_not_matter():
    assert set(index_tokens("SALMÓN")) >= {"salmon"}
    assert "1183" in index_tokens("1,183 people")
    assert set(index_tokens("HRC55")) >= {"hrc55", "hrc", "55"}


def test_a_name_is_found_by_its_parts():
    assert split_name("김영희") == ("김", "영희")
    assert split_name("남궁영수") == ("남궁", "영수")
    assert split_name("교화소") is None
    assert {"~kim", "~yoghi", "~kimyoghi"} <= set(index_tokens("김영희는"))


def test_a_compound_is_found_by_its_parts():
    assert split_compound("전거리교화소") == ("전거리", "교화소")
    assert {"~cogori"[:5], "~kyowaso"} - set(index_tokens("전거리교화소")) <= {"~cogo"}


def test_initials_and_beginnings_are_kept_of_titles_only():
    assert {".ㄱㅈ", ".ㄱㅈㅅ", ".ㅈㅅㅎ", "^강제송", "^ㄱ"} <= set(title_tokens("강제 송환"))
    assert not [token for token in index_tokens("강제 송환") if token[0] in ".^="]


def test_every_token_of_a_title_also_stands_unmarked():
    tokens = set(document_tokens(titles=("강제송환 반대", "Against repatriation"), text="", labels=("@x",)))
    marked = set(index_tokens("강제송환 반대 Against repatriation"))
    assert marked & tokens == {token for token in marked if "." + token in tokens}


def test_no_token_holds_a_space_or_a_quotation_mark():
    tokens = document_tokens(titles=("\"강제\" '송환' (2024) a.b/c_d", ""), text="x\ty\n“인용” — e-mail@example.org")
    assert tokens and not [token for token in tokens if set(token) & set(" \"'\t\n*():")]


@pytest.mark.parametrize("text", ["", "  ", "—!?", "😀", "\x00"])
def test_text_without_words_has_no_tokens(text):
    assert index_tokens(text) == [] and title_tokens(text) == []


def test_a_title_is_compared_without_spaces_marks_and_case():
    assert compact("Report: Salmón’s  Visit") == compact("report salmons visit")
    assert compact("강제 송환!") == "강제송환"


def test_the_other_keyboard_is_read():
    assert to_hangul("rkdwpthdghks") == "강제송환"
    assert to_hangul("ekfr") == "닭"
    assert to_latin("ㅗㅕㅡ무") == "human"
    assert to_hangul("human") == "" and to_hangul("55") == "" and to_latin("ab") == ""
