"""Activities as entries: what is told, what is not, and in which words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Block, Bullets, Entry, Paragraph, Request, Table, provided
from bandi.foundation.records.inline import text_of
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Language
from bandi.register.activities.models import (
    Activity,
    Ask,
    Headcount,
    Heading,
    Measure,
    Outcome,
    Participation,
    Session,
    Side,
)
from bandi.register.people.models import Organisation, Person, Place

pytestmark = pytest.mark.django_db


def kind(key: str = "meeting", english: str = "Meeting", korean: str = "면담") -> Term:
    return Term.objects.get_or_create(
        vocabulary="activity_kind", key=key, defaults={"label_en": english, "label_ko": korean}
    )[0]


@pytest.fixture
def heading() -> Heading:
    return editing.create(Heading, by=None, year=2031, level="heading", title_en="Lanterns", title_ko="등불", order=1)


def activity(heading: Heading, title: str = "Lantern walk", **values: Any) -> Activity:
    day = values.pop("day", "2031-05-16")
    given: dict[str, Any] = {
        "kind": kind(), "heading": heading, "title_en": title, "title_ko": f"{title} (한국어)", "when": day,
        "starts_on": date.fromisoformat(day), "ends_on": date.fromisoformat(day), "precision": "day",
    }  # fmt: skip
    return editing.create(Activity, by=None, **(given | values))


def told(heading: Heading, language: Language = "en", **shared: Any) -> list[Block]:
    request = Request(date(2031, 1, 1), date(2031, 12, 31), language, heading=str(heading.id), shared=dict(shared))
    return list(provided("entries", request))


def entry(heading: Heading, language: Language = "en") -> Entry:
    return next(block for block in told(heading, language) if isinstance(block, Entry))


def facts(one: Entry) -> dict[str, str]:
    return {fact.label: text_of(fact.value) for fact in one.facts}


def everything(blocks: list[Block]) -> str:
    return repr(blocks)


def test_an_entry_says_title_kind_date_and_place_in_the_language_of_the_edition(heading: Heading) -> None:
    row = activity(heading)
    place = editing.create(
        Place, by=None, name_en="Moon Hall", name_ko="달빛홀", city_en="Harbour City", city_ko="항구시", country_en="Farland", country_ko="먼나라"
    )
    row.places.add(place)

    english, korean = entry(heading), entry(heading, "ko")

    assert (text_of(english.title), english.kind, english.when, english.where) == (
        "Lantern walk", "Meeting", "16 May 2031", "Moon Hall, Harbour City, Farland",
    )  # fmt: skip
    assert (text_of(korean.title), korean.kind, korean.when, korean.where) == (
        "Lantern walk (한국어)", "면담", "2031년 5월 16일", "먼나라 항구시 달빛홀",
    )  # fmt: skip


def test_a_withheld_place_is_never_printed_nor_is_the_place_as_it_was_written(heading: Heading) -> None:
    row = activity(heading, place_text="The Hidden House, Nowhere Lane")
    row.places.add(editing.create(Place, by=None, name_en="The Hidden House", is_withheld=True))

    assert entry(heading).where == ""
    assert "Hidden" not in everything(told(heading))


def test_a_protected_activity_prints_its_total_and_nothing_else(heading: Heading) -> None:
    row = activity(
        heading, "Case of the red umbrella", handling=Handling.PROTECTED, summary_en="She crossed at night.", place_text="Nowhere Lane"
    )
    editing.add(Headcount(activity=row, count=8, unit="people", measure=Measure.PEOPLE), by=None)
    editing.add(Headcount(activity=row, count=2, unit="people", group="children", order=1), by=None)

    blocks = told(heading)

    assert not [block for block in blocks if isinstance(block, Entry)]
    assert [text_of(item) for block in blocks if isinstance(block, Bullets) for item in block.items] == ["Meeting: 8 people"]
    for secret in ("umbrella", "crossed", "Nowhere", "children", "16 May", str(row.id)):
        assert secret not in everything(blocks)


def test_an_internal_activity_is_not_printed_at_all(heading: Heading) -> None:
    activity(heading, handling=Handling.INTERNAL)

    assert told(heading) == []


def test_people_stand_in_the_order_of_the_language_with_their_part(heading: Heading) -> None:
    row = activity(heading)
    person = editing.create(Person, by=None, full_name="Kim Ada", family_name="Kim", given_name="Ada", name_ko="김아다")
    council = editing.create(Organisation, by=None, name_en="Lantern Council", name_ko="등불위원회")
    editing.add(
        Participation(activity=row, side=Side.OURS, person=person, role="Director; speaker", role_ko="국장; 발표"), by=None
    )
    editing.add(
        Participation(activity=row, side=Side.COUNTERPART, organisation=council, role="host", role_ko="주최"), by=None
    )

    assert facts(entry(heading)) == {"Our people": "Ada Kim (Director, speaker)", "Counterparts": "Lantern Council (host)"}
    assert facts(entry(heading, "ko")) == {"우리 측": "김아다 국장(발표)", "상대측": "등불위원회(주최)"}


def test_an_office_named_for_its_holder_or_her_title_says_it_once(heading: Heading) -> None:
    row = activity(heading)
    person = editing.create(Person, by=None, full_name="Kim Ada", family_name="Kim", given_name="Ada", name_ko="김아다")
    envoy = editing.create(Organisation, by=None, name_en="Lantern Special Envoy for Rivers", name_ko="등불강특사")
    office = editing.create(Organisation, by=None, name_en="Office of Senator Ada Kim", name_ko="김아다 의원실")
    for order, (organisation, role, role_ko) in enumerate(((envoy, "Special Envoy", "특사"), (office, "office consulted", "면담한 의원실"))):
        editing.add(
            Participation(
                activity=row, side=Side.COUNTERPART, person=person, organisation=organisation, role=role, role_ko=role_ko, order=order
            ),
            by=None,
        )

    assert facts(entry(heading))["Counterparts"] == (
        "Ada Kim (Lantern Special Envoy for Rivers); Office of Senator Ada Kim (office consulted)"
    )
    assert facts(entry(heading, "ko"))["상대측"] == "등불강특사 김아다; 김아다 의원실(면담한 의원실)"


def test_people_and_attendances_are_two_numbers(heading: Heading) -> None:
    row = activity(heading)
    editing.add(Headcount(activity=row, count=15, unit="people", measure=Measure.PEOPLE, order=0), by=None)
    editing.add(Headcount(activity=row, count=150, measure=Measure.ATTENDANCES, qualifier="approx", order=1), by=None)

    assert facts(entry(heading))["How many"] == "15 people; about 150 attendances"
    assert facts(entry(heading, "ko"))["인원·규모"] == "15명; 약 150명(연인원)"


def test_a_text_without_a_translation_is_marked(heading: Heading) -> None:
    activity(heading, summary_en="Only in English.")

    body = entry(heading, "ko").body[0]
    assert isinstance(body, Paragraph)
    assert body.runs[0].untranslated
    assert not entry(heading).body[0].runs[0].untranslated  # type: ignore[union-attr]


def test_a_part_stands_beneath_its_whole_and_does_not_repeat_it(heading: Heading) -> None:
    trip = activity(heading, "Trip", place_text="Harbour City", is_online=False)
    activity(heading, "Meeting on the trip", part_of=trip, place_text="Harbour City", order=5)

    first, second = [block for block in told(heading) if isinstance(block, Entry)]
    assert (text_of(first.title), first.level, text_of(second.title), second.level) == ("Trip", 0, "Meeting on the trip", 1)
    assert (second.when, second.where, facts(second)) == ("", "", {})


def test_what_lies_outside_the_period_says_so(heading: Heading) -> None:
    activity(heading, day="2029-12-10", in_period=False)

    assert entry(heading).when == "10 December 2029 (before 2031)"
    assert entry(heading, "ko").when == "2029년 12월 10일(2031년 이전)"


def test_another_years_activity_under_another_years_heading_is_not_told(heading: Heading) -> None:
    other = editing.create(Heading, by=None, year=2029, level="heading", title_en="Lanterns", title_ko="등불", order=1)
    activity(other, "Old walk", day="2029-12-10", in_period=False)

    request = Request(date(2031, 1, 1), date(2031, 12, 31), "en")
    assert list(provided("entries", request)) == []


def test_outcomes_carry_their_source_and_requests_their_answer(heading: Heading) -> None:
    row = activity(heading)
    editing.add(Outcome(activity=row, text_en="The lamps were lit", source="Harbour Gazette"), by=None)
    editing.add(Ask(activity=row, counterpart="the mayor", text_en="Keep the street lit", answer="Granted", order=1), by=None)

    bullets = next(part for part in entry(heading).body if isinstance(part, Bullets))
    assert bullets.items[0][0].note == "Harbour Gazette"
    assert text_of(bullets.items[1]) == "Request to the mayor: Keep the street lit. Answer: Granted"


def test_a_session_is_a_row_of_its_table_and_not_an_entry(heading: Heading) -> None:
    row = activity(heading, "Evening of light")
    editing.add(Session(activity=row, table="evenings", theme_en="Light", theme_ko="빛", speaker_en="Ada Kim"), by=None)

    blocks = told(heading)
    assert [type(block) for block in blocks] == [Table]
    table = blocks[0]
    assert isinstance(table, Table)
    assert [column.label for column in table.columns] == ["Date", "Theme", "Speaker"]
    assert [text_of(cell) for cell in table.rows[0]] == ["16 May 2031", "Light", "Ada Kim"]


def test_the_table_is_left_to_the_heading_that_asks_for_it(heading: Heading) -> None:
    row = activity(heading, "Lecture of light")
    editing.add(Session(activity=row, table="lectures", theme_en="Light"), by=None)

    assert told(heading, **{"edition.content": {"lectures_table": {"elsewhere"}}}) == []


def test_the_number_of_queries_does_not_grow_with_the_activities(heading: Heading) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection, ) as caught:
            told(heading)
        return len(caught)

    council = editing.create(Organisation, by=None, name_en="Lantern Council")
    for number in range(2):
        editing.add(Participation(activity=activity(heading, f"Walk {number}"), side=Side.PARTNER, organisation=council), by=None)
    few = queries()
    for number in range(12):
        editing.add(Participation(activity=activity(heading, f"Talk {number}"), side=Side.PARTNER, organisation=council), by=None)

    assert queries() == few <= 18
