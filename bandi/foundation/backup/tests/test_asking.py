"""Asking for shares: what is wrong is said at once, in both languages, and a wrong share is asked for again."""

from __future__ import annotations

import pytest
from django.utils import translation

from bandi.foundation.backup.asking import lists_of
from bandi.foundation.reference.terminal import Stop
from bandi.locks import shares


@pytest.fixture(scope="module")
def five() -> list[str]:
    return shares.split(bytes(range(32)))


def answers(*given: str):
    waiting = iter(given)
    return lambda _prompt: next(waiting)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_mistake_is_named_and_the_share_asked_for_again(five, capsys, language):
    wrong = five[1].split()
    wrong[9] = "acid" if wrong[9] != "acid" else "acne"
    strange = ["glowworm", *five[1].split()[1:]]
    other = shares.split(bytes(32))[3]
    given = [five[0], " ".join(wrong), " ".join(strange), five[1].rsplit(" ", 1)[0], five[0], other, "", five[1], five[4]]

    with translation.override(language):
        lists = lists_of({}, ask=answers(*given))

    said = capsys.readouterr().out
    assert lists == [five[0], five[1], five[4]]
    expected = {
        "en": ["look at word 10", "word 1 is not in the list", "has 32 words", "the same as share 1", "another set", "Share 3 is right"],
        "ko": ["10번 낱말부터", "1번 낱말이 목록에 없습니다", "낱말이 32개", "1번째 조각과 같습니다", "다른 묶음", "3번째 조각이 맞습니다"],
    }
    for sentence in expected[language]:
        assert sentence in said
    assert " ".join(five[0].split()[6:9]) not in said, "the shares themselves are never repeated"


def test_an_input_that_ends_and_a_file_that_is_wrong_stop(five, tmp_path):
    def ends(_prompt: str) -> str:
        raise EOFError

    with translation.override("en"), pytest.raises(Stop, match="ended before"):
        lists_of({}, ask=ends)
    file = tmp_path / "shares"
    file.write_text("\n".join([five[0], five[0], five[1]]))
    with translation.override("en"), pytest.raises(Stop, match="the same as share 1"):
        lists_of({"shares_file": str(file)})
    with translation.override("en"), pytest.raises(Stop, match="cannot be read"):
        lists_of({"shares_file": str(tmp_path / "none")})


def test_a_file_may_hold_the_pages_as_they_were_printed(five, tmp_path):
    file = tmp_path / "shares"
    file.write_text("\n\n".join(_page(words, number) for number, words in ((1, five[0]), (3, five[2]), (5, five[4]))))
    assert lists_of({"shares_file": str(file)}) == [five[0], five[2], five[4]]


def _page(words: str, number: int) -> str:
    listed = words.split()
    rows = [" ".join(f"{at + 1:>2} {listed[at]:<12}" for at in (row, row + 11, row + 22)) for row in range(11)]
    return f"Bandi recovery share {number} of 5\n2031-05-02   c486 332f 389e\n\n" + "\n".join(rows) + "\n\nAny three of the five shares bring the office back."
