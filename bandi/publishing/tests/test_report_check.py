"""A small invented year: every kind of figure is counted by hand, and moves when its record changes."""

from __future__ import annotations

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.records import editing
from bandi.foundation.records.tests.folders import YEAR, YearFolder, activity
from bandi.publishing.checking import Checked, check_year
from bandi.register.activities.models import Activity, Headcount, RollEntry, Session
from bandi.register.claims.actions import accept_difference, bind_to_figure, withdraw_acceptance
from bandi.register.claims.measuring import counted_in, measure_year, measured_anew, records_of
from bandi.register.claims.models import Claim, ContextFact, Measurement, OpeningBalance
from bandi.work.advocacy.models import Letter, MediaItem

pytestmark = pytest.mark.django_db

ACTIVITIES = (
    activity("walk", kind="performance", title="Lamp walk", start_date="2025", end_date="2025", date_precision="year",
             recurrence={"frequency": "irregular", "occurrences": 4}),
    activity("talks", kind="programme", title="Mill talks", start_date="2025-03", end_date="2025-09", date_precision="range"),
    activity("talk-1", kind="talk", title="Mill talk one", on="2025-03-08", part_of="talks"),
    activity("talk-2", kind="talk", title="Mill talk two", on="2025-05-11", part_of="talks"),
    activity("talk-3", kind="talk", title="Mill talk three", on="2025-09-07", part_of="talks"),
    activity("camp", kind="camp", title="Reed camp", start_date="2025-07-04", end_date="2025-07-07", date_precision="range",
             audience={"count": 30, "unit": "children (12 girls, 18 boys)", "qualifier": "exact"}),
    activity("pairs", kind="mentoring", title="Acorn mentoring", summary="One-to-one help; 9 pupils and 7 student helpers.",
             audience={"count": 9, "unit": "mentees", "qualifier": "exact"}),
    activity("grants", kind="scholarship_award", title="Pebble grants", audience={"count": 2, "unit": "recipients", "qualifier": "exact"}),
    activity("board", kind="coalition_meeting", title="5th Board of the River League", number=5),
    activity("league", kind="coalition_meeting", title="River League meetings", start_date="2025", end_date="2025",
             date_precision="year", recurrence={"frequency": "monthly", "occurrences": 11}),
    activity("council", kind="advisory", title="Reed council", start_date="2025", end_date="2025", date_precision="year",
             recurrence={"frequency": "quarterly", "occurrences": None}),
    activity("clinic", kind="class", title="Lamp clinic", start_date="2025", end_date="2025", date_precision="year",
             audience={"count": 120, "unit": "participants over 20 sessions", "qualifier": "exact"},
             recurrence={"frequency": "weekly", "occurrences": 20}),
    activity("guide", kind="publication", title="Guide to lamps", on="2025-06-10", related_ids=["briefing"]),
    activity("briefing", kind="press_conference", title="Briefing on the guide", on="2025-06-10", related_ids=["guide"]),
    activity("letter", kind="joint_letter", title="Letter on lamps", on="2025-02-02"),
    activity("gift", kind="food_donation", title="Reed bread", summary="6 baskets of bread (3 kg each) handed out."),
    activity("testimony", kind="talk", title="Evening at the mill", on="2025-03-08", related_ids=["talk-1"],
             summary="Three keepers spoke of the river."),
)  # fmt: skip


def figure(ref: str, statement: str, value: object, unit: str, how: str, evidence: str = "", **values: str) -> dict[str, object]:
    plain = {"id": ref, "section": "Learning", "statement": statement, "value": value, "unit": unit, "qualifier": "exact", "period": "2025"}
    return {**plain, "how_computed": how, "origin": "own_record", "activity_ids": evidence, **values}


