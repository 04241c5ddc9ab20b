"""Every code of the reader of strangers' files has its sentence, in both languages."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from bandi.foundation.records.previews import Busy
from bandi.foundation.records.reader_words import NOT_READ, PARTIAL, PROBLEMS, remarks, why_not
from bandi.parsing import answers, errors


def test_no_code_is_without_words_and_no_words_without_a_code() -> None:
    known = {one.code for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.ParsingError)}

    assert set(PROBLEMS) == answers.PROBLEMS
    assert set(NOT_READ) == known | {Busy.code}
    assert PARTIAL <= answers.PROBLEMS


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_words_are_there_in_both_languages(language: str) -> None:
    with override("en"):
        english = [*remarks(PROBLEMS), *map(why_not, NOT_READ)]
    with override(language):
        said = [*remarks(PROBLEMS), *map(why_not, NOT_READ)]

    assert all(said) and (said == english) == (language == "en")
    assert language == "en" or not set(said) & set(english)


def test_a_code_that_nobody_knows_has_words_too() -> None:
    with override("en"):
        assert remarks(["strange"]) == ["Something in it could not be read."]
        assert why_not("strange") == "The file could not be read." == why_not(errors.ParsingError())
