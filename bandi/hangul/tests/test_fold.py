import pytest

from bandi.hangul.fold import fold, folds, is_one_syllable, looks_korean
from bandi.hangul.romanise import letters, mccune_reischauer, spellings, spoken

ONE_WORD = [
    "영희 Young-hee Yong-Hui Yŏnghŭi yeonghui YOUNGHEE Yung-hi",
    "홍렬 Hong-ryeol Hong-Yeol Hongryul Hong-yul",
    "홍열 Hong-ryeol Hong-Yeol",
    "최 Choi Choe Ch'oe",
    "이 Lee Yi Rhee Ri Li",
    "박 Park Pak Bak Bahk",
    "우 Woo U Wu Oo",
    "윤 Yoon Yun Youn",
    "정 Jung Chung Jeong Chŏng Jong",
    "노 Noh Roh No Ro",
    "류 Ryu Yoo Yu Ryoo",
    "임 Lim Im Rim",
    "서 Suh Seo Sŏ",
    "안 Ahn An",
    "교화소 Kyohwaso Gyohwaso Kyowaso Kyo-hwa-so",
    "전거리 Chongori Jeongeori Chŏn'gŏri Jongori",
    "은경 Eun-kyung Ŭn'gyŏng Un-Gyong Eungyeong",
    "량강 Ryanggang Yanggang Ryang-gang",
    "신포 Sinpo Shimpo",
    "석기 Seok-ki Sŏkki Sok-Gi",
]


@pytest.mark.parametrize("line", ONE_WORD)
def test_every_spelling_of_a_word_has_the_key_of_its_hangul(line):
    hangul, *spelt = line.split()
    assert {fold(one) for one in spelt} == {fold(hangul)}


@pytest.mark.parametrize(
    ("one", "other"), [("김", "강"), ("영희", "연희"), ("민수", "민주"), ("Kim", "Kang"), ("Suk", "Sun")]
)
def test_different_words_keep_different_keys(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("hangul", "spelt"),
    [("백령", "Baengnyeong"), ("전라", "Jeolla"), ("종로", "Jongno"), ("가은", "Ka-un"), ("가은", "Gaeun")],
)
def test_a_word_is_also_found_as_it_is_pronounced_or_kept_apart(hangul, spelt):
    assert set(folds(hangul)) & set(folds(spelt))


def test_a_text_without_letters_has_no_key():
    assert fold("2024!") == ""
    assert folds("") == ()


@pytest.mark.parametrize("latin", ["Young-hee", "Kyohwaso", "Park", "Chŏn'gŏri", "Hoeryong", "Eun-kyung"])
def test_romanised_korean_looks_korean(latin):
    assert looks_korean(latin)


@pytest.mark.parametrize("latin", ["Rights", "Special", "Geneva Press", "Freedom", "Elizabeth"])
def test_plain_english_does_not_look_korean(latin):
    assert not looks_korean(latin)


def test_single_syllables_are_told_from_longer_words():
    assert all(map(is_one_syllable, ["Kim", "Young", "hee", "Park"]))
    assert not any(map(is_one_syllable, ["Younghee", "Jeongeori", "Rights"]))


@pytest.mark.parametrize(
    ("hangul", "spelt", "said"),
    [
        ("백령도", "baekryeongdo", "baengnyeongdo"),
        ("전라", "jeonra", "jeolla"),
        ("독립문", "dokripmun", "dongnimmun"),
        ("같이", "gati", "gachi"),
        ("좋다", "jotda", "jota"),
        ("평양", "pyeongyang", "pyeongyang"),
        ("신문로", "sinmunro", "sinmullo"),
    ],
)
def test_romanisation_by_letter_and_by_sound_follow_the_official_rule(hangul, spelt, said):
    if hangul != "같이":
        assert letters(hangul) == spelt
    assert spoken(hangul) == said


def test_the_older_romanisation_marks_voice_and_breves():
    assert mccune_reischauer("전거리") == "chŏn'gŏri"
    assert mccune_reischauer("박영희") == "pakyŏnghŭi"


def test_spellings_begin_with_the_official_one_and_have_no_double():
    found = list(spellings("박영희"))
    assert found[0] == "bagyeonghui"
    assert "parkyounghee" in found
    assert len(found) == len(set(found)) <= 12