FIGURES = (
    figure("A1", "Lamp walks held", 4, "sessions", "count of sessions of the programme in the year", "walk"),
    figure("A2", "Talks in the table", 3, "events", "count of events of the tour", "talks"),
    figure("A3", "Talks at schools", 2, "events", "count of events by audience type", "talks"),
    figure("A4", "Keepers who spoke on the tour", 2, "people", "count of distinct speakers", "talks"),
    figure("A5", "Nights of the camp", 3, "nights", "end date minus start date", "camp"),
    figure("A6", "Children at the camp", 30, "people", "count of participants", "camp"),
    figure("A7", "Girls at the camp", 12, "people", "as above by sex and age group", "camp"),
    figure("A8", "Mentees", 9, "people", "count of participants in the role mentee", "pairs"),
    figure("A9", "Mentors (student helpers)", 7, "people", "count of participants in the role mentor", "pairs"),
    figure("B1", "Names under Pebble", 2, "people", "count of award records", "grants"),
    figure("B2", "Money awarded", 500, "EUR", "sum of award amounts", "grants"),
    figure("B3", "Number of the board", 5, "meeting number", "attribute of the meeting", "board"),
    figure("B4", "League meetings attended", 11, "meetings", "count of attended meetings", "league"),
    figure("B5", "Council meetings", 4, "meetings per year", "compare with expected rhythm", "council"),
    figure("B6", "Outlets that covered the guide", 3, "outlets", "count of distinct outlets among media items linked to the publication", "briefing", period="from 2025-06-10"),
    figure("B7", "Appearances in the media", 4, "items", "count of media items of the year"),
    figure("B8", "Signatories beside us", 5, "organisations", "count of signatories minus own organisation", "letter"),
    figure("B9", "Demands", 2, "demands", "count of demands on the letter", "letter"),
    figure("C1", "Baskets of bread", 6, "baskets", "sum of in-kind items handed out", "gift"),
    figure("C2", "Weight of a basket of bread", 3, "kg", "attribute of the item", "gift"),
    figure("C3", "Founding anniversary", 20, "years", "report year minus founding year", origin="own_history"),
    figure("C4", "Rescued since the beginning", 70, "people", "opening balance plus all rescue records", "camp", qualifier="total_to_date"),
    figure("C5", "Arrivals (table total)", 60, "people", "sum of the yearly arrivals", origin="external_context"),
    figure("C6", "Length of the river", 80, "km", "context fact with source", origin="external_context"),
    figure("C7", "Hours in a headline", 12, "hours", "text of a headline", origin="quoted_headline"),
    figure("C8", "Talk circle since", 2005, "year", "start year of the programme", origin="own_history"),
    figure("C9", "Year of the foreword", 2025, "year", "date field of the signed foreword; must lie after the end of the report period", "guide"),
)  # fmt: skip


