"""The chains of the sample year can be walked in both directions."""

from __future__ import annotations

import pytest

from bandi.foundation.records.models import Record
from bandi.register.activities.models import Activity
from bandi.work.advocacy.chains import chain_of
from bandi.work.advocacy.models import Letter, LibraryDocument, Publication, Submission, Uptake

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHAINS = {
    "letter of 9 May to press release of 13 May": ("letter-may9", "mofa-release-may13"),
    "submission to UN summary": ("upr-china-submission", "upr-china-citation"),
    "request of 2022-12 to decision of 2024-08": ("trc-request-2022", "trc-decision"),
    "coal report of 2021 to a footnote of 2024": ("blood-coal-report", "un-forced-labour-report-citation"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_of_the_sample_year_is_walked_in_both_directions(sample_year: None, name: str) -> None:
    said, taken = (Activity.objects.get(record__ref=ref) for ref in CHAINS[name])

    assert taken.pk in {step.record for step in chain_of(said, None)}
    assert said.pk in {step.record for step in chain_of(taken, None)}
    forward = [step for step in chain_of(said, None) if step.record in (said.pk, taken.pk) and step.on]
    assert [step.record for step in forward] == [said.pk, taken.pk], "what was said comes before what was taken up"


def test_every_citation_of_the_sample_year_leads_to_our_text_and_the_document(sample_year: None) -> None:
    for uptake in Uptake.objects.exclude(status="announced"):
        steps = {step.record: step.model for step in chain_of(uptake, None)}
        assert uptake.found_document_id in steps or uptake.activity_id in steps, uptake
        assert uptake.own_activity_id is None or uptake.own_activity_id in steps
    letter = Letter.objects.get(activities__record__ref="letter-may9")
    assert letter.uptakes.count() == 1
    assert Submission.objects.get(activity__record__ref="upr-china-submission").uptakes.get().found_document.symbol == "A/HRC/WG.6/45/CHN/3"
    assert LibraryDocument.objects.filter(uptakes__own_activity__record__ref="blood-coal-report").exists()


def test_the_recommendations_of_the_report_stand_with_it(sample_year: None) -> None:
    report = Publication.objects.get(record__ref="pub-made-in-china")

    assert report.recommendations.count() == 3
    assert Record.objects.filter(kind="advocacy.recommendation").count() == 3
