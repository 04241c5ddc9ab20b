"""Commands, figures, settings and words are documented; a new one without a word fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import documents, words


def test_every_setting_is_documented(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert documents.undocumented_settings() == []

    (tmp_path / "settings.md").write_text("`BANDI_HOME`")
    monkeypatch.setattr(documents, "DOCS", tmp_path)
    assert "BANDI_PORT" in documents.undocumented_settings()


def test_the_generated_pages_say_what_the_code_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert documents.outdated() == [], "run `make docs`"

    monkeypatch.setattr(documents, "DOCS", tmp_path)
    assert documents.outdated() == ["commands.md", "figures.md", "access.csv"]


def test_every_word_of_the_interface_has_its_korean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert words.missing() == []

    template = tmp_path / "templates" / "page.html"
    template.parent.mkdir()
    template.write_text('{% translate "A word nobody translated" %}')
    monkeypatch.setattr(words, "ROOT", tmp_path)
    assert words.missing() == ["templates/page.html: 'A word nobody translated'"]


def test_a_word_told_apart_by_a_context_needs_its_korean_in_that_context(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    catalogue = tmp_path / "room" / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "open"\nmsgstr "공개"\n')
    (tmp_path / "room" / "deadlines.py").write_text('WORD = pgettext_lazy("deadline", "open")\n')
    monkeypatch.setattr(words, "ROOT", tmp_path)
    assert words.missing() == ["room/deadlines.py: 'deadline\\x04open'"]

    catalogue.write_text('msgctxt "deadline"\nmsgid "open"\nmsgstr "남음"\n')
    assert words.missing() == []


def test_a_word_has_one_korean_in_the_whole_house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Catalogues are read as one: an open record was called 미확인 (unconfirmed), because the journal's catalogue meant an open question by it."""
    assert words.at_odds() == []

    for room, korean in (("audit", "미확인"), ("records", "공개")):
        catalogue = tmp_path / room / "locale" / "ko" / "LC_MESSAGES" / "django.po"
        catalogue.parent.mkdir(parents=True)
        catalogue.write_text(f'msgid "open"\nmsgstr "{korean}"\n')
    monkeypatch.setattr(words, "ROOT", tmp_path)
    assert len(words.at_odds()) == 1

    catalogue.write_text(f'msgctxt "handling"\nmsgid "open"\nmsgstr "{korean}"\n')
    assert words.at_odds() == []


def test_no_korean_sentence_leaves_the_choice_of_a_particle_to_its_reader() -> None:
    """“%(name)s은(는)”: a program that writes so has not been read aloud. The sentence is turned round instead."""
    doubled = re.compile(r"은\(는\)|을\(를\)|이\(가\)|와\(과\)|\(으\)로|\(이\)라")
    sources = [*words.catalogues(), *(path for path in words.ROOT.rglob("*.py") if "tests" not in path.parts)]

    assert [str(path) for path in sources if doubled.search(path.read_text())] == []
    assert doubled.search("%(name)s은(는) 없습니다")


def test_no_word_is_translated_by_an_empty_one() -> None:
    assert all(words.translated())


def test_the_list_of_commands_names_those_of_the_libraries_too() -> None:
    from bandi.config.command import LIBRARIES
    from bandi.config.commands import listed

    named = {words for words, _what in listed()}

    assert {"names compare", "citations find", "keyd", "init", "serve", "files sweep"} <= named
    assert LIBRARIES.keys() <= {words.split()[0] for words in named}
    assert all(what for _words, what in listed())
