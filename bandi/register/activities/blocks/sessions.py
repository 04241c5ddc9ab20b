"""Sessions as tables: lectures, reading evenings, stops of a tour, any programme whose sessions are kept as such.

Which columns a table has follows from what its sessions hold; no programme is known by name.
May import: the foundation, this package.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from uuid import UUID

from bandi.foundation.records.blocks import Block, Column, Inline, Request, Run, Table, plain
from bandi.foundation.records.inline import joined, listed, literal, said, text_of
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_number, write_span
from bandi.register.activities.blocks.facts import where_of
from bandi.register.activities.blocks.reading import World, world
from bandi.register.activities.blocks.words import word
from bandi.register.activities.models import Activity, Session

# Names in a year's headings and the table of the year's format they stand for; see docs/year-format.md.
TABLES = {
    "lectures_table": "lectures",
    "reading_table": "reading_sessions",
    "talk_table": "talk_concerts",
    "college_table": "college_programme",
}


def session_of(row: Activity) -> Session | None:
    """Return what makes an activity a row of a programme's table, or None."""
    return getattr(row, "session", None)


def in_table(row: Activity) -> bool:
    """Return whether an activity is printed as a row of a table rather than as an entry."""
    session = session_of(row)
    return session is not None and session.in_printed_table


def table_provider(name: str) -> Callable[[Request], Iterator[Block]]:
    """Return the provider of one table of the format."""

    def provider(request: Request) -> Iterator[Block]:
        here = world(request)
        rows = [row for row in _rows(here) if _table(row) == TABLES[name]]
        yield from _drawn(_chosen(rows, request), here, request)

    return provider


def sessions_table(request: Request) -> Iterator[Block]:
    """Yield the tables of all sessions of a heading."""
    yield from session_tables(request, world(request), only_unprinted=False)


def session_tables(request: Request, here: World, *, only_unprinted: bool) -> Iterator[Block]:
    """Yield a table for each programme of a heading; only_unprinted: those that no heading of the edition names."""
    printed = {TABLES.get(name, "") for name in request.shared.get("edition.content", {})}
    everything = "sessions_table" in request.shared.get("edition.content", {})
    tables: dict[str, list[Activity]] = defaultdict(list)
    for row in _rows(here):
        if not request.heading or row.heading_id == UUID(request.heading):
            tables[_table(row)].append(row)
    for name, rows in tables.items():
        if only_unprinted and (everything or name in printed):
            continue
        yield from _drawn(rows, here, request)


def _rows(here: World) -> list[Activity]:
    return [row for row in here.activities.values() if in_table(row)]


def _table(row: Activity) -> str:
    session = session_of(row)
    return (session.table if session else "").removesuffix(".csv")


def _chosen(rows: list[Activity], request: Request) -> list[Activity]:
    """Return the sessions of the heading where it has any of its own, otherwise all."""
    own = [row for row in rows if request.heading and row.heading_id == UUID(request.heading)]
    return own or rows


def _drawn(rows: list[Activity], here: World, request: Request) -> Iterator[Table]:
    if not rows:
        return
    language = request.language
    rows = sorted(rows, key=lambda row: (str(row.starts_on or "9"), session_of(row).order, row.title_en))  # type: ignore[union-attr]
    columns: list[tuple[str, list[Inline]]] = [("date", [plain(write_span(row.span, language)) for row in rows])]
    columns += [
        (name, cells)
        for name, cells in (
            ("theme", [_theme(row, here, language) for row in rows]),
            ("book", [said(_session(row).book, language) for row in rows]),
            ("questions", [_questions(row, language) for row in rows]),
            ("speaker", [_speaker(row, language) for row in rows]),
            ("venue", [_venue(row, here, language) for row in rows]),
            ("audience", [_audience(row, here, language) for row in rows]),
            ("sessions", _counts(rows)),
        )
        if any(cells)
    ]
    yield Table(
        caption=_caption(rows, language),
        columns=tuple(
            Column(word(name, language), _weight(cells), "end" if name == "sessions" else "start") for name, cells in columns
        ),
        rows=tuple(zip(*(cells for _, cells in columns), strict=True)),
        records=tuple(str(row.id) for row in rows),
    )


def _session(row: Activity) -> Session:
    session = session_of(row)
    assert session is not None
    return session


def _theme(row: Activity, here: World, language: Language) -> Inline:
    """Return the theme of a session; what kind of session it was where it has none; its title where only that is known."""
    session = _session(row)
    if session.theme.en or session.theme.ko:
        return said(session.theme, language)
    if session.type:
        return said(here.terms.label("session_type", session.type, language), language)
    return () if session.venue.en or session.venue.ko else said(row.title, language)


def _questions(row: Activity, language: Language) -> Inline:
    session = _session(row)
    own, other = (session.questions_ko, session.questions_en) if language == "ko" else (session.questions_en, session.questions_ko)
    cells = [plain(str(line)) if own else literal(str(line), language) for line in (own or other)]
    return joined(cells, " / ")


def _speaker(row: Activity, language: Language) -> Inline:
    session = _session(row)
    parts = (session.speaker, session.speaker_type, session.affiliation)
    return joined([said(part, language) for part in parts], ", ")


def _venue(row: Activity, here: World, language: Language) -> Inline:
    """Return the place of a session; of the activity where the session names none and the places differ."""
    session = _session(row)
    if session.venue.en or session.venue.ko:
        return said(session.venue, language)
    return literal(where_of(row, here, language), language)


def _audience(row: Activity, here: World, language: Language) -> Inline:
    return said(here.terms.label("audience_type", _session(row).audience_type, language), language)


def _counts(rows: list[Activity]) -> list[Inline]:
    """Return how many sessions each row stands for; nothing where every row is one."""
    counts = [_session(row).count for row in rows]
    return [plain(write_number(count)) for count in counts] if any(count > 1 for count in counts) else [() for _ in rows]


def _caption(rows: list[Activity], language: Language) -> str:
    series = {_session(row).series_id: _session(row).series for row in rows if _session(row).series_id}
    titles = [str(one.title.in_language(language)) for one in series.values() if one]
    if titles:
        return text_of(listed([plain(title) for title in dict.fromkeys(titles)], language))
    headings = {row.heading_id: row.heading for row in rows if row.heading}
    if len(headings) == 1:
        return str(next(iter(headings.values())).title.in_language(language))
    return word("sessions_caption", language)


def _weight(cells: list[Inline]) -> float:
    """Return the share of a column: by the square root of its longest text, so that long columns do not starve short ones."""
    longest = max((sum(_width(run) for run in cell) for cell in cells), default=1)
    return round(min(6.0, max(1.3, math.sqrt(longest) * 0.5)), 2)


def _width(run: Run) -> float:
    return sum(1.8 if ord(letter) > 0x1100 else 1.0 for letter in run.text)
