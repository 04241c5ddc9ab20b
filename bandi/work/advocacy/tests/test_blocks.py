"""Letters, uptakes, publications and the media list in print."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Chart, Entry, Paragraph, Request, Table, provided
from bandi.foundation.records.inline import text_of
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity, Ask, Heading, Outcome
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models import (
    HandedTo,
    Letter,
    Mechanism,
    MechanismSession,
    MediaItem,
    ProgressStep,
    Publication,
    Recommendation,
    Submission,
    Uptake,
)

pytestmark = pytest.mark.django_db


def request(heading: str = "", **shared: Any) -> Request:
    return Request(date(2031, 1, 1), date(2031, 12, 31), "en", heading=heading, shared=dict(shared))


@pytest.fixture
def heading() -> Heading:
    return editing.create(Heading, by=None, year=2031, level="heading", title_en="Letters", order=1)


@pytest.fixture
def walk(heading: Heading) -> Activity:
    kind = Term.objects.create(vocabulary="activity_kind", key="letter", label_en="Letter")
    day = date(2031, 5, 16)
    return editing.create(
        Activity, by=None, kind=kind, heading=heading, title_en="Letter about lamps", when="2031-05-16", starts_on=day, ends_on=day, precision="day"
    )


def rows(table: Any) -> list[tuple[str, ...]]:
    assert isinstance(table, Table)
    return [tuple(text_of(cell) for cell in row) for row in table.rows]


def test_letters_of_the_period_stand_in_the_table_with_both_their_dates(walk: Activity) -> None:
    editing.create(
        Letter, by=None, status="filed", sent="2031-02-26", sent_also="2031-03-13", recipients_en="The mayor", message_en="Light", occasion_en="Winter"
    )
    editing.create(Letter, by=None, status="filed", sent="2030-02-26", recipients_en="The old mayor")
    editing.create(Letter, by=None, status="filed", sent="2031-04-01", recipients_en="Not in the table", in_printed_table=False)

    assert rows(provided("letters_table", request())[0]) == [("26 February 2031; 13 March 2031", "The mayor", "Light", "Winter", "")]


def test_the_demands_of_a_letter_are_told_where_they_are_counted(walk: Activity, heading: Heading) -> None:
    letter = editing.create(Letter, by=None, status="filed", sent="2031-05-16", recipients_en="The mayor", signatories=13, demands=3)
    letter.activities.add(walk)

    (entry,) = provided("entries", request(str(heading.id)))
    assert isinstance(entry, Entry)
    assert {fact.label: text_of(fact.value) for fact in entry.facts} == {"Sent to": "The mayor", "Signatories": "13", "Demands": "3"}
    assert rows(provided("letters_table", request())[0])[0][4:6] == ("13", "3")


def test_a_letter_in_the_table_of_its_heading_is_not_told_once_more(walk: Activity, heading: Heading) -> None:
    letter = editing.create(Letter, by=None, status="filed", sent="2031-05-16", recipients_en="The mayor", signatories=7)
    letter.activities.add(walk)
    here = str(heading.id)

    (entry,) = provided("entries", request(here, **{"edition.content": {"letters_table": {"elsewhere"}}}))
    assert isinstance(entry, Entry)
    assert {fact.label: text_of(fact.value) for fact in entry.facts} == {"Sent to": "The mayor", "Signatories": "7"}
    assert provided("entries", request(here, **{"edition.content": {"letters_table": {here}}})) == ()


def test_an_uptake_pairs_what_we_said_with_what_was_taken_up_and_how_sure_it_is(walk: Activity, heading: Heading) -> None:
    editing.create(
        Uptake, by=None, own_text_en="Our letter", own_activity=walk, said_en="light the street", document_en="City plan", symbol="HC/31/2",
        document_date="2031-09-01", taken_up_en="Lamps are planned", status="confirmed",
    )  # fmt: skip

    assert rows(provided("citations_table", request())[0]) == [
        ("Light the street (Our letter)", "Lamps are planned", "City plan, HC/31/2, 1 September 2031", "confirmed")
    ]
    entry = next(block for block in provided("entries", request(str(heading.id))) if isinstance(block, Entry))
    assert text_of(entry.facts[0].value) == "City plan, HC/31/2, 1 September 2031 (confirmed)"


def test_the_media_list_is_grouped_by_month_and_prints_a_duplicate_once(walk: Activity, heading: Heading) -> None:
    gazette = editing.create(Organisation, by=None, name_en="Harbour Gazette", is_outlet=True)
    first = editing.create(MediaItem, by=None, published_on=date(2031, 3, 1), outlet=gazette, headline_en="Lamps!", activity=walk)
    editing.create(MediaItem, by=None, published_on=date(2031, 3, 1), outlet=gazette, headline_en="Lamps!", duplicate_of=first)
    editing.create(MediaItem, by=None, published_on=date(2031, 7, 9), outlet=gazette, headline_en="More lamps")
    editing.create(MediaItem, by=None, published_on=date(2030, 7, 9), outlet=gazette, headline_en="Last year")

    chart, table = provided("media_list", request())

    assert isinstance(chart, Chart) and isinstance(table, Table)
    assert rows(table) == [
        ("March 2031", "", "1 item"), ("1 March", "Harbour Gazette", "Lamps!"),
        ("July 2031", "", "1 item"), ("9 July", "Harbour Gazette", "More lamps"),
    ]  # fmt: skip
    assert sum(chart.series[0].values) == 2
    assert table.source == "2 items in 1 outlet; 1 listed twice on record and printed once"
    entry = next(block for block in provided("entries", request(str(heading.id))) if isinstance(block, Entry))
    assert text_of(entry.facts[0].value) == "1 item"


def test_publications_of_the_period_and_channels_are_two_tables() -> None:
    editing.create(Publication, by=None, title_en="Lamp book", issued="2031-04", copies={"en": 300})
    editing.create(Publication, by=None, title_en="Lamp page", periodicity="continuous")
    editing.create(Publication, by=None, title_en="Old book", issued="2019")
    editing.create(Publication, by=None, title_en="Book of others", issued="2031", is_own=False)

    issued, channels = provided("publications_table", request())
    assert [row[0] for row in rows(issued)] == ["Lamp book"]
    assert [row[0] for row in rows(channels)] == ["Lamp page"]


def test_where_there_are_no_records_there_are_no_tables() -> None:
    for name in ("letters_table", "citations_table", "publications_table", "media_list", "media_chart"):
        assert provided(name, request()) == ()


def test_submissions_say_to_whom_for_which_session_and_what_became_of_them(walk: Activity, heading: Heading) -> None:
    review = editing.create(Mechanism, by=None, name_en="Lantern Review", name_ko="등불 심의")
    session = editing.create(MechanismSession, by=None, mechanism=review, number=7, subject_en="The Pond", when="2031-11", starts_on=date(2031, 11, 1), ends_on=date(2031, 11, 30))
    row = editing.create(Submission, by=None, title_en="On lamps", title_ko="등불에 관하여", addressed_to=review, meeting=session, filed="2031-04-09", filed_on=date(2031, 4, 9), status="filed", activity=walk)
    editing.create(Submission, by=None, title_en="Only planned", addressed_to=review, filed="2031-05-01")
    editing.create(Submission, by=None, title_en="Of another year", filed="2029", status="filed", mechanism="The Council")

    assert rows(provided("submissions_table", request())[0]) == [("On lamps", "Lantern Review", "Session 7, The Pond", "9 April 2031", "filed")]
    editing.create(Uptake, by=None, own_text_en="On lamps", document_en="Summary", submission=row, times=3)
    assert rows(provided("submissions_table", request(str(heading.id)))[0])[0][4] == "cited 3 times"
    korean = Request(date(2031, 1, 1), date(2031, 12, 31), "ko", shared={})
    assert rows(provided("submissions_table", korean)[0])[0][1:] == ("등불 심의", "제7차, The Pond", "2031년 4월 9일", "3회 인용")


def test_recommendations_say_to_whom_they_were_handed_and_what_was_done_since(walk: Activity, heading: Heading) -> None:
    report = editing.create(Publication, by=None, title_en="Lamp report", issued="2031-05")
    report.activities.add(walk)
    advice = editing.create(Recommendation, by=None, text_en="Light the street", addressee_en="The town", publication=report)
    editing.create(Recommendation, by=None, text_en="Of a State", made_by="Pond Land", is_own=False, publication=report)

    assert rows(provided("recommendations_table", request(str(heading.id)))[0]) == [("Light the street", "The town", "")]
    editing.add(HandedTo(recommendation=advice, name="The mayor"), by=None)
    editing.add(ProgressStep(recommendation=advice, text_en="Ten lamps hang", on="2031-06-01"), by=None)
    editing.edit(advice, {"progress": "begun"}, by=None)
    assert rows(provided("recommendations_table", request())[0]) == [("Light the street", "The town", "The mayor", "Begun; 1 June 2031: Ten lamps hang")]


def test_requests_stand_with_their_answers_and_the_days_between(walk: Activity) -> None:
    editing.add(Ask(activity=walk, counterpart="The mayor", text_en="Light the street", answer="Granted", answered_on=date(2031, 5, 20)), by=None)
    editing.add(Ask(activity=walk, counterpart="The mayor", direction="promised", text_en="A new lamp", order=1), by=None)

    table, note = provided("asks_table", request())
    assert rows(table) == [
        ("16 May 2031", "The mayor", "Light the street", "Granted, 20 May 2031, after 4 days"), ("16 May 2031", "The mayor", "Promise: A new lamp", "open"),
    ]  # fmt: skip
    assert isinstance(note, Paragraph) and text_of(note.runs) == "1 of 2 wait for an answer."


def test_outcomes_are_printed_with_how_far_they_are_ours_the_surest_first_and_never_as_a_proof(walk: Activity) -> None:
    editing.add(Outcome(activity=walk, text_en="The street is lit", attribution="after_us", observed_on=date(2031, 5, 18), source="시청 보도자료"), by=None)
    editing.add(Outcome(activity=walk, text_en="The plan names us", attribution="cites_us", order=1, source="HC/31/2"), by=None)
    editing.add(Outcome(activity=walk, text_en="Nobody said how far", order=2), by=None)
    editing.add(Outcome(activity=walk, text_en="Seen a year later", attribution="after_us", observed_on=date(2032, 5, 18), order=3), by=None)

    table, note = provided("outcomes_table", request())
    assert rows(table) == [
        ("The plan names us", "Letter about lamps", "cites us", "HC/31/2"), ("The street is lit", "Letter about lamps", "after us, 2 days later", "시청 보도자료"),
    ]  # fmt: skip
    assert isinstance(table, Table) and [row[3][0].untranslated for row in table.rows] == [False, True]
    assert isinstance(note, Paragraph) and "not a proof" in text_of(note.runs)
