"""Publications and channels of the period as tables.

May import: the foundation, activities, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator

from bandi.foundation.records.blocks import Block, Column, Inline, Request, Table, plain
from bandi.foundation.records.inline import joined, said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.terms import Terms
from bandi.foundation.reference.writing import write_edtf, write_number
from bandi.work.advocacy.blocks.documents import touches
from bandi.work.advocacy.models import Publication

_ALWAYS = "continuous"


def publications_table(request: Request) -> Iterator[Block]:
    """Yield what we published in the period, and apart from it the channels that run all year."""
    language = request.language
    terms = request.once("reference.terms", Terms.read)
    own = Publication.objects.in_use().filter(is_own=True, handling=Handling.OPEN).select_related("type")
    rows = [row for row in own if row.periodicity == _ALWAYS or touches(row.issued, request)]
    rows.sort(key=lambda row: (row.type.order if row.type else 99, row.issued, row.title_en))
    issued = [row for row in rows if row.periodicity != _ALWAYS]
    channels = [row for row in rows if row.periodicity == _ALWAYS]
    if issued:
        labels = {
            "en": ("Title", "Kind", "Date", "Issues, copies"),
            "ko": ("제목", "구분", "일자", "호수·부수"),
        }[language]
        yield Table(
            caption={"en": "Publications of the year", "ko": "올해의 발간물"}[language],
            columns=tuple(Column(label, weight) for label, weight in zip(labels, (3.6, 1.5, 1.3, 1.9), strict=True)),
            rows=tuple(
                (
                    said(row.title, language),
                    _kind(row, request),
                    plain(write_edtf(row.issued, language)),
                    _reach(row, terms, request),
                )
                for row in issued
            ),
            records=tuple(str(row.id) for row in issued),
        )
    if channels:
        labels = {"en": ("Channel", "Kind", "Languages"), "ko": ("채널", "구분", "언어")}[language]
        tongues = any(row.languages for row in channels)
        columns = [Column(labels[0], 3), Column(labels[1], 2)] + ([Column(labels[2], 1.5)] if tongues else [])
        yield Table(
            caption={"en": "Online channels", "ko": "온라인 채널"}[language],
            columns=tuple(columns),
            rows=tuple(
                (said(row.title, language), _kind(row, request), *([_languages(row, terms, request)] if tongues else []))
                for row in channels
            ),
            records=tuple(str(row.id) for row in channels),
        )


def _kind(row: Publication, request: Request) -> Inline:
    return said(row.type.label, request.language) if row.type else ()


def _languages(row: Publication, terms: Terms, request: Request) -> Inline:
    return said(terms.label("language", row.languages, request.language), request.language)


def _reach(row: Publication, terms: Terms, request: Request) -> Inline:
    """Return issues, copies (per language where they are known) and languages, as far as they are on record."""
    language = request.language
    parts: list[Inline] = []
    if row.issues:
        one = row.issues == 1
        parts.append(plain(f"{row.issues}호" if language == "ko" else f"{row.issues} issue{'' if one else 's'}"))
    if row.copies:
        each = (f"{terms.label('language', code, language)} {write_number(count)}" for code, count in row.copies.items())
        parts.append(plain(", ".join(each)))
    elif row.reach:
        parts.append(said(terms.label("reach", row.reach, language), language))
    if row.languages:
        parts.append(_languages(row, terms, request))
    return joined(parts, ", ")
