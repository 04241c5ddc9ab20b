"""An edition as the gate sees it: every text in it with its place, its tables of counts, the records it was written from.

May import: records, this package, Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Chart,
    Document,
    Entry,
    Inline,
    Map,
    Paragraph,
    Section,
    Table,
)
from bandi.foundation.records.release import (
    Asked,
    Audience,
    Cells,
    File,
    Objection,
    Outgoing,
    Passage,
    Purpose,
    Severity,
    checker,
)
from bandi.publishing.models import Edition

_COUNT = re.compile(r"\s*([\d,]{1,9})\s*(?:명|people|persons)?\s*$")


def outgoing_of(document: Document, edition: Edition, *, form: str = "") -> Outgoing:
    """Return what is to leave when an edition is built: for the public, as the annual report."""
    blocks = list(_blocks(document.sections))
    title = f"{document.title} {document.period}".strip()
    return Outgoing(
        kind="report", title=title, purpose=Purpose.ANNUAL_REPORT, audience=Audience.PUBLIC, language=document.language,
        passages=tuple(_passages(document, blocks)), records=(*_records(blocks), *([edition.cover_id] if document.cover else ())), cells=tuple(_cells(blocks)),
        files=(File(f"report-{edition.year}-{document.language}.{form or 'pdf'}", (("author", document.organisation),)),),
        about=edition.pk, key=str(edition.pk),
    )  # fmt: skip


@checker("cover")
def _cover(outgoing: Outgoing, _asked: Asked) -> Iterator[Objection]:
    """Ask about the picture on a cover, and about each new one anew: only a person sees what it shows."""
    edition = Edition.objects.filter(pk=outgoing.about, cover__isnull=False).first() if outgoing.kind == "report" and outgoing.about else None
    if edition is None:
        return
    reason = (
        _("The cover shows people who could be recognised. A second reader looks at it: has each of them agreed to be shown in this report?")
        if edition.cover_shows_people
        else _("Only a person sees what a picture shows. Look at the cover: no face, no name, no place that must not be known?")
    )
    yield Objection("cover:picture", Severity.ASK, "cover · picture", reason, record=edition.cover_id, needs_second=edition.cover_shows_people)


def _blocks(sections: Iterable[Section]) -> Iterator[tuple[str, Block]]:
    for section in sections:
        for number, block in enumerate(section.blocks, start=1):
            yield f"{section.key} · {number}", block
        yield from _blocks(section.children)


def _passages(document: Document, blocks: list[tuple[str, Block]]) -> Iterator[Passage]:
    for place, text in (("mission", document.statement), *(("mission", point) for point in document.mission)):
        yield Passage(place, text)
    yield from (Passage(f"{section} · 0", title) for section, title in _titles(document.sections))
    for where, block in blocks:
        texts = [text for text in _texts(block) if text.strip()]
        keys = _ids(getattr(block, "records", ()))
        # A record is named only where it is the only one: a table of many is told by `records`.
        record = keys[0] if len(keys) == 1 else None
        for number, text in enumerate(texts, start=1):
            yield Passage(f"{where}.{number}" if len(texts) > 1 else where, text, record)
    if document.cover:
        yield Passage("cover · picture", document.cover.alt)
        yield Passage("cover · credit", document.cover.credit)
    for number, fact in enumerate(document.colophon.lines, start=1):
        yield Passage(f"colophon · {number}", f"{fact.label} {_plain(fact.value)}")


def _titles(sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        yield section.key, section.title
        yield from _titles(section.children)


def _texts(block: Block) -> Iterator[str]:
    """Yield the texts of a block as people read them: a line, a row, a paragraph with its notes."""
    if isinstance(block, Paragraph):
        yield _plain(block.runs)
    elif isinstance(block, Bullets):
        yield from (_plain(item) for item in block.items)
    elif isinstance(block, Entry):
        yield "\n".join([" · ".join(part for part in (_plain(block.title), block.when, block.where, block.kind) if part), *(f"{fact.label}: {_plain(fact.value)}" for fact in block.facts)])
        for part in block.body:
            yield from _texts(part)
    elif isinstance(block, Table):
        yield block.caption
        for row in (*block.rows, block.total):
            yield " · ".join(_plain(cell) for cell in row)
        yield block.source
    elif isinstance(block, Chart | Map):
        yield from (block.caption, block.alt, block.source)


def _plain(runs: Inline) -> str:
    return "".join(run.text + (f" [{run.note}]" if run.note else "") for run in runs)


def _records(blocks: list[tuple[str, Block]]) -> Iterator[UUID]:
    for _where, block in blocks:
        yield from _ids(getattr(block, "records", ()))


def _ids(records: Iterable[str]) -> list[UUID]:
    return [UUID(str(one)) for one in records]


def _cells(blocks: list[tuple[str, Block]]) -> Iterator[Cells]:
    """Yield tables whose columns after the first hold counts."""
    for where, block in blocks:
        if isinstance(block, Table) and len(block.columns) > 1:
            rows = (*block.rows, block.total) if block.total else block.rows
            names = tuple(_plain(row[0]) if row else "" for row in rows)
            counts = tuple(tuple(_count(_plain(cell)) for cell in row[1:]) for row in rows)
            if any(value is not None for row in counts for value in row):
                yield Cells(where, tuple(column.label for column in block.columns[1:]), names, counts, block.caption)


def _count(text: str) -> int | None:
    found = _COUNT.match(text)
    return int(found[1].replace(",", "")) if found and found[1].strip(",") else None
