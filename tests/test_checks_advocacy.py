"""The check of the sample year stands on the records of advocacy: change one, and its figure moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from bandi.foundation.records import editing
from bandi.publishing.checking import check_year
from bandi.register.activities.models import Activity
from bandi.register.claims.measuring import measure_year
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models import Letter, MediaItem, Publication, Recommendation, Submission, Uptake

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("sample_year")]


def values() -> dict[str, int]:
    """Return what the records say, by claim."""
    return {each.claim.record.ref: int(each.value) for each in measure_year(2024) if each.value is not None}


def one(model: Any, ref: str) -> Any:
    return model.objects.get(record__ref__in=(ref, f"2024/{ref}"))


def another_outlet_reports() -> None:
    outlet = editing.create(Organisation, by=None, name_en="The Invented Acorn", is_outlet=True)
    editing.create(
        MediaItem, by=None, outlet=outlet, published_on=date(2024, 12, 2), headline_en="Lanterns and wigs", activity=one(Activity, "made-in-china-report")
    )


def a_second_item_is_removed() -> None:
    editing.remove(one(MediaItem, "media-02"), by=None)


def an_item_is_given_to_another_outlet() -> None:
    alone = next(row for row in MediaItem.objects.all() if row.outlet.media_items.count() == 1)
    editing.edit(alone, {"outlet_id": one(MediaItem, "media-01").outlet_id}, by=None)


def the_board_meets_once_more() -> None:
    row = one(Activity, "afad-admin-meetings")
    editing.edit(row, {"occurrences": row.occurrences + 1}, by=None)


def the_summary_cites_us_twice_only() -> None:
    editing.edit(one(Uptake, "cit-1"), {"times": 2}, by=None)


def the_un_report_cites_another_report() -> None:
    editing.edit(one(Uptake, "cit-2"), {"times": 2}, by=None)


def a_letter_leaves_the_table() -> None:
    editing.edit(one(Letter, "jl-2"), {"in_printed_table": False}, by=None)


def a_letter_is_not_sent_after_all() -> None:
    editing.edit(one(Letter, "jl-3"), {"status": "drafted"}, by=None)


def one_more_signs() -> None:
    editing.edit(one(Letter, "jl-1"), {"signatories": 14}, by=None)


def a_demand_is_dropped() -> None:
    editing.edit(one(Letter, "jl-1"), {"message_en": "Change the bill: the definition, Article 16"}, by=None)


def the_input_was_for_another_session() -> None:
    editing.edit(one(Submission, "submission-sr-slavery"), {"session": 58}, by=None)


MOVES: list[tuple[str, str, Callable[[], None], int, int]] = [
    ("F009", "outlets that covered the report", another_outlet_reports, 9, 10),
    ("F124", "items in the media", a_second_item_is_removed, 69, 68),
    ("F125", "outlets in the media list", an_item_is_given_to_another_outlet, 30, 29),
    ("F031", "meetings of the federation", the_board_meets_once_more, 11, 12),
    ("F020", "citations in the UN summary", the_summary_cites_us_twice_only, 3, 2),
    ("F015", "citations in the UN report", the_un_report_cites_another_report, 1, 2),
    ("F021", "rows of the letter table", a_letter_leaves_the_table, 5, 4),
    ("F021", "letters that were sent", a_letter_is_not_sent_after_all, 5, 4),
    ("F029", "signatories beside us", one_more_signs, 12, 13),
    ("F030", "demands", a_demand_is_dropped, 3, 2),
    ("F014", "session of the Council", the_input_was_for_another_session, 57, 58),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "what", "change", "before", "after"), MOVES, ids=[f"{mark} {what}" for mark, what, *_ in MOVES])
def test_a_figure_moves_with_its_record(mark: str, what: str, change: Callable[[], None], before: int, after: int) -> None:
    assert values()[mark] == before
    change()
    assert values()[mark] == after


def messages() -> list[str]:
    return [finding.message_en for finding in check_year(2024).findings]


def found(pattern: str) -> bool:
    return any(re.search(pattern, message) for message in messages())


def test_a_passage_that_is_found_answers_for_one_more_citation() -> None:
    pattern = r"3 citations are stated in .*; (\d) passages? of it (?:is|are) on record"
    assert found(pattern)
    row = one(Uptake, "cit-1")
    for number in (2, 3):
        editing.create(
            Uptake, by=None, own_text_en=row.own_text_en, document_en=row.document_en, taken_up_en=f"Passage {number}", submission=row.submission,
            found_document=row.found_document, own_activity=row.own_activity,
        )  # fmt: skip
    assert not found(pattern)


def test_the_outlets_found_are_said_in_the_finding_and_agree_once_there_are_twelve() -> None:
    assert found(r"12 outlets are stated; the media list holds .* 9 outlets")
    for number in range(3):
        outlet = editing.create(Organisation, by=None, name_en=f"Invented outlet {number}", is_outlet=True)
        editing.create(MediaItem, by=None, outlet=outlet, published_on=date(2024, 12, 2), headline_en=f"Lantern {number}", activity=one(Activity, "made-in-china-report"))
    assert not found(r"12 outlets are stated")


def test_the_duplicate_that_is_taken_away_is_found_no_more() -> None:
    assert found(r"69 items stand in the media list, one repeats another")
    editing.remove(one(MediaItem, "media-37"), by=None)
    assert not found(r"one repeats another")


def test_the_sample_year_says_to_whom_texts_went_and_how_far_outcomes_are_ours() -> None:
    addressed = {row.record.ref.removeprefix("2024/"): (row.addressed_to.record.ref if row.addressed_to else None, row.meeting.record.ref if row.meeting else None) for row in Submission.objects.all()}

    assert addressed == {
        "trc-request-2022": ("trc-kr", None), "upr-china-submission": ("upr", "upr-45-chn"), "upr-dprk-submission": ("upr", "upr-47-prk"),
        "submission-sr-slavery": ("sr-slavery", None), "submission-feb-salmon": ("sr-dprk", None),
    }  # fmt: skip
    assert one(Submission, "trc-request-2022").record.signatories.filter(role="supporter", organisation__isnull=False).count() == 4
    assert one(Uptake, "cit-2").attribution == "cites_us" and one(Uptake, "cit-3").attribution == "same_demand"
    assert one(Activity, "letter-may9").outcomes.get().lag_days == 4
    assert one(Activity, "salmon-online-meeting").follow_ups.count() == 1
    assert MediaItem.objects.filter(topic=None).count() == 0
    assert Recommendation.objects.filter(publication=Publication.objects.get(record__ref="pub-made-in-china")).count() == 3


def test_loading_the_year_again_changes_nothing_of_it() -> None:
    before = list(Uptake.objects.order_by("pk").values_list("pk", "version"))
    call_command("year_load", "sample/2024", "--quiet")

    assert list(Uptake.objects.order_by("pk").values_list("pk", "version")) == before
