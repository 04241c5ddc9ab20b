"""Checks of grants and of the stock before publishing: what their own records say against one another.

May import: this package, the foundation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bandi.foundation.records.findings import Finding, Scope
from bandi.work.funding.models import Grant, GrantState, ReportingDuty, StockItem

_SETTLED = (GrantState.REPORTED, GrantState.CLOSED)


def check_settled(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for each grant that is marked as reported or settled although something owed by the end of the year was not sent."""
    rows = ReportingDuty.objects.in_use().filter(sent_on__isnull=True, due_on__lte=scope.ends_on, grant__is_removed=False, grant__state__in=_SETTLED)
    owed: dict[Any, tuple[Grant, list[ReportingDuty]]] = {}
    for row in rows.select_related("grant").order_by("due_on"):
        owed.setdefault(row.grant_id, (row.grant, []))[1].append(row)
    for grant, duties in owed.values():
        name, name_ko = grant.title_en or grant.title_ko, grant.title_ko or grant.title_en
        count = len(duties)
        yield Finding(
            f"dates:grant-settled:{grant.pk}", "dates", "contradiction",
            f"The grant “{name}” is marked as settled, and {count} {'report to its funder was' if count == 1 else 'reports to its funder were'} not sent.",
            f"지원금 「{name_ko}」은 보고가 끝난 것으로 되어 있으나, 보내지 않은 보고가 {count}건 있습니다.",
            (grant.pk, *(duty.pk for duty in duties)),
        )  # fmt: skip


def check_balances(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for each item of which more was handed out than came in: loading a folder may leave one so, the desk never does."""
    for item in StockItem.objects.in_use().with_balance().filter(left__lt=0).order_by("name_en"):  # type: ignore[attr-defined]
        yield Finding(
            f"sums:stock:{item.pk}", "sums", "contradiction",
            f"More of “{item.name_en or item.name_ko}” was handed out than came in.", f"「{item.name_ko or item.name_en}」은 들어온 것보다 많이 배부되었습니다.", (item.pk,),
        )  # fmt: skip


CHECKS = {"funding.settled": check_settled, "funding.balances": check_balances}
