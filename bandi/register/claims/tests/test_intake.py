from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from bandi.foundation.records.tests.folders import YearFolder, activity
from bandi.register.claims.models import Claim, ContextFact, OpeningBalance, ReferenceSeries, SeriesPoint

pytestmark = pytest.mark.django_db
FIGURE = {"statement": "Lamps lit", "value": "8", "unit": "lamps", "qualifier": "exact", "origin": "own_record"}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def year(tmp_path):
    folder = YearFolder(tmp_path / "2025")
    folder.activities(activity("a"))
    return folder


def test_a_printed_number_becomes_a_claim_with_its_evidence(year):
    year.table("figures.csv", {"id": "F001", **FIGURE, "how_computed": "count", "consistency_note": "odd", "activity_ids": "a;b"})

    outcome = year.load()["figures.csv"]

    claim = Claim.objects.get()
    assert (claim.record.ref, claim.year, claim.value, claim.evidence) == ("F001", 2025, 8, ["a", "b"])
    assert (claim.how, claim.note, claim.state) == ("count", "odd", "no_evidence")
    assert [doubt.reason for doubt in outcome.doubts] == ["the activity “b” is not in the folder"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"value": "eight"}, "“value” should be a number"),
        ({"value": ""}, "“value” is empty"),
        ({"qualifier": "perhaps"}, "no qualifier"),
        ({"origin": "hearsay"}, "no origin"),
        ({"value": "1" * 19}, "larger than can be kept"),
        ({"value": "0.12345"}, "decimal places"),
    ],
)
def test_a_number_that_cannot_be_is_refused(year, values, reason):
    year.table("figures.csv", {"id": "F001", **FIGURE, **values}, {"id": "F002", **FIGURE})

    (refusal,) = year.load()["figures.csv"].refused

    assert (refusal.number, refusal.ref) == (2, "F001")
    assert reason in refusal.reason
    assert Claim.objects.get().record.ref == "F002"


def test_a_statement_without_a_number_says_so(year):
    year.table("figures.csv", {"id": "F001", **FIGURE, "value": "", "qualifier": "not_stated"})
    year.load()

    assert Claim.objects.get().value is None


def test_a_number_about_the_world_is_a_context_fact_too(year):
    year.table("figures.csv", {"id": "F001", **FIGURE, "origin": "external_context"}, {"id": "F002", **FIGURE})
    year.load()

    assert ContextFact.objects.get().record.ref == "F001"


def test_loading_again_leaves_the_state_of_a_claim_alone(year):
    row = {"id": "F001", **FIGURE}
    year.table("figures.csv", row)
    year.load()
    Claim.objects.update(state="agrees", figure="lamps.lit", parameters={"x": 1})
    year.table("figures.csv", {**row, "value": "9"})

    assert year.load()["figures.csv"].changed == 1

    claim = Claim.objects.get()
    assert (claim.value, claim.state, claim.figure) == (9, "agrees", "lamps.lit")


def test_a_series_is_a_table_by_year_with_its_bundle_set_apart(year):
    year.organisation(reference_series={"arrivals": {"title": "Arrivals", "title_ko": "도착", "source": "Office of Ponds", "as_of": "2025-12"}})
    year.table(
        "arrivals.csv",
        {"year": "<=1998", "arrivals": "947"},
        {"year": "1999", "arrivals": "148"},
        {"year": "Total", "arrivals": "1095"},
        {"year": "2000", "arrivals": ""},
    )

    outcome = year.load()["arrivals.csv"]

    series = ReferenceSeries.objects.get()
    assert (series.title_ko, series.source, series.status_on) == ("도착", "Office of Ponds", "2025-12")
    assert [(p.label, p.year, p.value, p.is_bundle) for p in series.points.all()] == [
        ("<=1998", 1998, 947, True), ("1999", 1999, 148, False),
    ]  # fmt: skip
    assert [refusal.ref for refusal in outcome.refused] == ["Total", "2000"]


def test_a_series_of_another_name_loads_as_well(year):
    year.table("rainfall.csv", {"year": "2024", "value": "12.5"}, {"year": "2020-2023", "value": "40"})
    year.load()

    assert ReferenceSeries.objects.get().title_en == "rainfall"
    assert SeriesPoint.objects.get(year=2023).is_bundle


def test_a_corrected_point_changes_that_point(year):
    year.table("arrivals.csv", {"year": "2024", "arrivals": "236"}, {"year": "2023", "arrivals": "196"})
    year.load()
    year.table("arrivals.csv", {"year": "2024", "arrivals": "237"}, {"year": "2023", "arrivals": "196"})

    outcome = year.load()["arrivals.csv"]

    assert (outcome.changed, outcome.unchanged) == (1, 1)
    assert SeriesPoint.objects.get(year=2024).value == 237


def test_an_opening_balance_is_loaded_only_when_the_folder_states_it(year):
    year.table("figures.csv", {"id": "F001", **FIGURE, "qualifier": "total_to_date", "consistency_note": "Implies 7 at the end of 2024"})
    year.load()
    assert not OpeningBalance.objects.exists()

    year.organisation(opening_balances=[{"topic": "Lamps lit", "topic_ko": "켠 등", "value": 7, "at_end_of": 2024, "figure": "F001"}])
    year.table("opening_balances.csv", {"topic": "Doors", "value": "2.5", "year": "2024"}, {"topic": "Gates", "value": "2", "year": ""})
    outcome = year.load()["opening_balances.csv"]

    found = {balance.topic_en: (balance.value, balance.year, balance.source) for balance in OpeningBalance.objects.all()}
    assert found == {"Lamps lit": (7, 2024, "F001"), "Doors": (Decimal("2.5"), 2024, "")}
    assert len(outcome.refused) == 1
