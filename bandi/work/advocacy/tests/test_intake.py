from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.register.people.models import Alias, Organisation
from bandi.work.advocacy.intake.media import headline_key
from bandi.work.advocacy.models import Letter, MediaItem, Publication, Submission, Uptake

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def year(tmp_path):
    folder = YearFolder(tmp_path / "2025")
    folder.activities(activity("a"), activity("b"))
    return folder


def item(ref: str, headline: str, outlet: str = "Pond Daily", canonical: str = "Pond Daily", **more: str) -> dict[str, str]:
    return {"id": ref, "date": "2025-01-04", "outlet": outlet, "outlet_canonical": canonical, "headline": headline, **more}


def test_spellings_of_an_outlet_are_one_outlet(year):
    year.table("media.csv", item("m1", "One"), item("m2", "Two", outlet="PondDaily"), item("m3", "Three", "Mill", ""))
    year.load()

    assert list(Organisation.objects.filter(is_outlet=True).values_list("name_en", flat=True)) == ["Mill", "Pond Daily"]
    assert Alias.objects.get().name == "PondDaily"
    assert MediaItem.objects.get(record__ref="m2").outlet_text == "PondDaily"


def test_an_item_that_stands_twice_points_to_the_first_and_is_noted(year):
    year.table(
        "media.csv",
        item("m1", "“Open the gate”, says society"),
        item("m2", '"Open the gate" says Society', outlet="PondDaily"),
        item("m3", "Open the gate, says society", canonical="Mill News"),
        {**item("m4", "Open the gate, says society"), "date": "2025-01-05"},
    )

    outcome = year.load()["media.csv"]

    doubles = dict(MediaItem.objects.values_list("record__ref", "duplicate_of__record__ref"))
    assert doubles == {"m1": None, "m2": "m1", "m3": None, "m4": None}
    assert [(doubt.ref, doubt.reason) for doubt in outcome.doubts] == [("m2", "the same item stands in the list already, as “m1”")]
    assert year.load()["media.csv"].unchanged == 4


def test_headlines_are_compared_by_letters_and_digits():
    assert headline_key("“Open… the GATE!”") == headline_key("Open the gate")


def test_an_item_about_an_unknown_activity_is_kept_and_joined_later(year):
    year.table("media.csv", item("m1", "One", linked_activity_id="late"))
    assert len(year.load()["media.csv"].doubts) == 1

    year.activities(activity("a"), activity("late"))
    outcome = year.load()["media.csv"]

    assert (outcome.doubts, outcome.changed) == ([], 1)
    assert MediaItem.objects.get().activity.record.ref == "late"


def test_an_item_without_a_possible_date_is_refused(year):
    year.table("media.csv", {**item("m1", "One"), "date": "45296"}, item("m2", "Two"))

    (refusal,) = year.load()["media.csv"].refused

    assert (refusal.number, "should be a date like" in refusal.reason) == (2, True)


def test_one_row_may_stand_for_two_letters(year):
    year.table(
        "letters.csv",
        {"id": "l1", "date": "2025-01-17", "date_2": "2025-02-01", "recipients": "Keeper of the gate", "signatories": "13", "demands": "3", "in_published_table": "no", "activity_ids": "a;b"},
    )  # fmt: skip
    year.load()

    letter = Letter.objects.get()
    assert (letter.sent_on, letter.sent_also, letter.signatories, letter.in_printed_table) == (date(2025, 1, 17), "2025-02-01", 13, False)
    assert letter.demands == 3
    assert sorted(row.record.ref for row in letter.activities.all()) == ["a", "b"]


@pytest.mark.parametrize("column", ["issues_in_2025", "issues_in_year", "issues"])
def test_issues_are_read_whatever_year_their_column_names(year, column):
    year.table("publications.csv", {"id": "p1", "title": "Letter from the pond", column: "6"})
    year.load()

    assert Publication.objects.get().issues == 6


def test_a_publication_is_ours_when_its_author_is(year):
    row = {"title": "Report", "type": "report"}
    year.table(
        "publications.csv",
        {"id": "p1", "author": "LS", **row}, {"id": "p2", "author": "", **row}, {"id": "p3", "author": "Harbour Watch", **row},
    )  # fmt: skip
    year.load()

    assert dict(Publication.objects.values_list("record__ref", "is_own")) == {"p1": True, "p2": True, "p3": False}


@pytest.mark.parametrize(
    ("values", "session"),
    [
        ({"title": "Input for the 57th Council session"}, 57),
        ({"counterparts": [{"role": "addressee", "organisation": "Council"}, {"role": "45th session", "organisation": "Council"}]}, 45),
        ({"title_ko": "의견서(제58차 회기)"}, 58),
        ({"title": "Input for the 57th Council session", "session": 60}, 60),
        ({"title": "Report for the 4th review"}, None),
    ],
)
def test_every_submission_knows_its_session(year, values, session):
    counterparts = [{"role": "addressee", "organisation": "Council of Ponds"}]
    year.activities(activity("s", kind="submission", **{"counterparts": counterparts, **values}), activity("a"))
    year.load()

    submission = Submission.objects.get()
    assert submission.session == session
    assert submission.mechanism in {"Council of Ponds", "Council"}
    assert (submission.activity.record.ref, submission.filed) == ("s", "2025-03-08")


def test_a_sensitive_submission_stays_with_its_activity(year):
    year.activities(activity("s", kind="submission", sensitive=True))
    year.load()

    assert not Submission.objects.exists()


def test_what_took_up_a_text_is_tied_to_both_activities(year):
    year.table(
        "citations.csv",
        {"id": "c1", "submission": "Our input", "submission_activity_id": "a", "citing_document": "Their report", "citation_activity_id": "b", "times_cited": "3", "status": "confirmed"},
    )  # fmt: skip
    year.load()

    uptake = Uptake.objects.get()
    assert (uptake.own_activity.record.ref, uptake.activity.record.ref, uptake.times) == ("a", "b", 3)
