"""Holding a document against our texts: what the finder is given, what is kept, what a decision does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Refused
from bandi.register.people.models import Organisation
from bandi.work.advocacy.actions import checking
from bandi.work.advocacy.actions.checking import check_document, decide, is_long, our_texts
from bandi.work.advocacy.actions.drafting import write_text
from bandi.work.advocacy.models import Letter, LibraryDocument, Publication, Recommendation, TextFinding, Uptake

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def document(**values: Any) -> LibraryDocument:
    return editing.create(
        LibraryDocument, by=None, **{"title_en": "Mill release", "issued": "2031-05-13", "issued_on": date(2031, 5, 13), "text": "1. Words of the mill.", **values}
    )


def letter(**values: Any) -> Letter:
    told = {"recipients_en": "The mayor", "message_en": "Open the gate to the ferrymen", "sent": "2031-05-09", "sent_on": date(2031, 5, 9), "status": "filed"}
    return editing.create(Letter, by=None, **{**told, **values})


def found(key: str, ours: Any = None, **values: Any) -> dict[str, Any]:
    told = {"kind": "echo", "paragraph": "1", "our_passage": "Open the gate", "their_passage": "The gate is to be opened", "confidence": 0.8}
    return {"key": key, "ours_id": ours.pk if ours else None, **told, **values}


@pytest.fixture
def finder(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A finder that finds what the test puts into it."""
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(checking, "_find", lambda document, read: iter([dict(one) for one in shown]))
    return shown


def test_findings_are_kept_and_the_document_leaves_the_queue(ada, finder):
    row = document()
    finder += [found("a", letter()), found("b")]

    assert check_document(document=row, by=ada) == 2
    assert LibraryDocument.objects.get(pk=row.pk).checked_at is not None
    assert [one.key for one in TextFinding.objects.filter(document=row)] == ["a", "b"]


def test_decisions_survive_a_new_run_and_what_is_open_follows_the_finder(ada, finder):
    row, said = document(), letter()
    finder += [found("a", said), found("b"), found("c")]
    check_document(document=row, by=ada)
    decide(finding=TextFinding.objects.get(key="a"), verdict="confirmed", by=ada)
    decide(finding=TextFinding.objects.get(key="b"), verdict="rejected", by=ada)

    finder.clear()
    finder += [found("a", said, confidence=0.2), found("d")]
    check_document(document=row, by=ada)

    assert {one.key: one.verdict for one in TextFinding.objects.all()} == {"a": "confirmed", "b": "rejected", "d": "open"}
    assert TextFinding.objects.get(key="a").confidence == 0.2


def test_a_confirmed_finding_becomes_one_citation(ada, finder):
    row, said = document(symbol="A/HRC/57/46"), letter()
    finder += [found("a", said), found("b", said, paragraph="7"), found("c")]
    check_document(document=row, by=ada)
    for key in ("a", "b", "c"):
        decide(finding=TextFinding.objects.get(key=key), verdict="confirmed", by=ada)

    uptake = Uptake.objects.get()
    assert (uptake.letter, uptake.found_document, uptake.symbol, uptake.status) == (said, row, "A/HRC/57/46", "echo")
    assert (uptake.said_en, uptake.taken_up_en) == ("Open the gate", "The gate is to be opened")


def test_a_finding_can_be_opened_again(ada, finder):
    row = document()
    finder.append(found("a"))
    check_document(document=row, by=ada)
    one = decide(finding=TextFinding.objects.get(), verdict="rejected", by=ada)
    assert one.decided_by == ada
    again = decide(finding=one, verdict="open", by=ada)

    assert (again.verdict, again.decided_by, again.decided_at) == ("open", None, None)
    with pytest.raises(ValueError, match="maybe"):
        decide(finding=one, verdict="maybe", by=ada)


def test_a_reader_checks_and_decides_nothing(ben, finder):
    row = document()
    with pytest.raises(NotPermitted):
        check_document(document=row, by=ben)
    with pytest.raises(NotPermitted):
        decide(finding=TextFinding.objects.create(document=row, key="a", kind="echo"), verdict="confirmed", by=ben)


