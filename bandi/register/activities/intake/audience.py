"""How many came: from `headcounts`, or from `audience` and what its unit says.

What a number counts is told by its unit alone:
- attendances: the activity recurs and the unit says "over the year" or "over 12 sessions"; or it says "attendances", 연인원.
- organisations: the unit names organisations, signatories, groups, institutions, 단체 or 기관.
- things: the unit names views, copies, downloads, visits to a page, items, 조회, 부 or 건.
- people: everything else, subscribers and followers among them.
A remark in brackets that consists of numbers with words splits the whole: "people (6 women, 2 children)".
May import: records, this package's models.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder
from bandi.foundation.records.rows import Row, RowProblem, count_in
from bandi.register.activities.models import Activity, Headcount, Measure, Qualifier

_OVER = re.compile(r"\bover (?:the (?:whole )?(?:year|season|term)|\d+ \w+)\b", re.IGNORECASE)
_ATTENDANCES = re.compile(r"\battendances?\b|연인원", re.IGNORECASE)
_ORGANISATIONS = re.compile(
    r"\b(?:organi[sz]ations?|signator(?:y|ies)|groups?|institutions?|outlets?|companies)\b|단체|기관", re.IGNORECASE
)
_PEOPLE = re.compile(r"\b(?:subscribers?|followers?|recipients?|members?|participants?|representatives?)\b", re.IGNORECASE)
_THINGS = re.compile(
    r"\b(?:views?|copies|downloads?|clicks?|items?|boxes|bags|books?|posts?|issues?|pages?)\b|조회|^부$|^건$|^권$", re.IGNORECASE
)
_SPLIT = re.compile(r"^(?P<unit>.*?)\s*\((?P<groups>[^()]*)\)$")
_GROUP = re.compile(r"^(?P<count>\d[\d,]*)\s+(?P<group>\D.*)$")


def measure_of(unit: str, *, recurs: bool) -> Measure:
    """Return what a number with this unit counts."""
    plain = re.sub(r"\([^()]*\)", "", unit).strip()
    if _ATTENDANCES.search(plain) or (recurs and _OVER.search(plain)):
        return Measure.ATTENDANCES
    if _PEOPLE.search(plain) and not re.search(r"\bparticipating\b", plain, re.IGNORECASE):
        return Measure.PEOPLE
    if _ORGANISATIONS.search(plain):
        return Measure.ORGANISATIONS
    if _THINGS.search(plain):
        return Measure.THINGS
    return Measure.PEOPLE


def split_unit(unit: str) -> tuple[str, list[tuple[int, str]]]:
    """Return a unit without its groups, and the groups with their numbers; all of it where the brackets say something else."""
    match = _SPLIT.match(unit)
    if not match:
        return unit, []
    groups = []
    for part in re.split(r"[,;]\s+", match["groups"]):
        found = _GROUP.match(part.strip())
        if not found:
            return unit, []
        groups.append((int(found["count"].replace(",", "")), found["group"].strip()))
    return match["unit"], groups


def headcounts_of(folder: Folder, row: Row, activity: Activity) -> list[Headcount]:
    """Return the headcounts that a row tells, in order, each group after its whole."""
    recurs = bool(row.object("recurrence"))
    stated = row.objects("headcounts")
    if not stated and (audience := row.object("audience")):
        stated = _from_audience(audience)
    counts: list[Headcount] = []
    whole: Headcount | None = None
    for order, values in enumerate(stated):
        headcount = _headcount(folder, values, activity, order, recurs=recurs)
        if values.get("within_total") and whole is not None:
            headcount.part_of = whole
        if not headcount.group:
            whole = headcount
        counts.append(headcount)
    return counts


def _from_audience(audience: dict[str, Any]) -> list[dict[str, Any]]:
    unit, groups = split_unit(str(audience.get("unit") or "").strip())
    whole = {**audience, "unit": unit}
    return [whole, *({**whole, "count": count, "group": group, "within_total": True} for count, group in groups)]


def _headcount(folder: Folder, values: dict[str, Any], activity: Activity, order: int, *, recurs: bool) -> Headcount:
    count = count_in(values.get("count"), "count")
    if count is None:
        raise RowProblem(_("“%(name)s” is empty") % {"name": "count"})
    unit, group = str(values.get("unit") or "").strip(), str(values.get("group") or "").strip()
    measure = str(values.get("measure") or "") or measure_of(unit, recurs=recurs)
    qualifier = str(values.get("qualifier") or Qualifier.EXACT)
    if measure not in Measure.values:
        raise RowProblem(_("“%(value)s” is not something a number counts") % {"value": measure[:40]})
    if qualifier not in Qualifier.values:
        raise RowProblem(_("“%(value)s” is no qualifier of a number") % {"value": qualifier[:40]})
    if len(unit) > 120 or len(group) > 120:
        raise RowProblem(_("a unit or group of the audience is longer than 120 characters"))
    folder.term("audience_unit", unit, label_ko=str(values.get("unit_ko") or ""))
    folder.term("audience_group", group, label_ko=str(values.get("group_ko") or ""))
    return Headcount(
        activity=activity, count=count, unit=unit, measure=measure, qualifier=qualifier, group=group, target=count_in(values.get("target"), "target"), order=order
    )
