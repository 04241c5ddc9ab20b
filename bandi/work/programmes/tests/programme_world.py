"""A small world of programmes, invented and looking it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from bandi.foundation.records import editing
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity
from bandi.register.people.models import Place
from bandi.work.programmes.models import (
    Enrolment,
    Meeting,
    Member,
    MemberGroup,
    Pair,
    Question,
    QuestionSet,
    Round,
    Shift,
    Volunteer,
    VolunteerCall,
)

DAY = date(2031, 3, 14)


def make(model: Any, **values: Any) -> Any:
    return editing.create(model, by=None, **values)


def activity(title: str = "Lantern evening", **values: Any) -> Activity:
    kind, _made = Term.objects.get_or_create(vocabulary="activity_kind", key="campaign", defaults={"label_en": "campaign", "label_ko": "캠페인"})
    return make(Activity, kind=kind, title_en=title, when="2031-03-14", starts_on=DAY, ends_on=DAY, precision="day", **values)


def question(owner: QuestionSet, order: int, kind: str = "true_false", **values: Any) -> Question:
    return editing.add(Question(question_set=owner, order=order, kind=kind, text_en=values.pop("text_en", f"Question {order}"), **values), by=None)


def quiz(title: str = "Pond quiz") -> QuestionSet:
    """Five questions: O/X with O right, one choice with 2 right, several choices with 1 and 3 right, a scale, free text."""
    made = make(QuestionSet, title_en=title, title_ko="연못 퀴즈")
    question(made, 1, right="O", text_en="The heron fishes at dusk.", text_ko="왜가리는 해 질 녘에 고기를 잡는다.")
    question(made, 2, "single", options_en=["reed", "moss", "alder"], options_ko=["갈대", "이끼", "오리나무"], right="2")
    question(made, 3, "multiple", options_en=["red", "green", "blue"], right="1 3")
    question(made, 4, "scale")
    question(made, 5, "text")
    return made


def used(owner: QuestionSet | None = None, **values: Any) -> Round:
    return make(Round, question_set=owner or quiz(), **{"held_on": DAY, **values})


def call(**values: Any) -> VolunteerCall:
    return make(VolunteerCall, **{"title_en": "Hands for the lantern evening", "wanted": 13, **values})


def volunteer(code: str = "V-2031-001", **values: Any) -> Volunteer:
    return make(Volunteer, code=code, handling="internal", **values)


def enrolment(owner: VolunteerCall, who: Volunteer, **values: Any) -> Enrolment:
    return make(Enrolment, call=owner, volunteer=who, **{"state": "accepted", **values})


def shift(**values: Any) -> Shift:
    return make(Shift, **{"title_en": "Carry lanterns", "held_on": DAY, "starts_at": time(9, 30), "ends_at": time(13, 0), "break_minutes": 30, **values})


def group(**values: Any) -> MemberGroup:
    return make(MemberGroup, **{"name_en": "Young Herons", "name_ko": "어린 왜가리", **values})


def country(name: str = "Pondland") -> Place:
    return make(Place, name_en=name)


def member(owner: MemberGroup, code: str = "M-2031-001", **values: Any) -> Member:
    return make(Member, group=owner, code=code, handling="internal", **values)


def meeting(owner: MemberGroup, **values: Any) -> Meeting:
    return make(Meeting, group=owner, **{"held_on": DAY, "subject_en": "Reed weaving", **values})


def pair(owner: MemberGroup, mentor: Volunteer, mentee: Member, **values: Any) -> Pair:
    return make(Pair, group=owner, mentor=mentor, mentee=mentee, **values)
