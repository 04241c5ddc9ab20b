"""`bandi person erase`: asks again, says why not, in the language of the terminal."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command

from bandi.foundation.access.models import Account
from bandi.foundation.vault.models import SubjectKey
from bandi.interfaces.desk.tests.sealed_world import Office
from bandi.register.people.erasing import is_erased
from bandi.register.people.holding import place_hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return Office(ada, dan, ben)


def ended(*words: str) -> int:
    try:
        call_command("person_erase", *words)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_it_destroys_and_tells_a_program_how_much(office: Office, capsys: pytest.CaptureFixture[str]):
    assert ended("W-2031-001", "--basis", "withdrawal", "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"code": "W-2031-001", "subjects": 2, "was_erased": False}
    assert is_erased(office.person) and not SubjectKey.objects.filter(subject=office.statement.subject).exists()
    assert ended("W-2031-001", "--basis", "withdrawal") == 0
    assert capsys.readouterr().out.strip() == "W-2031-001 was erased before; nothing of it opens."


@pytest.mark.parametrize("typed", ["W-2031-002", "", None])
def test_another_code_or_none_destroys_nothing(office: Office, monkeypatch: pytest.MonkeyPatch, typed: str | None):
    def answer(_prompt: str) -> Any:
        if typed is None:
            raise EOFError
        return typed

    monkeypatch.setattr("builtins.input", answer)
    assert ended("W-2031-001", "--basis", "withdrawal") == 2
    assert not is_erased(office.person)


def test_a_code_that_nobody_has_and_a_hold_say_why_in_both_languages(office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    assert ended("W-0000-000", "--basis", "withdrawal", "--yes") == 2
    place_hold(person=office.person, reason="Court of Examples", by=office.ada)
    assert ended("W-2031-001", "--basis", "withdrawal", "--yes") == 3 and not is_erased(office.person)
    said = capsys.readouterr().err
    assert "No protected person has the code W-0000-000." in said and "A legal hold stands" in said
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert ended("W-2031-001", "--basis", "withdrawal", "--yes") == 3
    assert "보존 명령" in capsys.readouterr().err
