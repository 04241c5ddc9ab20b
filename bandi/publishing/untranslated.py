"""Passages of a document that stand in the other language: counted for the colophon, listed for the check.

May import: records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bandi.foundation.records.blocks import Block, Bullets, Document, Entry, Inline, Paragraph, Run, Section, Table
from bandi.foundation.records.inline import needs_translation, text_of


@dataclass(frozen=True)
class Passage:
    """A passage in the other language: the section it stands in, its words, and the records it came from."""

    section: str
    title: str
    text: str
    records: tuple[str, ...] = ()


def untranslated_passages(document: Document) -> list[Passage]:
    """Return every passage that is not in the language of the document, in the order of reading."""
    return [passage for section in document.sections for passage in _of_section(section, document)]


def count_untranslated(document: Document) -> int:
    """Return how many passages are marked on the page; titles without a translation are listed but carry no mark."""
    return sum(1 for section in document.sections for _ in _marked(section))


def _of_section(section: Section, document: Document) -> Iterator[Passage]:
    if needs_translation(section.title, document.language):
        yield Passage(section.key, section.title, section.title)
    for block in section.blocks:
        records = getattr(block, "records", ())
        for text in _texts(block):
            yield Passage(section.key, section.title, text, records)
    for child in section.children:
        yield from _of_section(child, document)


def _marked(section: Section) -> Iterator[str]:
    for block in section.blocks:
        yield from _texts(block)
    for child in section.children:
        yield from _marked(child)


def _texts(block: Block) -> Iterator[str]:
    for inline in _inlines(block):
        for is_foreign, runs in groupby(inline, key=_is_foreign):
            if is_foreign:
                yield text_of(runs)


def _is_foreign(run: Run) -> bool:
    return run.untranslated


def _inlines(block: Block) -> Iterable[Inline]:
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Entry):
        yield block.title
        yield from (fact.value for fact in block.facts)
        for part in block.body:
            yield from _inlines(part)
    elif isinstance(block, Table):
        for row in (*block.rows, block.total):
            yield from row