@pytest.fixture
def year(tmp_path) -> YearFolder:
    folder = YearFolder(tmp_path / "2025")
    folder.organisation(
        founded="2010", foreword={"dated": "2025-11"}, programmes=[{"name": "Talk circle", "since": "2005"}],
        contact={"website": ["www.one.example", "www.two.example"]},
    )  # fmt: skip
    folder.activities(*ACTIVITIES)
    folder.table("figures.csv", *FIGURES)
    folder.table(
        "mill_talks.csv",
        *({"id": f"t{n}", "date": day, "venue": venue, "audience_type": kind, "speaker": who, "activity_id": f"talk-{n}"} for n, day, venue, kind, who in (
            (1, "2025-03-08", "Mill", "public", "Ada Lamp"), (2, "2025-05-11", "Reed School", "middle_schools", "Ada Lamp"),
            (3, "2025-09-07", "Oak School", "middle_schools", "Ben Oar"),
        )),
    )  # fmt: skip
    folder.table(
        "scholarships.csv",
        *({"id": f"s{n}", "channel": "pebble", "heading": "Pebble", "position": n, "masked_name": mask, "activity_id": "grants"} for n, mask in enumerate(("Mask A", "Mask B", "Mask B"), 1)),
    )  # fmt: skip
    folder.table("spending.csv", {"id": "m1", "amount": "500", "currency": "EUR", "direction": "awarded", "purpose": "Grants", "period": "2025", "activity_id": "grants"})
    folder.table(
        "media.csv",
        {"id": "i1", "date": "2025-06-10", "outlet": "Reed Post", "outlet_canonical": "Reed Post", "headline": "A guide to lamps", "linked_activity_id": "guide"},
        {"id": "i2", "date": "2025-06-10", "outlet": "ReedPost", "outlet_canonical": "Reed Post", "headline": "A guide to Lamps", "linked_activity_id": "guide"},
        {"id": "i3", "date": "2025-06-12", "outlet": "Oar News", "outlet_canonical": "Oar News", "headline": "Keepers work 12 hours a night", "linked_activity_id": "briefing"},
        {"id": "i4", "date": "2025-05-01", "outlet": "Mill Radio", "outlet_canonical": "Mill Radio", "headline": "Lamps are coming", "linked_activity_id": "guide"},
    )  # fmt: skip
    folder.table("letters.csv", {"id": "l1", "date": "2025-02-02", "recipients": "The mayor", "key_message": "Change the bylaw: oil, wicks (all sizes)", "signatories": "6", "activity_ids": "letter"})
    folder.table("arrivals.csv", {"year": "<=2023", "arrivals": "40"}, {"year": "2024", "arrivals": "15"}, {"year": "2025", "arrivals": "5"})
    folder.load()
    return folder


def computed(ref: str) -> tuple[float | None, str]:
    found = {each.claim.record.ref: each for each in measure_year(YEAR)}[ref]
    return (None if found.value is None else float(found.value)), found.state.value


def of_kind(checked: Checked, key: str) -> list[str]:
    return [finding.message_en for finding in checked.findings if finding.key.startswith(key)]


BY_HAND = {
    "A1": (4, "agrees"), "A2": (3, "agrees"), "A3": (2, "agrees"), "A4": (2, "agrees"), "A5": (3, "agrees"), "A6": (30, "agrees"),
    "A7": (12, "agrees"), "A8": (9, "agrees"), "A9": (7, "agrees"), "B1": (3, "differs"), "B2": (500, "agrees"), "B3": (5, "agrees"),
    "B4": (11, "agrees"), "B5": (4, "agrees"), "B6": (2, "differs"), "B7": (4, "agrees"), "B8": (5, "agrees"), "B9": (2, "agrees"),
    "C1": (6, "agrees"), "C2": (3, "agrees"), "C3": (15, "differs"), "C4": (None, "no_evidence"), "C5": (60, "agrees"),
    "C6": (None, "no_evidence"), "C7": (12, "agrees"), "C8": (2005, "agrees"), "C9": (2026, "differs"),
}  # fmt: skip


def test_a_small_year_counted_by_hand(year):
    said = {each.claim.record.ref: (each.value, each.state.value) for each in measure_year(YEAR)}

    assert said == BY_HAND


def drop_a_session() -> None:
    Session.objects.filter(ref="t3").delete()


def drop_a_name() -> None:
    RollEntry.objects.filter(position=1).delete()


def write_the_summary() -> None:
    Activity.objects.filter(record__ref="gift").update(summary_en="8 baskets of bread (4 kg each) handed out.")


def move_the_camp() -> None:
    Activity.objects.filter(record__ref="camp").update(ends_on="2025-07-09")


