"""Names without a title, an age or a label, of rare syllables; and nouns and verbs that look like them. All people are invented."""

from __future__ import annotations

import math
from random import Random

import pytest

from bandi.disclosure import find, people
from bandi.disclosure.untitled import standing
from bandi.disclosure.words import is_word, surnames
from bandi.names.inventory import inventory

FRAMES = (
    ("{}과 함께 강을 건넜다.", "{}와 함께 강을 건넜다."), ("그날 {}은 집에 없었다.", "그날 {}는 집에 없었다."), ("나는 {}을 시장에서 보았다.", "나는 {}를 시장에서 보았다."),
    ("{}이 끌려간 것은 가을이었다.", "{}가 끌려간 것은 가을이었다."), ("{}에게 편지를 썼다.",) * 2, ("{}의 집은 비어 있었다.",) * 2, ("{}도 그 자리에 있었다.",) * 2,
)  # fmt: skip


def written(name: str, frame: tuple[str, str]) -> str:
    return frame[(ord(name[-1]) - 0xAC00) % 28 == 0].format(name)


def found(text: str) -> list[str]:
    return [text[leak.start : leak.end] for leak in find(text, kinds=["name"])]


def invented(count: int, *, flatness: float) -> list[str]:
    """Return names of a surname and two syllables; the flatter, the rarer are the syllables."""
    dice, stock = Random(20261126), inventory()
    families = [(one, math.exp(weight / 2)) for one, weight in surnames().items() if len(one) == 1]
    syllables = [(one, stock.given[stock.number[one]] ** flatness) for one in stock.syllables if len(one) == 1 and stock.given[stock.number[one]] > 2e-5]
    names: list[str] = []
    while len(names) < count:
        family = dice.choices([one for one, _ in families], [weight for _, weight in families])[0]
        name = family + "".join(dice.choices([one for one, _ in syllables], [weight for _, weight in syllables], k=2))
        if not is_word(name):
            names.append(name)
    return names


@pytest.mark.parametrize("name", ["홍달무", "강채치", "이두례", "한낙유", "송직가"])
@pytest.mark.parametrize("frame", FRAMES[:5])
def test_a_rare_name_without_a_title_is_found_by_what_follows_it(name: str, frame: tuple[str, str]) -> None:
    assert name in found(written(name, frame))


@pytest.mark.parametrize("text", [
    "이사회와 함께 회의를 열었다.", "강가에서 목소리와 발소리가 들렸다.", "정부는 이를 지원하여야 한다.", "문제임을 밝혔다.", "보고서를 정정하는 사람이 없었다.", "조사단에게 자료를 보냈다.",
    "전망대와 임진각을 둘러보았다.", "한옥마을에서 사흘을 지냈다.", "이보다 나은 방법이 없다.", "주민들은 기다리는 수밖에 없었다.", "조총련에 속한 학교이다.", "변조해야 한다고 말했다.",
])  # fmt: skip
def test_nouns_and_verbs_before_the_same_particles_are_no_names(text: str) -> None:
    assert found(text) == []


def test_four_of_five_names_of_rare_syllables_are_found_and_far_fewer_without_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = Random(7)
    texts = [(name, written(name, dice.choice(FRAMES))) for name in invented(200, flatness=0.35)]

    with_it = sum(name in found(text) for name, text in texts)
    monkeypatch.setattr(people, "standing", lambda *_: 0.0)
    without = sum(name in found(text) for name, text in texts)

    assert with_it >= 160
    assert without < with_it - 40


def test_a_particle_that_does_not_fit_the_last_sound_says_nothing() -> None:
    assert standing("홍달무", "와", "와 함께") > 4
    assert standing("홍달무", "과", "과 함께") == 0
    assert standing("홍달무", "", " 함께") == 0
