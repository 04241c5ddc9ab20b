"""The figures of programmes: volunteers and their hours, members of a group on a day, answers of a quiz and how many were right.

May import: this package, activities' figures, records.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from bandi.foundation.records.asking import Wording, closest, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.foundation.reference.writing import write_number
from bandi.register.activities.figures.year import the_year
from bandi.register.people.models import Place
from bandi.work.programmes.counting import members_on
from bandi.work.programmes.hours import Season, season
from bandi.work.programmes.models import MemberGroup, Round
from bandi.work.programmes.results import Results, results_of


def _season(question: Question) -> Season | None:
    named = [activity.pk for activity in the_year(question).named(question.evidence)] if question.evidence else []
    found = season(question.starts_on, question.ends_on, activities=named)
    return found if found.records else None


def measure_volunteers(question: Question) -> Answer | None:
    """Answer how many volunteers came in the period, at the activities the question names or at all."""
    found = _season(question)
    if found is None:
        return None
    return Answer(
        Decimal(found.people), found.records, f"{found.named} with a record of their own came, and {found.others} without one.",
        f"기록이 있는 자원봉사자 {found.named}명과 기록이 없는 {found.others}명이 왔습니다.",
    )  # fmt: skip


def measure_hours(question: Question) -> Answer | None:
    """Answer how many hours volunteers worked; None where not a single time is known."""
    found = _season(question)
    if found is None:
        return None
    hours, unknown = write_number(found.hours), found.without_times
    more, more_ko = (f"; of {unknown} attendances the times are not known", f" 시간을 모르는 참여가 {unknown}건 더 있습니다.") if unknown else ("", "")
    if not found.hours:
        return Answer(None, found.records, f"No times of shifts are on record{more}.", f"기록된 봉사 시간이 없습니다.{more_ko}")
    return Answer(found.hours, found.records, f"{hours} hours of {found.people} volunteers{more}.", f"자원봉사자 {found.people}명의 {hours}시간입니다.{more_ko}")


def measure_members(question: Question) -> Answer | None:
    """Answer how many members a group had on the last day of the period; of one country where the question narrows by it."""
    groups = [(row, f"{row.name_en} {row.name_ko}") for row in MemberGroup.objects.in_use()]
    wanted = str(question.parameters.get("group", ""))
    group = closest(wanted or f"{question.statement} {question.how}", groups)
    found = members_on(group, question.ends_on) if group is not None else None
    if group is None or found is None:
        return None
    name, name_ko = group.name_en or group.name_ko, group.name_ko or group.name_en
    told, told_ko = (f"counted without names ({found.counted_on})", f"이름 없이 센 수({found.counted_on})") if found.is_counted else ("from the register", "명부 기준")
    country = str(question.parameters.get("country", ""))
    if country:
        places = {row.pk: row for row in Place.objects.in_use().filter(pk__in=[key for key in found.countries if key])}
        count = sum(number for key, number in found.countries.items() if key in places and country.casefold() in (places[key].name_en.casefold(), places[key].name_ko))
        return Answer(Decimal(count), (group.pk,), f"{count} of {found.count} members of {name} come from {country}, {told}.", f"{name_ko} 구성원 {found.count}명 가운데 {count}명의 출신이 {country}입니다({told_ko}).")
    return Answer(Decimal(found.count), (group.pk,), f"{name} had {found.count} members on {question.ends_on}, {told}.", f"{question.ends_on} 기준 {name_ko} 구성원은 {found.count}명입니다({told_ko}).")


def _rounds(question: Question) -> list[Results]:
    """Return what was answered in the period, at the activities the question names or at all."""
    rows = Round.objects.in_use().filter(held_on__range=(question.starts_on, question.ends_on)).select_related("question_set")
    named: set[UUID] = {activity.pk for activity in the_year(question).named(question.evidence)} if question.evidence else set()
    found = [results_of(row) for row in rows if not named or row.activity_id in named]
    return [one for one in found if one.answers]


def measure_answers(question: Question) -> Answer | None:
    """Answer how many answers were given to question sets of the period."""
    found = _rounds(question)
    if not found:
        return None
    count = sum(one.answers for one in found)
    return Answer(Decimal(count), tuple(one.round.pk for one in found), f"{count} answers were given in {len(found)} uses of question sets.", f"질문지를 {len(found)}번 사용해 답 {count}건을 받았습니다.")


def measure_sheets(question: Question) -> Answer | None:
    """Answer how many people filled in a sheet of their own; answers counted by hand tell no people."""
    found = [one for one in _rounds(question) if one.sheets]
    if not found:
        return None
    count = sum(one.sheets for one in found)
    return Answer(Decimal(count), tuple(one.round.pk for one in found), f"{count} single sheets were filled in.", f"답안지 {count}장이 작성되었습니다.")


def measure_right(question: Question) -> Answer | None:
    """Answer which share of the answers was right, in per cent to the tenth."""
    found = [one for one in _rounds(question) if one.rated]
    if not found:
        return None
    right, rated = sum(one.right for one in found), sum(one.rated for one in found)
    share = (Decimal(right) * 100 / rated).quantize(Decimal("0.1"))
    return Answer(share, tuple(one.round.pk for one in found), f"{right} of {rated} answers were right.", f"답 {rated}건 가운데 {right}건이 맞았습니다.")


FIGURES = (
    Figure(
        "programmes.volunteers", "Volunteers who came", "참여한 자원봉사자",
        "Volunteers with a record who came at least once, each once, and those without one, at most so many at one time in each call. Asked as “count of volunteer records” or “count of shift records”.",
        "한 번 이상 온 자원봉사자(한 사람은 한 번만)와 기록 없이 온 사람(모집마다 가장 많았던 한 번)입니다. “count of volunteer records”, “count of shift records”로 묻습니다.",
        measure_volunteers, worded(Wording(0.98, how=r"\b(?:volunteer|shift) records\b")),
    ),
    Figure(
        "programmes.volunteer_hours", "Hours of volunteers", "자원봉사 시간",
        "Hours of shifts without their breaks for everybody who came, and the hours of mentors. Asked as “sum of volunteer hours”.",
        "휴식을 뺀 봉사 시간을 온 사람 모두에 대해 더하고 멘토의 시간을 더합니다. “sum of volunteer hours”로 묻습니다.",
        measure_hours, worded(Wording(0.98, how=r"\b(?:volunteer|shift) hours\b|hours of (?:the )?volunteers"), Wording(0.8, statement=r"volunteer", unit=r"^hours?$|^시간$")),
    ),
    Figure(
        "programmes.members", "Members of a group", "모임 구성원",
        "Members of a group on the last day of the period, from the register or as counted without names; narrowed by the parameters group and country. Asked as “count of member records”.",
        "기간 마지막 날의 모임 구성원으로, 명부나 이름 없이 센 수에서 옵니다. 매개변수 group, country로 좁힙니다. “count of member records”로 묻습니다.",
        measure_members, worded(Wording(0.98, how=r"\b(?:group )?member records\b")),
    ),
    Figure(
        "programmes.answers", "Answers of question sets", "질문지의 답",
        "Answers given in the period, from single sheets and counted by hand. Asked as “count of answers to the question set”.", "기간 중 답안지와 손으로 센 답의 수입니다. “count of answers to the question set”로 묻습니다.",
        measure_answers, worded(Wording(0.98, how=r"\banswers? (?:to|of) (?:the )?(?:question sets?|quiz)\b")),
    ),
    Figure(
        "programmes.sheets", "Answer sheets", "답안지", "Single sheets that were filled in. Asked as “count of answer sheets”.", "작성된 답안지의 수입니다. “count of answer sheets”로 묻습니다.",
        measure_sheets, worded(Wording(0.98, how=r"\banswer sheets\b")),
    ),
    Figure(
        "programmes.right_answers", "Share of right answers", "정답률",
        "Per cent of the answers to questions with a right answer. Asked as “share of right answers”.", "정답이 있는 질문의 답 가운데 맞은 비율(%)입니다. “share of right answers”로 묻습니다.",
        measure_right, worded(Wording(0.98, how=r"\bshare of (?:the )?right answers\b")),
    ),
)  # fmt: skip
