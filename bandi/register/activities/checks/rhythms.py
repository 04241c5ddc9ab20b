"""Checks of rhythm: how often a word says, how often it was; how many people, how many attendances.

May import: this package, claims, records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bandi.foundation.records.findings import Finding, Scope
from bandi.register.activities.checks.lists import _claims
from bandi.register.activities.checks.texts import year_of
from bandi.register.activities.figures.sessions import AMBIGUOUS, EXPECTED
from bandi.register.activities.figures.telling import title
from bandi.register.activities.figures.year import Year
from bandi.register.activities.models import Activity, Measure

_RHYTHM = re.compile(r"\b(bi-?weekly|bi-?monthly|weekly|monthly|quarterly|fortnightly|half-yearly|yearly|annual(?:ly)?|daily)\b|격주|격월|매주|매월|분기", re.IGNORECASE)
_OF_DAYS = {"daily": 1.0, "weekly": 7.0, "biweekly": 14.0, "bi-weekly": 14.0, "fortnightly": 14.0, "monthly": 30.4, "bi-monthly": 61.0, "bimonthly": 61.0, "quarterly": 91.3}
_FULL = 4  # fewer than four a session may just as well be the people who came to some of them
_OVER = re.compile(r"\bover\b|연인원", re.IGNORECASE)


def expected_in(rhythm: str, first: date, last: date) -> int | None:
    """Return how often something of this rhythm is held from `first` to `last`; None for a word that is no rhythm."""
    days = (last - first).days + 1
    if days >= 360:
        return EXPECTED.get(rhythm)
    if rhythm not in _OF_DAYS:
        return None
    return int((days - 1) / _OF_DAYS[rhythm]) + 1


def _span(activity: Activity, scope: Scope) -> tuple[date, date]:
    first = max(activity.starts_on or scope.starts_on, scope.starts_on)
    last = min(activity.ends_on or scope.ends_on, scope.ends_on)
    return (first, last) if first <= last else (scope.starts_on, scope.ends_on)


def check_rhythms(scope: Scope) -> Iterator[Finding]:
    """Yield what does not fit between the rhythm of an activity and how often it was held."""
    year = year_of(scope)
    for activity in year.all():
        if not activity.rhythm:
            continue
        words = list(dict.fromkeys(word.lower() for word in _RHYTHM.findall(activity.rhythm_text) if word))
        if len(words) > 1:
            yield _two_words(scope, activity, words)
        expected = expected_in(activity.rhythm, *_span(activity, scope))
        if expected is None:
            continue
        is_vague = bool(re.match(r"about|roughly|usually|nearly|approximately", activity.rhythm_text, re.IGNORECASE))
        if activity.occurrences is None:
            if expected <= 12 or activity.rhythm in AMBIGUOUS:
                yield _without_number(scope, activity, expected)
        elif activity.occurrences != expected and not is_vague and len(words) < 2:
            yield _other_number(scope, activity, expected, activity.occurrences)


def _two_words(scope: Scope, activity: Activity, words: list[str]) -> Finding:
    english, korean = title(activity)
    held = f"; {activity.occurrences} were held, {_fitting(words, activity.occurrences)}" if activity.occurrences else ""
    listed = " / ".join(words)
    return Finding(
        key=f"rhythm:words:{activity.record.ref or activity.pk}", kind="rhythm", severity="contradiction",
        message_en=f"The rhythm of {english} is given in two ways: {listed}{held}.",
        message_ko=f"{korean}의 주기가 두 가지로 적혀 있습니다: {listed}." + (f" 실제 횟수는 {activity.occurrences}회입니다." if activity.occurrences else ""),
        records=(activity.pk,), claims=_claims(scope, activity),
    )  # fmt: skip


def _fitting(words: list[str], occurrences: int | None) -> str:
    fitting = [word for word in words if EXPECTED.get(word) == occurrences]
    return f"which fits {fitting[0]}" if fitting else "which fits none of them"


def _without_number(scope: Scope, activity: Activity, expected: int) -> Finding:
    english, korean = title(activity)
    other = AMBIGUOUS.get(activity.rhythm)
    more = f" or, read the other way, {other}" if other else ""
    more_ko = f" 다르게 읽으면 {other}회입니다." if other else ""
    return Finding(
        key=f"rhythm:number:{activity.record.ref or activity.pk}", kind="rhythm", severity="doubt",
        message_en=f"{english} is said to be {activity.rhythm}, which would be {expected}{more}; how many were held is not recorded.",
        message_ko=f"{korean}의 주기는 ‘{activity.rhythm}’로 {expected}회에 해당하지만, 실제 횟수는 기록되어 있지 않습니다.{more_ko}",
        records=(activity.pk,), claims=_claims(scope, activity),
    )  # fmt: skip


def _other_number(scope: Scope, activity: Activity, expected: int, occurrences: int) -> Finding:
    english, korean = title(activity)
    far = occurrences > expected or activity.rhythm in ("monthly", "quarterly", "bi-monthly", "bimonthly")
    return Finding(
        key=f"rhythm:count:{activity.record.ref or activity.pk}", kind="rhythm", severity="contradiction" if far else "hint",
        message_en=f"{english} is said to be {activity.rhythm}, which makes {expected}; {occurrences} were held.",
        message_ko=f"{korean}의 주기는 ‘{activity.rhythm}’로 {expected}회여야 하지만 {occurrences}회로 기록되어 있습니다.",
        records=(activity.pk,), claims=_claims(scope, activity),
    )  # fmt: skip


def check_tallies(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt where a tally and the records of its single dates do not fit."""
    year = year_of(scope)
    for activity in year.all():
        if activity.occurrences is None or activity.pk in year.session_of:
            continue
        rows = [row.activity_id for row in year.sessions.get(activity.pk, ()) if row.in_printed_table]
        parts = rows or [part.pk for part in year.parts.get(activity.pk, ())] or _alike(year, activity)
        if not parts or len(parts) == activity.occurrences:
            continue
        english, korean = title(activity)
        yield Finding(
            key=f"lists:tally:{activity.record.ref or activity.pk}", kind="lists", severity="doubt",
            message_en=f"{activity.occurrences} are tallied for {english}; {len(parts)} stand as records of their own.",
            message_ko=f"{korean}의 횟수는 {activity.occurrences}회로 집계되어 있으나 따로 기록된 것은 {len(parts)}건입니다.",
            records=(activity.pk, *parts), claims=_claims(scope, activity),
        )  # fmt: skip


