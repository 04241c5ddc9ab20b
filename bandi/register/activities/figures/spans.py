"""Figures of time: how long something lasted, which number it bears, since when it is done.

May import: this package, claims' numbers, records.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from bandi.foundation.records.asking import Wording, ranked, stem, stems, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.foundation.reference.dates import DateError, Precision, parse_point
from bandi.register.activities.figures.telling import title, told
from bandi.register.activities.figures.year import Year, texts_of, the_year
from bandi.register.activities.models import Activity, Programme
from bandi.register.claims.numbers import Found, numbers_in

_UNITS = {"day": "day", "night": "night", "week": "week", "month": "month", "일": "day", "박": "night", "주": "week", "개월": "month", "달": "month"}
_KOREAN = {"day": "일", "night": "박", "week": "주", "month": "개월"}
_TO_THE_DAY = {Precision.DAY.value, Precision.RANGE.value, Precision.INFERRED.value}
_SINCE = re.compile(r"\b(?:since|from|began in|begun in|started in|in)\s+(?:[A-Z][a-z]+\s+)?((?:19|20)\d\d)\b|((?:19|20)\d\d)년(?:부터|에 시작)", re.IGNORECASE)


def measure_span(question: Question) -> Answer | None:
    """Answer how long the activities lasted, from their first and last day, or from the words of the record."""
    year = the_year(question)
    unit = next((_UNITS[word] for word in stems(question.unit) if word in _UNITS), "")
    meant = year.meant(question)
    if not unit or not meant:
        return None
    lengths = [(activity, length) for activity in meant if (length := _length(activity, unit)) is not None]
    if lengths:
        activity, length = lengths[0]
        english, korean = title(activity)
        plural = "" if length == 1 else "s"
        return told(
            length, [a for a, _ in lengths],
            f"{english} is dated {activity.when.replace('/', ' to ')}: {length} {unit}{plural}.",
            f"{korean}의 날짜는 {activity.when.replace('/', '~')}로 {length}{_KOREAN[unit]}입니다.",
        )  # fmt: skip
    return _from_words(year, meant, unit)


def _length(activity: Activity, unit: str) -> Decimal | None:
    first, last = activity.starts_on, activity.ends_on
    if first is None or last is None:
        return None
    if unit == "month":
        return Decimal((last.year - first.year) * 12 + last.month - first.month + 1) if activity.precision != "year" else None
    if activity.precision not in _TO_THE_DAY or len(activity.when) < 10:
        return None
    days = (last - first).days
    if unit == "week":
        return Decimal(days + 1) / 7 if (days + 1) % 7 == 0 else Decimal(round((days + 1) / 7))
    return Decimal(days + 1 if unit == "day" else days)


def _from_words(year: Year, meant: list[Activity], unit: str) -> Answer | None:
    """Return a length said in words: "two-day trips" are one night, "two nights and three days" two."""
    found: list[tuple[Activity, Decimal, str]] = []
    for activity in meant:
        for text in texts_of(year, activity):
            length = _said_length(text, unit)
            if length is not None:
                found.append((activity, length, text))
                break
    if not found:
        return None
    length = found[0][1]
    return told(
        length, [activity for activity, _, _ in found],
        f"The records say so in words ({len(found)} of {len(meant)}); their days are not on record.",
        f"기록의 글에 그렇게 적혀 있으며({len(meant)}건 가운데 {len(found)}건), 날짜는 기록되어 있지 않습니다.",
    )  # fmt: skip


def _said_length(text: str, unit: str) -> Decimal | None:
    said: dict[str, Decimal] = {}
    for number in numbers_in(text):
        if number.value is not None and (after := re.match(r"[\s-]*([^\W\d_]+)", text[number.end :])):
            name = _UNITS.get(stem(after[1]))
            if name:
                said.setdefault(name, number.value)
    if unit == "night" and "night" not in said and "day" in said:
        return said["day"] - 1
    return said.get(unit)


def measure_ordinal(question: Question) -> Answer | None:
    """Answer which number something bears: the 8th board, the 3rd cohort, the 57th session."""
    year = the_year(question)
    head = next(iter(re.findall(r"[^\W\d_]+", question.unit.lower())), "")
    for activity in year.meant(question):
        found = _numbered(year, activity, head)
        if found is not None:
            english, korean = title(activity)
            return told(found, [activity], f"The record {english} bears the number {found}.", f"{korean} 기록의 차수는 {found}입니다.")
    return None


def _numbered(year: Year, activity: Activity, head: str) -> Decimal | None:
    english = activity.title_en or activity.title_ko
    roles = [row.role for row in year.people.get(activity.pk, ())]
    for text in (english, *roles):
        for number in _ordinals(text):
            following = [stem(word) for word in re.findall(r"[^\W\d_]+", text[number.end :])[:5]]
            if head and stem(head) in following:
                return number.value
    if activity.number is not None:
        return Decimal(activity.number)
    in_title = _ordinals(english)
    if in_title:
        return in_title[0].value
    in_summary = [n for n in _ordinals(activity.summary_en or activity.summary_ko) if head]
    return in_summary[0].value if len(in_summary) == 1 else None


def _ordinals(text: str) -> list[Found]:
    return [number for number in numbers_in(text) if number.kind == "ordinal" and number.value is not None]


def measure_start(question: Question) -> Answer | None:
    """Answer since when a programme is run, or since when it has its rhythm."""
    year = the_year(question)
    meant = year.named(question.evidence) or year.named(question.near)
    changed = bool(re.search(r"\bchange|\brhythm|later", question.how))
    for programme in _programmes(year, meant, question):
        start = _start(programme, question, changed=changed)
        if start:
            name, name_ko = programme.name_en or programme.name_ko, programme.name_ko or programme.name_en
            return told(
                start.year, [programme.pk, *(a for a in meant if a.programme_id == programme.pk)],
                f"The programme “{name}” has {start.year} as the year {'of the change' if changed else 'in which it began'}.",
                f"「{name_ko}」 사업의 {'변경' if changed else '시작'} 연도는 {start.year}년으로 기록되어 있습니다.",
            )  # fmt: skip
    for activity in meant:
        years = [int(m[1] or m[2]) for text in texts_of(year, activity) for m in _SINCE.finditer(text)]
        if years:
            value = max(years) if changed else min(years)
            english, korean = title(activity)
            return told(value, [activity], f"The words of {english} name {value}.", f"{korean}의 글에 {value}년이라고 적혀 있습니다.")
    return None


def _programmes(year: Year, meant: list[Activity], question: Question) -> list[Programme]:
    own = [activity.programme for activity in meant if activity.programme is not None]
    dated = [(p, f"{p.name_en or p.name_ko} {p.note_en}") for p in year.programmes if p.starts]
    words = " ".join([question.statement, *(a.title_en or a.title_ko for a in meant)])
    close = ranked(words, dated, least=0.12, also=question.section)
    return [p for p in own if p.starts] + [p for p in close[:1] if p not in own]


def _start(programme: Programme, question: Question, *, changed: bool) -> date | None:
    starts = [(entry, day) for entry in programme.starts if (day := _day(str(entry.get("on", ""))))]
    if not starts:
        return None
    if not changed:
        return min(day for _, day in starts)
    later = [(entry, day) for entry, day in starts[1:]]
    named = ranked(question.statement, [(day, str(entry.get("what", ""))) for entry, day in later])
    return (named or [day for _, day in later[-1:]] or [None])[0]


def _day(text: str) -> date | None:
    try:
        return parse_point(text)[0]
    except DateError:
        return None


def measure_edition_year(question: Question) -> Answer | None:
    """Answer in which year a text on a whole period can have been signed at the earliest: after the period's end."""
    year = the_year(question)
    meant = [a for a in year.named(question.evidence) if a.starts_on]
    english, korean = "", ""
    value = question.year + 1
    if meant and meant[0].starts_on and meant[0].starts_on.year > question.year:
        value = meant[0].starts_on.year
        english, korean = f"The edition is recorded for {value}; ", f"보고서는 {value}년 것으로 기록되어 있습니다. "
    return told(
        value, meant,
        f"{english}a text that looks back on the whole of {question.year} must be dated after its end.".capitalize()
        if not english else f"{english}a text that looks back on the whole of {question.year} must be dated after its end.",
        f"{korean}{question.year}년 전체를 돌아보는 글은 그해가 끝난 뒤의 날짜여야 합니다.",
    )  # fmt: skip


