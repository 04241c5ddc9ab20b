"""A year in numbers, counted from records: what the first page shows, and which years there are.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.reference.dates import Precision
from bandi.interfaces.desk.screens.remembering import remembered
from bandi.publishing.models import Edition
from bandi.register.activities.models import Activity, Ask, Headcount, Measure, Qualifier
from bandi.register.claims.models import Claim
from bandi.work.advocacy.models import OUT, Letter, MediaItem, Publication, Submission

MOST_YEARS = 60
WITHOUT_A_MONTH = frozenset({Precision.YEAR, Precision.UNKNOWN, Precision.BEFORE})
NOT_A_COUNT = (Qualifier.TOTAL_TO_DATE, Qualifier.NOT_STATED)


@dataclass(frozen=True)
class Counted:
    """A sum and how many activities it was added up from; `is_exact` is false where any part of it is "about"."""

    value: int = 0
    activities: int = 0
    is_exact: bool = True


@dataclass(frozen=True)
class YearNumbers:
    """What was counted for a year.

    months:     activities that began in each of the twelve months, where at least the month is known.
    roughly:    activities of the year of which not even the month is known.
    follow_ups: activities marked to be continued in the year after.
    """

    year: int
    activities: int
    months: tuple[int, ...]
    roughly: int
    follow_ups: int
    people: Counted
    attendances: Counted
    media: int
    media_doubled: int
    letters: int
    submissions: int
    publications: int
    undated: int
    untranslated: dict[str, int]

    @property
    def is_empty(self) -> bool:
        return not (self.activities or self.media or self.letters or self.submissions or self.publications)


def numbers_of(year: int, account: Account, *, version: str) -> YearNumbers:
    """Return the year in numbers, as `account` may see them; counted anew after each write."""
    sight = "all" if account.may(Permission.PROTECTED_READ) else "open"
    return remembered(f"year:{year}:{sight}", lambda: _count(year, account), version=version)


def _count(year: int, account: Account) -> YearNumbers:
    first, last = date(year, 1, 1), date(year, 12, 31)
    visible = Activity.objects.visible_to(account)
    months, roughly, follow_ups = [0] * 12, 0, 0
    days = visible.filter(starts_on__range=(first, last)).order_by().values("starts_on", "precision")
    for day in days.annotate(count=Count("pk"), again=Count("pk", filter=Q(follow_up=True))):
        follow_ups += day["again"]
        if day["precision"] in WITHOUT_A_MONTH:
            roughly += day["count"]
        else:
            months[day["starts_on"].month - 1] += day["count"]
    media = MediaItem.objects.visible_to(account).filter(published_on__range=(first, last))
    listed = media.aggregate(all=Count("pk"), doubled=Count("pk", filter=Q(duplicate_of__isnull=False)))
    return YearNumbers(
        year=year,
        activities=sum(months) + roughly,
        months=tuple(months),
        roughly=roughly,
        follow_ups=follow_ups,
        people=_added(account, Measure.PEOPLE, first, last),
        attendances=_added(account, Measure.ATTENDANCES, first, last),
        media=listed["all"] - listed["doubled"],
        media_doubled=listed["doubled"],
        letters=Letter.objects.visible_to(account).filter(status__in=OUT, sent_on__range=(first, last)).count(),
        submissions=Submission.objects.visible_to(account).filter(status__in=OUT, filed__startswith=str(year)).count(),
        publications=Publication.objects.visible_to(account).filter(is_own=True, issued__startswith=str(year)).count(),
        undated=visible.filter(starts_on__isnull=True).count(),
        untranslated={language: visible.filter(**{f"title_{language}": ""}).count() for language in ("ko", "en")},
    )


def _added(account: Account, measure: Measure, first: date, last: date) -> Counted:
    """Add up the whole headcounts of the year's activities; groups within a headcount are not added once more."""
    visible = Activity.objects.visible_to(account).filter(starts_on__range=(first, last))
    told = (
        Headcount.objects.filter(activity__in=visible, measure=measure, part_of__isnull=True, group="")
        .exclude(qualifier__in=NOT_A_COUNT)
        .aggregate(
            value=Sum("count"),
            activities=Count("activity", distinct=True),
            rough=Count("pk", filter=~Q(qualifier=Qualifier.EXACT)),
        )
    )
    return Counted(told["value"] or 0, told["activities"], not told["rough"])


def years_known(*, version: str) -> tuple[int, ...]:
    """Return the years of which there is anything, newest first."""
    return remembered("years", _years, version=version)


def _years() -> tuple[int, ...]:
    years = {*Edition.objects.in_use().values_list("year", flat=True)}
    years.update(Claim.objects.order_by().values_list("year", flat=True).distinct())
    dated = Activity.objects.filter(is_removed=False, starts_on__isnull=False)
    newest = _day(dated.order_by("-starts_on", "-record_id"))
    oldest = _day(dated.order_by("starts_on", "record_id"))
    if newest and oldest:
        years.update(range(max(oldest.year, newest.year - MOST_YEARS), newest.year + 1))
    return tuple(sorted(years, reverse=True))


def _day(rows: models.QuerySet[Any]) -> date | None:
    return rows.values_list("starts_on", flat=True).first()


def year_to_show(asked: str, years: tuple[int, ...]) -> int:
    """Return the year an address asks for; otherwise the newest with an edition, the newest known, this year."""
    if asked.isdecimal() and len(asked) == 4 and 1000 <= int(asked) <= 9998:
        return int(asked)
    newest = Edition.objects.in_use().order_by("-year").values_list("year", flat=True).first()
    return newest or (years[0] if years else date.today().year)


def asks_seen(account: Account) -> models.QuerySet[Ask]:
    """Return the requests and promises of activities that `account` may see; each is looked up, so that few are not held against all activities."""
    return Ask.objects.filter(models.Exists(Activity.objects.visible_to(account).filter(pk=models.OuterRef("activity"))))
