"""Activities as they are told: an entry each, the parts of a trip beneath it, nothing of what is protected.

May import: the foundation, people, this package.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from bandi.foundation.records.blocks import Block, Bullets, Entry, Inline, Paragraph, Request, Run, plain
from bandi.foundation.records.inline import capital, literal, said, text_of
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_day, write_span
from bandi.register.activities.blocks.annotations import Annotation, annotations
from bandi.register.activities.blocks.facts import facts_of, quantity, where_of
from bandi.register.activities.blocks.held_texts import texts_of
from bandi.register.activities.blocks.reading import Held, World, world
from bandi.register.activities.blocks.sessions import in_table, session_tables
from bandi.register.activities.blocks.words import word
from bandi.register.activities.models import Activity, Ask, Outcome


def entries(request: Request) -> Iterator[Block]:
    """Yield the activities of a heading; of all headings, one after another, where none is named.

    An activity stands beneath the one it is part of, where both have the same heading. Sessions that are rows of a
    table are not told again; a table that no other heading prints follows the entries.
    """
    here = world(request)
    rows = here.by_heading.get(UUID(request.heading), []) if request.heading else list(here.activities.values())
    yield from _told(rows, here, request)
    held = here.held.get(UUID(request.heading), []) if request.heading else []
    yield from _held(held, here, request.language)
    if request.heading:
        yield from session_tables(request, here, only_unprinted=True)


def unplaced_entries(request: Request) -> Iterator[Block]:
    """Yield the activities of the period that no heading of the edition holds: what was entered since it was arranged."""
    here = world(request)
    headings = set().union(*request.shared.get("edition.content", {}).values())
    rows = [row for row in here.within(request) if row.heading_id is None or str(row.heading_id) not in headings]
    rows.sort(key=lambda row: (str(row.starts_on or "9"), row.title_en))
    yield from _told(rows, here, request, with_sessions=True)


def _told(rows: list[Activity], here: World, request: Request, *, with_sessions: bool = False) -> Iterator[Block]:
    notes = annotations(request)
    shown = {row.id for row in rows}
    for row in rows:
        if row.part_of_id not in shown:
            yield from _entry(row, here, request, notes, level=0, with_sessions=with_sessions)
            yield from texts_of(row.id, request, here.terms)
            yield from _parts(row, here, request, notes, shown)


def kind_of(row: Activity, language: Language) -> str:
    """Return the kind of an activity as a label: a word without a term of its own begins with a capital like the others."""
    return text_of(capital(said(row.kind.label, language)))


def _parts(
    row: Activity, here: World, request: Request, notes: dict[UUID, list[Annotation]], shown: set[UUID]
) -> Iterator[Block]:
    for part in here.parts.get(row.id, []):
        if part.id in shown:
            for entry in _entry(part, here, request, notes, level=1):
                yield _beneath(entry, part, row, here, request)
            yield from texts_of(part.id, request, here.terms)
            yield from _parts(part, here, request, notes, shown)


def _entry(
    row: Activity, here: World, request: Request, notes: dict[UUID, list[Annotation]], *, level: int, with_sessions: bool = False
) -> Iterator[Entry]:
    added = notes.get(row.id, [])
    if (in_table(row) and not with_sessions) or _is_told_elsewhere(row, added, request):
        return
    language = request.language
    body: list[Paragraph | Bullets] = []
    if summary := said(row.summary, language):
        body.append(Paragraph(summary))
    outcomes = [_outcome(outcome, language) for outcome in row.outcomes.all()]
    asks = [_ask(ask, language) for ask in row.asks.all() if not _is_said(ask, row, language)]
    if items := tuple(item for item in (*outcomes, *asks) if item):
        body.append(Bullets(items))
    for annotation in added:
        body.extend(annotation.body)
    facts = [*facts_of(row, here, request, within=level > 0)]
    for annotation in added:
        facts.extend(annotation.facts)
    yield Entry(
        title=said(row.title, language),
        when=_when(row, here, request),
        where=where_of(row, here, language),
        kind=kind_of(row, language),
        facts=tuple(facts),
        body=tuple(body),
        level=level,
        records=(str(row.id),),
    )


def _beneath(entry: Entry, part: Activity, whole: Activity, here: World, request: Request) -> Entry:
    """Return the entry of a part without what the whole has just said: the same time, place and people."""
    told = set(facts_of(whole, here, request, within=False))
    same_time = (part.starts_on, part.ends_on) == (whole.starts_on, whole.ends_on)
    return replace(
        entry,
        when="" if same_time else entry.when,
        where="" if entry.where == where_of(whole, here, request.language) else entry.where,
        facts=tuple(fact for fact in entry.facts if fact not in told),
    )


def _when(row: Activity, here: World, request: Request) -> str:
    """Return the date; an activity from outside the period says so."""
    text = write_span(row.span, request.language)
    if not here.is_outside(row, request) or not row.span:
        return text
    before = row.starts_on is None or row.starts_on < request.starts_on
    years = {request.starts_on.year, request.ends_on.year}
    key = f"{'before' if before else 'after'}_{'year' if len(years) == 1 else 'period'}"
    mark = word(key, request.language, year=request.starts_on.year)
    return f"{text} ({mark})" if request.language == "en" else f"{text}({mark})"


def _outcome(row: Outcome, language: Language) -> Inline:
    return said(row.text, language, note=row.source)


def _ask(row: Ask, language: Language) -> Inline:
    """Return "Asked of the ministry: …" with its answer, or until when one is awaited."""
    who = str(row.organisation.name.in_language(language)) if row.organisation else row.counterpart
    kind = "asked" if row.direction == Ask.Direction.ASKED else "promised"
    if not who:
        kind = f"{kind}_nobody"
    lead = literal(word(kind, language, who=who).rstrip(), language, bold=True)
    text = said(row.text, language)
    runs: Inline = (*lead, Run(" "), *text)
    if row.answer or row.answer_ko:
        if text and text[-1].text[-1] not in ".!?":
            runs = (*runs, Run("."))
        return (*runs, Run(" "), Run(word("answer", language).rstrip(), bold=True), Run(" "), *said(row.answered, language))
    if row.due_on:
        return (*runs, Run(f" ({word('due', language, day=write_day(row.due_on, language))})"))
    return runs


def _is_said(ask: Ask, row: Activity, language: Language) -> bool:
    """Return whether an outcome tells a request already: more than half of its words stand there."""
    if ask.answer or ask.answer_ko or ask.due_on:
        return False
    wanted = _pieces(str(ask.text.in_language(language)))
    told = [_pieces(str(outcome.text.in_language(language))) for outcome in row.outcomes.all()]
    return bool(wanted) and any(len(wanted & pieces) > len(wanted) / 2 for pieces in told)


def _pieces(text: str) -> set[str]:
    """Return pairs of letters within words: they survive endings and particles in both languages."""
    return {word[place : place + 2] for word in text.lower().split() for place in range(len(word) - 1)}


def _is_told_elsewhere(row: Activity, added: list[Annotation], request: Request) -> bool:
    """Return whether a table under the same heading holds this activity, and no request of it awaits telling."""
    printed = request.shared.get("edition.content", {})
    here = any(request.heading in printed.get(note.table, ()) for note in added if note.table)
    return here and not row.asks.all()


def _held(rows: list[Held], here: World, language: Language) -> Iterator[Block]:
    """Yield the totals of what is protected and one neutral line; no title, date, place or name."""
    if not rows:
        return
    totals: list[Inline] = []
    for row in rows:
        if row.total:
            kind = said(here.terms.label("activity_kind", row.kind, language), language)
            totals.append((*kind, *plain(": "), *literal(quantity(row.total, here, language), language)))
    if totals:
        yield Bullets(tuple(totals))
    yield Paragraph(plain(word("held", language)), "small")
