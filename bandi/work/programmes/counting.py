"""Members of a group on a day, by country: from the register where it holds members, otherwise as they were counted without names.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from bandi.foundation.access.models import Account
from bandi.work.programmes.models import GroupCount, Member, MemberGroup


@dataclass(frozen=True)
class Membership:
    """How many members there were. countries: by the id of the place, None where no country is entered. is_counted: a count without names says so."""

    on: date
    count: int
    countries: dict[UUID | None, int]
    is_counted: bool
    counted_on: str = ""


def members_on(group: MemberGroup, day: date, *, reader: Account | None = None) -> Membership | None:
    """Return the members of a group on a day; None where neither the register nor a count tells.

    A member whose day of joining is not entered counts from the beginning. Where more were counted without names than the register holds, the
    count is right: not everybody is entered. The newest count that lies before the end of the day is taken.
    """
    held = Member.objects.visible_to(reader).filter(group=group).filter(Q(joined_on=None) | Q(joined_on__lte=day)).filter(Q(left_on=None) | Q(left_on__gt=day))
    registered = Counter(held.values_list("country", flat=True))
    known = sum(registered.values())
    told = _counted(group, day)
    if told is not None and told.count > known:
        return told
    return Membership(day, known, dict(registered), False) if known or Member.objects.visible_to(reader).filter(group=group).exists() else told


def _counted(group: MemberGroup, day: date) -> Membership | None:
    newest = GroupCount.objects.filter(group=group, counted_from__lte=day).order_by("-counted_until", "-counted_from").first()
    if newest is None:
        return None
    rows = GroupCount.objects.filter(group=group, counted_on=newest.counted_on)
    whole = sum(row.count for row in rows if row.country_id is None)
    countries: Counter[UUID | None] = Counter()
    for row in rows:
        if row.country_id is not None:
            countries[row.country_id] += row.count
    named = sum(countries.values())
    if whole > named:
        countries[None] += whole - named
    return Membership(day, max(whole, named), dict(countries), True, newest.counted_on)
