"""Checks of lists and counts: names against numbers, pairs, groups against wholes, speakers at one place, anniversaries.

May import: this package, claims, people, records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from bandi.foundation.records.asking import stem, stems
from bandi.foundation.records.findings import Finding, Scope
from bandi.register.activities.checks.texts import year_of
from bandi.register.activities.figures.telling import title
from bandi.register.activities.figures.year import Year, is_protected, texts_of
from bandi.register.activities.models import Activity, Measure
from bandi.register.claims.checks import of_year
from bandi.register.claims.models import Claim
from bandi.register.claims.numbers import numbers_in
from bandi.register.people.figures import founding_year
from bandi.register.people.models import Profile

_ONE_TO_ONE = re.compile(r"\bone[- ](?:to|on)[- ]one\b|\bpairs?\b|\b1:1\b|일대일|1대1|짝", re.IGNORECASE)
_ROLE = re.compile(r"\brole (\w+)")
_SPOKE = re.compile(r"^\s+(?:\w+\s+){0,3}?(?:spoke|testified|lectured|described|told|gave)\b", re.IGNORECASE)
_VERB = re.compile(r"spoke|testified|lectured|described|told|gave", re.IGNORECASE)
_SPEAKING = frozenset({"speak", "lecture", "survivor", "witness", "presenter", "panellist"})


def check_rolls(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for each list that does not hold as many names as its activity counts, and for all together."""
    year = year_of(scope)
    listed = stated = 0
    different: list[UUID] = []
    for key, rows in year.roll.items():
        activity = year.activities[key]
        whole = next((c for c in year.counts.get(key, ()) if not c.group and c.measure == Measure.PEOPLE), None)
        if whole is None:
            continue
        listed, stated = listed + len(rows), stated + whole.count
        if whole.count == len(rows):
            continue
        different.append(key)
        english, korean = title(activity)
        yield Finding(
            key=f"lists:roll:{activity.record.ref or key}", kind="lists", severity="contradiction",
            message_en=f"{len(rows)} names stand in the list of {english}, {whole.count} are stated.",
            message_ko=f"{korean} 명단에는 이름이 {len(rows)}개 있으나 {whole.count}명으로 적혀 있습니다.",
            records=(key,), claims=_claims(scope, activity),
        )  # fmt: skip
    if different and len(year.roll) > 1:
        yield Finding(
            key="lists:roll:all", kind="lists", severity="contradiction",
            message_en=f"All lists together hold {listed} names; the activities add up to {stated}.",
            message_ko=f"모든 명단의 이름은 {listed}개이나 활동에 적힌 인원의 합은 {stated}명입니다.", records=tuple(year.roll),
        )  # fmt: skip
    yield from _masks(year)


def _masks(year: Year) -> Iterator[Finding]:
    rows = [row for rows in year.roll.values() for row in rows]
    names = Counter(row.masked_name for row in rows)
    again = [name for name, count in names.items() if count > 1]
    if again:
        holders = tuple(dict.fromkeys(row.activity_id for row in rows if row.masked_name in again))
        listed, listed_ko = f"{len(again)} masks occur", f"가림 이름 {len(again)}개가"
        yield Finding(
            key="duplicates:masks", kind="duplicates", severity="doubt",
            message_en=f"{listed} more than once in the lists ({len(rows)} names, {len(names)} different): a mask is no identity, so look whether people are counted twice.",
            message_ko=f"{listed_ko} 명단에 두 번 이상 나옵니다(이름 {len(rows)}개, 서로 다른 것 {len(names)}개). 가림 이름은 신원이 아니므로 중복 여부를 확인하세요.",
            records=holders,
        )  # fmt: skip


def _claims(scope: Scope, activity: Activity) -> tuple[str, ...]:
    ref = activity.record.ref.removeprefix(f"{scope.year}/")
    return tuple(claim.mark for claim in of_year(scope) if ref and ref in claim.evidence)


