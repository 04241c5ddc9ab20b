"""Letters, uptakes, publications and the media list in print."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Chart, Entry, Request, Table, provided
from bandi.foundation.records.inline import text_of
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity, Heading
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models import Letter, MediaItem, Publication, Uptake

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
