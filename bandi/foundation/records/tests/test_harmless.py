"""No cell of a file that leaves begins a formula, however its beginning is typed."""

from __future__ import annotations

import pytest

from bandi.foundation.records.taking import harmless, writable


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM", "  =1", "\u3000=1", "\ufeff=1", "\u200b@x"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Acorn = oak", "홍달무", "2031-05-02", " plain", "(=1)"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_workbook_holds_no_sign_that_would_keep_it_from_being_made(sign: str) -> None:
    assert writable(f"홍{sign}달무\n👩‍👧") == "홍달무\n👩‍👧"
