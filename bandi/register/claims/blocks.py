"""What this package offers to editions: reference series as tables and charts, facts from outside as an appeal's ground.

Names, each a kind of content of a heading: arrivals_table and arrivals_chart (any reference series), appeal.
May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q

from bandi.foundation.records.blocks import (
    Block,
    Chart,
    ChartSeries,
    Column,
    Inline,
    Request,
    Table,
    plain,
    provide,
)
from bandi.foundation.records.models import Handling, Record
from bandi.foundation.reference.terms import Terms
from bandi.foundation.reference.writing import write_edtf, write_number
from bandi.register.claims.models import ReferenceSeries, SeriesPoint

_LONG = 12


def offer() -> None:
    """Register the providers; called once from `AppConfig.ready`."""
    provide("arrivals_table", series_table)
    provide("arrivals_chart", series_chart)
    provide("appeal", appeal)


def series_table(request: Request) -> Iterator[Block]:
    """Yield each reference series up to the end of the period, with its total, source and the date of its status."""
    language = request.language
    for series in _series(request):
        points = _points(series, request)
        if not points:
            continue
        unit = _unit(series, request)
        head = {"en": unit[:1].upper() + unit[1:] or "Number", "ko": f"수({unit})" if unit else "수"}[language]
        labels = ({"en": "Year", "ko": "연도"}[language], head)
        cells: list[tuple[Inline, Inline]] = [(plain(_label(point, request)), plain(write_number(point.value))) for point in points]
        groups = 3 if len(cells) > _LONG else 1
        height = -(-len(cells) // groups)
        rows = tuple(
            tuple(cell for group in range(groups) for cell in _at(cells, group * height + line)) for line in range(height)
        )
        total = write_number(sum((point.value for point in points), Decimal(0)))
        blank: tuple[Inline, ...] = ((), ()) * (groups - 1)
        yield Table(
            caption=str(series.title.in_language(language)),
            columns=tuple(Column(label, 1, align) for _ in range(groups) for label, align in zip(labels, ("start", "end"), strict=True)),  # type: ignore[arg-type]
            rows=rows,
            total=(*blank, plain({"en": "Total", "ko": "합계"}[language]), plain(total)),
            source=_source(series, request),
            records=(str(series.id),),
        )


def series_chart(request: Request) -> Iterator[Block]:
    """Yield each reference series as columns, a year each. What bundles several years is told, not drawn."""
    language = request.language
    for series in _series(request):
        points = [point for point in _points(series, request) if not point.is_bundle]
        if len(points) < 2:
            continue
        title = str(series.title.in_language(language))
        yield Chart(
            caption=title,
            alt=_in_words(title, points, series, request),
            kind="columns",
            categories=tuple(str(point.year) for point in points),
            series=(ChartSeries(title, tuple(point.value for point in points)),),
            unit=_unit(series, request),
            source=_source(series, request),
            records=(str(series.id),),
        )


def appeal(request: Request) -> Iterator[Block]:
    """Yield nothing of its own: the appeal is the text of its section, whose numbers carry their sources as notes."""
    return iter(())


def _series(request: Request) -> list[ReferenceSeries]:
    def read() -> list[ReferenceSeries]:
        return list(ReferenceSeries.objects.in_use().filter(handling=Handling.OPEN).prefetch_related("points"))

    return request.once("claims.series", read)


def _unit(series: ReferenceSeries, request: Request) -> str:
    """Return what one is; the vocabulary of units says it where the series has it in one language only."""
    own = series.unit_ko if request.language == "ko" else series.unit_en
    terms = request.once("reference.terms", Terms.read)
    return own or str(terms.label("figure_unit", series.unit_en or series.unit_ko, request.language))


def _points(series: ReferenceSeries, request: Request) -> list[SeriesPoint]:
    return sorted((point for point in series.points.all() if point.year <= request.ends_on.year), key=lambda point: point.year)


def _at(cells: list[tuple[Inline, Inline]], place: int) -> tuple[Inline, Inline]:
    return cells[place] if place < len(cells) else ((), ())


def _label(point: SeriesPoint, request: Request) -> str:
    if not point.is_bundle:
        return point.label
    return {"en": f"up to {point.year}", "ko": f"{point.year}년까지"}[request.language]


def _source(series: ReferenceSeries, request: Request) -> str:
    """Return the source and its date, the source under the name the house knows it by in the language of the page."""
    as_of, source = write_edtf(series.status_on, request.language), _named(series.source, request)
    if not as_of:
        return source
    if request.language == "ko":
        return f"{source}, {as_of} 기준" if source else f"{as_of} 기준"
    return f"{source}, as of {as_of}" if source else f"As of {as_of}"


def _named(name: str, request: Request) -> str:
    """Return the name of an open record in the language of the page; `name` itself where none is called so.

    Claims do not see organisations; the spine that all records share knows what each is called in both languages.
    """
    if not name:
        return ""

    def read() -> str:
        called = Record.objects.filter(handling=Handling.OPEN).filter(Q(label_en=name) | Q(label_ko=name))
        record = called.order_by("created_at").first()
        return str(record.label.in_language(request.language)) if record else name

    return request.once(f"claims.source.{name}", read)


def _in_words(title: str, points: list[SeriesPoint], series: ReferenceSeries, request: Request) -> str:
    most, least, last = max(points, key=_value), min(points, key=_value), points[-1]
    total = write_number(sum((point.value for point in points), Decimal(0)))
    if request.language == "ko":
        return (
            f"{title}. {points[0].year}년부터 {last.year}년까지 모두 {total}{_unit(series, request)}. 가장 많은 해는 {most.year}년({write_number(most.value)}), "
            f"가장 적은 해는 {least.year}년({write_number(least.value)}), {last.year}년은 {write_number(last.value)}입니다."
        )
    unit = _unit(series, request)
    return (
        f"{title}. {total} {unit} from {points[0].year} to {last.year}; most in {most.year} ({write_number(most.value)}), "
        f"fewest in {least.year} ({write_number(least.value)}); {write_number(last.value)} in {last.year}."
    ).replace("  ", " ")


def _value(point: SeriesPoint) -> Decimal:
    return point.value
