"""The media list and its chart.

May import: the foundation, activities, this package's models.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from bandi.foundation.records.blocks import Block, Chart, ChartSeries, Column, Inline, Request, Run, Table, plain
from bandi.foundation.records.inline import said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.writing import month_name, write_month, write_number
from bandi.work.advocacy.models import MediaItem


def items_of(request: Request) -> list[MediaItem]:
    """Return the media items of the period in the order of their date, duplicates among them."""

    def read() -> list[MediaItem]:
        rows = MediaItem.objects.in_use().filter(
            handling=Handling.OPEN, published_on__gte=request.starts_on, published_on__lte=request.ends_on
        )
        return list(rows.select_related("outlet").order_by("published_on", "order"))

    return request.once("advocacy.media", read)


def media_list(request: Request) -> Iterator[Block]:
    """Yield the chart by month and the list, grouped by month. An item listed twice is printed once and said to be."""
    language = request.language
    every = items_of(request)
    rows = [row for row in every if row.duplicate_of_id is None]
    if not rows:
        return
    yield from media_chart(request)
    labels = {"en": ("Date", "Outlet", "Headline"), "ko": ("일자", "매체", "제목")}[language]
    body: list[tuple[Inline, ...]] = []
    for (year, month), group in groupby(rows, key=lambda row: (row.published_on.year, row.published_on.month)):
        items = list(group)
        body.append(((Run(write_month(year, month, language), bold=True),), (), (Run(_count(len(items), request), bold=True),)))
        body.extend(_row(row, request) for row in items)
    yield Table(
        caption={"en": "Media list", "ko": "언론보도 목록"}[language],
        columns=tuple(Column(label, weight) for label, weight in zip(labels, (1.35, 1.6, 5), strict=True)),
        rows=tuple(body),
        source=_note(rows, len(every) - len(rows), request),
        records=tuple(str(row.id) for row in rows),
    )


def media_chart(request: Request) -> Iterator[Block]:
    """Yield the items by month."""
    language = request.language
    rows = [row for row in items_of(request) if row.duplicate_of_id is None]
    if not rows:
        return
    months = _months(request)
    counts = Counter((row.published_on.year, row.published_on.month) for row in rows)
    several = len({year for year, _ in months}) > 1
    values = [counts[month] for month in months]
    caption = {"en": "Media items by month", "ko": "월별 언론보도"}[language]
    yield Chart(
        caption=caption,
        alt=_in_words(caption, months, values, rows, request),
        kind="columns",
        categories=tuple(month_name(month, language, short=True) + (f" {year}" if several else "") for year, month in months),
        series=(ChartSeries(caption, tuple(Decimal(value) for value in values)),),
        unit={"en": "items", "ko": "건"}[language],
        source=_note(rows, len(items_of(request)) - len(rows), request),
        records=tuple(str(row.id) for row in rows),
    )


def _row(row: MediaItem, request: Request) -> tuple[Inline, ...]:
    """Return day, outlet and headline. A headline is a quotation: it stands as it was printed, translated where we have one."""
    language = request.language
    day = row.published_on
    date = f"{day.month}월 {day.day}일" if language == "ko" else f"{day.day} {month_name(day.month, 'en')}"
    return plain(date), said(row.outlet.name, language), said(row.headline, language)


def _note(rows: list[MediaItem], duplicates: int, request: Request) -> str:
    outlets = len({row.outlet_id for row in rows})
    if request.language == "ko":
        text = f"매체 {write_number(outlets)}곳의 보도 {write_number(len(rows))}건"
        return f"{text}. 두 번 기록된 {duplicates}건은 한 번만 실음" if duplicates else text
    text = f"{_count(len(rows), request)} in {'1 outlet' if outlets == 1 else f'{write_number(outlets)} outlets'}"
    return f"{text}; {duplicates} listed twice on record and printed once" if duplicates else text


def _count(number: int, request: Request) -> str:
    if request.language == "ko":
        return f"{number}건"
    return "1 item" if number == 1 else f"{number} items"


def _in_words(
    caption: str, months: list[tuple[int, int]], values: list[int], rows: list[MediaItem], request: Request
) -> str:
    language = request.language
    most = max(values)
    high = [write_month(year, month, language) for (year, month), value in zip(months, values, strict=True) if value == most]
    none = sum(1 for value in values if not value)
    outlets = len({row.outlet_id for row in rows})
    if language == "ko":
        text = f"{caption}. 매체 {outlets}곳에서 모두 {len(rows)}건, 가장 많은 달은 {', '.join(high)}({most}건)"
        return f"{text}이며 {none}개월은 보도가 없습니다." if none else f"{text}입니다."
    text = f"{caption}. {_count(len(rows), request)} in {outlets} {'outlet' if outlets == 1 else 'outlets'}; most in {', '.join(high)} ({most})"
    return f"{text}; none in {none} of the months." if none else f"{text}."


def _months(request: Request) -> list[tuple[int, int]]:
    first = request.starts_on.year * 12 + request.starts_on.month - 1
    last = request.ends_on.year * 12 + request.ends_on.month - 1
    return [(month // 12, month % 12 + 1) for month in range(first, last + 1)]