CHANGES = (
    ("A1", lambda: Activity.objects.filter(record__ref="walk").update(occurrences=9), 9),
    ("A2", drop_a_session, 2), ("A3", drop_a_session, 1), ("A4", drop_a_session, 1), ("A5", move_the_camp, 5),
    ("A6", lambda: Headcount.objects.filter(activity__record__ref="camp", group="").update(count=31), 31),
    ("A7", lambda: Headcount.objects.filter(group__contains="girls").update(count=13), 13),
    ("B1", drop_a_name, 2),
    ("B6", lambda: MediaItem.objects.filter(record__ref="i3").delete(), 1),
    ("B7", lambda: MediaItem.objects.filter(record__ref="i3").delete(), 3),
    ("B8", lambda: Letter.objects.update(signatories=9), 8),
    ("B9", lambda: Letter.objects.update(message_en="Change the bylaw: oil, wicks, glass"), 3),
    ("C1", write_the_summary, 8), ("C2", write_the_summary, 4),
)  # fmt: skip


def test_a_figure_moves_with_its_record(year):
    said = {}
    for ref, change, _value in CHANGES:
        with transaction.atomic():
            change()
            said[ref] = computed(ref)[0]
            transaction.set_rollback(True)

    assert said == {ref: value for ref, _change, value in CHANGES}


def test_the_printed_value_changes_no_computed_one(year):
    before = {each.claim.record.ref: each.value for each in measure_year(YEAR)}
    Claim.objects.update(value=777777)

    assert {each.claim.record.ref: each.value for each in measure_year(YEAR)} == before


def test_an_opening_balance_makes_a_running_total_checkable(year):
    editing.create(OpeningBalance, topic_en="People rescued", value=40, year=YEAR - 1, by=None)

    assert computed("C4") == (70, "agrees")


def test_a_fact_from_outside_agrees_once_its_source_is_named(year):
    ContextFact.objects.filter(record__ref="C6").update(source="River survey of 2020")

    assert computed("C6") == (80, "agrees")


def test_measuring_again_writes_nothing_until_the_answer_changes(year):
    measure_year(YEAR)
    measure_year(YEAR)
    assert Measurement.objects.filter(claim__record__ref="A1").count() == 1

    Activity.objects.filter(record__ref="walk").update(occurrences=9)
    measure_year(YEAR)

    rows = Measurement.objects.filter(claim__record__ref="A1").order_by("measured_at")
    assert [(row.value, row.is_current) for row in rows] == [(Decimal(4), False), (Decimal(9), True)]


def test_measuring_says_whether_anything_changed(year):
    assert measured_anew(YEAR)
    assert not measured_anew(YEAR)

    Activity.objects.filter(record__ref="walk").update(occurrences=9)
    assert measured_anew(YEAR)
    assert not measured_anew(YEAR)

    Claim.objects.filter(record__ref="A1").update(state="no_evidence")  # a state that no measurement gave
    assert measured_anew(YEAR)


def test_a_number_leads_to_its_records_and_a_record_to_its_numbers(year):
    measure_year(YEAR)

    assert [record.ref for record in records_of(Claim.objects.get(record__ref="B6"))] == ["i1", "i3"]
    assert [claim.record.ref for claim in counted_in(MediaItem.objects.get(record__ref="i3").pk)] == ["B6", "B7", "C7"]


def test_an_accepted_difference_holds_until_a_value_changes(year, ada, dan):
    measure_year(YEAR)
    claim = Claim.objects.get(record__ref="B1")
    with pytest.raises(NotPermitted):
        accept_difference(claim, note="two share a name", by=dan)
    with pytest.raises(ValidationError):
        accept_difference(claim, note="  ", by=ada)

    assert accept_difference(claim, note="two share a name", by=ada).state == "accepted"
    assert computed("B1") == (3, "accepted")

    RollEntry.objects.create(activity=Activity.objects.get(record__ref="grants"), channel="pebble", masked_name="Mask C", position=9)
    assert computed("B1") == (4, "differs")