def test_a_document_without_words_says_so(ada):
    with pytest.raises(Refused, match="no words yet"):
        check_document(document=document(text=" "), by=ada)


def test_the_finder_is_given_open_texts_that_went_out():
    sent = letter()
    letter(message_en="Not sent yet", status="drafted")
    letter(message_en="Hidden", handling="protected")
    letter(message_en="For the house only", handling="internal")
    publication = editing.create(Publication, by=None, title_en="On lanterns", issued="2031")
    editing.create(Recommendation, by=None, text_en="Light the bridge", text_ko="다리에 불을 켜라", publication=publication)
    drafted = letter(message_en="", status="planned", recipients_en="The council")
    write_text(row=drafted, language="en", body="We urge you to open the gate.", by=None)
    Letter.objects.filter(pk=drafted.pk).update(status="filed")

    told = {text["id"]: text for text in our_texts()}
    assert told[str(sent.pk)]["asks"] == ["Open the gate to the ferrymen"]
    assert told[str(publication.pk)]["asks"] == ["Light the bridge", "다리에 불을 켜라"]
    assert told[f"{drafted.pk}#en"]["text"] == "We urge you to open the gate."
    assert not any("Hidden" in str(text) or "Not sent" in str(text) or "For the house" in str(text) for text in told.values())


def test_the_real_finder_finds_us_named_and_our_ask_taken_up(ada):
    editing.create(Organisation, by=None, name_en="Lantern Society for Human Rights", abbreviation="LSHR", is_own=True)
    said = letter(message_en="End forced returns of refugees and grant them access to asylum procedures")
    row = document(
        text="1. The Lantern Society for Human Rights (LSHR) reported on the valley.\n\n"
        "2. It was recommended that the State end forced returns of refugees and grant them access to asylum procedures.\n\n3. The weather was fine.",
        issued="2032-05-13", issued_on=date(2032, 5, 13),
    )  # fmt: skip
    check_document(document=row, by=ada)

    kinds = {one.kind: one for one in TextFinding.objects.filter(document=row)}
    assert "named" in kinds
    assert kinds["echo"].ours_id == said.pk and "forced returns" in kinds["echo"].their_passage
    decide(finding=kinds["echo"], verdict="rejected", by=ada)
    check_document(document=row, by=ada)
    assert TextFinding.objects.get(pk=kinds["echo"].pk).verdict == "rejected"


def test_words_that_were_changed_while_the_finder_looked_are_not_given_its_findings(ada, finder):
    row = document()
    finder.append(found("a"))

    def tell(step: str) -> None:
        if step == "keep":
            LibraryDocument.objects.filter(pk=row.pk).update(text="1. Other words.")

    with pytest.raises(Refused, match="changed meanwhile"):
        check_document(document=row, by=ada, tell=tell)
    assert not TextFinding.objects.exists() and LibraryDocument.objects.get(pk=row.pk).checked_at is None


@pytest.mark.django_db(transaction=True)
def test_nobody_is_locked_out_while_the_finder_looks(ada, monkeypatch):
    """The embedded database has one writer at a time; finding takes seconds."""
    row, seen = document(), []
    monkeypatch.setattr(checking, "_find", lambda document, read: seen.append(connection.in_atomic_block) or iter([]))

    check_document(document=row, by=ada)

    assert seen == [False]


def test_a_document_is_long_by_its_own_words_and_by_the_number_of_our_texts(ada, monkeypatch):
    row = document(text="1. " + "Words of the mill. " * 100)
    assert not is_long(row)

    monkeypatch.setattr(checking, "LETTERS_AT_ONCE", 1_000)
    assert is_long(row)
    monkeypatch.setattr(checking, "LETTERS_AT_ONCE", len(row.text) + 30)
    assert not is_long(row)
    letter()
    assert is_long(row)
