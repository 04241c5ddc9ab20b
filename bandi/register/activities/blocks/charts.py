"""Charts of the year: activities by month and by kind, money by purpose or by year.

May import: the foundation, this package.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q

from bandi.foundation.records.blocks import Block, Chart, ChartSeries, Request
from bandi.foundation.records.inline import capital, said, text_of
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.writing import month_name, write_money, write_number
from bandi.register.activities.blocks.reading import world
from bandi.register.activities.models import Activity, Amount

_MOST_KINDS = 12


def activity_charts(request: Request) -> Iterator[Block]:
    """Yield the activities of the period by month and by kind."""
    rows = world(request).within(request)
    if rows:
        yield _by_month(rows, request)
        yield _by_kind(rows, request)


def month_of(row: Activity) -> tuple[int, int] | None:
    """Return year and month of an activity that is known to lie in one month, otherwise None."""
    first, last = row.starts_on, row.ends_on
    if first is None or last is None:
        return None
    within = (first.year, first.month) == (last.year, last.month)
    return (first.year, first.month) if within or (row.precision == "range" and (last - first).days <= 31) else None


def _by_month(rows: list[Activity], request: Request) -> Chart:
    language = request.language
    months = _months(request)
    dated = [(row, month) for row in rows if (month := month_of(row))]
    counts = Counter(month for _, month in dated)
    values = [counts[month] for month in months]
    counted = [str(row.id) for row, month in dated if month in months]
    several = len({year for year, _ in months}) > 1
    labels = [month_name(month, language, short=True) + (f" {year}" if several else "") for year, month in months]
    undated = len(rows) - len(counted)
    caption = {"en": "Activities by month", "ko": "월별 활동"}[language]
    source = {
        "en": f"{write_number(len(counted))} activities that are dated to a month; {write_number(undated)} run longer or have no day.",
        "ko": f"월을 알 수 있는 활동 {write_number(len(counted))}건 기준. {write_number(undated)}건은 여러 달에 걸치거나 날짜가 없음.",
    }[language]
    full = [month_name(month, language) + (f" {year}" if several else "") for year, month in months]
    return Chart(
        caption=caption,
        alt=in_words(caption, full, values, request),
        kind="columns",
        categories=tuple(labels),
        series=(ChartSeries(caption, tuple(Decimal(value) for value in values)),),
        unit={"en": "activities", "ko": "건"}[language],
        source=source,
        records=tuple(counted),
    )


def _by_kind(rows: list[Activity], request: Request) -> Chart:
    language = request.language
    counts: Counter[str] = Counter(text_of(capital(said(row.kind.label, language))) for row in rows)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = ranked[_MOST_KINDS:]
    shown = ranked[:_MOST_KINDS]
    if rest:
        name = {"en": f"{len(rest)} other kinds", "ko": f"그 밖의 {len(rest)}종"}[language]
        shown = [*shown, (name, sum(count for _, count in rest))]
    caption = {"en": "Activities by kind", "ko": "종류별 활동"}[language]
    source = {
        "en": f"{write_number(len(rows))} activities of the period; protected records are not counted.",
        "ko": f"보고 기간의 활동 {write_number(len(rows))}건. 보호 대상 기록은 세지 않음.",
    }[language]
    return Chart(
        caption=caption,
        alt=in_words(caption, [name for name, _ in ranked], [count for _, count in ranked], request),
        kind="bars",
        categories=tuple(name for name, _ in shown),
        series=(ChartSeries(caption, tuple(Decimal(count) for _, count in shown)),),
        unit={"en": "activities", "ko": "건"}[language],
        source=source,
        records=tuple(str(row.id) for row in rows),
    )


def assistance_chart(request: Request) -> Iterator[Block]:
    """Yield our own money: by year where amounts of several years exist, otherwise by purpose; one currency a chart.

    What was spent on a protected activity is left out: a single amount beside a single case says too much.
    """
    known = Amount.objects.in_use().filter(handling=Handling.OPEN, is_external=False, amount__isnull=False)
    known = known.filter(Q(activity__isnull=True) | Q(activity__handling=Handling.OPEN))
    rows = [row for row in known if row.amount and _years(row.period)]
    currencies = sorted({row.currency for row in rows})
    for currency in currencies:
        own = [row for row in rows if row.currency == currency and max(_years(row.period)) <= request.ends_on.year]
        if len({_years(row.period)[-1] for row in own}) > 1:
            yield _money_by_year(own, currency, request)
        elif now := [row for row in own if request.starts_on.year <= _years(row.period)[-1] <= request.ends_on.year]:
            yield _money_by_purpose(now, currency, request)


def _money_by_year(rows: list[Amount], currency: str, request: Request) -> Chart:
    language = request.language
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[_years(row.period)[-1]] += row.amount or 0
    years = sorted(sums)
    caption = {"en": "Assistance by year", "ko": "연도별 지원금"}[language]
    return _money(caption, [str(year) for year in years], [sums[year] for year in years], rows, currency, request, "columns")


def _money_by_purpose(rows: list[Amount], currency: str, request: Request) -> Chart:
    language = request.language
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[str(row.purpose.in_language(language))] += row.amount or 0
    ranked = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    caption = {"en": "Assistance by purpose", "ko": "목적별 지원금"}[language]
    names, values = [name for name, _ in ranked], [value for _, value in ranked]
    return _money(caption, names, values, rows, currency, request, "bars")


def _money(
    caption: str, names: list[str], values: list[Decimal], rows: list[Amount], currency: str, request: Request, kind: str
) -> Chart:
    """Return a chart of money in a unit that keeps the axis short: millions, or ten thousands in Korean."""
    language = request.language
    size, unit = (Decimal(1), currency)
    if max(values) >= 1_000_000:
        size, unit = {"en": (Decimal(10**6), f"{currency} million"), "ko": (Decimal(10**4), _myriad(currency))}[language]
    amounts = [write_money(value, currency, language) for value in values]
    listing = "; ".join(f"{name}: {amount}" for name, amount in zip(names, amounts, strict=True))
    total = write_money(sum(values), currency, language)
    alt = {"en": f"{caption}. {listing}. Total {total}.", "ko": f"{caption}. {listing}. 합계 {total}."}[language]
    return Chart(
        caption=caption,
        alt=alt,
        kind="bars" if kind == "bars" else "columns",
        categories=tuple(names),
        series=(ChartSeries(caption, tuple(value / size for value in values)),),
        unit=unit,
        source={"en": f"Amounts on record; total {total}.", "ko": f"기록된 금액 기준. 합계 {total}."}[language],
        records=tuple(str(row.id) for row in rows),
    )


def _myriad(currency: str) -> str:
    return write_money(10_000, currency, "ko").removeprefix("1")


def in_words(caption: str, names: list[str], values: list[int], request: Request) -> str:
    """Return what a chart shows, for readers who do not see it: total, highest, lowest, and how many are empty."""
    total = sum(values)
    most, least = max(values, default=0), min(values, default=0)
    high = [name for name, value in zip(names, values, strict=True) if value == most]
    low = [name for name, value in zip(names, values, strict=True) if value == least]
    if request.language == "ko":
        text = f"{caption}. 모두 {write_number(total)}건이며, 가장 많은 것은 {', '.join(high)}({write_number(most)}건)"
        few = f"가장 적은 것은 {', '.join(low)}({write_number(least)}건)입니다."
        return f"{text}이고, {few}" if 0 < len(low) <= 3 and most != least else f"{text}입니다."
    text = f"{caption}. {write_number(total)} in all; most in {', '.join(high)} ({write_number(most)})"
    few = f"fewest in {', '.join(low)} ({write_number(least)})."
    return f"{text}, {few}" if 0 < len(low) <= 3 and most != least else f"{text}."


def _months(request: Request) -> list[tuple[int, int]]:
    first = request.starts_on.year * 12 + request.starts_on.month - 1
    last = request.ends_on.year * 12 + request.ends_on.month - 1
    return [(month // 12, month % 12 + 1) for month in range(first, last + 1)]


def _years(period: str) -> list[int]:
    """Return the years a period names; words without a year ("all years") name none."""
    return sorted(int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", period))
