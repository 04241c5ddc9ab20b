"""What is printed: a share a page, and four pages in two languages, one sheet each, with every command, button and page that they name."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from babel.messages.pofile import read_po
from django.core.management import get_commands, load_command_class

from bandi.foundation.backup import printing
from bandi.locks import shares
from tools import words

BEFORE_ALL = "source .venv/bin/activate"
"""Makes `bandi` known to the terminal; no command of ours."""
SAID = {"damaged": "손상", "Restored": "되살렸습니다", "The journal holds": "일지가 이어져 있습니다"}
"""What commands say, as far as the pages quote it: parts of their sentences."""
BOTH = [(name, language) for name in printing.PAGES for language in printing.LANGUAGES]


def text_of(pdf: bytes) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document), document[0].get_textpage().get_text_bounded()
    finally:
        document.close()


def test_a_share_is_whole_on_paper_and_in_text():
    lists = shares.split(bytes(range(32)))
    pages = printing.share_pages(lists, fingerprint="0000 1111 2222 3333 4444", made_on="2024-05-02")
    number, printed = text_of(printing.share_pdf(pages[3]))

    in_text = {int(at): word for at, word in re.findall(r"\b(\d{1,2}) ([a-z]{4,8})\b", pages[3].text().split("\n\n")[1])}
    assert " ".join(in_text[at] for at in range(1, 34)) == lists[3]
    assert number == 1 and all(word in printed for word in lists[3].split())
    for needed in ("4 / 5", "4 of 5", "0000 1111 2222 3333 4444", "2024-05-02", "세 조각", "Any three"):
        assert needed in printed


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_a_page_is_one_sheet_and_names_only_commands_that_exist(name, language):
    number, printed = text_of(printing.page_pdf(name, language))

    assert number == 1
    commands = [block["runs"][0]["text"] for block in printing.blocks(printing.page_source(name, language).read_text()) if block["kind"] == "command"]
    for line in commands:
        assert line.split()[-1] in printed
        if line == BEFORE_ALL:
            continue
        typed = re.sub(r"^BANDI_HOME=\S+ ", "", line).split()
        found = "_".join(typed[1:3]) if "_".join(typed[1:3]) in get_commands() else typed[1]
        options = load_command_class(get_commands()[found], found).create_parser("bandi", found)._option_string_actions
        assert typed[0] == "bandi" and all(word in options for word in typed if word.startswith("--"))
    assert not commands or name not in ("restore", "recover") or commands[0] == BEFORE_ALL, "or the terminal knows no bandi"


@pytest.mark.parametrize("name", printing.PAGES)
def test_both_languages_have_the_same_steps_and_commands(name):
    shapes = []
    for language in printing.LANGUAGES:
        blocks = printing.blocks(printing.page_source(name, language).read_text())
        shapes.append([(block["kind"], block["number"], block["runs"][0]["text"] if block["kind"] == "command" else "") for block in blocks])

    assert shapes[0] == shapes[1]


def named(page: str, language: str) -> list[set[str]]:
    """What each block of a page names: buttons, pages of the desk, other printed pages, sentences of commands."""
    blocks = printing.blocks(printing.page_source(page, language).read_text())
    return [{run["text"] for run in block["runs"] if run["kind"] == "name"} for block in blocks]


def titles(language: str) -> list[str]:
    return [printing.page_source(page, language).read_text().splitlines()[0].removeprefix("# ") for page in printing.PAGES]


@pytest.fixture(scope="module")
def in_korean() -> dict[str, set[str]]:
    """Each word that templates and code use, with the Korean that the desk shows for it; titles of pages; what commands say."""
    used = {word for _where, word in words.used()}
    korean: dict[str, set[str]] = {}
    for source in words.catalogues():
        with source.open("rb") as handle:
            for message in read_po(handle, locale="ko"):
                if isinstance(message.id, str) and message.id in used and message.string:
                    korean.setdefault(message.id, set()).add(str(message.string))
    for part, ko in SAID.items():
        assert any(part in word and any(ko in shown for shown in shows) for word, shows in korean.items()), f"no command says {part}"
        korean[part] = {ko}
    for en, ko in zip(titles("en"), titles("ko"), strict=True):
        korean[en] = {ko}
    for en, ko in _compartments():
        korean[en] = {ko}
    return korean


def _compartments() -> list[tuple[str, str]]:
    """The compartment that every new organisation gets."""
    made = re.search(r'key=AUDIT, name_en="(\w+)", name_ko="(\w+)"', (words.ROOT / "interfaces" / "desk" / "setting_up.py").read_text())
    assert made
    return [(made[1], made[2])]


@pytest.mark.parametrize("name", printing.PAGES)
def test_every_button_and_page_that_is_named_stands_on_the_desk_under_that_name_in_both_languages(name, in_korean):
    for english, korean in zip(named(name, "en"), named(name, "ko"), strict=True):
        unknown = english - set(in_korean)
        assert not unknown, f"nothing is called so: {unknown}"
        expected = [in_korean[one] for one in english]
        assert all(shown & korean for shown in expected), f"{english} are not called {korean} in Korean"
        assert korean <= set().union(*expected), f"{korean} name more than {english}"


def test_the_pages_name_what_is_pressed(in_korean):
    assert {"Lock everything now", "Let out", "Sign out everywhere"} <= {one for page in printing.PAGES for block in named(page, "en") for one in block}