FIGURES = (
    Figure(
        "activities.span", "Length", "기간",
        "Days, nights, weeks or months from the first to the last day of an activity.", "활동의 첫날부터 마지막 날까지의 일수·박수·주·개월입니다.",
        measure_span,
        worded(Wording(0.95, how=r"end date|start date|minus start|length|duration", unit=r"days?|nights?|weeks?|months?|일|박|주|개월"), Wording(0.5, unit=r"^(days?|nights?|weeks?|months?|일|박|개월)$", unless=r"context|headline")),
    ),
    Figure(
        "activities.ordinal", "Number in a series", "차수",
        "The number an activity bears in its series, from its record or its title.", "활동이 연속된 것 가운데 몇 번째인지를 기록이나 제목에서 읽습니다.",
        measure_ordinal,
        worded(Wording(0.95, unit=r"\bnumber\b|edition|cohort|차$|기$|회차", unless=r"context"), Wording(0.6, how=r"attribute of the (?:meeting|event|submission|cohort|session)")),
    ),
    Figure(
        "activities.start", "Since when", "시작 연도",
        "The year in which a programme began or changed its rhythm.", "사업이 시작되었거나 방식이 바뀐 해입니다.",
        measure_start,
        worded(Wording(0.95, how=r"start year|start date|date of a change|since when|began|begun", unit=r"year|년"), Wording(0.5, statement=r"\bsince\b|부터", unit=r"year|년")),
    ),
    Figure(
        "activities.edition_year", "Year of signing", "서명 연도",
        "The earliest year in which a text on the whole period can be dated.", "기간 전체를 돌아보는 글이 가질 수 있는 가장 이른 연도입니다.",
        measure_edition_year,
        worded(
            Wording(0.97, how=r"after the end of the (?:report )?period|signed foreword|date (?:field )?of the .*foreword"),
            Wording(0.96, statement=r"\bforeword\b.*(?:year|dated)|머리말의 (?:날짜|연도)", unit=r"^(?:year|년)$"),
        ),
    ),
)  # fmt: skip
