"""Figures of advocacy over a small world counted by hand; each moves when a record changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.figures import Question, bound_to, figure
from bandi.foundation.reference.models import Term
from bandi.register.activities.figures.narrowing import narrowings
from bandi.register.activities.models import Activity, Ask, Outcome
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models import (
    HandedTo,
    Letter,
    Mechanism,
    MediaItem,
    Publication,
    Recommendation,
    Submission,
    Uptake,
)

pytestmark = pytest.mark.django_db
QUESTION = Question("", "", "", "", date(2031, 1, 1), date(2031, 12, 31), 2031)


def ask(how: str, unit: str = "", **more: Any) -> Any:
    """Return the answer of the figure that fits the words best."""
    question = replace(QUESTION, how=how, unit=unit, shared={}, **more)
    for candidate in bound_to(question):
        if (answer := candidate.answer(question)) is not None:
            return candidate.key, answer
    return None


def count(how: str, **more: Any) -> int:
    found = ask(how, **more)
    assert found is not None, how
    return int(found[1].value)


def meeting(ref: str, day: date, **values: Any) -> Activity:
    kind, _made = Term.objects.get_or_create(vocabulary="activity_kind", key="meeting", defaults={"label_en": "Meeting"})
    return editing.create(Activity, by=None, ref=f"2031/{ref}", kind=kind, title_en=ref, when=day.isoformat(), starts_on=day, ends_on=day, precision="day", **values)


@pytest.fixture
def world(db: None) -> dict[str, Any]:
    mayor = editing.create(Organisation, by=None, name_en="The Mayor", name_ko="시장")
    spring, autumn, earlier = meeting("spring", date(2031, 3, 1)), meeting("autumn", date(2031, 10, 1)), meeting("earlier", date(2030, 3, 1))
    answered = editing.add(Ask(activity=spring, organisation=mayor, text_en="Light the street", answered_on=date(2031, 3, 11), answer="Yes"), by=None)
    late = editing.add(Ask(activity=spring, counterpart="The Council", text_en="Open the ferry", due_on=date(2031, 4, 1)), by=None)
    editing.add(Ask(activity=autumn, organisation=mayor, text_en="Mend the lamp"), by=None)
    editing.add(Ask(activity=autumn, direction="promised", organisation=mayor, text_en="A new lamp"), by=None)
    editing.add(Ask(activity=earlier, organisation=mayor, text_en="Last year’s"), by=None)
    return {"mayor": mayor, "spring": spring, "autumn": autumn, "answered": answered, "late": late}


def test_requests_are_counted_by_period_state_and_counterpart(world):
    assert ask("request records of the year")[0] == "advocacy.asks"
    assert count("request records of the year") == 3
    assert count("request records with state = open") == 2
    assert count("request records with state = late") == 1
    assert count("request records with state = answered") == 1
    assert count("request records with counterpart = the mayor") == 2
    assert count("request records with counterpart = 시장 and state = open") == 1
    assert count("request records", evidence=("spring",)) == 2
    assert count("promise records of the year") == 1

    editing.edit(world["late"], {"answered_on": date(2031, 5, 1)}, by=None)
    assert count("request records with state = open") == 1


def test_the_days_until_an_answer_are_those_in_the_middle(world):
    key, answer = ask("days from a request to its answer", unit="days")
    assert (key, int(answer.value), answer.records) == ("advocacy.answer_days", 10, (world["spring"].pk,))

    editing.edit(world["late"], {"answered_on": date(2031, 3, 3)}, by=None)
    assert count("days from a request to its answer") == 2, "of two the lower"


def test_citations_of_a_year_are_counted_by_attribution_and_their_lag(world):
    letter = editing.create(Letter, by=None, recipients_en="The mayor", sent="2031-03-01", status="filed")
    one = editing.create(Uptake, by=None, own_text_en="Letter", own_date="2031-03-01", document_en="City plan", document_date="2031-03-05", letter=letter, attribution="same_demand")
    editing.create(Uptake, by=None, own_text_en="Report", own_date="2031", document_en="UN report", document_date="2031-07", attribution="cites_us", symbol="A/POND/1")
    editing.create(Uptake, by=None, own_text_en="Report", document_en="Old report", document_date="2029-07", attribution="cites_us")

    assert ask("uptake records of the year")[0] == "advocacy.uptakes"
    assert count("uptake records of the year") == 2
    assert count("uptake records with attribution = cites us") == 1
    assert count("uptake records with attribution = same_demand") == 1
    assert count("uptake records with symbol = A/POND/1") == 1
    assert count("days until it was taken up", unit="days") == 4
    assert "cites us 1, same demand 1" in ask("uptake records of the year")[1].reason_en

    editing.edit(one, {"attribution": "after_us"}, by=None)
    assert count("uptake records with attribution = same demand") == 0


def test_outcomes_say_how_far_they_are_ours(world):
    editing.add(Outcome(activity=world["spring"], text_en="The street is lit", attribution="after_us"), by=None)
    editing.add(Outcome(activity=world["spring"], text_en="Nothing else"), by=None)

    assert ask("outcome records with attribution")[0] == "advocacy.attributed"
    assert count("outcome records with attribution") == 1
    assert count("outcome records with attribution = after us") == 1
    assert count("outcome records with attribution = cites us") == 0


def test_recommendations_are_counted_with_what_became_of_them(world):
    report = editing.create(Publication, by=None, title_en="Lamp report", issued="2031-05")
    report.activities.add(world["spring"])
    first = editing.create(Recommendation, by=None, text_en="Light it", publication=report)
    editing.create(Recommendation, by=None, text_en="Mend it", publication=report, progress="done")
    editing.create(Recommendation, by=None, text_en="Of last year", publication=editing.create(Publication, by=None, title_en="Old", issued="2030"))

    assert ask("recommendation records of the year")[0] == "advocacy.recommendations"
    assert count("recommendation records of the year") == 2
    assert count("recommendation records", evidence=("spring",)) == 2
    assert count("recommendation records with state = done") == 1
    assert count("recommendation records with state = handed") == 0
    editing.add(HandedTo(recommendation=first, name="The mayor"), by=None)
    assert count("recommendation records with state = handed") == 1
    assert ask("recommendation records with whose = states") is None


def test_submissions_are_counted_once_they_went_out(world):
    review = editing.create(Mechanism, by=None, name_en="Lantern Review", abbreviation="LR")
    row = editing.create(Submission, by=None, title_en="On lamps", addressed_to=review, filed="2031-04-09", filed_on=date(2031, 4, 9), status="filed", form="joint", is_joint=True)
    editing.create(Submission, by=None, title_en="Planned", addressed_to=review)

    assert ask("submission records of the year")[0] == "advocacy.submissions"
    assert count("submission records with mechanism = LR") == 1
    assert count("submission records with mechanism = Another") == 0
    assert count("submission records with joint = yes and form = joint") == 1
    editing.edit(row, {"is_removed": True}, by=None)
    assert count("submission records of the year") == 0


def test_the_media_are_counted_by_outlet_month_topic_language_and_naming(world):
    acorn, daily = (editing.create(Organisation, by=None, name_en=name, is_outlet=True) for name in ("Acorn", "Daily"))
    topic = Term.objects.create(vocabulary="media_topic", key="street_lamps", label_en="Street lamps", label_ko="가로등")

    def item(outlet: Organisation, month: int, **values: Any) -> MediaItem:
        return editing.create(MediaItem, by=None, outlet=outlet, published_on=date(2031, month, 3), headline_en="Lamp", **values)

    first = item(acorn, 3, topic=topic, language="ko", naming="names_us", activity=world["spring"])
    item(acorn, 3, duplicate_of=first)
    item(daily, 4, topic=topic, copy_of=first)
    item(daily, 4, headline_ko="등불")

    assert ask("media records with month = 3")[0] == "advocacy.media_part"
    assert count("media records with month = 3") == 1
    assert count("media records with month = 2031-04") == 2
    assert count("media records with outlet = daily") == 2
    assert count("media records with topic = street lamps") == 2
    assert count("media records with topic = 가로등 and story = yes") == 1
    assert count("media records with language = ko") == 2
    assert count("media records with naming = names us") == 1
    assert count("media records with month = 3", evidence=("spring",)) == 1
    editing.edit(first, {"published_on": date(2031, 5, 1)}, by=None)
    assert count("media records with month = 3") == 0


def test_narrowings_are_read_from_the_words_and_from_parameters():
    words = replace(QUESTION, how="media records with outlet = The Daily Acorn and month = 11; as listed", parameters={"topic": "china"})

    assert narrowings(words) == {"outlet": "The Daily Acorn", "month": "11", "topic": "china"}
    assert narrowings(replace(QUESTION, how="media items of the year")) == {}


def test_every_figure_of_advocacy_has_words_in_both_languages():
    for key in ("asks", "promises", "answer_days", "uptakes", "uptake_days", "attributed", "recommendations", "submissions", "media_part"):
        one = figure(f"advocacy.{key}")
        assert one.label_en and one.label_ko and one.help_en.endswith((".", "”.")) and one.help_ko
