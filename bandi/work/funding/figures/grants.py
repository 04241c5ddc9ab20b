"""Figures of grants, reports to funders and meetings with them. Amounts of money are counted in one currency and never converted.

May import: this package's models, activities' figures, records.
"""

from __future__ import annotations

from decimal import Decimal

from bandi.foundation.records.asking import Wording, worded
from bandi.foundation.records.blocks import Request
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.foundation.reference.writing import write_money
from bandi.register.activities.figures.narrowing import narrowings, said_as
from bandi.register.activities.models import Activity
from bandi.work.funding.models import Grant, GrantState, ReportingDuty


def runs_in(row: Grant, question: Question | Request) -> bool:
    """Return whether a grant that was given to us pays for any day of the period; without a period it counts while it is marked as running."""
    if row.starts_on is None:
        return row.state == GrantState.RUNNING
    return row.starts_on <= question.ends_on and (row.ends_on is None or row.ends_on >= question.starts_on)


def _grants(question: Question) -> list[Grant]:
    read: list[Grant] = question.once("funding.grants", lambda: list(Grant.objects.in_use().held().select_related("funder")))  # type: ignore[attr-defined]
    by = narrowings(question)
    rows = [row for row in read if runs_in(row, question)]
    if "funder" in by:
        rows = [row for row in rows if said_as(by["funder"], (row.funder.name_en, row.funder.name_ko, row.funder.abbreviation))]
    return [row for row in rows if row.state == by["state"].lower()] if "state" in by else rows


def measure_grants(question: Question) -> Answer | None:
    """Answer how many grants ran in the period, narrowed by funder or state; with a currency for a unit, their sum in it."""
    rows, currency = _grants(question), narrowings(question).get("currency", "").upper()
    if not rows:
        return None
    if currency:
        return _sum_of(rows, currency)
    funders = len({row.funder_id for row in rows})
    return Answer(
        Decimal(len(rows)), tuple(row.pk for row in rows), f"{len(rows)} {'grant' if len(rows) == 1 else 'grants'} of {funders} {'funder' if funders == 1 else 'funders'} ran in the period.",
        f"기간 중 지원 기관 {funders}곳의 지원금 {len(rows)}건이 진행되었습니다.",
    )  # fmt: skip


def _sum_of(rows: list[Grant], currency: str) -> Answer | None:
    amounts = [(row, row.amount) for row in rows if row.amount is not None and row.currency == currency]
    if not amounts:
        return None
    total, left_out = sum((amount for _row, amount in amounts), Decimal(0)), len(rows) - len(amounts)
    return Answer(
        total, tuple(row.pk for row, _amount in amounts),
        f"{len(amounts)} of {len(rows)} grants are in {currency}: {write_money(total, currency, 'en')} in all; {left_out} of another currency or without an amount are not counted.",
        f"지원금 {len(rows)}건 가운데 {currency}인 {len(amounts)}건의 합은 {write_money(total, currency, 'ko')}이며, 다른 통화이거나 금액이 없는 {left_out}건은 세지 않았습니다.",
    )  # fmt: skip


def measure_meetings(question: Question) -> Answer | None:
    """Answer how many activities of the period were meetings with a funder about a grant, each once."""
    if not Grant.meetings.through.objects.exists():
        return None
    rows = Activity.objects.in_use().filter(pk__in=Grant.objects.in_use().filter(meetings__isnull=False).values("meetings"))
    by = narrowings(question)
    if "funder" in by:
        rows = rows.filter(pk__in=[key for row in Grant.objects.in_use().select_related("funder") if said_as(by["funder"], (row.funder.name_en, row.funder.name_ko, row.funder.abbreviation)) for key in row.meetings.values_list("pk", flat=True)])
    met = [row for row in rows.order_by("starts_on") if row.span.overlaps(question.starts_on, question.ends_on)]
    return Answer(
        Decimal(len(met)), tuple(row.pk for row in met), f"{len(met)} {'activity' if len(met) == 1 else 'activities'} of the period {'was a meeting' if len(met) == 1 else 'were meetings'} with a funder about a grant.",
        f"기간 중 지원금에 관해 지원 기관과 만난 활동은 {len(met)}건입니다.",
    )  # fmt: skip


def measure_reports(question: Question) -> Answer | None:
    """Answer how many reports were sent to funders in the period; with state = accepted, late or in time, how many of those."""
    by = narrowings(question)
    rows = list(ReportingDuty.objects.in_use().filter(sent_on__range=(question.starts_on, question.ends_on), grant__is_removed=False).order_by("sent_on"))
    if "kind" in by:
        rows = [row for row in rows if said_as(by["kind"], (row.kind,))]
    late = [row for row in rows if (row.days_late or 0) > 0]
    if not rows and not ReportingDuty.objects.in_use().exists():
        return None
    state = by.get("state", "").lower().replace("_", " ")
    shown = {"accepted": [row for row in rows if row.accepted_on], "late": late, "in time": [row for row in rows if row not in late]}.get(state, rows)
    return Answer(
        Decimal(len(shown)), tuple(row.pk for row in shown), f"{len(rows)} {'report was' if len(rows) == 1 else 'reports were'} sent to funders in the period, {len(late)} late.",
        f"기간 중 지원 기관에 보고 {len(rows)}건을 보냈으며, 그 가운데 {len(late)}건은 기한이 지난 뒤였습니다.",
    )  # fmt: skip


FIGURES = (
    Figure(
        "funding.grants", "Grants", "지원금",
        "Grants given to us that pay for any day of the period (without a period: those marked as running); narrowed by “with funder = …”, “state = awarded, running, reported or closed”. “currency = USD” gives their sum in that currency; nothing is converted.",
        "기간 중 하루라도 지원하는 지원금입니다. 기간이 없으면 진행 중인 것만 셉니다. “with funder = …”, “state = …”로 좁히며, “currency = USD”이면 그 통화의 합을 냅니다. 환산하지 않습니다.",
        measure_grants, worded(Wording(0.97, how=r"\bgrant records\b")),
    ),
    Figure(
        "funding.meetings", "Meetings with funders", "지원 기관과의 회의",
        "Activities of the period that are tied to a grant as meetings with its funder, each once; narrowed by “with funder = …”.",
        "기간 중 지원금의 회의로 연결된 활동을 한 번씩만 셉니다. “with funder = …”로 좁힐 수 있습니다.",
        measure_meetings, worded(Wording(0.97, how=r"\bfunder meeting records\b"), Wording(0.9, how=r"\bmeetings? with (?:the |our )?funders?\b")),
    ),
    Figure(
        "funding.reports", "Reports to funders", "지원 기관 보고",
        "Reports, audits and meetings owed to funders that were sent or held in the period; narrowed by “with kind = narrative, financial, meeting or audit”, “state = accepted, late or in_time”.",
        "기간 중 지원 기관에 보낸 보고입니다. “with kind = …”, “state = accepted, late, in_time”으로 좁힐 수 있습니다.",
        measure_reports, worded(Wording(0.97, how=r"\bfunder report records\b")),
    ),
)  # fmt: skip
