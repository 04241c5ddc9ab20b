"""Invented offices of any size: so many activities with what a real one has around it.

Deterministic: the same size gives the same office. Nothing in it is real; titles are put together from short lists.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from bandi.foundation.records import indexing
from bandi.foundation.records.models import Record, RecordBase
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity, Headcount, Heading, Participation
from bandi.register.people.models import Organisation, Person, Place
from bandi.work.advocacy.models import MediaItem

SUBJECTS = [
    ("Meeting", "간담회"), ("Lecture", "강연"), ("Workshop", "워크숍"), ("Briefing", "브리핑"), ("Seminar", "세미나"),
    ("Conference", "학술회의"), ("Campaign", "캠페인"), ("Exhibition", "전시"), ("Training", "교육"), ("Concert", "공연"),
]  # fmt: skip
TOPICS = [
    ("forced return", "강제송환"), ("abduction", "납치 피해"), ("freedom of religion", "종교의 자유"), ("supply chains", "공급망"),
    ("resettlement", "정착 지원"), ("youth", "청소년"), ("memory", "기억"), ("accountability", "책임 규명"), ("education", "교육 지원"),
    ("enforced disappearance", "강제실종"), ("solidarity", "연대"), ("the right to know", "알 권리"), ("health", "건강 지원"),
]  # fmt: skip
TOWNS = [
    ("Lantern Street", "등불거리"), ("Pine Hill", "솔언덕"), ("Ferry Town", "나루마을"), ("Moon Bridge", "달다리"), ("Star Harbour", "별항구"),
    ("Cloud Gate", "구름문"), ("River Bend", "강굽이"), ("Stone Garden", "돌뜰"), ("Wind Field", "바람들"), ("Dew Valley", "이슬골"),
]  # fmt: skip
SURNAMES = [("Kim", "김"), ("Lee", "이"), ("Park", "박"), ("Choi", "최"), ("Jung", "정"), ("Yoon", "윤"), ("Han", "한"), ("Seo", "서")]
GIVEN = [("Byeol-i", "별이"), ("Haneul", "하늘"), ("Bada", "바다"), ("Saebom", "새봄"), ("Noeul", "노을"), ("Garam", "가람"), ("Maru", "마루")]

BUSY = 7
"""Which organisation and which place are those of every tenth activity."""

Row = TypeVar("Row", bound=RecordBase)


def _batches(rows: Sequence[Any], size: int = 2000) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _save(rows: list[Row]) -> list[Row]:
    """Save records with their spines, a batch at a time, and index them."""
    model = type(rows[0])
    for batch in _batches(rows):
        spines = []
        for row in batch:
            english, korean = row.labels()
            row.record = Record(kind=model._meta.label_lower, label_en=english[:400], label_ko=korean[:400])
            spines.append(row.record)
        Record.objects.bulk_create(spines, batch_size=500)
        model._default_manager.bulk_create(list(batch), batch_size=300)
        indexing.refresh(list(batch))
    return rows


def _bulk(model: type[models.Model], rows: list[Any]) -> None:
    for batch in _batches(rows):
        model._default_manager.bulk_create(list(batch), batch_size=500)


@transaction.atomic
def build(activities: int) -> list[UUID]:
    """Fill the empty database with an office of `activities` activities and return their ids.

    Around them: a place for every hundred, a person and an organisation for every fifty, a headcount for every one,
    a participant for every second, a media item for every fifth; spread over ten years. One organisation took part in every tenth
    of them, and one place saw every tenth: every office has such, and their pages must open like any other.
    """
    chance = random.Random(activities)
    kinds = [
        Term.objects.create(vocabulary="activity_kind", key=english.lower(), label_en=english, label_ko=korean, order=order)
        for order, (english, korean) in enumerate(SUBJECTS)
    ]
    headings = _headings()
    places = _save([_place(number) for number in range(max(20, activities // 100))])
    organisations = _save([_organisation(number) for number in range(max(20, activities // 50))])
    people = _save([_person(number, organisations, chance) for number in range(max(20, activities // 50))])
    rows = _save([_activity(number, kinds, headings, chance) for number in range(activities)])
    _bulk(Headcount, [Headcount(activity=row, count=chance.randint(2, 300), unit="participants") for row in rows])
    _bulk(
        Participation,
        [Participation(activity=row, side="ours", person=chance.choice(people), role="speaker") for row in rows[::2]],
    )
    _bulk(
        Activity.places.through,
        [Activity.places.through(activity_id=row.pk, place_id=chance.choice(places).pk) for row in rows],
    )
    _bulk(Participation, [Participation(activity=row, side="counterpart", organisation=organisations[BUSY], role="host") for row in rows[::10]])
    through = Activity.places.through
    through._default_manager.bulk_create(
        [through(activity_id=row.pk, place_id=places[BUSY].pk) for row in rows[5::10]], batch_size=500, ignore_conflicts=True
    )
    outlets = [organisation for organisation in organisations if organisation.is_outlet]
    _save([_item(number, row, outlets, chance) for number, row in enumerate(rows[::5])])
    return [row.id for row in rows]


def _headings() -> list[Heading]:
    sections = _save(
        [
            Heading(level="section", title_en=f"Section on {english}", title_ko=f"{korean} 부문", order=number * 10)
            for number, (english, korean) in enumerate(TOPICS[:6])
        ]
    )
    return _save(
        [
            Heading(level="heading", parent=section, title_en=f"{english} in {section.title_en}", title_ko=korean, order=1)
            for section in sections
            for english, korean in SUBJECTS
        ]
    )


def _place(number: int) -> Place:
    english, korean = TOWNS[number % len(TOWNS)]
    return Place(
        name_en=f"{english} {number}", name_ko=f"{korean} {number}", country_en="Republic of Korea", country_ko="대한민국",
        country_code="KR", latitude=34 + number % 40 / 10, longitude=126 + number % 30 / 10,
    )  # fmt: skip


def _organisation(number: int) -> Organisation:
    english, korean = TOWNS[number % len(TOWNS)]
    return Organisation(
        name_en=f"{english} Circle {number}", name_ko=f"{korean} 모임 {number}", is_outlet=number % 10 == 0, is_own=number == 1
    )


def _person(number: int, organisations: list[Organisation], chance: random.Random) -> Person:
    family, family_ko = SURNAMES[number % len(SURNAMES)]
    given, given_ko = GIVEN[number // len(SURNAMES) % len(GIVEN)]
    return Person(
        full_name=f"{given} {family}", family_name=family, given_name=given, name_ko=family_ko + given_ko,
        organisation=chance.choice(organisations), relation="own_staff",
    )  # fmt: skip


def _activity(number: int, kinds: list[Term], headings: list[Heading], chance: random.Random) -> Activity:
    kind = chance.randrange(len(kinds))
    topic, topic_ko = chance.choice(TOPICS)
    town, town_ko = chance.choice(TOWNS)
    day = date(2016, 1, 1) + timedelta(days=chance.randrange(3650))
    return Activity(
        kind=kinds[kind],
        title_en=f"{SUBJECTS[kind][0]} on {topic} at {town}, no. {number}",
        title_ko=f"{town_ko} {topic_ko} {SUBJECTS[kind][1]} 제{number}회",
        summary_en=f"People of {town} came together to speak about {topic} and to plan what comes next.",
        summary_ko=f"{town_ko} 주민들이 모여 {topic_ko} 문제를 이야기하고 다음 일을 계획했습니다.",
        heading=chance.choice(headings), when=day.isoformat(), starts_on=day, ends_on=day, precision="day", order=number,
    )  # fmt: skip


def _item(number: int, activity: Activity, outlets: list[Organisation], chance: random.Random) -> MediaItem:
    return MediaItem(
        published_on=activity.starts_on, outlet=chance.choice(outlets), activity=activity,
        headline_en=f"Report {number} on {activity.title_en}"[:600], order=number,
    )  # fmt: skip
