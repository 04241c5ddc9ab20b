"""A paper kept as plain data is the same paper again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from bandi.foundation.records.blocks import Bullets, Column, Fact, Run, Table, plain
from bandi.foundation.records.paper_keeping import digest_of, kept, paper_from
from bandi.foundation.records.papers import Head, Paper, Passage, Signature

PAPER = Paper(
    kind="submission", language="ko", title="등불에 관하여", sender="등불회", letterhead=("1 Pond Lane",), facts=(Fact("제출", plain("등불회")),),
    body=(
        Head("Ferries", 2), Passage((Run("412 ferries sank", bold=True, note="Pond Report, para. 4"), Run("."))), Passage(plain("As they said."), is_quote=True),
        Bullets((plain("first"), plain("second")), numbered=True), Table("Count", (Column("Year", 2), Column("Number", align="end")), ((plain("2031"), plain("7")),)),
    ),
    is_numbered=True, signatures=(("Signed by", (Signature("Mill Circle", "Chair"), Signature("Reed", is_signed=False))),), annexes=("Map",), annexes_title="Annexes",
    dated_on=date(2031, 3, 1), records=("a",),
)  # fmt: skip


def test_a_kept_paper_comes_back_as_it_was() -> None:
    assert paper_from(json.loads(json.dumps(kept(PAPER)))) == PAPER


def test_the_digest_tells_one_word_from_another_and_not_one_order_of_keys_from_another() -> None:
    data = kept(PAPER)

    assert digest_of(dict(reversed(data.items()))) == digest_of(data)
    assert digest_of(kept(replace(PAPER, title="등불에 관해"))) != digest_of(data)