def _alike(year: Year, activity: Activity) -> list[object]:
    """Return related activities of the same kind whose title begins alike: sessions that nobody made parts."""
    start = (activity.title_en or activity.title_ko)[:8].casefold()
    others = [year.activities[key] for key in dict.fromkeys(year.related.get(activity.pk, ())) if key in year.activities]
    return [o.pk for o in others if o.kind_id == activity.kind_id and (o.title_en or o.title_ko)[:8].casefold() == start]


def check_attendances(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for each number of a recurring activity that looks like attendances rather than people."""
    year = year_of(scope)
    for key, counts in year.counts.items():
        activity = year.activities[key]
        for count in counts:
            if count.group or not (count.measure == Measure.ATTENDANCES or (_OVER.search(count.unit) and activity.rhythm)):
                continue
            sessions = activity.occurrences or expected_in(activity.rhythm, *_span(activity, scope))
            if not sessions or sessions < 2 or count.count < 2 * sessions:
                continue
            english, korean = title(activity)
            each = round(count.count / sessions, 1)
            known = "" if activity.occurrences else "some "
            many = each >= _FULL
            yield Finding(
                key=f"attendances:{activity.record.ref or key}", kind="attendances", severity="doubt" if many else "hint",
                message_en=f"{count.count} in {english} over {known}{sessions} sessions is {each:g} a session: "
                + ("attendances rather than people." if many else "whether people or attendances are meant is not said."),
                message_ko=f"{korean}: {count.count}, 곧 {sessions}회에 걸친 수로 회당 {each:g}명입니다. "
                + ("사람 수보다 연인원으로 보입니다." if many else "사람 수인지 연인원인지 적혀 있지 않습니다."),
                records=(key,), claims=_claims(scope, activity),
            )  # fmt: skip


CHECKS = {
    "activities.rhythms": check_rhythms,
    "activities.tallies": check_tallies,
    "activities.attendances": check_attendances,
}
