"""What strangers wrote does not steer the terminal of who keeps the server, whichever command prints it, and forges no line."""

from __future__ import annotations

import io
import json
import sys

import pytest
from django.core.management import call_command

from bandi.config.command import main
from bandi.config.plain_streams import PlainStream
from bandi.foundation.access.models import Account
from bandi.foundation.audit.terminal import one_line
from bandi.foundation.records import editing
from bandi.interfaces.desk.management.commands.audit_readings import _called
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tests.world import activity
from bandi.register.claims.models import Claim

STEERING = "\x1b[2J\x1b]0;owned\x07\x9b31m\x08\u202e\u2066"


def test_signs_that_steer_a_terminal_are_written_out_and_lines_stay() -> None:
    written = io.StringIO()
    PlainStream(written).write(f"one{STEERING}\ntwo\tthree\r")

    assert not set(STEERING) - set("[]0;2Jowned31m") & set(written.getvalue())
    assert written.getvalue().startswith("one\\u001b[2J") and written.getvalue().endswith("\ntwo\tthree\r")


def test_korean_and_joined_emoji_stay_as_they_are() -> None:
    written = io.StringIO()
    PlainStream(written).write("홍보기 👩‍👧 ‏".rstrip("\u200f"))

    assert written.getvalue() == "홍보기 👩‍👧 "


def test_json_is_read_back_as_the_very_characters() -> None:
    written = io.StringIO()
    PlainStream(written).write(json.dumps({"name": STEERING}, ensure_ascii=False))

    assert json.loads(written.getvalue()) == {"name": STEERING}


def test_every_command_speaks_in_letters(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    monkeypatch.setattr(sys, "argv", ["bandi", "disclosure", "mask", f"홍보기{STEERING}"])

    with pytest.raises(SystemExit):
        main()

    told = capsys.readouterr()
    assert "\\u001b" in told.out + told.err
    assert not set("\x1b\x9b\x07\u202e") & set(told.out + told.err)


def test_a_value_of_several_lines_is_one_in_an_answer() -> None:
    assert one_line("W-1\n2031-05-02  ada  opened\x85W-2\u2028W-3") == "W-1 2031-05-02 ada opened W-2 W-3"


@pytest.mark.django_db
def test_a_title_forges_no_line_of_the_readings(ada: Account) -> None:
    row = activity(title="Lantern walk\n2031-05-02 10:00:00  ben  opened  W-2031-001")

    assert "\n" not in _called(row.pk, row.record, Reader(ada))


@pytest.mark.django_db
def test_a_statement_forges_no_line_of_the_check(ada: Account, capsys: pytest.CaptureFixture[str]) -> None:
    editing.create(Claim, by=None, ref="2031/F001", year=2031, statement_en="Twelve lanterns\nF002  99  99  forged", value=12)

    call_command("report_check", "--year", "2031", "--language", "en")

    assert not [line for line in capsys.readouterr().out.splitlines() if line.startswith("F002")]