def check_pairs(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for each one-to-one programme whose two sides are not equally many."""
    year = year_of(scope)
    for activity in year.all():
        ref = activity.record.ref.removeprefix(f"{scope.year}/")
        claims = [claim for claim in of_year(scope) if ref and ref in claim.evidence]
        words = " ".join([*texts_of(year, activity), activity.summary_ko, *(f"{c.statement_en} {c.statement_ko} {c.how}" for c in claims)])
        if not _ONE_TO_ONE.search(words):
            continue
        sides = _sides(year, activity, claims)
        if len(sides) == 2 and len(set(sides.values())) == 2:
            (one, first), (other, second) = sides.items()
            english, korean = title(activity)
            yield Finding(
                key=f"lists:pairs:{ref or activity.pk}", kind="lists", severity="contradiction",
                message_en=f"{english} is one-to-one, yet {first} {one} and {second} {other} are counted.",
                message_ko=f"{korean}은 일대일로 진행되지만 {first}({one}) 대 {second}({other})로 수가 맞지 않습니다.",
                records=(activity.pk,), claims=tuple(c.mark for c in claims if _ROLE.search(c.how)),
            )  # fmt: skip


def _sides(year: Year, activity: Activity, claims: list[Claim]) -> dict[str, int]:
    """Return how many stand on each side: from the groups of the headcount, otherwise from the claims by role."""
    groups = {c.group: c.count for c in year.counts.get(activity.pk, ()) if c.group and c.part_of_id is None}
    if len(groups) == 2:
        return groups
    roles = {match[1]: int(claim.value) for claim in claims if claim.value is not None and (match := _ROLE.search(claim.how))}
    if len(roles) == 2:
        return {f"{role}s": count for role, count in roles.items()}
    whole = next((c for c in year.counts.get(activity.pk, ()) if not c.group), None)
    said = [n for text in texts_of(year, activity) for n in numbers_in(text) if n.kind == "number" and n.value and n.value >= 5]
    others = {int(n.value) for n in said if n.value} - ({whole.count} if whole else set())
    if whole is not None and len(others) == 1:
        return {whole.unit or "people": whole.count, "on the other side": others.pop()}
    return {}


def check_groups(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction where the groups of a headcount do not add up to their whole."""
    year = year_of(scope)
    for key, counts in year.counts.items():
        for whole in counts:
            parts = [count for count in counts if count.part_of_id == whole.pk]
            total = sum(part.count for part in parts)
            if len(parts) < 2 or total == whole.count:
                continue
            activity = year.activities[key]
            english, korean = title(activity)
            listed = " + ".join(str(part.count) for part in parts)
            yield Finding(
                key=f"sums:groups:{activity.record.ref or key}", kind="sums", severity="contradiction",
                message_en=f"The groups of {english} make {listed} = {total}, the whole is {whole.count}.",
                message_ko=f"{korean}의 집단별 합은 {listed} = {total}이나 전체는 {whole.count}입니다.", records=(key,),
            )  # fmt: skip


def check_speakers(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction where two records of one place and day do not have the same number of speakers."""
    year = year_of(scope)
    if not year.session_of:
        return
    told = [(activity, count) for activity in year.all() if (count := _speakers_said(year, activity))]
    for activity, count in told:
        for other_key, session in year.session_of.items():
            other = year.activities[other_key]
            named = [part for part in re.split(r"[,;/]|\band\b", session.speaker_en or session.speaker_ko) if part.strip()]
            if other_key == activity.pk or not named or len(named) == count or not _meet(year, activity, other):
                continue
            english, korean = title(activity)
            yield Finding(
                key=f"lists:speakers:{activity.record.ref}:{other.record.ref}", kind="lists", severity="contradiction",
                message_en=f"{count} speakers are told of in {english}; the table names {len(named)} for the same place and day.",
                message_ko=f"{korean}에는 연사가 {count}명이라고 되어 있으나, 표에는 같은 장소와 날짜에 {len(named)}명만 있습니다.",
                records=(activity.pk, other_key), claims=_claims(scope, activity),
            )  # fmt: skip


def _speakers_said(year: Year, activity: Activity) -> int:
    for count in year.counts.get(activity.pk, ()):
        if stems(f"{count.group} {count.unit}") & _SPEAKING:
            return count.count
    for text in texts_of(year, activity):
        for number in numbers_in(text) if _VERB.search(text) else ():
            if number.kind == "number" and number.value and _SPOKE.match(text[number.end :]):
                return int(number.value)
    return 0


def _meet(year: Year, one: Activity, other: Activity) -> bool:
    """Whether two activities were on one day at one place, or name each other and share a body."""
    if not one.starts_on or not other.starts_on or not (one.starts_on <= (other.ends_on or other.starts_on) and other.starts_on <= (one.ends_on or one.starts_on)):
        return False
    bodies = [{row.organisation_id or row.name.casefold() for row in year.people.get(a.pk, ()) if row.organisation_id or row.name} for a in (one, other)]
    places = [{stem(word) for word in re.findall(r"[^\W\d_]+", a.place_text)} for a in (one, other)]
    same_place = bool(one.place_text) and len(places[0] & places[1]) >= 2
    return other.pk in year.related.get(one.pk, ()) or (one.precision != "year" and (bool(bodies[0] & bodies[1]) or same_place))


def check_anniversary(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for a stated anniversary that does not follow from the founding year."""
    for profile in Profile.objects.in_use():
        founded = founding_year(profile)
        for claim in of_year(scope):
            said = f"{claim.statement_en} {claim.statement_ko}"
            if founded is None or claim.value is None or not re.search(r"anniversary|주년", said, re.IGNORECASE):
                continue
            if int(claim.value) == scope.year - founded:
                continue
            yield Finding(
                key=f"dates:anniversary:{claim.mark}", kind="dates", severity="contradiction",
                message_en=f"Anniversary {int(claim.value)} is stated; founded in {founded}, the organisation was {scope.year - founded} years old in {scope.year}. The {int(claim.value)}th falls in {founded + int(claim.value)}.",
                message_ko=f"본문은 {int(claim.value)}주년이라 하지만 {founded}년 창립이므로 {scope.year}년은 {scope.year - founded}주년이고, {int(claim.value)}주년은 {founded + int(claim.value)}년입니다.",
                records=(profile.pk, claim.pk), claims=(claim.mark,),
            )  # fmt: skip


def check_consent(scope: Scope) -> Iterator[Finding]:
    """Yield one hint for the texts and pictures that need consent before they are printed."""
    year = year_of(scope)
    waiting = [row.pk for rows in year.texts.values() for row in rows if row.needs_consent]
    held = [activity.pk for activity in year.all() if is_protected(activity)]
    if waiting:
        yield Finding(
            key="consent:texts", kind="consent", severity="hint",
            message_en=f"{len(waiting)} personal texts need consent before they are printed.",
            message_ko=f"동의를 받아야 실을 수 있는 개인 글이 {len(waiting)}편 있습니다.", records=tuple(waiting),
        )  # fmt: skip
    if held:
        yield Finding(
            key="consent:held", kind="consent", severity="hint",
            message_en=f"Of {len(held)} activities only the place and the numbers are kept, for the protection of people.",
            message_ko=f"사람을 보호하기 위해 자리와 수만 보관한 활동이 {len(held)}건 있습니다.", records=tuple(held),
        )  # fmt: skip


CHECKS = {
    "activities.rolls": check_rolls,
    "activities.pairs": check_pairs,
    "activities.groups": check_groups,
    "activities.speakers": check_speakers,
    "activities.anniversary": check_anniversary,
    "activities.consent": check_consent,
}
