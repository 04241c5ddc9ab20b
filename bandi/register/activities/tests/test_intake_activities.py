"""What becomes of the keys of one activity."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from bandi.foundation.records.intake import Folder
from bandi.foundation.records.models import Handling, Link
from bandi.foundation.records.outline import headings_of
from bandi.foundation.records.rows import read_rows
from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.register.activities.intake.activities import prepare, rhythm_of
from bandi.register.activities.intake.audience import measure_of, split_unit
from bandi.register.activities.models import Activity, Heading, Measure, Side

pytestmark = pytest.mark.django_db
FILE = "activities.jsonl"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def year(tmp_path):
    return YearFolder(tmp_path / "2025")


def called(ref: str) -> Activity:
    return Activity.objects.get(record__ref=ref)


def loaded(year: YearFolder, **values: object) -> Activity:
    year.activities(activity("a", **values))
    outcome = year.load()[FILE]
    assert outcome.refused == []
    return called("a")


@pytest.mark.parametrize(
    ("start", "end", "precision", "written", "first", "last"),
    [
        ("2025-03-08", "2025-03-08", "day", "2025-03-08", date(2025, 3, 8), date(2025, 3, 8)),
        ("2025-03", "2025-05", "range", "2025-03/2025-05", date(2025, 3, 1), date(2025, 5, 31)),
        ("2025-03-08", "2025-03-10", "within_range", "[2025-03-08..2025-03-10]", date(2025, 3, 8), date(2025, 3, 10)),
        ("2025-03", None, "month", "2025-03/..", date(2025, 3, 1), None),
        ("2025-03-08", None, "range", "2025-03-08/..", date(2025, 3, 8), None),
        ("2025", "2025", "inferred", "2025?", date(2025, 1, 1), date(2025, 12, 31)),
        (None, None, None, "", None, None),
    ],
)
def test_a_date_is_kept_as_exact_as_it_is_known(year, start, end, precision, written, first, last):
    row = loaded(year, start_date=start, end_date=end, date_precision=precision)

    assert (row.when, row.starts_on, row.ends_on) == (written, first, last)


@pytest.mark.parametrize(
    ("unit", "recurs", "measure"),
    [
        ("participants over the year", True, Measure.ATTENDANCES),
        ("participants over 39 sessions", True, Measure.ATTENDANCES),
        ("participants over the year", False, Measure.PEOPLE),
        ("learners over the whole series", True, Measure.PEOPLE),
        ("참가자 연인원", False, Measure.ATTENDANCES),
        ("participating organisations", False, Measure.ORGANISATIONS),
        ("signatories including ourselves", False, Measure.ORGANISATIONS),
        ("참여 단체", False, Measure.ORGANISATIONS),
        ("subscribers (organisations and persons)", False, Measure.PEOPLE),
        ("page views", False, Measure.THINGS),
        ("copies", False, Measure.THINGS),
        ("students", True, Measure.PEOPLE),
        ("", False, Measure.PEOPLE),
    ],
)
def test_what_a_number_counts_is_told_by_its_unit(unit, recurs, measure):
    assert measure_of(unit, recurs=recurs) is measure


@pytest.mark.parametrize(
    ("unit", "plain", "groups"),
    [
        ("people (6 women, 2 children)", "people", [(6, "women"), (2, "children")]),
        ("learners (1,200 at school; 3 at home)", "learners", [(1200, "at school"), (3, "at home")]),
        ("subscribers (bodies and persons)", "subscribers (bodies and persons)", []),
        ("people (6 women, others)", "people (6 women, others)", []),
        ("students", "students", []),
    ],
)
def test_brackets_of_numbers_split_a_whole_and_other_brackets_stay(unit, plain, groups):
    assert split_unit(unit) == (plain, groups)


def test_an_audience_with_groups_becomes_a_whole_and_its_parts(year):
    row = loaded(year, audience={"count": 8, "unit": "guests (6 women, 2 children)", "qualifier": "approx"})

    whole, women, children = row.headcounts.order_by("order")
    assert (whole.count, whole.unit, whole.group, whole.qualifier) == (8, "guests", "", "approx")
    assert [(part.count, part.group, part.part_of) for part in (women, children)] == [
        (6, "women", whole), (2, "children", whole),
    ]  # fmt: skip


def test_headcounts_replace_the_audience_and_keep_their_parts_when_loaded_again(year):
    counts = [{"count": 9, "unit": "guests"}, {"count": 4, "unit": "guests", "group": "students", "within_total": True}]
    row = loaded(year, audience={"count": 1, "unit": "guest"}, headcounts=counts)
    before = [part.pk for part in row.headcounts.all()]

    counts[1]["within_total"] = False
    again = loaded(year, headcounts=counts)

    assert len(before) == 2
    assert [part.part_of for part in again.headcounts.order_by("order")] == [None, None]
    assert {part.pk for part in again.headcounts.all()}.isdisjoint(before)


@pytest.mark.parametrize(
    ("text", "word"),
    [("weekly (Saturday)", "weekly"), ("about monthly", "monthly"), ("bi-monthly, sometimes", "bi-monthly"), ("", "")],
)
def test_a_rhythm_is_its_first_word(text, word):
    assert rhythm_of(text) == word


def test_a_recurrence_keeps_its_words_its_number_and_its_days(year):
    row = loaded(year, recurrence={"frequency": "weekly (Saturday)", "occurrences": 3, "dates": ["2025-03-01"]})

    assert (row.rhythm, row.rhythm_text, row.occurrences, row.dates) == ("weekly", "weekly (Saturday)", 3, ["2025-03-01"])


def test_people_and_bodies_are_found_in_the_register_or_kept_as_printed(year):
    year.table("organisations.csv", {"id": "hw", "name": "Harbour Watch", "abbreviation": "HW"})
    year.table("people.csv", {"id": "ada", "name": "Ada Lantern", "organisation": "HW"})
    row = loaded(
        year,
        our_people=[{"id": "ada", "name": "A. Lantern", "role": "chair", "role_ko": "대표"}],
        partners=["harbour watch"],
        counterparts=[
            {"name": "Ben Mill", "role": "host", "organisation": "HW"},
            {"name": None, "role": "addressee", "organisation": "Ministry of Ponds"},
        ],
    )

    ours = row.participations.get(side=Side.OURS)
    assert (ours.person.record.ref, ours.name, ours.role, ours.role_ko) == ("ada", "", "chair", "대표")
    assert row.participations.get(side=Side.PARTNER).organisation.record.ref == "hw"
    met, addressed = row.participations.filter(side=Side.COUNTERPART).order_by("order")
    assert (met.organisation.record.ref, met.name) == ("hw", "Ben Mill")
    assert (addressed.organisation, addressed.name, addressed.role) == (None, "Ministry of Ponds", "addressee")


def test_requests_and_gifts_are_kept_with_the_activity(year):
    row = loaded(
        year,
        requests=[{"direction": "asked", "to": "Ministry of Ponds", "text": "Open the gate", "due": "2025-06"}],
        in_kind=[{"item": "Lamp", "item_ko": "등", "quantity": "15", "unit": "boxes", "kilograms_each": 10}],
    )

    ask, gift = row.asks.get(), row.gifts_in_kind.get()
    assert (ask.counterpart, ask.text_en, ask.due_on) == ("Ministry of Ponds", "Open the gate", date(2025, 6, 30))
    assert (gift.item_ko, gift.quantity, gift.kilograms_each) == ("등", 15, 10)


SENSITIVE = {
    "sensitive": True, "title": "A name that must not be read", "title_ko": "읽혀서는 안 되는 이름", "summary": "A story",
    "outcomes": ["A result"], "place": "A place", "place_ids": ["hall"], "partners": ["Harbour Watch"],
    "counterparts": [{"name": "Somebody", "role": "guest"}], "our_people": [{"id": "ada", "name": "Ada"}],
    "date_note": "in the night", "related_ids": ["b"], "requests": [{"direction": "asked", "to": "X", "text": "Help"}],
    "audience": {"count": 3, "unit": "people (2 women, 1 child)"},
}  # fmt: skip


def test_of_a_sensitive_row_only_the_place_the_year_and_the_numbers_are_held(year):
    year.table("places.csv", {"id": "hall", "name": "Lantern Hall"})
    year.activities(activity("a", **SENSITIVE), activity("b"))

    outcome = year.load()[FILE]

    row = called("a")
    assert (outcome.held, outcome.refused, row.handling) == (1, [], Handling.PROTECTED)
    assert (row.title_en, row.record.label_en, row.summary_en, row.date_note, row.place_text) == (
        "Reading circle", "Reading circle", "", "", "",
    )  # fmt: skip
    assert (row.when, row.record.handling) == ("2025", Handling.PROTECTED)
    assert not row.places.exists() and not row.participations.exists() and not row.outcomes.exists() and not row.asks.exists()
    assert not Link.objects.filter(from_record=row.pk).exists()
    assert [part.count for part in row.headcounts.all()] == [3, 2, 1]


def test_not_so_much_as_a_digest_is_kept_of_what_a_sensitive_row_tells(year):
    year.activities(activity("a", **SENSITIVE), activity("b"))
    year.load()
    year.activities(activity("a", **{**SENSITIVE, "title": "Other words", "summary": "Another story", "partners": []}), activity("b"))

    assert year.load()[FILE].unchanged == 2


def test_a_flag_that_nobody_understands_is_taken_as_sensitive(year):
    year.activities(activity("a", **{**SENSITIVE, "sensitive": "perhaps"}), activity("b"))
    (row,) = [row for row in prepare(Folder(path=year.path, year=2025), list(read_rows(year.path / FILE))) if row.ref == "a"]

    assert not {"title", "summary", "counterparts", "place"} & row.values.keys()


def test_a_row_that_becomes_sensitive_loses_what_was_loaded_before(year):
    year.table("places.csv", {"id": "hall", "name": "Lantern Hall"})
    year.activities(activity("a", **{**SENSITIVE, "sensitive": False}), activity("b"))
    year.load()
    assert called("a").outcomes.exists() and called("a").places.exists()

    year.activities(activity("a", **SENSITIVE), activity("b"))
    year.load()

    row = called("a")
    assert row.title_en == "Reading circle"
    assert not row.outcomes.exists() and not row.places.exists() and not row.participations.exists()
    assert not Link.objects.filter(from_record=row.pk).exists()


def trip(ref: str, on: str, *related: str) -> dict[str, object]:
    return activity(ref, on=on, related_ids=list(related))


def test_meetings_within_a_trip_belong_to_it_where_the_file_does_not_say(year):
    year.activities(
        {**trip("trip", "2025-03-01", "one", "two", "far"), "end_date": "2025-03-05", "date_precision": "range"},
        trip("one", "2025-03-02", "trip", "two"),
        trip("two", "2025-03-05", "trip"),
        trip("far", "2025-04-01", "trip"),
        trip("deaf", "2025-03-03", "trip"),
    )
    year.load()

    assert set(called("trip").parts.values_list("record__ref", flat=True)) == {"one", "two"}


def test_one_related_activity_is_no_part(year):
    year.activities(
        {**trip("trip", "2025-03-01", "one"), "end_date": "2025-03-05", "date_precision": "range"},
        trip("one", "2025-03-02", "trip"),
    )
    year.load()

    assert called("one").part_of is None


def test_a_file_that_says_what_belongs_to_what_is_taken_at_its_word(year):
    year.activities(
        {**trip("trip", "2025-03-01", "one", "two"), "end_date": "2025-03-05", "date_precision": "range"},
        trip("one", "2025-03-02", "trip"),
        trip("two", "2025-03-03", "trip"),
        activity("three", part_of="one"),
    )
    year.load()

    assert called("one").part_of is None
    assert called("three").part_of == called("one")


def test_a_circle_is_broken_and_noted(year):
    year.activities(activity("a", part_of="b"), activity("b", part_of="a"), activity("c", part_of="c"))

    doubts = year.load()[FILE].doubts

    assert [doubt.ref for doubt in doubts] == ["a", "b", "c"]
    assert called("a").part_of is called("c").part_of is None


def test_headings_follow_the_contents_and_then_the_order_in_which_they_are_told(year):
    year.organisation(report_contents=[{"title": "Letters", "title_ko": "서한"}, {"title": "Learning"}])
    year.activities(
        activity("a", subsection="Circles", heading="Second"),
        activity("b", section="Letters", heading="To ponds"),
        activity("c", heading="Alone"),
        activity("d", subsection="Circles", heading="First"),
        activity("e", section="Other"),
    )
    year.load()

    told = [(entry.level, entry.title.en) for entry in headings_of(2025)]
    assert told == [
        (1, "Letters"), (2, "To ponds"), (1, "Learning"), (2, "Circles"), (3, "Second"), (3, "First"), (2, "Alone"),
        (1, "Other"), (2, "Reading circle"),
    ]  # fmt: skip
    assert Heading.objects.get(title_en="Letters").title_ko == "서한"


def test_headings_csv_gives_order_words_and_content(year):
    year.table(
        "headings.csv",
        {"level": "heading", "title": "Reading circle", "title_ko": "독서모임", "parent": "Learning", "order": 2, "content": "entries;roll_table", "content_filter": "channel=own"},
        {"level": "section", "title": "Learning", "title_ko": "배움", "order": 1, "intro": "Since {F001}."},
        {"level": "heading", "title": "Lost", "parent": "Nowhere", "order": 3},
    )  # fmt: skip
    year.activities(activity("a"), activity("b", heading="Unlisted"))

    outcomes = year.load()

    section, circle, unlisted = headings_of(2025)
    assert (section.title.ko, section.intro.en, circle.parent) == ("배움", "Since {F001}.", section.key)
    assert circle.content == ("entries", "roll_table?channel=own")
    assert called("a").heading_id == circle.heading
    assert unlisted.title.en == "Unlisted"
    assert "Nowhere" in outcomes["headings.csv"].refused[0].reason
    assert "does not list “Unlisted”" in outcomes[FILE].doubts[0].reason


def test_further_themes_are_linked(year):
    year.activities(activity("a", subsection="Circles", themes=["Gardens"]), activity("b", subsection="Gardens"))
    year.load()

    link = Link.objects.get(kind="theme")
    assert (link.from_record_id, link.to_record.label_en) == (called("a").pk, "Gardens")
