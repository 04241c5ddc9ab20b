"""The gate: what blocks, what asks, what is answered, who signs, and the receipt that stays."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from bandi.foundation.access import approvals
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import disclosing, release, releasing, releasing_erasure
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.models import Handling, Receipt, ReceiptObjection, Record, uses_of
from bandi.foundation.records.release import (
    Asked,
    Audience,
    Cells,
    File,
    IdentityForm,
    Objection,
    Outgoing,
    Passage,
    Purpose,
    Severity,
    review,
)

pytestmark = pytest.mark.django_db
TODAY = date(2031, 3, 12)
CLEAN = "The Board met in Seoul on 15 March. 이사회는 서울에서 열렸다."
PHONE = "Call her on 010-5550-0142 after dark."


@pytest.fixture(autouse=True)
def own_checkers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkers of packages above have tests of their own."""
    monkeypatch.setattr(release, "_checkers", {name: release._checkers[name] for name in ("disclosure", "protected")})


def outgoing(*texts: str, **values: Any) -> Outgoing:
    given = {"kind": "paper", "title": "On lanterns", "purpose": Purpose.ADVOCACY, "audience": Audience.PUBLIC, "language": "en", "key": "lanterns"}
    return Outgoing(**{**given, "passages": tuple(Passage(f"{number}", text) for number, text in enumerate(texts, start=1)), **values})


def codes(what: Outgoing, reader: Account | None = None) -> list[tuple[str, str]]:
    return [(one.code, str(one.severity)) for one in review(what, reader=reader, on=TODAY).objections]


def protect(monkeypatch: pytest.MonkeyPatch, **names: Any) -> None:
    def tell(knowledge: disclosing.Knowledge, _outgoing: Outgoing, _asked: Asked) -> None:
        knowledge.protected |= names

    monkeypatch.setitem(disclosing._sources, "test", tell)


def test_what_holds_nothing_leaves_silently_with_a_receipt(ada: Account) -> None:
    used = uuid4()

    receipt = releasing.leave(outgoing(CLEAN, records=(used,)), by=ada, digest=b"\x01" * 32)

    assert (receipt.state, receipt.first_reader, receipt.objections.count()) == (Receipt.State.LEFT, ada, 0)
    assert list(uses_of(used)) == [receipt]
    assert list(uses_of(uuid4())) == []
    assert Entry.objects.filter(kind="records:release:leave", record=receipt.pk, actor=ada.pk).exists()


def test_what_asks_is_withheld_until_somebody_says_why_and_is_not_asked_twice(ada: Account) -> None:
    with pytest.raises(Withheld) as first:
        releasing.leave(outgoing(PHONE), by=ada)
    waiting = Receipt.objects.get(pk=first.value.receipt)
    assert [(row.code, row.severity) for row in waiting.objections.all()] == [("disclosure:phone", "ask")]
    with pytest.raises(ValidationError):
        releasing.answer(objection=waiting.objections.get(), reason="  ", by=ada)

    releasing.answer(objection=waiting.objections.get(), reason="It is the hotline, printed with its consent.", by=ada)
    receipt = releasing.leave(outgoing(PHONE), by=ada)

    assert receipt.pk == waiting.pk
    assert receipt.objections.get().answer == "It is the hotline, printed with its consent."
    again = releasing.leave(outgoing(PHONE), by=ada)
    assert again.pk != receipt.pk
    assert again.objections.get().answered_by == ada


def test_an_answer_counts_only_for_what_it_was_given_to(ada: Account) -> None:
    releasing.leave(outgoing(PHONE), by=ada, accept="the hotline")

    with pytest.raises(Withheld):
        releasing.leave(outgoing(PHONE.replace("0142", "0143")), by=ada)
    with pytest.raises(Withheld):
        releasing.leave(outgoing(PHONE, audience=Audience.UN_BODY), by=ada)


