"""A compartment is found by what people call it."""

from __future__ import annotations

import pytest

from bandi.foundation.vault.calling import all_called, compartment_called
from bandi.foundation.vault.models import Compartment

pytestmark = pytest.mark.django_db


@pytest.fixture
def testimony() -> Compartment:
    return Compartment.objects.create(key="testimony", name_en="What was told", name_ko="들은 이야기", tier=3)


@pytest.mark.parametrize("words", ["testimony", "Testimony", "what was told", " What  was told ", "들은 이야기"])
def test_by_its_short_word_and_by_its_name_in_either_language(testimony: Compartment, words: str):
    assert compartment_called(words) == testimony


def test_nothing_is_guessed(testimony: Compartment):
    Compartment.objects.create(key="testimony-2", name_en="What was told", name_ko="다른 이야기", tier=3)

    assert compartment_called("이야기") is None
    assert compartment_called("What was told") is None, "two are called so"
    assert compartment_called("testimony") == testimony
    assert "testimony (" in all_called() and "testimony-2 (" in all_called()
