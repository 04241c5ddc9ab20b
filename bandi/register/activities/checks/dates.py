"""Checks of dates: outside the period, without a day, without a year, on a weekend at a school; and of missing titles.

May import: this package, people, records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bandi.foundation.records.findings import Finding, Scope
from bandi.foundation.reference.writing import write_day
from bandi.register.activities.checks.texts import year_of
from bandi.register.activities.figures.telling import title
from bandi.register.activities.figures.year import is_protected
from bandi.register.activities.models import Activity, Heading, Programme
from bandi.register.people.checks import untranslated

_NO_YEAR = re.compile(r"year (?:is )?(?:missing|not (?:given|printed|stated))|without (?:a |the )?year|(?:lacks|without) (?:a |the )?month|month (?:is )?missing|연도 (?:없음|미기재)", re.IGNORECASE)
_SCHOOL = re.compile(r"\bschool\b|학교", re.IGNORECASE)
_ONGOING = frozenset({"programme", "newsletter", "web_publication", "media_monitoring", "publication", "fundraising", "campaign"})


def check_period(scope: Scope) -> Iterator[Finding]:
    """Yield a hint for what is told from outside the period, and a contradiction where the flag and the date disagree."""
    outside: list[Activity] = []
    for activity in year_of(scope).all():
        if activity.starts_on is None:
            continue
        ends = activity.ends_on or (activity.starts_on if activity.precision != "range" else scope.ends_on)
        touches = activity.starts_on <= scope.ends_on and (activity.ends_on is None or ends >= scope.starts_on)
        if not activity.in_period and not touches:
            outside.append(activity)
        elif activity.in_period != touches and not (activity.starts_on < scope.starts_on and touches):
            english, korean = title(activity)
            yield Finding(
                key=f"dates:period:{activity.record.ref or activity.pk}", kind="dates", severity="contradiction",
                message_en=f"{english} ({activity.when}) " + ("counts into the year, yet its date lies outside." if activity.in_period else "is told as outside the year, yet its date lies inside."),
                message_ko=f"{korean}({activity.when})은 " + ("올해 활동으로 표시되었으나 날짜가 기간 밖입니다." if activity.in_period else "기간 밖으로 표시되었으나 날짜가 기간 안입니다."),
                records=(activity.pk,),
            )  # fmt: skip
    if outside:
        yield Finding(
            key="dates:outside", kind="dates", severity="hint",
            message_en=f"{len(outside)} activities lie outside the period and are told because of a later result.",
            message_ko=f"기간 밖이지만 이후의 결과 때문에 다룬 활동이 {len(outside)}건 있습니다.", records=tuple(a.pk for a in outside),
        )  # fmt: skip


def check_undated(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for single events without a day or month, and one for dates whose year or month is not stated."""
    rows = [activity for activity in year_of(scope).all() if activity.in_period and not is_protected(activity)]
    undated = [
        a for a in rows
        if (a.starts_on is None or a.precision == "year") and not a.rhythm and not a.occurrences and a.kind.key not in _ONGOING
    ]  # fmt: skip
    if undated:
        named = ", ".join(title(a)[0] for a in undated[:5])
        yield Finding(
            key="dates:undated", kind="dates", severity="doubt",
            message_en=f"{len(undated)} single events have no date but the year, among them {named}.",
            message_ko=f"연도 외에 날짜가 없는 개별 활동이 {len(undated)}건 있습니다.", records=tuple(a.pk for a in undated),
        )  # fmt: skip
    inferred = [a for a in rows if a.precision == "inferred"]
    if inferred:
        yield Finding(
            key="dates:inferred", kind="dates", severity="hint",
            message_en=f"{len(inferred)} dates are taken from another place than the record's own text.",
            message_ko=f"다른 곳에서 미루어 적은 날짜가 {len(inferred)}건 있습니다.", records=tuple(a.pk for a in inferred),
        )  # fmt: skip
    for activity in year_of(scope).all():
        if _NO_YEAR.search(activity.date_note):
            english, korean = title(activity)
            yield Finding(
                key=f"dates:incomplete:{activity.record.ref or activity.pk}", kind="dates", severity="doubt",
                message_en=f"The date of {english} is incomplete where it is printed: {activity.date_note}.",
                message_ko=f"{korean}의 날짜가 본문에 온전히 적혀 있지 않습니다: {activity.date_note}.", records=(activity.pk,),
            )  # fmt: skip


def check_weekends(scope: Scope) -> Iterator[Finding]:
    """Yield one doubt for events at schools that are dated on a Saturday or Sunday."""
    year = year_of(scope)
    found = []
    for activity in year.all():
        session = year.session_of.get(activity.pk)
        where = f"{activity.title_en} {activity.title_ko} {activity.place_text}" if session is None else f"{session.venue_en} {session.venue_ko} {session.audience_type.replace('_', ' ')}"
        at_school = _SCHOOL.search(where) if session is not None or activity.place_text else None
        if at_school and activity.precision == "day" and activity.starts_on and activity.starts_on.weekday() >= 5 and not is_protected(activity):
            found.append(activity)
    if found:
        days = [activity.starts_on for activity in found if activity.starts_on]
        yield Finding(
            key="dates:weekends", kind="dates", severity="doubt",
            message_en=f"{len(found)} events at schools are dated on a weekend: " + ", ".join(write_day(day, "en", weekday=True) for day in days) + ".",
            message_ko=f"학교에서 연 행사 가운데 주말 날짜가 {len(found)}건 있습니다: " + ", ".join(write_day(day, "ko", weekday=True) for day in days) + ".",
            records=tuple(a.pk for a in found),
        )  # fmt: skip


def check_translations(scope: Scope) -> Iterator[Finding]:
    """Yield a hint for titles and summaries that stand in one language only."""
    rows = [activity for activity in year_of(scope).all() if not is_protected(activity)]
    for name, english, korean in (("title", "activities", "활동"), ("summary", "summaries of activities", "활동 요약")):
        missing = {
            language: [a.pk for a in rows if not getattr(a, f"{name}_{language}") and getattr(a, f"{name}_{other}")]
            for language, other in (("en", "ko"), ("ko", "en"))
        }
        yield from untranslated(f"activities.{name}", english, korean, missing)
    headings = list(Heading.objects.in_use().filter(year=scope.year))
    programmes = list(Programme.objects.in_use())
    yield from untranslated("activities.heading", "headings", "제목", {"ko": [h.pk for h in headings if not h.title_ko], "en": [h.pk for h in headings if not h.title_en]})
    yield from untranslated("activities.programme", "programmes", "사업", {"ko": [p.pk for p in programmes if not p.name_ko], "en": [p.pk for p in programmes if not p.name_en]})


CHECKS = {
    "activities.period": check_period,
    "activities.undated": check_undated,
    "activities.weekends": check_weekends,
    "activities.translations": check_translations,
}