def test_an_acceptance_can_be_taken_back_and_a_claim_bound_by_hand(year, ada):
    measure_year(YEAR)
    claim = accept_difference(Claim.objects.get(record__ref="B1"), note="two share a name", by=ada)

    assert withdraw_acceptance(claim, by=ada).state == "differs"
    assert bind_to_figure(Claim.objects.get(pk=claim.pk), figure="activities.headcount", by=ada).state == "agrees"
    with pytest.raises(ValidationError):
        bind_to_figure(Claim.objects.get(pk=claim.pk), figure="no.such", by=ada)


def test_the_check_finds_what_does_not_fit(year):
    checked = check_year(YEAR)

    assert of_kind(checked, "lists:roll:grants") == ["3 names stand in the list of “Pebble grants”, 2 are stated."]
    assert "9 mentees and 7 mentors" in of_kind(checked, "lists:pairs")[0]
    assert "3 outlets are stated; the media list holds 2 items in 2 outlets (3 with" in of_kind(checked, "lists:outlets")[0]
    assert of_kind(checked, "lists:speakers:testimony") and of_kind(checked, "duplicates:media") and of_kind(checked, "names:outlets")
    assert "which makes 12; 11 were held" in of_kind(checked, "rhythm:count:league")[0]
    assert "quarterly" in of_kind(checked, "rhythm:number:council")[0]
    assert "6 a session" in of_kind(checked, "attendances:clinic")[0]
    assert "Anniversary 20 is stated" in of_kind(checked, "dates:anniversary")[0]
    assert of_kind(checked, "dates:edition") and of_kind(checked, "dates:foreword")
    assert "Mill Radio precedes" in of_kind(checked, "dates:coverage:i4")[0]
    assert of_kind(checked, "dates:weekends")[0].startswith("2 events at schools are dated on a weekend")
    assert of_kind(checked, "sums:running") and of_kind(checked, "sums:series")[0].startswith("Confirmed")
    assert of_kind(checked, "lists:websites") and of_kind(checked, "translation:activities.title:ko")


def run(*words: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("report_check", "--year", str(YEAR), *words, stdout=out, stderr=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_the_command_lists_each_claim_and_then_the_findings(year):
    status, text = run("--json")
    listed = json.loads(text)
    claims = listed[: len(FIGURES)]

    assert status == 1
    assert [entry["id"] for entry in claims] == [row["id"] for row in FIGURES]
    assert {"id", "printed", "computed", "state", "reason", "records"} <= claims[0].keys()
    assert claims[0]["records"] == ["walk"] and claims[0]["printed"] == claims[0]["computed"] == 4
    assert all("kind" in entry and "id" not in entry for entry in listed[len(FIGURES) :])


def test_the_text_is_written_in_both_languages(year):
    assert "CONTRADICTIONS" in run("--language", "en")[1]
    assert "명단" in run("--language", "ko")[1]


def test_a_year_that_fits_ends_with_zero_and_an_unknown_one_with_two(tmp_path):
    assert run()[0] == 2

    folder = YearFolder(tmp_path / "quiet")
    folder.activities(activity("walk", audience={"count": 4, "unit": "people"}))
    folder.table("figures.csv", figure("A1", "Walkers", 4, "people", "count of participants", "walk"))
    folder.load()

    assert run()[0] == 0


def test_only_measuring_prints_nothing_and_always_ends_well(year):
    assert run("--measure-only") == (0, "")
    assert Claim.objects.get(record__ref="B1").state == "differs"


def test_two_years_with_the_same_ids_keep_their_own_numbers(year, tmp_path):
    next_year = YearFolder(tmp_path / "2026")
    next_year.activities(activity("walk", on="2026-03-08", audience={"count": 6, "unit": "people"}))
    next_year.table("figures.csv", figure("A1", "Walkers", 5, "people", "count of participants", "walk"))
    next_year.load(year=YEAR + 1, source="LS 2026")

    (only,) = [entry for entry in check_year(YEAR + 1).as_list() if "id" in entry]

    assert (only["id"], only["computed"], only["state"]) == ("A1", 6, "differs")
    assert computed("A1") == (4, "agrees")