def test_what_blocks_is_never_answered_away(ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    protect(monkeypatch, 윤달래=uuid4())
    with pytest.raises(Withheld) as withheld:
        releasing.leave(outgoing("Yun Dal-rae crossed in winter."), by=ada, accept="she said it is fine")

    assert [one.code for one in withheld.value.verdict.blocks] == ["disclosure:protected_name"]
    row = ReceiptObjection.objects.get(receipt=withheld.value.receipt)
    with pytest.raises(ValidationError):
        releasing.answer(objection=row, reason="she said it is fine", by=ada)


def test_a_protected_name_may_be_asked_about_where_the_person_appears_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    key = uuid4()
    protect(monkeypatch, 윤달래=key)

    assert codes(outgoing("윤달래는 떠났다.", shown_as={key: IdentityForm.CODE})) == [("disclosure:protected_name", "blocks")]
    assert codes(outgoing("윤달래는 떠났다.", shown_as={key: IdentityForm.FULL})) == [("disclosure:protected_name", "ask")]


def test_something_from_protected_records_needs_a_second_reader_who_is_another(ada: Account, ben: Account) -> None:
    gil = Account.objects.create(username="gil", roles=["director"], name_en="Gil")
    record = Record.objects.create(kind="people.statement", handling=Handling.PROTECTED)
    what = outgoing(CLEAN, records=(record.pk,))
    with pytest.raises(Withheld) as withheld:
        releasing.leave(what, by=ada)
    receipt = Receipt.objects.get(pk=withheld.value.receipt)
    releasing.answer(objection=receipt.objections.get(), reason="She agreed.", by=ada)
    with pytest.raises(Withheld):
        releasing.leave(what, by=ada)
    asked = releasing.ask_second(receipt=receipt, reason="Her statement for the session.", by=ada)
    with pytest.raises(NotPermitted):
        approvals.decide(approval=asked, approve=True, by=ada)
    approvals.decide(approval=asked, approve=True, by=gil)

    left = releasing.leave(what, by=ada)

    assert (left.first_reader, left.second_reader) == (ada, gil)
    with pytest.raises(Withheld):
        releasing.leave(what, by=ada)  # a signature is for one


def test_within_the_office_only_numbers_of_documents_are_asked_about() -> None:
    text = "Kim Dal-rae, 010-5550-0142, 900101-1234568"

    assert codes(outgoing(text, audience=Audience.INTERNAL, purpose=Purpose.OFFICE)) == [("disclosure:identity_number", "ask")]
    assert {code for code, _ in codes(outgoing(text))} >= {"disclosure:name", "disclosure:phone", "disclosure:identity_number"}


def test_tables_files_and_titles_are_looked_at_too() -> None:
    table = Cells("2 · 1", ("Women", "Men"), ("Musan",), ((3, 12),))
    file = File("a.docx", (("author", "Yun Dal-rae"),))

    assert codes(outgoing(CLEAN, cells=(table,), files=(file,))) == [("disclosure:file", "ask"), ("disclosure:small_cell", "ask")]
    assert codes(outgoing(CLEAN, title="For Yun Dal-rae")) == [("disclosure:name", "ask")]


def test_a_checker_that_fails_blocks(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_outgoing: Outgoing, _asked: Asked) -> list[Objection]:
        raise RuntimeError("no answer")

    monkeypatch.setitem(release._checkers, "broken", broken)

    assert codes(outgoing(CLEAN)) == [("gate:broken", "blocks")]


def test_taking_a_checker_away_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"disclosure", "protected"} <= set(release.checkers())
    monkeypatch.setattr(release, "_checkers", {})

    assert codes(outgoing(PHONE)) == []


def test_more_places_than_anybody_reads_block() -> None:
    many = " ".join(f"010-5550-{number:04d}" for number in range(disclosing.MOST_SHOWN + 5))

    assert codes(outgoing(many))[0] == ("disclosure:more", "blocks")


def test_receipts_hold_no_words_of_what_left_and_forget_reasons_with_a_person(ada: Account) -> None:
    used = uuid4()
    receipt = releasing.leave(outgoing(PHONE, title="For the heron", records=(used,)), by=ada, accept="the heron said so", made={"url": "/x/?q=heron"})

    stored = repr(list(Receipt.objects.values())) + repr(list(ReceiptObjection.objects.values()))
    assert not any(word in stored for word in ("heron", "5550", "0142"))
    releasing_erasure.forget([used])
    receipt.refresh_from_db()
    assert receipt.objections.get().answer == ""
    assert receipt.objections.get().answered_by == ada
    assert list(uses_of(used)) == [receipt]


def test_nobody_answers_or_gives_up_for_another(ada: Account, dan: Account) -> None:
    with pytest.raises(Withheld) as withheld:
        releasing.leave(outgoing(PHONE), by=dan)
    receipt = Receipt.objects.get(pk=withheld.value.receipt)

    for act in (
        lambda: releasing.answer(objection=receipt.objections.get(), reason="x", by=ada), lambda: releasing.drop(receipt=receipt, by=ada),
        lambda: releasing.ask_second(receipt=receipt, reason="x", by=ada), lambda: releasing.leave(outgoing(PHONE), by=ada, receipt=receipt),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            act()
    releasing.drop(receipt=receipt, by=dan)
    receipt.refresh_from_db()
    assert receipt.state == Receipt.State.DROPPED


def test_what_a_program_fetches_again_has_one_receipt_while_it_is_the_same(ada: Account) -> None:
    first = releasing.leave_again(outgoing(CLEAN), by=ada)

    assert releasing.leave_again(outgoing(CLEAN), by=ada) == first
    assert releasing.leave_again(outgoing(CLEAN + " And again."), by=ada) != first
    with pytest.raises(Withheld):
        releasing.leave_again(outgoing(PHONE), by=ada)


def test_severity_is_either_of_two() -> None:
    assert set(Severity.values) == {"blocks", "ask"}
