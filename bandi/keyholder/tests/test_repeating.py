"""Where one text repeats another."""

from __future__ import annotations

import random
import time

import pytest

from bandi.keyholder.repeating import RUN, Text, bare, repeated

STORY = (
    "In the third winter the lantern went out, and my sister walked along the frozen river to the mill. "
    "Nobody was hurt. They asked us where the fireflies had gone, and we did not say.\n"
    "세 번째 겨울에 등불이 꺼졌고 언니는 얼어붙은 강을 따라 방앗간까지 걸어갔습니다. 우리는 아무 말도 하지 않았습니다."
)


def found(text: str, story: str = STORY) -> tuple[str, bool] | None:
    place = Text(text).repeats(story)
    return (text[place[0] : place[1]], place[2]) if place else None


@pytest.mark.parametrize(
    "copied",
    [
        "the lantern went out, and my sister walked along the frozen river to the mill",
        "“The Lantern went out – and my sister   walked along the\nfrozen river to the mill”",
        "언니는 얼어붙은 강을 따라 방앗간까지 걸어갔습니다. 우리는 아무 말도",
        "언니는  얼어붙은 강을 따라 방앗간까지 걸어갔습니다; 우리는 아무 말도 하지",
    ],
)
def test_a_run_of_words_is_found_whatever_stands_between_its_letters(copied):
    text = f"We were told a lot this year. A witness said: {copied} and went on. 그 밖의 활동도 있었습니다."

    passage, is_long = found(text)

    assert is_long and bare(copied)[5:-5] in bare(passage)
    assert not passage.startswith("We were told")


def test_a_whole_sentence_is_found_and_called_short():
    assert found("They came. 우리는 아무 말도 하지 않았습니다. 그리고 갔습니다.") == ("우리는 아무 말도 하지 않았습니다.", False) or found(
        "They came. 우리는 아무 말도 하지 않았습니다. 그리고 갔습니다."
    )[1] is False


@pytest.mark.parametrize("text", ["", "2024", "My sister walked to the mill by the river in winter.", "북한이탈주민의 보호 및 정착지원에 관한 법률", "Nobody was hurt."])
def test_other_words_are_not_a_copy(text):
    assert found(text) is None
    assert found("A law: 북한이탈주민의 보호 및 정착지원에 관한 법률, article 2.", "We know 북한이탈주민의 보호 및 정착지원에 관한 법률 well.") is None


def test_a_run_is_found_wherever_it_begins():
    letters = "".join(random.Random(7).choice("abcdefghijklmnopqrstuvwxyz") for _ in range(400))
    for at in range(40):
        assert found(f"xx {letters[at : at + RUN]} yy", letters) is not None, at
        assert found(f"xx {letters[at : at + RUN - 25]} yy", letters) is None, at


def test_closed_cells_are_passed_over_and_each_record_is_told_once():
    text = f"A witness said: {STORY}"

    hits = repeated(text, [(4, [None]), (7, [STORY.encode()]), (9, [b"another river"])])

    assert [hit.index for hit in hits] == [7]


def test_a_long_text_is_compared_in_time_that_grows_with_it():
    chance = random.Random(3)
    word = lambda: "".join(chance.choice("etaoinshrdlu") for _ in range(6))  # noqa: E731
    report, stories = " ".join(word() for _ in range(20_000)), [" ".join(word() for _ in range(3_000)).encode() for _ in range(20)]
    started = time.process_time()

    assert repeated(report, list(enumerate([story] for story in stories))) == []
    assert time.process_time() - started < 5


NEAR = (
    "In the third winter the lamp went out, and my sister walked beside the frozen river to the mill. Nobody was harmed. They asked us where all the fireflies had gone, and we did not tell.",
    "세 번째 겨울에 등불이 꺼졌고 언니는 얼어붙은 강을 따라서 방앗간까지 걸어갔다고 합니다. 우리들은 아무 말도 하지 못했습니다.",
)


def near(text: str, story: str = STORY) -> tuple[bool, bool] | None:
    hits = repeated(text, [(0, [story.encode()])])
    return (hits[0].is_long, hits[0].is_near) if hits else None


@pytest.mark.parametrize("reworded", NEAR)
def test_a_copy_in_which_words_were_changed_is_found_at_its_place(reworded):
    text = f"We were told a lot this year and wrote it down. {reworded} 그 밖의 활동도 있었습니다. The Board met in spring to speak about other things."

    (hit,) = repeated(text, [(0, [STORY.encode()])])

    assert hit.is_near or hit.is_long
    assert bare(text[hit.start : hit.end])[20:60] in bare(reworded) or bare(reworded)[20:60] in bare(text[hit.start : hit.end])


def test_a_story_of_the_same_things_in_other_words_is_no_copy():
    assert near("My sister went to the mill when the river was ice; it was winter and our lamp had burnt down. No one came to harm. We kept silent when they came to ask about the lights.") is None
    assert near("언니가 방앗간에 간 것은 강이 언 겨울이었다. 등불은 이미 꺼져 있었고, 누가 물어도 우리는 입을 다물었다. 그해에는 반딧불이도 없었다.") is None


def test_common_phrases_from_all_over_a_long_testimony_are_no_copy():
    words = ["the", "committee", "asked", "the", "delegation", "about", "the", "rights", "of", "people", "in", "the", "country", "and", "the", "government", "did", "not", "answer", "the", "question", "of", "the", "session"]
    dice = random.Random(3)
    long = " ".join(dice.choice(words) for _ in range(40_000))

    assert repeated("The committee asked about the rights of the people, and the government of the country did not answer.", [(0, [long.encode()])]) == []


def test_a_long_testimony_is_compared_in_little_time():
    dice = random.Random(5)
    long = " ".join("".join(dice.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(6)) for _ in range(60_000))
    begun = time.process_time()
    repeated(" ".join(NEAR) * 200, [(0, [long.encode()])])

    assert time.process_time() - begun < 5
