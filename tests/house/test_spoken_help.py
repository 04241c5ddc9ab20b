"""Commands that people type on the worst day explain themselves in Korean where the terminal is Korean, and in English elsewhere."""

from __future__ import annotations

import re
from argparse import SUPPRESS

import pytest
from django.core.management import get_commands, load_command_class

from bandi.config.commands import FOR_PROGRAMMERS, listed
from tools.documents import commands_page

NAMES = (
    "backup_create", "backup_verify", "backup_restore", "audit_verify", "audit_checkpoint", "audit_prove", "audit_readings", "keys_rotate", "keys_grant",
    "keys_revoke", "keys_rehearse", "keys_recover", "keys_shares", "person_erase", "init",
)  # fmt: skip
HANGUL = re.compile("[가-힣]")


def explained(name: str) -> list[str]:
    parser = load_command_class(get_commands()[name], name).create_parser("bandi", name)
    helps = [str(action.help) for action in parser._actions if action.dest not in FOR_PROGRAMMERS and action.help not in (None, SUPPRESS)]
    assert parser.format_help()
    return [str(parser.description), *helps]


@pytest.mark.parametrize("name", NAMES)
def test_help_is_in_the_language_of_the_terminal(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert [text for text in explained(name) if not HANGUL.search(text)] == []

    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert [text for text in explained(name) if HANGUL.search(text)] == []


def test_the_list_of_commands_is_in_the_language_of_the_terminal_and_the_page_of_docs_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert HANGUL.search(dict(listed())["backup create"])
    assert not HANGUL.search(commands_page())

    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert not HANGUL.search(dict(listed())["backup create"])
