"""What is printed: a share a page, and four pages in two languages, one sheet each, with every command that they name."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from django.core.management import get_commands, load_command_class

from bandi.foundation.backup import printing
from bandi.locks import shares

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
        words = re.sub(r"^BANDI_HOME=\S+ ", "", line).split()
        found = "_".join(words[1:3]) if "_".join(words[1:3]) in get_commands() else words[1]
        options = load_command_class(get_commands()[found], found).create_parser("bandi", found)._option_string_actions
        assert words[0] == "bandi" and all(word in options for word in words if word.startswith("--"))
        assert line.split()[-1] in printed


@pytest.mark.parametrize("name", printing.PAGES)
def test_both_languages_have_the_same_steps_and_commands(name):
    shapes = []
    for language in printing.LANGUAGES:
        blocks = printing.blocks(printing.page_source(name, language).read_text())
        shapes.append([(block["kind"], block["number"], block["runs"][0]["text"] if block["kind"] == "command" else "") for block in blocks])

    assert shapes[0] == shapes[1]
