"""Letters from pictures, in a jail of its own; where tesseract is missing that is said."""

from __future__ import annotations

import os

import pytest

from bandi.parsing import Pixels, page_images, recognising
from bandi.parsing.errors import NotRead, OverLimit, Stopped
from bandi.parsing.limits import MIB, Limits
from bandi.parsing.recognising import languages, recognise
from bandi.parsing.tests import files

pytestmark = pytest.mark.usefixtures("jail_works")


@pytest.fixture
def tesseract() -> None:
    if not languages():
        if os.environ.get("BANDI_REQUIRE_ALL"):
            pytest.fail("tesseract is not installed")
        pytest.skip("tesseract is not installed")


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_letters_on_a_page_are_recognised() -> None:
    reading = recognise(page_images(files.pdf(1), width=1_200), wanted=("eng",))

    assert "Firefly page 1" in reading.text
    assert reading.problems == ("recognised",)
    assert [block.page for block in reading.blocks] == [1]


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_an_empty_page_has_no_text() -> None:
    assert recognise([Pixels(200, 200, b"\xff" * 120_000)]).problems == ("no-text",)


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_recognition_is_held_by_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    page = next(page_images(files.pdf(1), width=1_200))

    monkeypatch.setattr(recognising, "PAGE", Limits(memory=1_024 * MIB, processor=1, wall=1, answer=MIB))
    with pytest.raises(Stopped):
        recognise([page] * 3 + [Pixels(4_000, 4_000, os.urandom(48_000_000))])
    monkeypatch.setattr(recognising, "PAGE", Limits(memory=1_024 * MIB, processor=60, wall=60, answer=3))
    with pytest.raises(OverLimit):
        recognise([page])


def test_a_machine_without_tesseract_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "_PROGRAM", "/nowhere")

    with pytest.raises(NotRead):
        recognise([Pixels(1, 1, bytes(3))])
