"""Letters and the documents that took up our texts, as tables.

May import: the foundation, activities, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from bandi.foundation.records.blocks import Block, Column, Inline, Request, Run, Table, plain
from bandi.foundation.records.inline import capital, joined, said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.dates import DateError, DateSpan
from bandi.foundation.reference.terms import Terms
from bandi.foundation.reference.writing import write_edtf, write_number
from bandi.work.advocacy.models import Letter, Uptake


def letters_of(request: Request) -> list[Letter]:
    """Return the letters sent in the period, with their activities."""

    def read() -> list[Letter]:
        rows = Letter.objects.in_use().out().filter(handling=Handling.OPEN).prefetch_related(
            "activities", "activities__headcounts", "activities__participations"
        )
        return [row for row in rows if touches(row.sent, request) or touches(row.sent_also, request)]

    return request.once("advocacy.letters", read)


def uptakes_of(request: Request) -> list[Uptake]:
    """Return all uptakes that may be printed, with the activities they belong to."""

    def read() -> list[Uptake]:
        rows = Uptake.objects.in_use().filter(handling=Handling.OPEN)
        return list(rows.select_related("own_activity", "activity"))

    return request.once("advocacy.uptakes", read)


def letters_table(request: Request) -> Iterator[Block]:
    """Yield the letters chosen for the table: date, recipients, key message, occasion, signatories and demands where known."""
    language = request.language
    rows = sorted((row for row in letters_of(request) if row.in_printed_table), key=lambda row: row.sent)
    if not rows:
        return
    signed, demanding = any(row.signatories for row in rows), any(row.demands for row in rows)
    labels = {
        "en": ("Date", "To", "Key message", "Occasion", "Signatories", "Demands", "Outcome"),
        "ko": ("일자", "수신", "핵심 내용", "계기", "연명", "요구", "결과"),
    }[language]
    columns = [Column(label, weight) for label, weight in zip(labels[:4], (1.4, 1.8, 3.1, 1.8), strict=True)]
    columns += [Column(labels[4], 1, "end")] if signed else []
    columns += [Column(labels[5], 1, "end")] if demanding else []
    columns += [Column(labels[6], 1.6)] if any(row.outcome.en or row.outcome.ko for row in rows) else []
    yield Table(
        caption={"en": "Joint letters", "ko": "공동서한"}[language],
        columns=tuple(columns),
        rows=tuple(_letter(row, request, signed=signed, demanding=demanding) for row in rows),
        records=tuple(str(row.id) for row in rows),
    )


def citations_table(request: Request) -> Iterator[Block]:
    """Yield pairs of what we said and what a later document took up: those of the heading, or all where it has none."""
    language = request.language
    found = uptakes_of(request)
    rows = [row for row in found if request.heading and _belongs(row, UUID(request.heading))] or found
    if not rows:
        return
    labels = {
        "en": ("What we said", "What was taken up", "Document", "Status"),
        "ko": ("우리의 주장", "반영된 내용", "문서", "상태"),
    }[language]
    terms = request.once("reference.terms", Terms.read)
    yield Table(
        caption={"en": "What we said and what was taken up", "ko": "우리의 주장과 반영된 내용"}[language],
        columns=tuple(Column(label, weight) for label, weight in zip(labels, (2.6, 2.6, 1.9, 1), strict=True)),
        rows=tuple(
            (
                _ours(row, request),
                said(row.taken_up, language),
                document(row, request),
                said(terms.label("citation_status", row.status, language), language),
            )
            for row in rows
        ),
        records=tuple(str(row.id) for row in rows),
    )


def document(row: Uptake, request: Request) -> Inline:
    """Return the later document: its title, whose it is, its symbol and date."""
    language = request.language
    parts = [
        said(row.document, language),
        said(row.body, language),
        plain(row.symbol),
        plain(written_date(row.document_date, request)),
    ]
    return joined(parts, ", ")


def written_date(text: str, request: Request) -> str:
    """Return a date as it is printed; a remark in brackets after it stays with the record."""
    return write_edtf(text.partition(" (")[0], request.language)


def touches(written: str, request: Request) -> bool:
    """Return whether an EDTF text touches the period; words that are no date touch nothing."""
    try:
        span = DateSpan.parse(written)
    except DateError:
        return False
    return span.overlaps(request.starts_on, request.ends_on)


def _letter(row: Letter, request: Request, *, signed: bool, demanding: bool) -> tuple[Inline, ...]:
    language = request.language
    dates = joined([plain(write_edtf(day, language)) for day in (row.sent, row.sent_also) if day], "; ")
    cells = [dates, said(row.recipients, language), said(row.message, language), said(row.occasion, language)]
    if signed:
        cells.append(plain(write_number(row.signatories)) if row.signatories else ())
    if demanding:
        cells.append(plain(write_number(row.demands)) if row.demands else ())
    return (*cells, capital(said(row.outcome, language)))


def _ours(row: Uptake, request: Request) -> Inline:
    language = request.language
    title, day = said(row.own_text, language), written_date(row.own_date, request)
    text = capital(said(row.said, language))
    head: Inline = (*title, Run(f", {day}")) if day else title
    return (*text, *((Run(" ("), *head, Run(")")) if text else head))


def _belongs(row: Uptake, heading: UUID) -> bool:
    activities = (row.own_activity, row.activity)
    return any(activity is not None and activity.heading_id == heading for activity in activities)
