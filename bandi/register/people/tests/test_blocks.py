"""Who we are and how to give, in print."""

from __future__ import annotations

from datetime import date

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Bullets, Entry, Paragraph, Request, Table, provided
from bandi.foundation.records.inline import text_of
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Language
from bandi.register.people.models import Award, DonationChannel, Membership, MissionPoint, Organisation, Profile

pytestmark = pytest.mark.django_db


def request(language: Language = "en") -> Request:
    return Request(date(2031, 1, 1), date(2031, 12, 31), language)


@pytest.fixture
def profile() -> Profile:
    own = editing.create(Organisation, by=None, name_en="Lantern Street", name_ko="등불거리", abbreviation="LS", is_own=True)
    profile = editing.create(
        Profile, by=None, organisation=own, founded="2011-05", purpose_en="light the street", purpose_ko="거리를 밝힌다",
        mandate_en="one lamp\nmany hands", mandate_ko="등불 하나\n여러 손", address_en="1 Lantern Street",
        emails=["light@lantern.example"], phones=["000-0000"],
    )  # fmt: skip
    editing.add(MissionPoint(profile=profile, order=1, text_en="Keep the lamps", text_ko="등불을 지킨다"), by=None)
    return profile


def test_the_masthead_gives_name_abbreviation_and_contact(profile: Profile) -> None:
    (entry,) = provided("masthead", request())
    assert isinstance(entry, Entry)
    assert (text_of(entry.title), entry.kind) == ("Lantern Street", "LS")
    facts = {fact.label: text_of(fact.value) for fact in entry.facts}
    assert (facts["Founded"], facts["Address"], facts["E-mail"]) == ("May 2011", "1 Lantern Street", "light@lantern.example")


def test_mission_and_mandate_stand_in_both_languages(profile: Profile) -> None:
    lead, points = provided("mission", request("ko"))
    assert isinstance(lead, Paragraph) and isinstance(points, Bullets)
    assert (text_of(lead.runs), text_of(points.items[0])) == ("거리를 밝힌다", "등불을 지킨다")
    mandate = provided("mandate", request())[0]
    assert isinstance(mandate, Bullets)
    assert [text_of(item) for item in mandate.items] == ["One lamp", "Many hands"]


def test_only_awards_chosen_for_print_and_memberships_in_force_are_printed(profile: Profile) -> None:
    editing.create(Award, by=None, name_en="Silver Lamp", giver_en="Harbour City", awarded="2024")
    editing.create(Award, by=None, name_en="Not chosen", awarded="2024", is_printed=False)
    editing.create(Award, by=None, name_en="Later lamp", awarded="2033")
    editing.create(Membership, by=None, name_en="League of Lamps", abbreviation="LoL", since="2020-03")
    editing.create(Membership, by=None, name_en="Left long ago", until="2025")

    awards, memberships = (block for block in provided("awards", request()) if isinstance(block, Table))
    assert [text_of(row[1]) for row in awards.rows] == ["Silver Lamp"]
    assert [text_of(row[0]) for row in memberships.rows] == ["League of Lamps (LoL), since March 2020"]


def test_banks_stand_apart_from_ways_that_can_be_used_and_no_number_is_printed(profile: Profile) -> None:
    bank = Term.objects.create(vocabulary="channel_kind", key="bank_transfer", label_en="Bank transfer")
    editing.create(DonationChannel, by=None, name_en="Moon Bank", kind=bank, for_whom_en="everybody")
    editing.create(DonationChannel, by=None, name_en="Monthly lamp", recurring="monthly")
    editing.create(DonationChannel, by=None, name_en="A grant of a ministry", details_en="nobody can give this way")

    accounts = provided("accounts", request())[0]
    (ways,) = provided("channels_table", request())
    assert isinstance(accounts, Table) and isinstance(ways, Table)
    assert [text_of(row[0]) for row in accounts.rows] == ["Moon Bank"]
    assert [text_of(row[0]) for row in ways.rows] == ["Monthly lamp"]


def test_an_office_without_a_profile_offers_nothing() -> None:
    for name in ("masthead", "mission", "mandate", "supporters", "accounts", "channels_table", "social_table", "awards"):
        assert provided(name, request()) == ()
