"""Figures of who came: people, attendances, organisations; as a whole, by group and by role.

May import: this package, records.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bandi.foundation.records.asking import Wording, stems, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.activities.figures.telling import title, told
from bandi.register.activities.figures.year import Year, the_year
from bandi.register.activities.models import Activity, Headcount, Measure

_ROLE = re.compile(r"\brole (\w+)|\bcount of (?:the )?(?:distinct )?(speakers|volunteers|survivors|mentors|mentees|witnesses|lecturers|panellists)\b")
_GROUPED = re.compile(r"\bby (?:sex|age|level|group|origin|role)|\bas above\b", re.IGNORECASE)
_SPOKE = re.compile(r"\bwho (?:spoke|testified|lectured)\b|\bspeaking\b|증언한|발언한", re.IGNORECASE)
_MEASURES = {
    "attendance": Measure.ATTENDANCES,
    "organisation": Measure.ORGANISATIONS,
    "organization": Measure.ORGANISATIONS,
    "signatory": Measure.ORGANISATIONS,
    "view": Measure.THINGS,
    "copy": Measure.THINGS,
    "copies": Measure.THINGS,
    "download": Measure.THINGS,
}
_MEASURE_WORDS = {
    Measure.PEOPLE: ("people", "명"),
    Measure.ATTENDANCES: ("attendances", "명(연인원)"),
    Measure.ORGANISATIONS: ("organisations", "개 단체"),
    Measure.THINGS: ("", ""),
}


def measure_headcount(question: Question) -> Answer | None:
    """Answer how many came, from the headcounts of the activities the question means."""
    year = the_year(question)
    meant = year.meant(question, has=lambda activity: activity.pk in year.counts)
    found = [(activity, count) for activity in meant if (count := chosen(year, activity, question))]
    if not found:
        return _protected_or_nothing(year, meant, question)
    if len(found) > 1 and len({count.count for _, count in found}) > 1 and not re.search(r"\bsum\b", question.how):
        found = found[:1]
    if len(found) > 1 and len({count.count for _, count in found}) > 1:
        found = [(activity, count) for activity, count in found if activity.part_of_id not in {other.pk for other, _ in found}]
        return _summed(found)
    return _one(*found[0], [activity for activity, _ in found])


def chosen(year: Year, activity: Activity, question: Question) -> Headcount | None:
    """Return the headcount of an activity that a question asks for: the whole, or one group of it."""
    counts = year.counts.get(activity.pk, [])
    wanted = stems(question.statement)
    name = role_of(question)
    if name:
        return next((c for c in counts if name & stems(f"{c.group} {c.unit}")), None)
    groups = [(len(wanted & stems(year.term_words("audience_group", c.group))), -c.order, c) for c in counts if c.group]
    best = max(groups, key=lambda row: row[:2], default=None)
    wholes = [c for c in _of_measure([c for c in counts if not c.group], question) if c]
    if best and best[0] and (_GROUPED.search(question.how) or not _is_whole(best[2], wholes, wanted, counts)):
        return best[2]
    if _GROUPED.search(question.how) and best:
        return None
    return wholes[0] if wholes else (best[2] if best and len(counts) == 1 else None)


def role_of(question: Question) -> frozenset[str]:
    """Return the role a question asks for, as stems; nothing where it asks for all who came."""
    role = _ROLE.search(question.how)
    if role:
        return stems(role[1] or role[2])
    return frozenset({"speak"}) if not question.how and _SPOKE.search(question.statement) else frozenset()


def _is_whole(group: Headcount, wholes: list[Headcount], wanted: frozenset[str], counts: list[Headcount]) -> bool:
    """Whether the words that led to a group are those of the whole just as well."""
    own = stems(group.group) & wanted
    return bool(wholes) and own <= stems(wholes[0].unit) & wanted


def _of_measure(counts: list[Headcount], question: Question) -> list[Headcount]:
    """Return the counts of the measure a unit means; of another one where there is only that."""
    wanted = next((_MEASURES[word] for word in stems(question.unit) if word in _MEASURES), Measure.PEOPLE)
    return [c for c in counts if c.measure == wanted] or counts


def _one(activity: Activity, count: Headcount, all_of_them: list[Activity]) -> Answer:
    english, korean = title(activity)
    what, what_ko = _MEASURE_WORDS[Measure(count.measure)]
    of_group = f" ({count.group})" if count.group else ""
    unit = f" {count.unit}" if count.unit else f" {what}"
    return told(
        count.count,
        all_of_them,
        f"{count.count:,}{unit}{of_group} are recorded for {english}.",
        f"{korean}에 {count.count:,}{what_ko}{of_group}이 기록되어 있습니다.",
    )


def _summed(found: list[tuple[Activity, Headcount]]) -> Answer:
    total = sum(count.count for _, count in found)
    listed = " + ".join(f"{count.count:,}" for _, count in found)
    return told(total, [a for a, _ in found], f"{listed} make {total:,} over {len(found)} records.", f"기록 {len(found)}건의 합계 {listed}, 모두 {total:,}입니다.")


def _protected_or_nothing(year: Year, meant: list[Activity], question: Question) -> Answer | None:
    if not meant or role_of(question) or _GROUPED.search(question.how):
        return None
    english, korean = title(meant[0])
    return Answer(
        None, tuple(a.pk for a in meant),
        f"No number is recorded for {english}.", f"{korean}에 기록된 수가 없습니다.",
    )  # fmt: skip


def measure_age(question: Question) -> Answer | None:
    """Answer that an age is kept nowhere: it would reveal the person."""
    year = the_year(question)
    meant = year.meant(question)
    return Answer(
        None, tuple(a.pk for a in meant),
        "The age of a protected person is not kept; print a band of ages, and only with consent.",
        "보호가 필요한 사람의 나이는 보관하지 않습니다. 동의를 받은 경우에만 연령대로 표시하세요.",
    )  # fmt: skip


def measure_target(question: Question) -> Answer | None:
    """Answer that a result cannot be held against a target that is not on record."""
    year = the_year(question)
    meant = year.meant(question)
    targets = [a.programme.target for a in meant if a.programme and a.programme.target]
    numbers = [int(match) for target in targets for match in re.findall(r"\d+", target)]
    result = next((c for a in meant for c in year.counts.get(a.pk, ()) if not c.group), None)
    if not numbers or result is None:
        return Answer(
            None, tuple(a.pk for a in meant),
            "The target of the year is not on record, so the result cannot be held against it.",
            "올해 목표가 기록되어 있지 않아 결과와 견줄 수 없습니다.",
        )  # fmt: skip
    return told(
        Decimal(result.count - numbers[0]), meant,
        f"{result.count:,} were reached against a target of {numbers[0]:,}.", f"목표 {numbers[0]:,} 가운데 {result.count:,}을 이루었습니다.",
    )  # fmt: skip


FIGURES = (
    Figure(
        key="activities.headcount", label_en="People and attendances", label_ko="참가 인원",
        help_en="The number recorded for an activity, as a whole or for one group or role. People and attendances are never mixed.",
        help_ko="활동에 기록된 인원입니다. 전체 또는 집단·역할별로 세며, 실인원과 연인원을 섞지 않습니다.",
        answer=measure_headcount,
        fits=worded(
            Wording(0.9, how=r"persons?|people|participants?|attend|members?|recipients?|patients?|mailing list|distinct|volunteers|speakers|role|signatory|cohort|by sex|as above|admissions|views|case records|trainees|beneficiar", unit=r"people|persons?|attendances?|students|participants?|organisations?|recipients?|views|visitors|명", unless=r"award records|recommendations by foundation|in-kind"),
            Wording(0.85, how=r"award records by level|recommendations by level", unit=r"people|students|명"),
            Wording(0.86, statement=r"조회수|구독자|다운로드|\bviews\b|\bsubscribers\b"),
            Wording(0.5, unit=r"^(people|persons|attendances|participants|students|recipients|visitors|명)$|연인원", unless=r"\bage\b|context"),
        ),
    ),
    Figure(
        key="activities.age", label_en="Age of a protected person", label_ko="보호 대상자의 나이",
        help_en="Never answered: ages of protected people are not kept.", help_ko="답하지 않습니다. 보호 대상자의 나이는 보관하지 않습니다.",
        answer=measure_age, fits=worded(Wording(0.95, how=r"\bage at\b|\bage of\b", unit=r"years|살|세")),
    ),
    Figure(
        key="activities.target", label_en="Result against a target", label_ko="목표 대비 결과",
        help_en="The number recorded less the goal of the programme's year.", help_ko="기록된 수에서 사업의 연간 목표를 뺀 값입니다.",
        answer=measure_target, fits=worded(Wording(0.96, how=r"\btarget\b|\bplanned\b")),
    ),
)  # fmt: skip
