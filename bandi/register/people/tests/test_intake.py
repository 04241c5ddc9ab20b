from __future__ import annotations

import pytest
from django.utils.translation import override

from bandi.foundation.records.intake import Folder
from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.register.people.intake.matching import Names, folded, organisation_called
from bandi.register.people.intake.persons import parts_of
from bandi.register.people.models import (
    Agreement,
    Alias,
    Award,
    DonationChannel,
    Membership,
    Organisation,
    Person,
    Place,
    Profile,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def year(tmp_path):
    return YearFolder(tmp_path / "2025")


@pytest.mark.parametrize(
    ("name", "name_ko", "parts"),
    [
        ("Lantern, Ada", "", ("Lantern", "Ada")),
        ("Gil-Dong Hong", "홍길동", ("Hong", "Gil-Dong")),
        ("Hong Gil-dong", "홍길동", ("Hong", "Gil-dong")),
        ("Hong Gil-dong", "", ("", "")),
        ("Ada Lantern", "", ("", "")),
        ("Ada Lantern", "에이다", ("", "")),
        ("Mill-Pond Ada-May", "홍길동", ("", "")),
        ("Ada Mill-Pond", "에이다", ("Ada", "Mill-Pond")),
        ("Ada May Mill-Pond", "홍길동", ("", "")),
    ],
)
def test_parts_of_a_name_are_told_apart_only_where_the_writing_does(name, name_ko, parts):
    assert parts_of(name, name_ko) == parts


def test_stated_parts_of_a_name_win(year):
    year.table("people.csv", {"id": "h", "name": "Hong Gil-dong", "family_name": "Gil", "given_name": "Dong", "name_ko": "홍길동"})
    year.load()

    assert Person.objects.get().labels() == ("Dong Gil", "홍길동")


def test_names_are_compared_without_case_spacing_and_article():
    assert folded("The  Harbour Watch.") == folded("harbour watch")


def test_a_name_that_two_records_share_means_neither(year):
    year.table(
        "organisations.csv",
        {"id": "a", "name": "Harbour Watch", "abbreviation": "HW"},
        {"id": "b", "name": "Hill Walkers", "abbreviation": "HW"},
    )
    year.load()
    folder = Folder(path=year.path)

    assert organisation_called(folder, "HW") is None
    assert organisation_called(folder, "hill walkers (north)").record.ref == "b"
    assert Names([]).find("") is None


def test_other_spellings_become_aliases_with_where_they_stand(year):
    year.table(
        "people.csv",
        {"id": "a", "name": "Ada Lantern", "name_variants": "Ada Lanthern (caption); Chairwoman (page 3)"},
    )
    year.load()

    assert list(Alias.objects.values_list("name", "source")) == [("Ada Lanthern", "caption")]
    assert Person.objects.get().note == "Chairwoman (page 3)"


def test_an_alias_that_is_taken_out_of_the_file_goes(year):
    row = {"id": "hw", "name": "Harbour Watch"}
    year.table("organisations.csv", {**row, "name_variants": "Harbor Watch; HarbourWatch"})
    year.load()
    year.table("organisations.csv", {**row, "name_variants": "Harbor Watch"})

    assert year.load()["organisations.csv"].changed == 1
    assert [alias.name for alias in Alias.objects.all()] == ["Harbor Watch"]


def test_an_unknown_employer_is_noted_and_the_person_is_kept(year):
    year.table("people.csv", {"id": "a", "name": "Ada Lantern", "organisation": "Nowhere Ltd"})

    (doubt,) = year.load()["people.csv"].doubts

    assert "Nowhere Ltd" in doubt.reason
    assert Person.objects.get().organisation is None


def test_our_own_organisation_is_the_one_organisation_json_names(year):
    year.table("organisations.csv", {"id": "us", "name": "LANTERN SOCIETY"}, {"id": "them", "name": "Harbour Watch"})
    year.load()

    assert [row.record.ref for row in Organisation.objects.filter(is_own=True)] == ["us"]
    assert Profile.objects.get().organisation.record.ref == "us"


def test_without_a_list_our_own_organisation_is_made_from_organisation_json(year):
    year.load()

    own = Organisation.objects.get()
    assert (own.is_own, own.name_ko, own.abbreviation) == (True, "등불회", "LS")


def test_the_profile_keeps_mission_mandate_and_contact(year):
    year.organisation(
        founded="2010-03", chair="Ada Lantern",
        mission={"purpose": "Light", "purpose_ko": "빛", "points": ["One", "Two"], "points_ko": ["하나"]},
        mandate_2010={"goal": "A goal", "manner": "A manner", "goal_ko": "목표", "adopted": "2010-03"},
        contact={"address": "1 Lantern Road", "phone": ["000"], "social_media": [{"network": "Pond", "handle": "@ls"}]},
    )  # fmt: skip
    year.load()

    profile = Profile.objects.get()
    assert [(point.text_en, point.text_ko) for point in profile.mission_points.all()] == [("One", "하나"), ("Two", "")]
    assert (profile.mandate_en, profile.mandate_ko) == ("A goal\nA manner", "목표")
    assert (profile.phones, profile.accounts) == (["000"], [{"network": "Pond", "handle": "@ls"}])


def test_awards_memberships_and_agreements_are_rows_of_their_own(year):
    year.table("people.csv", {"id": "a", "name": "Ada Lantern"})
    lists = {
        "awards": [{"name": "Prize", "year": 2003}, {"name": "Prize", "year": 2004}],
        "staff_awards": [{"person": "Ada Lantern", "award": "Medal", "date": "2025-10-23 (first headline)"}],
        "memberships": [{"name": "Network of Ponds", "kind": "network"}, {"since": "2020"}],
        "agreements": [{"partner": "Mill School", "kind": "MOU", "date": None}],
    }
    year.organisation(**lists)
    outcomes = year.load()

    assert [award.awarded for award in Award.objects.filter(is_printed=True)] == ["2003", "2004"]
    medal = Award.objects.get(is_printed=False)
    assert (medal.person.record.ref, medal.awarded, medal.note) == ("a", "2025-10-23", "first headline")
    assert Membership.objects.get().kind.key == "network"
    assert Agreement.objects.get().partner_en == "Mill School"
    assert len(outcomes["organisation.json#memberships"].refused) == 1

    lists["awards"][0]["name"] = "Great Prize"
    year.organisation(**lists)
    assert year.load()["organisation.json#staff_awards"].unchanged == 1


def test_a_withheld_place_loses_everything_that_locates_it(year):
    row = {"name": "Withheld place 1", "city": "Pondtown", "country": "Nowhere", "latitude": "1", "longitude": "2", "note": "by night"}
    year.table("places.csv", {"id": "w", **row, "withheld": "yes"}, {"id": "o", **row, "withheld": ""})

    assert year.load()["places.csv"].held == 1

    held = Place.objects.get(record__ref="w")
    assert (held.is_withheld, held.city_en, held.country_en, held.latitude, held.note) == (True, "", "", None, "")
    assert Place.objects.get(record__ref="o").latitude == 1.0


def test_a_place_that_only_sensitive_activities_name_is_withheld_without_being_flagged(year):
    year.activities(
        activity("h", sensitive=True, place_ids=["road", "hall"]),
        activity("o", place_ids=["hall"]),
    )
    row = {"city": "Pondtown", "country": "Nowhere", "note": "by night"}
    year.table(
        "places.csv",
        {"id": "road", "name": "The hidden road", "name_ko": "숨은 길", **row},
        {"id": "hall", "name": "Lantern Hall", "name_ko": "", **row},
        {"id": "gate", "name": "Gate", "name_ko": "", **row},
    )

    assert year.load()["places.csv"].held == 1

    road = Place.objects.get(record__ref="road")
    assert (road.name_en, road.name_ko, road.city_en, road.note, road.is_withheld) == ("Withheld place", "비공개 장소", "", "", True)
    assert set(Place.objects.filter(is_withheld=False).values_list("name_en", flat=True)) == {"Lantern Hall", "Gate"}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"latitude": "91", "longitude": "0"}, "90"),
        ({"latitude": "37.5", "longitude": ""}, "both coordinates or neither"),
        ({"latitude": "37,5°", "longitude": "127"}, "should be a number"),
    ],
)
def test_a_place_with_impossible_coordinates_is_refused(year, values, reason):
    year.table("places.csv", {"id": "p", "name": "Hall", **values})

    (refusal,) = year.load()["places.csv"].refused

    assert reason in refusal.reason


def test_an_account_number_is_refused_wherever_it_stands(year):
    year.table(
        "donation_channels.csv",
        {"id": "d1", "name": "Pond Bank", "kind": "bank_transfer", "details": "000-00-0000-000", "details_ko": ""},
        {"id": "d2", "name": "Mill Bank", "kind": "bank_transfer", "details": "ask us", "details_ko": "문의: 02-000-0000"},
    )

    (refusal,) = year.load()["donation_channels.csv"].refused

    assert refusal.ref == "d1"
    assert "0000" not in refusal.reason
    assert [channel.record.ref for channel in DonationChannel.objects.all()] == ["d2"]


def test_outlets_get_their_korean_names(year):
    year.table("organisations.csv", {"id": "pd", "name": "Pond Daily", "type": "media"})
    year.table("outlets.csv", {"outlet_canonical": "Pond Daily", "name_ko": "연못일보"}, {"outlet_canonical": "Mill News", "name_ko": ""})
    year.load()

    outlets = Organisation.objects.filter(is_outlet=True).order_by("name_en")
    assert [(outlet.name_en, outlet.name_ko) for outlet in outlets] == [("Mill News", ""), ("Pond Daily", "연못일보")]
