"""Programmes, tables of sessions, captions, personal texts, rolls and money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from bandi.foundation.records.intake import Folder
from bandi.foundation.records.models import Handling, ImportedRow
from bandi.foundation.records.rows import Row
from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.register.activities.intake.material import load_caption
from bandi.register.activities.intake.programmes import starts_of
from bandi.register.activities.models import Activity, Amount, HeldText, Picture, Programme, RollEntry, Session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def year(tmp_path):
    folder = YearFolder(tmp_path / "2025")
    folder.activities(activity("series"), activity("a", part_of="series"), activity("b", on="2025-04-05"))
    return folder


@pytest.mark.parametrize(
    ("values", "starts"),
    [
        ({"since": "2010-03", "note": "every Saturday since 2012; outdoors"}, [("2010-03", ""), ("2012", "every Saturday since 2012")]),
        ({"since": "2010", "note": "since 2010"}, [("2010", "")]),
        ({"since": None, "note": "weekly"}, []),
        ({"since": "2010", "starts": [{"on": "2011", "what": "Begun"}]}, [("2011", "Begun")]),
    ],
)
def test_a_programme_knows_when_it_began_and_changed(values, starts):
    found = starts_of(Row("organisation.json", 1, "p", values))

    assert [(start["on"], start.get("what", "")) for start in found] == starts


def test_activities_find_their_programme_by_its_name(year):
    year.organisation(programmes=[{"name": "Reading", "name_ko": "독서"}])
    year.activities(activity("a", programme="Reading"), activity("b", programme="Unknown"))

    outcome = year.load()["activities.jsonl"]

    assert Activity.objects.get(record__ref="a").programme == Programme.objects.get(name_ko="독서")
    assert [doubt.reason for doubt in outcome.doubts] == ["no programme is called “Unknown”"]


def test_any_table_of_dated_rows_of_activities_is_a_table_of_sessions(year):
    year.table(
        "evenings.csv",
        {"id": "e1", "date": "2025-03-08", "theme": "Light", "theme_ko": "빛", "questions": "Why? | How?", "speaker": "Ada Lantern", "speaker_title": "Poet", "affiliation": "Mill School", "speaker_type": "neighbour", "activity_id": "a"},
    )  # fmt: skip

    assert year.load()["evenings.csv"].created == 1

    session = Session.objects.get()
    assert (session.table, session.theme_ko, session.questions_en) == ("evenings", "빛", ["Why?", "How?"])
    assert (session.affiliation_en, session.series) == ("Poet, Mill School", Activity.objects.get(record__ref="series"))
    assert year.load()["evenings.csv"].unchanged == 1


def test_a_session_without_its_activity_is_refused_and_a_wrong_day_is_noted(year):
    year.table(
        "tour.csv",
        {"id": "t1", "date": "2025-03-08", "weekday": "Monday", "venue": "Mill School", "activity_id": "a"},
        {"id": "t2", "date": "2025-03-08", "weekday": "", "venue": "Pond School", "activity_id": "b"},
        {"id": "t3", "date": "2025-03-08", "weekday": "", "venue": "Nowhere", "activity_id": "missing"},
        {"id": "t4", "date": "2025-03-08", "weekday": "", "venue": "Twice", "activity_id": "a"},
    )

    outcome = year.load()["tour.csv"]

    assert [(doubt.ref, doubt.reason) for doubt in outcome.doubts] == [
        ("t1", "2025-03-08 is no Monday"),
        ("t2", "its date 2025-03-08 is not that of its activity (2025-04-05)"),
    ]
    assert [(refusal.ref, refusal.reason) for refusal in outcome.refused] == [
        ("t3", "the activity “missing” is not in the folder"),
        ("t4", "its activity is a session already, in tour"),
    ]


def test_a_caption_is_read_only_when_it_shows_nobody_who_needs_protection(year):
    year.table(
        "captions.csv",
        {"id": "c1", "gist": "An empty hall", "activity_id": "a", "shows_beneficiaries_or_minors": "no"},
        {"id": "c2", "gist": "Words that must not be read", "activity_id": "a", "shows_beneficiaries_or_minors": "likely"},
        {"id": "c3", "gist": "Words that must not be read", "activity_id": "a", "shows_beneficiaries_or_minors": "perhaps"},
    )

    outcome = year.load()["captions.csv"]

    assert dict(Picture.objects.values_list("record__ref", "caption_en")) == {"c1": "An empty hall", "c2": ""}
    assert Picture.objects.get(record__ref="c2").handling == Handling.INTERNAL
    assert (outcome.held, [refusal.ref for refusal in outcome.refused]) == (1, ["c3"])


def test_not_so_much_as_a_digest_is_kept_of_a_held_caption(year):
    row = {"id": "c1", "gist": "Words that must not be read", "activity_id": "a", "shows_beneficiaries_or_minors": "likely"}
    year.table("captions.csv", row)
    year.load()
    digest = bytes(ImportedRow.objects.get(file="captions.csv").digest)
    year.table("captions.csv", {**row, "gist": "Other words"})
    year.load()

    assert bytes(ImportedRow.objects.get(file="captions.csv").digest) == digest


def test_a_held_caption_is_empty_even_if_its_words_were_not_cut_off(year):
    year.load()
    values = {"id": "c1", "gist": "Words", "gist_ko": "말", "credit": "A name", "shows_beneficiaries_or_minors": "yes"}
    picture = load_caption(Folder(path=year.path, year=2025), Row("captions.csv", 2, "c1", values))

    assert (picture.caption_en, picture.caption_ko, picture.credit) == ("", "", "")


def test_of_a_personal_text_only_its_place_is_held(year):
    year.table(
        "personal_texts.csv",
        {"id": "p1", "kind": "reflection", "attribution": "A name", "activity_id": "a", "gist": "A story", "needs_consent": "yes"},
    )

    assert year.load()["personal_texts.csv"].held == 1

    (held,) = HeldText.objects.values()
    assert not any("A name" in str(value) or "A story" in str(value) for value in held.values())
    assert (held["kind"], held["needs_consent"]) == ("reflection", True)


def test_the_same_mask_may_stand_for_two_people(year):
    row = {"channel": "own", "heading": "Own", "masked_name": "R O", "activity_id": "a", "funders": "The Moon Fund", "funders_ko": "달 재단"}
    year.table("scholarships.csv", {"id": "s1", "position": 1, **row}, {"id": "s2", "position": 2, **row})

    assert year.load()["scholarships.csv"].created == 2
    assert RollEntry.objects.filter(masked_name="R O", funders_en="The Moon Fund", funders_ko="달 재단").count() == 2


def test_money_needs_its_currency_and_a_rate_follows_from_two_amounts(year):
    row = {"purpose": "Lamps", "direction": "spent", "activity_id": "a"}
    year.table(
        "spending.csv",
        {"id": "m1", "amount": "27000000", "currency": "KRW", "amount_other": "20000", "currency_other": "USD", **row},
        {"id": "m2", "amount": "5", "currency": "", **row},
        {"id": "m3", "amount": "140", "currency": "USD", **row, "direction": "external figure"},
    )

    outcome = year.load()["spending.csv"]

    assert Amount.objects.get(record__ref="m1").rate == Decimal("1350")
    assert Amount.objects.get(record__ref="m3").is_external
    assert [refusal.reason for refusal in outcome.refused] == ["an amount needs its currency"]
