"""Symbols, documents of others, recommendations, and the chains between them and our texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.records import editing, relations
from bandi.foundation.records.errors import NotUndoable
from bandi.foundation.records.models import Link
from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity
from bandi.work.advocacy.actions.holdings import take_in
from bandi.work.advocacy.chains import chain_of
from bandi.work.advocacy.models import (
    HandedTo,
    Letter,
    LibraryDocument,
    Publication,
    Recommendation,
    Submission,
    Uptake,
)
from bandi.work.advocacy.symbols import joined, symbol_of, symbols_in

pytestmark = pytest.mark.django_db
REAL = (
    "A/HRC/WG.6/45/CHN/3", "A/HRC/WG.6/7/SVN/2/Corr.1", "A/HRC/59/15/Add.1", "A/HRC/DEC/59/112", "A/HRC/25/CRP.1", "A/HRC/S-21/1", "A/HRC/WGEID/102/2",
    "A/HRC/WGAD/2023/45", "CEDAW/C/SVN/CO/5-6/Add.1", "CED/C/4/Rev.1", "E/C.12/SVN/CO/2", "E/CN.4/1992/20", "A/RES/60/251", "S/RES/2397 (2017)", "A/HRC/57/46",
)  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def deed(title: str, on: date | None = None, **values: Any) -> Activity:
    kind, _made = Term.objects.get_or_create(vocabulary="activity_kind", key="letter")
    when = on.isoformat() if on else ""
    return editing.create(Activity, by=None, kind=kind, title_en=title, when=when, starts_on=on, ends_on=on, **values)


@pytest.mark.parametrize("symbol", REAL)
def test_a_symbol_is_recognised_whole_within_a_sentence(symbol):
    text = f"As was said ({symbol}), and later."

    assert [(found.text, text[found.start : found.end]) for found in symbols_in(text)] == [(symbol, symbol)]
    assert symbol_of(f" {symbol}. ") == symbol


@pytest.mark.parametrize("text", ["A/HRC/59", "HRC/59/15", "A/HRC/WG.6/48/SVN/4", "and/or", "1/2", "https://example.org/A/HRC/59/15"])
def test_what_only_looks_like_a_symbol_is_none(text):
    assert symbol_of(text) == ""
    assert "A/HRC/WG.6/48" not in [found.text for found in symbols_in(text)]


def test_a_symbol_broken_after_a_slash_is_whole_again():
    assert symbol_of("A/HRC/\n 57/46") == "A/HRC/57/46"
    assert [found.text for found in symbols_in(joined("see A/HRC/\n57/46 there"))] == ["A/HRC/57/46"]


def test_words_are_taken_in_with_the_symbol_of_their_head(ada):
    row = take_in(text="United Nations A/HRC/57/46\nReport on lanterns\n\n1. Text with A/RES/60/251.", by=ada, title="Report on lanterns", issued="2031-03-01")

    assert (row.symbol, row.title_en, row.language, row.issued_on) == ("A/HRC/57/46", "Report on lanterns", "en", date(2031, 3, 1))
    korean = take_in(text="등불에 관한 보도자료\n본문입니다.", by=ada)
    assert (korean.symbol, korean.title_ko, korean.language) == ("", "등불에 관한 보도자료", "ko")


def test_a_symbol_within_a_sentence_is_not_the_documents_own(ada):
    known = editing.create(LibraryDocument, by=None, symbol="A/HRC/57/46", title_en="Report")
    row = take_in(text="Ministry of the Mill\n\nThe minister recalled what was said (A/HRC/57/46).\n\nSee A/RES/60/251.", by=ada)

    assert (row.symbol, row.title_en) == ("", "Ministry of the Mill")
    assert LibraryDocument.objects.get(pk=known.pk).text == ""
    assert take_in(text="United Nations A/HRC/59/15/Add.1\nGeneral Assembly\nWords.", by=ada).symbol == "A/HRC/59/15/Add.1"


def test_a_document_of_which_only_the_place_was_known_gets_its_words(ada):
    known = editing.create(LibraryDocument, by=None, symbol="A/HRC/57/46", title_en="Report")
    row = take_in(text="A/HRC/57/46\nWords.", by=ada)

    assert row.pk == known.pk and row.text.endswith("Words.")
    with pytest.raises(ValidationError, match="in the library already"):
        take_in(text="A/HRC/57/46\nOther words.", by=ada)


def test_a_document_does_not_come_back_beside_another_of_its_symbol(ada):
    row = editing.create(LibraryDocument, by=None, symbol="A/HRC/57/46", title_en="Report")
    removed = editing.remove(row, by=ada)
    other = take_in(text="A/HRC/57/46\nWords.", by=ada)

    with pytest.raises(NotUndoable):
        editing.undo(removed, by=ada)
    editing.remove(other, by=ada)
    editing.undo(removed, by=ada)
    assert LibraryDocument.objects.in_use().get() == row


def test_what_cannot_be_taken_in_says_what_to_do(ada, ben):
    for values, words in (
        ({"text": "  "}, "Paste the words"), ({"text": "a", "symbol": "X/1"}, "no symbol we know"), ({"text": "a", "issued": "soon"}, "Write the date"),
        ({"text": "a" * 2_000_001}, "two million"),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=words):
            take_in(by=ada, **values)
    with pytest.raises(NotPermitted):
        take_in(text="a", by=ben)


def test_a_citation_names_our_text_and_brings_its_document(tmp_path):
    year = YearFolder(tmp_path / "2025")
    year.activities(activity("letter-a"), activity("release-b"), activity("plan-c"))
    year.table("letters.csv", {"id": "l1", "date": "2025-05-09", "recipients": "The mayor", "activity_ids": "letter-a"})
    cited = {"submission": "Letter", "submission_activity_id": "letter-a", "citation_activity_id": "release-b", "status": "confirmed"}
    year.table(
        "citations.csv", {"id": "c1", "citing_document": "Mill release", "citing_date": "2025-05-13", "citing_body": "The Mill", **cited},
        {"id": "c2", "citing_document": "Mill release", "citing_date": "2025-05-13", **cited},
        {"id": "c3", "citing_document": "Report to come", **cited, "status": "announced"},
    )  # fmt: skip
    year.load()

    first, second, third = Uptake.objects.order_by("record__ref")
    assert first.letter == Letter.objects.get() and first.found_document == second.found_document == LibraryDocument.objects.get()
    assert LibraryDocument.objects.get().issued_on == date(2025, 5, 13)
    assert third.found_document is None
    assert year.load()["citations.csv"].changed == 0


def test_recommendations_are_loaded_with_those_who_got_them_and_those_they_take_up(tmp_path):
    year = YearFolder(tmp_path / "2025")
    year.activities(activity("launch"))
    year.table("publications.csv", {"id": "p1", "title": "On lanterns", "activity_ids": "launch"})
    year.table("documents.csv", {"id": "d1", "symbol": "A/HRC/57/46", "title": "Report", "date": "2025-03"})
    year.table(
        "recommendations.csv",
        {"id": "r2", "number": "140.61", "text": "Light the bridge", "made_by": "Poland", "document": "d1", "position": "supported", "echoes": "r1"},
        {"id": "r1", "text": "Light the bridge at night", "publication": "p1", "handed_to": "The mayor; The council", "handed_activity_id": "launch"},
        {"id": "r3", "text": "Wrong", "position": "accepted"},
    )
    outcomes = year.load()

    theirs, ours = Recommendation.objects.get(record__ref="r2"), Recommendation.objects.get(record__ref="r1")
    assert (theirs.is_own, ours.is_own, list(theirs.echoes.all())) == (False, True, [ours])
    assert [one.name for one in HandedTo.objects.all()] == ["The mayor", "The council"]
    assert "supported, noted" in outcomes["recommendations.csv"].refused[0].reason
    assert year.load()["recommendations.csv"].changed == 0


def chain(row: Any, account: Any = None) -> list[str]:
    return [step.label.en for step in chain_of(row, account)]


def world() -> dict[str, Any]:
    """A letter of May, the release that took it up, the document, and a publication with a recommendation."""
    said, taken = deed("Letter goes out", date(2031, 5, 9)), deed("Release is out", date(2031, 5, 13))
    letter = editing.create(Letter, by=None, recipients_en="The mayor", sent="2031-05-09", sent_on=date(2031, 5, 9), status="filed")
    relations.tie(letter, "activities", said, by=None)
    document = editing.create(LibraryDocument, by=None, title_en="Release", issued="2031-05-13", issued_on=date(2031, 5, 13))
    uptake = editing.create(
        Uptake, by=None, own_text_en="Letter", document_en="Release", own_activity=said, activity=taken, letter=letter, found_document=document, document_date="2031-05-13"
    )
    return {"said": said, "taken": taken, "letter": letter, "document": document, "uptake": uptake}


def test_a_chain_is_walked_in_both_directions():
    made = world()
    words = {"Letter goes out", "2031-05-09 The mayor", "Letter → Release", "Release is out", "Release"}

    for start in made.values():
        assert set(chain(start)) == words, start
    assert chain(made["letter"])[:2] == ["2031-05-09 The mayor", "Letter goes out"] or chain(made["letter"])[:2] == ["Letter goes out", "2031-05-09 The mayor"]


def test_a_chain_over_years_follows_related_activities_and_submissions():
    request, decision = deed("Request", date(2022, 12, 1)), deed("Decision", date(2024, 8, 6))
    editing.add(Link(from_record_id=request.pk, to_record_id=decision.pk, kind="related"), by=None)
    submission = editing.create(Submission, by=None, title_en="The request", activity=request, filed="2022-12")

    assert chain(submission) == ["The request", "Request", "Decision"] or chain(submission) == ["Request", "The request", "Decision"]
    assert "The request" in chain(decision)


def test_recommendations_stand_in_the_chain_of_their_publication():
    publication = editing.create(Publication, by=None, title_en="On lanterns", issued="2031")
    ours = editing.create(Recommendation, by=None, text_en="Light the bridge at night", publication=publication)
    theirs = editing.create(Recommendation, by=None, text_en="Light the bridge", is_own=False)
    relations.tie(theirs, "echoes", ours, by=None)

    assert {"Light the bridge at night", "Light the bridge"} <= set(chain(publication))
    assert {"On lanterns", "Light the bridge at night"} <= set(chain(theirs))


def test_a_chain_is_cut_where_somebody_may_not_see(dan):
    made = world()
    editing.edit(made["uptake"], {"handling": "protected"}, by=None)

    assert set(chain(made["letter"], dan)) == {"2031-05-09 The mayor", "Letter goes out"}


def test_a_long_chain_costs_no_more_queries_than_a_short_one():
    made = world()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            chain_of(made["letter"], None)
        return len(captured)

    few = queries()
    for number in range(6):
        editing.create(Uptake, by=None, own_text_en="Letter", document_en=f"Paper {number}", letter=made["letter"], own_activity=made["said"])
    assert queries() <= few
