"""Commands, figures, settings and words are documented; a new one without a word fails here."""

from __future__ import annotations

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


def test_no_word_is_translated_by_an_empty_one() -> None:
    assert all(words.translated())


def test_the_list_of_commands_names_those_of_the_libraries_too() -> None:
    from bandi.config.command import LIBRARIES, listed

    named = {words for words, _what in listed()}

    assert {"names compare", "citations find", "keyd", "init", "serve", "files sweep"} <= named
    assert LIBRARIES.keys() <= {words.split()[0] for words in named}
    assert all(what for _words, what in listed())
