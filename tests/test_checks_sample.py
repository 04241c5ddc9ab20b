"""The check of the sample year: what it computes, what it must find by itself."""

from __future__ import annotations

import csv
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bandi.publishing.checking import Checked, check_year
from bandi.register.claims.measuring import measure_year
from bandi.register.claims.models import Claim
from tests.conftest import SAMPLE

DIFFERS = {"F005": 28, "F006": 2025, "F009": 9, "F084": 18}
HELD_OR_UNTOLD = {"F047", "F050", "F094", "F096", "F097"}
FOUND = {
    "14 recipients, 18 names": r"18 names stand in the list .* 14 are stated",
    "43 names, 39 people": r"hold 43 names; .* 39",
    "masks that occur again": r"masks occur more than once",
    "mentees and mentors": r"one-to-one, yet 22 .*21 ",
    "outlets": r"12 outlets are stated; .* 9 outlets \(10 with",
    "media list": r"69 items .* one repeats another .* 68 without",
    "outlet spellings": r"34 spellings stand for 30 outlets",
    "early coverage": r"precedes .* \(29 November 2024\) by 26 days",
    "foreword": r"foreword is dated",
    "anniversary": r"Anniversary 30 is stated; founded in 1996",
    "bi-monthly and bi-weekly": r"two ways: bi-monthly / bi-weekly",
    "monthly and 11": r"monthly, which makes 12; 11 were held",
    "quarterly without a number": r"quarterly, which would be 4; how many were held is not recorded",
    "4 speakers and 1": r"4 speakers are told of .* names 1 ",
    "301 attendances": r"^301 in .*attendances rather than people",
    "318 attendances": r"^318 in .*attendances rather than people",
    "80 attendances": r"^80 in .*attendances rather than people",
    "spelling, same position": r"“Phurora” .*“Bureora” .* two spellings",
    "spelling, nearly the same": r"“Na-Neo-Ul” .*“Na-Neo-UI” .* two spellings",
    "aliases": r"“Cho Tae-yul” is also written “Cho Tae-yeol”",
    "name order": r"Names stand in two orders",
    "one abbreviation, two bodies": r"IACC can stand for",
    "outside the period": r"lie outside the period",
    "undated": r"single events have no date but the year",
    "weekends at schools": r"events at schools are dated on a weekend",
    "letters": r"has 5 rows, the year 9 letters",
    "three citations, one shown": r"3 citations are stated in .*; 1 passage of it is on record",
    "websites": r"2 websites are given",
    "year missing": r"year missing in the running text",
    "tally": r"12 are tallied for .*4 stand as records",
    "arrivals confirmed": r"Confirmed: the 27 rows .* 34,314",
}


@pytest.fixture(scope="module")
def checked(sample_year: None, django_db_blocker: pytest.FixtureRequest) -> Checked:
    with django_db_blocker.unblock():
        return check_year(2024)


def test_every_row_of_the_file_is_answered_in_its_order(checked):
    with (SAMPLE / "figures.csv").open(encoding="utf-8") as handle:
        refs = [row["id"] for row in csv.DictReader(handle)]

    assert [entry["id"] for entry in checked.as_list()[: len(refs)]] == refs


def test_what_differs_is_what_a_careful_reader_found(checked):
    found = {each.claim.record.ref: int(each.value) for each in checked.measured if each.state == "differs" and each.value is not None}

    assert found == DIFFERS


def test_every_own_number_is_computed_unless_it_is_held_or_untold(checked):
    without = {each.claim.record.ref for each in checked.measured if each.value is None and each.claim.origin != "external_context"}

    assert without == HELD_OR_UNTOLD


def test_every_answer_has_a_reason_in_both_languages_and_its_records(checked):
    for each in checked.measured:
        assert each.reason_en.endswith((".", "”")) and re.search("[가-힣]", each.reason_ko), each.claim.record.ref
        assert each.records or each.value is None, each.claim.record.ref


@pytest.mark.parametrize("pattern", FOUND.values(), ids=FOUND.keys())
def test_the_contradictions_are_found_without_being_told(checked, pattern):
    assert [finding.message_en for finding in checked.findings if re.search(pattern, finding.message_en)]


def test_findings_speak_korean_and_have_keys_of_their_own(checked):
    keys = [finding.key for finding in checked.findings]

    assert len(keys) == len(set(keys))
    assert all(re.search("[가-힣]", finding.message_ko) for finding in checked.findings)


def test_false_alarms_about_spelling_are_few(checked):
    assert len([finding for finding in checked.findings if "two spellings of one name" in finding.message_en]) <= 8


@pytest.mark.django_db
@pytest.mark.usefixtures("sample_year")
def test_measuring_needs_a_bounded_number_of_queries():
    with CaptureQueriesContext(connection) as queries:
        measure_year(2024)

    assert len(queries) < 2 * Claim.objects.filter(year=2024).count()
